"""Pages of HTML as a user meets them: from files and strings to text, to a record, and back byte for byte."""
# ruff: noqa: E501 - a page stands on one line of its table

import gzip
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

import corpusclean
from corpusclean import records
from corpusclean.cli import main
from corpusclean.document import Document
from corpusclean.errors import DocumentError
from corpusclean.pipeline import Pipeline
from corpusclean.rules import html
from corpusclean.rules.html import model, tokens
from corpusclean.rules.html.features import CHINESE, names
from corpusclean.rules.html.pages import is_page
from corpusclean.rules.html.talk import NAMES
from corpusclean.rules.html.tree import parse
from corpusclean.testing import fix

Capture = pytest.CaptureFixture[str]

EN = "The old bridge over the lake was opened again on Sunday, after three years of careful work by two firms."
ZH = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。"
TW = "湖邊的老橋在星期天重新開放，三年的修繕終於結束，市民們排起了長隊，都想第一個走過去看看。"
JA = "湖のほとりの古い橋は、三年にわたる修復を終えて日曜日に再び開通し、市民が長い列を作りました。"
MENU = "<ul class='nav menu'>" + "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in range(12)) + "</ul>"
FOOT = "<div class=footer><a href=/about>About us</a> <a href=/privacy>Privacy policy</a> Copyright 2024 The Bay. All rights reserved.</div>"


def page(sentence: str, head: str = "", times: int = 5) -> str:
    prose = "".join(f"<p>{n}. {sentence}</p>\n" for n in range(1, times + 1))
    return f"<!DOCTYPE html>\n<html><head>{head}<title>The bridge</title></head>\n<body>{MENU}<div class='article-content'>{prose}</div>{FOOT}</body></html>\n"


def lines(sentence: str, times: int = 5) -> str:
    return "\n\n".join(f"{n}. {sentence}" for n in range(1, times + 1))


def charset(name: str) -> str:
    return f"<meta charset={name}>"


XHTML = '<?xml version="1.0" encoding="{}"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>{}<br/>two</p></body></html>'

