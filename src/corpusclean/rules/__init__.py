"""The table of rules, in running order: the only place where a rule's code, filter, trigger and safety stand."""

from corpusclean import decoding
from corpusclean.language import TONED
from corpusclean.rule import ALWAYS, Rule, Trigger
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
    Rule("MOJ901", mojibake.undecoded_cjk, ALWAYS),
    Rule("MOJ101", mojibake.single_byte_mojibake, ALWAYS),
    Rule("MOJ902", mojibake.replacement_debris, ALWAYS),
    # gbk: the inserted pinyin is evidence for the others, and goes last
    Rule("GBK201", gbk.deleted_byte_pairs, Trigger(chars=TONED)),
    Rule("GBK901", gbk.lost_byte_pairs, Trigger(chars=TONED)),
    Rule("GBK101", gbk.inserted_pinyin, Trigger(chars=TONED)),
    # unicode
    Rule("UNI101", invisible.byte_order_marks, ALWAYS),
    Rule("UNI102", invisible.control_characters, ALWAYS),
    Rule("UNI103", invisible.zero_width_characters, ALWAYS),
    Rule("UNI104", invisible.bidirectional_controls, ALWAYS),
    Rule("UNI105", invisible.decomposed_characters, ALWAYS),
    Rule("UNI901", invisible.private_use_characters, ALWAYS),
    # credits: fields for the metadata, while the lines they stand in are there
    Rule("MET101", credits.title_line, ALWAYS),
    Rule("MET102", credits.credit_fields, ALWAYS),
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
    Rule("SPC102", whitespace.line_ends, ALWAYS),
    Rule("SPC103", whitespace.odd_spaces, ALWAYS),
    Rule("SPC107", whitespace.ideographic_indents, ALWAYS),
    Rule("SPC105", whitespace.spaced_out_hanzi, ALWAYS),
    Rule("SPC104", whitespace.spaces_between_hanzi, ALWAYS),
    Rule("SPC101", whitespace.trailing_whitespace, ALWAYS),
    Rule("SPC106", whitespace.blank_lines, ALWAYS),
    # script
    Rule("SCR101", script.other_script, ALWAYS),
    # punctuation
    Rule("PUN101", punctuation.folded_punctuation, ALWAYS, safe=False),
    # repeats
    Rule("REP101", repeats.digest, ALWAYS),
    Rule("REP102", repeats.repeated_paragraph, ALWAYS),
    Rule("REP103", repeats.teaser, ALWAYS, safe=False),
    Rule("REP104", repeats.recurring_paragraph, ALWAYS, safe=False),
    # duplicates
    Rule("DUP101", duplicates.ExactDuplicate()),
)
