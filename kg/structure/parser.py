"""Parse a stored text into a Document: metadata, sections, tasks, paragraphs and warnings.

Never refuses a text: what is not understood stays a paragraph, and warnings say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import kg.structure.heading_patterns as patterns
from kg.knowledge.lexicon import Lexicon
from kg.structure.attribution import FoundAttribution
from kg.structure.blocks import Block, blocks
from kg.structure.document import (
    Attribution,
    Document,
    DocumentMetadata,
    ListedName,
    Paragraph,
    ParseWarning,
    RoleClause,
    Section,
    Task,
)
from kg.structure.metadata import read_metadata
from kg.structure.outline import Item, outline
from kg.structure.task_selection import select_tasks, task_keys
from kg.text.span import Span
from kg.text.stored_text import StoredText
from kg.text.view import View, trimmed

_LONGEST_TITLE = 40  # a first sentence longer than this is no heading
_LONGEST_CLAUSED_TITLE = 24  # nor one longer than this that has a comma
_LONGEST_RESIDUE = 60
# 本意见自印发之日起施行: closes the document, not the last task
_CLOSING_WORDS = re.compile(rf"{patterns.ITSELF}|附件|来源")
_METADATA_SHARE = 0.6  # a paragraph that holds more of it than this is metadata, not text


def parse(text: str, lexicon: Lexicon) -> Document:
    """Parse a stored text.

    Args:
        text: as kg.text.normalise returns it.
        lexicon: words of headings, columns and attributions.

    Returns:
        The document; its warnings name lines of the text. Never raises for any text.
    """
    stored = StoredText(text)
    view = stored.view
    pieces = tuple(blocks(view.text))
    roots, head_end, tail_start = outline(view.text, pieces, lexicon)
    metadata = read_metadata(view, head_end, tail_start, lexicon)
    items = select_tasks(roots, metadata)
    tasks = tuple(_tasks(text, view, items))
    sections = tuple(_sections(text, view, roots, items))
    paragraphs = tuple(
        paragraph
        for paragraph in _paragraphs(text, view, pieces, roots, items)
        if not _is_metadata(paragraph.span, metadata)
        and view.within(paragraph.span).text not in {**lexicon.columns, **lexicon.labels}
    )
    document = Document(stored, metadata, sections, tasks, paragraphs)
    return replace(document, warnings=tuple(_warnings(document)))


# --- tasks -----------------------------------------------------------------------------------


def _tasks(text: str, view: View, items: list[Item]) -> Iterator[Task]:
    keys = task_keys(items)
    chosen = set(map(id, items))
    for number, item in enumerate(items, 1):
        section = next((a for a in item.ancestors() if id(a) not in chosen), None)
        task = _task(text, view, item, _reach(item, chosen), number, keys[number - 1])
        yield replace(task, section=_section_key(section) if section else None)


def _task(text: str, view: View, item: Item, end: int, number: int, key: str) -> Task:
    attributions = [a for x in item.walk() for a in x.attributions if a.end <= end]
    behind = [a for a in attributions if a.start >= item.content]  # a row may begin with its units
    closing, end = _closing(view.text, behind, end)
    title_end = _title_end(view.text, item, closing)
    title = view.text[item.content : title_end].rstrip("。：\n")
    content = trimmed(text, view.span(item.content, max(closing, item.content)))
    title_span = trimmed(text, view.span(item.content, item.content + len(title)))
    plan = next((a for a in item.ancestors() if a.style == "plan"), None)
    return Task(
        key=key,
        number=number,
        ordinal=text[slice(*_bounds(view.span(item.start, item.content)))].strip(),
        title=text[title_span.start : title_span.end].replace("\n", ""),
        text=text[slice(*_bounds(trimmed(text, view.span(title_end, max(closing, title_end)))))],
        section=None,
        plan=str(plan.number) if plan else None,
        span=trimmed(text, view.span(item.start, max(end, item.content))),
        title_span=title_span,
        content=content,
        attributions=tuple(stored_attribution(view, found) for found in attributions),
    )


def stored_attribution(view: View, found: FoundAttribution) -> Attribution:
    """Return an attribution at its place in the stored text."""
    clauses = tuple(
        RoleClause(
            clause.role,
            tuple(
                ListedName(view.span(start, end), view.text[start:end].replace("\n", ""))
                for start, end in clause.names
            ),
        )
        for clause in found.clauses
    )
    return Attribution(view.span(found.start, found.end), clauses, found.column)


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _closing(text: str, attributions: Sequence[FoundAttribution], end: int) -> tuple[int, int]:
    """Return where the closing attributions of an item begin and end; (end, end) without any.

    What little stands behind them (来源：…, a full stop) belongs to nobody.
    """
    begin, close = end, None
    for found in reversed(attributions):
        behind = text[found.end : begin].strip("。；\n")
        residue = len(behind) <= _LONGEST_RESIDUE and "。" not in behind
        if not residue and not _CLOSING_WORDS.match(behind):
            break
        close = close or found.end
        begin = found.start
    return begin, close or end


def _title_end(text: str, item: Item, closing: int) -> int:
    """Return where an item's heading ends; its start when it has none."""
    line = text.find("\n", item.content, closing)
    stop = text.find("。", item.content, closing)
    line = closing if line < 0 else line
    if stop < 0 or stop > line:
        # a heading on a line of its own, or an item of one sentence
        own_line = line < closing or not item.attributions or item.children
        return line if own_line and line - item.content <= 2 * _LONGEST_TITLE else item.content
    heading = text[item.content : stop]
    longest = _LONGEST_CLAUSED_TITLE if "，" in heading else _LONGEST_TITLE
    if len(heading) > longest or re.search(r"[；：]", heading):
        return item.content
    return stop + 1