#: File names, what stands in them, and the text that must come out.
PAGES: dict[str, tuple[bytes, str]] = {
    "utf-8.html": (page(ZH, charset("utf-8")).encode(), lines(ZH)),
    "mark.html": (b"\xef\xbb\xbf" + page(ZH).encode(), lines(ZH)),
    "undeclared.html": (page(ZH).encode("gb18030"), lines(ZH)),
    "gbk.html": (page(ZH, charset("gbk")).encode("gbk"), lines(ZH)),
    "big5.html": (page(TW, "<meta http-equiv=Content-Type content='text/html; charset=big5'>").encode("big5"), lines(TW)),
    "shift-jis.html": (page(JA, charset("shift_jis")).encode("shift_jis"), lines(JA)),
    "gbk that says utf-8.html": (page(ZH, charset("utf-8")).encode("gbk"), lines(ZH)),
    "utf-8 that says gbk.html": (page(ZH, charset("gbk")).encode(), lines(ZH)),
    "utf-16.html": (page(ZH, charset("utf-8")).encode("utf-16"), lines(ZH)),
    "utf-16 big.html": (b"\xfe\xff" + page(EN).encode("utf-16-be"), lines(EN)),
    "mojibake.html": (page(EN.replace("Sunday", "Sunday \u2013 a café day").encode().decode("cp1252")).encode(), lines(EN.replace("Sunday", "Sunday \u2013 a café day"))),
    "references.html": (page(EN.replace("lake", "&#28246; &amp; caf&eacute;&nbsp;&lt;b&gt;")).encode(), lines(EN.replace("lake", "湖 & café <b>"))),
    "old.htm": (page(EN).encode(), lines(EN)),
    "page.txt": (page(EN).encode(), lines(EN)),
    "piece.html": (f"<p>{ZH}</p><p>{TW}</p>".encode(), f"{ZH}\n\n{TW}"),
    "xhtml.html": (XHTML.format("UTF-8", EN).encode(), f"{EN}\ntwo"),
    "xhtml in gbk.html": (XHTML.format("gb2312", ZH * 2).encode("gb2312"), f"{ZH * 2}\ntwo"),
    "frames.html": (b"<html><head><title>F</title></head><frameset cols=1><frame src=a><noframes>Your browser has no frames.</noframes></frameset></html>", "Your browser has no frames."),
    "windows.html": (page(EN).replace("\n", "\r\n").encode(), lines(EN)),
    "mac.html": (page(EN).replace("\n", "\r").encode(), lines(EN)),
    "plain.html": (b"This is no page: it has no tags, a < b at most.\n", "This is no page: it has no tags, a < b at most.\n"),
    "feed.html": (b'<?xml version="1.0"?><rss><item>x</item></rss>', '<?xml version="1.0"?><rss><item>x</item></rss>'),
    "quote.html": (b"Write <html><body> for a page.\n", "Write <html><body> for a page.\n"),
    "empty body.html": (b"<html><head><title>x</title></head><body></body></html>", ""),
    "nothing.html": (b"", ""),
}  # fmt: skip
#: Files that are no text, and what is said of them.
REFUSED = {
    "packed.html": (gzip.compress(page(EN).encode()), "no text but gzip data"),
    "binary.html": (bytes(range(256)) * 40, "no text but binary data"),
    "picture.html": (b"\x89PNG\r\n\x1a\n" + bytes(1000), "no text but PNG image"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "pages"
    place.mkdir()
    for name, (raw, _) in (PAGES | REFUSED).items():
        (place / name).write_bytes(raw)
    return place


def told(*paths: str) -> dict[str, dict[str, object]]:
    """The records of some files, by the name of their document."""
    found = (json.loads(line) for path in paths for line in Path(path).read_bytes().splitlines())
    return {record["id"].rpartition("/")[2]: record for record in found}


# the library


@pytest.mark.parametrize("name", PAGES)
def test_bytes_to_text_and_back(name: str) -> None:
    raw, text = PAGES[name]
    document = Pipeline.of().run(Document.of(corpusclean.decode(raw).source, name)).document
    assert document.text == text
    record = records.to_record(document)
    assert corpusclean.restore(record) == raw
    assert corpusclean.clean(document.text) == document.text


def test_strings() -> None:
    source = page(EN)
    assert corpusclean.clean(source) == lines(EN)
    assert corpusclean.clean(source, ignore=["HTM102"]).count("Section") == 12
    assert corpusclean.clean(source, ignore=["HTM", "CHR"]) == source
    assert {finding.rule for finding in corpusclean.check(source)} >= {"HTM102", "HTM103"}
    assert not [
        finding for finding in corpusclean.check("A <p> in a sentence.</p> And more.") if finding.rule[:3] == "HTM"
    ]


def test_each_character_has_its_place_in_the_page() -> None:
    raw = page(ZH, charset("gbk")).encode("gbk")
    document = Pipeline.of().run(Document.of(corpusclean.decode(raw).source)).document
    at = document.text.index("市民们")
    start, end = document.source.byte_span(*document.origin(at, at + 3))
    assert raw[start:end].decode("gbk") == "市民们"


def test_lone_surrogates() -> None:
    after = corpusclean.clean(page(EN.replace("lake", "la\ud800ke")))
    assert after.count("three years of careful work") == 5
    after.encode()


# the command line


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_folder_of_pages(folder: Path, jobs: str, capsys: Capture) -> None:
    assert main(["pages", "-o", "out.jsonl", "-j", jobs, "--ignore", "DUP"]) == 2
    shown = capsys.readouterr().err
    for name, (_, message) in REFUSED.items():
        assert f"pages/{name}: {message}" in shown
    kept = told("out.jsonl", "out.dropped.jsonl")
    assert {name: record["text"] for name, record in kept.items()} == {name: text for name, (_, text) in PAGES.items()}
    assert kept["gbk.html"]["metadata"]["title"] == "The bridge"  # type: ignore[index]
    assert main(["restore", "out.jsonl", "-o", "back"]) == 0
    assert {path.name: path.read_bytes() for path in Path("back/pages").iterdir()} == {name: raw for name, (raw, _) in PAGES.items()}  # fmt: skip
    if jobs == "2":
        assert main(["pages", "-o", "one.jsonl", "-j", "1", "--ignore", "DUP"]) == 2
        assert Path("one.jsonl").read_bytes() == Path("out.jsonl").read_bytes()


@pytest.mark.parametrize("provenance", ["spans", "none"])
def test_less_of_the_history(folder: Path, provenance: str, capsys: Capture) -> None:
    assert main(["pages", "-o", "out.jsonl", "--provenance", provenance, "--ignore", "DUP", "-q"]) == 2
    assert told("out.jsonl")["gbk.html"]["text"] == lines(ZH)
    capsys.readouterr()
    assert main(["restore", "out.jsonl", "-o", "back"]) == 2
    assert "does not hold what was replaced; write it with --provenance full" in capsys.readouterr().err


def test_check_names_places(folder: Path, capsys: Capture) -> None:
    assert main(["check", "pages/gbk.html"]) == 1
    shown = capsys.readouterr().out
    assert "pages/gbk.html:1:1: HTM103" in shown
    assert "HTM102" in shown


def test_fix_leaves_pages_alone(folder: Path, capsys: Capture) -> None:
    assert main(["fix", "pages"]) == 2  # those that are no text
    shown = capsys.readouterr().err
    assert "pages/page.txt: a page of HTML; left alone (corpusclean clean writes its text)" in shown
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {name: raw for name, (raw, _) in (PAGES | REFUSED).items()}  # fmt: skip


@pytest.mark.parametrize("code", ["HTM101", "HTM102", "HTM103"])
def test_explain(code: str, capsys: Capture) -> None:
    assert main(["explain", code]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{code} page_")
    assert shown.count(">>>") >= 2


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_without_the_extra(folder: Path, jobs: str) -> None:
    blocked = (
        "import sys; sys.modules['resiliparse'] = None; from corpusclean.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", blocked, "pages", "-o", "out.jsonl", "-j", jobs],
        capture_output=True, text=True, encoding="utf-8", check=False, env={"PYTHONPATH": ":".join(sys.path)},
    )  # fmt: skip
    assert done.returncode == 2
    others = {"plain.html", "feed.html", "quote.html", "nothing.html"}
    for name in PAGES.keys() - others:
        assert f"pages/{name}: this is a page of HTML; install corpusclean[html] to read it" in done.stderr
    assert told("out.jsonl", "out.dropped.jsonl").keys() == others
    assert "Traceback" not in done.stderr
    assert {path.name for path in folder.iterdir()} == PAGES.keys() | REFUSED.keys()


# hostile pages, through all rules

BODY = "<html><body>"
HOSTILE = {
    "deep": BODY + "<div>" * 100_000 + EN,
    "empty elements": BODY + "<p></p>" * 50_000 + EN,
    "attribute": BODY + f"<p title='{'x' * 10_000_000}'>{EN}",
    "script": BODY + EN + "<script>" + "var a = '</b>';" * 300_000 + "</script>",
    "long line": BODY + "<p>" + (EN + " ") * 20_000,
    "long line of hanzi": BODY + "<p>" + ZH * 20_000,
    "references": BODY + f"<p>{EN}" + "&#20320;&amp;" * 30_000,
    "nothing closed": BODY + "<div><p><b><a href=x><table><tr><td>x" * 3_000 + EN,
    "our own marks": BODY + f"<p>\ue000\uf8ff{EN}\U000f0000\uff00\U000f0001\uff01</p>" * 500,
    "our own comment": BODY + "<!-- page chrome -->" + MENU * 20 + f"<p>{EN}</p>" * 20,
    "controls": BODY + f"<p>{EN}\0\x01\x85\x1b\u2028</p>" * 500,
    "line ends": BODY + f"<p>{EN}\r\nb\rc\n\n\rd</p>\r" * 500,
    "right to left": BODY + "<p>\u202eשלום, עולם! גשר ישן מעל האגם נפתח שוב ביום ראשון.\u202c</p>" * 500 + EN,
    "links": BODY + "<li><a href=x>Home</a>" * 8_000 + f"<p>{EN}",
    "signs": BODY + EN + "<" * 500_000 + "</html>",
    "metadata": "<html><head>" + "<meta name=author content='A B'>" * 20_000 + f"</head><body>{EN}",
    "a list to choose from": BODY + EN + "<select>" + "<option>x" * 20_000,
    "lists to choose from": BODY + EN + "<select><optgroup><option><p>x" * 10_000,
}  # fmt: skip


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages(source: str) -> None:
    started = time.process_time()
    after = corpusclean.clean(source)
    assert time.process_time() - started < 6
    assert EN in after or ZH in after
    assert not is_page(after)


def test_marks_of_the_skeleton_in_the_text_stay_where_they_are() -> None:
    text = "\ue000\ue001 \U000f0000\uff00 \ue001\ue000"
    assert (
        fix(html.page_markup, f"{BODY}<p>{text}</p><p>{text}<b>{text}</b></p></body></html>")
        == f"{text}\n\n{text}{text}"
    )


def test_a_page_of_too_many_tags_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture) -> None:
    monkeypatch.setattr(tokens, "MOST", 1000)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DocumentError, match="a page of HTML with more than 1,000 tags and texts; split it"):
        corpusclean.clean(BODY + "<p>x</p>" * 1000)
    Path("many.html").write_text(BODY + "<p>x</p>" * 1000)
    Path("few.html").write_text(page(EN))
    assert main([".", "-o", "out.jsonl", "-j", "1"]) == 2
    assert "many.html: a page of HTML with more than 1,000 tags" in capsys.readouterr().err
    assert told("out.jsonl").keys() == {"few.html"}


