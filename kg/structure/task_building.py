"""Tasks from the chosen items: where number, title and text of each are, and who does it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import NamedTuple

from kg.knowledge.document_lexicon import DocumentLexicon
from kg.knowledge.lexicon import Lexicon
from kg.structure.attribution import FoundAttribution, FoundClause
from kg.structure.document import Attribution, ListedName, RoleClause, Task, TaskCell
from kg.structure.organisation_names import looks_like_organisation, parted_at
from kg.structure.outline import Item
from kg.structure.tables.table import Cell, Row
from kg.structure.task_selection import Selection
from kg.text.span import Bounds, Range, Span
from kg.text.stored_text import StoredText, stored_spans
from kg.text.view import View

_LONGEST_TITLE = 40  # a longer first sentence is not a heading
_LONGEST_CLAUSED_TITLE = 24  # nor one longer than this that has a comma
_LONGEST_HEADING = 2 * _LONGEST_TITLE  # of a line of its own
_LONGEST_RESIDUE = 60
_LONGEST_REST = 12  # of what follows an attribution and is no field: 下同
_SILENT = frozenset({"measure_unit", "investment", "site"})  # columns that are no text of a task
# |1.|培育企业: the number of an item in a cell
_NUMBER = re.compile(r"[（(]?\d{1,2}(?:[.．、](?!\d)|[）)])")
# 来源：…
_FIELD = re.compile(r"[\u4e00-\u9fff]{2,6}：")
# 修订以下文件：甲；乙
_LIST = re.compile(r"[；：]")


class _TaskPlaces(NamedTuple):
    """Where the parts of a task are in the view's text."""

    ordinal: Bounds
    title: Bounds
    text: Bounds
    content: Bounds
    whole: Bounds


class _TaskSpans(NamedTuple):
    """The same in the stored text."""

    ordinal: Span
    title: Span
    text: Span
    content: Span
    whole: Span


def read_tasks(stored: StoredText, chosen: Selection, lexicon: Lexicon) -> tuple[Task, ...]:
    """Return the tasks of a text from the items that were chosen."""
    text, view, words = stored.text, stored.view, lexicon.documents
    found = [_attributions(item, end) for item, end in chosen.ends.items()]
    places = [
        _row_places(view.text, item, item.row)
        if item.row and item.row.texts
        else _task_places(Range(view.text, item.start, end), item, own, words)
        for (item, end), own in zip(chosen.ends.items(), found, strict=True)
    ]
    cells = [_cells(item.row) for item in chosen.keys]
    attributions = iter(_stored_attributions(stored, list(chain.from_iterable(found)), lexicon))
    spans = iter(stored.trimmed_spans(chain.from_iterable(places)))
    cell_spans = iter(stored.trimmed_spans((c.start, c.end) for of_row in cells for c in of_row))
    placed = [_TaskSpans(*islice(spans, len(_TaskSpans._fields))) for _ in cells]
    of_tasks = [
        tuple(TaskCell(c.kind, c.column, next(cell_spans)) for c in of_row) for of_row in cells
    ]
    readings = _readings(stored, placed, of_tasks)
    tasks: list[Task] = []
    for item, own, place, cells_of, (title, *rest) in zip(
        chosen.keys, found, placed, of_tasks, readings, strict=True
    ):
        section = next((a for a in item.ancestors if a not in chosen.keys), None)
        tasks.append(
            Task(
                key=chosen.keys[item],
                number=len(tasks) + 1,
                ordinal=text[place.ordinal.start : place.ordinal.end],
                title=title.replace("\n", ""),
                text="\n".join(filter(None, rest)),
                section=chosen.sections[section] if section else None,
                plan=chosen.plans[item],
                span=place.whole,
                title_span=place.title,
                content=place.content,
                attributions=tuple(islice(attributions, len(own))),
                cells=cells_of,
            )
        )
    return tuple(tasks)


def _cells(row: Row | None) -> tuple[Cell, ...]:
    """Return the cells of a drawn table's row that say something of its task."""
    return (*row.texts, *row.others) if row else ()


