"""The outline of a text: numbered items as a tree, with plans and the closing block cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import kg.structure.heading_patterns as patterns
from kg.knowledge.lexicon import Lexicon
from kg.structure.attribution import FoundAttribution, cell_attribution, find_attributions
from kg.structure.blocks import Block
from kg.structure.flattened_tables import FlatTable, flat_tables
from kg.structure.organisation_names import looks_like_organisation

_PLAN_END = re.compile(
    r"(?:方案|计划|措施|意见|办法|清单|任务|要点|规划|细则|预案)(?:（[^（）]{1,24}）)?$"
)

_RESTARTING = {"han", "chapter", "arabic", "han_bracket"}


@dataclass(slots=True, eq=False)
class Item:
    """A numbered item, or a plan (style "plan"), while the outline is being built.

    Positions are in the view's text: `content` follows the number, `heading_end` closes the line
    (or lines, of a plan's title) the item opens with, `end` closes its own lines.
    """

    style: str
    number: int
    start: int
    content: int
    heading_end: int
    end: int
    parent: Item | None
    children: list[Item] = field(default_factory=list)
    attributions: tuple[FoundAttribution, ...] = ()

    @property
    def last_end(self) -> int:
        """Where the item ends with everything under it."""
        return self.children[-1].last_end if self.children else self.end

    def walk(self) -> Iterator[Item]:
        """Yield the item and everything under it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator[Item]:
        """Yield the enclosing items, innermost first."""
        if self.parent:
            yield self.parent
            yield from self.parent.ancestors()


def outline(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> tuple[list[Item], int, int]:
    """Build the tree of items.

    Args:
        text: a view's text.
        blocks: its blocks, in order.
        lexicon: labels and verbs of attributions.

    Returns:
        The outermost items, where the text before them ends and where the text after them
        begins (positions in text).
    """
    tables = list(flat_tables(text, lexicon))
    stop = _tail_start(text, blocks, max((table.end for table in tables), default=0), lexicon)
    before = [replace(b, end=min(b.end, stop)) for b in blocks if b.start < stop]
    roots = _tree(text, before, tables, lexicon)
    for item in (x for root in roots for x in root.walk() if x.style != "row"):
        own_lines = text[item.content : item.end]
        found = find_attributions(own_lines, lexicon)
        item.attributions = tuple(attribution.shifted(item.content) for attribution in found)
    head_end = roots[0].start if roots else stop
    return roots, head_end, stop


def _tree(
    text: str, blocks: Sequence[Block], tables: list[FlatTable], lexicon: Lexicon
) -> list[Item]:
    """Return the outermost items of some blocks, with all that stands under them."""
    titles = _plan_titles(text, blocks, lexicon)
    inside_titles = {i for start, end in titles.items() for i in range(start + 1, end + 1)}
    roots: list[Item] = []
    stack: list[Item] = []
    for index, block in enumerate(blocks):
        if tables and block.start >= tables[0].end:
            tables.pop(0)
        if tables and block.start >= tables[0].start:
            if block.start == tables[0].start:
                _open_rows(text, roots, stack[-1] if stack else None, tables[0], lexicon)
        elif index in titles:
            stack = [_open(roots, None, "plan", len(_plans(roots)) + 1, block)]
            stack[-1].heading_end = stack[-1].end = blocks[titles[index]].end
        elif block.style:
            stack = _enclosing(stack, block.style)
            stack.append(
                _open(roots, stack[-1] if stack else None, block.style, block.number, block)
            )
        elif stack and index not in inside_titles:
            stack[-1].end = block.end
    return roots


def _open(roots: list[Item], parent: Item | None, style: str, number: int, block: Block) -> Item:
    item = Item(style, number, block.start, block.content, block.end, block.end, parent)
    (parent.children if parent else roots).append(item)
    return item


def _open_rows(
    text: str, roots: list[Item], parent: Item | None, table: FlatTable, lexicon: Lexicon
) -> None:
    """Add the rows of a table as items; a cell that says who or when is their attribution."""
    for row in table.rows:
        item = Item("row", row.number, row.start, row.content, row.content, row.end, parent)
        item.attributions = tuple(
            cell_attribution(text[start:end], column, lexicon).shifted(start)
            for column, start, end in row.cells
        )
        (parent.children if parent else roots).append(item)


def _plans(roots: list[Item]) -> list[Item]:
    return [root for root in roots if root.style == "plan"]


def _enclosing(stack: list[Item], style: str) -> list[Item]:
    """Return the open items a new item of this style stands under."""
    for depth, item in enumerate(stack):
        if item.style == style:
            return stack[:depth]
    outer = {"chapter": {"plan"}, "han": {"plan", "chapter"}}.get(style)
    return stack if outer is None else [item for item in stack if item.style in outer]


def _plan_titles(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> dict[int, int]:
    """Map the first to the last block of each plan's title, when a file holds several plans.

    A plan's title is up to three lines without a sentence, after which numbering restarts.
    """
    found: dict[int, int] = {}
    for index, block in enumerate(blocks):
        if block.style or any(start <= index <= end for start, end in found.items()):
            continue
        joined = ""
        for last in range(index, min(index + 3, len(blocks))):
            line = text[blocks[last].start : blocks[last].end]
            if blocks[last].style or not _may_be_title(line, lexicon):
                break
            joined += line
            if _PLAN_END.search(joined) and len(joined) <= 70:
                if _restarts(blocks, last) and "关于印发" not in joined:
                    found[index] = last
                break
    return found if len(found) > 1 else {}


def _may_be_title(line: str, lexicon: Lexicon) -> bool:
    """Tell whether a line can be part of a title: no sentence, no signature, no date."""
    return (
        patterns.PLAIN_LINE.match(line) is not None
        and not looks_like_organisation(line, lexicon)
        and not patterns.DATE_LINE.match(line)
        and not patterns.DISCLOSURE.match(line)
    )


def _restarts(blocks: Sequence[Block], index: int) -> bool:
    following = next((b for b in blocks[index + 1 :] if b.style), None)
    return following is not None and following.number == 1 and following.style in _RESTARTING


def _tail_start(text: str, blocks: Sequence[Block], tables_end: int, lexicon: Lexicon) -> int:
    """Return where the closing block begins: copies, attachments, signature, web residue."""
    last = max((i for i, b in enumerate(blocks) if b.style or b.end <= tables_end), default=-1)
    if last < 0:
        return len(text)
    for block in blocks[last:]:
        line = text[block.start : block.end]
        if block is not blocks[last] and _closes(line, lexicon):
            return block.start
        signed = patterns.SIGNED.search(line)
        if signed and looks_like_organisation(signed["organisation"], lexicon):
            return block.start + signed.start()
    return len(text)


def _closes(line: str, lexicon: Lexicon) -> bool:
    """Tell whether a line can only stand behind the last item."""
    first = (
        patterns.CC,
        patterns.ATTACHMENTS,
        patterns.PROVISION,
        patterns.WEB_RESIDUE,
        patterns.DATE_LINE,
        patterns.DISCLOSURE,
    )
    return any(pattern.match(line) for pattern in first) or (
        len(line) <= 30 and looks_like_organisation(line, lexicon) and "：" not in line
    )
