"""The licence of a page, the holder of its rights, and its date without a label."""
# ruff: noqa: E501 - a line stands on one line of its table

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpusclean.rules.credits import head_date, rights_fields
from corpusclean.rules.credits.rights import spdx
from corpusclean.testing import fields

ZH = "湖边的老桥在星期天重新开放，三年的修缮终于结束，市民们排起了长队，都想第一个走过去看看。"
EN = "The old bridge over the lake was opened again on Sunday, after three years of careful work by two firms."
NAMES = {"nc": "NonCommercial", "sa": "ShareAlike", "nd": "NoDerivatives"}
ZH_NAMES = {"nc": "非商业性使用", "sa": "相同方式共享", "nd": "禁止演绎"}
DE_NAMES = {"nc": "Nicht kommerziell", "sa": "Weitergabe unter gleichen Bedingungen", "nd": "Keine Bearbeitung"}

codes = st.sampled_from([(), ("nc",), ("sa",), ("nd",), ("nc", "sa"), ("nc", "nd")])
versions = st.sampled_from(["2.0", "2.5", "3.0", "4.0"])


@given(codes, versions)
def test_a_licence_comes_back_however_it_is_written(code: tuple[str, ...], version: str) -> None:
    said = "-".join(("CC", "BY", *map(str.upper, code), version))
    for written in (
        f"https://creativecommons.org/licenses/{'-'.join(('by', *code))}/{version}/",
        f"CC {'-'.join(('BY', *map(str.upper, code)))} {version}",
        f"{said} Intl",
        f"Creative Commons Attribution{''.join(f'-{NAMES[c]}' for c in code)} {version} International License",
        f"知识共享 署名{''.join(f'-{ZH_NAMES[c]}' for c in code)} {version} 国际许可协议",
        f"Creative Commons Namensnennung{''.join(f' - {DE_NAMES[c]}' for c in code)} {version} Unported",
    ):
        assert fields(rights_fields, f"{EN}\n{written}\n") == [("licence", said)], written


@given(st.text("bynscad- ", max_size=20), st.sampled_from(["1.0", "2.0", "4.0", "4.1", "", "5"]))
def test_identifiers(code: str, version: str) -> None:
    said = spdx(code, version)
    assert said == "" or said.startswith("CC-BY")
    assert not {"SA", "ND"} <= set(said.split("-"))


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("本作品采用知识共享署名-相同方式共享 4.0 国际许可协议进行许可。", [("licence", "CC-BY-SA-4.0")]),
        ("本文采用 CC BY-NC-SA 4.0 许可协议，转载请注明出处。", [("licence", "CC-BY-NC-SA-4.0")]),
        ("本著作係採用創用 CC 姓名標示-非商業性 4.0 國際 授權條款授權.", [("licence", "CC-BY-NC-4.0")]),
        ("CC0 1.0 Universal", [("licence", "CC0-1.0")]),
        ("Lizenz: CC BY 3.0 DE", [("licence", "CC BY 3.0 DE")]),
        ("User contributions licensed under CC BY-SA.", [("licence", "CC BY-SA")]),
        (
            "Except as otherwise noted, the content of this page is licensed under the Creative Commons Attribution 4.0 License, and code samples are licensed under the Apache 2.0 License.",
            [("licence", "CC-BY-4.0")],
        ),
        ("This article is licensed under The Lake Open License (LOL)", [("licence", "Lake Open License (LOL)")]),
        ("© 2008 海湾日报 版权所有", [("publisher", "海湾日报")]),
        ("CopyRight 2012-2021 海湾日报 版权所有 京ICP备00000000号", [("publisher", "海湾日报")]),
        ("Copyright © 2008-2024 Daily Gulf, Inc. All rights reserved.", [("publisher", "Daily Gulf, Inc.")]),
        ("© 2024 Daily Gulf. CC BY-SA 4.0", [("publisher", "Daily Gulf"), ("licence", "CC-BY-SA-4.0")]),
        # something else has the licence
        ("Photo: Mary Major, CC BY-SA 4.0", []),
        ("Titelbild: Seezeitung, CC BY 2.0", []),
        ("Mary Major [CC BY-SA 3.0], via Wikimedia Commons", []),
        ("The code is licensed under CC BY 4.0", []),
        ("Theme by Max, CC BY-SA 3.0", []),
        ("图片：李四，CC BY-SA 4.0", []),
        # none
        ("The program is licensed under the GNU General Public License.", []),
        ("You should have received a copy of the GNU General Public License.", []),
        ("Was ist Creative Commons?", []),
        ("按 BY 键，再按 CC 键。", []),
        ("BY-SA 4.0", []),
        ("本站的许可协议另行公布", []),
        # nobody
        ("© Mary Major", []),
        ("© 2008", []),
        ("© 2008 All rights reserved", []),
        ("© 2012 AAA/BBB", []),
        ("© 2008 版权所有", []),
        ("© 2024 The authors", []),
        ("Copyright 2008 was a bad year", []),
        ("© 2024 Mary, Max, Erika and others", []),
    ],
)
def test_rights(line: str, read: list[tuple[str, str]]) -> None:
    assert fields(rights_fields, f"老桥开放\n{ZH}\n{line}\n") == read


