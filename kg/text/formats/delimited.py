"""Tables as text (.csv, .tsv): rows of cells parted by one mark, in any encoding."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from kg.text.formats.file_format import FileFormat
from kg.text.sheets.cell_rows import Cells, sheet_blocks
from kg.text.source_text import Drawn

_MARKS = ",\t;|，"
_SAMPLE = 200  # lines that the mark is told from
_LONGEST = 2**24  # characters of a cell
_SUFFIXES = (".csv", ".tsv")


def read_delimited(text: str) -> Drawn:
    """Return the table of a text, with the lines that stand alone above and below it."""
    lines = list(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    if lines and lines[0].lower().startswith("sep="):  # what Excel writes of the mark
        lines = lines[1:]
    with _long_cells():
        rows = list(csv.reader(lines, delimiter=mark(lines)))
    texts = {
        (row, column): cell.strip()
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell.strip()
    }
    return Drawn(tuple(sheet_blocks(Cells(texts))))


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let cells be long meanwhile: the module csv has one limit for a whole process."""
    before = csv.field_size_limit(_LONGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def mark(lines: list[str]) -> str:
    r"""Return the mark that parts cells: with it most rows have one width, and the largest.

    >>> mark(["序号;任务;单位\n", "1;甲，乙;丙\n"])
    ';'
    """

    def likeness(delimiter: str) -> int:
        widths = Counter(map(len, csv.reader(lines[:_SAMPLE], delimiter=delimiter)))
        return max((count * (width - 1) for width, count in widths.items()), default=0)

    return max(_MARKS, key=likeness)


FORMAT = FileFormat(
    order=5,
    suffixes=_SUFFIXES,
    recognises=lambda source: source.suffix in _SUFFIXES and not source.members,
    read=lambda source: read_delimited(source.decoded.text),
)
