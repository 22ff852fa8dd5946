"""Parse a stored text into a Document: metadata, sections, tasks, paragraphs and warnings.

Never refuses a text: what is not understood stays a paragraph, and warnings say so. Each step
gives positions in the view's text; their stored spans are made many at a time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from kg.knowledge.document_lexicon import DocumentLexicon
from kg.knowledge.lexicon import Lexicon
from kg.structure.attribution import FoundAttribution
from kg.structure.blocks import Block, blocks
from kg.structure.document import (
    Attribution,
    Document,
    ListedName,
    Paragraph,
    ParseWarning,
    RoleClause,
    Section,
    Task,
)
from kg.structure.document_title import read_titles
from kg.structure.flattened_tables import flat_tables
from kg.structure.metadata import read_metadata, refused_numbers, without_metadata
from kg.structure.outline import Item, outline
from kg.structure.parse_warnings import parse_warnings
from kg.structure.task_selection import Selection, select_tasks
from kg.text.files import ReadSource, read_source
from kg.text.source_text import Grid, SourceText
from kg.text.span import Bounds, Range
from kg.text.stored_text import StoredText, stored_spans
from kg.text.view import View

_LONGEST_TITLE = 40  # a longer first sentence is not a heading
_LONGEST_CLAUSED_TITLE = 24  # nor one longer than this that has a comma
_LONGEST_HEADING = 2 * _LONGEST_TITLE  # of a line of its own
_LONGEST_RESIDUE = 60
# 修订以下文件：甲；乙
_LIST = re.compile(r"[；：]")


def parse(text: str, lexicon: Lexicon, grids: Sequence[Grid] = ()) -> Document:  # noqa: ARG001 (read next)
    """Parse a stored text.

    Args:
        text: as kg.text.view.normalise returns it.
        lexicon: words of headings, columns and attributions.
        grids: the tables its format drew.

    Returns:
        The document; its warnings name lines of the text. Never raises for any text.
    """
    stored = StoredText(text)
    view = stored.view
    pieces = blocks(view.text)
    found = outline(view.text, pieces, flat_tables(view.text, lexicon), lexicon)
    titles = read_titles(view, found.head_end, lexicon.documents)
    metadata = read_metadata(view, found, titles, lexicon)
    refused = list(refused_numbers(view.text, lexicon.documents))
    title = metadata.title.value if metadata.title else ""
    chosen = select_tasks(found.items, title, lexicon)
    tasks = _tasks(stored, chosen, lexicon.documents)
    paragraphs = _paragraphs(stored, pieces, chosen, lexicon)
    return Document(
        stored,
        metadata,
        sections=_sections(stored, chosen.headings),
        tasks=tasks,
        warnings=parse_warnings(stored, metadata, tasks, refused),
        paragraphs=without_metadata(paragraphs, metadata),
    )


def parse_file(path: Path, lexicon: Lexicon, read: ReadSource = read_source) -> Document:
    """Read and parse a source file; what its format left out is a warning on the first line.

    Raises:
        DocumentError: the file cannot be read as a text.
    """
    return parse_source(read(path, lexicon.frequent), lexicon)


def parse_source(source: SourceText, lexicon: Lexicon) -> Document:
    """Parse what a file holds; what its format left out is a warning on the first line."""
    document = parse(source.text, lexicon, source.grids)
    remarks = (ParseWarning(1, remark) for remark in source.remarks)
    return replace(document, warnings=(*remarks, *document.warnings))


# --- tasks -----------------------------------------------------------------------------------


class _TaskPlaces(NamedTuple):
    """Where the parts of a task are in the view's text."""

    ordinal: Bounds
    title: Bounds
    text: Bounds
    content: Bounds
    whole: Bounds


def _tasks(stored: StoredText, chosen: Selection, words: DocumentLexicon) -> tuple[Task, ...]:
    text, view = stored.text, stored.view
    found = [_attributions(item, end) for item, end in chosen.ends.items()]
    places = [
        _task_places(Range(view.text, item.start, end), item, own, words)
        for (item, end), own in zip(chosen.ends.items(), found, strict=True)
    ]
    attributions = iter(stored_attributions(view, list(chain.from_iterable(found))))
    spans = iter(stored.trimmed_spans(chain.from_iterable(places)))
    tasks: list[Task] = []
    for number, (item, own) in enumerate(zip(chosen.keys, found, strict=True), 1):
        ordinal, title, rest, content, whole = islice(spans, len(_TaskPlaces._fields))
        plan = next((a for a in item.ancestors if a.style == "plan"), None)
        section = next((a for a in item.ancestors if a not in chosen.keys), None)
        tasks.append(
            Task(
                key=chosen.keys[item],
                number=number,
                ordinal=text[ordinal.start : ordinal.end],
                title=text[title.start : title.end].replace("\n", ""),
                text=text[rest.start : rest.end],
                section=_section_key(section) if section else None,
                plan=str(plan.number) if plan else None,
                span=whole,
                title_span=title,
                content=content,
                attributions=tuple(islice(attributions, len(own))),
            )
        )
    return tuple(tasks)


def _attributions(item: Item, end: int) -> list[FoundAttribution]:
    """Return the attributions of an item and its parts, as far as it reaches."""
    return [a for x in (item, *item.below) for a in x.attributions if a.end <= end]


