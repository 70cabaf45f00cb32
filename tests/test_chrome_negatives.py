"""Documents of every kind that look like chrome here or there and hold none: nothing of them may go.

All texts were written for this file, but for lines of classics long in the public domain.
"""
# ruff: noqa: E501 - a paragraph stands on one line, as it does on its page

from collections import Counter
from functools import cache

import pytest

from corpusclean.document import Document, Source
from corpusclean.pipeline import Pipeline

ZH1 = "渡口的老槐树今年又开了花，摆渡的人已经换了三代，船还是那条船，只是桨换成了马达。"
ZH2 = "镇上的人说，二十年前要过河得等上半个时辰，天黑以后就再也叫不到船，赶集的人常常在对岸借宿。"
ZH3 = "如今桥修好了，渡口却没有关，老人们还是愿意坐船，他们说水上的风和桥上的风不一样。"
HANT1 = "渡口的老槐樹今年又開了花，擺渡的人已經換了三代，船還是那條船，只是槳換成了馬達。"
HANT2 = "鎮上的人說，二十年前要過河得等上半個時辰，天黑以後就再也叫不到船，趕集的人常常在對岸借宿。"
EN1 = "The ferry has crossed the river for ninety years, and the same family has held the rope for three generations."
EN2 = "Before the bridge was built, people who missed the last boat slept in the barn of the farmer on the far bank."
EN3 = "The bridge is faster, of course, but on Sundays the old men still take the boat, because of the wind, they say."
DE1 = "Die Fähre fährt seit neunzig Jahren über den Fluss, und seit drei Generationen hält dieselbe Familie das Seil."
DE2 = "Wer früher das letzte Boot verpasste, schlief in der Scheune des Bauern am anderen Ufer und ging am Morgen heim."
FR1 = "Le bac traverse la rivière depuis quatre-vingt-dix ans, et la même famille en tient la corde depuis toujours."
FR2 = "Avant le pont, ceux qui manquaient le dernier bateau dormaient dans la grange du fermier, sur l’autre rive."
RU1 = "Паром ходит через реку девяносто лет, и уже третье поколение одной семьи держит его канат в своих руках."
RU2 = "Раньше тот, кто опоздал на последнюю лодку, ночевал в сарае у крестьянина на другом берегу до самого утра."
JA1 = "渡し場の古い木に今年も花が咲いた。船頭は三代目になったが、船は昔のままで、櫂だけがエンジンに変わった。"
JA2 = "橋ができる前は、最後の船に乗り遅れた人は、向こう岸の農家の納屋に泊めてもらうしかなかったという。"
KO1 = "나루터의 늙은 느티나무에 올해도 잎이 돋았고, 뱃사공은 세 번 바뀌었지만 배는 여전히 그 배 그대로이다."
KO2 = "다리가 놓이기 전에는 마지막 배를 놓친 사람들이 건너편 농부의 헛간에서 하룻밤을 묵고 돌아왔다고 한다."
BODY = f"{ZH1}\n\n{ZH2}\n\n{ZH3}\n"
HANT = f"{HANT1}\n\n{HANT2}\n"
BODY_EN = f"{EN1}\n\n{EN2}\n\n{EN3}\n"
BODY_DE = f"{DE1}\n\n{DE2}\n"
BODY_FR = f"{FR1}\n\n{FR2}\n"
BODY_RU = f"{RU1}\n\n{RU2}\n"
BODY_JA = f"{JA1}\n\n{JA2}\n"
BODY_KO = f"{KO1}\n\n{KO2}\n"

# --- poems, songs, plays --------------------------------------------------------------------------------------------

VERSE = {
    "zh: a classical poem": "静夜思\n李白\n\n床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n",
    "zh: the same in one line": "床前明月光，疑是地上霜。举头望明月，低头思故乡。\n",
    "zh: two poems with their poets": "春晓\n作者：孟浩然\n春眠不觉晓，处处闻啼鸟。\n夜来风雨声，花落知多少。\n\n登鹳雀楼\n作者：王之涣\n白日依山尽，黄河入海流。\n欲穷千里目，更上一层楼。\n\n相思\n作者：王维\n红豆生南国，春来发几枝。\n愿君多采撷，此物最相思。\n",
    "zh: a poem called Home page": "首页\n\n雪落在屋顶上\n没有人登录这座城\n我把名字写在水里\n河流不说话\n",
    "zh: a poem with furniture words for lines": "更多\n\n更多的夜\n更多\n返回\n更多的门开着\n收藏这个黄昏\n分享\n",
    "zh: a long poem with a refrain": "归\n\n" + "灯灭了，你没有回头，雪还在下，下在每一座没有名字的桥上。\n返回\n" * 6,
    "zh: a title list of songs": "一路平安\n首页的风\n下一站\n更多的爱\n分享阳光\n关于我\n",
    "zh: an album with its songs and writers": "《渡口》\n词：李四　曲：王五\n1. 首页\n2. 下一页\n3. 分享\n4. 关于我们\n5. 返回\n",
    "zh: a stage play": "第一幕\n时间：清晨\n地点：渡口\n人物：船夫、记者\n\n船夫　今天没有风。\n记者　（看表）还要等多久？\n〔远处传来钟声。〕\n",
    "zh: couplets": "上联：春风又绿江南岸\n下联：明月何时照我还\n横批：归去来兮\n",
    "hant: a poem": "靜夜思\n李白\n\n床前明月光，\n疑是地上霜。\n舉頭望明月，\n低頭思故鄉。\n",
    "hant: song words": "渡口\n\n作詞：李四\n作曲：王五\n\n船來了又走\n風來了又走\n你沒有回頭\n\n（重複副歌）\n",
    "en: a sonnet": "Shall I compare thee to a summer’s day?\nThou art more lovely and more temperate:\nRough winds do shake the darling buds of May,\nAnd summer’s lease hath all too short a date;\n",
    "en: a nursery rhyme with a refrain": "Row, row, row your boat\nGently down the stream\n\nMore\nMore\n\nRow, row, row your boat\nHome\nHome\n",
    "en: a play": "ACT I. SCENE I.\n\nEnter two SENTINELS.\n\nBER. Who’s there?\nFRAN. Nay, answer me. Stand and unfold yourself.\nBER. Long live the King!\n[Exeunt.]\n",
    "en: a song list": "Home\nShare\nFollow Me\nNext\nContact\nMore\nLike a River\n",
    "en: a poem called Comments": "Comments\n\nThe rain has left its comments\non every window pane,\nand nobody replies to it\nbut the rain, but the rain.\n",
    "de: Wandrers Nachtlied": "Über allen Gipfeln\nIst Ruh,\nIn allen Wipfeln\nSpürest du\nKaum einen Hauch;\nDie Vögelein schweigen im Walde.\nWarte nur, balde\nRuhest du auch.\n",
    "de: an aphorism": "Teilen\n\nWer teilt, hat mehr.\nWer zählt, hat weniger.\n",
    "fr: a fable": "La Cigale, ayant chanté\nTout l’été,\nSe trouva fort dépourvue\nQuand la bise fut venue.\n",
    "ru: a poem": "Я вас любил: любовь ещё, быть может,\nВ душе моей угасла не совсем;\nНо пусть она вас больше не тревожит;\nЯ не хочу печалить вас ничем.\n",
    "ja: haiku": "古池や\n蛙飛びこむ\n水の音\n\n松尾芭蕉\n",
    "ko: a folk song": "아리랑 아리랑 아라리요\n아리랑 고개로 넘어간다\n나를 버리고 가시는 님은\n십 리도 못 가서 발병 난다\n",
    "es: a verse": "Caminante, son tus huellas\nel camino y nada más;\ncaminante, no hay camino,\nse hace camino al andar.\n",
}

