"""Regular expressions that are compiled when they are first used.

The rules have some three hundred patterns, and compiling all of them takes longer than cleaning a page.  Most texts
need a dozen.

>>> vowels = lazy("[aeiou]+")
>>> vowels.pattern, vowels.sub("-", "queue up")
('[aeiou]+', 'q- -p')
"""

import re
from typing import Any, AnyStr, cast

__all__ = ["lazy"]


class _Lazy:
    """Stands for a pattern; takes over its methods when one of them is asked for."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled: Any = re.compile(self.pattern, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(pattern: AnyStr, flags: int = 0) -> "re.Pattern[AnyStr]":
    """What `re.compile` gives, compiled when it is first used; its ``pattern`` can be read without."""
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))
