"""Parse a stored text into a Document: metadata, sections, tasks, paragraphs and warnings.

Never refuses a text: what is not understood stays a paragraph, and warnings say so. Each step
gives positions in the view's text; their stored spans are made many at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from kg.knowledge.lexicon import Lexicon
from kg.structure.blocks import Block, blocks
from kg.structure.document import (
    Document,
    Paragraph,
    ParseWarning,
    Section,
    Task,
)
from kg.structure.document_title import read_titles
from kg.structure.heads.annexed_title import with_annexed_title
from kg.structure.heads.head_values import refused_numbers
from kg.structure.lines.broken_lines import as_read
from kg.structure.lines.decimal_numbers import decimal_numbers
from kg.structure.metadata import read_metadata, without_metadata
from kg.structure.outline import Item, outline
from kg.structure.parse_warnings import parse_warnings
from kg.structure.tables.reading import read_tables
from kg.structure.task_building import read_tasks
from kg.structure.task_selection import Selection, select_tasks
from kg.text.files import ReadSource, read_source
from kg.text.source_text import Grid, SourceText
from kg.text.span import Bounds, Span
from kg.text.stored_text import StoredText

# 0537-7654321 · 电话：13800000000
_TELEPHONE = re.compile(
    r"(?:[^\d，。]{0,4}(?:电话|手机号?码?|传真|联系方式)：?)?"
    r"(?:（?0\d{2,3}）?[—–-]?\d{7,8}|1[3-9]\d{9})(?:[、，/转—–-]\d+)*"
)
_LONGEST_HEADING = 80  # of a line of its own
_SHORTEST_SENTENCE = 12  # behind who does a task


def parse(text: str, lexicon: Lexicon, grids: Sequence[Grid] = ()) -> Document:
    """Parse a stored text.

    Args:
        text: as kg.text.view.normalise returns it.
        lexicon: words of headings, columns and attributions.
        grids: the tables its format drew.

    Returns:
        The document; its warnings name lines of the text. Never raises for any text.
    """
    stored = as_read(StoredText(text), grids, lexicon)
    view = stored.view
    pieces = blocks(view.text, decimal_numbers(view.text))
    tables = read_tables(stored, grids, lexicon)
    found = outline(view.text, pieces, tables, lexicon)
    above = min([found.head_end, *(table.start for table in tables)])
    titles = read_titles(view, above, lexicon.documents)
    titles = with_annexed_title(titles, found, lexicon.documents)
    metadata = read_metadata(view, found, titles, lexicon)
    remarks = [
        *(
            (number.start, f"{number.content} is taken for no document number")
            for number in refused_numbers(view.text, lexicon.documents)
        ),
        *(warning for table in tables for warning in table.warnings),
        *_unlisted_labels(found.items, lexicon),
        *((start, "a list of persons is left out") for start, _ in found.persons),
    ]
    title = metadata.title.value if metadata.title else ""
    chosen = select_tasks(view.text, found.items, title, lexicon)
    tasks = read_tasks(stored, chosen, lexicon)
    rosters = [*found.persons, *((t.start, t.end) for t in tables if t.is_roster)]
    silent = sorted([*found.persons, *(place for table in tables for place in table.silent)])
    paragraphs = _paragraphs(stored, pieces, chosen, _Silent(silent, lexicon))
    paragraphs = sorted([*paragraphs, *_after(stored, tasks)], key=lambda p: p.span.start)
    return Document(
        stored,
        metadata,
        sections=_sections(stored, chosen),
        tasks=tasks,
        paragraphs=without_metadata(paragraphs, metadata),
        warnings=parse_warnings(stored, metadata, tasks, remarks),
        rosters=tuple(stored.trimmed_spans(sorted(rosters))),
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


def _unlisted_labels(items: Sequence[Item], lexicon: Lexicon) -> Iterator[tuple[int, str]]:
    """Yield a remark on each label that no table knows, and where it is."""
    for item in items:
        for found in item.attributions:
            for clause in found.clauses if found.column is None else ():
                if clause.label and clause.label not in lexicon.labels:
                    yield (
                        found.start,
                        f"the label {clause.label} is unknown: its names are read as "
                        f"{clause.role} (add it to attribution_labels.csv)",
                    )


# --- sections and paragraphs -----------------------------------------------------------------


def _sections(stored: StoredText, chosen: Selection) -> tuple[Section, ...]:
    """Return the sections that some items open, the first of each key."""
    view = stored.view
    items: dict[str, Item] = {}
    for item in chosen.headings:
        items.setdefault(chosen.sections[item], item)
    ends = [_heading_end(view.text, item) for item in items.values()]
    places = zip(items.values(), ends, strict=True)
    spans = stored.trimmed_spans(
        place
        for item, end in places
        for place in ((item.content, end), (item.start, max(end, item.content)))
    )
    titles = stored.readings(spans[::2])
    return tuple(
        Section(
            key=key,
            ordinal=view.text[item.start : item.content].strip(),
            title=title.replace("\n", "").rstrip("。：:"),
            span=heading if heading.start < heading.end else numbered,
            level=len(item.ancestors) + 1,
            parent=chosen.sections[item.ancestors[0]] if item.ancestors else None,
        )
        for (key, item), title, heading, numbered in zip(
            items.items(), titles, spans[::2], spans[1::2], strict=True
        )
    )


def _heading_end(text: str, item: Item) -> int:
    """Return where the title of a section ends; its start for a paragraph with a number."""
    stop = text.find("。", item.content, item.heading_end)
    end = stop if stop >= 0 else item.heading_end
    return end if end - item.content <= _LONGEST_HEADING else item.content


class _Silent(NamedTuple):
    """What is no paragraph: cells of headers and categories, in order, and names of columns."""

    places: Sequence[Bounds]
    lexicon: Lexicon


def _paragraphs(
    stored: StoredText, pieces: Sequence[Block], chosen: Selection, silent: _Silent
) -> list[Paragraph]:
    """Return what is outside the tasks, one paragraph per block; headings are sections already."""
    text = stored.view.text
    names = {*silent.lexicon.columns, *silent.lexicon.labels}
    headings = {item.start: chosen.sections[item] for item in chosen.headings}
    told = _inside(pieces, [(item.start, end) for item, end in chosen.ends.items()])
    titles = [(i.start, i.heading_end) for i in chosen.headings if i.style == "annex"]
    told |= _inside(pieces, silent.places) | _inside(pieces, titles)
    section: str | None = None
    found: list[tuple[Block, str | None]] = []
    for block in pieces:
        section = headings.get(block.start, section)
        is_heading = block.start in headings and _is_heading(text, block)
        line = text[block.start : block.end]
        if block in told or is_heading or line in names or _TELEPHONE.fullmatch(line):
            continue
        found.append((block, section))
    spans = stored.trimmed_spans((block.start, block.end) for block, _ in found)
    return [
        Paragraph(f"p{span.start}", content, section, span)
        for (_, section), content, span in zip(found, stored.readings(spans), spans, strict=True)
    ]


def _after(stored: StoredText, tasks: Sequence[Task]) -> Iterator[Paragraph]:
    """Yield sentences on the last line of a task, behind who does it, as paragraphs.

    （责任单位：市司法局等）本意见中“中小企业”按《中小企业划型标准规定》认定。
    """
    starts = [task.span.start for task in tasks]
    for task, following in zip(tasks, [*starts[1:], len(stored.text)], strict=False):
        line = stored.text[task.span.end : following].partition("\n")[0]
        left = line.strip()
        if len(left) >= _SHORTEST_SENTENCE and "。" in left and not left.startswith(("。", "（")):
            start = task.span.end + line.index(left)
            span = Span(start, start + len(left))
            yield Paragraph(f"p{start}", stored.read(span), None, span)


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
