"""Random hanzi before stops, put in against copying: they can be pointed at, and are flagged."""

from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, count, islice, repeat
from operator import add

from corpusclean.edits import Flag
from corpusclean.patterns import lazy

__all__ = ["random_hanzi"]

#: The 500 hanzi with the largest share of the words of the word model, and their Traditional forms.  Of the last two
#: hanzi before a stop one at least is among them at four stops in five; of two random ones, at one in four.
COMMON = (
    "一是人了不在有大中国和为这上他个地年来我会以到要时的出生说学道民也家子们成行于下就后发自对之得主长可过天作分方你"
    "用着多部能市等业全经工里公都本而政高法面门动日进代那事区去同定北心小产开前其还然军种起所现如理表体机好外力与当实"
    "两重么新只文三从关又山建明水制平化没此南内将员最西手名月看间者头东各安见无但已些城正相想她口通度加第院由合战位物"
    "常十性点意海场使次武向因样治立身把入被问情原并数二路及级教知省任老委资量应石利江务元万期湖美世系比回特总汉展气或"
    "提先设电科声品义很社金统王己处首共形领直目队太司别四基话女计权少至儿给命果马更报米活议称打变流解今州决几书清程导"
    "华才府术放便保结交走再管题族张反师京达规色它条接改式河什受五运听组白信光济党风做指布县论强取技却选职记真界号类神"
    "件何百黄眼兵传据带农完花边干空集联增广质古难历每阳史即专住斯认官必步商举皇死游台叫近研争考团求备土车具众收该革线"
    "感言林笑非持调始转连让较英李造士际根亲朝思约校价德单段候型则属字红格积深快功周器究准克往拉亚极育火图参许吃装令半"
    "观像办千精鱼告帝尔随构划复整影算远包群象示料势容投值热股望息八源怎断需派况速早夫铁且语律纪境支编越网推觉國爲這個"
    "來會時說學們於後發對長過業經裏裡麵門動進區產開還軍種現體機與當實兩麼隻從關沒內將員間頭東見無戰點場樣問並數級資應"
    "務萬總漢氣設電聲義統處領隊別話計權兒給馬報議稱變決幾書導華術結題張師達規條運聽組濟黨風縣論強卻選職記號類黃傳據帶"
    "農邊乾幹聯廣質難歷陽專認舉遊臺爭團備車衆該線調轉連讓較際親約價單則屬紅積週準亞極圖參許喫裝觀辦魚爾隨構劃復遠羣勢"
    "熱斷況鐵語紀編網覺"
)

# The tuned numbers: benchmark of 150 damaged and 4,500 clean passages, two seeds; rerun tests/test_copying.py, and the
# benchmark's kinds noise_before_punct and clean.

#: A text is looked at closely where two hanzi, none of them common, stand before this part of its stops.
ODD = 0.3
#: With fewer stops nothing can be said.
STOPS = 3
#: In running text at least this part of the stops is no ``、``.
OTHERS = 0.3
#: So improbable are the two hanzi before a stop on average, in nats, in a damaged text.  The median of damaged passages
#: is 21, of clean ones 10, the highest of 7,100 clean ones 17.8.
IMPROBABLE = 18.3
#: ... where each place counts at most
MOST = 24.0
#: ... and a stop as many as is usual, where fewer than three hanzi stand before it, or hanzi that are improbable
#: themselves (a list of names).
USUAL = 9.0
#: A hanzi of running text costs less than this.
RUNNING = 9.0
#: In a damaged text, two hanzi that cost less may be words.
PLACE = 14.0

#: So many stops are enough to judge a text by.
LOOK = 2000
#: Far more than sums are off, and more than a short number is.
SLACK, ROUNDING = 1e-3, 1e-5
#: Ten hanzi are enough to tell how running text would go on.
REACH = 12

#: The class of common hanzi takes 2 ms to be compiled.  As often as this, a text of so few stops is first asked before
#: how many of them no common hanzi stands, be it two hanzi or not: a third as fast, and necessary.
OFTEN, SHORT = 20, 1000
_asked = count()
_RARE = frozenset(COMMON).isdisjoint
# Where all stops are one: a literal is four times as quick to look for as a class of three.
_STOP = lazy("，")
_ODD = lazy(f"，(?<=[^{COMMON}]{{2}}，)(?<=[一-鿿]{{2}}，)")
_END = lazy(f"[一-鿿]{{3,{REACH}}}\\Z")


