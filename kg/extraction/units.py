"""Units and their roles, read from a task's attributions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extraction.mentions import Mention, TimeLimitMention, UnitMention
from kg.knowledge.lexicon import Lexicon
from kg.structure.attribution import RoleClause, column_clauses, find_attributions, first_name_leads
from kg.structure.document import Document, Task
from kg.text.numerals import to_iso_date
from kg.text.span import Span
from kg.text.view import View

ROLES = ("lead", "responsible", "assist")


def units(document: Document, task: Task, lexicon: Lexicon) -> Iterator[Mention]:
    """Yield the units of a task, in order, and its time limit.

    A task without attribution yields nothing; the report says so. 责任单位 counts as lead
    where it is the only list of its place, and there only the first name where the document says
    so (列首位的为牵头单位). The cells of a table's row are one place.
    """
    columns = {span: column for column, span in task.columns}
    first_leads = first_name_leads(document.text)
    order = 0
    groups = [task.attributions] if columns else _groups(document.text, task.attributions)
    for group in groups:
        found = [
            (view, clause)
            for span in group
            for view in [View.of(document.text, span)]
            for clause in _clauses(view.text, columns.get(span), lexicon)
        ]
        only_list = all(clause.role != "lead" for _, clause in found)
        led = False
        for view, clause in found:
            if clause.role == "deadline":
                yield from _deadline(document, view, clause)
            elif clause.role in ROLES:
                for start, end in clause.names:
                    order += 1
                    role = _role(clause.role, leads=only_list and not (first_leads and led))
                    led = led or clause.role == "responsible"
                    yield _unit(document, view, start, end, role, order, lexicon)


def _clauses(text: str, column: str | None, lexicon: Lexicon) -> Iterator[RoleClause]:
    if column:
        yield from column_clauses(text, column, lexicon)
        return
    for attribution in find_attributions(text, lexicon):
        yield from attribution.clauses


def _groups(text: str, attributions: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """Group attributions that stand together: 牵头部门：… and 参与部门：… on the next line.

    The parts of a task may each have their own, and each says for itself who leads.
    """
    group: list[Span] = []
    for span in attributions:
        if group and text[group[-1].end : span.start].strip(" \t\n\u3000；;，。"):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _role(role: str, *, leads: bool) -> str:
    return "lead" if role == "responsible" and leads else role


def _unit(
    document: Document, view: View, start: int, end: int, role: str, order: int, lexicon: Lexicon
) -> UnitMention:
    span = view.span(start, end)
    name = view.text[start:end].replace("\n", "")
    kind = next((kind for pattern, kind in lexicon.unnamed if pattern.search(name)), "named")
    return UnitMention(
        text=document.slice(span),
        span=span,
        rule=f"attribution/{role}",
        role=role,
        kind=kind,
        order=order,
    )


def _deadline(document: Document, view: View, clause: RoleClause) -> Iterator[TimeLimitMention]:
    for start, end in clause.names:
        span = view.span(start, end)
        yield TimeLimitMention(
            text=document.slice(span),
            span=span,
            rule="attribution/deadline",
            value=to_iso_date(view.text[start:end]),
        )
