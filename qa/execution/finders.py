"""Finders: how things of each kind are read from the tasks that the conditions lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from embeddings import Hit
from embeddings.lexical import simplify
from qa.evidence.cells import fields_of
from qa.evidence.rows import PolicyCitation, Row
from qa.evidence.sayings import sayings
from qa.execution.benefits import benefits_about
from qa.execution.conditions import Reached, Tasks
from qa.execution.number_ranking import NumberAsked, nearest_numbers, numbers_of
from qa.execution.numbering import section_numbered
from qa.execution.quantities import says_detail, says_number, says_time
from qa.execution.relations import CLASSES, POLICY_RELATIONS, ROLES
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.execution.sentence_ranking import quotations
from qa.execution.thing_ranking import nearness, things_about
from qa.query.tree import (
    Attribute,
    Condition,
    Earlier,
    Field,
    Find,
    Has,
    Kind,
    Numbered,
    Related,
    Relation,
    Within,
)

# “四个方向”指的是什么
QUOTED = re.compile("“(?P<name>[^“”]{2,12})”")
_ALIKE = 0.7  # words and meaning of a section's name that is meant
_MANY = 5_000  # tasks whose facts are read at once, where few documents are loaded
_LOOKED_AT = 8  # items whose sentences compete
_AS_NEAR = 0.9  # of the best task that names a policy, or has a row: others that count
_QUOTED = 3  # items that are quoted
_DOES = "管抓"  # say that a unit is told by what it does
_UNIT_ORDER = {"lead": 0, "responsible": 1, "assist": 2}


def find_tasks(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return tasks, nearest first where meaning found them."""
    if tasks is None and find.where:
        scope.require_narrow()
    reached = {t: Reached() for t in scope.tasks()} if tasks is None else tasks
    fields = fields_of(find.show)
    if fields:
        return _with_cells(fields, reached, scope)
    names = scope.task_names(reached)
    items = tuple(
        Item("task", task, names[task], at.rows, at.score)
        for task, at in reached.items()
        if task in names
    )
    return _nearest(items, _so_many(find))


def _nearest(items: tuple[Item, ...], so_many: int | None) -> tuple[Item, ...]:
    """Return as many of the things that meaning found as are asked for, in their order."""
    if not so_many or len(items) <= so_many:
        return items
    least = sorted((item.score for item in items), reverse=True)[so_many - 1]
    return tuple(item for item in items if item.score >= least)[:so_many]


def _with_cells(fields: Sequence[Field], reached: Tasks, scope: Scope) -> tuple[Item, ...]:
    """Return the tasks that are meant, with the cells of their rows that are asked for."""
    best = max((at.score for at in reached.values()), default=0.0)
    near = [t for t, at in reached.items() if at.score >= _AS_NEAR * best and scope.is_task(t)]
    rows: dict[str, tuple[Row, ...]] = {
        t: tuple(cell for field in fields for cell in scope.cells(t, field)) for t in near
    }
    if "investment" in fields:  # so that it can be added up and compared
        rows = {t: (*cells, *scope.costs(t)) if cells else () for t, cells in rows.items()}
    return tuple(
        Item("task", task, scope.task_name(task), cells, reached[task].score)
        for task, cells in rows.items()
        if cells
    )


