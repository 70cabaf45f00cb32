"""The data files of chrome as they stand; light, since the table of rules reads its triggers through it."""

from functools import cache
from pathlib import Path

__all__ = ["DATA", "listed"]

DATA = Path(__file__).with_name("data")


@cache
def listed(file: str) -> dict[str, list[str]]:
    """The lists of a data file by name, in its order; what stands before the first name is under ``""``."""
    found: dict[str, list[str]] = {"": []}
    current = found[""]
    for line in (DATA / f"{file}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append(line)
    return found
