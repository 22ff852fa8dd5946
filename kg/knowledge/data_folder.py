"""Folders of tables laid over each other: a user's folder holds only the tables it changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.knowledge.csv_tables import read_csv
from kg.text.digest import digest

# what documents are read by, the thesaurus, how sure facts are; questions/ is read by who asks
_OF_DOCUMENTS = ("gazetteer", "rules", "topics", "quality", ".")


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Where tables are looked for.

    Attributes:
        layers: folders of the same shape, the first that has a table gives it whole.
    """

    layers: tuple[Path, ...]

    def path(self, name: str) -> Path:
        """Return where a table is, e.g. rules/attribution_labels.csv; it may be missing."""
        found = (layer / name for layer in self.layers)
        return next((path for path in found if path.exists()), self.layers[-1] / name)

    def rows(self, name: str) -> Iterator[dict[str, str]]:
        """Yield the rows of a table.

        Raises:
            GraphError: no layer has it, or it is malformed.
        """
        return read_csv(self.path(name))

    def tables(self, folder: str) -> list[str]:
        """Return the names of the tables of a folder, from all layers, sorted."""
        found = {path.name for layer in self.layers for path in (layer / folder).glob("*.csv")}
        return [f"{folder}/{name}" for name in sorted(found)]

    def digest(self) -> str:
        """Return one sha256 over the names and bytes of the tables that documents are read by."""
        found = [table for folder in _OF_DOCUMENTS for table in self.tables(folder)]
        return digest(*(part for name in found for part in (name, self.path(name).read_bytes())))