# --- talk -----------------------------------------------------------------------------------------------------------

TALK = {
    "zh: an interview of an editor": f"编辑：您在渡口工作了多少年？\n船夫：三十二年。{ZH1}\n编辑：想过离开吗？\n船夫：想过。{ZH3}\n编辑：谢谢您。\n",
    "zh: an interview of a reporter": f"记者：桥通车以后，渡口还有人坐船吗？\n老人：有。{ZH3}\n记者：为什么？\n老人：风不一样。\n",
    "zh: an author and an editor in letters": f"作者：稿子写完了。\n编辑：我看看。\n作者：{ZH2}\n编辑：结尾再短一些。\n",
    "zh: a chat": "小王 10:02\n到了吗\n小李 10:03\n在渡口\n小王 10:05\n收到\n小李 10:06\n分享了位置\n",
    "zh: a novel's dialogue": f"“船呢？”他问。\n\n“走了。”老人说：\n\n“下一班呢？”\n\n“没有下一班。”\n\n{ZH2}\n",
    "zh: short posts": "今天的渡口没有风。 #渡口#\n\n转发微博\n\n船来了，人没来。//@老张：我也在等\n\n转发微博\n",
    "zh: a thread where the posts are the text": f"渡口还开着吗\n\n1楼 老张\n{ZH1}\n\n2楼 小李\n回复1楼：开着。{ZH3}\n\n3楼 老张\n谢谢！\n",
    "zh: quiz questions": "1. 渡口在河的哪一边？（　　）\nA. 东岸\nB. 西岸\nC. 两岸\nD. 不知道\n\n参考答案：C\n",
    "zh: questions and answers": "怎么坐船？\n在渡口排队上船。\n要买票吗？\n要，两元。\n可以带自行车吗？\n可以。\n末班船几点？\n晚上七点。\n",
    "hant: an interview": f"記者：您在渡口工作了多少年？\n船夫：三十二年。{HANT1}\n記者：想過離開嗎？\n船夫：想過。\n",
    "hant: questions in a row": "怎麼坐船？\n在渡口排隊。\n如何聯絡我們？\n打電話。\n可以退票嗎？\n可以。\n",
    "en: an interview": f"Editor: How long have you worked at the ferry?\nFerryman: {EN1}\nEditor: Did you ever think of leaving?\nFerryman: Once. {EN3}\nEditor: Thank you.\n",
    "en: names that say": f"Ann says: the boat is late.\n\nBob said: it always is.\n\n{EN1}\n\nAnn wrote: I waited an hour.\n\nReply came there none.\n",
    "en: a chat log": "[10:02] <ann> are you there?\n[10:03] <bob> at the ferry\n[10:05] <ann> share the photo\n[10:06] <bob> done\n[10:07] <ann> like it\n",
    "en: letters": f"From: Ann\nTo: Bob\nDate: 5 May 1924\nSubject: Re: the ferry\n\nDear Bob,\n\n{EN1}\n\n> Reply soon.\n\nYours, Ann\n",
    "en: a forum's posts": f"Is the ferry still running?\n\nAnn, May 5, 2024\n{EN1}\n\nBob, May 6, 2024\n{EN3}\n\nAnn, May 7, 2024\nThanks!\n",
    "en: an FAQ of short questions": "How do I board?\nQueue at the jetty.\n\nHow do I contact you?\nRing the bell.\n\nCan I print my ticket?\nYes.\n\nWho are we?\nA family.\n",
    "en: collected posts": "The boat is late again.\n\nMay 5, 2024\n\nStill waiting. 3 replies from the gulls.\n\nMay 6, 2024\n\nHome.\n",
    "de: Gespräch": f"Frage: Wie lange fahren Sie schon?\nAntwort: {DE1}\nFrage: Und der Kontakt zum anderen Ufer?\nAntwort: {DE2}\n",
    "fr: entretien": f"Question : Depuis quand ?\nRéponse : {FR1}\nQuestion : Et le pont ?\nRéponse : {FR2}\n",
    "ru: интервью": f"Вопрос: Давно вы здесь?\nОтвет: {RU1}\nВопрос: А мост?\nОтвет: {RU2}\n",
    "ja: 対談": f"記者：いつから渡し場で働いていますか。\n船頭：{JA1}\n記者：橋ができて変わりましたか。\n船頭：{JA2}\n",
    "ko: 대담": f"기자: 언제부터 일하셨습니까?\n사공: {KO1}\n기자: 다리가 생긴 뒤에는요?\n사공: {KO2}\n",
}

# --- lists, tables, books -------------------------------------------------------------------------------------------

LAWS = [
    "《中华人民共和国港口法》",
    "《中华人民共和国著作权法》",
    "《中华人民共和国个人信息保护法》",
    "《中华人民共和国广告法》",
    "《互联网信息服务管理办法》",
]
DATED_LAWS = [f"{law}（{2003 + n}年6月{n + 1}日公布）" for n, law in enumerate(LAWS)]