def _readings(
    stored: StoredText, placed: Sequence[_TaskSpans], cells: Sequence[Sequence[TaskCell]]
) -> list[list[str]]:
    """Return what is read of each task: its title, what follows it, and its further cells."""
    wanted = [
        [place.title, place.text, *(c.span for c in of_task[1:] if c.kind not in _SILENT)]
        for place, of_task in zip(placed, cells, strict=True)
    ]
    read = iter(stored.readings(chain.from_iterable(wanted)))
    return [list(islice(read, len(spans))) for spans in wanted]


def _row_places(text: str, item: Item, row: Row) -> _TaskPlaces:
    """Return where the parts of a drawn table's row are: its title is in a cell of its own."""
    named = row.texts[0]
    number = _NUMBER.match(text, named.start, named.end)
    start = number.end() if number else named.start
    title_end = min(_title_end(Range(text, start, named.end + 1), item), named.end)
    title = text[start:title_end].rstrip("。：\n")
    return _TaskPlaces(
        ordinal=row.ordinal or (row.start, row.start),
        title=(start, start + len(title)),
        text=(title_end, named.end),
        content=(row.content, max(cell.end for cell in row.texts)),
        whole=(row.start, row.end),
    )


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


def _stored_attributions(
    stored: StoredText, found: Sequence[FoundAttribution], lexicon: Lexicon
) -> list[Attribution]:
    """Return attributions at their places in the stored text, names parted by spaces cut."""
    gaps = stored.gaps((a.start, a.end) for a in found)
    parted = [
        _parted(stored.view.text, a, between, lexicon) if between and not a.column else a
        for a, between in zip(found, gaps, strict=True)
    ]
    return stored_attributions(stored.view, parted)


def _parted(
    text: str, found: FoundAttribution, gaps: Sequence[int], lexicon: Lexicon
) -> FoundAttribution:
    """Cut what a list holds where spaces part names: 县经信局 县统计局."""
    clauses = chain.from_iterable(
        [clause]
        if clause.role in ("deadline", "person")
        else _parted_clause(text, clause, gaps, lexicon)
        for clause in found.clauses
    )
    return replace(found, clauses=tuple(clauses))


def _parted_clause(
    text: str, clause: FoundClause, gaps: Sequence[int], lexicon: Lexicon
) -> Iterator[FoundClause]:
    """Yield a list of units without the persons that a space parts from them: 张三 县水务局."""
    persons: list[Bounds] = []
    names: list[Bounds] = []
    for start, end in clause.names:
        inside = [gap for gap in gaps if start < gap < end]
        for gap in inside:
            named = lexicon.persons.named.fullmatch(text, start, gap)
            if named and looks_like_organisation(text[gap:end], lexicon):
                persons.append((start, gap))
                start = gap
        behind = [gap for gap in inside if gap > start]
        names.extend(parted_at(behind, Range(text, start, end), lexicon))
    if persons:
        yield replace(clause, role="person", names=tuple(persons))
    yield replace(clause, names=tuple(names))


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

    What little follows them (来源：…, a full stop) belongs to nobody. What stands between two of
    them does: 一是…（责任单位：甲）；二是…（责任单位：乙）.
    """
    begin, close = reach.end, None
    for found in reversed(attributions):
        behind = reach.text[found.end : begin].strip("。；，\n")
        if behind and (close or not _is_residue(behind)) and not words.own_closing.match(behind):
            break
        close = close or found.end
        begin = found.start
    return begin, close or reach.end


def _is_residue(behind: str) -> bool:
    """Tell whether what follows a closing attribution is a field or a note, and no sentence."""
    if behind[:1] in "（〔[" or _FIELD.match(behind):
        return len(behind) <= _LONGEST_RESIDUE and "。" not in behind
    return len(behind) <= _LONGEST_REST and not re.search(r"[。\d]", behind)


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
    if not item.attributions and not text[stop + 1 : closing].strip():
        longest = _LONGEST_HEADING  # an item of one sentence: 开工新建西环路，改造提升新城路。
    return start if len(heading) > longest or _LIST.search(heading) else stop + 1
