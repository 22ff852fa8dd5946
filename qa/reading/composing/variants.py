"""A clause with less of it, and trees with any role, where nothing fits all that is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa.query.tree import Compare, Condition, Earlier, Find, Related, Tree, Within
from qa.query.vocabulary import Kind
from qa.reading.clause import NUMBERS, TASK_MEASURES, Clause
from qa.reading.composing.said_subjects import PLACES
from qa.reading.kinds import COMPARING
from qa.reading.topic_parts import parts_of

_COMPARED = (*COMPARING, "each")


def variants(kind: Kind, clause: Clause) -> Iterator[Clause]:
    """Yield a clause as it is, and with less of it, where nothing fits all that it says."""
    if kind == "policy":
        yield from _of_policy(clause)
        return
    if kind in NUMBERS and clause.names_only_a_measure and clause.has("op", "max", "min"):
        # of all indicators: 几个预期目标里增幅最大的
        yield replace(clause.without_topic(), measure="")
    yield clause
    if "all" in clause.reckons:
        yield replace(clause, sides=(), reckons=())
    if kind in NUMBERS and (clause.sides or clause.has("op", *_COMPARED)):
        yield from _uncompared(clause)
    if kind in ("unit", "person") and len(parts_of(clause.topic)) > 1:
        yield replace(clause, whole=True)
    if clause.due and clause.topic:
        yield replace(clause, due=None)
    if clause.stages and kind == "project":
        yield replace(clause, stages=())
    measures = ("",) if kind == "target" else ("", *TASK_MEASURES)
    counts = clause.measure not in measures  # 有几名副局长 counts nobody else
    of_unit = kind in ("task", "project", "target") and clause.named("Unit")
    if clause.topic and of_unit and not counts:
        yield clause.without_topic()


def _uncompared(clause: Clause) -> Iterator[Clause]:
    """Yield a clause that compares without doing so, or with the best of each place instead."""
    alone = clause.without("op", *_COMPARED)
    if len(clause.named(*PLACES)) > 1 and clause.has("op", "which"):
        yield alone.with_cue("op", "max")
    if clause.topic or clause.mentions or not clause.sides:
        yield alone  # 保障标准提高多少 compares nothing


def _of_policy(clause: Clause) -> Iterator[Clause]:
    """Yield what a clause says of policies.

    Words of a title are surer than a topic; a place may be the policy's own, not the document's
    (济宁市的三年行动计划), and the policies of a level may be those of the whole document.
    """
    places = tuple(m.text for m in clause.named(*PLACES))
    others = tuple(m for m in clause.mentions if m.kind not in PLACES)
    of_place = replace(clause, mentions=others, titles=(*clause.titles, *places))
    if clause.titles:
        yield of_place.without_topic()
    if clause.has("whole", "opening"):  # what stands there is said of the whole document
        yield clause.without_topic()
    yield clause
    if places:
        yield from (of_place, of_place.without_topic())
    of_all = clause.has("level") or clause.has("whole")
    if clause.topic and of_all and clause.has("rel", "basis"):
        yield clause.without_topic()


def widened(trees: tuple[Tree, ...]) -> Iterator[tuple[Tree, ...]]:
    """Yield trees as they are, and with any role or relation in place of the one that was said.

    怀化市公安局参与哪一条: 参与 may mean any role, where the documents have none of that name.
    """
    yield trees
    wider = tuple(_any_role(tree) for tree in trees)
    if wider != trees:
        yield wider


def _any_role(tree: Tree) -> Tree:
    if isinstance(tree, Compare):
        return replace(tree, trees=tuple(_wide(side) for side in tree.trees))
    return _wide(tree)


def _wide(find: Find) -> Find:
    return replace(find, where=tuple(_wide_condition(c) for c in find.where))


def _wide_condition(condition: Condition) -> Condition:
    match condition:
        case Related("assist" | "responsible", Find(where=(*_, Within(Earlier("task"))))):
            return condition  # 配合单位呢, of tasks told: they have some, or none
        case Related("assist" | "responsible", to, only):
            return Related("unit", to, only)
        case Related("basis", to, only):
            return Related("policy", to, only)
    return condition
