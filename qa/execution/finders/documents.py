"""Documents, places and sections of tasks."""

from __future__ import annotations

from embeddings.lexical import simplify
from qa.evidence.rows import Row
from qa.evidence.sayings import sayings
from qa.execution.finders.found import nearest, so_many, tasks_only, topic_words
from qa.execution.ground import Tasks
from qa.execution.numbering import section_numbered
from qa.execution.ranking.things import nearness
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.query.tree import Find, Has, Numbered

PLANS = Has("kind", "plan")  # of the parts of a document, those that are plans of their own
_ALIKE = 0.7  # words and meaning of a section's name that is meant


def find_documents(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return the documents of tasks, or all that are asked about."""
    by_document = _by_document(tasks, scope)
    if "covers" in find.show:  # a word may be explained in one of them
        said = scope.build.questions.sayings["covers"]
        words = topic_words(find)
        by_document = {
            key: rows
            for key, rows in by_document.items()
            if sayings(scope.build.text(key), said, words)
        }
    if "stacking" in find.show:  # most say nothing of it
        said = scope.build.questions.sayings["stacking"]
        saying = {k: r for k, r in by_document.items() if sayings(scope.build.text(k), said)}
        by_document = saying or by_document
    return tuple(
        Item("document", scope.build.documents[key]["id"], _title(key, scope), rows)
        for key, rows in by_document.items()
    )


def find_jurisdictions(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return the places of the documents of tasks, or of all that are asked about."""
    found: dict[str, list[Row]] = {}
    for key, rows in _by_document(tasks, scope).items():
        place = scope.place_of(key)
        if place:
            found.setdefault(place, []).extend(rows)
    ranks = {row: at.score for at in (tasks or {}).values() for row in at.rows}
    items = tuple(
        Item("jurisdiction", name, name, tuple(rows), max((ranks[r] for r in rows), default=1.0))
        for name, rows in found.items()
    )
    return nearest(items, so_many(find))


def find_sections(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return the sections of tasks, in order; the one whose name says what is asked about."""
    wanted = tasks_only(tasks, scope)
    names = dict.fromkeys(
        scope.build.tasks[t]["section"] for t in (scope.tasks() if wanted is None else wanted)
    )
    named = [name for name in names if name]
    about, plans = find.about, [plan for key in scope.keys for plan in scope.build.plans_of(key)]
    if PLANS in find.where:  # 五大专项行动分别是哪五个
        named = [plan for plan in plans if plan] or named
        named = named if about is None else _most_alike(about.words, named, scope)
    elif about is not None and about.noun:
        named = [*named, *(plan for plan in plans if plan)]
        named = [name for name in named if simplify(about.noun) in simplify(name)]
    elif about is not None:
        named = _most_alike(about.words, named, scope)
    for condition in find.where:
        if isinstance(condition, Numbered):
            named = section_numbered(condition.ordinal, named)
    return tuple(Item("section", name, name) for name in named)


def _most_alike(words: str, names: list[str], scope: Scope) -> list[str]:
    """Return the name that says most of some words, if one is near."""
    scores = nearness(words, [simplify(name) for name in names], scope)
    best = max(scores, default=0.0)
    return [name for name, score in zip(names, scores, strict=True) if score == best >= _ALIKE]


def _by_document(tasks: Tasks | None, scope: Scope) -> dict[str, tuple[Row, ...]]:
    if tasks is None:
        return {key: () for key in scope.keys}
    found: dict[str, tuple[Row, ...]] = {}
    for task, at in tasks.items():
        key = scope.document_of(task)
        found[key] = (*found.get(key, ()), *at.rows)
    return {key: found[key] for key in scope.keys if key in found}


def _title(key: str, scope: Scope) -> str:
    document = scope.build.documents[key]
    return str(document["title"] or document["file"])
