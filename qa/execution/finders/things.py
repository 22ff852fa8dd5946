"""Projects and other things that tasks name, and policies."""

from __future__ import annotations

from qa.evidence.rows import PolicyCitation
from qa.execution.finders.found import AS_NEAR, Finder, grouped, so_many, tasks_only
from qa.execution.ground import Tasks
from qa.execution.ranking.things import things_about
from qa.execution.relations import CLASSES, POLICY_RELATIONS
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.query.tree import Find, Related
from qa.query.vocabulary import Kind, Relation


def named_finder(kind: Kind, relation: Relation) -> Finder:
    """Return the finder of things that tasks name, as projects are."""

    def find_named(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
        rows = [
            row
            for row in scope.rows.named_things(tasks_only(tasks, scope))
            if row.of_class in CLASSES[relation] and scope.holds(row.quote.document)
        ]
        about = find.about
        near = rows if about is None else things_about(about.words, rows, scope, so_many(find))
        return grouped(kind, ((row.thing, row.name, row) for row in near), tasks)

    return find_named


def find_policies(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return the policies that tasks, or whole documents, name in the relations asked for."""
    asked = [c.relation for c in find.where if isinstance(c, Related)]
    named = [r for r in asked if r in POLICY_RELATIONS] or ["policy"]
    relations = {name for relation in named for name in POLICY_RELATIONS[relation]}
    rows = _citations(tasks, scope)
    said = [row for row in rows if row.relation in relations]
    if tasks is None and {"basis", "policy"} & set(asked):  # of the whole document
        own = [row for row in rows if row.subject in scope.build.documents_by_id]
        said = [row for row in own if row.relation in relations] or own or said
    if tasks is not None:
        best = max((tasks[row.subject].score for row in said), default=0.0)
        said = [row for row in said if tasks[row.subject].score >= AS_NEAR * best]
    return grouped("policy", ((row.policy, row.title, row) for row in said), tasks)


def _citations(tasks: Tasks | None, scope: Scope) -> tuple[PolicyCitation, ...]:
    """Return the policies that some tasks name, or all tasks and the documents themselves."""
    if tasks is not None:
        return scope.rows.citations(tasks)
    scope.require_narrow()
    documents = [scope.build.documents[key]["id"] for key in scope.keys]
    return scope.rows.citations([*documents, *scope.tasks()])
