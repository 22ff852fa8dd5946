"""All tables of a text: those its format drew, and those that lie flattened in it."""

from __future__ import annotations

from collections.abc import Sequence

from kg.knowledge.lexicon import Lexicon
from kg.structure.tables.drawn_tables import DrawnTables
from kg.structure.tables.flattened_tables import flat_tables
from kg.structure.tables.table import Table
from kg.text.source_text import Grid
from kg.text.stored_text import StoredText


def read_tables(stored: StoredText, grids: Sequence[Grid], lexicon: Lexicon) -> tuple[Table, ...]:
    """Return the tables of a text, in order; what was drawn is not looked through again."""
    drawn = DrawnTables(stored, lexicon).read(grids)
    taken = [(table.start, table.end) for table in drawn]
    flat = flat_tables(stored.view.text, lexicon, taken)
    return tuple(sorted((*drawn, *flat), key=lambda table: table.start))
