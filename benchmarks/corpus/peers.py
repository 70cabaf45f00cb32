r"""Other tools that find near-duplicates, run as their documentation says on the documents of `make_documents.py`.

    python peers.py datatrove DATA OUT [--workers 2] [--languages zh en ja]
    python peers.py text-dedup DATA OUT [--workers 2]
    python peers.py ids OUT

The first two write what is left of ``DATA/documents`` into OUT; the last prints the ids in OUT, one a line.  Each is
run by a Python that has the tool; see README.md.  This module is loaded by those Pythons and needs nothing else.
"""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path


def datatrove(data: Path, out: Path, workers: int, languages: list[str]) -> None:
    """Its four stages for each language, which a run must be told: signatures, buckets, clusters, filter.

    Settings are its defaults, which its example spells out: word 5-grams, 14 bands of 8 rows.  It has a task a file,
    and for the bands a task a band.
    """
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import MinhashDedupSignature
    from datatrove.pipeline.dedup.minhash import (
        MinhashConfig,
        MinhashDedupBuckets,
        MinhashDedupCluster,
        MinhashDedupFilter,
    )
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter
    from datatrove.utils.typeshelper import Languages

    names = {"zh": Languages.mandarin_chinese, "en": Languages.english, "ja": Languages.japanese}
    config = MinhashConfig()
    for language in languages:
        files = len(list((data / "documents").glob(f"{language}-*.jsonl")))
        if not files:
            continue
        work = out / "work" / language

        def reader(language: str = language) -> JsonlReader:
            return JsonlReader(str(data / "documents"), glob_pattern=f"{language}-*.jsonl")

        stages = [
            ([reader(), MinhashDedupSignature(str(work / "signatures"), config, names[language])], files),
            ([MinhashDedupBuckets(str(work / "signatures"), str(work / "buckets"), config=config)], config.num_buckets),
            ([MinhashDedupCluster(str(work / "buckets"), str(work / "remove"), config)], 1),
            (
                [
                    reader(),
                    MinhashDedupFilter(str(work / "remove")),
                    JsonlWriter(str(out / "kept"), f"{language}-${{rank}}.jsonl", compression=None),
                ],
                files,
            ),
        ]
        for number, (pipeline, tasks) in enumerate(stages):
            logs = str(work / "logs" / str(number))
            LocalPipelineExecutor(pipeline, tasks=tasks, workers=workers, logging_dir=logs).run()


def text_dedup(data: Path, out: Path, workers: int) -> None:
    """Its command with the settings of its README: word 5-grams, 256 permutations, threshold 0.7.

    It has one way to split all languages, at what is no letter.
    """
    options = {
        "path": "json",
        "data_files": str(data / "documents" / "*.jsonl"),
        "split": "train",
        "cache_dir": str(out / "cache"),
        "output": str(out / "kept"),
        "column": "text",
        "batch_size": "10000",
        "num_proc": str(workers),
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    subprocess.run([sys.executable, "-m", "text_dedup.minhash", *arguments, "--use_auth_token", "false"], check=True)


def ids(out: Path) -> list[str]:
    """The ids of the documents that a tool kept: JSON lines, or files of Arrow."""
    found = []
    for path in sorted((out / "kept").glob("*.jsonl")):
        with path.open("rb") as file:
            found.extend(str(json.loads(line)["id"]) for line in file)
    for path in sorted((out / "kept").glob("*.arrow")):
        import pyarrow

        with pyarrow.memory_map(str(path)) as file:
            found.extend(pyarrow.ipc.open_stream(file).read_all()["id"].to_pylist())
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="tool", required=True)
    for name in ("datatrove", "text-dedup"):
        command = commands.add_parser(name)
        command.add_argument("data", type=Path)
        command.add_argument("out", type=Path)
        command.add_argument("--workers", type=int, default=2)
        command.add_argument("--languages", nargs="+", default=["zh", "en", "ja"])
    commands.add_parser("ids").add_argument("out", type=Path)
    arguments = parser.parse_args()
    if arguments.tool == "ids":
        print(*ids(arguments.out), sep="\n")
        return
    shutil.rmtree(arguments.out, ignore_errors=True)
    arguments.out.mkdir(parents=True)
    if arguments.tool == "datatrove":
        datatrove(arguments.data, arguments.out, arguments.workers, arguments.languages)
    else:
        text_dedup(arguments.data, arguments.out, arguments.workers)


if __name__ == "__main__":
    main()
