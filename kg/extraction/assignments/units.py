"""Units and their roles, as a task's attributions say them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kg.extraction.assignments.unit_parts import parts_of_task
from kg.extraction.mentions import TaskPart, UnitMention
from kg.extraction.task_reading import DocumentReading
from kg.knowledge.knowledge import Knowledge
from kg.structure.document import Attribution, ListedName, RoleClause, Task
from kg.structure.lists.first_leads import FirstLeads
from kg.text.span import Span

# 县科技局|，|县数据局
_COMMA = re.compile("[，,]")
_ROLES = ("lead", "responsible", "assist")


def units(reading: DocumentReading, knowledge: Knowledge) -> list[list[UnitMention]]:
    """Return the units of each task, in order.

    A task without attribution has none; the report says so. 责任单位 counts as lead
    where it is the only list of its place, and there only the first name where the document says
    so (列首位的为牵头单位). The cells of a table's row are one place.
    """
    stored, unnamed = reading.document.stored, knowledge.lexicon.unnamed
    of_tasks = [task.task.attributions for task in reading.tasks]
    spans = list(dict.fromkeys(chain.from_iterable(map(_spans, of_tasks))))
    printed = dict(zip(spans, stored.readings(spans), strict=True))
    reader = _AttributionReader(stored.text, printed, unnamed, reading.first_leads)
    return [list(reader.mentions(task.task)) for task in reading.tasks]


def _spans(attributions: Sequence[Attribution]) -> Iterator[Span]:
    """Yield where what is read of attributions is: what is between them, and their names."""
    yield from map(_between, attributions, attributions[1:])
    for attribution in attributions:
        yield from (name.span for clause in attribution.clauses for name in clause.names)


def _between(first: Attribution, second: Attribution) -> Span:
    return Span(first.span.end, second.span.start)


@dataclass(frozen=True, slots=True)
class _AttributionReader:
    """Reads the attributions of one document.

    Attributes:
        text: its text as it is stored.
        printed: what is read of it between attributions and at their names.
        unnamed: patterns of units without a name, with their kind.
        first_leads: its rule that the first of 责任单位 leads.
    """

    text: str
    printed: Mapping[Span, str]
    unnamed: Sequence[tuple[re.Pattern[str], str]]
    first_leads: FirstLeads | None

    def mentions(self, task: Task) -> Iterator[UnitMention]:
        """Yield the units of a task."""
        found = []
        for group in self._groups(task.attributions):
            clauses = [clause for attribution in group for clause in attribution.clauses]
            if named := list(self._roles(clauses)):
                found.append((Span(group[0].span.start, group[-1].span.end), named))
        parts: Sequence[Span | None] = [None] * len(found)
        if len(found) > 1:  # what stands at one place answers for the whole task
            parts = parts_of_task(task, self.text, [place for place, _ in found])
        order = 0
        for (_, named), part in zip(found, parts, strict=True):
            for role, name in named:
                order += 1
                yield self._unit(name, role, order, part)

    def _groups(self, attributions: Sequence[Attribution]) -> Iterator[Sequence[Attribution]]:
        """Group attributions that come together: 牵头部门：… and 参与部门：… on the next line.

        The parts of a task may each have their own, and each says for itself who leads.
        """
        if any(attribution.column for attribution in attributions):
            yield attributions
            return
        group: list[Attribution] = []
        for attribution in attributions:
            between = self.printed[_between(group[-1], attribution)] if group else ""
            if between.strip(" \t\n\u3000；;，。"):
                yield group
                group = []
            group.append(attribution)
        if group:
            yield group

    def _roles(self, clauses: Sequence[RoleClause]) -> Iterator[tuple[str, ListedName]]:
        """Yield the names of one place with their roles."""
        only_list = all(clause.role != "lead" for clause in clauses)
        led: ListedName | None = None  # the last that leads by the rule
        for clause in clauses:
            for name in clause.names if clause.role in _ROLES else ():
                role = clause.role
                if role == "responsible" and only_list:
                    if self.first_leads is None or self._leads(led, name, self.first_leads):
                        role, led = "lead", name
                    else:
                        role = self.first_leads.rest or role
                yield role, name

    def _leads(self, led: ListedName | None, name: ListedName, rule: FirstLeads) -> bool:
        """Tell whether a name leads by a rule, behind those that do: no comma is between."""
        if led is None or not rule.comma:
            return led is None
        between = self.text[led.span.end : name.span.start]
        return not _COMMA.search(between)

    def _unit(self, name: ListedName, role: str, order: int, part: Span | None) -> UnitMention:
        unnamed = (kind for pattern, kind in self.unnamed if pattern.search(name.name))
        return UnitMention(
            text=self.text[name.span.start : name.span.end],
            span=name.span,
            name=self.printed[name.span],
            rule=f"attribution/{role}",
            role=role,
            kind=next(unnamed, "named"),
            order=order,
            part=TaskPart(part, self.text[part.start : part.end]) if part else None,
        )
