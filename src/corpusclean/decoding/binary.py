r"""Bytes that are no text at all.

>>> binary_kind(b"\x89PNG\r\n\x1a\n..."), binary_kind("文".encode())
('PNG image', None)
"""

from corpusclean.patterns import lazy

__all__ = ["binary_kind"]

#: First bytes of common formats, from their specifications.
MAGIC: dict[bytes, str] = {
    b"\x89PNG\r\n\x1a\n": "PNG image",
    b"\xff\xd8\xff": "JPEG image",
    b"GIF87a": "GIF image",
    b"GIF89a": "GIF image",
    b"%PDF-": "PDF document",
    b"PK\x03\x04": "ZIP archive or office document",
    b"\x1f\x8b\x08": "gzip data",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ\x00": "xz data",
    b"\x28\xb5\x2f\xfd": "zstd data",
    b"7z\xbc\xaf\x27\x1c": "7-Zip archive",
    b"Rar!\x1a\x07": "RAR archive",
    b"\x7fELF": "program",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "office document",
    b"SQLite format 3\x00": "SQLite database",
    b"\x00\x00\x01\x00": "icon",
    b"OggS": "Ogg media",
    b"fLaC": "FLAC audio",
    b"ID3": "MP3 audio",
}

SAMPLE = 65536
#: Share of control bytes from which bytes are no text.  Text has none or few; random bytes have 10 %.
CONTROL_SHARE = 0.05
_CONTROL = lazy(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def binary_kind(raw: bytes, encoding: str = "utf-8") -> str | None:
    """What kind of binary data these bytes are, or None for text; text in UTF-16 or UTF-32 is full of NULs."""
    for magic, kind in MAGIC.items():
        if raw.startswith(magic):
            return kind
    if encoding in _WIDE:
        return None
    sample = raw[:SAMPLE]
    controls = len(_CONTROL.findall(sample))
    return (
        f"binary data ({controls} control bytes of {len(sample)})" if controls > CONTROL_SHARE * len(sample) else None
    )
