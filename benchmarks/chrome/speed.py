"""How fast tools are over whole sets, and what corpusclean's rules of chrome cost on text without any chrome."""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from labels import Page
from peers import Tool
from runs import Measure, process, write

#: How often each tool is timed, one's turn after the other's, and over how many pages of a set, evenly drawn.
ROUNDS, PAGES = 3, 800
#: Documents without chrome, and how often they are gone through.
DOCUMENTS, TURNS = 200, 7

_CHINESE = (
    ("湖边的老桥", "山里的小学", "码头上的旧仓库", "镇上唯一的书店", "这座用石头砌成的灯塔", "河对岸的那片果园"),
    ("经过三年的修缮", "在连绵的雨季里", "到了第二年的春天", "靠着大家一点一点的努力", "在没有人留意的时候"),
    ("终于重新迎来了过河的人们", "慢慢变成了孩子们最喜欢的地方", "又一次被洪水淹过了台阶", "渐渐恢复了从前的样子"),
    (
        "老人说起这件事的时候总是很平静。",
        "没有人知道它还能站立多久。",
        "谁也没想到会是这样的结局。",
        "这让许多人感到欣慰。",
    ),
)
_ENGLISH = (
    ("The old bridge over the lake ", "A school high in the hills ", "The lighthouse at the end of the pier "),
    ("had stood empty for years ", "was built by hand from grey stone ", "lost its roof in a winter storm "),
    (
        "long before anyone came to mend it, ",
        "while the town grew around it, ",
        "although nobody could say exactly why, ",
    ),
    ("and the people who cross the water every morning still speak of it. ", "and its walls have held ever since. "),
)


def speeds(tools: Sequence[Tool], pages: Sequence[Page], how: Measure) -> dict[str, float]:
    """MB/s of tools over pages: the CPU time of a whole process, with its start and its reading, the median of some.

    The tools take turns, so that a busy machine slows them alike.
    """
    pages = pages[:: max(1, len(pages) // PAGES)]
    spent: dict[str, list[float]] = {tool.name: [] for tool in tools}
    size = 0
    with tempfile.TemporaryDirectory() as scratch:
        for _ in range(ROUNDS):
            for tool in tools:
                size = write(tool, pages, Path(scratch, "in"))
                end, seconds, _ = process(tool, Path(scratch), how)
                if not end:
                    spent[tool.name].append(seconds)
    return {name: size / 1e6 / statistics.median(found) for name, found in spent.items() if found}


def clean_documents() -> Iterator[str]:
    """Articles of eight paragraphs, Chinese and English in turns, of sentences that wake no rule of chrome."""
    from corpusclean.pipeline import Pipeline

    gate = Pipeline.of(select=["CHR"]).gate
    draw = random.Random(20260101)
    for number in range(DOCUMENTS):
        parts, comma = (_ENGLISH, "") if number % 2 else (_CHINESE, "，")
        lines = []
        for _ in range(8):
            sentences = [comma.join(map(draw.choice, parts)) for _ in range(5)]
            lines.append("".join(one for one in sentences if not gate.wake(one)).strip())
        yield "\n\n".join(lines)


def cost_of_clean_text() -> float:
    """How many times as long as the scan for their triggers the rules of chrome take on text that has none of them."""
    from corpusclean.document import Document, Source
    from corpusclean.pipeline import Pipeline

    pipeline = Pipeline.of(select=["CHR"])
    documents = [Document.of(Source.of(text)) for text in clean_documents()]
    scan, run = list[float](), list[float]()
    for _ in range(TURNS):
        start = time.process_time()
        for document in documents:
            pipeline.gate.wake(document.text)
        between = time.process_time()
        for document in documents:
            pipeline.run(document)
        scan.append(between - start)
        run.append(time.process_time() - between)
    return statistics.median(run) / statistics.median(scan)