def _task_places(
    reach: Range, item: Item, attributions: Sequence[FoundAttribution], words: DocumentLexicon
) -> _TaskPlaces:
    """Return where the parts of a task are; reach is all that may belong to it."""
    text, content = reach.text, item.content
    behind = [a for a in attributions if a.start >= content]  # a row may begin with its units
    closing, end = _closing(reach, behind, words)
    title_end = _title_end(Range(text, content, closing), item)
    title = text[content:title_end].rstrip("。：\n")
    return _TaskPlaces(
        ordinal=(item.start, content),
        title=(content, content + len(title)),
        text=(title_end, max(closing, title_end)),
        content=(content, max(closing, content)),
        whole=(item.start, max(end, content)),
    )


def stored_attributions(view: View, found: Sequence[FoundAttribution]) -> list[Attribution]:
    """Return attributions at their places in the stored text."""
    ranges: list[Bounds] = []
    for attribution in found:
        ranges.append((attribution.start, attribution.end))
        ranges.extend(name for clause in attribution.clauses for name in clause.names)
    spans = iter(stored_spans(view, ranges))
    return [
        Attribution(
            next(spans),
            tuple(
                RoleClause(
                    clause.role,
                    tuple(
                        ListedName(next(spans), view.text[start:end].replace("\n", ""))
                        for start, end in clause.names
                    ),
                    clause.label,
                )
                for clause in attribution.clauses
            ),
            attribution.column,
        )
        for attribution in found
    ]


def _closing(
    reach: Range, attributions: Sequence[FoundAttribution], words: DocumentLexicon
) -> Bounds:
    """Return where the closing attributions of an item begin and end; (end, end) without any.

    What little follows them (来源：…, a full stop) belongs to nobody.
    """
    begin, close = reach.end, None
    for found in reversed(attributions):
        behind = reach.text[found.end : begin].strip("。；\n")
        residue = len(behind) <= _LONGEST_RESIDUE and "。" not in behind
        if not residue and not words.own_closing.match(behind):
            break
        close = close or found.end
        begin = found.start
    return begin, close or reach.end


def _title_end(content: Range, item: Item) -> int:
    """Return where an item's heading ends; its start when it has none."""
    text, start, closing = content
    line = text.find("\n", start, closing)
    stop = text.find("。", start, closing)
    line = closing if line < 0 else line
    if stop < 0 or stop > line:
        # a heading on a line of its own, or an item of one sentence
        own_line = line < closing or not item.attributions or item.children
        return line if own_line and line - start <= _LONGEST_HEADING else start
    heading = text[start:stop]
    longest = _LONGEST_CLAUSED_TITLE if "，" in heading else _LONGEST_TITLE
    return start if len(heading) > longest or _LIST.search(heading) else stop + 1


# --- sections and paragraphs -----------------------------------------------------------------


def _section_key(item: Item) -> str:
    return ".".join(str(x.number) for x in reversed((item, *item.ancestors)))


def _sections(stored: StoredText, headings: Sequence[Item]) -> tuple[Section, ...]:
    """Return the sections that some items open, the first of each key."""
    text, view = stored.text, stored.view
    items: dict[str, Item] = {}
    for item in headings:
        items.setdefault(_section_key(item), item)
    ends = [_heading_end(view.text, item) for item in items.values()]
    places = zip(items.values(), ends, strict=True)
    spans = stored.trimmed_spans(
        place
        for item, end in places
        for place in ((item.content, end), (item.start, max(end, item.content)))
    )
    return tuple(
        Section(
            key=key,
            ordinal=view.text[item.start : item.content],
            title=text[heading.start : heading.end].replace("\n", "").rstrip("。：:"),
            span=heading if heading.start < heading.end else numbered,
            level=len(item.ancestors) + 1,
            parent=_section_key(item.ancestors[0]) if item.ancestors else None,
        )
        for (key, item), heading, numbered in zip(
            items.items(), spans[::2], spans[1::2], strict=True
        )
    )


def _heading_end(text: str, item: Item) -> int:
    """Return where the title of a section ends; its start for a paragraph with a number."""
    stop = text.find("。", item.content, item.heading_end)
    end = stop if stop >= 0 else item.heading_end
    return end if end - item.content <= _LONGEST_HEADING else item.content


def _paragraphs(
    stored: StoredText, pieces: Sequence[Block], chosen: Selection, lexicon: Lexicon
) -> list[Paragraph]:
    """Return what is outside the tasks, one paragraph per block; headings are sections already."""
    text = stored.view.text
    names = {*lexicon.columns, *lexicon.labels}
    headings = {item.start: _section_key(item) for item in chosen.headings}
    tasks = _inside(pieces, [(item.start, end) for item, end in chosen.ends.items()])
    section: str | None = None
    found: list[tuple[Block, str | None]] = []
    for block in pieces:
        section = headings.get(block.start, section)
        is_heading = block.start in headings and _is_heading(text, block)
        if block not in tasks and not is_heading and text[block.start : block.end] not in names:
            found.append((block, section))
    spans = stored.trimmed_spans((block.start, block.end) for block, _ in found)
    return [
        Paragraph(f"p{span.start}", stored.text[span.start : span.end], section, span)
        for (_, section), span in zip(found, spans, strict=True)
    ]


def _inside(pieces: Sequence[Block], ranges: Sequence[tuple[int, int]]) -> set[Block]:
    """Return the blocks that begin inside one of some ranges; both are in document order."""
    found: set[Block] = set()
    position = 0
    for block in pieces:
        while position < len(ranges) and ranges[position][1] <= block.start:
            position += 1
        if position < len(ranges) and ranges[position][0] <= block.start:
            found.add(block)
    return found


def _is_heading(text: str, block: Block) -> bool:
    """Tell whether a block with a number is only a heading."""
    short = block.end - block.content <= _LONGEST_HEADING
    return short and "。" not in text[block.content : block.end - 1]
