"""The tidy tables as one Excel workbook, a sheet each; texts stay texts, however they begin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.export.tables.filling import Filled, filled
from kg.export.tables.tidy import Table

LONGEST = 32_767  # characters of a cell
LARGEST = 1_048_575  # rows of a sheet below its head
_WIDTHS = {"iri": 18, "text": 24, "texts": 24}


def write(excerpt: Excerpt, path: Path) -> None:
    """Write the workbook."""
    with filled(excerpt) as tables:
        save(tables, path)


def save(tables: Filled, path: Path) -> None:
    """Write filled tables as a workbook; a row at a time is in memory."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True})
        _describe(book, tables, bold)
        for table in tables.tables:
            _add(book, table, tables, bold)


def _describe(book: Any, tables: Filled, bold: Any) -> None:
    sheet = book.add_worksheet("说明 README")
    sheet.set_column(0, 1, 22)
    sheet.set_column(2, 3, 60)
    for column, name in enumerate(("table", "column", "说明", "description")):
        sheet.write_string(0, column, name, bold)
    rows = [
        row
        for table in tables.tables
        for row in (
            (table.name, "", table.zh, table.en),
            *((table.name, c.name, c.zh, c.en) for c in table.columns),
        )
    ]
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)


def _add(book: Any, table: Table, tables: Filled, bold: Any) -> None:
    """Add a table, on several sheets if it has more rows than one may hold."""
    sheet = _sheet(book, table, 1, bold)
    for number, row in enumerate(tables.rows(table)):
        part, at = divmod(number, LARGEST)
        if part and not at:
            sheet = _sheet(book, table, part + 1, bold)
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(at + 1, column, value[:LONGEST])
            elif value is not None:
                sheet.write_number(at + 1, column, value)


def _sheet(book: Any, table: Table, part: int, bold: Any) -> Any:
    sheet = book.add_worksheet(table.name if part == 1 else f"{table.name}_{part}")
    for column, definition in enumerate(table.columns):
        sheet.set_column(column, column, _WIDTHS.get(definition.datatype, 12))
        sheet.write_string(0, column, definition.name, bold)
    sheet.freeze_panes(1, 1)
    return sheet


FORMAT = Format(
    "tables.xlsx",
    "Excel：全部数据表，每表一页",
    "Excel: all tables, a sheet each",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    write,
)
