"""The names of a build, found by the pieces of them that a question holds; none else is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kg.entities.name_forms import UNIT, Piece, substrings
from kg.export.build_tables import Tables

_KNOWN = 500  # sets of forms whose things are kept


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a name.

    Attributes:
        text: how.
        kind: Unit for all that has a role in tasks, else the class of the thing.
        number: in the tables.
    """

    text: str
    kind: str
    number: int


@dataclass(frozen=True)
class StoredNames:
    """The names of a build.

    Attributes:
        tables: of the build.
    """

    tables: Tables

    @cached_property
    def units(self) -> dict[str, Form]:
        """The forms of units; counties call theirs alike, so there are few."""
        return {form.text: form for form in self._forms("class = ?", UNIT)}

    @cached_property
    def things(self) -> tuple[str, ...]:
        """The names of projects, policies, campaigns, titles, firms and regions."""
        return tuple(form.text for form in self._forms("class <> ?", UNIT))

    def with_piece(self, where: Piece, text: str) -> list[Form]:
        """Return the names of which a piece stands in a text, in the order of the build.

        Args:
            where: in the name the piece stands.
            text: the question.
        """
        found = "number IN (SELECT form FROM pieces WHERE place = ? AND piece IN "
        pieces = json.dumps(sorted(substrings(text)), ensure_ascii=False)
        return self._forms(f"{found}(SELECT value FROM json_each(?)))", where, pieces)

    def things_of(self, forms: Iterable[Form]) -> tuple[str, ...]:
        """Return the things that some forms may stand for, in order."""
        return self._things_of(tuple(sorted({form.number for form in forms})))

    @cached_property
    def _things_of(self) -> Callable[[tuple[int, ...]], tuple[str, ...]]:
        query = (
            "SELECT DISTINCT thing FROM called WHERE form IN (SELECT value FROM json_each(?)) "
            "ORDER BY thing"
        )

        def read(numbers: tuple[int, ...]) -> tuple[str, ...]:
            return tuple(thing for (thing,) in self.tables.rows(query, json.dumps(numbers)))

        return lru_cache(_KNOWN)(read)

    def _forms(self, condition: str, *values: str) -> list[Form]:
        query = f"SELECT form, class, number FROM forms WHERE {condition} ORDER BY number"
        return [Form(*row) for row in self.tables.rows(query, *values)]
