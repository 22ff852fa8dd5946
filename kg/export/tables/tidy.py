"""What the tidy tables are: one file of definitions/ each, read here and nowhere else.

A definition opens with the title of the table and its columns, then says by SPARQL how its rows
are found in the graph of one document:

    # 任务：带编号的重点工作 | Tasks: numbered items of work
    # task | key | 任务标识 | IRI of the task
    # document | documents | 所在文件 | document it is in

The type of a column is `key`, the name of the table whose key it holds, or a datatype; a key that
is one of another table is both: `key concepts`. Keys are IRIs unless they say otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "definitions"
# datatype → that of XML Schema, and of SQLite
DATATYPES = {
    "iri": ("anyURI", "TEXT"),
    "text": ("string", "TEXT"),
    "texts": ("string", "TEXT"),
    "integer": ("integer", "INTEGER"),
    "decimal": ("decimal", "REAL"),
    "date": ("date", "TEXT"),
    "boolean": ("boolean", "BOOLEAN"),
}
SEPARATOR = "；"  # between several texts of one cell
# in this order everywhere; persons are a table only where they were asked for
ORDER = (
    *("documents", "sections", "tasks", "assignments", "units", "jurisdictions", "targets"),
    *("benefits", "time_limits", "projects", "named_things", "policies", "citations"),
    *("concepts", "broader_concepts", "subjects", "mentions", "precisions", "persons"),
    *("nodes", "edges", "unit_measures", "unit_pairs"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: in every format.
        datatype: one of DATATYPES.
        is_key: whether it is the key of its table, or part of it.
        table: whose key it holds, if it does.
        zh: what it says, in Chinese.
        en: the same in English.
    """

    name: str
    datatype: str
    is_key: bool
    table: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: in every format.
        zh: what a row of it is, in Chinese.
        en: the same in English.
        columns: in order.
        query: SPARQL that finds its rows in the graph of a document; empty where the program
            fills it otherwise.
    """

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    query: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that tell a row from all others."""
        return tuple(column.name for column in self.columns if column.is_key)


@cache
def tidy_tables(*, persons: bool = False) -> tuple[Table, ...]:
    """Return the tables, with that of persons if it is wanted."""
    return tuple(_read(name) for name in ORDER if persons or name != "persons")


def _read(name: str) -> Table:
    text = (FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    head = [line[2:] for line in text.split("\n") if line.startswith("# ")]
    zh, en = head[0].split(" | ")
    columns = tuple(_column(line) for line in head[1:])
    return Table(name, zh, en, columns, text if "SELECT" in text else "")


def _column(line: str) -> Column:
    """Return what a line says: task | key | 任务标识 | IRI of the task."""
    name, said, zh, en = (part.strip() for part in line.split(" | "))
    words = said.split()
    datatype = next((word for word in words if word in DATATYPES), "")
    table = next((word for word in words if word in ORDER), "")
    return Column(name, datatype or "iri", "key" in words, table, zh, en)
