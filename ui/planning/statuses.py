"""The states a task may be in, as data/ledger/statuses.csv names them in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from kg.knowledge.data_folder import DataFolder
from ui.messages import LANGUAGES

TABLE = "ledger/statuses.csv"


@dataclass(frozen=True, slots=True)
class Statuses:
    """The table.

    Attributes:
        names: (zh, en) by key, in the order they are offered in.
        done: keys of those that end a task.
    """

    names: dict[str, tuple[str, str]]
    done: frozenset[str]

    def name(self, key: str, language: str) -> str:
        """Return what a state is called; a key that the table no longer has is its own name."""
        return self.names[key][LANGUAGES.index(language)] if key in self.names else key

    def key(self, name: str) -> str:
        """Return the key of a state that is called so in either language; "" for none."""
        plain = name.strip().lower()
        return next((key for key, names in self.names.items() if plain in (key, *names)), "")


def read_statuses(data: DataFolder) -> Statuses:
    """Read the table.

    Raises:
        GraphError: it is missing or malformed.
    """
    rows = list(data.rows(TABLE))
    names = {row["status"]: (row["zh"], row["en"]) for row in rows}
    return Statuses(names, frozenset(row["status"] for row in rows if row["is_done"]))
