"""Documents and paragraphs that stand in the corpus twice: exact copies, contained ones, paragraphs."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from corpusclean.document import Document, Place, Source
from corpusclean.edits import Edit, Field
from corpusclean.errors import ConfigError
from corpusclean.rule import CorpusFilter
from corpusclean.rules.duplicates import ContainedDocument, DuplicateParagraph, ExactDuplicate, keeper
from corpusclean.rules.duplicates import anchors as anchors_
from corpusclean.rules.duplicates.folding import folded
from corpusclean.testing import play

RULES: list[Callable[..., CorpusFilter]] = [ExactDuplicate, ContainedDocument, DuplicateParagraph]


def documents(*texts: str, runs: Sequence[int] = ()) -> list[Document]:
    return [
        Document.of(Source.of(text), f"{n}.txt", place=Place(runs[n] if runs else 1, f"{n}.txt"))
        for n, text in enumerate(texts)
    ]


def edits(rule: CorpusFilter, corpus: Iterable[Document]) -> dict[str, list[Edit]]:
    corpus = list(corpus)
    found = zip(corpus, play(rule, corpus), strict=True)
    return {document.id: [one for one in items if isinstance(one, Edit)] for document, items in found if items}


def notes(rule: CorpusFilter, *texts: str, runs: Sequence[int] = ()) -> dict[int, list[str]]:
    found = edits(rule, documents(*texts, runs=runs))
    return {int(id_.removesuffix(".txt")): [edit.note for edit in items] for id_, items in found.items()}


def fold(text: str) -> str:
    return "".join(map(chr, folded(text)))


# Sentences of 20 to 45 hanzi, and some others.
POOL = [
    "春天来的时候，河边的柳树先绿了，孩子们放学以后都到那里去放风筝，一直玩到天黑。",
    "第二年夏天雨水很多，村里的人把粮食搬到楼上，等了十一天才看见太阳从山后面出来。",
    "他在信里说，城里的房子太小，窗户外面只有一堵墙，不过楼下的面馆倒是开到半夜。",
    "图书馆重新开放的那一天，来的人比往常多了三倍，管理员只好请大家在门口排队等候。",
    "這條鐵路修了整整七年，通車以後從前要走兩天的路，現在只要一個半鐘頭就能到了。",
    "老师傅从不量尺寸，他说木头会自己告诉你该锯到什么地方，学徒们听了都笑起来。",
    "The ferry leaves at six in the morning and returns after dark, unless the wind is from the north.",
    "She kept every letter in a tin box under the stairs, tied with a ribbon that had once been blue.",
    "港の朝市では、とれたての魚と野菜がならび、遠くの町からも大勢の人が買いにやって来る。",
    "短句。",
]
DRAWN = st.lists(st.lists(st.sampled_from(POOL), min_size=1, max_size=6).map("\n".join), min_size=2, max_size=7)
RUNS = st.lists(st.integers(1, 2), min_size=7, max_size=7)


TRADITIONAL = OpenCC("s2t")


@cache
def dressed(text: str, style: int) -> str:
    """A copy in another width, spacing and script."""
    if style == 1:
        return text.replace("，", ", ").replace("。", "...\n")
    return TRADITIONAL.convert(text) if style == 2 else text


@pytest.mark.parametrize("rule", RULES)
@given(texts=DRAWN, runs=RUNS, styles=st.lists(st.integers(0, 2), min_size=7, max_size=7), data=st.data())
@settings(max_examples=60)
def test_findings_do_not_depend_on_the_order_of_documents(
    rule: Callable[..., CorpusFilter], texts: list[str], runs: list[int], styles: list[int], data: st.DataObject
) -> None:
    corpus = documents(*map(dressed, texts, styles), runs=runs)
    assert edits(rule(), corpus) == edits(rule(), data.draw(st.permutations(corpus)))


@pytest.mark.parametrize("rule", RULES)
@given(texts=DRAWN, runs=RUNS, styles=st.lists(st.integers(0, 2), min_size=7, max_size=7))
@settings(max_examples=60)
def test_what_is_left_has_nothing_to_be_found(
    rule: Callable[..., CorpusFilter], texts: list[str], runs: list[int], styles: list[int]
) -> None:
    corpus = documents(*map(dressed, texts, styles), runs=runs)
    found = edits(rule(), corpus)
    left = [document.edited(found.get(document.id, [])) for document in corpus]
    assert edits(rule(), [document for document in left if document.text]) == {}


@pytest.mark.parametrize("rule", [ExactDuplicate, ContainedDocument])
@given(texts=DRAWN, runs=RUNS, styles=st.lists(st.integers(0, 2), min_size=7, max_size=7))
@settings(max_examples=80)
def test_what_a_note_names_stays_and_holds_the_text(
    rule: Callable[..., CorpusFilter], texts: list[str], runs: list[int], styles: list[int]
) -> None:
    corpus = {document.id: document for document in documents(*map(dressed, texts, styles), runs=runs)}
    found = edits(rule(), corpus.values())
    for id_, (edit,) in found.items():
        match = re.match(r"(?:same as|inside) (\S+)(?: (\d+):(\d+))?", edit.note)
        assert match
        kept = corpus[match[1]]
        assert kept.id not in found
        assert kept.place.run <= corpus[id_].place.run
        assert (edit.start, edit.end, edit.replacement) == (0, len(corpus[id_].text), "")
        if rule is ExactDuplicate:
            assert fold(kept.text) == fold(corpus[id_].text)
            assert ("but for" in edit.note) == (kept.text != corpus[id_].text)
        else:
            assert fold(corpus[id_].text) in fold(kept.text[int(match[2]) : int(match[3])])
            assert len(fold(corpus[id_].text)) < len(fold(kept.text))


@given(texts=DRAWN, styles=st.lists(st.integers(0, 1), min_size=7, max_size=7))
@settings(max_examples=60)
def test_whole_documents_are_found_in_longer_ones(texts: list[str], styles: list[int]) -> None:
    """None is missed that is long enough, at least a quarter as long, and ends where words end."""
    texts = [text for text in map(dressed, texts, styles) if "ferry" not in text and "letter" not in text]
    found = notes(ContainedDocument(), *texts)
    for number, text in enumerate(texts):
        for other in texts:
            if len(fold(text)) >= 60 and len(fold(other)) <= 4 * len(fold(text)) and fold(text) in fold(other):
                assert number in found or fold(text) == fold(other)


@given(texts=DRAWN)
@settings(max_examples=60)
def test_paragraphs_stay_where_their_notes_say(texts: list[str]) -> None:
    corpus = {document.id: document for document in documents(*texts)}
    found = edits(DuplicateParagraph(minimum=60), corpus.values())
    for id_, items in found.items():
        for edit in items:
            match = re.fullmatch(r"same as (\S+) (\d+):(\d+)", edit.note)
            assert match and match[1] != id_
            start, end = int(match[2]), int(match[3])
            kept = corpus[match[1]]
            assert fold(kept.text[start:end]) == fold(corpus[id_].text[edit.start : edit.end])
            assert not any(one.start < end and start < one.end for one in found.get(kept.id, []))
    for line in POOL[:-1]:  # every long line stays in one document, as often as it stood there
        left = [corpus[id_].edited(found.get(id_, [])).text for id_ in corpus]
        assert sum(line in text.split("\n") for text in left) == any(line in text.split("\n") for text in texts)


def test_the_facts_of_all_rules_combine_in_any_order() -> None:
    corpus = documents(*("\n".join(POOL[a:b]) for a, b in ((0, 2), (0, 4), (1, 4), (0, 8))))
    for rule in (ExactDuplicate(), ContainedDocument(), DuplicateParagraph()):
        said: dict[bytes, list[bytes]] = {}
        for document in corpus:
            for key, fact in rule.facts(document, []):
                if fact is not None:
                    said.setdefault(key, []).append(fact)
        for facts in said.values():
            results = {
                rule.combine(rule.combine(a, b), c) == rule.combine(a, rule.combine(b, c)) and rule.combine(a, a) == a
                for a, b, c in permutations((facts * 3)[:3])
            }
            assert results == {True}


# exact documents


LONG = POOL[0] + POOL[1]


@pytest.mark.parametrize(
    ("one", "other", "note"),
    [
        (LONG, LONG, "same as 0.txt"),
        ("ok.", "ok.", "same as 0.txt"),
        ("x = a - b\n", "x = a - b\n", "same as 0.txt"),
        (LONG, dressed(LONG, 1), "same as 0.txt but for script, width, case, punctuation or spacing"),
        (LONG, dressed(LONG, 2), "same as 0.txt but for script, width, case, punctuation or spacing"),
        (POOL[6], POOL[6].upper(), "same as 0.txt but for script, width, case, punctuation or spacing"),
    ],
)
def test_copies(one: str, other: str, note: str) -> None:
    assert notes(ExactDuplicate(), one, other) == {1: [note]}


TABLE = "\n".join(f"行 {n}  {n * 1.75:.2f}  {n * n}" for n in range(1, 30))
CODE = "def area(a, b):\n    total = (a + b) * 2\n    if total - a > b:\n        return total\n    return a * b\n"
POEM = "山中\n某人\n空山雨后晚来秋意浓，明月照着松林清泉流过石上，竹子里有人洗完衣服回家。"
OTHER_POEM = "山中\n某人\n行到水流尽头的地方，坐下来看云慢慢升起来，偶然遇见林中的老人说笑忘了回家。"
NEGATIVES = [
    ("", ""),
    ("OK", "ok."),
    ("好的。", "好的！"),
    ("第一章", "第一章："),
    (POEM, OTHER_POEM),
    (TABLE, TABLE.replace("14.00", "1400")),
    (TABLE, TABLE.replace("8.75", "87.5")),
    (TABLE, TABLE.replace("  ", " ", 1)),
    (CODE, CODE.replace("(a + b)", "(a - b)")),
    (CODE, CODE.replace("a * b", "a / b")),
    (CODE, CODE.replace("total - a", "total, a")),
    (CODE, CODE.replace("        return total", "    return total")),
    ("1 2 3 4 5 6", "12 3 4 5 6"),
    ("\n".join(map(str, range(100))), "\n".join(map(str, range(101)))),
    ("1,2\n3,4\n" * 20, "12\n34\n" * 20),
    (POOL[6], "Die Fähre fährt um sechs Uhr morgens und kommt nach Einbruch der Dunkelheit zurück."),
    (LONG + "价格是3.5元。", LONG + "价格是35元。"),
    (LONG + "气温是-3度。", LONG + "气温是3度。"),
    (LONG + "时间是12:30。", LONG + "时间是1230。"),
    (LONG + "得分3:2。", LONG + "得分32。"),
    (LONG + "共10²个。", LONG + "共102个。"),
    (LONG + "他去了。", LONG + "她去了。"),
    (LONG + "涨了5%。", LONG + "涨了5‰。"),
    (LONG, LONG + "第二版增加了一句。"),
    (LONG + "第一版，二〇一九年。", LONG + "第二版，二〇二一年。"),
    (POOL[8], POOL[8].replace("が", "か")),
]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("one", "other"), NEGATIVES)
def test_not_copies(rule: Callable[..., CorpusFilter], one: str, other: str) -> None:
    found = notes(rule(), one, other)
    if rule is ContainedDocument and fold(one) in fold(other):
        assert set(found) <= {0}  # the first edition stands whole in the second
    else:
        assert found == {}


def test_three_copies_name_the_one_that_stays() -> None:
    assert notes(ExactDuplicate(), LONG, LONG, LONG) == {1: ["same as 0.txt"], 2: ["same as 0.txt"]}


def test_an_earlier_run_wins_over_any_rank() -> None:
    assert notes(ExactDuplicate(), LONG, LONG, runs=(2, 1)) == {0: ["same as 1.txt"]}
    assert notes(ExactDuplicate(keep="longest"), dressed(LONG, 2), LONG, runs=(2, 1)).keys() == {0}


# the order of keepers


def credited(id_: str, text: str = LONG, **fields: str) -> Document:
    document = Document.of(Source.of(text), id_)
    return document.marked(Field(0, 1, name, value) for name, value in fields.items())


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({}, "a.txt"),
        ({"keep": "earliest"}, "c.txt"),
        ({"keep": "preferred", "prefer": ("b*",)}, "b.txt"),
        ({"keep": "preferred", "prefer": ("example.org",)}, "d.txt"),
        ({"keep": "preferred", "prefer": ("news.example.*", "b*")}, "d.txt"),
        ({"keep": "preferred", "prefer": ("the gazette",)}, "e.txt"),
        ({"keep": "preferred", "prefer": ("nobody", "*.md", "[de].txt")}, "d.txt"),
        ({"keep": "preferred", "prefer": ("nobody",)}, "a.txt"),
    ],
)
def test_who_is_kept(options: dict[str, Any], kept: str) -> None:
    corpus = [
        credited("a.txt", published="last summer"),
        credited("b.txt", published="2021-05-03T10:00:00"),
        credited("c.txt", published="2021-05-03"),
        credited("d.txt", published="2022", url="https://news.example.org/7"),
        credited("e.txt", publisher="The Gazette", url="http://["),
    ]
    found = edits(ExactDuplicate(**options), corpus)
    assert {document.id for document in corpus} - set(found) == {kept}
    assert all(items[0].note == f"same as {kept}" for items in found.values())


def test_the_longest_has_most_letters_and_not_most_marks() -> None:
    one, other = credited("a.txt", "ab，，，，"), credited("b.txt", "abc")
    assert keeper.order(other, "longest") < keeper.order(one, "longest")


@pytest.mark.parametrize(
    ("keep", "prefer"), [("newest", ()), ("preferred", ()), ("preferred", ("",)), ("preferred", "a*"), ("", ())]
)
def test_bad_options(keep: Any, prefer: Any) -> None:
    for rule in RULES:
        with pytest.raises(ConfigError, match=r"keep|prefer"):
            rule(keep=keep, prefer=prefer)
    with pytest.raises(ConfigError, match="minimum"):
        DuplicateParagraph(minimum=0)


PLACES = st.builds(Place, st.integers(0, 3), st.text("ab/\0\x01é\uffff𠮷", max_size=4), st.integers(0, 300))


@given(PLACES, PLACES, st.text(max_size=4))
def test_orders_sort_as_places(one: Place, other: Place, id_: str) -> None:
    a, b = (Document.of(Source.of("x"), id_, place=place) for place in (one, other))
    assert (keeper.order(a) < keeper.order(b)) == (one < other)
    assert keeper.name(keeper.order(a)) == id_
    assert keeper.run(keeper.order(a)) == one.run


@given(
    st.lists(st.tuples(PLACES, st.sampled_from(["2021", "2021-05", "2021-05-03", "", "May"])), min_size=2, max_size=2)
)
def test_orders_sort_by_run_then_rank(rows: list[tuple[Place, str]]) -> None:
    corpus = [replace(credited("x", published=date or "none"), place=place) for place, date in rows]
    ranks = [(place.run, date if date[:1] == "2" else "9", place.path, place.row) for place, date in rows]
    orders = [keeper.order(document, "earliest") for document in corpus]
    assert (orders[0] < orders[1]) == (ranks[0] < ranks[1])


# contained documents


BODY = "\n".join(POOL[:6])


def test_a_chain_names_the_one_that_stays() -> None:
    texts = ["\n".join(POOL[:end]) for end in (2, 4, 6, 9)]
    for order in permutations(range(4)):
        shuffled = [texts[n] for n in order]
        last = order.index(3)
        found = notes(ContainedDocument(), *shuffled)
        assert sorted(found) == sorted({0, 1, 2, 3} - {last})
        assert all(note[0].startswith(f"inside {last}.txt ") for note in found.values())


def test_a_long_chain_is_followed_to_its_end() -> None:
    """Each is found in the next only, as the whole is far more than four times as long."""
    rng = random.Random(7)
    lines = ["".join(chr(rng.randrange(0x4E00, 0x9F00)) for _ in range(30)) for _ in range(700)]
    spans = [(300 - 3 * 2**n // 2, 303 + 3 * 2**n // 2) for n in range(8)]
    texts = ["\n".join(lines[max(0, a) : b]) for a, b in spans]
    found = notes(ContainedDocument(), *texts)
    assert sorted(found) == [*range(7)]
    assert {note[0].split()[1] for note in found.values()} == {"7.txt"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("\n".join(POOL[:2]), "0:80"),
        ("\n".join(POOL[2:4]) + "……", "81:158"),
        ("\n".join(POOL[4:6]) + " ...", "159:237"),
        ("".join(POOL[1:4]), "41:158"),
        (dressed("\n".join(POOL[:4]), 2), "0:158"),
        (dressed("\n".join(POOL[:4]), 1), "0:158"),
    ],
)
def test_contained(text: str, place: str) -> None:
    ((note,),) = notes(ContainedDocument(), text, BODY).values()
    start, end = map(int, note.removeprefix("inside 1.txt ").split(":"))
    assert fold(BODY[start:end]) == fold(text)


@pytest.mark.parametrize(
    "text",
    [
        POOL[0],
        "目录",
        "\n".join(POOL[:3]) + "阅读全文",
        "\n".join(POOL[:3]) + "\n来源：网络",
        "\n".join([POOL[0], POOL[2], POOL[3]]),
        "\n".join(POOL[:3]).replace("孩子", "小孩"),
        "\n".join(POOL[1:4]).replace("三倍", "两倍"),
        POOL[6] + POOL[7],
    ],
)
def test_not_contained(text: str) -> None:
    assert notes(ContainedDocument(), text, BODY) == {}


ENGLISH = " ".join(
    f"On day {word} they crossed the old bridge and came back late" for word in ("one", "two", "three", "four")
)


@pytest.mark.parametrize(
    ("tail", "rest", "whole"),
    [
        (" with a cat", "egory of their own", False),
        (" with a cat", " and a dog", True),
        (" in 3", ".14 hours", False),
        (" in 3", "5 hours", False),
        (" in 3", "% of cases", False),
        (" in 3 hours", ". Then", True),
        (" in 2016", "\n97 people", True),
        (" in 2016.", "\n97 people", True),
        (" in 1", " 000 cases", False),
        (" to the cafe", "\u0301 of the town", False),
    ],
)
def test_no_end_inside_a_word_or_a_number(tail: str, rest: str, whole: bool) -> None:
    assert (notes(ContainedDocument(), ENGLISH + tail, ENGLISH + tail + rest) != {}) == whole


def test_a_program_inside_another_stays() -> None:
    assert notes(ContainedDocument(), CODE * 3, f"{CODE * 3}\nprint(area(1, 2))\n") == {}


def test_a_document_of_an_earlier_run_is_not_dropped_for_a_later_one() -> None:
    assert notes(ContainedDocument(), "\n".join(POOL[:3]), BODY, runs=(1, 2)) == {}
    assert notes(ContainedDocument(), "\n".join(POOL[:3]), BODY, runs=(2, 1)).keys() == {0}


def test_a_beginning_is_found_in_a_far_longer_one() -> None:
    rng = random.Random(1)
    long = "\n".join("".join(chr(rng.randrange(0x4E00, 0x9F00)) for _ in range(80)) for _ in range(300))
    lines = long.split("\n")
    assert notes(ContainedDocument(), lines[0], f"题目\n某人\n{long}").keys() == {0}


@pytest.mark.parametrize("kinds", [1, 2, 5, 1 << 30])
@pytest.mark.parametrize("width", [1, 2, 3, 7, 50])
def test_the_least_of_neighbours(width: int, kinds: int) -> None:
    import numpy as np

    for values in np.random.default_rng(3).integers(0, kinds, (50, 50), dtype=np.uint64):
        least = [min(values[at : at + width].tolist()) for at in range(51 - width)]
        found = anchors_._minima(values, width)
        assert found == [one for one, _ in groupby(least)][: len(found)]
        assert len(found) >= anchors_.ANCHORS or found[-1] == least[-1]


@pytest.mark.parametrize("form", ["一" * 300_000, "一二" * 150_000, "".join(map(chr, range(0x4E00, 0x9E00))) * 15])
def test_repeated_windows_take_few_steps(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = 0
    last_least = anchors_._last_least

    def counted(marks: Any) -> int:
        nonlocal steps
        steps += 1
        return last_least(marks)

    monkeypatch.setattr(anchors_, "_last_least", counted)
    assert list(ContainedDocument().facts(documents(form)[0], []))
    assert steps <= anchors_.ANCHORS


@given(
    st.lists(st.lists(st.sampled_from([*POOL[:6], "x = f(a)[0] & {b: c}; " * 4]), min_size=1, max_size=5), max_size=6),
)
def test_what_is_known_unread_is_what_a_reader_knows(texts: list[list[str]]) -> None:
    corpus = documents(*("\n".join(lines) for lines in texts))
    for rule in (ContainedDocument(), ExactDuplicate()):
        heard: dict[int, list[dict[bytes, bytes]]] = {at: [] for at in range(len(corpus))}
        first: dict[int, dict[bytes, bytes | None]] = {}
        speaking = set(heard)
        for turn in range(6):
            said = {at: dict(rule.facts(corpus[at], heard[at])) for at in sorted(speaking)}
            first = first or said
            named = Counter(key for one in said.values() for key in one)
            told: dict[bytes, bytes] = {}
            for key, fact in (pair for one in said.values() for pair in one.items()):
                if fact is not None:
                    told[key] = rule.combine(told[key], fact) if key in told else fact
            shared = {at for at in said if any(named[key] > 1 for key in said[at])}
            for at in shared if not turn else {at for at in said if said[at]}:
                heard[at].append({key: told[key] for key in said[at] if named[key] > 1 and key in told})
                known = rule.unread(first[at], heard[at])
                if known is not None:
                    assert known == dict(rule.facts(corpus[at], heard[at]))
                    assert known or not list(rule.edits(corpus[at], heard[at]))
            speaking = shared if not turn else {at for at in said if said[at]}


def test_anchors_are_few_and_frozen() -> None:
    rng = random.Random(5)
    for size in (100, 1000, 10_000, 100_000):
        text = "\n".join("".join(chr(rng.randrange(0x4E00, 0x9F00)) for _ in range(50)) for _ in range(size // 50))
        assert len(list(ContainedDocument().facts(documents(text)[0], []))) <= 24
    marks = anchors_.hashes(folded(BODY))
    assert (hex(int(marks[0])), hex(int(marks[-1]))) == ("0xfe7c7e6a31618292", "0xe04f3f46737fdd7d")


# paragraphs


def test_paragraphs_across_documents() -> None:
    one, other = f"甲\n{LONG}\n乙\n", f"丙\n{dressed(LONG, 2)}\n\n丁\n"
    assert notes(DuplicateParagraph(), one, other) == {1: [f"same as 0.txt 2:{2 + len(LONG)}"]}
    found = edits(DuplicateParagraph(), documents(one, other))
    assert documents(one, other)[1].edited(found["1.txt"]).text == "丙\n丁\n"


def test_the_first_of_the_keepers_paragraphs_is_named_and_all_of_them_stay() -> None:
    assert notes(DuplicateParagraph(), f"{LONG}\n甲\n{LONG}", f"{LONG}\n乙\n{LONG}") == {
        1: [f"same as 0.txt 0:{len(LONG)}"] * 2
    }


@pytest.mark.parametrize(
    "line",
    [
        "短句。",
        POOL[0][:30],
        "|" + "|".join(f"{n}.5" for n in range(40)) + "|",
        "return area(width - margin, height - margin) if width > margin else area(height - width, height) + {rest[0]}"
        * 2,
    ],
)
def test_paragraphs_that_stay(line: str) -> None:
    other = line.replace("。", ".").replace(".5|", "5|", 1).replace("，", ",").replace(" - ", ", ")
    assert notes(DuplicateParagraph(), f"甲\n{line}\n", f"乙\n{other}\n") == {}


def test_numbers_at_the_ends_of_lines_are_their_own() -> None:
    line = LONG + "他生于1984."
    assert notes(DuplicateParagraph(), f"{line}\n5 人\n", f"{line}\n人\n").keys() == {1}


def test_the_minimum_is_an_option() -> None:
    assert notes(DuplicateParagraph(minimum=6), "甲乙丙。\n一", "甲乙丙。\n二").keys() == {1}


@pytest.mark.parametrize("rule", RULES)
def test_hostile_texts_are_linear(rule: Callable[..., CorpusFilter]) -> None:
    same = "的" * 150_000
    lines = "好\n" * 80_000
    assert notes(rule(), same, same + "了", lines, lines + "了\n").keys() <= {0, 2}
