"""The answer card: the answer first, its evidence, how it was found, what is nearest to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from kg.rdf.named_queries import QUERIES
from qa.answer import Answer, Citation, Evidence, Found, RankedItem, Statement
from ui.gradio_pages.render import hint, link, text_link
from ui.site import Asked

Record = Mapping[str, Any]
UnitNodes = Mapping[tuple[str, str], str]
_STATEMENTS = 12  # shown at once; the rest unfolds
_NEAREST = 5


def answer_card(
    at: Asked,
    answer: Answer,
    documents: Mapping[str, Record],
    units: UnitNodes,
    prose: str = "",
    topics: Mapping[str, str] | None = None,
) -> str:
    """Return the whole answer.

    Args:
        at: the page.
        answer: as qa.answering.ask gives it.
        documents: document records, by key.
        units: IRI of each unit, by (task IRI, name).
        prose: what the user's own language model made of the evidence, if there is one.
        topics: buttons of each task's topics, by its IRI.
    """
    css = "zt-answer zt-absent" if answer.grade == "absent" else "zt-answer"
    head = f'<h3 class="zt-said">{escape(answer.text)}</h3>' if answer.text else ""
    body = _statements(at, answer.statements)
    card = (
        f'<section class="{css}">{head}{_prose(at, prose)}{body}{_found(at, answer.found)}'
        f"{_next(at, answer.suggestions)}</section>"
    )
    if not answer.ranked:
        return card if answer.grade == "reply" else card + hint(at.say("answer_none"))
    shown = _nearest(answer)
    if not shown:
        return card
    heading = at.say("answer_weak" if answer.abstain else "answer_best")
    cards = (
        _item_card(at, item, documents[item.document], units, (topics or {}).get(item.id, ""))
        for item in shown
    )
    return f'{card}<h3 class="zt-heading">{escape(heading)}</h3>' + "".join(cards)


def _prose(at: Asked, prose: str) -> str:
    if not prose:
        return ""
    note = escape(at.say("phrased"))
    return f'<p class="zt-prose">{escape(prose)}<small>{note}</small></p>'


def _nearest(answer: Answer) -> list[RankedItem]:
    """Return the texts to show: the best ranked; those cited where the graph alone answered."""
    if answer.found.retrieval or answer.abstain:
        return list(answer.ranked[:_NEAREST])
    cited = {c.item for statement in answer.statements for c in statement.citations}
    return [item for item in answer.ranked if item.id in cited][:_NEAREST]


def _statements(at: Asked, statements: Sequence[Statement]) -> str:
    rows = [f"<li>{_statement(at, statement)}</li>" for statement in statements]
    shown = f'<ol class="zt-statements">{"".join(rows[:_STATEMENTS])}</ol>' if rows else ""
    if len(rows) <= _STATEMENTS:
        return shown
    more = escape(at.say("more", count=len(rows) - _STATEMENTS))
    rest = "".join(rows[_STATEMENTS:])
    return (
        f'{shown}<details class="zt-rest"><summary>{more}</summary>'
        f'<ol class="zt-statements" start="{_STATEMENTS + 1}">{rest}</ol></details>'
    )


def _statement(at: Asked, statement: Statement) -> str:
    """Return one line: what is said, its things as chips, the words that say it."""
    chips = "".join(link(at, node, name, "zt-chip") for name, node in statement.names)
    alone = len(statement.names) == 1 and statement.names[0][0] == statement.text
    said = "" if alone else f"<span>{escape(statement.text)}</span>"
    sources = "".join(
        _source(at, cited, copy=i == 0) for i, cited in enumerate(statement.citations[:4])
    )
    return f'{said}<span class="zt-chips">{chips}</span><span class="zt-sources">{sources}</span>'


def _source(at: Asked, cited: Citation, *, copy: bool) -> str:
    words = cited.text.strip()
    shown = words if len(words) <= 60 else words[:59] + "…"
    quote = f"<q>{text_link(at, cited.document, cited.start, cited.end, shown)}</q>"
    if not copy:
        return quote
    label = escape(at.say("copy"))
    return (
        f'{quote}<button type="button" class="zt-copy" data-copy="{escape(cited.reference)}">'
        f"{label}</button>"
    )


def _found(at: Asked, found: Found) -> str:
    """Return how the answer was found: the query in words, linked names, the queries that ran."""
    rows = [(at.say("found_query"), found.query)] if found.query else []
    rows += [(at.say("found_linked"), f"{text} → {name}") for text, name in found.linked]
    if found.retrieval:
        rows.append((at.say("found_ranked"), at.say("found_how")))
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    queries = "".join(
        f"<details><summary>SPARQL · {escape(QUERIES[name].question)}</summary>"
        f"<pre>{escape(QUERIES[name].text)}</pre></details>"
        for name in found.queries
    )
    summary = escape(at.say("found"))
    return f'<details class="zt-found-by"><summary>{summary}</summary><dl>{listed}</dl>{queries}</details>'


def _next(at: Asked, suggestions: Sequence[str]) -> str:
    if not suggestions:
        return ""
    buttons = "".join(
        f'<button type="button" class="zt-next" data-ask="{escape(text)}">{escape(text)}</button>'
        for text in suggestions
    )
    return f'<p class="zt-nexts"><span>{escape(at.say("next"))}</span>{buttons}</p>'


def _item_card(at: Asked, item: RankedItem, document: Record, units: UnitNodes, topics: str) -> str:
    name = f"{item.ordinal}{item.title}" if item.number else at.say("paragraph")
    chips = "".join(
        f'<span class="zt-role">{escape(at.say(f"role_{role}"))}</span>'
        + (
            link(at, units[item.id, unit], unit, "zt-chip")
            if (item.id, unit) in units
            else f'<span class="zt-chip">{escape(unit)}</span>'
        )
        for unit, role in item.units
    )
    cited = document["wenhao"] or document["title"] or document["file"]
    foot = text_link(at, item.document, item.evidence.start, item.evidence.end)
    if item.number:
        foot = link(at, item.id, at.say("see_graph")) + foot
    return (
        f'<article class="zt-card"><header><b>{escape(name or item.text[:24])}</b>'
        f'<span class="zt-cite">〔{escape(cited)}〕</span></header>'
        f"<p>{highlighted(item.text, item.evidence)}</p>"
        f'<div class="zt-chips">{chips}</div><div class="zt-chips">{topics}</div>'
        f'<footer>{foot}<span class="zt-why">{escape(at.say(f"why_{item.reason}"))}</span></footer></article>'
    )


def highlighted(text: str, evidence: Evidence) -> str:
    """Return a text with its evidence marked, cut to what surrounds it when it is long."""
    start = text.find(evidence.text)
    if start < 0:
        return f"<mark>{escape(evidence.text)}</mark>"
    end = start + len(evidence.text)
    before, after = text[:start], text[end:]
    before = before if len(before) <= 90 else "…" + before[-80:]
    after = after if len(after) <= 120 else after[:110] + "…"
    return f"{escape(before)}<mark>{escape(text[start:end])}</mark>{escape(after)}"
