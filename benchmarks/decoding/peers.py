"""The detectors that are measured, each as a function from bytes to an encoding and a text.

A detector that names an encoding only is followed by the decoding, as a careful person would do it; so the times are
those of the way from bytes to text, for all of them.
"""

import importlib.util
from collections.abc import Callable
from importlib import metadata
from typing import NamedTuple

from scoring import decoded

Detector = Callable[[bytes], tuple[str | None, str | None]]


class Peer(NamedTuple):
    """A detector, the module it needs, and the package that has it."""

    name: str
    module: str
    package: str
    make: Callable[[], Detector]

    @property
    def version(self) -> str:
        """The version that is installed; empty for one that was not installed as a package."""
        try:
            return metadata.version(self.package)
        except metadata.PackageNotFoundError:
            return ""

    @property
    def installed(self) -> bool:
        """Whether its module can be imported."""
        return importlib.util.find_spec(self.module) is not None


def _named(name: Callable[[bytes], str | None]) -> Detector:
    def detect(raw: bytes) -> tuple[str | None, str | None]:
        label = name(raw)
        return label, decoded(raw, label)

    return detect


def _corpusclean() -> Detector:
    from corpusclean import decode

    def detect(raw: bytes) -> tuple[str | None, str | None]:
        found = decode(raw)
        return found.encoding, found.text if found.encoding else None

    return detect


def _charset_normalizer() -> Detector:
    from charset_normalizer import from_bytes

    def detect(raw: bytes) -> tuple[str | None, str | None]:
        best = from_bytes(raw).best()
        return (None, None) if best is None else (best.encoding, str(best))

    return detect


def _chardet() -> Detector:
    from chardet import detect

    return _named(lambda raw: detect(raw)["encoding"])


def _chardetng() -> Detector:
    from chardetng_py import detect

    return _named(lambda raw: detect(raw, allow_utf8=True))


def _cchardet() -> Detector:
    from cchardet import detect

    return _named(lambda raw: detect(raw)["encoding"])


def _charamel() -> Detector:
    from charamel import Detector as Charamel
    from charamel import Encoding

    # It formats members of a str enumeration to find its files; since Python 3.11 that no longer gives the value.
    Encoding.__format__ = lambda self, _: self.value
    detector = Charamel()

    def name(raw: bytes) -> str | None:
        found = detector.detect(raw)
        return None if found is None else found.value

    return _named(name)


def _resiliparse() -> Detector:
    from resiliparse.parse.encoding import detect_encoding

    return _named(detect_encoding)


def _bytesense() -> Detector:
    from bytesense import from_bytes

    return _named(lambda raw: from_bytes(raw).encoding)


def _icu() -> Detector:
    from icu import CharsetDetector

    def name(raw: bytes) -> str | None:
        match = CharsetDetector(raw).detect()
        return match.getName() if match else None

    return _named(name)


PEERS = (
    Peer("corpusclean", "corpusclean", "corpusclean", _corpusclean),
    Peer("charset-normalizer", "charset_normalizer", "charset-normalizer", _charset_normalizer),
    Peer("chardet", "chardet", "chardet", _chardet),
    Peer("chardetng", "chardetng_py", "chardetng_py", _chardetng),
    Peer("faust-cchardet", "cchardet", "faust-cchardet", _cchardet),
    Peer("charamel", "charamel", "charamel", _charamel),
    Peer("resiliparse", "resiliparse", "resiliparse", _resiliparse),
    Peer("bytesense", "bytesense", "bytesense", _bytesense),
    Peer("icu", "icu", "PyICU", _icu),
)
