"""The outline of a text: numbered items as a tree, with plans and the closing block cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.knowledge.lexicon import Lexicon
from kg.structure.attribution import (
    Cell,
    FoundAttribution,
    attributions_of_items,
    attributions_of_rows,
)
from kg.structure.blocks import Block
from kg.structure.flattened_tables import FlatTable, Row
from kg.structure.heading_patterns import PLAIN_LINE
from kg.structure.metadata_patterns import DATE_LINE

_LONGEST_PLAN_TITLE = 70  # characters
_MOST_TITLE_LINES = 3
_LONGEST_SIGNATURE = 30  # characters
_RESTARTING = {"han", "chapter", "arabic", "han_bracket"}
# styles under which a heading of this style can be; any other is under whatever is open
_OUTER = {"chapter": {"plan"}, "han": {"plan", "chapter"}}


@dataclass(slots=True, eq=False)
class Item:
    """A numbered item, a row of a table (style "row") or a plan (style "plan").

    Positions are in the view's text. Written while the outline is built, only read afterwards.

    Attributes:
        style: of its number, one of heading_patterns.HEADINGS.
        number: as printed; plans are counted.
        start: at the number.
        content: after the number.
        heading_end: end of the line, or of the lines of a plan's title, that it opens with.
        end: of its own lines.
        ancestors: the enclosing items, innermost first.
        cells: of a row, those that say who or when.
        children: directly under it.
        below: everything under it, in document order.
        last_end: where it ends with everything under it.
        attributions: what its own lines, or its cells, say about who and when.
    """

    style: str
    number: int
    start: int
    content: int
    heading_end: int
    end: int
    ancestors: tuple[Item, ...]
    cells: tuple[Cell, ...] = ()
    children: list[Item] = field(default_factory=list)
    below: tuple[Item, ...] = ()
    last_end: int = 0
    attributions: tuple[FoundAttribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The items of a text and what is around them; positions in the view's text.

    Attributes:
        items: all, in document order.
        head_end: where the text before the first item ends.
        tail_start: where the text after the last one begins.
    """

    items: tuple[Item, ...]
    head_end: int
    tail_start: int


def outline(
    text: str, blocks: Sequence[Block], tables: Sequence[FlatTable], lexicon: Lexicon
) -> Outline:
    """Return the tree of items.

    Args:
        text: a view's text.
        blocks: its blocks, in order.
        tables: its flattened tables, in order.
        lexicon: labels and verbs of attributions.
    """
    last = _last_block(blocks, tables)
    stop = _tail_start(text, blocks[last:], lexicon) if last >= 0 else len(text)
    before = [replace(b, end=min(b.end, stop)) for b in blocks if b.start < stop]
    items = _Builder(_plan_titles(text, before, lexicon)).build(before, tables)
    _attribute(text, items, lexicon)
    return Outline(items, items[0].start if items else stop, stop)


def _attribute(text: str, items: Sequence[Item], lexicon: Lexicon) -> None:
    """Give the items their attributions."""
    numbered = [item for item in items if item.style != "row"]
    ranges = [(item.content, item.end) for item in numbered]
    for item, found in zip(numbered, attributions_of_items(text, ranges, lexicon), strict=True):
        item.attributions = found
    rows = [item for item in items if item.style == "row"]
    cells = [row.cells for row in rows]
    for row, found in zip(rows, attributions_of_rows(text, cells, lexicon), strict=True):
        row.attributions = found


# --- the tree --------------------------------------------------------------------------------


