"""Text of one double-byte code page that was read as another: rules by the language of the text."""

import re
from collections.abc import Iterator
from functools import cache

from corpusclean.edits import Edit
from corpusclean.rules.mojibake.crossed.repair import CHINESE, JAPANESE, KOREAN, misread_parts

__all__ = [
    "CHINESE_TRIGGER",
    "JAPANESE_TRIGGER",
    "KOREAN_TRIGGER",
    "crossed_chinese",
    "crossed_japanese",
    "crossed_korean",
]

# What the most common characters of each language become when they are misread, where that is rare in clean text of all
# three (below e to the -12.5 of a language's characters; -11.5 for EUC-KR read as GBK, which has fewer).  Of clean
# passages 0.2 % and less hold one, 0.9 % for the Korean ones; a test makes damage and looks for them.
#: Chinese: GBK as Big5, Big5 as GBK, GBK as EUC-KR, Big5 as EUC-KR.
CHINESE_TRIGGER = (
    "ㄛ珨岆賸婓衄湮笢峈涴奻坻扂眕猁奀汜悝耋鏍珩赽傖俴衾狟赻眳翋酗褫毞釬煦蚚覂庈珛冪淉醱藷岈肮陑苤笱垀珋儂"
    "俋迵妗謗笭陔硐恅衱刓膘阨秶羶囀埜郔昹堎氪芛拸眒虳淏眈砑坴諳籵埏桵弇昜坋俶萸砩妏挕砃秪欴笥旯恀埻杅媼眭"
    "吽橾巹訧茼坒昢啋勀綬岍炵杻軞犖桯枑扢萇汒琌硂ㄓ穦璶厩笵碞"
    "祇癸眔筁穨竒猭秈ㄆ秨玡ㄤ礛瓁癬瞷瞶籔ㄢ穝眖玭盢"
    "繷狥礚ㄇ硄皘盽翴ㄏ猌獀砆秖窾꼇櫓뵨윱삔돨췽쳬돤撚"
    "쒔묏쳔쏵慤땍굇懃횔폅샙좃劤彊쉥鮫癎쇌냘劒왯牘昑늴嶠蕨湳覩섟쉭퍅쳄쀼悧옰붤珙뇹묾殮뚠鱇愷셕츱벎쯩뫘괩쵠"
    "괏浬밗痢쑴좥좧좦촑짩짦쫇쨓곌쯑쿽쨁쩖쫆쩑춏쩧툯췢쨖짾퀿탊뱄켹쩊쩳툹쬋쫐퇱쨠촄챞걺턨쩘쩲쪷쯹쨛첿킡춝쫜"
    "쾩쫚짵팒톝쪀짽켻츙짻쨞쮁쳌켔쫁픜찯쪾쫤킠쨢텿쫛쨏쿿쫂앝짷헕텻챎쪿챭짫쿜짨쯥턲쬞퇥쮝칂췫뇩퉞햚퇽쨡쿍삘"
    "쩻쬜곪쨕춑흚쯗찱놜촽먈쭻큍콽쿙첢첦뎡쪨붸홁귿켲췾"
)
#: Japanese: Shift JIS as GBK and as EUC-KR.
_SHIFT_JIS = (
    "丄偺丅偄偡偟偱偰傪偨偼偑偲偭傟偙偐傕乕偁偆傫偒偝偔偩儞傔偍偗偣僗偦偳僩僀偊儖崌偪恖僢傒偮乿偛儔儕僋乽"
    "偹峴梡曽巚偠僾帠暘揑拞巊尒帺堦僪杮儗弌僔忋僒僼傠夛擖惗婥儊娫帪崱僐姶嶌掕幰惈僶尵庤僇偢摦梫僌僨儅慜嵟"
    "擻幮巹埲懳懱昳妛僉屻摉栤忣僠慡栚傋傊崅傖갂궻갃궋궥궢궳궲궸귏귩궫궼궕귡궶궴귟궯귢궞궔귖궇궎귞귪궖궠궘"
    "궬귝깛귕궓궚궧긚궩궵긣귘귽궑깑귦뜃궭릐긞귒궰뤾걐궟깋깏긏걏귺궺뛱뾭뺴럙궣긵볷럷빁밒뭷묈궽럊뙥렔덇긤깒"
    "뢯긘긙뤵긖긲귛귣됵볺맯딠긽긡듩렄뜞긓깓뒾띿믦떾롌맜긫뙻롨긇궦벍뾴긐긢멟띍뿚돷롊럡"
)
#: Any Japanese has one of these; read as GBK, the kana of EUC-JP stay what they are.
_EUC_JP = "のにはをでたが"
JAPANESE_TRIGGER = _SHIFT_JIS + _EUC_JP
#: Korean: EUC-KR as GBK and as Big5.
KOREAN_TRIGGER = (
    "绰绊阑茄绢荤矫扼磊沥焊傈苞芭郴矾鳖靛沁悼惫侩坷吝涝磐楷疙龋侥贰岿夯橇鸥叼皑吭锭汲阂烙匡泅棻檜縑憮嬴檣"
    "釭塭濠橾菟濰罹婁楝葆翕螃螳賅嘐唳偃嶸貊殮儅褻遴翱幗骯貲嫦蜓啖旎蕨萇曄橈奩陴遽歜觼譆褕"
)
#: What common kanji of EUC-JP become in GBK, hardly used in Japanese though JIS has them, and the long vowel mark.
_ODD = (
    "〖"
    "圭眷∽乖蛔尸弄蝗斧极塑惧柴掐丹粗箕炊侯拉咐瓢妥呵妄笆碰啼鼠攫悸灰簇屯柒奶附恃戮孟倡梦紊喇弛糠刨恕网痰"
    "厦柜狠蔡怠澄肋嘲蹋疥"
)


