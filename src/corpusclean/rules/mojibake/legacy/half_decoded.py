"""Chinese, Japanese and Korean read as Latin-1, and then half decoded by a tool that repairs UTF-8."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpusclean.edits import Edit, Flag
from corpusclean.language import likelihood
from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.about import spared
from corpusclean.rules.mojibake.badness import is_bad
from corpusclean.rules.mojibake.legacy.half_bytes import TOOLS, Tool, options
from corpusclean.rules.mojibake.legacy.hints import LEGACY, suspicious
from corpusclean.rules.mojibake.legacy.lattice import Piece, search
from corpusclean.rules.mojibake.legacy.readings import ENCODINGS, NATURAL, mostly_utf8, sample
from corpusclean.rules.mojibake.legacy.views import page
from corpusclean.rules.mojibake.lines import hinted
from corpusclean.rules.steps import Steps

__all__ = ["half_decoded_cjk"]

#: A run has so many characters.
LEAST = 6
#: ... of which so many differ: ``ããããããÇÇÇÇ`` is a shout.
KINDS = 4
#: The language is told from so many characters of a run.
FIRST = 60
#: A longer run is cut at a space.
WINDOW = 1000
#: So many other candidates are tried where the tool makes something else of the likeliest, and so many where another
#: tool has been found already.
TRIES, AGAIN = 40, 6
#: So many are tried to tell whether the model had a choice.
ASKED = 4
#: Steps of a run: so many, and so many for each character; and of a text.  True runs take 60 a character and less, the
#: first one of a text up to five times as many.
A_RUN, EACH = 20_000, 400
#: A text has so many, and each run that was found adds what a run may take: where nothing comes out the search ends.
A_TEXT = 300_000

# What no byte became.
_RUN = lazy(
    "(?:[^\n\r\v\f\u2028\u2029\u3000-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff00-\uffff]|"
    f"[\u3400-\u9fff\uac00-\ud7a3](?![\u3400-\u9fff\uac00-\ud7a3])){{1,{WINDOW}}}"
)
_LATIN = lazy("[\x80-\xffŒœŠšŽžƒˆŸ†‡‰‹›˜™„‚‘’“”•–—…€]")
# ... side by side, or parted by a straight quote that was a curly one, which is a byte of Shift JIS.
_NEIGHBOURS = lazy("[^\x00-\x7f](?:['\"]?[^\x00-\x7f])+")
_NFKC = lazy("[⁄\u0301\u0304\u0308\u0327]")


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Runs that may be half decoded, and their starts: most characters beyond ASCII are Latin ones, side by side."""
    since = suspicious(text)
    if since < 0:
        return
    for start, line in hinted(text, LEGACY, since):
        at, done = start, start + len(line)
        while run := _RUN.search(text, at, done):
            first, at = run.span()
            if at - first == WINDOW and at < done:
                at = text.rfind(" ", first, at) + 1 or at
            piece = text[first:at]
            latin = len(_LATIN.findall(piece))
            beside = sum(map(len, _NEIGHBOURS.findall(piece)))
            if (
                latin >= LEAST
                and beside >= max(LEAST + 2, latin * 0.6)
                and len(set(_LATIN.findall(piece))) >= KINDS
                and not mostly_utf8(piece.translate(page("Windows-1252").to_bytes).encode("latin-1", "replace"))
                and is_bad(piece)
            ):
                yield first, piece


def _likeliest(pieces: list[Piece]) -> str:
    return "".join(piece.texts[0] for piece in pieces)


def _natural(text: str, language: str) -> float:
    beyond = sample(text)
    return likelihood.logprob(beyond, language) / len(beyond) if len(beyond) >= LEAST else -99.0


def _proved(run: str, pieces: list[Piece], encoding: str, tool: Tool, tries: int) -> tuple[str, int] | None:
    """The text of which the tool makes the run again, the likeliest as far as it goes; how many others do."""
    chosen = [0] * len(pieces)
    starts = [piece.start for piece in pieces]
    for _ in range(tries):
        text = "".join(piece.texts[choice] for piece, choice in zip(pieces, chosen, strict=True))
        try:
            back = tool.forward(text.encode(encoding))
        except UnicodeEncodeError:
            return None
        if back == run:
            return text, _others(pieces, chosen, encoding, tool)
        same = next(
            (place for place, (one, other) in enumerate(zip(back, run, strict=False)) if one != other), len(run)
        )
        place = bisect(starts, min(same, len(back))) - 1
        for index in (place, place - 1):
            if index >= 0 and chosen[index] + 1 < len(pieces[index].texts):
                chosen[index] += 1
                break
            chosen[index] = 0
        else:
            return None
    return None


def _others(pieces: list[Piece], chosen: list[int], encoding: str, tool: Tool) -> int:
    """Of how many other candidates for a piece the tool makes the same; `ASKED` at most are tried."""
    count = asked = 0
    for piece, choice in zip(pieces, chosen, strict=True):
        if len(piece.texts) > 1 and asked < ASKED:
            forms = [tool.forward(text.encode(encoding)) for text in piece.texts[: ASKED + 1 - asked]]
            asked += len(forms)
            count += forms.count(tool.forward(piece.texts[choice].encode(encoding))) - (choice < len(forms))
    return count


