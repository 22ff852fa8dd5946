"""Workbooks (.xlsx, .xls, and .et that is one of these): the sheets that are shown, as tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from errors import DocumentError
from kg.text.formats.file_format import FileFormat, SourceFile
from kg.text.sheets.cell_rows import Cells, sheet_blocks
from kg.text.sheets.number_formats import percentages
from kg.text.source_text import Drawn, DrawnTable

_PICTURE = "（图片）"
LARGEST = 4_000_000  # cells of a sheet, empty ones too
_OLE = b"\xd0\xcf\x11\xe0"
_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_DEFAULT_NAME = ("sheet", "工作表")  # 工作表1: a name that nobody gave


def read_workbook(data: bytes, name: str) -> Drawn:
    """Return the sheets of a workbook that are shown, in order.

    Raises:
        DocumentError: a sheet is too large.
    """
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    formats = percentages(data)
    blocks: list[str | DrawnTable] = []
    hidden: list[str] = []
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        if about.visible != SheetVisibleEnum.Visible:
            hidden.append(about.name)
            continue
        sheet = book.get_sheet_by_name(about.name)
        if sheet.total_height * sheet.total_width > LARGEST:
            raise DocumentError(f"{name}: sheet {about.name} has too many cells; split it")
        own = tuple(sheet_blocks(_cells(sheet, formats.get(about.name, frozenset()))))
        named = own and not about.name.lower().startswith(_DEFAULT_NAME)
        above = tuple(takewhile(lambda block: isinstance(block, str), own))
        blocks.extend((*above, *((about.name,) if named else ()), *own[len(above) :]))
    remarks = [f"hidden sheets were left out ({', '.join(hidden)})"] if hidden else []
    return Drawn(tuple(blocks), tuple(remarks))


def _cells(sheet: CalamineSheet, shares: frozenset[tuple[int, int]]) -> Cells:
    """Return the texts of a sheet and its merged ranges."""
    rows: Sequence[Sequence[Any]] = sheet.to_python(skip_empty_area=False)
    texts = {
        (row, column): text
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if (text := drawn(value, is_share=(row, column) in shares))
    }
    return Cells(texts, tuple(sheet.merged_cell_ranges or ()))


def drawn(value: object, *, is_share: bool = False) -> str:
    """Return the value of a cell as a sheet draws it.

    >>> drawn(12.0), drawn(0.15, is_share=True), drawn(date(2024, 6, 30)), drawn(True)
    ('12', '15%', '2024年6月30日', 'TRUE')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return f"{value * 100:.12g}%" if is_share else _number(value)
    if isinstance(value, datetime) and value.time() != time():
        return f"{_day(value)} {value:%H:%M}"
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, timedelta):
        return str(value)
    text = str(value).strip()
    return _PICTURE if text.startswith("=DISPIMG(") else text  # WPS: a picture in a cell


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.15g}"


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def _is_workbook(source: SourceFile) -> bool:
    """Tell whether a file is a workbook: xlsx, xlsb, or a BIFF file of Excel or WPS."""
    if any(name.startswith("xl/workbook.") for name in source.members):
        return True
    if source.data.startswith(_OLE):
        return any(name in source.data for name in _STREAMS)
    return source.suffix in (".xlsx", ".xlsm")  # damaged, or text: the library says what it is


FORMAT = FileFormat(
    order=0,
    suffixes=(".xlsx", ".xlsm", ".xls", ".et"),
    recognises=_is_workbook,
    read=lambda source: read_workbook(source.data, source.name),
)