# --- sections and paragraphs -----------------------------------------------------------------


def _section_key(item: Item) -> str:
    return ".".join(str(x.number) for x in reversed([item, *item.ancestors()]))


def _sections(
    text: str, view: View, roots: Sequence[Item], tasks: Sequence[Item]
) -> Iterator[Section]:
    chosen = set(map(id, tasks))
    seen: set[str] = set()
    for item in _outside(roots, chosen):
        key = _section_key(item)
        if key in seen:
            continue
        seen.add(key)
        stop = view.text.find("。", item.content, item.heading_end)
        title_end = stop if stop >= 0 else item.heading_end
        if title_end - item.content > 2 * _LONGEST_TITLE:
            title_end = item.content  # a paragraph with a number, not a heading
        heading = trimmed(text, view.span(item.content, title_end))
        number = trimmed(text, view.span(item.start, max(title_end, item.content)))
        span = heading if heading.start < heading.end else number
        yield Section(
            key=key,
            ordinal=view.text[item.start : item.content],
            title=text[heading.start : heading.end].replace("\n", "").rstrip("。：:"),
            span=span,
            level=sum(1 for _ in item.ancestors()) + 1,
            parent=_section_key(item.parent) if item.parent else None,
        )


def _outside(roots: Sequence[Item], chosen: set[int]) -> Iterator[Item]:
    """Yield items that are no task and not part of one."""
    for item in roots:
        if id(item) not in chosen:
            yield item
        elif not _has_tasks_below(item, chosen):
            continue
        yield from _outside(item.children, chosen)


def _paragraphs(
    text: str, view: View, pieces: Sequence[Block], roots: Sequence[Item], tasks: Sequence[Item]
) -> Iterator[Paragraph]:
    """Yield what stands outside the tasks, a paragraph a block; headings are sections already."""
    chosen = set(map(id, tasks))
    headings = {item.start: item for item in _outside(roots, chosen)}
    inside = [(item.start, _reach(item, chosen)) for item in tasks]
    section: str | None = None
    position = 0
    for block in pieces:
        heading = headings.get(block.start)
        section = _section_key(heading) if heading else section
        while position < len(inside) and inside[position][1] <= block.start:
            position += 1
        if position < len(inside) and inside[position][0] <= block.start:
            continue
        if (
            heading
            and block.end - block.content <= 2 * _LONGEST_TITLE
            and "。" not in view.text[block.content : block.end - 1]
        ):
            continue
        span = trimmed(text, view.span(block.start, block.end))
        yield Paragraph(f"p{span.start}", text[span.start : span.end], section, span)


def _is_metadata(span: Span, metadata: DocumentMetadata) -> bool:
    """Tell whether a paragraph only holds title, number, date, addressees … of the metadata."""
    fields = (
        metadata.title,
        metadata.notice_title,
        metadata.wenhao,
        metadata.issuer,
        metadata.date,
    )
    values = (*fields, metadata.disclosure, *metadata.addressees, *metadata.cc)
    pieces = [piece for value in values if value for piece in value.spans if piece.within(span)]
    said = sum(piece.end - piece.start for piece in set(pieces))
    return said >= _METADATA_SHARE * (span.end - span.start)


def _reach(item: Item, chosen: set[int]) -> int:
    """Return where a task ends: with its parts, unless those are tasks of their own."""
    return item.end if _has_tasks_below(item, chosen) else item.last_end


def _has_tasks_below(item: Item, chosen: set[int]) -> bool:
    return any(id(x) in chosen for child in item.children for x in child.walk())


def _warnings(document: Document) -> Iterator[ParseWarning]:
    if not document.text.strip():
        yield ParseWarning(1, "the text is empty")
    elif not document.tasks:
        yield ParseWarning(1, "no task found: stored as sections and paragraphs")
    if document.metadata.title is None:
        yield ParseWarning(1, "no title found")
    for task in document.tasks:
        if not task.attributions:
            yield ParseWarning(
                document.stored.line_of(task.span.start),
                f"task {task.key} names no responsible unit",
            )
