r"""What a file says about its own encoding, and which codec of Python a label means.

A declaration is evidence, never an order: pages are converted and keep the old one.

>>> declared_in(b'<html><head><meta charset="gb2312"><title>')
'gb18030'
>>> codec_of("ISO-8859-1"), codec_of("base64"), codec_of("no such thing")
('cp1252', None, None)
"""

import codecs
import re

from corpusclean.patterns import lazy

__all__ = ["codec_of", "declared_in"]

#: Codecs by the labels that Python does not know, and wider ones for codecs that are narrower than what files so
#: labelled hold.  After the WHATWG Encoding Standard (https://encoding.spec.whatwg.org/#names-and-labels), by
#: Python's canonical name; that names Big5 with the Hong Kong set.  cp950 (Windows) reads some 30 signs of Big5 as
#: other code points, and private ones where HKSCS has characters.
WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",
    "utf-32": "utf-32-le",
}
LABELS = {
    "big5-eten": "big5hkscs",
    "cn-big5": "big5hkscs",
    "cn-gb": "gb18030",
    "cp51932": "euc_jp",
    "cseuckr": "cp949",
    "csiso88598i": "iso8859-8",
    "csunicode": "utf-16-le",
    "dos-874": "cp874",
    "gb_2312-80": "gb18030",
    "hz-gb-2312": "hz",
    "iso-8859-6-e": "iso8859-6",
    "iso-8859-6-i": "iso8859-6",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-8-i": "iso8859-8",
    "iso-ir-149": "cp949",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "korean": "cp949",
    "ks_c_5601": "cp949",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc5601": "cp949",
    "ksc_5601": "cp949",
    "logical": "iso8859-8",
    "mac": "mac-roman",
    "macgreek": "mac-greek",
    "macturkish": "mac-turkish",
    "ms932": "cp932",
    "ms950": "big5hkscs",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "sun_eu_greek": "iso8859-7",
    "ucs-2": "utf-16-le",
    "uhc": "cp949",
    "unicode": "utf-16-le",
    "unicode-1-1-utf-8": "utf-8",
    "unicodefeff": "utf-16-le",
    "unicodefffe": "utf-16-be",
    "utf8mb4": "utf-8",
    "visual": "iso8859-8",
    "windows-31j": "cp932",
    "windows-874": "cp874",
    "windows-936": "gb18030",
    "windows-949": "cp949",
    "x-euc-jp": "euc_jp",
    "x-euc-kr": "cp949",
    "x-gb18030": "gb18030",
    "x-gbk": "gb18030",
    "x-mac-ce": "mac-latin2",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "x-mac-ukrainian": "mac-cyrillic",
    "x-ms-cp932": "cp932",
    "x-sjis": "cp932",
    "x-unicode20utf8": "utf-8",
    "x-windows-949": "cp949",
    "x-windows-950": "big5hkscs",
    "x-x-big5": "big5hkscs",
}
#: Codecs that are no encodings of files, by the beginning of their names; some take quadratic time.
NO_CHARSETS = (
    "idna",
    "punycode",
    "raw-unicode",
    "unicode-",
    "undefined",
    "charmap",
    "mbcs",
    "oem",
    "sloppy-",
    "utf-8-var",
)
#: A label that is longer is none, and looking it up would load a module of that name.
LONGEST = 40
#: Where a declaration stands: HTML has to name it in the first 1,024 bytes; long head comments push it further.
HEAD = 4096
TAIL = 512

_LABEL = lazy(r"[a-z0-9][a-z0-9_.:+-]*")
# One alternative a syntax: XML, HTML, CSS, headers of mail, HTTP and PO files.  Between its words only so much is
# read, so that each beginning costs a constant on hostile bytes.
_DECLARATION = lazy(
    rb"""
      <\?xml \s [^<>]{0,200}? \bencoding \s{0,9} = \s{0,9} ["'] ([\w.:+-]{1,40}) ["']
    | <meta [\s/] [^<>]{0,400}? \bcharset \s{0,9} = [\s"']{0,9} ([\w.:+-]{1,40})
    | ^ \s{0,9} @charset \s{1,9} ["'] ([\w.:+-]{1,40}) ["'] \s{0,9} ;
    | ^ "? Content-Type: \s{0,9} [\w/+.-]{1,60} \s{0,9} ;
        [^\r\n]{0,200}? \bcharset \s{0,9} = \s{0,9} "? ([\w.:+-]{1,40})
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
# PEP 263 and the variables of Emacs in the first two lines; the line has to be a comment or to carry -*- or vim:.
_COOKIE = lazy(rb"^[^\r\n]{0,80}?(?:[#;%/*-]|vim?:)[^\r\n]{0,200}?coding[:=][ \t]{0,9}[\"']?([\w.-]{1,40})")
_MODELINE = lazy(rb"\b(?:vim?|ex):[^\r\n]{0,200}?\b(?:fileencoding|fenc)=([\w.-]{1,40})")


def codec_of(label: str | None) -> str | None:
    """Python's name of the codec that files so labelled are in, as browsers read labels; None where there is none.

    Wider than the label says where files often are: ``gb2312`` means gb18030, ``shift_jis`` cp932, ``iso-8859-1``
    cp1252.  The last leaves five bytes undefined, and Big5 labels get the Hong Kong set, in which a few signs differ
    from Windows' cp950.  An encoding without its byte order is little-endian.  Never raises.

    >>> codec_of(" X-SJIS "), codec_of("ks_c_5601-1987"), codec_of("unicode-escape"), codec_of(None)
    ('cp932', 'cp949', None, None)
    """
    label = (label or "").strip(" \t\r\n\f\"'").lower()
    if len(label) > LONGEST or not _LABEL.fullmatch(label):
        return None
    try:
        found = codecs.lookup(LABELS.get(label, label))
    except (LookupError, ValueError):
        return None
    name = found.name
    # base64 and rot13 are codecs, too, and ftfy adds its own while it is loaded.
    if not getattr(found, "_is_text_encoding", True) or name.replace("_", "-").startswith(NO_CHARSETS):
        return None
    return WIDER.get(name, name)


def declared_in(raw: bytes) -> str | None:
    r"""The codec that the first 4 KB declare (the last lines, too, for Vim); None where nothing is declared.

    Read are ``<meta>``, ``<?xml?>``, ``@charset``, ``Content-Type:`` headers, also of PO files, and coding cookies.
    What claims to be UTF-16 in ASCII bytes is UTF-8, as browsers have it.

    >>> declared_in(b"# -*- coding: euc-jp -*-\n"), declared_in(b"The charset is big5.")
    ('euc_jp', None)
    """
    head = raw[:HEAD]
    lower = head.lower()
    stated = b"charset" in lower or b"encoding" in lower  # the pattern takes a hundred times as long
    for match in _DECLARATION.finditer(head) if stated else ():
        if name := _codec(match[match.lastindex or 0]):
            return name
    lines = head.split(b"\n", 2)[:2] if b"coding" in head else []
    cookies = [cookie for line in lines if (cookie := _COOKIE.match(line))]
    tail = raw[-TAIL:]
    if b"enc" in tail:
        cookies += _MODELINE.finditer(tail)
    return next((name for cookie in cookies if (name := _codec(cookie[1]))), None)


def _codec(label: bytes) -> str | None:
    name = codec_of(re.sub(r"-(?:unix|dos|mac)$", "", label.decode("ascii", "replace")))  # Emacs adds the line ends
    return "utf-8" if name and name.startswith(("utf-16", "utf-32")) else name
