"""Cells of a table's row: where a project is built, what it costs, a remark, each with its column.

年度投资金额（万元）| 3000 is 3000万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from kg.text.numerals import multiplier
from qa.evidence.rows import Cell, Number, Quote
from qa.query.vocabulary import Field

# what may be shown of a task, and the kinds of columns that say it (rules/table_columns.csv)
COLUMNS: dict[Field, str] = {
    "place": "site",
    "investment": "investment",
    "description": "measure",
    "remark": "remark",
}
# 年度投资金额（|万|元）
_UNIT = re.compile(r"[（(](?:单位[:：])?(?P<times>[百千万亿]*)元[）)]")
_SUM = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<own>(?P<times>[百千万亿]*)元)?")


def cells_of(task: Mapping[str, Any], document: str, field: Field) -> tuple[Cell, ...]:
    """Return the cells of a task's row that say something of it.

    Args:
        task: its record.
        document: the key of its document.
        field: what: place, investment, description or remark.
    """
    return tuple(
        _cell(task, record, document)
        for record in task.get("cells", ())
        if record["kind"] == COLUMNS.get(field)
    )


def costs_of(task: Mapping[str, Any], document: str) -> tuple[Number, ...]:
    """Return what a task costs by its row, as numbers."""
    name = str(task["title"] or "")
    found = (_cost(name, cell) for cell in cells_of(task, document, "investment"))
    return tuple(number for number in found if number is not None)


def fields_of(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Return those of some fields that cells of a row say."""
    return tuple(field for field in fields if field in COLUMNS)


def _cell(task: Mapping[str, Any], record: Mapping[str, Any], document: str) -> Cell:
    text = "、".join(line.strip() for line in str(record["text"]).split("\n") if line.strip())
    unit = _UNIT.search(record["column"])
    if unit and _SUM.fullmatch(text):
        text = f"{text}{unit['times']}元"
    column = _UNIT.sub("", record["column"])
    return Cell(task["id"], column, text, Quote(document, record["start"], record["end"]))


def _cost(name: str, cell: Cell) -> Number | None:
    """Return a cell of money as a number; None where it says none: 市级统筹."""
    match = _SUM.fullmatch(cell.text)
    if match is None or match["own"] is None:
        return None
    amount = Decimal(match["number"].replace(",", "")) * multiplier(match["times"])
    return Number(
        task=cell.task,
        metric=f"{name}{cell.column}",
        comparator="=",
        amount=amount,
        printed=cell.text,
        unit="元",
        kind="count",
        text=f"{cell.column}{cell.text}",
        quote=cell.quote,
    )
