"""Operands as things of the graph: names are linked, inner trees run, earlier results recalled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from embeddings.lexical import simplify
from qa.execution.results import Item, Unlinked
from qa.execution.scope import Scope
from qa.query.tree import AllOf, AnyOf, Earlier, Find, Name, Operand, Thing
from qa.query.vocabulary import Kind

# kinds of the query language by classes of the graph
KIND_OF_CLASS: dict[str, Kind] = {
    "Unit": "unit",
    "Enterprise": "enterprise",
    "KeyProject": "project",
    "Campaign": "campaign",
    "Honour": "honour",
    "NamedPlace": "place",
    "PolicyDocument": "policy",
    "Jurisdiction": "jurisdiction",
    "Task": "task",
}
RunFind = Callable[[Find, Scope], tuple[Item, ...]]


@dataclass(frozen=True, slots=True)
class Linked:
    """What an operand stands for.

    Attributes:
        kind: of the things; None where nothing was linked.
        iris: of the things; names for jurisdictions.
        groups: for "all of": the things of each member, all of which must be met.
        tasks: the tasks that an inner tree's results are of.
        unlinked: names that name nothing here.
    """

    kind: Kind | None
    iris: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...] = ()
    tasks: tuple[str, ...] = ()
    unlinked: tuple[Unlinked, ...] = ()


def linked(operand: Operand, scope: Scope, run: RunFind) -> Linked:
    """Return what an operand stands for.

    Args:
        operand: of a condition.
        scope: what is looked at.
        run: runs an inner tree.
    """
    match operand:
        case Name(text):
            return scope.once("linked", text, partial(_named, text, scope))
        case Thing(iri):
            return Linked(_kind_of(iri, scope), (iri,))
        case Earlier(kind):
            chosen = operand.of(scope.told(kind))
            return Linked(kind, tuple(item.iri for item in chosen))
        case Find():
            items = run(operand, scope)
            tasks = dict.fromkeys(task for item in items for task in item.tasks)
            return Linked(operand.kind, tuple(item.iri for item in items), tasks=tuple(tasks))
        case AnyOf(operands) if all(isinstance(inner, Thing) for inner in operands):
            # of one name, which hundreds of counties may have: only the first is looked at
            things = dict.fromkeys(inner.iri for inner in operands if isinstance(inner, Thing))
            kinds = (_kind_of(iri, scope) for iri in things)
            return Linked(next(filter(None, kinds), None), tuple(things))
        case AnyOf(operands) | AllOf(operands):
            parts = [linked(inner, scope, run) for inner in operands]
            iris = tuple(dict.fromkeys(iri for part in parts for iri in part.iris))
            groups = tuple(p.iris for p in parts) if isinstance(operand, AllOf) else ()
            found = [part.kind for part in parts if part.kind]
            tasks = dict.fromkeys(task for part in parts for task in part.tasks)
            unlinked = tuple(name for part in parts for name in part.unlinked)
            return Linked(found[0] if found else None, iris, groups, tuple(tasks), unlinked)


def _named(text: str, scope: Scope) -> Linked:
    """Return the things a name may stand for, in the documents asked about."""
    build = scope.build
    plain = simplify(text)
    mentions = list(
        build.names.find(plain, known_places=build.places, texts=build.simplified_texts)
    )
    best = max(mentions, key=lambda m: (m.end - m.start, bool(m.nodes)), default=None)
    if best is None:
        return Linked(None, (), unlinked=(Unlinked(text, ""),))
    kind: Kind = KIND_OF_CLASS.get(best.kind, "concept")
    if not best.nodes:
        return Linked(kind, (), unlinked=(Unlinked(text, kind),))
    return Linked(kind, best.nodes)


def _kind_of(iri: str, scope: Scope) -> Kind | None:
    if scope.is_task(iri):
        return "task"
    if iri in scope.build.documents_by_id:
        return "document"
    return KIND_OF_CLASS.get(scope.build.class_of(iri))
