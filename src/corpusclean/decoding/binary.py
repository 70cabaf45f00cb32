r"""Bytes that are no text at all.

A format is known by its first bytes, from its specification; where these are letters, as a text could begin with,
something further on has to bear them out.  Without them, bytes are judged by their control characters.

>>> binary_kind(b"\x89PNG\r\n\x1a\n..."), binary_kind("文".encode()), binary_kind(b"BM is short for bitmap.")
('PNG image', None, None)
"""

from functools import cache

__all__ = ["binary_kind"]

#: First bytes that no text has.
MAGIC: dict[bytes, str] = {
    b"\x89PNG\r\n\x1a\n": "PNG image",
    b"\xff\xd8\xff": "JPEG image",
    b"\x00\x00\x00\x0cjP  ": "JPEG 2000 image",
    b"II*\x00": "TIFF image",
    b"MM\x00*": "TIFF image",
    b"8BPS\x00\x01": "Photoshop image",
    b"\x00\x00\x01\x00": "icon",
    b"\x00\x00\x02\x00": "cursor",
    b"\xd7\xcd\xc6\x9a": "Windows metafile",
    b"AT&TFORM\x00": "DjVu document",
    b"PK\x03\x04": "ZIP archive or office document",
    b"PK\x05\x06": "ZIP archive",
    b"\x1f\x8b\x08": "gzip data",
    b"\x1f\x9d\x90": "compress data",
    b"\xfd7zXZ\x00": "xz data",
    b"\x5d\x00\x00": "LZMA data",
    b"\x28\xb5\x2f\xfd": "zstd data",
    b"\x04\x22\x4d\x18": "LZ4 data",
    b"LZIP\x01": "lzip data",
    b"7z\xbc\xaf\x27\x1c": "7-Zip archive",
    b"Rar!\x1a\x07": "RAR archive",
    b"MSCF\x00\x00\x00\x00": "cabinet archive",
    b"!<arch>\n": "archive of object files",
    b"\xed\xab\xee\xdb": "RPM package",
    b"\x7fELF": "program",
    b"\xcf\xfa\xed\xfe": "program",
    b"\xce\xfa\xed\xfe": "program",
    b"\xca\xfe\xba\xbe": "program or Java class",
    b"\x00asm\x01": "WebAssembly module",
    b"dex\n03": "Android program",
    b"\x1bLua": "Lua bytecode",
    b"BC\xc0\xde": "LLVM bitcode",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "office document",
    b"L\x00\x00\x00\x01\x14\x02\x00": "Windows shortcut",
    b"SQLite format 3\x00": "SQLite database",
    b"\x89HDF\r\n\x1a\n": "HDF5 data",
    b"\x93NUMPY": "NumPy array",
    b"Obj\x01": "Avro data",
    b"\xde\x12\x04\x95": "message catalogue",
    b"\x95\x04\x12\xde": "message catalogue",
    b"OggS\x00": "Ogg media",
    b"fLaC\x00": "FLAC audio",
    b"ID3\x02\x00": "MP3 audio",
    b"ID3\x03\x00": "MP3 audio",
    b"ID3\x04\x00": "MP3 audio",
    b"MThd\x00\x00": "MIDI music",
    b"\x1a\x45\xdf\xa3": "Matroska media",
    b"\x30\x26\xb2\x75\x8e\x66\xcf\x11": "Windows media",
    b"\x00\x00\x01\xba": "MPEG video",
    b"\x00\x00\x01\xb3": "MPEG video",
    b"FLV\x01": "Flash video",
    b"\x00\x01\x00\x00\x00": "font",
    b"OTTO\x00": "font",
    b"ttcf\x00": "font",
    b"wOFF\x00\x01": "font",
    b"wOF2\x00\x01": "font",
    b"\x01fcp": "font",
    b"\x1a\x01": "description of a terminal",
    b"\x1e\x02": "description of a terminal",
}
#: First bytes that are letters: a control byte has to follow in the next 64.
LETTERS: dict[bytes, str] = {
    b"GIF87a": "GIF image",
    b"GIF89a": "GIF image",
    b"BM": "BMP image",
    b"MZ": "program",
    b"BZh": "bzip2 data",
    b"%PDF-": "PDF document",
    b"RIFF": "RIFF media",
    b"PAR1": "Parquet data",
    b"ORC": "ORC data",
    b"FWS": "Flash animation",
    b"CWS": "Flash animation",
    b"wOFF": "font",
    b"wOF2": "font",
    b"true": "font",
    b"ITSF": "compiled help",
    b"PACK": "Git pack",
    b"DIRC": "Git index",
    b"GGUF": "model weights",
    b"Cr24": "browser extension",
    b"Xcur": "cursor",
}
#: Four letters at another place: of media files by their first box, of tape archives.
ELSEWHERE = ((4, b"ftyp", "MP4 media"), (257, b"ustar", "tar archive"))