def _encodings(run: str, kind: str, steps: Steps, usual: Sequence[str]) -> list[str]:
    """The code pages in which the beginning of a run is natural, the best first; one that surely is ends the search.

    They are asked in the order of what comes out if each character is taken for the likeliest of its bytes.
    """
    raw = b"".join((options(char, kind) or (b"",))[0] for char in run[:FIRST])
    logs = {
        encoding: likelihood.logprob(raw.decode(encoding, "ignore"), language)
        for encoding, language in ENCODINGS.items()
    }
    scores = []
    for encoding in dict.fromkeys([*usual, *sorted(ENCODINGS, key=lambda encoding: -logs[encoding])]):
        scores.append((_head(run, encoding, kind, steps) - NATURAL[ENCODINGS[encoding]], encoding))
        if scores[-1][0] > 1:
            break
    return [encoding for score, encoding in sorted(scores, reverse=True)[:2] if score > -1]


class _Found(NamedTuple):
    """The text that a run was, how natural it is, its encoding, the tool that went over it, and as good readings."""

    natural: float
    text: str
    encoding: str
    tool: Tool
    others: int


def _head(run: str, encoding: str, kind: str, steps: Steps) -> float:
    """How natural the beginning of a run is."""
    for end in (FIRST, FIRST - 1):  # half a character may be the last
        if found := search(run[:end], encoding, kind, steps):
            return _natural(_likeliest(found), ENCODINGS[encoding])
    return -99.0


def _original(run: str, steps: Steps, usual: _Found | None) -> _Found | None:
    """What a run was.  The tools make different things of the same text, and the most natural text tells which it was.

    Once that is known for a text, only that tool is asked.
    """
    kinds: Sequence[str] = ("NFKC", "ftfy") if _NFKC.search(run) else ("pairs", "ftfy")
    if usual:
        kinds = (usual.tool.kind,)
    encodings: list[str] = []
    best: _Found | None = None
    for kind in kinds:
        encodings = encodings or _encodings(run, kind, steps, [usual.encoding] if usual else [])
        for encoding in encodings:
            language = ENCODINGS[encoding]
            pieces = search(run, encoding, kind, steps)
            least = max(NATURAL[language], best.natural if best else -99.0)
            if not pieces or _natural(_likeliest(pieces), language) < least:
                continue
            tries = AGAIN if best else TRIES
            for tool in [usual.tool] if usual else TOOLS:
                if tool.kind == kind and (proved := _proved(run, pieces, encoding, tool, tries)):
                    natural = _natural(proved[0], language)
                    if natural >= least:
                        best = _Found(natural, proved[0], encoding, tool, proved[1])
                    break
    return best


def half_decoded_cjk(text: str) -> Iterator[Edit | Flag]:
    r"""Chinese, Japanese or Korean that was read as Latin-1, and then half decoded by a tool that repairs UTF-8.

    GBK read as Latin-1 holds pairs of bytes that happen to be UTF-8: 谢 (``D0 BB``) is л, 机 (``BB FA``) and 器
    (``C6 F7``) are not.  A repair tool that decodes what looks like UTF-8 turns the former into Greek, Cyrillic, Arabic
    letters, in several rounds at that, and leaves the latter: 喜欢机器人 becomes ``ϲ»¶»úÆ÷ÈË``.  Half of the pages
    on the web that have this damage show it.

    A character may then stand for one of several byte sequences: ``é`` for ``E9`` or ``C3 A9``, ``л`` for ``D0 BB``.
    All of them are searched for the text that the language model likes best, and it is taken only if it is natural and
    the tool, run on it, gives the damaged line again, character for character.  The tools that are known: a decoder
    of pairs, or of all sequences; ftfy with its defaults, without its changes of quotes and widths, and its repair of
    encodings alone; and normalisation form KC (``¼`` is then ``1⁄4``).  Where two texts give the same line, the model
    decides, the note of the edit says so, and in one of a few hundred characters it is wrong.

    Nothing is done to fewer than six characters, to lines about encodings, and where bytes are lost.  A search that
    takes too many steps is given up and flagged.

    >>> fix(half_decoded_cjk, "ϲ»¶»úÆ÷ÈËͬѧÏë±Ø¶Ô°¢Î÷Ī·òµÄ")
    '喜欢机器人同学想必对阿西莫夫的'
    >>> fix(half_decoded_cjk, "Çѱ¹ÀÇÇÐ³í¹®")
    '한국의학논문'
    >>> fix(half_decoded_cjk, "Łódź, Ñandú, что, Ελλάδα, Người Việt")
    'Łódź, Ñandú, что, Ελλάδα, Người Việt'
    """
    total = Steps(A_TEXT)
    usual: _Found | None = None
    for start, run in _runs(text):
        steps = Steps(min(A_RUN + EACH * len(run), total.limit - total.taken))
        found = _original(run, steps, usual) or (_original(run, steps, None) if usual else None)
        total.take(steps.taken)
        if not found:
            if steps.limit - steps.taken < 1000:
                yield Flag(start, start + len(run), "search given up: too many ways to read it")
            continue
        usual = found
        total.limit += EACH * len(run)
        if found.text != run:
            note = f"{found.encoding} read as Latin-1, {found.tool.name}"
            if found.others:
                note += f"; the likeliest of {found.others + 1} readings or more that give the same line"
            yield from spared(text, [Edit.between(start, run, found.text)._replace(note=note)])
