"""What the cells of a table's rows say about who and when, labelled by their columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.knowledge.lexicon import Lexicon
from kg.structure.attribution import FoundAttribution, FoundClause, clauses_of
from kg.structure.organisation_names import split_names
from kg.structure.tables.cell_names import CellText, cell_text
from kg.structure.tables.table import Cell
from kg.text.span import Range


def attributions_of_rows(
    text: str, rows: Iterable[Iterable[Cell]], lexicon: Lexicon
) -> list[tuple[FoundAttribution, ...]]:
    """Return what the cells of each table row say, labelled by the kinds of their columns."""
    return [tuple(_attribution(text, cell, lexicon) for cell in cells) for cells in rows]


def names_nobody(cell: str, lexicon: Lexicon) -> bool:
    """Tell whether a table cell says that nobody is named: 待定."""
    return lexicon.attributions.nobody.fullmatch(cell) is not None


def _attribution(text: str, cell: Cell, lexicon: Lexicon) -> FoundAttribution:
    read = cell_text(text, cell, lexicon)
    clauses = tuple(
        FoundClause(clause.role, tuple(read.bounds(*name) for name in clause.names), clause.label)
        for clause in _clauses(cell, read, lexicon)
    )
    return FoundAttribution(cell.start, cell.end, clauses, cell.column)


def _clauses(cell: Cell, read: CellText, lexicon: Lexicon) -> Iterator[FoundClause]:
    content = Range(read.text, 0, len(read.text.rstrip("。；，、\n")))
    if names_nobody(content.content, lexicon):
        return
    if cell.kind == "deadline":
        yield FoundClause(cell.kind, (content[1:],))
        return
    said = list(clauses_of(content, lexicon))
    yield from said or [FoundClause(cell.kind, split_names(content, lexicon), cell.column)]