#: Bytes of a window; three of them are looked at, at the start, in the middle and at the end.
WINDOW = 16384
#: Where three windows of so many bytes have no control byte, nothing more is looked at: text pays for this only.
GLANCE = 256
#: Share of control bytes among those that are no NULs from which bytes are no text.  Text has none or few; random
#: bytes have 10 %.
CONTROL_SHARE = 0.05
#: Bytes of which one in twenty is NUL need less: numbers are so stored.
NULS, SHARE_WITH_NULS = 0.05, 0.01
#: Text has one or two kinds of control bytes, if any: separators of records, line ends of EBCDIC.
KINDS = 3
# Without the blanks, ESC of terminals and ISO-2022, BS of old manual pages, and NUL, with which text is padded.
_CONTROLS = bytes({*range(0x01, 0x20), 0x7F} - {0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B})
_SHIFTS = b"\x0e\x0f"
_ALL_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0C, 0x0D})


def binary_kind(raw: bytes, encoding: str = "utf-8") -> str | None:
    r"""What kind of binary data these bytes are, or None for text.

    ``encoding`` is what the bytes are said to be in: in UTF-16 and UTF-32 each byte may be a part of a letter, in
    EBCDIC control characters have other numbers, and ISO-2022 shifts with two of them.

    >>> binary_kind(bytes(range(256))), binary_kind(b"_\bu_\bn_\bd_\be_\br_\bl_\bi_\bn_\be_\bd\n")
    ('binary data (25 control bytes of 256)', None)
    """
    return _format(raw) or _controls(raw, encoding)


@cache
def _formats() -> dict[int, list[tuple[bytes, str]]]:
    """The formats by their first byte."""
    table: dict[int, list[tuple[bytes, str]]] = {}
    for magic, kind in (*MAGIC.items(), *LETTERS.items()):
        table.setdefault(magic[0], []).append((magic, kind))
    return table


def _format(raw: bytes) -> str | None:
    for magic, kind in _formats().get(raw[0], ()) if raw else ():
        if raw.startswith(magic) and (magic in MAGIC or _has(raw[len(magic) : len(magic) + 64], _ALL_CONTROLS)):
            return kind
    if raw[2:4] == b"\r\n" and raw[1:2] in (b"\x0c", b"\x0d", b"\x0e", b"\x0f") and b"\0" in raw[4:16]:
        return "Python bytecode"
    for place, name, kind in ELSEWHERE:
        if raw.startswith(name, place) and b"\0" in raw[:place]:
            return kind
    return None


def _has(raw: bytes, those: bytes) -> bool:
    return len(raw.translate(None, those)) < len(raw)


def _controls(raw: bytes, encoding: str) -> str | None:
    if encoding.startswith(("utf-16", "utf-32")) or not _has(_windows(raw, GLANCE), _CONTROLS):
        return None
    sample = _windows(raw, WINDOW)
    if encoding.startswith("cp") and _is_ebcdic(encoding):
        sample = sample.decode(encoding, "replace").replace("\x85", "\n").encode("latin-1", "replace")
    told = _CONTROLS.translate(None, _SHIFTS) if encoding.startswith("iso2022") else _CONTROLS
    rest = sample.replace(b"\0", b"")
    text = rest.translate(None, told)
    found = len(rest) - len(text)
    nuls = len(sample.rstrip(b"\0")) - len(rest)
    share = SHARE_WITH_NULS if nuls > NULS * len(sample) else CONTROL_SHARE
    if found <= share * len(rest) or sum(control in rest for control in told) < KINDS:
        return None
    from corpusclean.decoding.wide import WIDE, wide_bits  # not needed for text

    if any(wide_bits(sample[cut:], order) > 0 for order in WIDE for cut in (0, 1)):
        return None
    return f"binary data ({found} control bytes of {len(sample)})"


def _windows(raw: bytes, size: int) -> bytes:
    if len(raw) <= 3 * size:
        return raw
    middle, last = len(raw) // 8 * 4, (len(raw) - size) // 4 * 4
    return raw[:size] + raw[middle : middle + size] + raw[last:]


def _is_ebcdic(encoding: str) -> bool:
    return b"\x81".decode(encoding, "replace") == "a"
