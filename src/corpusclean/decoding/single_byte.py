"""The single-byte code pages: which is the usual one, for which languages each was made, what taking one costs.

The prices were set by hand and then a little by text in forty languages and all their code pages (translations of a
game, not the benchmark's files); after a change rerun ``bench_encoding.py --set synth-eu`` and the real files.
"""

__all__ = ["AWAY", "EBCDIC", "HOME", "PRIOR", "RARE"]

#: Code pages in the order of preference where several give the same text, with what taking one costs in bits.
PRIOR = {
    "cp1252": 0.0,
    "iso8859-1": 0.0,
    "iso8859-15": 1.0,
    "cp1251": 0.0,
    "koi8-r": 0.0,
    "koi8-u": 1.0,
    "cp1250": 0.5,
    "iso8859-2": 0.5,
    "cp1254": 0.5,
    "iso8859-9": 0.5,
    "cp1253": 0.5,
    "iso8859-7": 4.0,  # its apostrophe is a capital letter of cp1253, and rarer
    "cp1255": 0.5,
    "iso8859-8": 0.5,
    "cp1256": 0.5,
    "iso8859-6": 1.0,
    "cp874": 0.5,
    "tis-620": 0.5,
    "iso8859-11": 0.5,
    "cp1257": 1.0,
    "iso8859-13": 1.5,
    "cp1258": 1.5,
    "iso8859-5": 1.0,
    "cp866": 1.0,
    "mac-cyrillic": 1.0,
    "cp850": 2.0,
    "cp437": 2.0,
    "cp852": 2.0,
    "mac-roman": 2.0,
    "cp858": 3.0,
    "iso8859-4": 5.0,
    "iso8859-16": 5.0,
    "iso8859-3": 8.0,
    "iso8859-10": 10.0,
    "iso8859-14": 6.0,
    "cp857": 3.0,
    "cp737": 3.0,
    "cp862": 3.0,
    "cp775": 4.0,
    "cp855": 4.0,
    "cp865": 6.0,
    "cp860": 6.0,
    "cp861": 6.0,
    "cp863": 6.0,
    "cp869": 4.0,
    "cp720": 4.0,
    "cp856": 6.0,
    "mac-latin2": 4.0,
    "mac-greek": 4.0,
    "mac-turkish": 4.0,
    "mac-iceland": 5.0,
    "mac-croatian": 8.0,
    "mac-romanian": 5.0,
    "mac-arabic": 6.0,
    "mac-farsi": 6.0,
    "kz1048": 2.0,
    "ptcp154": 3.0,
    "cp1125": 2.0,
    "hp-roman8": 12.0,
    "cp864": 80.0,  # the next two have letters by their shape at nearly every byte: any bytes are Arabic there
    "cp1006": 80.0,
    "koi8-t": 15.0,
}

#: Code pages in which nobody writes plain English: signs alone are no evidence for one.
_RARE = (
    "iso8859-2 iso8859-9 iso8859-7 iso8859-8 iso8859-6 tis-620 iso8859-11 iso8859-13 iso8859-5 iso8859-4 iso8859-16 "
    "iso8859-3 iso8859-10 iso8859-14 cp857 cp737 cp862 cp775 cp855 cp865 cp860 cp861 cp863 cp869 cp720 cp856 "
    "mac-latin2 mac-greek mac-turkish mac-iceland mac-croatian mac-romanian mac-arabic mac-farsi kz1048 ptcp154 cp1125 "
    "hp-roman8 cp864 cp1006 koi8-t"
)
RARE = frozenset(_RARE.split())

_WEST = "af ca cy da de en es et eu fi fr ga gd id is it nb nl nn pt so sq sv sw tl"
#: Languages that code pages were made for; a code page that is not named serves all of its script.
HOME = {
    name: frozenset(languages.split())
    for names, languages in (
        ("cp1252 iso8859-1 iso8859-15 cp850 cp858 mac-roman hp-roman8", _WEST),
        ("cp437", "ca da de en es fi fr it nl pt sv"),
        ("cp1250 iso8859-2 cp852 mac-latin2", "cs hr hu pl ro sk sl sq"),
        ("cp1257 iso8859-13 iso8859-4 cp775", "et lt lv"),
        ("iso8859-10", "da et fi is lt lv nb nn sv"),
        ("cp1254 iso8859-9 cp857 mac-turkish", "az tr"),
        ("iso8859-3", "eo tr"),
        ("iso8859-14", "cy ga gd"),
        ("iso8859-16", "hr hu pl ro sl sq"),
        ("mac-romanian", "ro"),
        ("mac-croatian", "hr sl"),
        ("mac-iceland cp861", "is"),
        ("cp860", "pt"),
        ("cp863", "fr"),
        ("cp865", "da nb nn"),
        ("cp1258", "vi"),
        ("koi8-u cp1125", "be uk"),
        ("koi8-r", "bg ru"),
        ("kz1048 ptcp154", "kk"),
    )
    for name in names.split()
}
#: Bits of another language: Swedish may hold an Icelandic name, but not in a Turkish code page.
AWAY = 5.0

#: EBCDIC code pages, and the one with the same letters that has ASCII, by which they are priced.
EBCDIC = {
    "cp037": "iso8859-1",
    "cp500": "iso8859-1",
    "cp273": "iso8859-1",
    "cp1140": "iso8859-15",
    "cp1026": "iso8859-9",
    "cp424": "iso8859-8",
    "cp875": "iso8859-7",
}