LISTS = {
    "zh: laws": "\n".join(LAWS) + "\n",
    "zh: laws with dates": "现行有效法律目录\n" + "\n".join(DATED_LAWS) + "\n",
    "zh: laws under an article": f"{BODY}\n相关法律法规\n" + "\n".join(f"• {law}" for law in LAWS) + "\n",
    "zh: numbered laws with dates in the middle": f"{ZH1}\n\n主要法律依据如下：\n"
    + "\n".join(f"{n}. {law}" for n, law in enumerate(DATED_LAWS, 1))
    + f"\n\n{ZH2}\n{ZH3}\n",
    "zh: laws in a table": "名称\t机关\t日期\n"
    + "\n".join(f"{law}\t常委会\t2003-06-2{n}" for n, law in enumerate(LAWS))
    + "\n",
    "zh: bullets and nothing else": f"• {ZH1}\n• {ZH2}\n• {ZH3}\n• 首页设计三原则\n• 分享的意义\n",
    "zh: a contents page": "目录\n前言……1\n第一章 首页……3\n第二章 关于我们……17\n第三章 联系……29\n附录：版权声明……41\n",
    "zh: contents with dots and numbers": "1 引言 ........ 1\n2 相关工作 ........ 4\n3 方法 ........ 9\n4 结论 ........ 20\n参考文献 ........ 22\n",
    "zh: an index": "登录　12\n导航　3，45\n渡口　7\n分享　33\n首页　1\n",
    "zh: references with dates and links": f"{BODY}\n参考文献\n[1] 李四. 渡口研究[J]. 水运学报, 2003, 12(3): 4-9.\n[2] 王五. 老桥新闻[EB/OL]. (2019-05-28)[2020-01-03]. https://www.example.org/a.html\n[3] 评论: 渡口与桥[N]. 河报, 2001-02-03(4).\n",
    "zh: notes": f"{ZH1}[1]\n{ZH2}[2]\n{ZH3}\n\n注释\n[1] 见《河志》卷二。\n[2] 来源：县档案馆。\n",
    "zh: a table with tabs": "车次\t始发\t时间\n101\t东岸\t6:00\n102\t西岸\t6:30\n103\t东岸\t7:00\n合计\t3\t-\n",
    "zh: a table cell a line": "项目\n数量\n时间\n渡船\n3\n2024年5月28日\n木桨\n12\n2024年6月1日\n",
    "zh: a comparison of products": "型号：甲\n价格：45元\n重量：3千克\n\n型号：乙\n价格：60元\n重量：4千克\n\n型号：丙\n价格：80元\n重量：2千克\n",
    "zh: a menu": "菜单\n\n红烧鲤鱼　38元\n清蒸白鱼　42元\n河虾　28元\n更多菜品请问店家\n茶　免费\n",
    "zh: episodes": "第1期 渡口 2024-05-01\n第2期 老桥 2024-05-08\n第3期 首页之争 2024-05-15\n第4期 下一站 2024-05-22\n",
    "zh: results": "东岸队 2:1 西岸队\n上游队 0:0 下游队\n渡口队 3:2 老桥队\n\n积分榜\n1 东岸队 7\n2 渡口队 6\n",
    "zh: phone book": "渡口管理处　010-00000001\n老桥派出所　010-00000002\n联系我们　010-00000003\n客户服务　010-00000004\n",
    "zh: a book list": "《渡口》\n作者：李四\n出版社：河边书局\n定价：45元\n\n《老桥》\n作者：王五\n出版社：河边书局\n定价：38元\n\n《对岸》\n作者：赵六\n出版社：河边书局\n定价：52元\n",
    "zh: recommended reading of a course": f"{BODY}\n推荐阅读\n1. 李四：《渡口》，河边书局，2003年。\n2. 王五：《老桥》，河边书局，2008年。\n3. 赵六：《对岸》，河边书局，2011年。\n\n作业\n读完第一章，写一篇五百字的短文，谈谈渡口和桥的关系。\n",
    "zh: proverbs": "行百里者半九十\n水能载舟，亦能覆舟\n同舟共济\n逆水行舟，不进则退\n",
    "zh: an awards list": "一等奖：李四\n二等奖：王五、赵六\n三等奖：钱七\n优秀编辑：孙八\n最佳作者：周九\n",
    "hant: contents": "目錄\n第一章　首頁　3\n第二章　關於我們　17\n第三章　聯絡　29\n版權頁　41\n",
    "hant: a list of laws": "《著作權法》\n《個人資料保護法》\n《公司法》\n《民法》（民國110年修正）\n",
    "en: references": f"{BODY_EN}\nReferences\n[1] Major, M. The Ferry. River Press, 2003.\n[2] Hill, T. “Share and share alike”, The Gazette, May 28, 2019, https://www.example.org/a (accessed June 1, 2020).\n[3] Lee, A. Home. 2011.\n",
    "en: further reading": f"{BODY_EN}\nFurther reading\n• Major, Mary. The Ferry. River Press, 2003.\n• Hill, Tom. The Bridge. River Press, 2008.\n",
    "en: contents": "Contents\n\n1 Home .......... 1\n2 About us .......... 9\n3 Contact .......... 17\n4 Privacy .......... 25\nIndex .......... 40\n",
    "en: an index": "comments, 12, 45\ncookies, 3\nferry, 7, 9–11\nhome page, 1\nsearch, 33\nshare, 18\n",
    "en: a table": "| item | count | date |\n|---|---|---|\n| boats | 3 | May 5, 2024 |\n| oars | 12 | May 6, 2024 |\n| share | 40 % | |\n",
    "en: a table of shares": f"{EN1}\n\nShare of passengers\nEast 40\nWest 35\nOther 25\n\n{EN2}\n\n{EN3}\n",
    "en: a CSV": "name,home,contact,login\nann,east,yes,2024-05-05\nbob,west,no,2024-05-06\n",
    "en: episodes of a podcast": "#1 The ferry (May 5, 2024)\n#2 The bridge (May 12, 2024)\n#3 Home (May 19, 2024)\n#4 Next stop (May 26, 2024)\n",
    "en: a menu": "Soup of the day 4.50\nPie of the house 9.00\nShare plate for two 14.00\nMore bread on request\nTea 2.00\n",
    "en: a price list": "Single  2.00\nReturn  3.50\nBicycle  1.00\nDogs  free\nSubscription for a year  60.00\n",
    "en: an awesome list": "# Ferries\n\n- [Rope](https://www.example.org/rope) - How ropes are made.\n- [Share](https://www.example.org/share) - A tool to share boats.\n- [Home](https://www.example.org/home) - Harbours.\n",
    "en: lives of the week": "Lives\n\nMary Major, 1920–2011, ferrywoman.\nTom Hill, 1931–2011, rope maker.\nAnn Lee, 1940–2011, editor.\n",
    "en: quotes with names": "“The river is the road.”\nMary Major\n\n“Follow the rope.”\nTom Hill\n\n“Home is the far bank.”\nAnn Lee\n",
    "en: a bibliography with notices": f"{BODY_EN}\nBibliography\n“Copyright and the river”, in: Law Review 12 (2003).\n“All rights reserved?”, in: Law Review 14 (2005).\n“Terms of use”, in: Law Review 15 (2006).\n",
    "de: Literatur": f"{BODY_DE}\nLiteratur\nMuster, Max: Die Fähre. Uferverlag, 2003.\nWeber, Paul: Teilen und Herrschen. Uferverlag, 2008.\n",
    "de: Inhalt": "Inhalt\n\n1 Startseite 3\n2 Kontakt 9\n3 Impressum 17\n4 Datenschutz 25\n",
    "fr: bibliographie": f"{BODY_FR}\nBibliographie\nDupont, Jeanne. Le bac. Rivage, 2003.\nMartin, Paul. Partager. Rivage, 2008.\n",
    "fr: sommaire": "Sommaire\n\n1. Accueil .... 3\n2. Contact .... 9\n3. Mentions légales .... 17\n",
    "ru: литература": f"{BODY_RU}\nЛитература\n1. Иванов И. Паром. Берег, 2003.\n2. Петрова А. Поделиться рекой. Берег, 2008.\n",
    "ja: 参考文献": f"{BODY_JA}\n参考文献\n1. 山田太郎『渡し場』川辺書房、2003年。\n2. 佐藤花子『シェアの時代』川辺書房、2008年。\n",
    "ja: 目次": "目次\n\n第一章　ホーム　3\n第二章　お問い合わせ　17\n第三章　ランキング　29\n",
    "ko: 참고 문헌": f"{BODY_KO}\n참고 문헌\n1. 홍길동, 『나루터』, 강변서원, 2003.\n2. 김철수, 『공유의 시대』, 강변서원, 2008.\n",
}

