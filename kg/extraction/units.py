"""Units and their roles, read from a task's attributions."""

from __future__ import annotations

from collections.abc import Iterator

from kg.attribution import Clause, find_attributions, first_name_leads
from kg.document import Document, Task
from kg.entities import DeadlineMention, Mention, UnitMention
from kg.numerals import to_iso_date
from kg.rules import Rules
from kg.text import View

ROLES = ("lead", "responsible", "assist")


def units(document: Document, task: Task, rules: Rules) -> Iterator[Mention]:
    """Yield the units of a task, in order, and its time limit.

    A task without attribution yields nothing; the report says so. 责任单位 counts as lead
    where it is the only list, and the first name leads where the document says so.
    """
    found = [
        (view, clause)
        for span in task.attributions
        for view in [View.of(document.text, span)]
        for attribution in find_attributions(view.text, rules)
        for clause in attribution.clauses
    ]
    roles = {clause.role for _, clause in found}
    only_list = "lead" not in roles
    first_leads = only_list and first_name_leads(document.text)
    order = 0
    for view, clause in found:
        if clause.role == "deadline":
            yield from _deadline(document, view, clause)
        elif clause.role in ROLES:
            for start, end in clause.names:
                order += 1
                role = _role(clause.role, only_list, first_leads, order)
                yield _unit(document, view, start, end, role, order, rules)


def _role(role: str, only_list: bool, first_leads: bool, order: int) -> str:
    if role == "responsible" and only_list:
        return "lead" if order == 1 or not first_leads else "responsible"
    return role


def _unit(
    document: Document, view: View, start: int, end: int, role: str, order: int, rules: Rules
) -> UnitMention:
    span = view.span(start, end)
    name = view.text[start:end].replace("\n", "")
    kind = next((kind for pattern, kind in rules.unnamed if pattern.search(name)), "named")
    return UnitMention(
        text=document.slice(span),
        span=span,
        rule=f"attribution/{role}",
        role=role,
        kind=kind,
        order=order,
    )


def _deadline(document: Document, view: View, clause: Clause) -> Iterator[DeadlineMention]:
    for start, end in clause.names:
        span = view.span(start, end)
        yield DeadlineMention(
            text=document.slice(span),
            span=span,
            rule="attribution/deadline",
            value=to_iso_date(view.text[start:end]),
        )