def find_units(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return the units of tasks, in the roles asked for; those that lead come first."""
    asked = [c.relation for c in find.where if isinstance(c, Related) and c.relation in ROLES]
    roles = {role for relation in asked or ["unit"] for role in ROLES[relation]}
    about = find.about
    called = _called(about.words, scope) if about else ()
    if called:  # 管交通的部门: its name says so
        scope.require_narrow(called)
        tasks = None
    wanted = None if called and scope.documents is None else _tasks_only(tasks, scope)
    rows = scope.rows.assignments(wanted, units=called or None)
    mine = [row for row in rows if row.role in roles and scope.holds(row.quote.document)]
    if tasks is not None:
        rank = {task: at.score for task, at in tasks.items()}
        mine.sort(key=lambda row: (-rank.get(row.task, 0.0), _UNIT_ORDER.get(row.role, 3)))
    return _grouped("unit", ((row.unit, row.name, row) for row in mine), tasks)


def _called(words: str, scope: Scope) -> tuple[str, ...]:
    """Return the units whose names hold what they are told by: 交通 in 管交通."""
    what = simplify(words).lstrip(_DOES)
    if len(what) < 2:
        return ()
    if scope.documents is None:
        return scope.build.stored_network.units_named(what)
    rows = scope.rows.assignments(list(scope.tasks()))
    return tuple(dict.fromkeys(row.unit for row in rows if what in row.name))


def named_finder(kind: Kind, relation: Relation) -> Finder:
    """Return the finder of things that tasks name, as projects are."""

    def find_named(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
        rows = [
            row
            for row in scope.rows.named_things(_tasks_only(tasks, scope))
            if row.of_class in CLASSES[relation] and scope.holds(row.quote.document)
        ]
        about = find.about
        near = rows if about is None else things_about(about.words, rows, scope, _so_many(find))
        return _grouped(kind, ((row.thing, row.name, row) for row in near), tasks)

    return find_named


def _so_many(find: Find) -> int | None:
    """Return how many things are asked for (哪两个项目); None for all, or if it is no number."""
    many = value_of(find, "so_many")
    return int(many) if re.fullmatch(r"[0-9]{1,4}", many) else None


def value_of(find: Find, attribute: Attribute) -> str:
    """Return the value that an attribute must have; "" where a tree says none."""
    has = (c for c in find.where if isinstance(c, Has) and c.attribute == attribute)
    return next((c.value for c in has), "")


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
        said = [row for row in said if tasks[row.subject].score >= _AS_NEAR * best]
    return _grouped("policy", ((row.policy, row.title, row) for row in said), tasks)


def _citations(tasks: Tasks | None, scope: Scope) -> tuple[PolicyCitation, ...]:
    """Return the policies that some tasks name, or all tasks and the documents themselves."""
    if tasks is not None:
        return scope.rows.citations(tasks)
    scope.require_narrow()
    documents = [scope.build.documents[key]["id"] for key in scope.keys]
    return scope.rows.citations([*documents, *scope.tasks()])


def find_numbers(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return targets: those that say most of what is asked about, else those of the tasks."""
    about = find.about
    if about is not None:
        others = [c for c in find.where if _leads_to_tasks(c)]
        measure = value_of(find, "measure_unit")
        asked = NumberAsked(about.words, measure, scope)
        return nearest_numbers(asked, tasks if others and tasks else None)
    if tasks is None or len(tasks) > _MANY:
        scope.require_narrow()
    found = numbers_of(list(scope.tasks() if tasks is None else tasks), scope)
    return tuple(Item("target", n.target or n.task, n.metric, (n,)) for n in found)


def _leads_to_tasks(condition: Condition) -> bool:
    """Tell whether a condition says of which tasks: of a unit, of a thing, those told before."""
    if isinstance(condition, Within):
        return isinstance(condition.operand, Earlier) and condition.operand.kind == "task"
    return isinstance(condition, Related) and condition.to is not None


def find_limits(_: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return the time limits of the tasks that are meant, and of their targets."""
    if tasks:
        best = max(at.score for at in tasks.values())
        tasks = {task: at for task, at in tasks.items() if at.score >= _AS_NEAR * best}
    wanted = _tasks_only(tasks, scope)
    limits = [Item("limit", row.task, row.text, (row,)) for row in scope.rows.limits(wanted)]
    dated = [n for n in scope.rows.numbers(wanted) if n.limit]
    return (*limits, *(Item("limit", n.target, n.limit, (n,)) for n in dated))


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
    return tuple(
        Item("document", scope.build.documents[key]["id"], _title(key, scope), rows)
        for key, rows in by_document.items()
    )


def topic_words(find: Find) -> str:
    """Return the words a tree is about; "" where it says none."""
    return find.about.words if find.about else ""


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
    return _nearest(items, _so_many(find))


def find_sections(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return the sections of tasks, in order; the one whose name says what is asked about."""
    wanted = _tasks_only(tasks, scope)
    names = dict.fromkeys(
        scope.build.tasks[t]["section"] for t in (scope.tasks() if wanted is None else wanted)
    )
    named = [name for name in names if name]
    about = find.about
    if about is not None and about.noun:
        plans = dict.fromkeys(scope.build.tasks[t]["plan"] for t in scope.tasks())
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


def find_sentences(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return sentences for quotation: those that name a thing, or nearest to some words."""
    about = find.about
    hits = [] if about is None else _hits(find, about.words, tasks, scope)
    if about is None or (not hits and named_things(find)):
        return tuple(
            Item("sentence", task, scope.task_name(task), (scope.around(row),))
            for task, at in (tasks or {}).items()
            for row in at.rows[:1]
        )
    fully = "description" in find.show
    quoted = quotations(hits, about.words, scope, _wanted(find, scope), fully=fully)
    return tuple(
        Item("sentence", own[0].task, scope.task_name(own[0].task), own, chance)
        for chance, own in quoted[:_QUOTED]
    )


def _hits(find: Find, words: str, tasks: Tasks | None, scope: Scope) -> list[Hit]:
    """Return the items nearest to some words, of the tasks of a unit or thing where one is said."""
    named = any(_leads_to_tasks(c) for c in find.where)
    hits = [h for h in scope.search(words) if not named or (tasks and h.item in tasks)]
    quoted = [m["name"] for m in QUOTED.finditer(words)]
    if quoted:  # those that hold what is quoted come first
        hits.sort(key=lambda h: not any(q in simplify(scope.text_of(h.item)) for q in quoted))
    return hits[:_LOOKED_AT]


def named_things(find: Find) -> bool:
    """Tell whether a tree is of things by their names, so that meaning only says which words."""
    relations = ("project", "campaign", "honour", "enterprise", "place")
    related = (c for c in find.where if isinstance(c, Related) and c.relation in relations)
    return any(c.to is not None and not isinstance(c.to, Find) for c in related)


def asks_number(find: Find) -> bool:
    """Tell whether a sentence must say a number to answer."""
    return any(
        (isinstance(c, Has) and c.attribute == "measure_unit")
        or (isinstance(c, Related) and c.relation == "target")
        for c in find.where
    )


def _wanted(find: Find, scope: Scope) -> tuple[Callable[[str], bool], ...]:
    """Return which sentences may answer, the better ones first.

    Those with the number, the date or the detail that is asked for; of these those that say for
    what each: 每天.
    """
    measure, per = value_of(find, "measure_unit"), value_of(find, "per")
    has = (c for c in find.where if isinstance(c, Has))
    details = [c.value for c in has if c.attribute == "detail"]
    number = asks_number(find)
    time = any(isinstance(c, Related) and (c.relation, c.to) == ("limit", None) for c in find.where)

    def answers(text: str) -> bool:
        said = not number or says_number(text, measure, scope)
        said = said and (not time or says_time(text))
        return said and all(says_detail(text, name, scope) for name in details)

    quoted = [m["name"] for m in QUOTED.finditer(topic_words(find))]
    if quoted and not per:  # “五个减量替代”指哪五样
        return (lambda text: answers(text) and all(q in simplify(text) for q in quoted)), answers
    if not per:
        return (answers,)
    return (lambda text: answers(text) and f"每{per}" in text), answers


def find_benefits(find: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return what tasks grant, and what sentences say somebody gets."""
    about = find.about
    measure = value_of(find, "measure_unit")
    if about is None:
        return ()
    told = any(_leads_to_tasks(c) for c in find.where if isinstance(c, Within))
    return benefits_about(about.words, measure, scope, tasks if told else None)


def find_persons(_: Find, tasks: Tasks | None, scope: Scope) -> tuple[Item, ...]:
    """Return who is in charge of tasks; nobody where persons are not shown."""
    if not scope.build.persons:
        return ()
    rows = scope.rows.persons(_tasks_only(tasks, scope))
    mine = (row for row in rows if scope.holds(row.quote.document))
    return _grouped("person", ((row.person, row.name, row) for row in mine), tasks)


def find_nothing(_: Find, __: Tasks | None, ___: Scope) -> tuple[Item, ...]:
    """Return nothing: a kind of which the graph holds no facts; a sentence may be quoted."""
    return ()


def _tasks_only(tasks: Tasks | None, scope: Scope) -> list[str] | None:
    """Return the tasks among what was reached; all of the scope, or None for the whole build."""
    if tasks is None or len(tasks) > _MANY:
        scope.require_narrow()
    if tasks is not None:
        return [task for task in tasks if scope.is_task(task)]
    return None if scope.documents is None else list(scope.tasks())


def _grouped(
    kind: Kind, found: Iterable[tuple[str, str, Row]], tasks: Tasks | None
) -> tuple[Item, ...]:
    """Return one item for each thing, with all rows that name it, in the order first met."""
    items: dict[str, Item] = {}
    for iri, name, row in found:
        score = tasks[row.task].score if tasks and row.task in tasks else 1.0
        item = items.get(iri, Item(kind, iri, name, (), score))
        items[iri] = replace(item, rows=(*item.rows, row), score=max(item.score, score))
    return tuple(items.values())


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


Finder = Callable[[Find, Tasks | None, Scope], tuple[Item, ...]]
FINDERS: dict[Kind, Finder] = {
    "task": find_tasks,
    "unit": find_units,
    "target": find_numbers,
    "limit": find_limits,
    "policy": find_policies,
    "document": find_documents,
    "jurisdiction": find_jurisdictions,
    "section": find_sections,
    "sentence": find_sentences,
    "project": named_finder("project", "project"),
    "campaign": named_finder("campaign", "campaign"),
    "honour": named_finder("honour", "honour"),
    "enterprise": named_finder("enterprise", "enterprise"),
    "place": named_finder("place", "place"),
    "benefit": find_benefits,
    "person": find_persons,
    "concept": find_nothing,
}
