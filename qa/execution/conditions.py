"""Conditions: which tasks each of them leads to, and which results it keeps.

A condition acts in one or both of two ways, and its row in `CONDITIONS` says how:
- it *reaches* tasks: those about some words, those of a unit, those that name a policy;
- it *keeps* or drops a thing that was found: by its stage, its value, its date, its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from embeddings import Hit
from embeddings.lexical import simplify
from qa.asked import Asked
from qa.evidence.rows import Limit, NamedThing, Number, PolicyCitation, Quote, Row, Sentence
from qa.execution.linking import Linked, RunFind, linked
from qa.execution.measuring import compares, measure_of
from qa.execution.numbering import tasks_numbered
from qa.execution.quantities import holds_literal, says_detail, says_number, says_time
from qa.execution.relations import POLICY_RELATIONS, ROLES, rows_of
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.execution.sentence_ranking import (
    Candidate,
    best_sentences,
    candidates,
    chosen,
    weighed,
)
from qa.mentions import NAMESAKES
from qa.query.tree import (
    About,
    AnyOf,
    Attribute,
    Condition,
    Due,
    Earlier,
    Either,
    Find,
    Has,
    Is,
    Kind,
    Measured,
    Name,
    Not,
    Numbered,
    Related,
    Within,
)

NEAR = 0.6  # of the best score: tasks below it are about something else
_CITED = ("《", "〔")  # a title or 文号: who writes it speaks of it
_WITH_NUMBERS = ("sentence", "target", "benefit")
_AS_LIKELY, _AS_MUCH = 0.8, 0.7  # of the best sentence's weight, of the words it holds
_DATED = ("target", "limit", "benefit")  # kinds whose things have dates of their own
_FORM = re.compile("(?:股份|集团|有限|责任|公司)+$")  # of a firm: 西曼克|有限公司
_CORE = 3  # characters of a firm's name that tell it from other words
_THINGS = ("project", "campaign", "honour", "place", "enterprise")
_SOME = 0.2  # of the words: less is held by chance
_HITS = 5  # items of a document whose sentences are looked at to the letter
_FARTHEST = 0.5  # of the best score: documents below it are not looked at by themselves
NEAREST = 0.9  # of the best score: the tasks that are meant where a condition needs one


@dataclass(frozen=True, slots=True)
class Reached:
    """How a condition leads to a task: how near it is, and the rows that say so."""

    score: float = 1.0
    rows: tuple[Row, ...] = ()


Tasks = dict[str, Reached]  # by IRI, best first


@dataclass(frozen=True, slots=True)
class Ground:
    """What conditions are looked at over.

    Attributes:
        scope: the documents asked about.
        run: runs an inner tree.
        kind: of the things that are looked for.
        inner: whether the tree stands inside another one, which needs what is meant, not all.
        among: the only tasks that are looked at; None: all of the scope.
    """

    scope: Scope
    run: RunFind
    kind: Kind
    inner: bool
    among: Tasks | None = None


def reached(condition: Condition, ground: Ground) -> Tasks | None:
    """Return the tasks a condition leads to; None where it leads to no tasks of its own."""
    return CONDITIONS[type(condition)].reach(condition, ground)


def all_reached(conditions: Sequence[Condition], ground: Ground) -> list[Tasks]:
    """Return the tasks that each condition leads to, of those that lead to any.

    Dates, and names of what hundreds of counties have, are looked at last: among the tasks of all
    others.
    """
    found: dict[int, Tasks] = {}
    order = sorted(enumerate(conditions), key=lambda entry: _reaches_many(entry[1]))
    for i, condition in order:
        among = common(list(found.values())) if found and _reaches_many(condition) else None
        tasks = reached(condition, replace(ground, among=among))
        if tasks is not None:
            found[i] = tasks
    return [found[i] for i in sorted(found)]


def _reaches_many(condition: Condition) -> bool:
    if isinstance(condition, Due):
        return True
    operand = condition.to if isinstance(condition, Related) else None
    return isinstance(operand, AnyOf) and len(operand.operands) > NAMESAKES


def common(parts: list[Tasks]) -> Tasks | None:
    """Return the tasks that all conditions lead to, in the order of the first that ranks them."""
    if not parts:
        return None
    ranked = max(parts, key=lambda tasks: len({at.score for at in tasks.values()}))
    return {
        task: Reached(
            min(part[task].score for part in parts),
            tuple(dict.fromkeys(row for part in parts for row in part[task].rows)),
        )
        for task in ranked
        if all(task in part for part in parts)
    }


def keeps(condition: Condition, item: Item, ground: Ground) -> bool:
    """Tell whether a thing that was found meets a condition."""
    return CONDITIONS[type(condition)].keep(condition, item, ground)


# --- by meaning --------------------------------------------------------------------------------


def _reach_about(about: About, ground: Ground) -> Tasks | None:
    scope = ground.scope
    if ground.kind == "section":
        return None  # found by its name
    hits = scope.search(about.words)
    if not hits:
        return {}
    if ground.kind in ("jurisdiction", "document"):
        return _reach_by_document(about, hits, ground)
    share = NEAREST if ground.inner else NEAR
    near = [hit for hit in hits if hit.score >= share * hits[0].score]
    found = {hit.item: Reached(hit.score, (scope.sentence(hit),)) for hit in near}
    held = {item: at for item, at in found.items() if _holds(about.noun, item, scope)}
    return held if about.noun else found


def _reach_by_document(about: About, hits: Sequence[Hit], ground: Ground) -> Tasks:
    """Return the best item of each document that speaks of what is asked about by itself."""
    scope, noun = ground.scope, about.noun or ""
    cited = noun.startswith(_CITED)
    best: dict[str, Hit] = {}
    for hit in hits:
        if cited and not _holds(noun, hit.item, scope):
            continue
        if cited or hit.score >= _FARTHEST * hits[0].score:
            best.setdefault(hit.document, hit)
    said = {key: hit for key, hit in best.items() if cited or scope.says(about.words, key)}
    if noun and not cited:
        words = about.words.replace(noun, " ")
        words = words if words.strip() else about.words
        return _to_the_letter(words, noun, list(said), ground)
    return {
        hit.item: Reached(hit.score, best_sentences(hit, about.words, scope))
        for hit in said.values()
        if _holds(noun, hit.item, scope)
    }


def _to_the_letter(words: str, noun: str, documents: Sequence[str], ground: Ground) -> Tasks:
    """Return the best sentence of each document that holds what must be held, by its task.

    20% may stand beside another matter: the sentence must say nearly as much as the best one.
    """
    asked = ground.scope.asked(words)
    best: list[tuple[float, float, Candidate]] = []
    for key in documents:
        scope = ground.scope.among([key])
        own = [c for hit in scope.search(words, _HITS) for c in candidates(hit, scope)]
        said = [c for c in own if holds_literal(c.passage.text, noun)]
        each = [(weighed(asked, c, scope), _share(asked, c, scope), c) for c in said]
        best += sorted(each, key=lambda entry: -entry[0])[:1]
    top = max((score for score, _, _ in best), default=0.0)
    most = max((share for _, share, _ in best), default=0.0)
    return {
        c.hit.item: Reached(c.hit.score, chosen([c], [1.0], ground.scope))
        for score, share, c in best
        if score >= _AS_LIKELY * top or share >= max(_AS_MUCH * most, _SOME)
    }


def _share(asked: Asked, found: Candidate, scope: Scope) -> float:
    """Return the share of some words that a sentence holds, with the title of its task."""
    return asked.covered(simplify(f"{found.passage.text}，{scope.task_name(found.hit.item)}"))


def _holds(noun: str | None, item: str, scope: Scope) -> bool:
    return not noun or holds_literal(scope.text_of(item), noun)


def _keep_about(about: About, item: Item, ground: Ground) -> bool:
    """A number must be of what was asked, not only in a task that speaks of it."""
    if item.kind != "target" or not about.noun:
        return True
    numbers = [row for row in item.rows if isinstance(row, Number)]
    said = "，".join(f"{n.metric}，{n.text}，{ground.scope.task_name(n.task)}" for n in numbers)
    return holds_literal(said, about.noun)


# --- by relation -------------------------------------------------------------------------------


def _reach_related(related: Related, ground: Ground) -> Tasks | None:
    if related.to is None:
        return None
    if related.relation == "person" and isinstance(related.to, Name):
        named = (r for r in ground.scope.rows.persons() if r.name == related.to.text)
        return _by_task(named, ground.scope)
    other = linked(related.to, ground.scope, ground.run)
    if _is_widespread(other, ground):
        name = ground.scope.build.label(other.iris[0]) or ""
        return _reach_about(About(name), ground)
    if other.groups:
        groups = [_of(related, iris, other, ground) for iris in other.groups]
        first, *rest = groups
        of_all = {task: at for task, at in first.items() if all(task in g for g in rest)}
        return _only(related, other, of_all, ground)
    return _only(related, other, _of(related, other.iris, other, ground), ground)


def _is_widespread(other: Linked, ground: Ground) -> bool:
    """Tell whether a name means no thing of one place: a kindergarten in each of 1,200 counties.

    The tasks nearest to its words are meant, unless it is asked where they are.
    """
    asks_where = ground.kind in ("jurisdiction", "document")
    own = ground.scope.build.own(other.iris, ground.scope.documents)
    return other.kind in _THINGS and not asks_where and len(own) > NAMESAKES


def _of(related: Related, named: tuple[str, ...], other: Linked, ground: Ground) -> Tasks:
    """Return the tasks that have a relation to some things."""
    rows, scope = ground.scope.rows, ground.scope
    if other.kind == "task":
        return {iri: Reached() for iri in named}
    iris = scope.build.own(named, scope.documents)
    if other.kind in ("unit", "policy") and ground.among is None:
        scope.require_narrow(iris)
    if other.kind in ("unit", "enterprise") and related.relation in ROLES:
        roles, wanted = ROLES[related.relation], set(iris)
        few = ground.among if len(iris) > NAMESAKES else None
        found = rows.assignments(few, units=iris if few is None else None)
        return _by_task((r for r in found if r.role in roles and r.unit in wanted), scope)
    if other.kind == "policy":
        relations = POLICY_RELATIONS.get(related.relation, POLICY_RELATIONS["policy"])
        cited = (r for r in rows.citations(policies=iris) if r.relation in relations)
        return _by_task(cited, scope)
    if other.kind in _THINGS:
        own = _by_task(rows.named_things(things=iris), scope)
        return {**_called(other, ground), **own} if other.kind == "enterprise" else own
    return {task: Reached() for task in other.tasks}


def _called(firm: Linked, ground: Ground) -> Tasks:
    """Return the tasks that name a firm by its core alone: 西曼克机器人二期项目."""
    cores = (_FORM.sub("", ground.scope.build.label(iri) or "") for iri in firm.iris)
    found = (_reach_has(Has("noun", core), ground) for core in cores if len(core) >= _CORE)
    return {task: at for tasks in found for task, at in (tasks or {}).items()}


def _by_task(rows: Iterable[Row], scope: Scope) -> Tasks:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if not scope.is_task(row.task) or scope.holds(row.quote.document):
            found.setdefault(row.task, []).append(row)
    return {task: Reached(1.0, tuple(of)) for task, of in found.items()}


def _only(related: Related, other: Linked, tasks: Tasks, ground: Ground) -> Tasks:
    """Return the tasks in which nobody else has the relation, where that was asked."""
    if not related.only or related.relation not in ROLES:
        return tasks
    roles, wanted = ROLES[related.relation], set(other.iris)
    everyone = ground.scope.rows.assignments(tasks)
    others = {a.task for a in everyone if a.role in roles and a.unit not in wanted}
    return {task: at for task, at in tasks.items() if task not in others}


def _keep_related(related: Related, item: Item, ground: Ground) -> bool:
    """Tell whether a thing has a relation at all, where no other side is said."""
    if related.relation == "target" and item.kind == "sentence":
        return _says_number(item, "", ground)
    if related.relation == "limit" and item.kind == "sentence":
        return any(says_time(ground.scope.words_at(row.quote)) for row in item.rows)
    if related.to is not None or item.kind == "policy":
        return True  # reached by it, or found by it
    if related.relation in ROLES and item.kind == "unit":
        return True
    return bool(rows_of(related.relation, item.tasks or (item.iri,), ground.scope))


# --- by identity and number --------------------------------------------------------------------


def _keep_is(condition: Is, item: Item, ground: Ground) -> bool:
    return item.iri in linked(condition.operand, ground.scope, ground.run).iris


def _reach_within(within: Within, ground: Ground) -> Tasks | None:
    """Earlier tasks, or those of a section; documents and places narrow the scope before."""
    other = linked(within.operand, ground.scope, ground.run)
    if isinstance(within.operand, Earlier) and other.kind in _WITH_NUMBERS:
        told = ground.scope.told(other.kind)
        return {task: Reached() for item in told for task in item.tasks}
    if other.kind == "task" or (isinstance(within.operand, Earlier) and not other.iris):
        return {iri: Reached() for iri in other.iris}  # of nothing told there are none
    if other.kind == "section":
        records = ground.scope.build.tasks
        wanted = set(other.iris)
        parts = ("section", "plan")
        inside = (t for t in ground.scope.tasks() if any(records[t][p] in wanted for p in parts))
        return {task: Reached() for task in inside}
    if other.kind in ("target", "project", "unit"):
        return {task: Reached() for task in other.tasks} or None
    return None


def _keep_within(within: Within, item: Item, ground: Ground) -> bool:
    """A number must stand in a sentence that was told, where those are meant: 三个加一起呢."""
    operand, scope = within.operand, ground.scope
    if not isinstance(operand, Earlier) or operand.kind not in _WITH_NUMBERS:
        return True
    rows = [row for one in scope.told(operand.kind) for row in one.rows]
    told = [row.quote if isinstance(row, Sentence) else scope.around(row).quote for row in rows]
    return any(quote.holds(row.quote) for quote in told for row in item.rows)


def _reach_numbered(numbered: Numbered, ground: Ground) -> Tasks | None:
    if ground.kind == "section":
        return None  # sections have an order of their own
    return {task: Reached() for task in tasks_numbered(numbered.ordinal, ground.scope)}


# --- by attribute, measure and date ------------------------------------------------------------


def _keep_has(has: Has, item: Item, ground: Ground) -> bool:
    if has.attribute in ("per", "so_many"):
        return True  # what fits is only better
    if has.attribute == "noun" and item.kind == "task":
        return True  # reached by it
    if has.attribute == "detail" and item.kind == "document":
        return bool(ground.scope.own_words(item.iri, has.value))
    if has.attribute == "detail":
        texts = (ground.scope.words_at(row.quote) for row in item.rows)
        return any(says_detail(text, has.value, ground.scope) for text in texts)
    if has.attribute == "measure_unit" and item.kind == "sentence":
        return _says_number(item, has.value, ground)
    if has.attribute == "measure_unit" and item.kind == "benefit":
        return True  # looked at when it was found: 几个月 may ask for how long
    if has.attribute == "measure_unit":
        measures = ground.scope.build.questions.measures
        numbers = [row for row in item.rows if isinstance(row, Number)]
        return not any(measures.other(has.value, number.unit) for number in numbers)
    return any(_attribute(has.attribute, row).startswith(has.value) for row in item.rows) or (
        has.attribute == "noun" and has.value in item.name
    )


def _reach_has(has: Has, ground: Ground) -> Tasks | None:
    """Return all tasks whose text holds a word: a village is named in more than one."""
    if has.attribute != "noun" or ground.kind != "task":
        return None
    scope, found = ground.scope, {}
    for task in scope.tasks():
        record, document = scope.build.tasks[task], scope.document_of(task)
        start = scope.build.text(document).find(has.value, record["start"], record["end"])
        if start >= 0:
            quote = Quote(document, start, start + len(has.value))
            said = Sentence(task, scope.words_around(quote), 1.0, quote)
            found[task] = Reached(1.0, (scope.around(said),))
    return found


def _says_number(item: Item, measure: str, ground: Ground) -> bool:
    texts = (ground.scope.words_at(row.quote) for row in item.rows)
    return any(says_number(text, measure, ground.scope) for text in texts)


def _attribute(attribute: Attribute, row: Row) -> str:
    match row:
        case NamedThing() if attribute == "stage":
            return row.stage
        case PolicyCitation() if attribute == "level":
            return row.level
        case Number() if attribute in ("commitment", "measure_unit", "kind"):
            return {"commitment": row.commitment, "measure_unit": row.unit, "kind": row.kind}[
                attribute
            ]
    return ""


def _keep_measured(measured: Measured, item: Item, ground: Ground) -> bool:
    amount = measure_of(measured.measure, item, ground.scope)
    return amount is not None and compares(amount, measured)


def _keep_due(due: Due, item: Item, ground: Ground) -> bool:
    if item.kind == "document":
        return any(_falls(date, due, "") for date in ground.scope.own_words(item.iri, "date"))
    if item.kind not in _DATED:
        return True  # reached by it
    dated = [row for row in item.rows if isinstance(row, Limit | Number) and row.due]
    return any(_falls(row.due, due, _year_of(row.quote.document, ground.scope)) for row in dated)


def _reach_due(due: Due, ground: Ground) -> Tasks | None:
    """Return the tasks that print a date which falls so, for themselves or one of their targets."""
    if ground.kind in ("benefit", "document"):
        return None
    scope, falls = ground.scope, lru_cache(_falls)
    if ground.among is None:
        scope.require_narrow()
    dated = scope.build.tasks.dated(scope.documents, ground.among)
    return {
        task: Reached()
        for task, document, date in dated
        if falls(date, due, _year_of(document, scope))
    }


def _year_of(document: str, scope: Scope) -> str:
    """Return the year a document plans or is of; "" where it says none."""
    record = scope.build.documents[document]
    return str(record["year"] or str(record["date"] or "")[:4])


def _falls(date: str, due: Due, year: str) -> bool:
    """Tell whether an ISO date lies by, after or within another, which may be a year or month.

    A month alone is that of the year a document is about: 2020年1月底前 is not before June of 2019.
    """
    if due.date.startswith("--"):
        if year and date[:4] != year:
            return due.when == ("by" if date[:4] < year else "after")
        date = f"-{date[4:]}"  # 2024-06-30 as --06-30
    if due.when == "within":
        return date.startswith(due.date)
    head = date[: len(due.date)]
    return head <= due.date if due.when == "by" else head > due.date


# --- joined ------------------------------------------------------------------------------------


def _keep_not(condition: Not, item: Item, ground: Ground) -> bool:
    inner = condition.condition
    tasks = reached(inner, ground)
    if tasks is None:
        return not keeps(inner, item, ground)
    return not ({item.iri, *item.tasks} & set(tasks))


def _reach_either(either: Either, ground: Ground) -> Tasks | None:
    parts = [reached(condition, ground) for condition in either.conditions]
    known = [part for part in parts if part is not None]
    return None if len(known) < len(parts) else {t: at for part in known for t, at in part.items()}


def _keep_either(either: Either, item: Item, ground: Ground) -> bool:
    return any(keeps(condition, item, ground) for condition in either.conditions)


@dataclass(frozen=True, slots=True)
class Rule:
    """How one kind of condition acts."""

    reach: Callable[[Any, Ground], Tasks | None] = lambda *_: None
    keep: Callable[[Any, Item, Ground], bool] = lambda *_: True


CONDITIONS: dict[type, Rule] = {
    About: Rule(_reach_about, _keep_about),
    Related: Rule(_reach_related, _keep_related),
    Is: Rule(keep=_keep_is),
    Within: Rule(_reach_within, _keep_within),
    Numbered: Rule(_reach_numbered),
    Has: Rule(_reach_has, _keep_has),
    Measured: Rule(keep=_keep_measured),
    Due: Rule(_reach_due, _keep_due),
    Not: Rule(keep=_keep_not),
    Either: Rule(_reach_either, _keep_either),
}


def narrowed(find: Find, scope: Scope, run: RunFind) -> Scope:
    """Return the scope of a tree: the documents that its places and documents name."""
    for condition in find.where:
        if isinstance(condition, Within):
            keys = _documents_of(linked(condition.operand, scope, run), scope)
            scope = scope if keys is None else scope.among(keys)
    return scope


def _documents_in(place: str, scope: Scope) -> list[str]:
    """Return the documents of a place; of what lies in it where it has none: 陕西, not 洋县."""
    chains = {key: scope.build.documents[key]["jurisdiction"] for key in scope.keys}
    own = [key for key, chain in chains.items() if chain[-1:] == [place]]
    return own or [key for key, chain in chains.items() if place in chain]


def _documents_of(other: Linked, scope: Scope) -> list[str] | None:
    documents = scope.build.documents
    if other.kind == "jurisdiction":
        found = {key for name in other.iris for key in _documents_in(name, scope)}
        return [key for key in scope.keys if key in found]
    if other.kind in ("document", "policy"):
        return [key for key in scope.keys if documents[key]["id"] in other.iris]
    return None