# --- manuals, words of the web, notices as the text --------------------------------------------------------------------

MANUALS = {
    "zh: buttons explained": f"{ZH1}\n\n{ZH2}\n\n界面说明\n首页：回到起始页。\n登录：输入船票号码。\n分享：把航班发给朋友。\n收藏：记住常坐的班次。\n\n{ZH3}\n",
    "zh: a glossary of the web": "登录：进入自己的账户。\n注册：新建一个账户。\n首页：网站的第一页。\n评论：读者写下的话。\n隐私政策：网站怎样处理资料的说明。\n",
    "zh: words and translations": "首页\thome\n登录\tlog in\n注册\tsign up\n分享\tshare\n评论\tcomment\n更多\tmore\n",
    "zh: how to share": "如何分享船票\n1. 打开“我的船票”。\n2. 点击 分享。\n3. 选择微信或微博。\n4. 对方点击 收藏 即可。\n",
    "zh: a path in the middle": f"{ZH1}\n\n依次点击 设置 > 通用 > 语言，然后重新启动。\n\n{ZH2}\n{ZH3}\n",
    "zh: numbered steps with words of buttons": f"{BODY}\n1、点击 登录\n2、点击 更多\n3、点击 退出\n",
    "zh: on disclaimers": f"免责声明写了有用吗\n\n{BODY}\n许多渡口的船票背面都印着：“本公司对乘客财物概不负责，最终解释权归本公司所有。”法院认为这样的话无效。\n",
    "zh: on copyright": f"{BODY}\n版权所有、转载必究这八个字从哪里来？\n\n早年的书商在扉页刻上“版权所有，翻印必究”，是为了告诉同行这副木版有主。\n\n今天的网站照抄了这句话，却少有人知道它的来历。\n",
    "zh: on comments": f"评论区\n\n{ZH1}\n\n评论\n\n{ZH2}\n\n{ZH3}\n",
    "zh: a licence": "渡船软件许可\n\n版权所有 (c) 2003 李四\n\n特此免费授予任何人使用、复制、修改本软件的许可，但须保留以上版权声明和本许可声明。\n本软件按原样提供，不作任何担保。\n",
    "zh: a law with its articles": "第一条　为了加强渡口管理，保障乘客安全，制定本条例。\n第二条　本条例所称渡口，是指内河上供渡船停靠的场所。\n第三条　县级人民政府负责本条例的实施。未经许可，任何单位不得设立渡口。\n",
    "zh: a law on copyright": "第五章　法律责任\n第五十二条　有下列侵权行为的，应当停止侵害、消除影响、赔礼道歉、赔偿损失：\n（一）未经著作权人许可，发表其作品的；\n（二）未经许可转载、摘编作品的；\n（三）歪曲、篡改他人作品的。\n",
    "zh: terms of use": "用户协议\n\n一、总则\n您在使用本服务前，应当阅读本协议的全部条款。\n二、知识产权\n本网站的内容受著作权法保护，未经许可不得转载。\n三、免责\n因不可抗力造成的中断，本网站不承担责任。\n四、联系我们\n如有疑问，请写信到渡口管理处。\n",
    "zh: a privacy policy": "隐私政策\n\n我们收集什么\n您购票时，我们记录您的姓名和班次。\nCookie\n我们使用 Cookie 记住您的语言，您可以在浏览器里关闭。\n您的权利\n您可以查询、更正和删除您的资料。\n",
    "zh: a changelog": "2.1（2024-05-28）\n- 新增分享按钮\n- 修复登录页的错误\n\n2.0（2024-05-01）\n- 首页改版\n- 评论支持回复\n",
    "zh: a log": "2024-05-28 10:02:11 INFO 登录成功\n2024-05-28 10:02:15 INFO 评论已提交\n2024-05-28 10:03:40 WARN 加载更多失败\n",
    "zh: a man page": "名称\n       ferry - 在两岸之间复制文件\n\n概述\n       ferry [选项] 源 目的\n\n作者\n       李四。\n\n版权\n       版权所有 © 2003 李四。许可证 GPLv3+：本软件为自由软件，可任意修改和再发布。\n",
    "hant: words of the web": "登入：進入帳戶。\n註冊：新建帳戶。\n首頁：網站的第一頁。\n留言：讀者的話。\n",
    "hant: on notices": f"免責聲明有用嗎\n\n{HANT}\n船票背面印著：“本公司概不負責，如有侵權請聯絡。”法院認為這句話無效。\n",
    "hant: a law": "第一條　為保障乘客安全，特制定本條例。\n第二條　本條例所稱主管機關：在中央為交通部。\n第三條　非經許可，不得經營渡船。\n",
    "en: a style guide's section on comments": f"{BODY_EN}\nComments\n\nWrite a comment where the code cannot say why. Keep it short, and keep it true when the code changes.\n\n{EN1}\n\n{EN2}\n",
    "en: Share as a heading in finance": f"{EN1}\n\nShare\n\nA share is a part of a company, and who holds it holds a part of the ferry, of its rope and of its debts.\n\n{EN2}\n\n{EN3}\n",
    "en: Related work in a paper": f"{EN1}\n\n{EN2}\n\nRelated work\n\nFerries were studied by Major (2003) and Hill (2008), who counted the passengers of one summer and compared them.\n\nConclusion\n\n{EN3}\n",
    "en: related topics of a manual": f"ferry - copy files across\n\n{BODY_EN}\nSee also\nrope(1), boat(1), bridge(5)\n",
    "en: buttons explained": f"{EN1}\n\nThe toolbar\n\nHome: back to the first page.\nShare: send the ticket to a friend.\nPrint: print the ticket.\nLog out: leave.\n\n{EN2}\n{EN3}\n",
    "en: a glossary of the web": "Sign in: to open one’s own account.\nSubscribe: to ask for every issue.\nCookie: a note that a site leaves with the reader.\nNewsletter: a letter to many.\nSitemap: the contents of a site.\n",
    "en: words in two languages": "home\taccueil\nsign in\tse connecter\nshare\tpartager\nsubscribe\ts’abonner\nmore\tplus\n",
    "en: steps to share": "To share a ticket:\n1. Open the menu.\n2. Click Share.\n3. Choose Facebook or Twitter.\n4. Click Log out.\n",
    "en: a menu path": f"{EN1}\n\nChoose File > Print > Preview, and wait for the rope to stop.\n\n{EN2}\n{EN3}\n",
    "en: a licence": "Copyright (c) 2003 Mary Major\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this software, to deal in it without restriction.\n\nTHE SOFTWARE IS PROVIDED AS IS, WITHOUT WARRANTY OF ANY KIND.\n",
    "en: terms of service": "Terms of service\n\n1. You agree to these terms by using the ferry.\n2. All content on the boat is protected by copyright.\n3. We accept no liability for wet shoes.\n4. Contact us at the jetty.\n",
    "en: a cookie policy": "Cookie policy\n\nA cookie is a small note that our site keeps with you.\nWe use it to remember your language and the bank you live on.\nYou may refuse it, and the ferry will still take you.\n",
    "en: on cookies": f"{EN1}\n\nWhy every site asks about cookies\n\nThe banner says: “We use cookies to improve your experience.” Nobody reads it, and that is the point.\n\nThe law asked for consent, and got a button.\n\n{EN2}\n",
    "en: a change log": "Changes\n\n2.1 (May 28, 2024)\n- Share button added\n- Comments can be sorted\n\n2.0 (May 1, 2024)\n- New home page\n- Log in with a ticket\n",
    "en: code": "def share(ticket):\n    # the menu: home, next, previous\n    return more(ticket)\n\n\ndef print_page(page):\n    return page\n",
    "en: Basic": "Sub Home\n    Print 5\n    Print 7\nEnd Sub\n",
    "en: a configuration": "[menu]\nhome = /\nlogin = /login\nabout us = /about\n\n[share]\nfacebook = no\n",
    "en: a log": "2024-05-28 10:02:11 INFO login ok\n2024-05-28 10:02:15 INFO comment stored\n2024-05-28 10:03:40 WARN next page failed\n",
    "de: Knöpfe": f"{DE1}\n\nDie Leiste\n\nStartseite: zurück zum Anfang.\nTeilen: die Karte weitergeben.\nDrucken: die Karte drucken.\n\n{DE2}\n",
    "de: ein Gesetz": "§ 1 Dieses Gesetz gilt für Fähren.\n§ 2 Urheberrechtlich geschützte Fahrpläne dürfen ausgehängt werden.\n§ 3 Der Datenschutz bleibt unberührt.\n",
    "fr: les boutons": f"{FR1}\n\nLa barre\n\nAccueil : revenir au début.\nPartager : envoyer le billet.\nImprimer : imprimer le billet.\n\n{FR2}\n",
    "ru: кнопки": f"{RU1}\n\nПанель\n\nГлавная: вернуться в начало.\nПоделиться: отправить билет.\nПечать: напечатать билет.\n\n{RU2}\n",
    "ja: ボタンの説明": f"{JA1}\n\n画面の説明\n\nホーム：最初の画面に戻る。\nシェア：切符を友人に送る。\n印刷：切符を印刷する。\n\n{JA2}\n",
    "ko: 단추 설명": f"{KO1}\n\n화면 설명\n\n홈: 처음으로 돌아간다.\n공유: 표를 친구에게 보낸다.\n인쇄: 표를 인쇄한다.\n\n{KO2}\n",
}

