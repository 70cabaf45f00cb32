"""Make the tables of `corpusclean.language` from the packages they come from.

    python benchmarks/language/make_tables.py [FOLDER]

Needs ``jieba==0.42.1`` and ``pypinyin==0.55.0`` (``pip install corpusclean[data]``).  Writes ``words.txt.gz`` and
``pinyin.txt.gz`` (by default where the package has them) and prints the SHA-256 of each file's contents.  Neither
package is imported: only their data files are read.
"""

import gzip
import hashlib
import io
import json
import sys
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "src" / "corpusclean" / "language" / "data"

#: Words seen less often are left out: recall hardly falls (.63 to .61 on news, .41 to .39 on reviews), the file
#: shrinks to a third.
MINIMUM = 10


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


TABLES = {"words.txt.gz": word_table, "pinyin.txt.gz": pinyin_table}


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
