"""Labels with values inside a line: what is ours, where a value ends before prose, what is nothing but credits."""

from corpusclean.patterns import lazy
from corpusclean.rules.chrome.labels import OWN, Pair, pairs
from corpusclean.rules.chrome.lines import DATE
from corpusclean.rules.inline.lines import BLANKS
from corpusclean.rules.inline.words import WORDS

__all__ = ["SIZES", "credit", "ours", "valid", "value"]

#: The switch of the font size.
SIZES = r"T\s{0,3}[|/]?\s{0,3}T|大\s{0,2}中\s{0,2}小|小\s{0,2}中\s{0,2}大|A[+-]?\s{0,2}A[+-]?"
_CLOCK = r"(?:[日T\s,]{0,3}\d{1,2}:\d\d(?::\d\d)?)?"
#: The sign of the day belongs to a date with the sign of the month: "2024-05-28日本…" goes on with Japan.
_DAY = rf"(?:{DATE})(?:(?<=月\d)日|(?<=月\d\d)日)?{_CLOCK}(?!\d)"
_WHEN = lazy(_DAY)
#: Behind a counter there is a gap, or prose that begins with a number would lose it.
_COUNT = lazy(r"[(（\[]?\d[\d,]{0,9}(?:\.\d)?\s?[万萬]?\+?\s?[次人条條字]?[)）\]]?(?=[\s|【\[（(]|$)")
_FONT = lazy(rf"[\[(（【]?\s?(?:{SIZES})\s?[\])）】]?")
#: A name before the prose ends at a gap, or at a date.
_NAME = lazy(
    r"[^\s，。！？；：:,;]{2,20}(?=\s{2}|\u3000|\t|\s?\|)"
    r"|[^\s，。！？；：:,;\d]{2,20}\s{0,4}(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s{1,2}\d{1,2}:\d\d(?::\d\d)?(?!\d)"
)
#: Names of people, of two to four hanzi, with a dot in between or in Latin letters; three or four syllables of hangul.
_LATIN = r"[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20}){0,3}"
_PEOPLE = lazy(
    rf"(?:[\u3400-\u9fff]{{2,4}}|[\u3400-\u9fff]{{1,8}}·[\u3400-\u9fff·]{{1,12}}|[가-힣]{{2,4}}|{_LATIN})"
    rf"(?:[、，,/\s]{{1,2}}(?:[\u3400-\u9fff]{{2,4}}|[가-힣]{{2,4}}|{_LATIN})){{0,4}}"
)
_SINCE = lazy(rf"(?<=.)\s?{_DAY}$")
_URL = lazy(r"(?:https?://|www\.)[\w./?=&%#~-]{4,200}")
_HOUSE = lazy(r"《?[^\s，。！？；：:,;《》]{2,24}》?(?: [^\s，。！？；：:,;]{1,12})?")
_QUOTED = lazy(r"(?<=公[众眾衆][号號])\s?[“\"「]([^“”\"「」]{1,20})[”\"」]")
#: Behind the name of an account: who may print it.
_LEAVE = lazy(r"[，,]\s?[^\s，。]{0,16}(?:经|經|获|獲|已)?授[权權](?:发布|發布|發佈|转载|轉載)$")
_ROLE = lazy(
    rf"(?:(?:{'|'.join(WORDS['roles'])})[\s\u3000:：]{{1,3}}(?P<name>[\u3400-\u9fff·]{{2,4}}(?:[、，\s]{{1,2}}[\u3400-\u9fff·]{{2,4}}){{0,4}}))"
)


def ours(pair: Pair) -> bool:
    """Whether the label is one of hanzi or hangul, and no topic."""
    return pair.label[0] >= "\u3000" and len(pair.label) > 1 and pair.label[-2:] not in WORDS["topics"]


def value(pair: Pair, window: str, at: int) -> int:
    """Where the value of the last label ends, before the prose; 0 if it cannot be told."""
    if pair.name in ("published", "modified"):
        found = _WHEN.match(window, at)
    elif pair.name == "furniture":
        found = _COUNT.match(window, at) or _FONT.match(window, at)
    elif pair.name in ("author", "editor", "source", "publisher"):
        found = _NAME.match(window, at)
    else:
        found = None
    return found.end() if found else 0


def valid(pair: Pair) -> bool:
    """Whether the value of a label is nothing but its kind of value."""
    said = pair.value.strip(BLANKS)
    if pair.name in ("published", "modified"):
        found = _WHEN.fullmatch(said)
    elif pair.name == "url":
        found = _URL.fullmatch(said)
    elif pair.name in ("source", "publisher"):
        said = _SINCE.sub("", said)
        found = None if said.startswith(OWN) else _HOUSE.fullmatch(said) or _URL.fullmatch(said)
    elif pair.name == "furniture":
        found = _COUNT.fullmatch(said) or _FONT.fullmatch(said)
        if not found and not pair.label.endswith(("量", "数", "數", "次", "号", "號", "体", "體")):
            return _PEOPLE.fullmatch(said) is not None
    else:
        return _PEOPLE.fullmatch(said) is not None
    return found is not None


def _figured(pair: Pair) -> bool:
    """Whether the value is a number or a size, not a name."""
    return _COUNT.fullmatch(pair.value) is not None or _FONT.fullmatch(pair.value) is not None


def credit(piece: str) -> tuple[str, set[str]] | None:
    """What a piece says if it is nothing but credits: why, and the names of its fields."""
    if role := _ROLE.fullmatch(piece):
        return (
            (f"editor behind the last sentence: {role['name'][:12]}", {"editor"})
            if "编" in piece or "編" in piece
            else None
        )
    piece = _QUOTED.sub(r"：\1", _LEAVE.sub("", piece))
    read = pairs(piece)
    if not read or not read[0].first or piece.find(read[0].label) != 0:
        return None
    if not all(ours(pair) and pair.value and valid(pair) for pair in read):
        return None
    names = {pair.name for pair in read}
    if names == {"furniture"} and not all(map(_figured, read)):
        return None  # "审核：通过" is no credit, "审核：李四 编辑：王五" is
    return f"credits behind the last sentence: {', '.join(pair.label for pair in read[:4])}", names