def random_hanzi(text: str) -> Iterator[Flag]:
    """Two random hanzi before each stop, put in against copying.

    Sites put them behind the last word before ``，``, ``。`` and ``、`` of what they copy, so that no search finds the
    original: ``基本要素玲销，``.  They can be told from the text by the word model: no sentence ends so, and here
    they all do.  Which of the two or three hanzi before a stop is the last word cannot always be told, so the place is
    flagged and nothing is changed.

    The text is judged as a whole: three stops at least, and two hanzi before them that cost 18 nats on average.
    The same must hold without the ``、``, between which names stand.  Lists of names, verse and classical prose are
    improbable throughout, not only before their stops, and stay unmentioned; so do a few odd words in a text whose
    other sentences end as sentences do.

    >>> [place for place, _ in flags(random_hanzi, "行業的基本要素玲销，就是永恒的概念舆蝴，也是發展的方向诊霹。")]
    ['玲销', '舆蝴', '诊霹']
    >>> flags(random_hanzi, "行業的基本要素，就是永恒的概念，也是發展的方向；窗外有芭蕉，还有薔薇。")
    []
    """
    listed = text.count("、")
    stops = text.count("，") + text.count("。") + listed
    if stops < STOPS or (stops <= LOOK and stops - listed < OTHERS * stops):
        return
    alike = text.replace("。", "，").replace("、", "，")
    least = max(2.0, ODD * stops)
    if stops <= SHORT and next(_asked) < OFTEN:
        *before, _ = alike.split("，")
        if sum(map(_RARE, [part[-2:] for part in before])) < least:
            return
    if len(_ODD.findall(alike)) < least:
        return
    pairs = [part[-2:] for part in alike.split("，", LOOK)[:LOOK]]
    del pairs[stops:]  # what follows the last stop
    bound = _at_most(pairs)
    if sum(bound) < IMPROBABLE * len(pairs) - SLACK:
        return
    ends = [match.start() for match in islice(_STOP.finditer(alike), LOOK)]
    others = len(ends) - "".join(map(text.__getitem__, ends)).count("、")
    costs = _costs(text, ends, bound) if others >= OTHERS * len(ends) else None
    if costs is None or sum(costs) < IMPROBABLE * len(costs):
        return
    if sum(cost for end, cost in zip(ends, costs, strict=True) if text[end] != "、") < IMPROBABLE * others:
        return
    for stop in _STOP.finditer(alike):
        if _cost(text, stop.start()) >= PLACE:
            yield Flag(stop.start() - 2, stop.start(), "two random hanzi before a stop")


def _at_most(pairs: Sequence[str]) -> list[float]:
    """What the two characters before some stops cost at most: each by itself, and half of what is usual at least.

    Words only make them cheaper, and a place with anything but hanzi counts for what is usual.
    """
    padded = "".join([pair.rjust(2) for pair in pairs])
    if padded and max(padded) > "\uffff":
        padded = "".join([char if char <= "\uffff" else " " for char in padded])
    cost = list(map(_dear().__getitem__, map(ord, padded)))
    return list(map(min, repeat(MOST), map(add, cost[::2], cost[1::2])))


def _costs(text: str, ends: Sequence[int], bound: Sequence[float]) -> list[float] | None:
    """What the places before some stops cost, which each of them has a bound for.

    None where it is too little on average, as soon as that is certain: those first that may become so much cheaper.
    """
    costs, total, least = [*bound], sum(bound), IMPROBABLE * len(ends) - SLACK
    for place in sorted(range(len(ends)), key=bound.__getitem__, reverse=True):
        if total < least:
            return None
        costs[place] = cost = min(_cost(text, ends[place]), MOST)
        total += cost - bound[place]
    return costs


@cache
def _dear() -> "array[float]":
    """What each character of the BMP costs at most that is no part of a word: half of what is usual at least.

    An array of short numbers: looking up ten thousand hanzi in a dictionary takes longer.
    """
    from corpusclean.language import simplified, words

    hanzi = "".join(map(chr, range(0x4E00, 0xA000)))
    logs, unknown = words().logs, words().unknown
    costs = [max(USUAL / 2, -logs.get(plain, unknown) + ROUNDING) for plain in simplified(hanzi)]
    return array("f", chain(repeat(USUAL / 2, 0x4E00), costs, repeat(USUAL / 2, 0x6000)))


def _cost(text: str, end: int) -> float:
    """What the two hanzi before a stop cost behind the text before them."""
    from corpusclean.language import simplified, words  # few texts need them

    found = _END.search(text, max(0, end - REACH), end)
    if found:
        best = words().forward(simplified(found[0]))
        if best[-3] > -RUNNING * (len(found[0]) - 2):
            return best[-3] - best[-1]
    return USUAL