class _Builder:
    """Puts items under each other, in document order."""

    def __init__(self, titles: dict[int, int]) -> None:
        """Begin without items; titles maps the first to the last block of each plan's title."""
        self.titles = titles
        self.inside_titles = {
            i for first, last in titles.items() for i in range(first + 1, last + 1)
        }
        self.items: list[Item] = []
        self.open: list[Item] = []  # what a further item may be under, outermost first

    def build(self, blocks: Sequence[Block], tables: Sequence[FlatTable]) -> tuple[Item, ...]:
        """Return the items of some blocks and tables."""
        by_start = {table.start: table for table in tables}
        inside = 0  # end of the table that was met last
        for index, block in enumerate(blocks):
            table = by_start.get(block.start)
            if table:
                inside = table.end
                self._add_rows(table.rows)
            elif block.start >= inside:
                self._add(index, blocks)
        return self._completed()

    def _add(self, index: int, blocks: Sequence[Block]) -> None:
        block = blocks[index]
        if index in self.titles:
            self.open = []
            plans = sum(item.style == "plan" for item in self.items)
            plan = self._opened("plan", plans + 1, block)
            plan.heading_end = plan.end = blocks[self.titles[index]].end
        elif block.style:
            self.open = _enclosing(self.open, block.style)
            self._opened(block.style, block.number, block)
        elif self.open and index not in self.inside_titles:
            self.open[-1].end = block.end

    def _opened(self, style: str, number: int, block: Block) -> Item:
        above = tuple(reversed(self.open))
        item = Item(style, number, block.start, block.content, block.end, block.end, above)
        self.items.append(item)
        self.open.append(item)
        return item

    def _add_rows(self, rows: Sequence[Row]) -> None:
        above = tuple(reversed(self.open))
        for row in rows:
            item = Item("row", row.number, row.start, row.content, row.content, row.end, above)
            item.cells = row.cells
            self.items.append(item)

    def _completed(self) -> tuple[Item, ...]:
        """Tell the items what is under them."""
        for item in reversed(self.items):
            item.children.reverse()
            item.below = tuple(x for child in item.children for x in (child, *child.below))
            item.last_end = item.children[-1].last_end if item.children else item.end
            if item.ancestors:
                item.ancestors[0].children.append(item)
        return tuple(self.items)


def _enclosing(stack: list[Item], style: str) -> list[Item]:
    """Return the open items that a new item of this style is under."""
    for depth, item in enumerate(stack):
        if item.style == style:
            return stack[:depth]
    outer = _OUTER.get(style)
    return stack if outer is None else [item for item in stack if item.style in outer]


# --- several plans in one file ---------------------------------------------------------------


def _plan_titles(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> dict[int, int]:
    """Map the first to the last block of each plan's title, when a file holds several plans.

    A plan's title is up to three lines without a sentence, after which numbering restarts.
    """
    found: dict[int, int] = {}
    end = -1
    for index in range(len(blocks)):
        last = (
            None
            if index <= end
            else _title_at(text, blocks[index : index + _MOST_TITLE_LINES], lexicon)
        )
        if last is not None and _restarts(blocks[index + last + 1 :]):
            end = found[index] = index + last
    return found if len(found) > 1 else {}


def _title_at(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> int | None:
    """Return which of some lines closes the title of a plan that begins with the first."""
    joined = ""
    for last, block in enumerate(blocks):
        line = text[block.start : block.end]
        if block.style or not _may_be_title(line, lexicon):
            break
        joined += line
        if lexicon.documents.plan_end.search(joined) and len(joined) <= _LONGEST_PLAN_TITLE:
            return None if "关于印发" in joined else last
    return None


def _may_be_title(line: str, lexicon: Lexicon) -> bool:
    """Tell whether a line can be part of a title: no sentence, no signature, no date."""
    return (
        PLAIN_LINE.match(line) is not None
        and not lexicon.attributions.organisation.match(line)
        and not DATE_LINE.match(line)
        and not lexicon.documents.disclosure.match(line)
    )


def _restarts(blocks: Sequence[Block]) -> bool:
    following = next((b for b in blocks if b.style), None)
    return following is not None and following.number == 1 and following.style in _RESTARTING


# --- the closing block -----------------------------------------------------------------------


def _last_block(blocks: Sequence[Block], tables: Sequence[FlatTable]) -> int:
    """Return the index of the last block that is numbered or in a table, or -1."""
    tables_end = max((table.end for table in tables), default=0)
    return max((i for i, b in enumerate(blocks) if b.style or b.end <= tables_end), default=-1)


def _tail_start(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> int:
    """Return where the closing block begins: copies, attachments, signature, web residue.

    Args:
        text: a view's text.
        blocks: the last that is numbered or in a table, and those behind it.
        lexicon: words of closing lines.
    """
    organisation = lexicon.attributions.organisation
    for block in blocks:
        line = text[block.start : block.end]
        if block is not blocks[0] and _closes(line, lexicon):
            return block.start
        signed = lexicon.documents.signed.search(line)
        if signed and organisation.match(signed["organisation"]):
            return block.start + signed.start()
    return len(text)


def _closes(line: str, lexicon: Lexicon) -> bool:
    """Tell whether a line can only be behind the last item."""
    words = lexicon.documents
    if any(p.match(line) for p in (*words.closing, words.web_residue, DATE_LINE)):
        return True
    signature = len(line) <= _LONGEST_SIGNATURE and "：" not in line
    return signature and lexicon.attributions.organisation.match(line) is not None
