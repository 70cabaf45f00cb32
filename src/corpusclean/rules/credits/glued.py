"""Credits that stand on one line with prose, for the metadata."""

from collections.abc import Iterator

from corpusclean.edits import Field
from corpusclean.rules.credits.fields import values

__all__ = ["glued_fields"]


def glued_fields(text: str) -> Iterator[Field]:
    r"""Credits glued to prose: what `corpusclean.rules.inline.glued_credit` takes out of a line says of the page.

    Read by the same labels, and as carefully, as lines of their own; a name that such a line has given stays.

    >>> bridge = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。"
    >>> fields(glued_fields, "时间:2024-05-28 来自:海湾日报字号:T  T" + bridge + "（责编：李四）")
    [('published', '2024-05-28'), ('publisher', '海湾日报'), ('editor', '李四')]
    >>> fields(glued_fields, bridge + "（作者：李四，系大学教授）")
    []
    """
    # The labels are read when they are first needed: a hook on clean text must start fast.
    from corpusclean.rules.chrome.labels import pairs
    from corpusclean.rules.inline.glued import glued

    done: set[str] = set()
    for piece in glued(text):
        said = text[piece.start : piece.end]
        for field in sorted(values(said, pairs(said), piece.start, text)):
            if field.name not in done:
                done.add(field.name)
                yield field
