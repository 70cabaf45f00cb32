"""Which site a document is of."""

from urllib.parse import urlsplit

from corpusclean.document import Document
from corpusclean.patterns import lazy

__all__ = ["folder", "host"]

_HOST = lazy(r"[\w-]+(?:\.[\w-]+)+")
#: The same site for another screen.
_SCREENS = ("www.", "m.", "wap.", "mobile.", "amp.")


def host(document: Document) -> str:
    """The host of the address in the metadata, without what tells screens apart; empty where there is none.

    Subdomains are sites of their own: platforms give one to each of their users.
    """
    address = (document.metadata.get("url") or "").strip()
    try:
        name = (urlsplit(address if "//" in address else f"//{address}").hostname or "").rstrip(".")
    except ValueError:  # a bracket that opens and does not close
        return ""
    for screen in _SCREENS:
        if name.startswith(screen) and "." in name[len(screen) :]:
            name = name[len(screen) :]
            break
    return name if _HOST.fullmatch(name) else ""


def folder(document: Document) -> str:
    """The folder a document's file lies in, or the file whose row it is."""
    place = document.place
    return place.path if place.row else place.path.rpartition("/")[0] or "."
