"""The topics tab: the tree of concepts with counts, and what is known of one concept."""

from __future__ import annotations

from html import escape

from kg.knowledge.thesaurus import Concept
from qa.topics import Topics
from ui.messages import message
from ui.render import hint, link, text_link

_UNITS = 12


def topic_button(concept: str, label: str, count: int | None = None) -> str:
    """Return a button that opens a concept; the page listens for data-topic."""
    number = f' <span class="zt-count">{count}</span>' if count is not None else ""
    return (
        f'<button type="button" class="zt-topic" data-topic="{escape(concept)}">'
        f"{escape(label)}{number}</button>"
    )


def tree(language: str, topics: Topics) -> str:
    """Return the tree of concepts that have tasks, most tasks first, with counts."""
    if not topics.counts:
        return hint(message(language, "topics_none"))
    tops = [c for c in topics.build.thesaurus.narrower[""] if c in topics.counts]
    tops.sort(key=lambda c: -topics.counts[c])
    return (
        '<nav class="zt-topics">' + "".join(_branch(language, topics, c) for c in tops) + "</nav>"
    )


def _branch(language: str, topics: Topics, concept: str) -> str:
    """Return a concept with the narrower ones that have tasks, folded."""
    below = [c for c in topics.build.thesaurus.narrower.get(concept, ()) if c in topics.counts]
    button = topic_button(concept, name(language, topics, concept), topics.counts[concept])
    if not below:
        return f'<div class="zt-leaf">{button}</div>'
    inner = "".join(_branch(language, topics, child) for child in below)
    return f"<details><summary>{button}</summary>{inner}</details>"


def name(language: str, topics: Topics, concept: str) -> str:
    """Return a concept's preferred label in a language."""
    known = topics.build.thesaurus.concepts[concept]
    return known.label if language == "zh" else f"{known.english} · {known.label}"


def concept_page(language: str, topics: Topics, concept: str) -> str:
    """Return what is known of a concept: its words and place, tasks, units and targets."""
    known = topics.build.thesaurus.concepts.get(concept)
    if known is None:
        return hint(message(language, "topics_hint"))
    tasks = topics.tasks(concept)
    heading = escape(message(language, "topic_tasks", count=len(tasks)))
    return (
        f'<section class="zt-panel zt-concept"><h3>{escape(known.label)} '
        f'<small lang="en">{escape(known.english)}</small></h3>'
        f'<p class="zt-scope">{escape(known.scope)}</p>{_words(language, topics, known)}'
        f"<h4>{heading}</h4>{_tasks(language, topics, concept, tasks)}"
        f"<h4>{escape(message(language, 'topic_units'))}</h4>{_units(language, topics, concept)}"
        f"<h4>{escape(message(language, 'topic_targets'))}</h4>"
        f"{_targets(language, topics, concept)}</section>"
    )


def _words(language: str, topics: Topics, known: Concept) -> str:
    rows = [("topic_alt", "、".join(known.alt)), ("topic_hidden", "、".join(known.hidden))]
    listed = "".join(
        f"<dt>{escape(message(language, key))}</dt><dd>{escape(words)}</dd>"
        for key, words in rows
        if words
    )
    narrower = [
        c for c in topics.build.thesaurus.narrower.get(known.label, ()) if c in topics.counts
    ]
    related = [c for c in known.related if c in topics.counts]
    above = [known.broader] if known.broader else []
    for key, concepts in (
        ("topic_broader", above),
        ("topic_narrower", narrower),
        ("topic_related", related),
    ):
        buttons = "".join(
            topic_button(c, name(language, topics, c), topics.counts.get(c)) for c in concepts
        )
        if buttons:
            listed += (
                f"<dt>{escape(message(language, key))}</dt><dd class='zt-chips'>{buttons}</dd>"
            )
    return f"<dl>{listed}</dl>"


def _tasks(language: str, topics: Topics, concept: str, tasks: list[str]) -> str:
    if not tasks:
        return hint(message(language, "topics_none"))
    labels = list(topics.build.thesaurus.below(concept))
    rows = []
    for task in tasks:
        record = topics.build.tasks[task]
        row = next(w[task] for w in map(topics.words, labels) if task in w)
        source = text_link(language, row["document"], row["start"], row["end"], row["exact"])
        title = f"{record['ordinal']}{record['title'] or record['text'][:30]}"
        rows.append(f"<li>{link(task, title)} <q>{source}</q></li>")
    return f'<ol class="zt-found">{"".join(rows)}</ol>'


def _units(language: str, topics: Topics, concept: str) -> str:
    units = topics.units(concept)[:_UNITS]
    if not units:
        return hint(message(language, "topic_no_units"))
    chips = "".join(link(node, f"{label}（{count}）", "zt-chip") for label, node, count in units)
    return f'<div class="zt-chips">{chips}</div>'


def _targets(language: str, topics: Topics, concept: str) -> str:
    rows = topics.targets(concept)
    if not rows:
        return hint(message(language, "topic_no_targets"))
    items = "".join(
        f"<li>{escape(row['metric'])} <b>{escape(row['comparator'])} {escape(row['printed'])}</b> "
        f"<q>{text_link(language, row['document'], row['start'], row['end'], row['exact'])}</q></li>"
        for row in rows
    )
    return f'<ul class="zt-targets">{items}</ul>'