# --- daily papers -----------------------------------------------------------------------------------------------------

PAPERS = {
    "zh: one paragraph": ZH1 + ZH2 + ZH3 + "\n",
    "zh: one short sentence": "渡口今日停航。\n",
    "zh: a recipe": "清蒸白鱼\n\n时间：20分钟\n份量：两人份\n来源：外婆的菜谱\n\n用料\n白鱼一条\n姜三片\n\n做法\n1. 白鱼洗净，两面各划三刀，抹上少许盐，放上姜片。\n2. 水开以后上锅，大火蒸八分钟，关火再焖两分钟即可出锅。\n",
    "zh: an event": "渡口诗会\n时间：5月28日晚七点\n地点：老槐树下\n主持：李四\n\n19:00 签到\n19:30 朗诵\n20:30 分享\n21:00 合影\n",
    "zh: minutes": f"渡口管理处会议记录\n时间：2024年5月28日 9:00\n地点：二楼会议室\n主持：李四\n记录：王五\n\n一、通报\n{ZH2}\n二、讨论\n{ZH3}\n散会：10:30\n",
    "zh: a diary": "2024年5月28日 晴\n今天坐船去了对岸。\n\n2024年5月29日 雨\n没有出门。\n\n2024年5月30日 阴\n船停了一天。\n",
    "zh: a letter": f"李四先生：\n\n{ZH1}\n\n{ZH3}\n\n祝\n好！\n\n王五\n2024年5月28日\n",
    "zh: a history by dates": "1924年5月 渡口设立。\n1958年3月 木船换成铁船。\n1987年10月 老桥通车。\n2019年6月 渡口重新开放。\n",
    "zh: horoscope": "白羊座\n宜静不宜动。\n金牛座\n财运不错。\n双子座\n容易分心。\n巨蟹座\n会遇到老朋友。\n",
    "zh: a résumé": "姓名：李四\n学历：中学\n经历：\n2003年至今　渡口船夫\n1998年至2003年　木匠\n评价：守时。\n",
    "zh: subtitles": "1\n00:00:01,000 --> 00:00:02,500\n船来了。\n\n2\n00:00:03,000 --> 00:00:04,500\n下一班呢？\n\n3\n00:00:05,000 --> 00:00:06,000\n没有了。\n",
    "zh: an encyclopaedia article": f"渡口\n\n{ZH1}\n\n历史\n{ZH2}\n\n现状\n{ZH3}\n\n参见\n• 桥\n• 渡船\n\n注释\n[1] 《河志》卷二。\n",
    "zh: a paper": f"渡口与桥\n\n摘要：{ZH1}\n关键词：渡口；桥；分享\n\n1 引言\n{ZH2}\n2 相关工作\n{ZH3}\n3 结论\n{ZH1}\n\n参考文献\n[1] 李四. 渡口[M]. 河边书局, 2003.\n",
    "zh: a patent": f"一种渡船\n申请号：20030001\n发明人：李四\n\n权利要求\n1. 一种渡船，其特征在于：有两只桨。\n2. 根据权利要求1所述的渡船，其特征在于：桨可以更换。\n\n说明书\n{ZH1}\n{ZH2}\n",
    "zh: chapters of a novel": f"第一章 渡口\n\n{ZH1}\n\n{ZH2}\n\n第二章 首页\n\n{ZH3}\n\n“下一页呢？”他问。\n",
    "zh: a source under a table": f"{BODY}\n年份\t乘客\n2003\t1200\n2008\t900\n来源：渡口管理处\n",
    "zh: captions in the text": f"{ZH1}\n\n图1：老槐树。来源：李四\n\n{ZH2}\n\n图2：渡船。\n\n{ZH3}\n",
    "zh: the end of an essay": f"{BODY}\n更多的人，再也没有回来。\n\n返回的，只有风。\n",
    "zh: a sentence on the next chapter": f"{BODY}\n下一篇我们谈谈老桥。\n",
    "zh: an address": "渡口管理处\n地址：河边路3号\n电话：010-00000000\n邮编：000000\n",
    "hant: a notice": "渡口公告\n日期：5月28日\n因水位過高，渡船停航一日，敬請見諒。\n渡口管理處\n",
    "hant: a recipe": "清蒸白魚\n\n時間：20分鐘\n份量：兩人份\n\n白魚一條，薑三片。\n水開後大火蒸八分鐘，關火再燜兩分鐘。\n",
    "hant: a diary": "5月28日 晴\n坐船去對岸。\n\n5月29日 雨\n沒有出門。\n\n5月30日 陰\n船停了一天。\n",
    "en: one paragraph": f"{EN1} {EN2} {EN3}\n",
    "en: one short sentence": "No ferry today.\n",
    "en: a recipe": "Fish pie\n\nTime: 40 minutes\nServes: 4\nSource: my grandmother\n\nOne fish, two onions, a pound of potatoes.\n\nBoil the potatoes until they are soft, and lay the fish on them with the onions.\nBake until the top is brown, and share it while it is hot.\n",
    "en: a programme": "Ferry day\nMay 28\n\n9:00 Registration\n9:30 Opening\n10:30 Share and tell\n12:00 Lunch\n13:00 Comments\n14:00 Closing\n",
    "en: minutes": f"Minutes, May 28, 2024\nPresent: Ann, Bob, Tom\n\n1. Report\n{EN1}\n2. Comments\n{EN2}\n3. Next meeting\nJune 4, 10:30\n",
    "en: a diary": "May 28, 2024\nTook the boat.\n\nMay 29, 2024\nRain. Stayed in.\n\nMay 30, 2024\nNo boat.\n",
    "en: a syllabus": f"Ferries, an introduction\n\n{EN1}\n\nWeek 1 Home\nWeek 2 Ropes\nWeek 3 Share and debt\nWeek 4 Comments on Major\n\nRecommended reading\nMajor, The Ferry, chapters 1–3.\n\nGrading\n{EN2}\n",
    "en: an encyclopaedia article": f"Ferry\n\n{EN1}\n\nHistory\n{EN2}\n\nToday\n{EN3}\n\nSee also\n• Bridge\n• Boat\n\nNotes\n1. River Book, vol. 2.\n\nExternal links\n• The ferry’s own page\n",
    "en: a paper with thanks": f"{EN1}\n\nAcknowledgements\n\nWe thank Ann Lee for her comments.\n\nReferences\n[1] M. Major. The Ferry. 2003.\n",
    "en: a press release": f"The ferry turns ninety\n\n(River Town, May 28) {EN1}\n\n{EN2}\n\nAbout the ferry\n\n{EN3}\n\nContact\nMary Major, at the jetty\n",
    "en: footnotes": f"{EN1}[1]\n{EN2}[2]\n{EN3}\n\n[1] River Book, vol. 2.\n[2] The Gazette, May 28, 2019.\n",
    "en: a ghost story's end": f"{BODY_EN}\nMore than one of them never came home.\n\nNext morning the boat was gone.\n",
    "en: bullets and nothing else": f"• {EN1}\n• {EN2}\n• {EN3}\n• Share the boat\n• Follow the rope\n",
    "en: quiz": "1. Which bank is the ferry on?\na) East\nb) West\nc) Both\nd) Home\n\n2. Who holds the rope?\na) Ann\nb) Bob\n",
    "en: horoscope": "Aries\nShare your boat.\n\nTaurus\nStay at home.\n\nGemini\nFollow the rope.\n",
    "de: Rezept": "Fischauflauf\n\nZeit: 40 Minuten\nFür 4 Personen\n\nDie Kartoffeln weich kochen, den Fisch darauf legen, mit Zwiebeln bedecken.\nBacken, bis er braun ist, und heiß teilen.\n",
    "de: Tagebuch": "28. Mai 2024\nMit dem Boot gefahren.\n\n29. Mai 2024\nRegen.\n\n30. Mai 2024\nKein Boot.\n",
    "de: Protokoll": f"Protokoll vom 28.05.2024\nAnwesend: Anna, Paul\n\n1. Bericht\n{DE1}\n2. Kommentare\n{DE2}\n",
    "fr: recette": "Gratin de poisson\n\nTemps : 40 minutes\nPour 4 personnes\n\nCuire les pommes de terre, poser le poisson, couvrir d’oignons.\nPartager bien chaud.\n",
    "fr: journal": "28 mai 2024\nPris le bac.\n\n29 mai 2024\nPluie.\n\n30 mai 2024\nPas de bac.\n",
    "ru: дневник": "28 мая 2024\nЕздил на пароме.\n\n29 мая 2024\nДождь.\n\n30 мая 2024\nПарома нет.\n",
    "ru: рецепт": "Рыбный пирог\n\nВремя: 40 минут\nНа 4 порции\n\nСварить картофель, положить рыбу, накрыть луком.\nПодавать горячим и поделиться с соседом.\n",
    "es: receta": "Pastel de pescado\n\nTiempo: 40 minutos\nPara 4 personas\n\nCocer las patatas, poner el pescado, cubrir con cebolla.\nCompartir bien caliente.\n",
    "pt: diário": "28 de maio de 2024\nFui de balsa.\n\n29 de maio de 2024\nChuva.\n\n30 de maio de 2024\nSem balsa.\n",
    "ja: 日記": "5月28日　晴れ\n船で向こう岸へ行った。\n\n5月29日　雨\n家にいた。\n\n5月30日　曇り\n船は休みだった。\n",
    "ja: 議事録": f"議事録\n日時：5月28日 9時\n場所：二階会議室\n\n一、報告\n{JA1}\n二、コメント\n{JA2}\n",
    "ko: 일기": "5월 28일 맑음\n배를 타고 건너갔다.\n\n5월 29일 비\n집에 있었다.\n\n5월 30일 흐림\n배가 쉬었다.\n",
    "ko: 요리": "생선찜\n\n시간: 40분\n4인분\n\n감자를 삶고 그 위에 생선을 얹는다.\n뜨거울 때 나누어 먹는다.\n",
}

