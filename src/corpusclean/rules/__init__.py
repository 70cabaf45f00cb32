"""The table of rules, in running order: the only place where a rule's code, filter, trigger and safety stand."""

from corpusclean import decoding
from corpusclean.language import TONED
from corpusclean.rule import Rule, Trigger
from corpusclean.rules import (
    chrome,
    credits,
    duplicates,
    gbk,
    invisible,
    markup,
    mojibake,
    punctuation,
    repeats,
    script,
    whitespace,
)

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    # decode: reported by `corpusclean.decoding`
    Rule("ENC101", decoding.undecodable_bytes, report=True),
    Rule("ENC102", decoding.guessed_encoding, report=True),
    Rule("ENC103", decoding.empty_document, report=True),
    # markup
    Rule("MRK101", markup.character_references, Trigger(chars="&")),
    Rule("MRK201", markup.leftover_tags, Trigger(chars="<"), safe=False),
    # mojibake: text of CJK code pages is looked for first, since ftfy would spoil it
    Rule("MOJ901", mojibake.undecoded_cjk, Trigger(chars=mojibake.TRIGGER)),
    Rule("MOJ101", mojibake.single_byte_mojibake, Trigger(chars=mojibake.TRIGGER)),
    Rule("MOJ902", mojibake.replacement_debris, Trigger("\N{REPLACEMENT CHARACTER}", mojibake.DEBRIS)),
    # gbk: the inserted pinyin is the evidence of the others, so it goes last
    Rule("GBK201", gbk.deleted_byte_pairs, Trigger(chars=TONED)),
    Rule("GBK901", gbk.lost_byte_pairs, Trigger(chars=TONED)),
    Rule("GBK101", gbk.inserted_pinyin, Trigger(chars=TONED)),
    # unicode
    Rule("UNI101", invisible.byte_order_marks, Trigger(chars="\N{ZERO WIDTH NO-BREAK SPACE}")),
    Rule("UNI102", invisible.control_characters, Trigger(chars=invisible.CONTROLS)),
    Rule("UNI103", invisible.zero_width_characters, Trigger(chars=invisible.ZERO_WIDTH)),
    Rule("UNI104", invisible.bidirectional_controls, Trigger(chars=invisible.BIDI)),
    Rule("UNI105", invisible.decomposed_characters, Trigger(chars=invisible.COMPOSING)),
    Rule("UNI106", whitespace.spaced_out_hanzi, Trigger(chars=" " + whitespace.ODD_SPACES)),
    Rule("UNI901", invisible.private_use_characters, Trigger(chars=invisible.PRIVATE)),
    # credits: fields for the metadata, while the lines they stand in are there
    Rule("MET101", credits.title_line, Trigger(chars=credits.LINE_ENDS)),
    Rule("MET102", credits.credit_fields, chrome.trigger("credit")),
    # chrome
    Rule("CHR101", chrome.breadcrumb, chrome.trigger("breadcrumb")),
    Rule("CHR102", chrome.credit_line, chrome.trigger("credit")),
    Rule("CHR103", chrome.button, chrome.trigger("buttons")),
    Rule("CHR104", chrome.related_list, chrome.trigger("related")),
    Rule("CHR105", chrome.neighbour_link, chrome.trigger("neighbours")),
    Rule("CHR106", chrome.site_notice, chrome.trigger("notice")),
    Rule("CHR107", chrome.navigation_menu, chrome.trigger("navigation")),
    Rule("CHR108", chrome.reader_comments, chrome.trigger("comments")),
    # whitespace
    Rule("SPC102", whitespace.line_ends, Trigger(chars=whitespace.LINE_ENDS)),
    Rule("SPC103", whitespace.odd_spaces, Trigger(chars=whitespace.ODD_SPACES + "\N{IDEOGRAPHIC SPACE}")),
    Rule("SPC101", whitespace.trailing_whitespace, Trigger(chars=" \t\N{IDEOGRAPHIC SPACE}" + whitespace.ODD_SPACES)),
    Rule("SPC107", whitespace.ideographic_indents, Trigger(chars="\N{IDEOGRAPHIC SPACE}")),
    Rule("SPC104", whitespace.spaces_between_hanzi, Trigger(chars=" ")),
    Rule("SPC106", whitespace.blank_lines, Trigger(chars="\n\r")),
    # script: nothing is done unless a script is asked for, and the rule sees at once where no hanzi stands
    Rule("SCR101", script.other_script),
    # punctuation
    Rule("PUN101", punctuation.folded_punctuation, Trigger(chars=","), safe=False),
    # repeats
    Rule("REP101", repeats.digest, Trigger(chars="\n")),
    Rule("REP102", repeats.repeated_paragraph, Trigger(chars="\n")),
    Rule("REP103", repeats.teaser, Trigger(chars="\n"), safe=False),
    Rule("REP104", repeats.recurring_paragraph, Trigger(chars="\n"), safe=False),
    # duplicates
    Rule("DUP101", duplicates.ExactDuplicate()),
)
