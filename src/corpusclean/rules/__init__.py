"""The table of rules, in running order: the only place where a rule's code, filter, trigger and safety stand."""

from corpusclean import decoding
from corpusclean.language import TONED
from corpusclean.rule import Rule, Trigger
from corpusclean.rules import (
    boilerplate,
    chrome,
    codepoints,
    copying,
    credits,
    duplicates,
    gbk,
    html,
    inline,
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
    Rule("ENC104", decoding.several_encodings, report=True),
    Rule("ENC105", decoding.wrong_declaration, report=True),
    # html: once, before all others
    Rule("HTM101", html.page_fields, html.TRIGGER),
    Rule("HTM102", html.page_chrome, html.TRIGGER),
    Rule("HTM103", html.page_markup, html.TRIGGER),
    # markup
    Rule("MRK101", markup.character_references, Trigger(chars="&")),
    Rule("MRK102", markup.bare_references, Trigger(literals=tuple(f"#{char}" for char in "xX0123456789"))),
    Rule("MRK103", markup.backslash_escapes, Trigger(literals=("\\u", "\\U", "\\x"))),
    Rule("MRK104", markup.percent_escapes, Trigger(literals=("%u", "%25", *(f"%{char}" for char in "89ABCDEFabcdef")))),
    Rule("MRK105", markup.seven_bit_chinese, Trigger(literals=("~{",))),
    Rule("MRK106", markup.seven_bit_japanese, Trigger(literals=("$B", "$@"))),
    Rule("MRK201", markup.leftover_tags, Trigger(chars="<"), safe=False),
    # mojibake: Chinese, Japanese and Korean first, since ftfy would spoil it; UTF-8 first of all, as it proves itself
    Rule("MOJ121", mojibake.utf8_as_gbk, Trigger(chars=mojibake.MISREAD_AS_GBK)),
    Rule("MOJ122", mojibake.utf8_as_shift_jis, Trigger(chars=mojibake.MISREAD_AS_SHIFT_JIS)),
    Rule("MOJ113", mojibake.utf8_cjk_as_single_byte, Trigger(chars=mojibake.WAKING)),
    Rule("MOJ111", mojibake.legacy_cjk_as_single_byte, Trigger(chars=mojibake.WAKING)),
    Rule("MOJ112", mojibake.half_decoded_cjk, Trigger(chars=mojibake.WAKING)),
    Rule("MOJ131", mojibake.crossed_chinese, Trigger(chars=mojibake.CHINESE_TRIGGER)),
    Rule("MOJ132", mojibake.crossed_japanese, Trigger(chars=mojibake.JAPANESE_TRIGGER)),
    Rule("MOJ133", mojibake.crossed_korean, Trigger(chars=mojibake.KOREAN_TRIGGER)),
    Rule("MOJ134", mojibake.euc_jp_as_shift_jis, Trigger(chars=mojibake.HALF_KANA)),
    Rule("MOJ903", mojibake.misread_utf8, Trigger(chars=mojibake.MISREAD)),
    Rule("MOJ101", mojibake.single_byte_mojibake, Trigger(chars=mojibake.TRIGGER)),
    Rule("MOJ901", mojibake.undecoded_cjk, Trigger(chars=mojibake.TRIGGER)),
    Rule("MOJ902", mojibake.replacement_debris, Trigger("\N{REPLACEMENT CHARACTER}", mojibake.DEBRIS)),
    # gbk: the inserted pinyin is the evidence of the others, so it goes last
    Rule("GBK201", gbk.deleted_byte_pairs, Trigger(chars=TONED)),
    Rule("GBK901", gbk.lost_byte_pairs, Trigger(chars=TONED)),
    Rule("GBK102", gbk.unaligned_cuts, Trigger(literals=("?！", "?？"))),
    Rule("GBK101", gbk.inserted_pinyin, Trigger(chars=TONED)),
    # copying
    Rule("CPY101", copying.word_pinyin, Trigger(chars=TONED, literals=copying.OPENINGS)),
    Rule("CPY901", copying.random_hanzi, Trigger(chars="，。、")),
    Rule("CPY902", copying.spun_synonyms, Trigger(literals=tuple(copying.SPUN))),
    # unicode
    Rule("UNI101", invisible.byte_order_marks, Trigger(chars="\N{ZERO WIDTH NO-BREAK SPACE}")),
    Rule("UNI102", invisible.control_characters, Trigger(chars=invisible.CONTROLS)),
    Rule("UNI103", invisible.zero_width_characters, Trigger(chars=invisible.ZERO_WIDTH)),
    Rule("UNI104", invisible.bidirectional_controls, Trigger(chars=invisible.BIDI)),
    Rule("UNI105", invisible.decomposed_characters, Trigger(chars=invisible.COMPOSING)),
    Rule("UNI111", codepoints.mapped_private_use, Trigger(chars=codepoints.PRIVATE)),
    Rule("UNI106", whitespace.spaced_out_hanzi, Trigger(chars=" " + whitespace.ODD_SPACES)),
    Rule("UNI107", codepoints.radicals, Trigger(chars=codepoints.RADICALS)),
    Rule("UNI108", codepoints.compatibility_ideographs, Trigger(chars=codepoints.COMPATIBILITY)),
    Rule("UNI109", codepoints.half_width_kana, Trigger(chars=codepoints.HALF_WIDTH)),
    Rule("UNI110", codepoints.vertical_punctuation, Trigger(chars=codepoints.VERTICAL)),
    Rule("UNI112", codepoints.half_characters, Trigger(chars="\N{REPLACEMENT CHARACTER}")),
    Rule("UNI201", codepoints.fullwidth_alphanumerics, Trigger(chars=codepoints.FULL_WIDTH), safe=False),
    Rule("UNI901", invisible.private_use_characters, Trigger(chars=invisible.PRIVATE)),
    # credits: fields for the metadata, while the lines they stand in are there
    Rule("MET101", credits.title_line, Trigger(chars=credits.LINE_ENDS)),
    Rule("MET102", credits.credit_fields, credits.CREDITS),
    Rule("MET103", credits.rights_fields, credits.LICENCES),
    Rule("MET104", credits.head_date, credits.DATES),
    Rule("MET105", credits.glued_fields, inline.TRIGGERS["glued_credit"]),
    # chrome: lines first, all on one text
    Rule("CHR101", chrome.breadcrumb, chrome.trigger("breadcrumb"), together=True),
    Rule("CHR102", chrome.credit_line, chrome.trigger("credit"), together=True),
    Rule("CHR103", chrome.button, chrome.trigger("buttons"), together=True),
    Rule("CHR104", chrome.related_list, chrome.trigger("related"), together=True),
    Rule("CHR105", chrome.neighbour_link, chrome.trigger("neighbours"), together=True),
    Rule("CHR106", chrome.site_notice, chrome.trigger("notice"), together=True),
    Rule("CHR107", chrome.navigation_menu, chrome.trigger("navigation"), together=True),
    Rule("CHR108", chrome.reader_comments, chrome.trigger("comments"), together=True),
    Rule("CHR109", chrome.furniture, chrome.triggers(), together=True),
    # chrome inside a line: footers have gone, so that it can be seen whether prose follows
    Rule("CHR111", inline.glued_credit, inline.TRIGGERS["glued_credit"]),
    Rule("CHR112", inline.copy_notice, inline.TRIGGERS["copy_notice"]),
    Rule("CHR201", inline.footnote_mark, inline.TRIGGERS["footnote_mark"], safe=False),
    Rule("CHR202", inline.hashtag, inline.TRIGGERS["hashtag"], safe=False),
    Rule("CHR203", inline.stock_code, inline.TRIGGERS["stock_code"], safe=False),
    Rule("CHR204", inline.caption, inline.TRIGGERS["caption"], safe=False),
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
    # boilerplate
    Rule("BPL101", boilerplate.RecurringLine()),
    Rule("BPL201", boilerplate.RecurringFolderLine(), safe=False),
    # duplicates
    Rule("DUP101", duplicates.ExactDuplicate()),
    Rule("DUP102", duplicates.ContainedDocument()),
    Rule("DUP201", duplicates.NearDuplicate(), safe=False),
    Rule("DUP202", duplicates.DuplicateParagraph(), safe=False),
    Rule("DUP901", duplicates.known_document, report=True),
)
