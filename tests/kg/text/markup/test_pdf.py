"""PDF pages as they are drawn; the files are written by hand, with Latin letters."""

from __future__ import annotations

import pytest

from bench.fuzz.papers import at, pdf, ruled
from kg.text.markup.pdf_lines import PdfLine, joined, without_furniture
from kg.text.markup.pdf_pages import read_pdf
from kg.text.source_text import DrawnTable


def drawn(*pages: str) -> list[str | DrawnTable]:
    return list(read_pdf(pdf(*pages)).blocks)


def rows(table: str | DrawnTable) -> list[tuple[int, int, str]]:
    assert isinstance(table, DrawnTable)
    return sorted((cell.row, cell.column, cell.text) for cell in table.cells)


def test_a_ruled_table_stands_between_its_lines() -> None:
    page = at(50, 700, "before") + ruled(650, [["No", "Task"], ["1", "build"]])
    before, table, after = drawn(page + at(50, 500, "after"))
    assert (before, after) == ("before", "after")
    assert rows(table) == [(0, 0, "No"), (0, 1, "Task"), (1, 0, "1"), (1, 1, "build")]


def test_a_table_goes_on_over_pages_and_its_header_is_read_once() -> None:
    first = ruled(300, [["No", "Task"], ["1", "build"]]) + at(290, 30, "- 1 -")
    second = ruled(700, [["No", "Task"], ["2", "mend"]]) + at(290, 30, "- 2 -")
    (table,) = drawn(first, second)
    assert [text for _, _, text in rows(table)] == ["No", "Task", "1", "build", "2", "mend"]
    other = ruled(700, [["a", "b", "c"], ["d", "e", "f"]])
    assert len(drawn(first, other)) == 2


def test_letters_printed_twice_and_a_watermark() -> None:
    page = at(50, 700, "bold") + at(50.4, 700, "bold")
    page += at(200, 400, "DRAFT", "0.7 0.7 -0.7 0.7") + at(50, 650, "plain text")
    found = read_pdf(pdf(page))
    assert found.blocks == ("bold", "plain text")
    assert found.remarks == ("page 1: a watermark was left out (5 characters)",)


def test_two_columns_are_read_one_after_the_other() -> None:
    page = at(200, 750, "a title over both of the columns")
    for n in range(12):
        y = 700 - 14 * n
        page += at(50, y, f"left{n:02d} " + "x" * 30) + at(330, y, f"right{n:02d} " + "y" * 30)
    lines = "\n".join(str(block) for block in drawn(page))
    assert lines.startswith("a title") and lines.index("left11") < lines.index("right00")


def line(text: str, left: float = 70, right: float = 520, **more: float) -> PdfLine:
    values = {"top": 400.0, "size": 16.0, "height": 800.0, **more}
    return PdfLine(
        text, left, right, values["top"], values["size"], int(more.get("page", 0)), values["height"]
    )


FULL = "甲" * 28


@pytest.mark.parametrize(
    "lines, paragraphs",
    [
        (
            [line(FULL[2:], 102), line(FULL), line("完。", right=102), line(FULL[2:], 102), line("尾。", right=102)],
            [FULL[2:] + FULL + "完。", FULL[2:] + "尾。"],
        ),
        # without indentation a stop at the edge ends a paragraph
        ([line(FULL), line(FULL + "。"), line(FULL), line("尾。", right=102)], [FULL * 2 + "。", FULL + "尾。"]),
        # a title of larger letters, and a signature after a full line
        ([line("题" * 20, size=22), line(FULL), line("尾。", right=102)], ["题" * 20, FULL + "尾。"]),
        ([line(FULL + "。"), line("县人民政府", right=150)], [FULL + "。", "县人民政府"]),
        ([], []),
    ],
)  # fmt: skip
def test_wrapped_lines_are_joined(lines: list[PdfLine], paragraphs: list[str]) -> None:
    assert joined(lines) == paragraphs


@pytest.mark.parametrize("number", ["- 1 -", "— 12 —", "3", "第3页 共9页", "3/9"])
def test_page_numbers_and_running_heads_are_dropped(number: str) -> None:
    pages = [
        line(text, page=page, top=top)
        for page in range(3)
        for text, top in (("县政府文件", 30), ("正文", 400), ("12", 420), (number, 780))
    ]
    assert [kept.text for kept in without_furniture(pages, 3)] == ["正文", "12"] * 3
