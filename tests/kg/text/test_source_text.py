"""What a file holds, as the one text that is stored of it, with its tables."""

from __future__ import annotations

from kg.text.source_text import Drawn, DrawnCell, DrawnTable, source_text


def test_a_merged_cell_is_written_in_each_row_it_covers() -> None:
    table = DrawnTable(
        (
            DrawnCell(0, 0, "类别"),
            DrawnCell(0, 1, "任务"),
            DrawnCell(0, 2, "责任单位"),
            DrawnCell(1, 0, "工业", rows=2),
            DrawnCell(1, 1, "培育企业"),
            DrawnCell(1, 2, "经信局\n\n统计局"),
            DrawnCell(2, 1, ""),
            DrawnCell(2, 2, "商务局"),
        )
    )
    source = source_text(Drawn(("前言", table, "附注")))
    assert source.text == (
        "前言\n类别\n任务\n责任单位\n\n工业\n培育企业\n经信局\n统计局\n\n工业\n商务局\n\n附注"
    )
    (grid,) = source.grids
    assert [[source.text[c.span.start : c.span.end] for c in row] for row in grid.rows] == [
        ["类别", "任务", "责任单位"],
        ["工业", "培育企业", "经信局\n统计局"],
        ["工业", "", "商务局"],
    ]
    assert [cell.continued for row in grid.rows for cell in row if cell.column == 0] == [
        False,
        False,
        True,
    ]


def test_plain_text_is_stored_as_it_is() -> None:
    assert source_text(Drawn(("一、甲\r\n\r\n　二、乙 \n",))).text == "一、甲\n\n　二、乙 \n"


def test_empty_lines_stay() -> None:
    assert source_text(Drawn(("甲", "", "乙", ""))).text == "甲\n\n乙\n"
