"""Who publishes what is taken away, and where its documents come from: sources.csv of the user.

file,address,retrieved
wenshang_2023_29.txt,http://www.wenshang.gov.cn/art/2023/…,2024-05-06
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from errors import GraphError
from kg.export.build_tables import Record

SOURCES = "sources.csv"  # in the user's own folder
_NAMES = ("file", "key", "wenhao")  # by any of which a row may name a document


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document was found, and when: an address and a day (ISO); empty if not known."""

    address: str = ""
    retrieved: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """What a package says of itself beside its content.

    Attributes:
        creator: person or body that publishes it; empty: nobody is named.
        published: day, as ISO says it.
        origins: where documents were found, by file name, key or 文号.
    """

    creator: str = ""
    published: str = field(default_factory=lambda: date.today().isoformat())
    origins: Mapping[str, Origin] = field(default_factory=dict)

    def origin(self, document: Record) -> Origin:
        """Return where a document was found, by its record."""
        names = (document["file"], document["key"], document["wenhao"])
        return next((self.origins[name] for name in names if name in self.origins), Origin())


def read_origins(path: Path) -> dict[str, Origin]:
    """Read sources.csv: where documents were found, by what each row names them by.

    Raises:
        GraphError: it is missing, or names no documents.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [*csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GraphError(f"{path} cannot be read ({error}); save it as CSV in UTF-8") from error
    if rows and not set(_NAMES) & set(rows[0]):
        raise GraphError(f"{path} needs a column {', '.join(_NAMES)}; and address, retrieved")
    return {
        row[name].strip(): Origin(row.get("address") or "", row.get("retrieved") or "")
        for row in rows
        for name in _NAMES
        if row.get(name)
    }