# --- pages that a hostile reader built against the rules ----------------------------------------------------------------

TRIP = [f"2024年5月{3 + n}日\n{line}" for n, line in enumerate((ZH1, ZH2, ZH3) * 3)]
TRIP_EN = [f"May {3 + n}, 2024\n{line}" for n, line in enumerate((EN1, EN2, EN3) * 3)]

HARD = {
    "zh: features as bullets at the end": f"{BODY}\n新版增加了以下功能：\n• 语音播报\n• 播放速度\n• 字体大小\n",
    "zh: settings at the end": f"{BODY}\n播放器有三项设置：\n语音播报\n播放速度\n清晰度\n",
    "zh: sections of a paper at the end": f"{BODY}\n河报设有以下栏目：\n财经\n体育\n文化\n联系我们\n",
    "zh: programmes of a channel": f"{BODY}\n今晚的节目\n新闻\n财经\n体育\n娱乐\n",
    "zh: subjects of an examination": f"{BODY}\n考试科目\n历史\n文化\n教育\n体育\n",
    "zh: a ranking under the title": f"哪座城市最拥堵\n北京 > 上海 > 深圳 > 广州\n{BODY}",
    "zh: dishes that are recommended": f"{ZH1}\n\n热门推荐\n• 清蒸白鱼\n• 红烧鲤鱼\n• 河虾\n\n{ZH2}\n\n{ZH3}\n",
    "zh: an encyclopaedia's further reading": f"{BODY}\n延伸阅读\n• 李四《渡口》\n• 王五《老桥》\n\n注释\n[1] 《河志》\n",
    "hant: an encyclopaedia's further reading": f"{HANT}{HANT}\n延伸閱讀\n李四，《渡口》，河邊書局，2003年\n王五，《老橋》，河邊書局，2008年\n\n外部連結\n渡口管理處\n",
    "zh: recommended books at the end": f"{BODY}\n推荐阅读\n李四：《渡口》，河边书局，2003年\n王五：《老桥》，河边书局，2008年\n",
    "zh: a box with background": f"{BODY}\n新闻链接\n渡口的前世今生：1924年设立，1958年换成铁船，1987年老桥通车以后乘客减少，2019年重新开放。\n",
    "zh: a disclaimer that is quoted": f"{BODY}\n渡口管理处在信末写道：\n\n声明：船票背面的文字仅供参考，不构成任何承诺，如有侵权请联系管理处。\n",
    "zh: a statement": "声明\n\n近日有人冒用本站名义兜售船票。\n\n声明：本站从未委托任何个人代售船票，如有侵权行为，本站将追究其法律责任，特此声明。\n渡口管理处\n",
    "zh: hosts of an event": f"{BODY}\n主办单位：渡口管理处\n承办单位：河边书局\n协办单位：河报社\n",
    "zh: steps before the text": f"如何投稿\n打开 设置 > 账户 > 投稿\n点击 上传\n{BODY}",
    "zh: a step that is a sentence": f"打开“设置 > 账户 > 投稿”。\n{BODY}",
    "zh: a word to the reader": f"{BODY}\n扫码关注渡口的人，请到售票处领取一张纪念船票，每人一张，领完为止。\n",
    "zh: about the author": f"{BODY}\n作者：李四，河边书局编辑，著有《渡口》。\n",
    "zh: a note of the translator": f"{BODY}\n（李四译，转载自《河报》2003年5月28日）\n",
    "zh: letters of two voices": f"编辑：结尾再短一些。\n作者：好。\n\n{BODY}",
    "en: buttons as bullets at the end": f"{BODY_EN}\nThe new page has buttons for everything:\n• Share\n• Print\n• Subscribe\n",
    "en: networks at the end": f"{BODY_EN}\nThe company’s accounts are on these networks:\nFacebook\nTwitter\nInstagram\n",
    "en: sections of a paper at the end": f"{BODY_EN}\nThe paper has five sections:\nNews\nSports\nBusiness\nOpinion\nContact us\n",
    "en: a ranking under the title": f"Which is best\nRope > Chain > Cable\n{BODY_EN}",
    "en: a title with a slash": f"Home / School Partnerships\n{BODY_EN}",
    "en: a title with a bare slash": f"Home/Work Balance\n{BODY_EN}",
    "en: a title and a date": f"Newsletter\nMay 28, 2024\n\n{BODY_EN}",
    "en: types": f"Vec<String> -> Option<u8> -> Result<T>\n{BODY_EN}",
    "en: keys": f"C-<chr> and M-<chr> and <esc>\n{BODY_EN}",
    "en: related reading": f"{BODY_EN}\nRelated reading\nMajor, Mary. The Ferry. River Press, 2003\nHill, Tom. The Bridge. River Press, 2008\n",
    "en: dishes in the middle": f"{EN1}\n\nRecommended\n• Fish soup\n• Pie of the house\n\n{EN2}\n\n{EN3}\n",
    "en: hard-wrapped, with a list": "The window has a bar with these buttons, in the order in which they stand\nfrom left to right, and each of them does what its name says and nothing else\n\nPrint\nSearch\nShare\n\nWhoever presses two of them at once will have to wait until the first is done\nwith its work, since the ferry has only one rope, and the rope only two ends.\n"
    + BODY_EN,
    "en: what a click does": f"{BODY_EN}\nBy clicking the rope icon you can stop the boat.\n",
    "en: an example at the end": f"{BODY_EN}\nlike this:\n    rope east west\n",
    "en: a program at the end": f"{BODY_EN}\nExample:\nPrint 5\nPrint 7\n",
    "en: an address": f"{BODY_EN}\nContact us\nThe ferry office, 3 River Street, River Town\n",
    "en: a last request": f"{BODY_EN}\nThank you for reading. Please share this letter with your neighbours, and sign up for the rowing class.\n",
    "en: a price to subscribe": f"{BODY_EN}\nSubscribe to the printed edition at the jetty; a year costs sixty.\n",
    "en: a section on cookies": f"{BODY_EN}\nCookies\n\nA cookie is a small note which a site leaves in the browser of its reader, and finds again.\n\nThe ferry company’s site leaves eleven cookies, none of which it could explain when it was asked about them.\n",
    "en: a section on privacy": f"{BODY_EN}\nPrivacy\n\nThe new tickets raise questions of privacy, since they record who crossed the river and when, and for how long.\n\nThe company says that consent is given by boarding.\n",
}

