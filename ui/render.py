"""HTML of the page, every value escaped: documents and users are not trusted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from kg.network.traversal import Relation
from ui.messages import message

Record = dict[str, Any]


def hint(text: str) -> str:
    """Return a line that tells what to do."""
    return f'<p class="zt-hint">{escape(text)}</p>'


def link(node: str, label: str, css: str = "zt-link") -> str:
    """Return a button that opens a node of the graph; the page listens for data-node."""
    return (
        f'<button type="button" class="{css}" data-node="{escape(node)}">{escape(label)}</button>'
    )


def _table(language: str, heads: Iterable[str], rows: str) -> str:
    """Return a table: the messages that head its columns, and its rows as HTML."""
    cells = "".join(f"<th>{escape(message(language, head))}</th>" for head in heads)
    return f'<table class="zt-table"><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table>'


def text_link(language: str, document: str, start: int, end: int, label: str | None = None) -> str:
    """Return a link to the exact characters in the stored text."""
    shown = label or message(language, "see_text")
    href = f"/text/{quote(document)}?start={start}&end={end}&lang={language}#found"
    return f'<a class="zt-source" target="_blank" rel="noopener" href="{escape(href)}">{escape(shown)}</a>'


# --- the graph's tables ----------------------------------------------------------------------


def search_results(language: str, text: str, found: Sequence[tuple[str, str, str]]) -> str:
    """Return the nodes a search found, as buttons: (node, kind, label)."""
    if not found:
        return hint(message(language, "find_none", text=text))
    rows = "".join(
        f'<li><span class="zt-kind">{escape(kind)}</span>{link(node, label)}</li>'
        for node, kind, label in found
    )
    return (
        hint(message(language, "find_found", count=len(found)))
        + f'<ul class="zt-found">{rows}</ul>'
    )


def node_panel(
    language: str,
    label: str,
    kind: str,
    notes: Sequence[tuple[str, str]],
    relations: str,
    facts: str,
) -> str:
    """Return what is known of one node: its name, notes, relations and sources."""
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in notes)
    return (
        f'<section class="zt-panel"><h3>{escape(label)}</h3><span class="zt-kind">{escape(kind)}</span>'
        f"<dl>{rows}</dl><h4>{escape(message(language, 'relations'))}</h4>{relations}"
        f"<h4>{escape(message(language, 'facts'))}</h4>{facts}</section>"
    )


def relation_table(language: str, steps: Iterable[Relation], terms: dict[str, str]) -> str:
    """Return the steps from a node as a table."""
    rows = "".join(
        f"<tr><td>{escape(terms[s.relation])}{'' if s.outgoing else ' ←'}</td>"
        f"<td>{escape(terms[s.kind])}</td><td>{link(s.node, s.label)}</td></tr>"
        for s in steps
    )
    return _table(language, ("relation", "kind", "thing"), rows)


def fact_table(language: str, facts: Sequence[Record], terms: dict[str, str]) -> str:
    """Return statements with the characters they were read from."""
    if not facts:
        return hint(message(language, "no_facts"))
    rows = "".join(
        f"<tr><td>{escape(terms[f['class']])}</td><td>{escape(f['exact'])}</td>"
        f"<td>{text_link(language, f['document'], f['start'], f['end'], message(language, 'chars', start=f['start'], end=f['end']))}</td></tr>"
        for f in facts
    )
    return _table(language, ("kind", "fact_words", "fact_where"), rows)


# --- units together --------------------------------------------------------------------------


def task_list(heading: str, tasks: Iterable[tuple[str, str]]) -> str:
    """Return tasks under a heading, as buttons: (node, label)."""
    rows = "".join(f"<li>{link(node, label)}</li>" for node, label in tasks)
    return f'<h3 class="zt-heading">{escape(heading)}</h3><ol class="zt-found">{rows}</ol>'


def partner_table(
    heading: str, rows: Iterable[tuple[str, str, str, Sequence[tuple[str, str]]]]
) -> str:
    """Return partners of a unit with the tasks they share: (node, label, count, tasks)."""
    body = "".join(
        f"<tr><td>{link(node, label)}</td><td>{escape(count)}</td>"
        f"<td>{' '.join(link(task, name) for task, name in tasks)}</td></tr>"
        for node, label, count, tasks in rows
    )
    return f'<h3 class="zt-heading">{escape(heading)}</h3><table class="zt-table"><tbody>{body}</tbody></table>'


def matrix_picture(labels: Sequence[str], matrix: Sequence[Sequence[int]]) -> str:
    """Return a unit × unit matrix as an SVG picture; darker cells share more tasks."""
    cell, margin = 26, 190
    size = margin + cell * len(labels)
    most = max((value for row in matrix for value in row), default=0) or 1
    parts = [
        f'<svg class="zt-matrix" viewBox="0 0 {size} {size}" role="img" style="min-width:{size * 0.8:.0f}px">'
    ]
    for i, label in enumerate(labels):
        middle = margin + cell * i + cell / 2
        name = escape(label if len(label) <= 13 else label[:12] + "…")
        parts.append(
            f'<text x="{margin - 6}" y="{middle + 4}" text-anchor="end">{name}<title>{escape(label)}</title></text>'
        )
        parts.append(
            f'<text transform="translate({middle + 4},{margin - 6}) rotate(-90)">{name}<title>{escape(label)}</title></text>'
        )
        for j, value in enumerate(matrix[i]):
            shade = 0.06 + 0.84 * value / most if value else 0.0
            x, y = margin + cell * j, margin + cell * i
            title = f"{escape(label)} × {escape(labels[j])}: {value}"
            parts.append(
                f'<g><title>{title}</title><rect x="{x}" y="{y}" width="{cell - 1}" height="{cell - 1}" '
                f'class="{"zt-self" if i == j else "zt-cell"}" fill-opacity="{shade:.2f}"/>'
                + (
                    f'<text x="{x + cell / 2 - 0.5}" y="{y + cell / 2 + 4}" text-anchor="middle" class="{"zt-dark" if shade > 0.5 else ""}">{value}</text>'
                    if value
                    else ""
                )
                + "</g>"
            )
    return "".join(parts) + "</svg>"


def path_line(start: tuple[str, str], steps: Iterable[Relation], terms: dict[str, str]) -> str:
    """Return a path as a line of things and the named relations between them."""
    parts = [link(*start, css="zt-chip")]
    for step in steps:
        arrow = f"—{terms[step.relation]}→" if step.outgoing else f"←{terms[step.relation]}—"
        parts.append(
            f'<span class="zt-arrow">{escape(arrow)}</span>{link(step.node, step.label, "zt-chip")}'
        )
    return f'<div class="zt-path">{"".join(parts)}</div>'


# --- export and source text ------------------------------------------------------------------


def download_list(language: str, formats: Iterable[tuple[str, str]]) -> str:
    """Return the files to take away: (name, what it is)."""
    rows = "".join(
        f'<li><a class="zt-download" href="/download/{escape(name)}" download="{escape(name)}">'
        f"{escape(message(language, 'download'))}</a><code>{escape(name)}</code><span>{escape(what)}</span></li>"
        for name, what in formats
    )
    return f'<ul class="zt-downloads">{rows}</ul>'


def build_table(language: str, documents: Iterable[Record]) -> str:
    """Return what the build read: per document its counts and coverage."""
    keys = ("cov_document", "cov_tasks", "cov_units", "cov_without", "cov_coverage")
    rows = "".join(
        f"<tr><td>{escape(d['title'] or d['file'])}</td><td>{d['tasks']}</td><td>{d['units']}</td>"
        f"<td>{len(d['tasks_without_unit'])}</td><td>{d['coverage']:.1%}</td></tr>"
        for d in documents
    )
    heading = f'<h3 class="zt-heading">{escape(message(language, "coverage"))}</h3>'
    return heading + _table(language, keys, rows)


def text_page(language: str, title: str, text: str, start: int, end: int, css: str) -> str:
    """Return a plain page with the stored text and some characters marked."""
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    where = message(language, "chars", start=start, end=end)
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{css}</style>'
        f'<body class="zt-text"><header><h1>{escape(title)}</h1><p>{escape(where)}</p></header>'
        f'<pre>{escape(text[:start])}<mark id="found">{escape(text[start:end])}</mark>{escape(text[end:])}</pre></body></html>'
    )
