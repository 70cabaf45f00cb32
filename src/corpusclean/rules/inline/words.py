"""Words of credits, buttons and captions inside lines, and the literals of which one stands in whatever the rules find.

The words stand in ``data/words.txt``; the literals are made of them here, so that they cannot miss one.
"""

from pathlib import Path

from corpusclean.rules.chrome.files import listed

__all__ = ["CAPTIONS", "COPIED", "GLUED", "STOCKS", "WORDS"]


def _words() -> dict[str, tuple[str, ...]]:
    """The words by the names of their lists."""
    found: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("data").joinpath("words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            found[line.strip("[]")] = []
        elif line and not line.startswith("#"):
            found[list(found)[-1]].append(line)
    return {name: tuple(words) for name, words in found.items()}


WORDS = _words()
_COLONS = (":", "：", " :", " ：")


def _glued() -> set[str]:
    """The last two characters of each label that is ours with the sign behind it, and the buttons."""
    labels = {
        label
        for name, words in listed("labels").items()
        if name not in ("", "other")
        for label in words
        if label[0] >= "\u3000" and len(label) > 1 and label[-2:] not in WORDS["topics"]
    }
    signed = {label[-2:] + sign for label in (*labels, *WORDS["roles"]) for sign in _COLONS}
    roles = {role[-2:] + blank for role in WORDS["roles"] for blank in " \u3000\t\u00a0"}
    shared = {word + sign for word in WORDS["shared"] for sign in _COLONS}
    bracketed = {button[-2:] + close for button in WORDS["buttons"] for close in "】]"}
    sizes = {opening + word for opening in "【[（(" for word in ("字体", "字體", "字号", "字號")}
    counted = {word + bracket for word in WORDS["counted"] for bracket in ("(", "（", " (", " （")}
    return {*signed, *roles, *shared, *bracketed, *sizes, *counted, *WORDS["onward"], *WORDS["korean"], "(0)", "（0）"}


#: The trigger of `corpusclean.rules.inline.glued_credit`.
GLUED = tuple(sorted(_glued()))
#: The trigger of `corpusclean.rules.inline.copy_notice`: where a notice is looked for.
COPIED = (*WORDS["anchors"], "Read more at ", "Read more: ")
#: The trigger of `corpusclean.rules.inline.stock_code`.
STOCKS = (
    *(".SH", ".SZ", ".BJ", ".SS", ".HK", ".XSHG", ".XSHE"),
    *(f"{bracket}{code}" for bracket in "(（" for code in ("SH", "SZ", "BJ", "HK", "60", "68", "00", "30")),
    *(market + colon for market in WORDS["markets"] for colon in _COLONS),
)
#: The trigger of `corpusclean.rules.inline.caption`.
CAPTIONS = tuple(
    sorted(
        {
            *(word[-1] + blank + sign for word in WORDS["drawn"] for blank in ("", " ") for sign in ":：/／|丨"),
            *(word + close for word in WORDS["drawn"] for close in "）)】]" if len(word) > 1),
            *(
                word[-4:] + join
                for word in WORDS["pictures"]
                for join in (":", " :", " by ", "/", *(f" {more[:6]}" for more in WORDS["courtesy"]))
            ),
            *WORDS["agencies"],
            *(f"{blank}{shot}" for blank in " \u3000\u00a0" for shot in "摄攝"),
        }
    )
)
