"""Which goals and tasks are wanted: the filter that the pages of planners share, from the address.

?unit= (an IRI, or a name; several), role, section, kind (several), commitment, metric, place, doc,
after and due (2023-09-30, or 2023-09 for the whole month), printed=1 (no assumed dates).
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kg.entities.kinds import ROLE_RELATIONS
from ui.refusals import WrongValueError
from ui.site import Asked

GOALS = ("Target", "Benefit", "TimeLimit")
ROLES = tuple(ROLE_RELATIONS)
# what of the address the filter reads, and links of the same view keep
NAMES = (
    "unit",
    "role",
    "section",
    "kind",
    "commitment",
    "metric",
    "place",
    "doc",
    "after",
    "due",
    "printed",
)
# 2023-09 · 2023-09-30
_DATE = re.compile(
    r"(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?"
)
_AMONG = "(SELECT value FROM json_each(?))"
Condition = tuple[str, tuple[object, ...]]  # SQL, and the values of its ?


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is wanted; what is empty does not matter.

    Attributes:
        units: IRIs; a task of any of them.
        role: of these units in the task: lead, responsible or assist.
        section: heading the task stands below.
        documents: keys; None for all.
        kinds: classes of goals.
        commitment: as printed, 确保.
        metric: what a goal is about, as the grid names it.
        after: first day, ISO.
        due: last day, ISO.
        printed: whether the day must be printed.
        among: tasks it must be one of; None for any.
        besides: tasks it may not be.
    """

    units: tuple[str, ...] = ()
    role: str = ""
    section: str = ""
    documents: frozenset[str] | None = None
    kinds: tuple[str, ...] = ()
    commitment: str = ""
    metric: str = ""
    after: str = ""
    due: str = ""
    printed: bool = False
    among: frozenset[str] | None = None
    besides: frozenset[str] = frozenset()

    def goals(self) -> Condition:
        """Return the condition on rows of the table goals."""
        parts = [*self._own(), *self._placed("document")]
        if self.units or self.section:
            sql, values = _joined(self._tasks())
            parts.append((f"task IN (SELECT id FROM tasks WHERE {sql})", values))
        return _joined(parts)

    def tasks(self) -> Condition:
        """Return the condition on rows of the table tasks: those with a wanted goal, if one is."""
        parts = [*self._tasks(), *self._placed("document")]
        own = list(self._own())
        if own:
            sql, values = _joined(own)
            parts.append((f"id IN (SELECT task FROM goals WHERE {sql})", values))
        if self.among is not None:
            parts.append((f"id IN {_AMONG}", (json.dumps(sorted(self.among)),)))
        if self.besides:
            parts.append((f"id NOT IN {_AMONG}", (json.dumps(sorted(self.besides)),)))
        return _joined(parts)

    def _own(self) -> Iterator[Condition]:
        if self.kinds:
            yield f"kind IN {_AMONG}", (json.dumps(self.kinds),)
        for column in ("commitment", "metric"):
            value = getattr(self, column)
            if value:
                yield f"{'name' if column == 'metric' else column} = ?", (value,)
        if self.after:
            yield "due >= ?", (self.after,)
        if self.due:
            yield "due <> '' AND due <= ?", (self.due,)
        if self.printed:
            yield "due <> '' AND NOT assumed", ()

    def _placed(self, column: str) -> Iterator[Condition]:
        if self.documents is not None:
            yield f"{column} IN {_AMONG}", (json.dumps(sorted(self.documents)),)

    def _tasks(self) -> Iterator[Condition]:
        if self.section:
            yield "section = ?", (self.section,)
        if self.units:
            roles = [ROLE_RELATIONS[self.role]] if self.role else list(ROLE_RELATIONS.values())
            yield _OF_UNITS, (json.dumps(self.units), json.dumps(roles))


_OF_UNITS = f"""id IN (
SELECT task.id FROM nodes AS unit JOIN steps ON steps.node = unit.rowid
JOIN nodes AS task ON task.rowid = steps.other
WHERE unit.id IN {_AMONG} AND NOT outgoing AND relation IN {_AMONG})"""


def _joined(parts: Any) -> Condition:
    parts = list(parts)
    values = tuple(value for _, own in parts for value in own)
    return " AND ".join(sql for sql, _ in parts) or "1", values


def wanted(asked: Asked) -> Wanted:
    """Return the filter of an address.

    Raises:
        WrongValueError: it names a unit or place that is not there, or a day that is none.
    """
    role, kinds = asked.value("role"), asked.values("kind")
    return Wanted(
        _units(asked),
        role if role in ROLES else "",
        asked.value("section"),
        _documents(asked),
        tuple(kind for kind in GOALS if kind in kinds),
        asked.value("commitment"),
        asked.value("metric"),
        day(asked, "after", last=False),
        day(asked, "due", last=True),
        asked.value("printed") == "1",
    )


def kept(asked: Asked, **changes: Any) -> dict[str, Any]:
    """Return the values of the filter as they stand in the address, some of them changed."""
    return {name: asked.query.getlist(name) for name in NAMES} | changes


def _units(asked: Asked) -> tuple[str, ...]:
    found: list[str] = []
    for name in filter(None, (value.strip()[:200] for value in asked.values("unit"))):
        units = units_named(asked, name)
        if not units:
            raise WrongValueError(asked.say("unit_unknown", text=name), "unit")
        found += units
    return tuple(dict.fromkeys(found))


def units_named(asked: Asked, name: str) -> list[str]:
    """Return the units of a name, an alias or an IRI."""
    build = asked.build
    if build.stored_network.node(name):
        return [name]
    found = build.names.find(name, known_places=build.places, texts=build.simplified_texts)
    return [node for mention in found if mention.kind == "Unit" for node in mention.nodes]


def _documents(asked: Asked) -> frozenset[str] | None:
    place = asked.value("place")
    if place and not asked.place:
        raise WrongValueError(asked.say("place_unknown", text=place), "place")
    return asked.scope


def day(asked: Asked, name: str, *, last: bool) -> str:
    """Return a day of the address: 2023-09 is its first or last day; "" where none is named.

    Raises:
        WrongValueError: it is none.
    """
    text = asked.value(name)
    if not text:
        return ""
    found = _DATE.fullmatch(text)
    if found is None:
        raise WrongValueError(asked.say("day_unknown", text=text), name)
    year, month = int(found["year"]), int(found["month"])
    end = calendar.monthrange(year, month)[1]
    number = int(found["day"]) if found["day"] else end if last else 1
    return f"{year}-{month:02}-{min(number, end):02}"
