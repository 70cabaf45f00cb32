"""One chain over one corpus, as a process of its own: from the files to one file of JSON lines.

    python chains.py run NAME CORPUS OUT [--rules 20]

``floor`` reads, decodes, hashes and writes: what storing text costs anybody.  ``naive`` is what one writes first:
decode, `ftfy.fix_text`, OpenCC, line rules, lines that stood before, documents that stood before, JSON.  ``ours`` is
the same work made of corpusclean's parts, ``records`` the same again with each edit in a record.  ``datatrove`` is the
same with that library, without the lines that stood before, on text that is decoded already.  ``rows`` decodes only,
to give it that.

CORPUS is a folder that ``compare.py`` made: ``docs``, and ``files.txt`` with the names in order.  Each chain imports
what it needs and nothing else, so that its start is its own.
"""

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import documents
from line_rules import COUNTS, line_rules

#: Lines of fewer bytes are not looked for in other documents.
LEAST = 40
#: ftfy's settings under which Chinese stays Chinese: quotes and full-width punctuation as they are.
SETTINGS = {"uncurl_quotes": False, "fix_character_width": False}
#: What each chain imports, for those who want to know before they start it.
NEEDS = {
    "floor": ("orjson", "xxhash"),
    "rows": ("orjson", "charset_normalizer"),
    "naive": ("charset_normalizer", "ftfy", "opencc"),
    "ours": ("corpusclean.filters", "charset_normalizer"),
    "records": ("corpusclean.filters", "charset_normalizer"),
    "datatrove": ("datatrove", "ftfy", "opencc", "orjson"),
}


def contents(corpus: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each document."""
    for name, path in documents.files(corpus):
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - one of the floor's costs
            yield name, file.read()


def guessed(raw: bytes) -> tuple[str, str]:
    """The text of bytes that are no UTF-8, and the codec that charset-normalizer took."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw).best()
    return (raw.decode("utf-8", "replace"), "utf-8") if best is None else (str(best), best.encoding)


def decoded(raw: bytes) -> str:
    """The text of bytes: UTF-8 where they are, without its mark."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return guessed(raw)[0]


def pattern_of(rules: int) -> Callable[[str], Any]:
    """One alternation of the patterns of all line rules."""
    return re.compile("|".join(f"(?:{rule.pattern})" for rule in line_rules(rules))).search


def floor(corpus: Path, out: Path, _: int) -> None:
    import orjson
    import xxhash

    with out.open("wb") as file:
        for name, raw in contents(corpus):
            try:
                text = raw.decode()
            except UnicodeDecodeError:
                text = raw.decode("latin-1")
            row = {"id": name, "hash": xxhash.xxh3_128_hexdigest(raw), "text": text}
            file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))


def rows(corpus: Path, out: Path, _: int) -> None:
    import orjson

    with out.open("wb") as file:
        for name, raw in contents(corpus):
            file.write(orjson.dumps({"id": name, "text": decoded(raw)}, option=orjson.OPT_APPEND_NEWLINE))


def naive(corpus: Path, out: Path, rules: int) -> None:
    import json
    from hashlib import md5

    import ftfy
    import opencc

    convert, is_furniture = opencc.OpenCC("t2s").convert, pattern_of(rules)
    lines, texts = set[bytes](), set[bytes]()
    with out.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
        for name, raw in contents(corpus):
            stay = []
            for line in convert(ftfy.fix_text(decoded(raw), **SETTINGS)).split("\n"):
                if is_furniture(line):
                    continue
                content = line.encode()
                if len(content) >= LEAST:
                    digest = md5(content).digest()
                    if digest in lines:
                        continue
                    lines.add(digest)
                stay.append(line)
            text = "\n".join(stay)
            digest = md5(text.encode()).digest()
            if digest not in texts:
                texts.add(digest)
                file.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")


def datatrove(corpus: Path, out: Path, rules: int) -> None:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.formatters import FTFYFormatter
    from datatrove.pipeline.formatters.base import BaseFormatter
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    class Simplified(BaseFormatter):
        name = "Simplified characters"

        def format(self, text: str) -> str:
            if "convert" not in self.__dict__:  # made where it is used: the pipeline is copied before
                import opencc

                self.convert = opencc.OpenCC("t2s").convert
            return self.convert(text)

    class WithoutFurniture(BaseFormatter):
        name = "Line rules"

        def format(self, text: str) -> str:
            if "is_furniture" not in self.__dict__:
                self.is_furniture = pattern_of(rules)
            return "\n".join([line for line in text.split("\n") if not self.is_furniture(line)])

    work = Path(tempfile.mkdtemp(prefix="datatrove-", dir=out.parent))
    steps = [
        JsonlReader(str(corpus), glob_pattern=documents.ROWS, doc_progress=False),
        FTFYFormatter(**SETTINGS),
        Simplified(),
        WithoutFurniture(),
        JsonlWriter(str(work / "out"), output_filename="${rank}.jsonl", compression=None),
    ]
    try:
        LocalPipelineExecutor(steps, tasks=1, workers=1, logging_dir=str(work / "log"), skip_completed=False).run()
        (work / "out" / "00000.jsonl").replace(out)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def ours(corpus: Path, out: Path, rules: int) -> None:
    from our_chain import run  # and with it corpusclean, which no other chain needs

    run(contents(corpus), guessed, out, line_rules(rules), LEAST)


def records(corpus: Path, out: Path, rules: int) -> None:
    from our_chain import run

    run(contents(corpus), guessed, out, line_rules(rules), LEAST, records=True)


CHAINS = {"floor": floor, "rows": rows, "naive": naive, "ours": ours, "records": records, "datatrove": datatrove}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("run",))
    parser.add_argument("name", choices=CHAINS)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rules", type=int, default=COUNTS[0])
    given = parser.parse_args()
    try:
        CHAINS[given.name](given.corpus, given.out, given.rules)
    except ImportError as error:
        print(f"chains.py: {given.name} needs {error.name}: {error}", file=sys.stderr)
        return 2
    except FileNotFoundError as error:
        print(f"chains.py: {error.filename} is not there; CORPUS is a folder compare.py made", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
