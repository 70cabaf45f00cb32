"""The table of rules, in running order: the only place where a rule's code, filter, trigger and safety stand.

Filters are named, and triggers that need a module are functions: a rule is imported when a text needs it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from corpusclean.rule import Rule, Trigger

if TYPE_CHECKING:
    from corpusclean import language
    from corpusclean.rules import chrome, codepoints, copying, credits, html, inline, invisible, mojibake, whitespace

__all__ = ["RULES"]


class _Later:
    """A module that is imported when one of its names is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name, __name__), name)


if not TYPE_CHECKING:
    language, chrome, codepoints, copying, credits = map(  # noqa: A001 - the name of the package
        _Later, ("..language", ".chrome", ".codepoints", ".copying", ".credits")
    )
    html, inline, invisible, mojibake, whitespace = map(
        _Later, (".html", ".inline", ".invisible", ".mojibake", ".whitespace")
    )

RULES: tuple[Rule, ...] = (
    # decode: reported by `corpusclean.decoding`
    Rule("ENC101", "..decoding.undecodable_bytes", report=True),
    Rule("ENC102", "..decoding.guessed_encoding", report=True),
    Rule("ENC103", "..decoding.empty_document", report=True),
    Rule("ENC104", "..decoding.several_encodings", report=True),
    Rule("ENC105", "..decoding.wrong_declaration", report=True),
    # html: once, before all others
    Rule("HTM101", ".html.page_fields", lambda: html.TRIGGER),
    Rule("HTM102", ".html.page_chrome", lambda: html.TRIGGER),
    Rule("HTM103", ".html.page_markup", lambda: html.TRIGGER),
    # markup
    Rule("MRK101", ".markup.character_references", Trigger(chars="&")),
    Rule("MRK102", ".markup.bare_references", Trigger(literals=tuple(f"#{char}" for char in "xX0123456789"))),
    Rule("MRK103", ".markup.backslash_escapes", Trigger(literals=("\\u", "\\U", "\\x"))),
    Rule(
        "MRK104", ".markup.percent_escapes", Trigger(literals=("%u", "%25", *(f"%{char}" for char in "89ABCDEFabcdef")))
    ),
    Rule("MRK105", ".markup.seven_bit_chinese", Trigger(literals=("~{",))),
    Rule("MRK106", ".markup.seven_bit_japanese", Trigger(literals=("$B", "$@"))),
    Rule("MRK201", ".markup.leftover_tags", Trigger(chars="<"), safe=False),
    # mojibake: Chinese, Japanese and Korean first, since ftfy would spoil it; UTF-8 first of all, as it proves itself
    Rule("MOJ121", ".mojibake.utf8_as_gbk", lambda: Trigger(chars=mojibake.MISREAD_AS_GBK)),
    Rule("MOJ122", ".mojibake.utf8_as_shift_jis", lambda: Trigger(chars=mojibake.MISREAD_AS_SHIFT_JIS)),
    Rule("MOJ113", ".mojibake.utf8_cjk_as_single_byte", lambda: Trigger(chars=mojibake.WAKING)),
    Rule("MOJ111", ".mojibake.legacy_cjk_as_single_byte", lambda: Trigger(chars=mojibake.WAKING)),
    Rule("MOJ112", ".mojibake.half_decoded_cjk", lambda: Trigger(chars=mojibake.WAKING)),
    Rule("MOJ131", ".mojibake.crossed_chinese", lambda: Trigger(chars=mojibake.CHINESE_TRIGGER)),
    Rule("MOJ132", ".mojibake.crossed_japanese", lambda: Trigger(chars=mojibake.JAPANESE_TRIGGER)),
    Rule("MOJ133", ".mojibake.crossed_korean", lambda: Trigger(chars=mojibake.KOREAN_TRIGGER)),
    Rule("MOJ134", ".mojibake.euc_jp_as_shift_jis", lambda: Trigger(chars=mojibake.HALF_KANA)),
    Rule("MOJ903", ".mojibake.misread_utf8", lambda: Trigger(chars=mojibake.MISREAD)),
    Rule("MOJ101", ".mojibake.single_byte_mojibake", lambda: Trigger(chars=mojibake.TRIGGER)),
    Rule("MOJ901", ".mojibake.undecoded_cjk", lambda: Trigger(chars=mojibake.TRIGGER)),
    Rule("MOJ902", ".mojibake.replacement_debris", lambda: Trigger("\N{REPLACEMENT CHARACTER}", mojibake.DEBRIS)),
    # gbk: the inserted pinyin is the evidence of the others, so it goes last
    Rule("GBK201", ".gbk.deleted_byte_pairs", lambda: Trigger(chars=language.TONED)),
    Rule("GBK901", ".gbk.lost_byte_pairs", lambda: Trigger(chars=language.TONED)),
    Rule("GBK102", ".gbk.unaligned_cuts", Trigger(literals=("?！", "?？"))),
    Rule("GBK101", ".gbk.inserted_pinyin", lambda: Trigger(chars=language.TONED)),
    # copying
    Rule("CPY101", ".copying.word_pinyin", lambda: Trigger(chars=language.TONED, literals=copying.OPENINGS)),
    Rule("CPY901", ".copying.random_hanzi", Trigger(chars="，。、")),
    Rule("CPY902", ".copying.spun_synonyms", lambda: Trigger(literals=tuple(copying.SPUN))),
    # unicode
    Rule("UNI101", ".invisible.byte_order_marks", Trigger(chars="\N{ZERO WIDTH NO-BREAK SPACE}")),
    Rule("UNI102", ".invisible.control_characters", lambda: Trigger(chars=invisible.CONTROLS)),
    Rule("UNI103", ".invisible.zero_width_characters", lambda: Trigger(chars=invisible.ZERO_WIDTH)),
    Rule("UNI104", ".invisible.bidirectional_controls", lambda: Trigger(chars=invisible.BIDI)),
    Rule("UNI105", ".invisible.decomposed_characters", lambda: Trigger(chars=invisible.COMPOSING)),
    Rule("UNI111", ".codepoints.mapped_private_use", lambda: Trigger(chars=codepoints.PRIVATE)),
    Rule("UNI106", ".whitespace.spaced_out_hanzi", lambda: Trigger(chars=" " + whitespace.ODD_SPACES)),
    Rule("UNI107", ".codepoints.radicals", lambda: Trigger(chars=codepoints.RADICALS)),
    Rule("UNI108", ".codepoints.compatibility_ideographs", lambda: Trigger(chars=codepoints.COMPATIBILITY)),
    Rule("UNI109", ".codepoints.half_width_kana", lambda: Trigger(chars=codepoints.HALF_WIDTH)),
    Rule("UNI110", ".codepoints.vertical_punctuation", lambda: Trigger(chars=codepoints.VERTICAL)),
    Rule("UNI112", ".codepoints.half_characters", Trigger(chars="\N{REPLACEMENT CHARACTER}")),
    Rule("UNI201", ".codepoints.fullwidth_alphanumerics", lambda: Trigger(chars=codepoints.FULL_WIDTH), safe=False),
    Rule("UNI901", ".invisible.private_use_characters", lambda: Trigger(chars=invisible.PRIVATE)),
    # credits: fields for the metadata, while the lines they stand in are there
    Rule("MET101", ".credits.title_line", lambda: Trigger(chars=credits.LINE_ENDS)),
    Rule("MET102", ".credits.credit_fields", lambda: credits.CREDITS),
    Rule("MET103", ".credits.rights_fields", lambda: credits.LICENCES),
    Rule("MET104", ".credits.head_date", lambda: credits.DATES),
    Rule("MET105", ".credits.glued_fields", lambda: inline.TRIGGERS["glued_credit"]),
    # chrome: lines first, all on one text
    Rule("CHR101", ".chrome.breadcrumb", lambda: chrome.trigger("breadcrumb"), together=True),
    Rule("CHR102", ".chrome.credit_line", lambda: chrome.trigger("credit"), together=True),
    Rule("CHR103", ".chrome.button", lambda: chrome.trigger("buttons"), together=True),
    Rule("CHR104", ".chrome.related_list", lambda: chrome.trigger("related"), together=True),
    Rule("CHR105", ".chrome.neighbour_link", lambda: chrome.trigger("neighbours"), together=True),
    Rule("CHR106", ".chrome.site_notice", lambda: chrome.trigger("notice"), together=True),
    Rule("CHR107", ".chrome.navigation_menu", lambda: chrome.trigger("navigation"), together=True),
    Rule("CHR108", ".chrome.reader_comments", lambda: chrome.trigger("comments"), together=True),
    Rule("CHR109", ".chrome.furniture", lambda: chrome.triggers(), together=True),  # noqa: PLW0108 - later
    # chrome inside a line: footers have gone, so that it can be seen whether prose follows
    Rule("CHR111", ".inline.glued_credit", lambda: inline.TRIGGERS["glued_credit"]),
    Rule("CHR112", ".inline.copy_notice", lambda: inline.TRIGGERS["copy_notice"]),
    Rule("CHR201", ".inline.footnote_mark", lambda: inline.TRIGGERS["footnote_mark"], safe=False),
    Rule("CHR202", ".inline.hashtag", lambda: inline.TRIGGERS["hashtag"], safe=False),
    Rule("CHR203", ".inline.stock_code", lambda: inline.TRIGGERS["stock_code"], safe=False),
    Rule("CHR204", ".inline.caption", lambda: inline.TRIGGERS["caption"], safe=False),
    # whitespace
    Rule("SPC102", ".whitespace.line_ends", lambda: Trigger(chars=whitespace.LINE_ENDS)),
    Rule("SPC103", ".whitespace.odd_spaces", lambda: Trigger(chars=whitespace.ODD_SPACES + "\N{IDEOGRAPHIC SPACE}")),
    Rule(
        "SPC101",
        ".whitespace.trailing_whitespace",
        lambda: Trigger(chars=" \t\N{IDEOGRAPHIC SPACE}" + whitespace.ODD_SPACES),
    ),
    Rule("SPC107", ".whitespace.ideographic_indents", Trigger(chars="\N{IDEOGRAPHIC SPACE}")),
    Rule("SPC104", ".whitespace.spaces_between_hanzi", Trigger(chars=" ")),
    Rule("SPC106", ".whitespace.blank_lines", Trigger(chars="\n\r")),
    # script: nothing is done unless a script is asked for, and the rule sees at once where no hanzi stands
    Rule("SCR101", ".script.other_script"),
    # punctuation
    Rule("PUN101", ".punctuation.folded_punctuation", Trigger(chars=","), safe=False),
    # repeats
    Rule("REP101", ".repeats.digest", Trigger(chars="\n")),
    Rule("REP102", ".repeats.repeated_paragraph", Trigger(chars="\n")),
    Rule("REP103", ".repeats.teaser", Trigger(chars="\n"), safe=False),
    Rule("REP104", ".repeats.recurring_paragraph", Trigger(chars="\n"), safe=False),
    # boilerplate
    Rule("BPL101", ".boilerplate.RecurringLine"),
    Rule("BPL201", ".boilerplate.RecurringFolderLine", safe=False),
    # duplicates
    Rule("DUP101", ".duplicates.ExactDuplicate"),
    Rule("DUP102", ".duplicates.ContainedDocument"),
    Rule("DUP201", ".duplicates.NearDuplicate", safe=False),
    Rule("DUP202", ".duplicates.DuplicateParagraph", safe=False),
    Rule("DUP901", ".duplicates.known_document", report=True),
)
