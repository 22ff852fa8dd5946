"""Units by units: how many tasks they share, for each place and year, and for everything."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from errors import GraphError
from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.export.networks.ucinet import distinct
from kg.export.tables.csv_files import write_csv
from kg.export.tables.filling import Filled, filled
from kg.export.zipped import member
from kg.network.unit_measures import ALL, ANY, View, unit_views

LARGEST = 5_000  # units of a matrix; one of more is no table that anybody opens
DENOMINATORS = "denominators.csv"
_HEAD = (
    *("file", "place", "place_name", "year", "role", "documents", "tasks", "tasks_with_a_unit"),
    *("tasks_with_several_units", "units", "pairs", "shared"),
)


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a matrix is of: a place (IRI and name) or all of them."""

    place: str
    name: str


def write(excerpt: Excerpt, path: Path) -> None:
    """Write the matrices of each place, by year and role, and what they were counted over."""
    with filled(excerpt) as tables, ZipFile(path, "w", ZIP_DEFLATED) as archive:
        add_matrices(archive, tables)


def add_matrices(archive: ZipFile, tables: Filled, folder: str = "") -> None:
    """Add the matrices to a zip."""
    denominators = []
    for scope in _scopes(tables):
        for view in unit_views(_assigned(tables, scope)):
            if len(view.tasks) > LARGEST:
                name = ""  # said in denominators.csv: too large for a table, unit_pairs has it
            else:
                name = f"{scope.name}-{view.year}-{view.role}.csv"
                _add(archive, f"{folder}{name}", matrix(view, _labels(tables, view)))
            denominators.append((name, *_counted(tables, scope, view)))
    _add(archive, f"{folder}{DENOMINATORS}", [_HEAD, *denominators])


def _single(excerpt: Excerpt, path: Path) -> None:
    with filled(excerpt) as tables:
        views = unit_views(_assigned(tables, _Scope("", ALL)))
        view = next(views, View(ALL, ANY, {}, {}))
        if len(view.tasks) > LARGEST:
            raise GraphError(
                f"a matrix of {len(view.tasks)} units is too large; take one place (--only), "
                f"or {FORMAT.name}"
            )
        head, *rows = matrix(view, _labels(tables, view))
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            write_csv(file, rows, [str(cell) for cell in head])


def matrix(view: View, labels: Sequence[tuple[str, str]]) -> Iterator[list[object]]:
    """Yield the rows of a matrix, its head first; the diagonal is 0.

    Args:
        view: what is counted.
        labels: IRI and name of each unit, in the order of rows and columns.
    """
    names = distinct(labels)
    yield ["unit", "name", *names]
    for (unit, _), name in zip(labels, names, strict=True):
        pairs = ((min(unit, other), max(unit, other)) for other, _ in labels)
        yield [unit, name, *(view.pairs.get(pair, 0) for pair in pairs)]


def _labels(tables: Filled, view: View) -> list[tuple[str, str]]:
    """Return units with their names, those with most tasks first."""
    units = sorted(view.tasks, key=lambda unit: (-view.tasks[unit], unit))
    rows = {u: n for u, n in tables.select("SELECT unit, name FROM units")}
    return [(unit, rows.get(unit, unit)) for unit in units]


def _scopes(tables: Filled) -> Iterator[_Scope]:
    yield _Scope("", ALL)
    query = (
        "SELECT DISTINCT place, name FROM documents JOIN jurisdictions ON place = jurisdiction "
        "ORDER BY place"
    )
    places = [*tables.select(query)]
    for (place, _), name in zip(places, distinct(places), strict=True):
        yield _Scope(place, name)


def _assigned(tables: Filled, scope: _Scope) -> Iterator[tuple[str, str, str, int | None]]:
    query = (
        "SELECT unit, task, role, year FROM assignments JOIN documents USING (document) "
        "WHERE ?1 = '' OR place = ?1"
    )
    for unit, task, role, year in tables.select(query, scope.place):
        yield str(unit), str(task), str(role), year


def _counted(tables: Filled, scope: _Scope, view: View) -> Iterator[object]:
    """Yield what a matrix was counted over, in the order of the head."""
    where = "(?1 = '' OR place = ?1) AND (?2 = 'all' OR year = ?2)"
    in_role = "(?3 = 'any' OR role = ?3)"
    named = (
        "SELECT task, count(DISTINCT unit) AS units FROM assignments JOIN documents "
        f"USING (document) WHERE {where} AND {in_role} GROUP BY task"
    )
    counts = (
        f"SELECT count(*) FROM documents WHERE {where} AND ?3 = ?3",
        f"SELECT count(*) FROM tasks JOIN documents USING (document) WHERE {where} AND ?3 = ?3",
        f"SELECT count(*) FROM ({named})",
        f"SELECT count(*) FROM ({named}) WHERE units > 1",
    )
    yield from (scope.place, scope.name, view.year, view.role)
    for query in counts:
        ((count,),) = tables.select(query, scope.place, view.year, view.role)
        yield count
    yield from (len(view.tasks), len(view.pairs), sum(view.pairs.values()))


def _add(archive: ZipFile, name: str, rows: Iterable[Sequence[object]]) -> None:
    head, *rest = rows
    with member(archive, name) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
        write_csv(text, rest, [str(cell) for cell in head])
        text.detach()


FORMAT = Format(
    "matrices.zip",
    "CSV：单位协作矩阵，分地区、年度、角色，附统计口径",
    "CSV: matrices of shared tasks by place, year and role, with what they were counted over",
    "application/zip",
    write,
)
SINGLE = Format(
    "matrix.csv",
    "CSV：单位协作矩阵",
    "CSV: unit × unit matrix of shared tasks",
    "text/csv",
    _single,
)
