"""The readings of the hanzi of GBK, as toned syllables (``yè``), the most usual first.

The table is made from pypinyin's data (MIT, see NOTICE) and read on first use.

>>> readings("業")
('yè',)
>>> readings("長")[:2]
('zhǎng', 'cháng')
>>> readings("A"), readings("龘鑫")
((), ())
"""

from functools import cache
from pathlib import Path

__all__ = ["TONED", "readings"]

#: The vowels that carry a tone mark, all of them in GBK: what pinyin has and hardly any other text.
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"


@cache
def _table() -> dict[str, str]:
    import gzip

    raw = gzip.decompress(Path(__file__).with_name("data").joinpath("pinyin.txt.gz").read_bytes())
    table: dict[str, str] = {}
    for line in raw.decode("utf-8").splitlines():
        syllables, _, hanzi = line.partition(" ")
        table.update(dict.fromkeys(hanzi, syllables))
    return table


def readings(char: str) -> tuple[str, ...]:
    """All readings of one hanzi; none for what is no hanzi of GBK."""
    syllables = _table().get(char)
    return tuple(syllables.split(",")) if syllables else ()
