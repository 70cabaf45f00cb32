"""The payload of an HTTP message as it was before it was packed to be sent.

Archives hold pages as they came over the line, in chunks and packed, or as the crawler unpacked them with the headers
left as they were.  So a header that says gzip is believed where the bytes are gzip.  fastwarc unpacks too, but ends
without a word where the data is cut off, gives nothing of what came before an error, and knows no chunk extensions.
"""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

from corpusclean.errors import DocumentError
from corpusclean.formats.streams import BLOCK, MAX_BYTES, packed_as, zstd
from corpusclean.patterns import lazy

__all__ = ["unpacked"]

_CHUNK = lazy(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


def unpacked(body: bytes, transfer: str = "", content: str = "") -> tuple[bytes, str]:
    r"""The payload by the values of ``Transfer-Encoding`` and ``Content-Encoding``, and what is wrong with it.

    Where something is, the payload is as much as could be had.  An encoding that nobody knows changes nothing.

    >>> unpacked(b"3\r\none\r\n0\r\n\r\n", "chunked"), unpacked(b"one", "chunked"), unpacked(b"3\r\non", "chunked")
    ((b'one', ''), (b'one', ''), (b'on', 'it is cut off in a chunk'))
    """
    error = ""
    if "chunked" in transfer.lower():
        body, error = _chunks(body)
    for name in reversed(content.lower().split(",")):
        if error:
            break
        unpack = _UNPACK.get(name.strip())
        if unpack is not None:
            body, error = unpack(body)
    return body, error


def _chunks(body: bytes) -> tuple[bytes, str]:
    pieces: list[bytes] = []
    at = 0
    while True:
        found = _CHUNK.match(body, at)
        if found is None:
            return (b"".join(pieces), "it is cut off between chunks") if at else (body, "")
        size = int(found[1], 16)
        end = found.end() + size
        if not size:
            return b"".join(pieces), ""
        if at == 0 and body[end : end + 1] not in (b"", b"\r", b"\n"):
            return body, ""  # a text that begins with a number on a line
        pieces.append(body[found.end() : end])
        if end > len(body):
            return b"".join(pieces), "it is cut off in a chunk"
        at = end + (2 if body[end : end + 1] == b"\r" else 1)


def _bounded(unpacker: Any, body: bytes) -> tuple[bytes, str]:
    """What an unpacker makes of a body, in pieces."""
    pieces, size = [], 0
    tail = body
    try:
        while not unpacker.eof:
            piece = unpacker.decompress(tail, BLOCK)
            tail = getattr(unpacker, "unconsumed_tail", b"")
            pieces.append(piece)
            size += len(piece)
            if size > MAX_BYTES:
                return b"", f"it unpacks to more than {MAX_BYTES:,} bytes"
            if not piece and not tail:
                return b"".join(pieces), "its packed data is cut off"
    except Exception as error:  # zlib.error, ZstdError
        return b"".join(pieces), f"its packed data is broken: {error}"
    return b"".join(pieces), ""


def _gzip(body: bytes) -> tuple[bytes, str]:
    return _bounded(zlib.decompressobj(31), body) if packed_as(body) == "gz" else (body, "")


def _deflate(body: bytes) -> tuple[bytes, str]:
    for form in (15, -15):  # the standard's, and what some servers send
        found = _bounded(zlib.decompressobj(form), body)
        if found[0] or not found[1]:
            return found
    return (body, "") if _readable(body) else (b"", found[1])


def _zstd(body: bytes) -> tuple[bytes, str]:
    if packed_as(body) != "zst":
        return body, ""
    try:
        return _bounded(zstd().ZstdDecompressor(), body)
    except DocumentError as error:
        return b"", str(error)


def _brotli(body: bytes) -> tuple[bytes, str]:
    from fastwarc.stream_io import BrotliReader

    pieces, size, error = [], 0, ""
    try:
        reader = BrotliReader(BytesIO(body))
        while piece := reader.read(BLOCK):
            pieces.append(piece)
            size += len(piece)
            if size > MAX_BYTES:
                return b"", f"it unpacks to more than {MAX_BYTES:,} bytes"
    except OSError as problem:
        error = f"its packed data is broken: {problem}"
    # Brotli has no mark to know it by.
    return (body, "") if error and _readable(body) else (b"".join(pieces), error)


def _readable(body: bytes) -> bool:
    """Whether bytes that were said to be packed are a page, or a text, as they stand."""
    if body.lstrip()[:1] == b"<":
        return True
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


_UNPACK: dict[str, Callable[[bytes], tuple[bytes, str]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
