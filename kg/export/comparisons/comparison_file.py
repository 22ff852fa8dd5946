"""Comparisons as a file: of what was chosen, and of all years of what is taken away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.comparison.comparison import Comparison, compare
from kg.comparison.comparison_rows import COLUMNS, comparison_rows, nothing
from kg.export.build_tables import Record, TaskRecords
from kg.export.comparisons.compared_sides import SideReader, following_years
from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.export.tables.csv_files import csv_text, write_csv


def comparison_table(comparisons: Iterable[Comparison]) -> str:
    """Return comparisons as CSV; what the columns hold is in kg.comparison.comparison_rows.

    Where there is nothing to tell, a row says so: a head alone looks like a file that was cut.
    """
    return csv_text([list(COLUMNS), *_rows(comparisons)])


def write(excerpt: Excerpt, path: Path) -> None:
    """Write what changed in each place from one year to the next that is taken; often nothing."""
    comparisons = (
        compare(old, new, excerpt.renamed)
        for old, new in following_years(_reader(excerpt), excerpt.documents.values())
    )
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(file, _rows(comparisons), list(COLUMNS))


def _rows(comparisons: Iterable[Comparison]) -> Iterator[list[object]]:
    compared = None
    for compared in comparisons:
        rows = comparison_rows(compared)
        yield next(rows, nothing(compared))
        yield from rows
    if compared is None:
        yield nothing()


def _reader(excerpt: Excerpt) -> SideReader:
    """Return what reads the tasks of an excerpt, one place and two years of it at a time."""
    records = TaskRecords(excerpt.build.tables, excerpt.hidden.task if excerpt.hidden else None)
    by_key = {document["key"]: document for document in excerpt.documents.values()}

    def tasks(document: str) -> Iterator[Record]:
        return filter(excerpt.only.keeps_task, records.of_document(document))

    return SideReader(excerpt.build.tables, tasks, lambda key: excerpt.text(by_key[key]))


FORMAT = Format(
    "comparison.csv",
    "CSV：同一地区相邻年度的变化：任务、指标、单位、政策",
    "CSV: what changed in a place from one year to the next: tasks, targets, units, policies",
    "text/csv",
    write,
)