def test_a_large_text_that_is_no_page_is_left_alone() -> None:
    book = "<section><para>DocBook</para>" + "<p>x</p>" * 40_000 + "</section>"
    late = "<div>" + "<p>x</p>" * 40_000 + "</div>\n\ntext of its own\n\n<p>x</p>"
    assert not is_page(book)
    assert not is_page(late)
    assert is_page("<div>" + "<p>x</p>\n" * 40_000 + "</div>")


def test_pages_are_cleaned_once() -> None:
    shown = page(EN.replace("lake", "&lt;p&gt;x&lt;/p&gt;")), page("&lt;!DOCTYPE html&gt;&lt;html&gt;x&lt;/html&gt;")
    for source in (*shown, "<html><body><pre>&lt;div&gt;&lt;p&gt;x&lt;/p&gt;&lt;/div&gt;</pre></body></html>"):
        once = corpusclean.clean(source)
        assert corpusclean.clean(once) == once


# the model


def test_weights_of_a_fold(tmp_path: Path) -> None:
    own, shared = names()
    rows = [*own, *shared, *(f"page_of_talk_{name}" for name in NAMES)]
    path = tmp_path / "0.txt"
    path.write_text("\n".join([*(f"{name} 0" for name in rows), "bias -99", "chinese 0", "page_of_talk_bias -99"]))
    read = model.evidence(parse(page(EN)))
    assert any(model.stays(read))
    assert sum(model.stays(read, model.read_weights(path))) < sum(model.stays(read, model.read_weights(path)._replace(bias=99.0)))  # fmt: skip


