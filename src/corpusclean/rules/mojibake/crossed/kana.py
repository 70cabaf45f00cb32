"""EUC-JP that was read as Shift JIS: half-width katakana where each kana was two bytes."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from corpusclean.edits import Edit, Flag
from corpusclean.language import words
from corpusclean.patterns import lazy
from corpusclean.rules.mojibake.about import spared
from corpusclean.rules.mojibake.crossed.codecs import HOLE
from corpusclean.rules.mojibake.crossed.lattice import as_shift_jis, likeliest, readable
from corpusclean.rules.mojibake.lines import line_around
from corpusclean.rules.steps import Steps

__all__ = ["HALF_KANA", "euc_jp_as_shift_jis"]

#: The lead bytes of hiragana and katakana; any kana worth repairing has one.
HALF_KANA = "､･"
_SIGN = lazy("[､･][｡-ﾟ][､･]")
_KANA = lazy("[､･][｡-ﾟ]")
#: So many kana make a part that is looked at.
_KANA_PAIRS = 4
#: What makes no word costs so much, in both readings.
_OTHER = -4.0
#: So much likelier must the other reading be, in all and for each of its characters.  The least of the generated rows
#: is beyond this (benchmarks/damage); lists in half-width katakana are far on the other side.
_ODDS, _EACH = 25.0, 2.0
#: Longer parts are taken in pieces that end behind a blank or a full stop.
_PIECE = 1000
_ENDS = lazy(" |｡[｢｣]")
_GIVEN_UP = "search given up: EUC-JP read as Shift JIS"
#: Steps of a part, for each of its characters too, and of a text.  A row of the benchmark takes 10 to 80 a character,
#: one that is all holes 450; a step is some five millionths of a second, so that no text costs more than five or six.
#: A text of more than some 60,000 characters of such damage is given up.
_PART, _PART_EACH = 20_000, 500
_TEXT = 1_000_000


@cache
def _parts() -> re.Pattern[str]:
    chars = "".join(char for char in readable() if char not in "[]\\^-")
    return re.compile(f"[ -~{chars}]+")


def _pieces(line: str) -> Iterator[tuple[int, str]]:
    for part in _parts().finditer(line):
        start, end = part.span()
        while end - start > _PIECE:
            ends = [match.end() for match in _ENDS.finditer(line, start, start + _PIECE)]
            stop = ends[-1] if ends else start + _PIECE
            yield start, line[start:stop]
            start = stop
        yield start, line[start:end]


def _log(text: str) -> float:
    model = words("ja")
    return sum(
        model.score(run) if run[0] > "\u3040" else _OTHER * len(run) for run in re.findall("[\u3041-\uffee]+|.", text)
    )


def euc_jp_as_shift_jis(text: str) -> Iterator[Edit | Flag]:
    r"""Japanese in EUC-JP that was read as Shift JIS.

    Most bytes of EUC-JP are half-width katakana in Shift JIS, one each: ``する`` is ``A4 B9 A4 EB``, which reads
    ``､ｹ､`` and a byte that takes the next one with it.  Where such a pair is nothing in Shift JIS, ``?`` stands for
    both, in each tenth character: the end of one character and the beginning of the next.  What they can have been is
    little, and the word model picks; about half of the lines come out without a mistake, and the notes say at how many
    places something was filled in.

    A part of a line is repaired where the Japanese that comes out is much likelier than the half-width katakana that
    stand there, and gives them again when the damage is done to it.  Real half-width katakana make no such pairs.  A
    line, or a text, that would take too long is flagged and left as it is.  Text about 文字化け and encodings keeps its
    examples.

    >>> fix(euc_jp_as_shift_jis, "､ｳ､ﾎ･ﾕ･｡･､･?ﾈ､ｨ､ﾐ｡｢･ﾆ･ｹ･ﾈ､ﾎ･ﾇ｡ｼ･ｿ､ﾏﾍﾗ､熙ﾞ､ｹ｡｣")
    'このファイルを使えば、テストのデータは要ります。'
    >>> fix(euc_jp_as_shift_jis, "ﾊﾝｶｸｶﾅ､ｶﾀｶﾅ､ﾃｽﾄ･ﾃﾞｰﾀ")
    'ﾊﾝｶｸｶﾅ､ｶﾀｶﾅ､ﾃｽﾄ･ﾃﾞｰﾀ'
    """
    steps = Steps(_TEXT)
    found: list[Edit | Flag] = []
    start = done = 0
    for match in _SIGN.finditer(text):
        if match.start() < done:
            continue
        start, done = line_around(text, match.start(), start)
        found += _in_line(text, start, done, steps)
        if steps.taken + _PART > steps.limit:  # all or nothing: a second look must not go on from here
            yield Flag(match.start(), len(text), _GIVEN_UP)
            return
    yield from found


def _in_line(text: str, start: int, end: int, steps: Steps) -> Iterator[Edit | Flag]:
    """The repairs of one line, or a flag for the piece that takes too long."""
    edits: list[Edit] = []
    for at, piece in _pieces(text[start:end]):
        if len(_KANA.findall(piece)) < _KANA_PAIRS:
            continue
        allowed = Steps(min(_PART + _PART_EACH * len(piece), steps.limit - steps.taken))
        new = likeliest(piece, allowed)
        steps.take(allowed.taken)
        if new == "":
            yield Flag(start + at, start + at + len(piece), _GIVEN_UP)
            return
        if new and new != piece and _convincing(piece, new):
            edits.append(Edit.between(start + at, piece, new)._replace(note=_note(piece, new)))
    yield from spared(text, edits)


def _note(piece: str, new: str) -> str:
    """How much of the repair is no more than likely."""
    lost = piece.count(HOLE) - new.count(HOLE)
    places = f", {lost} lost {'places' if lost > 1 else 'place'} filled in, {len(new)} characters in all"
    return "EUC-JP read as Shift JIS" + (places if lost > 0 else "")


def _convincing(piece: str, new: str) -> bool:
    odds = _log(new) - _log(unicodedata.normalize("NFKC", piece))
    return odds >= max(_ODDS, _EACH * sum(char > "\x7f" for char in new)) and as_shift_jis(new) == piece
