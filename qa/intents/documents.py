"""About documents as a whole, connections between things, definitions and free search."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from kg.text.sentences import sentence_around
from qa.answer import Draft, Statement
from qa.context import Context, citation

_FIELDS = {
    "date": re.compile(r"什么时候|哪天|几号|何时|日期|哪年|几月"),
    "wenhao": re.compile(r"文号|字号"),
    "issuer": re.compile(r"谁|哪个单位|机关"),
    "addressees": re.compile(r"主送|发给"),
    "cc": re.compile(r"抄送"),
    "disclosure": re.compile(r"公开"),
}


def document_facts(context: Context) -> Draft:
    """Return 文号, date, issuer, addressees of the documents asked about."""
    plain = context.question.plain
    field = next((f for f, words in _FIELDS.items() if words.search(plain)), "wenhao")
    statements, values = [], []
    for key, record in context.build.documents.items():
        value: Any = record.get(field)
        if value and context.within(key):
            values += value if isinstance(value, list) else [value]
            shown = context.listed(value) if isinstance(value, list) else str(value)
            text = context.say("document", title=record["title"] or record["file"], value=shown)
            first = value[0] if isinstance(value, list) else _printed(str(value))
            stored = context.build.text(key)
            start = max(0, stored.find(first))
            cited = citation(context.build, record["id"], key, "", first, start, start + len(first))
            statements.append(Statement(text, (cited,), ((record["title"], record["id"]),)))
    if not statements:
        return Draft(absent=context.say("absent"))
    return Draft(statements[0].text, tuple(statements), values)


def _printed(value: str) -> str:
    """Return a date as documents print it; other values as they are."""
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日" if match else value


def document_counts(context: Context) -> Draft:
    """Return how many tasks, or units with tasks, the documents hold."""
    rows = [r for r in context.facts.rows("assignments") if context.within(r["document"])]
    tasks = context.build.tasks.within(context.question.documents)
    units = {r["unit"] for r in rows}
    if not tasks:
        return Draft(absent=context.say("absent"))
    asks_units = re.search(r"单位|部门|局", context.question.plain)
    head = context.say("counts", tasks=len(tasks), units=len(units))
    statement = Statement(head, (context.cite_task(tasks[0]), context.cite_task(tasks[-1])))
    return Draft(head, (statement,), len(units) if asks_units else len(tasks), (), ("assignments",))


def connection(context: Context) -> Draft:
    """Return the shortest path between the two things a question names."""
    nodes = [
        m.nodes[0]
        for m in context.question.mentions
        if m.nodes and m.kind not in ("Year", "Jurisdiction")
    ]
    start, end = nodes[:2]
    network = context.build.stored_network
    steps = network.path(start, end) if network.node(start) and network.node(end) else ()
    if not steps:
        return Draft(absent=context.say("unconnected"), queries=("edges",))
    terms = context.build.terms
    column = 0 if context.question.language == "zh" else 1
    shown = network.label(start)
    for step in steps:
        name = terms[step.relation][column]
        shown += f" —{name}→ {step.label}" if step.outgoing else f" ←{name}— {step.label}"
    head = context.say("connected", count=len(steps), path=shown)
    tasks = [s.node for s in steps if s.node in context.build.tasks]
    names = tuple((s.label, s.node) for s in steps)
    statement = Statement(head, tuple(context.cite_task(t) for t in tasks), names)
    return Draft(head, (statement,), [s.label for s in steps], tuple(tasks), ("edges",))


def definition(context: Context) -> Draft:
    """Return the sentences that name the thing a question asks about."""
    rows = [
        row
        for mention in context.question.things
        for node in mention.nodes
        for row in context.facts.rows("names", "thing", node)
        if context.within(row["document"])
    ]
    if not rows:
        return search(context)
    statements = []
    for row in rows:
        start, end = sentence_around(context.build.text(row["document"]), row["start"], row["end"])
        sentence = {**row, "start": start, "end": end, "exact": None}
        cited = context.cite(sentence)
        statements.append(Statement(cited.text.strip(), (cited,), ((row["label"], row["thing"]),)))
    tasks = tuple(dict.fromkeys(row["task"] for row in rows))
    head = context.say("definition")
    return Draft(head, tuple(statements), [context.number(t) for t in tasks], tasks, ("names",))


def search(context: Context) -> Draft:
    """Return the task that speaks of what a question is about, with its best sentence."""
    named = context.named_tasks()
    if not context.hits:
        return Draft(absent=context.say("absent_topic"))
    if named:
        tasks = tuple(sorted(named, key=_rank(context)))
        statements = tuple(
            Statement(context.title(t), (context.cite_task(t),), ((context.title(t), t),))
            for t in tasks
        )
        head = context.say("search", task=context.title(tasks[0]))
        return Draft(head, statements, [context.number(t) for t in tasks], tasks, ("names",))
    hit = context.hits[0]
    passage = hit.passage
    title = context.title(hit.item) if hit.item in context.build.tasks else passage.text[:40]
    ordinal = context.build.tasks[hit.item]["ordinal"] if hit.item in context.build.tasks else ""
    cited = citation(
        context.build, hit.item, hit.document, ordinal, passage.text, passage.start, passage.end
    )
    statement = Statement(passage.text, (cited,), ((title, hit.item),))
    return Draft(context.say("search", task=title), (statement,), confidence=hit.score)


def _rank(context: Context) -> Callable[[str], int]:
    position = {hit.item: i for i, hit in enumerate(context.hits)}
    return lambda task: position.get(task, len(position))
