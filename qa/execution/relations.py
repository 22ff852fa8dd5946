"""Relations of the query as the graph has them: roles of units, properties of policies, classes."""

from __future__ import annotations

from collections.abc import Iterable

from qa.evidence.rows import Row
from qa.execution.scope import Scope
from qa.query.vocabulary import Relation

ROLES: dict[Relation, tuple[str, ...]] = {
    "lead": ("lead",),
    "responsible": ("responsible", "lead"),  # the only list of a document counts as lead
    "assist": ("assist",),
    "unit": ("lead", "responsible", "assist"),
    "shares": ("lead", "responsible", "assist"),
}
POLICY_RELATIONS: dict[Relation, tuple[str, ...]] = {
    "basis": ("implements", "basedOn"),
    "cited": ("mentions", "implements", "basedOn"),
    "to_issue": ("toBeIssued",),
    "policy": ("mentions", "implements", "basedOn", "toBeIssued"),
    "cited_with": ("mentions", "implements", "basedOn", "toBeIssued"),
}
CLASSES: dict[Relation, tuple[str, ...]] = {
    "project": ("KeyProject",),
    "campaign": ("Campaign",),
    "honour": ("Honour",),
    "enterprise": ("Enterprise",),
    "place": ("NamedPlace",),
}


def says_lead(task: str, scope: Scope) -> bool:
    """Tell whether a task says who leads, where its document tells leading from answering for it.

    Of a document that prints 牵头单位：… for some tasks and 责任单位：… for others, only the first
    say it; where all print the same label, their units lead.
    """
    build, labels = scope.build, scope.build.questions.lead_labels
    if not scope.is_task(task) or build.tasks[task]["cells"]:
        return True
    if labels.search(_printed(task, scope)):
        return True
    others = scope.among([scope.document_of(task)]).tasks()
    return not any(labels.search(_printed(other, scope)) for other in others)


def _printed(task: str, scope: Scope) -> str:
    record = scope.build.tasks[task]
    return scope.build.text(scope.document_of(task))[record["start"] : record["end"]]


def rows_of(relation: Relation, tasks: Iterable[str], scope: Scope) -> tuple[Row, ...]:
    """Return what some tasks have by a relation."""
    rows, found = scope.rows, [task for task in tasks if scope.is_task(task)]
    if relation in ROLES:
        roles = ROLES[relation]
        return tuple(r for r in rows.assignments(found) if r.role in roles)
    if relation in POLICY_RELATIONS:
        relations = POLICY_RELATIONS[relation]
        return tuple(r for r in rows.citations(found) if r.relation in relations)
    if relation == "target":
        return rows.numbers(found)
    if relation == "benefit":
        return rows.benefits(found)
    if relation == "person":
        return rows.persons(found) if scope.build.persons else ()
    if relation == "limit":
        return rows.limits(found)
    classes = CLASSES.get(relation, ())
    return tuple(r for r in rows.named_things(found) if r.of_class in classes)