def test_the_names_of_chinese_weights_are_features() -> None:
    own, shared = names()
    assert set(CHINESE[0]) <= set(own)
    assert set(CHINESE[1]) <= set(shared)
    written = [line.split()[0] for line in model.DATA.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    more = [f"chinese_{name}" for part in CHINESE for name in part]
    assert written == ["bias", *own, *shared, *more, "chinese", "page_of_talk_bias", *(f"page_of_talk_{name}" for name in NAMES)]  # fmt: skip


@pytest.mark.parametrize(("sentence", "chinese"), [(ZH, True), (TW, True), (JA, True), (EN, False), ("Старый мост открыт.", False)])  # fmt: skip
def test_what_a_page_is_written_in(sentence: str, chinese: bool) -> None:
    assert model.evidence(parse(page(sentence))).chinese is chinese


CHINESE_MENU = (
    '<div class="{}"><ul>' + "".join(f"<li><a href=/{n}>{n}号线延长到湖边</a></li>" for n in range(9)) + "</ul></div>"
)


@pytest.mark.parametrize("name", ["xiangguan", "tuijian_list", "daohang", "dibu", "paihang", "youce"])
def test_blocks_with_names_in_pinyin_go(name: str) -> None:
    source = f'<html><body><div class="zhengwen"><h1>老桥开放</h1>{f"<p>{ZH}</p>" * 6}</div>{CHINESE_MENU.format(name)}</body></html>'
    after = fix(html.page_markup, fix(html.page_chrome, source))
    assert "号线" not in after
    assert after.count("市民们") == 6


@pytest.mark.parametrize("name", ["zhengwen", "neirong", "wenzhang", "article"])
def test_lists_in_an_article_stay(name: str) -> None:
    items = "".join(f"<li>湖边的第{n}座桥，建于很久以前，今年修缮。</li>" for n in range(9))
    source = f'<html><body><div class="{name}"><h1>老桥开放</h1>{f"<p>{ZH}</p>" * 3}<ul>{items}</ul>{f"<p>{ZH}</p>" * 3}</div></body></html>'
    after = fix(html.page_markup, fix(html.page_chrome, source))
    assert after.count("座桥") == 9
    assert after.count("市民们") == 6
