r"""Where a text may be mojibake in the eyes of ftfy: a quick pattern, so that ftfy is asked about those places only.

ftfy knows mojibake by characters that stand side by side and hardly ever do in a language (`ftfy.badness.BADNESS_RE`).
Its pattern takes a second for a megabyte of Western text, and importing ftfy takes longer than cleaning a page.  The
pairs here are looser: each place that ftfy finds holds one of them, and a test walks its pattern to see that it is so.

>>> bool(MAYBE.search("Où est l'élève? À 50 €–60 €")), is_bad("Où est l'élève?"), is_bad("cafÃ©")
(False, False, True)
"""

from corpusclean.patterns import lazy

__all__ = ["FIRST", "MAYBE", "PAIRS", "REACH", "THEN", "TRIGGER", "TRIGGERS", "is_bad"]

#: Of these every match of ftfy's badness pattern holds one, so a text without them holds no mojibake that it repairs.
#: For each of the pattern's alternatives the rarest position was taken: no curly quotes, dashes, ® and ©.  A test
#: walks the pattern and fails when a new release of ftfy needs more.
TRIGGER = (
    "".join(map(chr, range(0x80, 0xA0)))
    + "¢£¤¥¦§¨ª¬¯±²³µ¶¸¹º¼½¾ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑ×ØÙÜÝßàáâãäåæçèéêëìíîïðñó÷üĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīįİĶķĹĺĻļĽľŁłŃŅŇ"
    "ŒœŕŘŚśŞşŠšŢŤťŮŰŸŹźŻżŽžƒˆˇ˘˛˜ΒΓΞΟВГРСвҐґ†‡‰⁄₧€№∂∆∏∑√∞∩∫≈≠≡≤≥⌐│┌┐┘├┤┬┼═║╒╓╔╕╖╗╘╙╚╛╜╝╞╟╠╡╢╣╤╥╦╧╨╩╪╫╬▀▄█▌▐░▒▓"
    "◊ﬁﬂ\N{REPLACEMENT CHARACTER}"
)
#: ... as a pattern.
TRIGGERS = lazy(f"[{TRIGGER}]")

# The categories of `ftfy.badness.MOJIBAKE_CATEGORIES`, as the bodies of character classes.
_C1 = "\x80-\x9f"
_BAD = "¦¤¨¬¯¸ƒˆˇ˘˛˜†‡‰⌐◊\ufffdªº"
_LAW = "¶§"
_COUNT = "¢£¥₧€²³¹±¼½¾×µ÷⁄∂∆∏∑√∞∩∫≈≠≡≤≥№"
_BOX = "│┌┐┘├┤┬┼═-╬▀▄█▌▐░▒▓"
_UPPER = "À-ÑØÜÝĂĀĄĆČĎĐĘĚĒĖĞĢİĪĶĹĽŁĻŃŇŅŒŘŚŞŠŢŤŮŰŸŹŻŽҐ"
_LOWER = "ßà-ñăąāćčďđęěēėğģįīķĺľłļœŕśşšťüźżžґﬁﬂ"
_LETTER = _UPPER + _LOWER
_OPEN = "¡«¿©΄΅‘‚“„•‹\uf8ff"
_CLOSE = "®»˝”›™"
_QUOTE = _OPEN + _CLOSE
_GREEK_AND_CYRILLIC = "Α-ΪΆΈΉΊΌΎΏΫα-ωά-ίΰЁ-џÞ"
#: Every match of ftfy's pattern holds the characters of one of these, side by side: the bodies of classes.
PAIRS = (
    (_LETTER + _QUOTE + _BAD + _COUNT + _LAW + _BOX, _BAD),
    (_LETTER + _QUOTE + _BAD + _COUNT + _LAW, _BOX),
    (_LETTER + _QUOTE + _BAD + _BOX + "×√≈", _COUNT),
    (_UPPER + _BAD + _BOX, _LAW),
    (_CLOSE + _BAD + _COUNT + _BOX, _LETTER),
    (_LOWER, _UPPER),
    (_UPPER + _BAD + _COUNT + _BOX, _OPEN),
    (_BAD + _BOX, _CLOSE),
    (_COUNT + _LAW, _CLOSE, _OPEN),
    (_LETTER, _QUOTE, r"\w" + _OPEN + _COUNT),
    (_BOX, "Ò-ÖÙ-Üò-öø-üŐŌŪŲ°"),
    (_UPPER, "°"),
    ("ÂÃÎÐØÙ", "\xa0\xad°·´–—―…’œŠšŸž" + _QUOTE + _BAD + _COUNT),
    ("√≈‚", "´ø°Äâó" + _CLOSE),
    ("ВГРС", "°µ" + _QUOTE + _BAD + _COUNT, "ВГРС"),
    ("ΒΓΞΟ", "°" + _QUOTE + _BAD + _COUNT, "ΒΓΞΟ"),
    ("Г", "ў"),
    ("в", "Ђ"),
    ("β", "€"),
    ("å-í", "¡-¿", "¡-¿å-í"),  # UTF-8 without its controls
    # ... and these in ways of their own, below.
    (_C1,),
    ("Œœ", "^A-Za-z"),
    ("ÂÃ", r"\s"),  # odd spaces that are no bytes become plain ones
    (_GREEK_AND_CYRILLIC, _BAD + _UPPER),
)
_OWN = 4
#: What any of these begins with, but for Greek and Cyrillic letters: there it is the second; and what is behind it.
FIRST = "".join(pair[0] for pair in PAIRS[:-1]) + PAIRS[-1][1]
THEN = (
    "(?:(?=[\x80-\u2e7f\uf8ff\ufb01\ufb02\ufffd])(?:"
    + "|".join(f"(?<=[{pair[0]}])" + "".join(f"[{chars}]" for chars in pair[1:]) for pair in PAIRS[:-_OWN])
    + f")|(?<=[{_C1}œ{_BAD}{_UPPER}])(?:(?<=[{_C1}])|(?<=[Œœ])[^A-Za-z]|(?<=[ÂÃ])\\s"
    f"|(?<=[{_GREEK_AND_CYRILLIC}][{_BAD}{_UPPER}])))"
)
#: A place that ftfy may call bad.
MAYBE = lazy(f"[{FIRST}](?={THEN})")
#: Longer than the longest match of ftfy's pattern.
REACH = 8


def is_bad(text: str) -> bool:
    """What `ftfy.badness.is_bad` says, which looks at every character."""
    done = 0
    for match in MAYBE.finditer(text):
        if (at := match.start()) >= done:
            from ftfy.badness import BADNESS_RE

            if BADNESS_RE.search(text, max(0, at - REACH), at + 4 * REACH):
                return True
            done = at + 3 * REACH
    return False
