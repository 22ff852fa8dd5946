"""Markdown as it is drawn: pieces of source, and the lines that come of them."""

from __future__ import annotations

import pytest

from kg.text.formats.markdown import read_markdown
from kg.text.source_text import DrawnTable, source_text


@pytest.mark.parametrize(
    "source, drawn",
    [
        ("# 题 #\n## **一、甲**\n", "题\n一、甲\n"),
        ("题\n===\n2024年3月5日\n---\n", "题\n2024年3月5日\n"),
        ("**（三）改造。**改造5个。", "（三）改造。改造5个。"),
        ("**甲（2026—2030年****）**乙", "甲（2026—2030年）乙"),
        ("*甲* 5*3*2 a*b", "甲 5*3*2 a*b"),
        ("1\\. 甲\n\n\\（一\\）乙\n\n2\\、丙", "1. 甲\n\n（一）乙\n\n2、丙"),
        ("1. 甲\n2. 乙", "1. 甲\n2. 乙"),
        ("1. 甲\n1. 乙\n1. 丙", "1. 甲\n2. 乙\n3. 丙"),
        ("5) 甲", "5) 甲"),
        ("- 甲\n* 乙\n+ 丙", "甲\n乙\n丙"),
        ("- 12 -", "- 12 -"),
        ("> 甲\n> 乙", "甲\n乙"),
        ("[甲](http://a.b/c)和![图](x.png)<u>乙</u>丙<br>丁", "甲和乙丙\n丁"),
        ("甲\n\n---\n\n乙", "甲\n\n\n\n乙"),
        ("```\n**甲** 5*3\n```", "**甲** 5*3"),
        ("~~~~\n甲", "甲"),
        ("<div>\n<p>甲</p>\n</div>\n\n乙", "甲\n\n乙"),
        ("甲&nbsp;&lt;乙", "甲\xa0<乙"),
        # without marks every letter stays, indentation and empty lines too
        ("　　一、甲\n    （一）乙  \n\n\n\t丙 #1 5% <3 a_b_c\n", "　　一、甲\n    （一）乙  \n\n\n\t丙 #1 5% <3 a_b_c\n"),
        ("　　**甲**\n　　乙", "甲\n　　乙"),
    ],
)  # fmt: skip
def test_lines(source: str, drawn: str) -> None:
    assert source_text(read_markdown(source)).text == drawn


@pytest.mark.parametrize(
    "source",
    [
        "|序号|任务|\n|--|:-:|\n|1|**甲**<br>乙|\n",
        "<table>\n<tr><td>序号</td><td>任务</td></tr>\n\n    <tr><td>1</td>\n<td>甲<br>乙</td></tr>\n</table>\n",
    ],
)
def test_tables(source: str) -> None:
    (table,) = [b for b in read_markdown(source).blocks if isinstance(b, DrawnTable)]
    assert [(c.row, c.column, c.text) for c in table.cells] == [
        (0, 0, "序号"),
        (0, 1, "任务"),
        (1, 0, "1"),
        (1, 1, "甲\n乙"),
    ]


@pytest.mark.parametrize(
    "front, drawn, remarks",
    [
        ("title: 题\ndate: 2024", ["题", "甲"], 1),
        ("title: '甲'", ["甲"], 0),
        ("发布机构: 县政府", ["发布机构：县政府", "甲"], 0),
    ],
)
def test_metadata_at_the_beginning(front: str, drawn: list[str], remarks: int) -> None:
    found = read_markdown(f"---\n{front}\n---\n甲")
    assert source_text(found).text.split("\n") == drawn
    assert len(found.remarks) == remarks


def test_struck_text_is_left_out_with_a_remark() -> None:
    found = read_markdown("县财政局~~县商务局~~、县审计局")
    assert source_text(found).text == "县财政局、县审计局"
    assert found.remarks == ("text that is struck through was left out (4 characters)",)
