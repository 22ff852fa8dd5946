"""What every table becomes, drawn or flattened: rows of cells, each with the kind of its column."""

from __future__ import annotations

from dataclasses import dataclass

from kg.text.span import Bounds


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a row; positions in the view's text.

    Attributes:
        kind: of its column: a role of an attribution (lead, deadline …) or a use of
            rules/table_columns.csv (task, target …).
        column: name of its column.
        start: of its text.
        end: one past its text.
        gaps: positions in it before which the stored text has white space.
    """

    kind: str
    column: str
    start: int
    end: int
    gaps: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row that says a task; positions in the view's text.

    Attributes:
        number: printed, or counted where the table has no numbers.
        start: at the number, or at the first cell.
        content: at the first cell of text; who or when may come before it.
        end: one past the last cell.
        cells: those that say who or when, in order.
        printed: the number as printed where it has several parts: 3.1.
        ordinal: where the number is printed; None where it is what comes before the content.
        texts: the cells that say what, the one that names the task first; empty for a row of a
            flattened table, whose text is all of its content.
        others: further cells that say something of it: investment, measure unit, remark.
        categories: the cells it is under, outermost first, each where it is first written.
    """

    number: int
    start: int
    content: int
    end: int
    cells: tuple[Cell, ...]
    printed: str = ""
    ordinal: Bounds | None = None
    texts: tuple[Cell, ...] = ()
    others: tuple[Cell, ...] = ()
    categories: tuple[Bounds, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; positions in the view's text.

    Attributes:
        start: of its header.
        end: one past its last row.
        rows: those that are tasks; a contact list has none.
        silent: header and category cells, which are no paragraphs, in order.
        warnings: what was not understood, and where.
        is_roster: it lists persons.
    """

    start: int
    end: int
    rows: tuple[Row, ...]
    silent: tuple[Bounds, ...] = ()
    warnings: tuple[tuple[int, str], ...] = ()
    is_roster: bool = False
