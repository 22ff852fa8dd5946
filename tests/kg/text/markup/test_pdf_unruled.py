"""Tables of PDF pages that only gaps part."""

from __future__ import annotations

from dataclasses import dataclass

from kg.text.markup.pdf_unruled import unruled_tables

SIZE = 10.0


@dataclass
class Page:
    """What is asked of a page: its words."""

    words: list[tuple[float, float, str]]  # left, top, text

    def extract_words(self) -> list[dict[str, object]]:
        return [
            {"x0": x, "x1": x + SIZE * len(text), "top": y, "bottom": y + SIZE, "text": text}
            for x, y, text in self.words
        ]


HEADER = [(0.0, 0.0, "序号"), (40.0, 0.0, "工作任务"), (120.0, 0.0, "责任单位")]


def cells(page: Page) -> list[list[tuple[int, int, str]]]:
    return [
        sorted((c.row, c.column, c.text) for c in table.table.cells)
        for table in unruled_tables(page)
    ]


def test_rows_with_lines_that_go_on() -> None:
    page = Page(
        [
            *HEADER,
            *((0.0, 20.0, "1"), (40.0, 20.0, "培育家庭农场"), (120.0, 20.0, "县农业农")),
            (120.0, 34.0, "村局"),
            *((0.0, 60.0, "2"), (40.0, 60.0, "改造户厕"), (120.0, 60.0, "县商务局")),
        ]
    )
    (table,) = cells(page)
    assert table[3:] == [
        *((1, 0, "1"), (1, 1, "培育家庭农场"), (1, 2, "县农业农村局")),
        *((2, 0, "2"), (2, 1, "改造户厕"), (2, 2, "县商务局")),
    ]


def test_prose_and_few_columns_are_no_table() -> None:
    prose = [(0.0, 20.0 * n, "全县各级各部门要高度重视") for n in range(5)]
    pairs = [(x, 20.0 * n, "甲乙") for n in range(5) for x in (0.0, 100.0)]
    assert cells(Page(prose)) == cells(Page(pairs)) == cells(Page(HEADER)) == []