@pytest.mark.parametrize(
    "text",
    [
        f"{EN}\nCC BY-SA 4.0\nCC BY-NC 3.0\n",
        f"{EN}\n" * 20 + "CC BY-SA 4.0\n" + f"{EN}\n" * 40,
        f"© 2008 Daily Gulf\n{EN}\n" + f"{EN}\n" * 10,
        f"{EN}\n© 2008 Daily Gulf\n© 2009 Daily Lake\n",
    ],
)
def test_pages_with_no_licence_of_their_own(text: str) -> None:
    assert fields(rights_fields, text) == []


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("2024-05-28 10:30", "2024-05-28T10:30"),
        ("2024-05-28 10:30·海湾日报", "2024-05-28T10:30"),
        ("2024年05月28日 10:30 海湾日报", "2024-05-28T10:30"),
        ("28. Mai 2024", "2024-05-28"),
        ("Dienstag, 28. Mai 2024", "2024-05-28"),
        ("May 28, 2024 | 4 min read", "2024-05-28"),
        ("Mary Major | May 28, 2024", "2024-05-28"),
        ("28 мая 2024, 10:30", "2024-05-28T10:30"),
        ("28.05.2024 von Erika", "2024-05-28"),
        # not the page's date
        ("2024-05-28 开幕", ""),
        ("2024年5月28日至6月1日", ""),
        ("28.05.2024 bis 01.06.2024", ""),
        ("5/6/2024", ""),
        ("Seit 2024 ist alles anders", ""),
        ("1889-03-31", ""),
        ("• May 28, 2024", ""),
        ("May 28, 2024 was a day of rain", ""),
        ("Version 1.2.2024", ""),
        ("Kapitel 3: 28. Mai 2024", ""),
    ],
)
def test_dates_of_the_head(line: str, read: str) -> None:
    assert fields(head_date, f"老桥开放\n{line}\n{ZH}\n") == ([("published", read)] if read else [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024-05-28",
        f"2024年5月28日\n{ZH}",
        f"Tuesday, May 28, 2024\nThe old bridge is open again\n{EN}",
        f"Forum\nThursday, May 23, 2024\nThe old bridge is open again\n{EN}",
        f"日记\n2024-05-28\n下雨了\n2024-05-29\n{ZH}",
        f"日记\n2024-05-28\n{ZH}\n2024-05-29\n{ZH}",
        f"{ZH}\n2024-05-28 10:30\n{ZH}",
        "门票\n2024-05-28 10:30\n湖边\n30 元\n",
    ],
)
def test_dates_that_are_not_the_pages(text: str) -> None:
    assert fields(head_date, text) == []
