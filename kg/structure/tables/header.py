"""The header of a drawn table: its rows, and what each column is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.document_lexicon import DocumentLexicon
from kg.structure.tables.column_kinds import UNKNOWN, WHO, ColumnKinds

_LONGEST_NAME = 24  # characters of a column's name
_MOST_ABOVE = 6  # rows above a header: a title, a unit of money
_MOST_ROWS = 3  # of a header
_FEWEST = 2  # columns, and known names
_TEXT = frozenset({"task", "project", "metric", "measure", "text"})
_LEADING = ("task", "project", "metric")  # kinds of columns that name what is to be done
_TELLING = frozenset({"measure", "text", "target"})  # kinds of columns that tell the work
_SHORTEST_TOLD = 12  # characters of a cell that tells it
_STOPS = "，。；"
_BESIDE = frozenset({"number", "deadline", "target", "investment", "site", "person", "category"})

RowTexts = Mapping[int, str]  # column → text of its cell in one row; empty cells are left out


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its kind, and its name as its header cells have it."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Attributes:
        first: index of its first row.
        rows: the texts of its rows.
        columns: by their index.
        doubtful: columns whose name no rule knows.
    """

    first: int
    rows: tuple[RowTexts, ...]
    columns: dict[int, Column]
    doubtful: tuple[int, ...]

    @property
    def end(self) -> int:
        """Index of the first row below."""
        return self.first + len(self.rows)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its columns."""
        return frozenset(column.kind for column in self.columns.values())

    @property
    def lists_tasks(self) -> bool:
        """Tell whether the rows below are tasks: what is to be done, and who, when or how much."""
        kinds = self.kinds
        if "contact" in kinds and not kinds & set(_LEADING):
            return False
        if kinds & WHO:
            return bool(kinds & _TEXT)
        leads = kinds & {"task", "project"}
        return bool(leads and kinds & _BESIDE) or {"metric", "target"} <= kinds

    def repeats(self, row: RowTexts) -> bool:
        """Tell whether a row is one of the header's again, as on the next page."""
        return row in self.rows


def find_header(rows: Sequence[RowTexts], kinds: ColumnKinds) -> Header | None:
    """Return the header of a table, None where no row names columns."""
    for first, row in enumerate(rows[:_MOST_ABOVE]):
        if _names_columns(row, kinds):
            return _header(first, rows, kinds)
    return None


def _names_columns(row: RowTexts, kinds: ColumnKinds) -> bool:
    """Tell whether the cells of a row are names of columns."""
    names = set(row.values())
    known = sum(kinds.is_like_name(name) for name in names)
    short = all(len(name) <= _LONGEST_NAME and "。" not in name for name in names)
    return short and known >= _FEWEST and 2 * known >= len(names)


def _header(first: int, rows: Sequence[RowTexts], kinds: ColumnKinds) -> Header:
    end = first + 1
    while end < min(first + _MOST_ROWS, len(rows)) and _goes_on(rows[first], rows[end], kinds):
        end += 1
    own = tuple(rows[first:end])
    columns: dict[int, Column] = {}
    doubtful: list[int] = []
    for index in sorted({column for row in own for column in row}):
        path = list(dict.fromkeys(row[index] for row in own if index in row))
        kind, is_known = kinds.of(path)
        columns[index] = Column(kind, path[-1].replace("\n", ""))
        if not is_known:
            doubtful.append(index)
    return Header(first, own, _settled(columns, doubtful), tuple(doubtful))


def _goes_on(header: RowTexts, row: RowTexts, kinds: ColumnKinds) -> bool:
    """Tell whether a row belongs to the header above: cells reach into it, or all are names."""
    if not row or row == header:
        return bool(row)
    shared = any(header.get(column) == text for column, text in row.items())
    return shared or all(kinds.is_name(text) for text in row.values())


def _settled(columns: dict[int, Column], doubtful: Sequence[int]) -> dict[int, Column]:
    """Return the columns with what their neighbours say.

    单位 beside no figure is who does it; 帮扶单位 beside 责任单位 helps.
    """
    known = {column.kind for index, column in columns.items() if index not in doubtful}
    settled = dict(columns)
    for index, column in columns.items():
        if column.kind == "measure_unit" and not known & {"metric", "target", *WHO}:
            settled[index] = Column("responsible", column.name)
        if column.kind == "responsible" and index in doubtful and known & WHO:
            settled[index] = Column("assist", column.name)
    return settled


def with_told_columns(header: Header, below: Sequence[RowTexts], words: DocumentLexicon) -> Header:
    """Return a header in which an unknown column that tells the work in sentences is one of it.

    Only where no other column does, and not where its name says how far the work is (进展情况).
    """
    if header.kinds & _TELLING:
        return header
    told = {
        index: replace(header.columns[index], kind="measure")
        for index in header.doubtful
        if header.columns[index].kind == UNKNOWN
        and not words.state_column.search(header.columns[index].name)
        and _tells([row[index] for row in below if index in row])
    }
    return replace(header, columns=header.columns | told)


def _tells(cells: Sequence[str]) -> bool:
    """Tell whether most cells of a column are sentences."""
    sentences = sum(
        len(cell) >= _SHORTEST_TOLD and any(stop in cell for stop in _STOPS) for cell in cells
    )
    return 2 * sentences > len(cells)


def naming_column(columns: Mapping[int, Column]) -> int | None:
    """Return the column that names the task: the first that can."""
    for wanted in (_LEADING, ("measure",), ("text",), ("target",)):
        for index in sorted(columns):
            if columns[index].kind in wanted:
                return index
    return None
