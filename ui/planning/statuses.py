"""The states a task may be in, as data/ledger/statuses.csv names them in both languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from kg.knowledge.data_folder import DataFolder
from ui.messages import LANGUAGES

TABLE = "ledger/statuses.csv"
# 「完成 」 · under_way · Under way.
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Statuses:
    """The table.

    Attributes:
        names: (zh, en) by key, in the order they are offered in.
        done: keys of those that end a task.
        also: key by every other word for it that is read, but not offered.
    """

    names: dict[str, tuple[str, str]]
    done: frozenset[str]
    also: Mapping[str, str]

    def name(self, key: str, language: str) -> str:
        """Return what a state is called; a key that the table no longer has is its own name."""
        return self.names[key][LANGUAGES.index(language)] if key in self.names else key

    def key(self, name: str) -> str:
        """Return the key of a state that is called so in either language; "" for none.

        Width, case, spaces and marks do not matter.
        """
        words = dict(self.also) | {
            word: k for k, names in self.names.items() for word in (k, *names)
        }
        return {_plain(word): key for word, key in words.items()}.get(_plain(name), "")


def read_statuses(data: DataFolder) -> Statuses:
    """Read the table.

    Raises:
        GraphError: it is missing or malformed.
    """
    rows = list(data.rows(TABLE))
    names = {row["status"]: (row["zh"], row["en"]) for row in rows}
    also = {word: row["status"] for row in rows for word in row["also"].split("|") if word}
    return Statuses(names, frozenset(row["status"] for row in rows if row["is_done"]), also)


def _plain(word: str) -> str:
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", word)).lower()
