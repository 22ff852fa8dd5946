"""On what grounds: the policies a document rests on, those its tasks name or are to issue."""

from __future__ import annotations

import re

from qa.answer import Draft, Statement
from qa.context import Context
from qa.facts import Row
from qa.topicality import names_document

_QUERIES = ("citations",)
# kinds of policies that a question may call one by
_TITLE_WORDS = re.compile(
    r"三年行动计划|三年计划|行动计划|实施意见|实施方案|若干措施|指导意见|条例|规划"
)
# words for the document as a whole
_WHOLE = re.compile(
    r"文件|通知|这份|本(?:方案|文|通知|意见|清单)|清单|重点(?:任务|工作)|这些任务|方案|上级|上位|依据|国务院|document"
)
_LEVELS = {
    "state": re.compile(r"国务院|中央|国家|中共中央|state council|national"),
    "province": re.compile(
        r"省委|省里|省级|省政府|省的|全省|上级省|省(?=[、和及])|[\u4e00-\u9fff]省(?!级示范)"
    ),
    "city": re.compile(r"市委|市里|市级|市政府|市的|全市|市(?=[、和及]|三级|两级|文件)"),
    "county": re.compile(r"县委|县里|县级|县政府|本县|全县"),
}


def policy_basis(context: Context) -> Draft:
    """Return the policies a document rests on, by level; those of a task if one is meant."""
    rows = [r for r in _citations(context) if r["relation"] in ("implements", "basedOn")]
    whole = [r for r in rows if r["subject"] in context.build.documents_by_id]
    wanted = _levels(context)
    chosen = [r for r in whole if not wanted or r["level"] in wanted]
    titled = _by_title(context, chosen)
    if titled:
        chosen = titled
    elif context.question.has_topic and not names_document(context):
        near = context.task_hits(3)
        of_tasks = [r for r in _citations(context) if not wanted or r["level"] in wanted]
        of_near = [[r for r in of_tasks if r["subject"] == task] for task in near]
        found = next(filter(None, of_near), [])
        chosen = found or (chosen if _WHOLE.search(context.question.plain) else [])
    if not chosen:
        return Draft(absent=context.say("basis_none"), queries=_QUERIES)
    chosen.sort(key=lambda r: r["rank"] or "9")
    head = context.say("basis", count=len(_titles(chosen)))
    return _draft(context, head, chosen, "basis_line")


def _by_title(context: Context, rows: list[Row]) -> list[Row]:
    """Return the policies whose title a question gives most of: 济宁市那个三年行动计划."""
    words = _TITLE_WORDS.findall(context.question.plain)
    if not words or not rows:
        return []
    words += [place.text for place in context.question.of_kind("Jurisdiction")]
    words = [word.replace("三年计划", "三年行动计划") for word in words]
    held = [sum(1 for word in words if word in row["title"]) for row in rows]
    return [r for r, n in zip(rows, held, strict=True) if n == max(held)] if max(held) else []


def policy_issue(context: Context) -> Draft:
    """Return the plans, rules and measures that are to be issued, on a topic if there is one."""
    rows = [r for r in _citations(context) if r["relation"] == "toBeIssued"]
    if context.question.has_topic:
        near = context.near_tasks({r["subject"] for r in rows})
        best = context.task_hits(3)
        rows = [r for r in rows if r["subject"] in near[:1] and r["subject"] in best] or rows
    if not rows:
        return Draft(absent=context.say("issue_none"), queries=_QUERIES)
    titles = context.listed(f"《{t}》" for t in dict.fromkeys(r["title"] for r in rows))
    return _draft(context, context.say("issue", titles=titles), rows, "issue_line")


def policy_tasks(context: Context) -> Draft:
    """Return where a named policy is implemented or mentioned."""
    nodes = [n for m in context.question.of_kind("PolicyDocument") for n in m.nodes]
    rows = [r for node in nodes for r in context.facts.rows("citations", "policy", node)]
    rows = [r for r in rows if context.within(r["document"])]
    if not rows:  # it is one of the loaded documents themselves
        return Draft(confidence=0.0)
    head = context.say("policy_tasks", title=rows[0]["title"], count=len(rows))
    draft = _draft(context, head, rows, "policy_line")
    tasks = [context.number(t) for t in draft.items]
    return Draft(draft.head, draft.statements, tasks, draft.items, _QUERIES)


def _citations(context: Context) -> list[Row]:
    return [r for r in context.facts.rows("citations") if context.within(r["document"])]


def _levels(context: Context) -> set[str]:
    plain = context.question.plain
    return {level for level, words in _LEVELS.items() if words.search(plain)}


def _titles(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(_name(r) for r in rows))


def _name(row: Row) -> str:
    return f"《{row['title']}》" + (f"（{row['wenhao']}）" if row["wenhao"] else "")


def _draft(context: Context, head: str, rows: list[Row], line: str) -> Draft:
    terms = context.build.terms
    column = 0 if context.question.language == "zh" else 1
    statements = tuple(
        Statement(
            context.say(
                line,
                title=r["title"],
                wenhao=f"（{r['wenhao']}）" if r["wenhao"] else "",
                level=terms[r["level"]][column] if r["level"] else "",
                trigger=r["trigger"] or terms[r["relation"]][column],
                verb=r["trigger"] or terms[r["relation"]][column],
                task=context.title(r["subject"]) if r["subject"] in context.build.tasks else "",
            ),
            (context.cite(r, r["subject"]),),
            ((r["title"], r["policy"]),),
        )
        for r in rows
    )
    items = tuple(dict.fromkeys(r["subject"] for r in rows if r["subject"] in context.build.tasks))
    value = len(_titles(rows)) if context.counts else _titles(rows)
    return Draft(head, statements, value, items, _QUERIES)
