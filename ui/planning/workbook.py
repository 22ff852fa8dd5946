"""The ledger as a workbook for Excel and WPS, to be printed, filled in and sent back.

Every cell is text or a number, whatever it begins with: nothing in it runs. The last column,
hidden, tells which task a row is of, and its head how much had been entered when it was made.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter

from ui.planning.duties import Duty
from ui.planning.progress import State
from ui.planning.statuses import Statuses

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARK = "任务标识（请勿改动）#"  # head of the hidden column, before the number of entries seen
OLD_MARK = "政图标识#"  # of workbooks that were handed out before
LONGEST = 32_767  # characters of a cell
_A4 = 9
_HEAD_ROW = 1  # below the title
_LINE, _TALLEST = 15.0, 409.0  # points; no program takes a taller row

Say = Callable[[str], str]
Cell = Callable[[Duty, Say, Statuses, str], str | int]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the message that heads it, its width in characters, its cell for a row."""

    head: str
    width: int
    cell: Cell


def _state(duty: Duty) -> State:
    return duty.entry.state if duty.entry else State()


def _days(duty: Duty, say: Say) -> str:
    """Return the days of a row, a line each: 2023-12-31（推定）."""
    return "\n".join(day + say("ledger_assumed") * assumed for day, assumed in duty.days)


COLUMNS = (
    Column("ledger_number", 5, lambda duty, *_: duty.number),
    Column("ledger_task", 22, lambda duty, *_: duty.title),
    Column("ledger_text", 46, lambda duty, *_: duty.text),
    Column("ledger_lead", 16, lambda duty, *_: duty.names("lead").replace("、", "\n")),
    Column(
        "ledger_assist",
        16,
        lambda duty, *_: duty.names("responsible", "assist").replace("、", "\n"),
    ),
    Column("ledger_targets", 30, lambda duty, *_: "\n".join(duty.quotes)),
    Column("ledger_due", 12, lambda duty, say, *_: _days(duty, say)),
    Column("ledger_status", 10, lambda duty, _, names, lang: names.name(_state(duty).status, lang)),
    Column("ledger_progress", 28, lambda duty, *_: _state(duty).progress),
    Column("ledger_remark", 16, lambda duty, *_: _state(duty).remark),
    Column("ledger_source", 14, lambda duty, *_: duty.source),
)


def workbook(
    title: str, rows: Sequence[Duty], seen: int, say: Say, statuses: Statuses, language: str
) -> bytes:
    """Return the ledger as a file.

    Args:
        title: above the table.
        rows: of the ledger.
        seen: how many entries of progress there are.
        say: returns a text of the page.
        statuses: what a task may be in.
        language: zh or en.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(say("ledger_sheet"))
        _lay_out(book, sheet, title, seen, say)
        body = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for number, duty in enumerate(rows, _HEAD_ROW + 1):
            cells = [column.cell(duty, say, statuses, language) for column in COLUMNS]
            sheet.set_row(number, _height(cells))
            for column, value in enumerate(cells):
                if isinstance(value, int):
                    sheet.write_number(number, column, value, body)
                else:
                    sheet.write_string(number, column, value[:LONGEST], body)
            sheet.write_string(number, len(COLUMNS), duty.task)
        last = _HEAD_ROW + max(1, len(rows))
        _offer(sheet, last, [statuses.name(key, language) for key in statuses.names])
        sheet.autofilter(_HEAD_ROW, 0, last, len(COLUMNS) - 1)
        sheet.print_area(0, 0, last, len(COLUMNS) - 1)
    return out.getvalue()


def _lay_out(book: Any, sheet: Any, title: str, seen: int, say: Say) -> None:
    """Write title and heads, and set widths and paper."""
    head = book.add_format(
        {
            "bold": True,
            "text_wrap": True,
            "align": "center",
            "valign": "vcenter",
            "border": 1,
            "bg_color": "#EAF0FE",
        }
    )
    large = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, "", large)
    sheet.write_string(0, 0, title[:LONGEST], large)
    sheet.set_row(0, 30)
    sheet.set_row(_HEAD_ROW, 30)
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
        sheet.write_string(_HEAD_ROW, number, say(column.head), head)
    sheet.set_column(len(COLUMNS), len(COLUMNS), 8, None, {"hidden": True})
    sheet.write_string(_HEAD_ROW, len(COLUMNS), f"{MARK}{seen}")
    sheet.freeze_panes(_HEAD_ROW + 1, 2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, _HEAD_ROW)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&P / &N")


def _height(cells: Sequence[str | int]) -> float:
    """Return the height of a row that shows all of its cells: not every program finds one."""
    lines = max(
        sum(max(1, -(-_width(line) // column.width)) for line in str(value).split("\n"))
        for column, value in zip(COLUMNS, cells, strict=True)
    )
    return min(_TALLEST, _LINE * lines + 2)


def _width(line: str) -> int:
    """Return how wide a line is in digits; a Chinese character takes two."""
    return sum(2 if east_asian_width(letter) in "WFA" else 1 for letter in line)


def _offer(sheet: Any, last: int, names: list[str]) -> None:
    """Offer the states in the cells of their column; any other word may be written too."""
    column = next(n for n, c in enumerate(COLUMNS) if c.head == "ledger_status")
    sheet.data_validation(
        _HEAD_ROW + 1,
        column,
        last,
        column,
        {"validate": "list", "source": names, "error_type": "information"},
    )
