"""The tidy tables as CSV files in a zip, described for machines: CSV on the Web, Data Package."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO
from zipfile import ZIP_DEFLATED, ZipFile

from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.export.tables.filling import Filled, filled
from kg.export.tables.tidy import DATATYPES, Column, Table
from kg.export.zipped import member
from kg.text.allowed import cell_text

METADATA = "csv-metadata.json"  # the name under which CSV on the Web looks for it
PACKAGE = "datapackage.json"
# names of Table Schema, where they differ
_DATA_PACKAGE = {"anyURI": "string", "decimal": "number"}


def write(excerpt: Excerpt, path: Path) -> None:
    """Write the zip."""
    with filled(excerpt) as tables, ZipFile(path, "w", ZIP_DEFLATED) as archive:
        add_tables(archive, tables)


def add_tables(archive: ZipFile, tables: Filled, folder: str = "") -> None:
    """Add the tables and their descriptions to a zip."""
    for table in tables.tables:
        with member(archive, f"{folder}{table.name}.csv") as file:
            text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
            names = [column.name for column in table.columns]
            write_csv(text, _rows(table, tables), names)
            text.detach()
    for name, content in ((METADATA, csvw(tables.tables)), (PACKAGE, package(tables.tables))):
        with member(archive, f"{folder}{name}") as file:
            file.write(json.dumps(content, ensure_ascii=False, indent=1).encode())


def write_csv(
    file: TextIO,
    rows: Iterable[Sequence[object]],
    head: Sequence[str],
    *,
    raw: bool = False,
) -> None:
    """Write rows as CSV in which no cell runs as a formula, unless it is wanted raw."""
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow(row if raw else map(safe, row))
    file.flush()


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return rows, their head first, as CSV that Excel opens."""
    head, *rest = rows
    out = io.StringIO()
    write_csv(out, rest, [str(cell) for cell in head])
    return "\ufeff" + out.getvalue()


def safe(cell: object) -> object:
    """Return a cell that a spreadsheet does not run: before = + - @ stands an apostrophe."""
    return cell_text(cell) if isinstance(cell, str) else cell


def _rows(table: Table, tables: Filled) -> Iterator[list[Any]]:
    for row in tables.rows(table):
        yield [_cell(c, v) for c, v in zip(table.columns, row, strict=True)]


def _cell(column: Column, value: Any) -> Any:
    if column.datatype == "boolean" and value is not None:
        return "true" if value else "false"
    return plain_number(value)


def plain_number(value: Any) -> Any:
    """Return a whole number without .0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def csvw(tables: Sequence[Table]) -> dict[str, Any]:
    """Return the metadata of CSV on the Web for some tables."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "dialect": {"encoding": "utf-8-sig", "lineTerminators": ["\r\n"]},
        "tables": [
            {
                "url": f"{table.name}.csv",
                "dc:title": _both(table.zh, table.en),
                "tableSchema": {
                    "columns": [_csvw_column(column) for column in table.columns],
                    "primaryKey": list(table.keys),
                    "foreignKeys": [
                        {
                            "columnReference": column.name,
                            "reference": {
                                "resource": f"{column.table}.csv",
                                "columnReference": key,
                            },
                        }
                        for column, key in _foreign(table, tables)
                    ],
                },
            }
            for table in tables
        ],
    }


def _csvw_column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "titles": column.name,
        "datatype": DATATYPES[column.datatype][0],
        "required": column.is_key,
        "dc:description": _both(column.zh, column.en),
    }


def _both(zh: str, en: str) -> list[dict[str, str]]:
    return [{"@value": zh, "@language": "zh"}, {"@value": en, "@language": "en"}]


def _foreign(table: Table, tables: Sequence[Table]) -> Iterator[tuple[Column, str]]:
    """Yield the columns that hold keys of other tables, each with the name of that key."""
    keys = {other.name: other.keys[0] for other in tables}
    for column in table.columns:
        if column.table in keys:
            yield column, keys[column.table]


def package(tables: Sequence[Table]) -> dict[str, Any]:
    """Return the description of some tables as a Data Package."""
    return {
        "profile": "tabular-data-package",
        "name": "zhengtu",
        "title": "政图 Zhengtu",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.name.replace("_", "-"),
                "path": f"{table.name}.csv",
                "title": table.en,
                "description": table.zh,
                "encoding": "utf-8-sig",
                "schema": {
                    "fields": [_field(column) for column in table.columns],
                    "primaryKey": list(table.keys),
                    "foreignKeys": [
                        {
                            "fields": column.name,
                            "reference": {
                                "resource": ""
                                if column.table == table.name
                                else column.table.replace("_", "-"),
                                "fields": key,
                            },
                        }
                        for column, key in _foreign(table, tables)
                    ],
                },
            }
            for table in tables
        ],
    }


def _field(column: Column) -> dict[str, Any]:
    datatype = DATATYPES[column.datatype][0]
    return {
        "name": column.name,
        "type": _DATA_PACKAGE.get(datatype, datatype),
        "description": f"{column.zh} | {column.en}",
        **({"constraints": {"required": True}} if column.is_key else {}),
    }


FORMAT = Format(
    "tables.zip",
    "CSV：整洁的数据表（每表一个文件，附列说明）",
    "CSV: tidy tables, a file each, with every column described",
    "application/zip",
    write,
)
