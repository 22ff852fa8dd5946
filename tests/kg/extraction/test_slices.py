"""Every mention quotes the characters of the stored text, whatever format they came in."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from conftest import KNOWLEDGE

from kg.extraction import extract
from kg.extraction.mentions import UnitMention
from kg.structure.parser import parse_file

LINES = [
    "东河县人民政府关于印发东河县2024年重点任务的通知",
    "东河县2024年重点任务",
    "一、兴业",
    "（一）治理河道。投资3亿元，建设清溪河湿地公园，6月底前完成。",
    "（牵头单位：县水务局；配合单位：县财政局、各镇人民政府；分管领导：副县长 张三）",
    "（二）建设学校。新建小学2所，学位达到1000个以上，每名学生补助300元。",
    "（牵头单位：县教育局；配合单位：县财政局）",
]
ROWS = [
    ["序号", "重点任务", "目标值", "牵头单位", "责任人", "完成时限"],
    ["1", "治理清溪河", "投资3亿元", "县水务局\n县财政局", "张 三", "6月底前"],
    ["2", "新建小学", "新建2所", "县教育局 县住建局", "李四 13800000000", "2024年8月"],
]


def broken_by_pages() -> bytes:
    """A text as it is copied from pages: a number of a page and line breaks in names."""
    text = (
        "\n".join(LINES)
        .replace("县水务局；", "县水\n— 2 —\n务局；")
        .replace("县财政局）", "县财\n政局）")
    )
    return text.encode()


def word() -> bytes:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def workbook() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("任务")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


def page() -> bytes:
    rows = "".join(
        "<tr>" + "".join(f"<td>{x}</td>" for x in row).replace("\n", "<br>") + "</tr>"
        for row in ROWS
    )
    body = "".join(f"<p>{line}</p>" for line in LINES)
    return f"<meta charset='utf-8'><body>{body}<table>{rows}</table></body>".encode()


def delimited() -> bytes:
    return "\n".join(",".join(f'"{x}"' for x in row) for row in ROWS).encode("gb18030")


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".txt", broken_by_pages),
        (".md", "\n\n".join(LINES).encode),
        (".html", page),
        (".docx", word),
        (".xlsx", workbook),
        (".csv", delimited),
    ],
)
def test_mentions_equal_their_slices(
    suffix: str, content: Callable[[], bytes], tmp_path: Path
) -> None:
    path = tmp_path / f"tasks{suffix}"
    path.write_bytes(content())
    facts = extract(parse_file(path, KNOWLEDGE.lexicon), path.name, KNOWLEDGE)
    mentions = [mention for task in facts.tasks for mention in task.mentions]
    assert len({type(mention) for mention in mentions}) >= 4
    for mention in (*mentions, *facts.targets):
        assert mention.text == facts.document.slice(mention.span)


def test_a_unit_over_the_end_of_a_page_is_linked_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "pages.txt"
    path.write_bytes(broken_by_pages())
    facts = extract(parse_file(path, KNOWLEDGE.lexicon), path.name, KNOWLEDGE)
    units = [m for m in facts.tasks[0].mentions if isinstance(m, UnitMention)]
    assert [(unit.text, unit.name) for unit in units[:2]] == [
        ("县水\n— 2 —\n务局", "县水务局"),
        ("县财政局", "县财政局"),
    ]