# --- the same inside a page: the chrome goes, the content stays ---------------------------------------------------------

HEAD = "您所在的位置：网站首页 > 新闻中心 > 正文\n"
FOOT = "\n上一篇：河边要建公园\n下一篇：没有了\n© 2008 河报社 版权所有\n"
HEAD_EN = "Skip to main content\nHome > News > River\n"
FOOT_EN = "\nShare this article\nFacebook\nTwitter\n© 2008 River Gazette. All rights reserved.\n"

AROUND = {
    "zh: references before the foot": (HEAD, LISTS["zh: references with dates and links"], FOOT),
    "zh: laws under an article": (HEAD, LISTS["zh: laws under an article"], FOOT),
    "zh: an interview": (HEAD, TALK["zh: an interview of an editor"] + BODY, FOOT),
    "zh: a recipe": (HEAD, PAPERS["zh: a recipe"] + BODY, FOOT),
    "zh: minutes": (HEAD, PAPERS["zh: minutes"], FOOT),
    "zh: a manual": (HEAD, MANUALS["zh: buttons explained"], FOOT),
    "zh: chapters": (HEAD, PAPERS["zh: chapters of a novel"], FOOT),
    "zh: a poem in an essay": (
        HEAD,
        BODY + "\n静夜思\n床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。\n\n" + BODY,
        FOOT,
    ),
    "zh: a table": (HEAD, PAPERS["zh: a source under a table"], FOOT),
    "zh: an encyclopaedia article": (HEAD, PAPERS["zh: an encyclopaedia article"], FOOT),
    "hant: an interview": (
        "您現在的位置：首頁 > 新聞 > 正文\n",
        TALK["hant: an interview"] + HANT,
        "\n上一篇：河邊要建公園\n",
    ),
    "en: references before the foot": (HEAD_EN, LISTS["en: references"], FOOT_EN),
    "en: further reading": (HEAD_EN, LISTS["en: further reading"], FOOT_EN),
    "en: a style guide": (HEAD_EN, MANUALS["en: a style guide's section on comments"], FOOT_EN),
    "en: a paper": (HEAD_EN, MANUALS["en: Related work in a paper"], FOOT_EN),
    "en: a finance text": (HEAD_EN, MANUALS["en: Share as a heading in finance"], FOOT_EN),
    "en: an interview": (HEAD_EN, TALK["en: an interview"] + BODY_EN, FOOT_EN),
    "en: a syllabus": (HEAD_EN, PAPERS["en: a syllabus"], FOOT_EN),
    "en: minutes": (HEAD_EN, PAPERS["en: minutes"], FOOT_EN),
    "en: an encyclopaedia article": (HEAD_EN, PAPERS["en: an encyclopaedia article"], FOOT_EN),
    "zh: a title that is a number": ("首页 > 书评 > 正文\n", f"1984\n{BODY}", FOOT),
    "en: a title that is a year": ("Home > History\n", f"1924\n{BODY_EN}", FOOT_EN),
    "zh: a diary behind a box of titles": (HEAD, "\n".join([BODY, *TRIP]), FOOT),
    "de: Literatur": ("Startseite > Region > Fluss\n", LISTS["de: Literatur"], "\nTeilen\nDrucken\n"),
    "ja: 参考文献": ("ホーム > ニュース > 地域\n", LISTS["ja: 参考文献"], "\n前の記事\n次の記事\n"),
}

