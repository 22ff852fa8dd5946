"""Units and their roles, and time limits, as a task's attributions say them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extraction.mentions import Mention, TimeLimitMention, UnitMention
from kg.knowledge.lexicon import Lexicon
from kg.structure.attribution import first_name_leads
from kg.structure.document import Attribution, Document, ListedName, Task
from kg.text.numerals import to_iso_date

ROLES = ("lead", "responsible", "assist")


def units(document: Document, task: Task, lexicon: Lexicon) -> Iterator[Mention]:
    """Yield the units of a task, in order, and its time limit.

    A task without attribution yields nothing; the report says so. 责任单位 counts as lead
    where it is the only list of its place, and there only the first name where the document says
    so (列首位的为牵头单位). The cells of a table's row are one place.
    """
    first_leads = first_name_leads(document.text)
    order = 0
    for group in _groups(document.text, task.attributions):
        clauses = [clause for attribution in group for clause in attribution.clauses]
        only_list = all(clause.role != "lead" for clause in clauses)
        led = False
        for clause in clauses:
            if clause.role == "deadline":
                yield from (_time_limit(document, limit) for limit in clause.names)
            elif clause.role in ROLES:
                for name in clause.names:
                    order += 1
                    role = _role(clause.role, leads=only_list and not (first_leads and led))
                    led = led or clause.role == "responsible"
                    yield _unit(document, name, role, order, lexicon)


def _groups(text: str, attributions: Sequence[Attribution]) -> Iterator[Sequence[Attribution]]:
    """Group attributions that stand together: 牵头部门：… and 参与部门：… on the next line.

    The parts of a task may each have their own, and each says for itself who leads.
    """
    if any(attribution.column for attribution in attributions):
        yield attributions
        return
    group: list[Attribution] = []
    for attribution in attributions:
        between = text[group[-1].span.end : attribution.span.start] if group else ""
        if between.strip(" \t\n\u3000；;，。"):
            yield group
            group = []
        group.append(attribution)
    if group:
        yield group


def _role(role: str, *, leads: bool) -> str:
    return "lead" if role == "responsible" and leads else role


def _unit(
    document: Document, name: ListedName, role: str, order: int, lexicon: Lexicon
) -> UnitMention:
    unnamed = (kind for pattern, kind in lexicon.unnamed if pattern.search(name.name))
    return UnitMention(
        text=document.slice(name.span),
        span=name.span,
        rule=f"attribution/{role}",
        role=role,
        kind=next(unnamed, "named"),
        order=order,
    )


def _time_limit(document: Document, limit: ListedName) -> TimeLimitMention:
    return TimeLimitMention(
        text=document.slice(limit.span),
        span=limit.span,
        rule="attribution/deadline",
        value=to_iso_date(limit.name),
    )
