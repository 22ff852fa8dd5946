"""Which projects, where, at which stage; which titles are sought."""

from __future__ import annotations

import re

from embeddings.lexical import simplify, tokens
from qa.answer import Draft, Statement
from qa.context import Context
from qa.facts import Row
from qa.intents import targets
from qa.intents.roles import of_one_unit, tasks_of_units
from qa.project_ranking import of_topic
from qa.rules import Stage
from qa.topicality import on_topic

_QUERIES = ("names",)
_EVERY = re.compile(r"哪(?:几|些)|都|分别|出现|提到")  # every task that names it is asked for
_HELD = re.compile(
    r"名(?:字|称)?(?:里|中)?面?(?:带|含|有)着?[“\"「]?(?P<part>[^”\"」的有]{2,8}?)[”\"」两三四的]"
)
# words that say only that a project is meant
_GENERIC = re.compile(
    r"项目|工程|建设|重点|哪些|什么|哪几[个条所家]?|有没有|多少|几[个条所家]|都?有|今年|年内|年底前?|要|的|会|计划|准备|正在|新|全县|县里|全市|我们|咱们?|大"
)


def projects(context: Context) -> Draft:
    """Return the projects on a topic, at a stage, at a place; all where nothing narrows them."""
    counted = targets.counted_projects(context) if context.counts else None
    if counted:
        return counted
    if any(mention.nodes for mention in context.question.units):
        return unit_projects(context)
    rows = [r for task in _tasks(context) for r in context.facts.names(task, "KeyProject")]
    held = _HELD.search(context.question.plain)
    if held:
        return _draft(context, [r for r in rows if held["part"] in simplify(r["label"])])
    there = _at_place(context, rows)
    if len(there) < len(rows):
        return _draft(context, there)
    return _answer(context, rows, context.task_hits(8))


def _at_place(context: Context, rows: list[Row]) -> list[Row]:
    """Return the projects whose sentence names the town of a question, if it has one."""
    towns = [town for town in context.build.townships if town in context.question.plain]
    parts = [town.removesuffix("镇").removesuffix("街道").removesuffix("乡") for town in towns]
    return [r for r in rows if all(part in context.sentence(r) for part in parts)]


def thing_tasks(context: Context) -> Draft:
    """Return the tasks that name what the question names: a project, a place, a title."""
    tasks = context.named_tasks()
    if not tasks or _EVERY.search(context.question.plain):
        tasks = context.literal_tasks() or tasks or context.task_hits(1)
    if not tasks:
        return Draft(absent=context.say("absent"), queries=_QUERIES)
    statements = tuple(
        Statement(context.title(t), (context.cite_task(t),), ((context.title(t), t),))
        for t in tasks
    )
    head = context.say("named_in", tasks=context.listed(context.title(t) for t in tasks))
    numbers = [context.number(task) for task in tasks]
    return Draft(head, statements, numbers, tuple(tasks), _QUERIES)


@of_one_unit
def unit_projects(context: Context) -> Draft:
    """Return the projects in a unit's tasks."""
    tasks = tasks_of_units(context)
    topic = _GENERIC.sub("", _without_stages(context.question.topic, _stages(context)))
    if len(topic.strip()) > 1 and on_topic(context, tasks) == []:
        return Draft(absent=context.say("projects_none"), queries=("assignments", *_QUERIES))
    rows = [r for task in tasks for r in context.facts.names(task, "KeyProject")]
    return _answer(context, rows, [t for t in context.task_hits(30) if t in tasks][:8])


def _answer(context: Context, rows: list[Row], near: list[str]) -> Draft:
    stages = _stages(context)
    named = " ".join(mention.text for mention in context.question.things)
    topic = _GENERIC.sub("", _without_stages(context.question.topic, stages))
    topic = f"{topic} {named}".strip()
    if len(topic) > 1:
        rows = of_topic(context, rows, topic, near)
    if stages:
        codes = _codes(stages)
        rows = [r for r in rows if r["stage"] in codes] or (rows if len(topic) > 1 else [])
        called = [word for stage in stages for word in stage.asked.findall(context.question.plain)]
        rows = [r for r in rows if any(word in r["label"] for word in called)] or rows
    return _draft(context, rows)


def _draft(context: Context, rows: list[Row]) -> Draft:
    if not rows:
        return Draft(absent=context.say("projects_none"), queries=_QUERIES)
    names = {stage.code: stage for stage in context.build.questions.rules.stages}
    chinese = context.question.language == "zh"
    statements = tuple(
        Statement(
            context.say(
                "project_line",
                name=r["label"],
                stage=(names[r["stage"]].zh if chinese else names[r["stage"]].en)
                if r["stage"] in names
                else context.say("stage_"),
            ),
            (context.cite(r),),
            ((r["label"], r["thing"]),),
        )
        for r in rows
    )
    labels = list(dict.fromkeys(r["label"] for r in rows))
    return Draft(
        context.say("projects", count=len(labels)),
        statements,
        len(labels) if context.counts else labels,
        tuple(dict.fromkeys(r["task"] for r in rows)),
        _QUERIES,
    )


def _stages(context: Context) -> list[Stage]:
    plain = context.question.plain
    return [stage for stage in context.build.questions.rules.stages if stage.asked.search(plain)]


def _codes(stages: list[Stage]) -> set[str]:
    """Return the stages asked for; 建成 and 投入使用 are printed together and asked for alike."""
    codes = {stage.code for stage in stages}
    return codes | {"complete", "operate"} if codes & {"complete", "operate"} else codes


def _without_stages(topic: str, stages: list[Stage]) -> str:
    for stage in stages:
        topic = stage.asked.sub("", topic)
    return topic


def honours(context: Context) -> Draft:
    """Return the titles and awards that are sought, on a topic if there is one."""
    rows = [r for task in _tasks(context) for r in context.facts.names(task, "Honour")]
    topic = re.sub(
        r"创建|争创|创成|申报|争取|荣誉|称号|牌子|示范|什么|哪些|哪几个?|今年|要|想|国家级|省级|市级|国字号|拿下?|评上|获得?|有|的|多少|几个?|打算|准备|全县|县里?",
        "",
        context.question.topic,
    )
    if len(topic) > 1:
        words = set(context.build.questions.words.query_tokens(topic))
        near = context.task_hits(5)
        rows = [r for r in rows if words & set(tokens(r["label"]))] or [
            r for r in rows if r["task"] in near[:2]
        ]
    for word, other in (
        ("国家级", "全国|国家"),
        ("国字号", "全国|国家"),
        ("省级", "省"),
        ("市级", "市"),
    ):
        if word in context.question.plain:
            rows = [r for r in rows if re.search(other, simplify(r["label"]))]
    if not rows:
        return Draft(absent=context.say("honours_none"), queries=_QUERIES)
    labels = list(dict.fromkeys(r["label"] for r in rows))
    return Draft(
        context.say("honours", count=len(labels)),
        tuple(Statement(r["label"], (context.cite(r),), ((r["label"], r["thing"]),)) for r in rows),
        len(labels) if context.counts else labels,
        tuple(dict.fromkeys(r["task"] for r in rows)),
        _QUERIES,
    )


def _tasks(context: Context) -> list[str]:
    return context.build.tasks.within(context.question.documents)