#: Chrome in the middle of a document: it may go or stay, but what follows it must not go with it.
BOXES = {
    "zh: a diary behind related titles": (f"{BODY}\n相关推荐\n新桥何时通车\n湖边要建公园\n\n", "\n".join(TRIP)),
    "en: a diary behind related titles": (
        f"{BODY_EN}\nRelated articles\nA new bridge\nThe park\n\n",
        "\n".join(TRIP_EN),
    ),
    "en: an article behind its number of comments": (
        f"{BODY_EN}\n12 Comments\n\n",
        f"{EN1}\nThe mayor said:\n{EN2}\nThe ferryman said:\n{EN3}\nThe farmer said:\n{EN1}\n",
    ),
}

#: Nobody can tell these from furniture where they stand at the edge of an article.
AMBIGUOUS = {
    "zh: a poem with furniture words for lines",
    "en: a nursery rhyme with a refrain",
    "en: a song list",
    "de: an aphorism",
}
BODIES = {"zh": BODY, "hant": HANT, "de": BODY_DE, "fr": BODY_FR, "ru": BODY_RU, "ja": BODY_JA, "ko": BODY_KO}
PLACES = ("behind", "before", "inside")

#: What the rules get wrong, with the reason; an entry must leave when they get it right.
WRONG_TODAY: dict[str, str] = {
    "behind zh: terms of use": "terms of use beside an article that says nothing of them read as the site's",
    "before zh: terms of use": "terms of use beside an article that says nothing of them read as the site's",
    "en: an address": "the heading of an address at the foot reads as the site's link",
}


@cache
def pipeline() -> Pipeline:
    return Pipeline.of(select=["CHR"])


def clean(text: str) -> str:
    return pipeline().run(Document.of(Source.of(text))).text


def cases(table: dict[str, object]) -> list[object]:
    return [
        pytest.param(
            *(value if isinstance(value, tuple) else (value,)),
            id=name,
            marks=[pytest.mark.xfail(reason=WRONG_TODAY[name], strict=True)] if name in WRONG_TODAY else [],
        )
        for name, value in table.items()
    ]


TABLES: list[dict[str, str]] = [VERSE, TALK, LISTS, MANUALS, PAPERS, HARD]
STAYS = {name: text for table in TABLES for name, text in table.items()}


def test_there_are_documents_of_every_kind_and_language() -> None:
    assert len(STAYS) >= 120
    assert len(STAYS) == sum(map(len, TABLES))
    langs = Counter(name.partition(":")[0] for name in STAYS)
    assert langs["zh"] >= 50
    assert langs["en"] >= 40
    assert all(langs[lang] >= 3 for lang in ("hant", "de", "fr", "ru", "ja", "ko"))
    names = {*STAYS, *(f"{place} {name}" for place in PLACES for name in STAYS)}
    assert set(WRONG_TODAY) <= {*names, *(f"around {name}" for name in AROUND), *BOXES}


@pytest.mark.parametrize("text", cases(dict(STAYS)))
def test_a_clean_document_stays(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("head", "content", "foot"), cases({f"around {name}": value for name, value in AROUND.items()})
)
def test_chrome_around_a_document_goes_and_the_document_stays(head: str, content: str, foot: str) -> None:
    assert clean(head + content + foot).strip() == content.strip()


@pytest.mark.parametrize(("before", "content"), cases(dict(BOXES)))
def test_what_follows_a_box_stays(before: str, content: str) -> None:
    assert clean(before + content).endswith(content)


def placed() -> dict[str, object]:
    """Each document behind, before and inside an article of its language: an appendix, an opening, a section."""
    pages: dict[str, object] = {}
    for name, text in STAYS.items():
        body = BODIES.get(name.partition(":")[0], BODY_EN)
        if name not in AMBIGUOUS and name not in HARD:
            pages[f"behind {name}"] = f"{body}\n{text}"
            pages[f"before {name}"] = f"{text}\n{body}"
            pages[f"inside {name}"] = f"{body}\n{text}\n{body}"
    return pages


@pytest.mark.parametrize("text", cases(placed()))
def test_a_clean_document_in_an_article_stays(text: str) -> None:
    assert clean(text) == text
