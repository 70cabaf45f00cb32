"""Code pages as forgiving software reads them: what cannot be read becomes a question mark, not an error."""

from functools import cache

__all__ = ["lossy", "single_byte"]


def _private(lead: int, trail: int) -> str:
    """The private-use character that code page 936 gives to a pair of its user-defined areas, or nothing."""
    if trail < 0x40 or trail in (0x7F, 0xFF):
        return ""
    if 0xAA <= lead <= 0xAF and trail >= 0xA1:
        return chr(0xE000 + 94 * (lead - 0xAA) + trail - 0xA1)
    if lead >= 0xF8 and trail >= 0xA1:
        return chr(0xE234 + 94 * (lead - 0xF8) + trail - 0xA1)
    if 0xA1 <= lead <= 0xA7 and trail <= 0xA0:
        return chr(0xE4C6 + 96 * (lead - 0xA1) + trail - 0x40 - (trail > 0x7F))
    return ""


@cache
def _pair(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return _private(*raw) if encoding == "gbk" and len(raw) == 2 else ""


def lossy(raw: bytes, encoding: str, bad: str = "?") -> str:
    """Read bytes of a double-byte code page; a pair that is none becomes ``bad``, its second byte with it."""
    out = []
    at = 0
    while at < len(raw):
        byte = raw[at]
        if byte < 0x80:
            out.append(chr(byte))
        elif encoding == "cp932" and 0xA1 <= byte <= 0xDF:
            out.append(chr(0xFEC0 + byte))
        elif encoding == "gbk" and byte in (0x80, 0xFF):
            out.append("€" if byte == 0x80 else bad)
        else:
            out.append(_pair(raw[at : at + 2], encoding) or bad)
            at += 1
        at += 1
    return "".join(out)


@cache
def _table(encoding: str) -> tuple[str, ...]:
    return tuple(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in range(256))


def single_byte(raw: bytes, encoding: str) -> str:
    """Read bytes in a single-byte code page as browsers do: what it leaves out is a C1 control."""
    return "".join(map(_table(encoding).__getitem__, raw))
