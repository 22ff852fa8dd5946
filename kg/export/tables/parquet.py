"""The tidy tables as Parquet files in a zip; DuckDB writes them, which is an extra."""

from __future__ import annotations

import tempfile
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

from errors import GraphError
from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.export.tables.csv_files import write_csv
from kg.export.tables.filling import Filled, filled
from kg.export.tables.tidy import Table
from kg.export.zipped import member

_INSTALL = "pip install zhengtu[parquet]"
_TYPES = {"integer": "BIGINT", "decimal": "DOUBLE", "date": "DATE", "boolean": "BOOLEAN"}
_NULL = "\\N"  # a text may be empty


def write(excerpt: Excerpt, path: Path) -> None:
    """Write the zip.

    Raises:
        GraphError: DuckDB is not installed.
    """
    require()
    with filled(excerpt) as tables, ZipFile(path, "w", ZIP_STORED) as archive:
        add_files(archive, tables)


def require() -> None:
    """See that DuckDB is there.

    Raises:
        GraphError: it is not.
    """
    try:
        import duckdb  # noqa: F401 - 67 MB that only Parquet needs
    except ImportError as error:
        raise GraphError(f"Parquet needs {error.name}: {_INSTALL}") from error


def add_files(archive: ZipFile, tables: Filled, folder: str = "") -> None:
    """Add a Parquet file for each table to a zip."""
    import duckdb

    with tempfile.TemporaryDirectory(prefix="zhengtu-parquet-") as temporary:
        connection = duckdb.connect(config={"threads": 1})  # rows stay in order
        for table in tables.tables:
            rows, made = Path(temporary, "rows.csv"), Path(temporary, f"{table.name}.parquet")
            with rows.open("w", encoding="utf-8", newline="") as file:
                cells = ([_NULL if v is None else v for v in row] for row in tables.rows(table))
                write_csv(file, cells, [c.name for c in table.columns], raw=True)
            connection.execute(
                f"COPY (SELECT * FROM read_csv(?, header=true, delim=',', quote='\"', "
                f"escape='\"', nullstr='{_NULL}', columns={_columns(table)})) "
                f"TO '{made}' (FORMAT parquet, COMPRESSION zstd)",
                [str(rows)],
            )
            with member(archive, f"{folder}{table.name}.parquet") as out, made.open("rb") as file:
                while piece := file.read(2**20):
                    out.write(piece)
        connection.close()


def _columns(table: Table) -> str:
    pairs = (f"'{c.name}': '{_TYPES.get(c.datatype, 'VARCHAR')}'" for c in table.columns)
    return "{" + ", ".join(pairs) + "}"


FORMAT = Format(
    "parquet.zip",
    "Parquet：全部数据表（需要 zhengtu[parquet]）",
    "Parquet: all tables (needs zhengtu[parquet])",
    "application/zip",
    write,
)