@cache
def _class(chars: str) -> re.Pattern[str]:
    return re.compile(f"[{chars}]")


@cache
def _kana() -> re.Pattern[str]:
    """Kana, and what they become: in Japanese there is one."""
    kana = "\n".join(map(chr, range(0x3041, 0x30FF))).encode("cp932", "ignore")
    read = {char for wrong in ("gbk", "cp949") for char in kana.decode(wrong, "ignore") if char > "\x7f"}
    return re.compile(f"[\u3041-\u30fe{''.join(sorted(read))}]")


@cache
def _not_japanese() -> re.Pattern[str]:
    """Hanzi of GBK that no Japanese code page has, those hardly used, and what Shift JIS becomes."""
    hanzi = "".join(map(chr, range(0x4E00, 0xA000))).encode("gb2312", "ignore").decode("gb2312")
    foreign = [char for char in hanzi if not char.encode("euc_jp", "ignore")]
    return re.compile(f"[{_SHIFT_JIS}{_ODD}{''.join(foreign)}]")


def crossed_chinese(text: str) -> Iterator[Edit]:
    r"""Chinese in GBK that was read as Big5, or in Big5 read as GBK; or either of them read as Korean.

    A page without a declaration, opened on a computer of the other region.  All these pages write two bytes a
    character, so each hanzi becomes one other hanzi, mostly a rare one: ``一定`` is ``D2 BB B6 A8`` in GBK, which in
    Big5 is ``珨隅``; ``這是`` is ``B3 6F AC 4F`` in Big5, which in GBK is ``硂琌``.

    A line is repaired where its characters are rare as they stand and common in the other reading, both by the counts
    of the word models: one line must leave no doubt (20 nats over at least five different characters), the others of
    the text then need less.  The damage done again to the result must give the damaged text.  Of about one character in
    twenty the bytes are lost, since the other page has nothing for the pair; ``?`` or U+FFFD stands for it.  Which
    characters they can have been is known, and the words around them tell which: the notes say how many were found so.
    Some of these come out as another word; where too many are lost, the ``?`` stay.
    Digits that cannot be told stay ``?`` too.

    It does nothing to a healthy text with rare hanzi, whose other reading is as rare, nothing to the rows of a code
    table or a dictionary, which come in order, and nothing to a few characters alone.  Text about 乱码 and
    encodings keeps its examples.

    >>> fix(crossed_chinese, "珨跺扦⑹勤赻撩腔堆翑ㄛ褫眕佽岆ヶ垀帤衄腔﹝")
    '一个社区对自己的帮助，可以说是前所未有的。'
    >>> fix(crossed_chinese, "腔調、祥和、岆嶁、衄血,都是生僻或常見的字。")
    '腔調、祥和、岆嶁、衄血,都是生僻或常見的字。'
    """
    trigger = _class(CHINESE_TRIGGER)
    yield from misread_parts(text, CHINESE, lambda: trigger, trigger)


def crossed_japanese(text: str) -> Iterator[Edit]:
    r"""Japanese in Shift JIS or EUC-JP that was read as GBK, or in Shift JIS read as Korean.

    ``テスト`` is ``83 65 83 58 83 67`` in Shift JIS, which in GBK is ``僥僗僩``; nothing is lost.  In EUC-JP kana have
    the same bytes as in GBK and stay, while kanji become other hanzi, most of them Simplified: ``指定`` is
    ``BB D8 C4 EA``, in GBK ``回年``.

    Judged line by line as in `crossed_chinese`.  Among kana two hanzi can be enough, since Japanese has no characters
    that are Simplified only.  A Chinese text that cites Japanese, or a Japanese name in Simplified hanzi, makes less
    sense when it is read otherwise, and stays; so does text about 文字化け and encodings.

    >>> fix(crossed_japanese, "このファイルを回年した眷圭は、浮瑚を乖いません。")
    'このファイルを指定した場合は、検索を行いません。'
    >>> fix(crossed_japanese, "动画《けいおん!》の主人公是平泽唯,东京の人です。")
    '动画《けいおん!》の主人公是平泽唯,东京の人です。'
    """
    if _class(JAPANESE_TRIGGER).search(text):
        yield from misread_parts(text, JAPANESE, _not_japanese, _kana())


def crossed_korean(text: str) -> Iterator[Edit]:
    r"""Korean in EUC-KR that was read as GBK or as Big5.

    Each syllable becomes one hanzi, in GBK one of the first half of its table, and the spaces between words stay:
    ``국민은`` is ``B1 B9 B9 CE C0 BA``, in GBK ``惫刮篮``.

    Judged line by line as in `crossed_chinese`.  What is lost are marks: the middle dot between syllables, and ``④``
    to ``⑮``, which at the beginning of a sentence are counted on from the number before them; others stay ``?``.

    >>> fix(crossed_korean, "葛电 惫刮篮 辆背狼 磊蜡甫 啊柳促.")
    '모든 국민은 종교의 자유를 가진다.'
    >>> fix(crossed_korean, "中国 人民 篮球 队 的 运动 员 到 绰约 阑珊 处.")
    '中国 人民 篮球 队 的 运动 员 到 绰约 阑珊 处.'
    """
    trigger = _class(KOREAN_TRIGGER)
    yield from misread_parts(text, KOREAN, lambda: trigger, trigger)
