"""Web pages as they are drawn: pieces of markup, and the lines that come of them."""

from __future__ import annotations

import pytest

from kg.text.formats.html import read_html
from kg.text.markup.number_forms import drawn_number
from kg.text.markup.table_cells import MarkedCell, placed
from kg.text.source_text import Drawn, DrawnTable, source_text

LONG = "全年新增规上工业企业，建成标准厂房，改造老旧小区，增加幼儿学位。" * 4


def lines(drawn: Drawn) -> list[str]:
    return source_text(drawn).text.rstrip("\n").split("\n")


@pytest.mark.parametrize(
    "number, form, drawn",
    [
        (12, "chineseCounting", "十二"),
        (101, "cjk-ideographic", "一百零一"),
        (10, "ideographDigital", "一〇"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (2, "ideographZodiac", "丑"),
        (20, "decimalEnclosedCircle", "⑳"),
        (21, "decimalEnclosedCircle", "21"),
        (28, "upperLetter", "BB"),
        (1999, "lower-roman", "mcmxcix"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (5, "bullet", ""),
        (0, "none", ""),
        (0, "chineseCounting", "0"),
        (5, "unheardOf", "5"),
    ],
)
def test_forms_of_numbers(number: int, form: str, drawn: str) -> None:
    assert drawn_number(number, form) == drawn


@pytest.mark.parametrize(
    "markup, drawn",
    [
        ("<ol><li>甲<li>乙</ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3. 甲", "7. 乙", "8. 丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol type=A><li>甲</ol><ol type=i><li>乙</ol>", ["A. 甲", "i. 乙"]),
        (
            "<ol style='list-style-type: cjk-ideographic'><li>甲<ol><li>乙</ol><li>丙</ol>",
            ["一、甲", "1. 乙", "二、丙"],
        ),
        ("<ol style='list-style:none'><li>甲</ol><ul><li>乙</ul>", ["甲", "乙"]),
        # an item that prints its own number has it hidden by a style
        ("<ol><li>一、甲<li>（二）乙</ol>", ["一、甲", "（二）乙"]),
        ("<ol><li><p>甲</p></ol>", ["1. 甲"]),
        ("<p>甲<br>乙<p>丙&nbsp;丁&lt;&#19968;", ["甲", "乙", "丙\xa0丁<一"]),
        ("<p>培育\n   企业 of the\n year</p>", ["培育企业 of the year"]),
        ("<pre>甲\n  乙</pre>", ["甲", "乙"]),
        ("一、甲\n二、乙", ["一、甲", "二、乙"]),
        ("<p>甲<!-- 注 -->乙<script>x</script>丙<style>p{}</style></p>", ["甲乙丙"]),
        ("<p><ruby>应<rp>(</rp><rt>ying</rt></ruby></p>", ["应"]),
        ("<form><p>甲</p><select><option>选</select><button>提交</button></form>", ["甲"]),
        ("<nav>首页</nav><header>网站</header><p>甲</p><footer>版权</footer>", ["甲"]),
        ("<article><header><h1>题</h1></header><p>甲</p></article>", ["题", "甲"]),
    ],
)
def test_lines(markup: str, drawn: list[str]) -> None:
    assert lines(read_html(markup)) == drawn


@pytest.mark.parametrize(
    "hidden",
    [
        "<div style='display:none'>隐</div>",
        "<p style='color:red; Visibility : hidden'>隐</p>",
        "<div hidden>隐</div>",
        "<span style='font-size:0'>隐</span>",
        "<style>.a, .old { display: none }</style><p class='b old'>隐</p>",
        "<style>#x{display:none}</style><p id=x>隐</p>",
    ],
)
def test_hidden_text_is_left_out_with_a_remark(hidden: str) -> None:
    drawn = read_html(f"<body><p>甲</p>{hidden}<p>乙</p></body>")
    assert lines(drawn) == ["甲", "乙"]
    assert drawn.remarks == ("hidden text was left out (1 characters)",)


@pytest.mark.parametrize(
    "shown",
    [
        "<p style='font-size:0.9em'>显</p>",
        "<style>@media print { .a { display: none } }</style><p class=a>显</p>",
        "<p style='opacity:0.5'>显</p>",
    ],
)
def test_what_is_shown_stays(shown: str) -> None:
    assert lines(read_html(f"<body><p>甲</p>{shown}</body>")) == ["甲", "显"]


def test_struck_text_and_a_page_that_its_script_shows() -> None:
    drawn = read_html("<body style='display:none'><p>县财政局<s>县商务局</s>、县审计局</p></body>")
    assert lines(drawn) == ["县财政局、县审计局"]
    assert drawn.remarks == ("text that is struck through was left out (4 characters)",)


def cells(markup: str) -> list[tuple[int, int, str, int, int]]:
    (table,) = [b for b in read_html(markup).blocks if isinstance(b, DrawnTable)]
    return [(c.row, c.column, c.text, c.rows, c.columns) for c in table.cells]


@pytest.mark.parametrize(
    "rows, drawn",
    [
        (
            "<tr><td rowspan=2>类<td>甲<td>乙<tr><td>丙<td>丁",
            [(0, 0, "类", 2, 1), (0, 1, "甲", 1, 1), (0, 2, "乙", 1, 1), (1, 1, "丙", 1, 1), (1, 2, "丁", 1, 1)],
        ),
        # spans beyond the table, a span of all rows that follow, and one into a taken place
        (
            "<tr><td rowspan=99>类<td colspan=2>甲<tr><td rowspan=0>乙<td>丙",
            [(0, 0, "类", 2, 1), (0, 1, "甲", 1, 2), (1, 1, "乙", 1, 1), (1, 2, "丙", 1, 1)],
        ),
        (
            "<tr><td>甲<td rowspan=2>乙<td>丙<tr><td colspan=2>丁<td>戊",
            [(0, 0, "甲", 1, 1), (0, 1, "乙", 2, 1), (0, 2, "丙", 1, 1), (1, 0, "丁", 1, 1), (1, 2, "戊", 1, 1)],
        ),
        (
            "<tr><td>甲<td>县经信局<br>县统计局<td><p>县教育局</p><p>县财政局</p>",
            [(0, 0, "甲", 1, 1), (0, 1, "县经信局\n县统计局", 1, 1), (0, 2, "县教育局\n县财政局", 1, 1)],
        ),
        (
            "<tr><td>甲<td>乙<td>丙<td>丁<td><table><tr><td>戊</table>己",
            [(0, 0, "甲", 1, 1), (0, 1, "乙", 1, 1), (0, 2, "丙", 1, 1), (0, 3, "丁", 1, 1), (0, 4, "戊\n己", 1, 1)],
        ),
    ],
)  # fmt: skip
def test_tables(rows: str, drawn: list[tuple[int, int, str, int, int]]) -> None:
    assert cells(f"<table>{rows}</table>") == drawn


@pytest.mark.parametrize(
    "markup, drawn",
    [
        # labels with values are lines
        (
            "<table><tr><td>发文字号：<td>青府发〔2024〕8号<td>成文日期：<td>2024年3月5日</table>",
            ["发文字号：青府发〔2024〕8号", "成文日期：2024年3月5日"],
        ),
        # a table that holds the page
        ("<table><tr><td><p>甲</p><p>乙</p></table>", ["甲", "乙"]),
        ("<table><tr><td>左<td><h1>题</h1><p>甲</p></table>", ["左", "题", "甲"]),
        (
            "<table><tr><td><td>" + f"<p>{LONG}</p>" * 11 + "</table>",
            [LONG] * 11,
        ),
    ],
)
def test_tables_that_only_arrange(markup: str, drawn: list[str]) -> None:
    assert lines(read_html(markup)) == drawn


def test_a_table_of_data_inside_a_layout_table_stays_one() -> None:
    inner = "<table><tr><td>序号<td>任务<td>单位<tr><td>1<td>甲<td>县财政局</table>"
    drawn = read_html(f"<table><tr><td><p>题</p>{inner}<p>注</p></table>")
    assert [type(block) for block in drawn.blocks] == [str, DrawnTable, str]


def test_the_article_is_found_and_what_its_head_says() -> None:
    links = "".join(f"<li><a href=#>栏目{n}之新闻动态</a></li>" for n in range(30))
    page = (
        '<html><head><meta name="ArticleTitle" content="青川县2024年重点工作任务"></head><body>'
        f"<div class=menu><ul>{links}</ul></div><div><table><tr><td>发文字号：<td>青府发〔2024〕8号</table></div>"
        f"<div class=article>{f'<p>{LONG}</p>' * 8}</div><div><table><tr><td>序号<td>任务<td>单位"
        "<tr><td>1<td>甲<td>县财政局</table></div>"
        f"<div class=footer><p>主办：县政府办公室 版权所有 备案号</p><ul>{links}</ul></div></body></html>"
    )
    found = lines(read_html(page))
    assert found[0] == "青川县2024年重点工作任务"
    assert found[1:3] == ["发文字号：青府发〔2024〕8号", LONG]
    assert "县财政局" in found and not any("栏目" in line for line in found)


@pytest.mark.parametrize("count", [300, 2000, 100_000])
def test_depth_does_not_end_the_program(count: int) -> None:
    assert lines(read_html("<div>" * count + "深" + "</div>" * count + "<p>后")) == ["深", "后"]


def test_merged_cells_repeat_only_so_much() -> None:
    rows = [[MarkedCell("甲" * 50, rows=3000, columns=300) for _ in range(2)] for _ in range(500)]
    table = placed(rows)
    assert len(table.cells) == 1000
    assert sum(cell.rows * (50 + cell.columns) for cell in table.cells) < 5_000_000
