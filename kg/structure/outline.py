"""The outline of a text: numbered items as a tree, with plans and the closing block cut off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from kg.knowledge.lexicon import Lexicon
from kg.structure.attribution import FoundAttribution, attributions_of_items
from kg.structure.blocks import Block
from kg.structure.heading_patterns import PLAIN_LINE
from kg.structure.lists.unnumbered import HEADING, PLAIN, UNNUMBERED, unnumbered
from kg.structure.metadata_patterns import DATE_LINE
from kg.structure.parts.annexes import Annex, Annexes, find_annexes
from kg.structure.parts.closings import without_closings
from kg.structure.tables.cell_attributions import attributions_of_rows
from kg.structure.tables.table import Row, Table
from kg.text.span import Bounds

_LONGEST_PLAN_TITLE = 70  # characters
_MOST_TITLE_LINES = 3
_RESTARTING = {"han", "chapter", "arabic", "han_bracket"}
# styles under which a heading of this style can be; any other is under whatever is open
_OUTER = {"chapter": {"plan"}, "han": {"plan", "chapter"}}


@dataclass(slots=True, eq=False)
class Item:
    """A numbered item, a row of a table (style "row"), a category of rows, a plan or an annex.

    Positions are in the view's text. Written while the outline is built, only read afterwards.

    Attributes:
        style: of its number, one of heading_patterns.HEADINGS.
        number: as printed; plans are counted.
        start: at the number.
        content: after the number.
        heading_end: end of the line, or of the lines of a plan's title, that it opens with.
        end: of its own lines.
        ancestors: the enclosing items, innermost first.
        row: of a table.
        title: of an annex.
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
    row: Row | None = None
    title: str = ""
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
        closing: what closes the text before its annexes: its signature, its date.
        persons: annexes that list persons, behind their titles.
        annexes: all that have a title of their own, in order.
    """

    items: tuple[Item, ...]
    head_end: int
    tail_start: int
    closing: Bounds = (0, 0)
    persons: tuple[Bounds, ...] = ()
    annexes: tuple[Annex, ...] = ()


def outline(
    text: str, blocks: Sequence[Block], tables: Sequence[Table], lexicon: Lexicon
) -> Outline:
    """Return the tree of items.

    Args:
        text: a view's text.
        blocks: its blocks, in order.
        tables: its flattened tables, in order.
        lexicon: labels and verbs of attributions.
    """
    annexes = find_annexes(text, blocks, lexicon.documents)
    before, closings = without_closings(text, annexes.parts(blocks), tables, lexicon)
    titles = {} if annexes.openings else _plan_titles(text, before, lexicon)
    styles = unnumbered(text, before, tables, lexicon)
    items = _Builder(titles, annexes, styles).build(before, tables)
    _attribute(text, items, lexicon)
    stop = closings[-1][0] if closings else len(text)
    head_end = min((item.start for item in items[:2]), default=stop)
    closing = closings[0] if len(closings) > 1 else (stop, stop)
    persons = annexes.persons(len(text))
    return Outline(items, head_end, stop, closing, persons, annexes.named)


def _attribute(text: str, items: Sequence[Item], lexicon: Lexicon) -> None:
    """Give the items their attributions."""
    numbered = [item for item in items if item.style != "row"]
    ranges = [(item.content, item.end) for item in numbered]
    for item, found in zip(numbered, attributions_of_items(text, ranges, lexicon), strict=True):
        item.attributions = found
    rows = [item for item in items if item.style == "row"]
    cells = [item.row.cells if item.row else () for item in rows]
    for row, found in zip(rows, attributions_of_rows(text, cells, lexicon), strict=True):
        row.attributions = found


# --- the tree --------------------------------------------------------------------------------


class _Builder:
    """Puts items under each other, in document order."""

    def __init__(self, titles: dict[int, int], annexes: Annexes, styles: dict[int, str]) -> None:
        """Begin without items; titles maps the first to the last block of each plan's title."""
        self.titles, self.unnumbered = titles, styles
        self.counted: Counter[str] = Counter()  # of those, by style
        self.inside_titles = {
            i for first, last in titles.items() for i in range(first + 1, last + 1)
        }
        self.annexes = annexes
        self.items: list[Item] = []
        self.open: list[Item] = []  # what a further item may be under, outermost first
        self.categories: Counter[Item | None] = Counter()  # of rows, under each item

    def build(self, blocks: Sequence[Block], tables: Sequence[Table]) -> tuple[Item, ...]:
        """Return the items of some blocks and tables."""
        by_start = {table.start: table for table in tables}
        contents = {block.start: block.content for block in blocks}
        inside = 0  # end of the table, or of the title of an annex, that was met last
        persons = False  # a list of them: nothing in it is an item
        for index, block in enumerate(blocks):
            table = by_start.get(block.start)
            annex = self.annexes.openings.get(block.start)
            if annex:
                inside, persons = annex.end, annex.is_contact_list
                self._add_annex(block, annex)
            elif table:
                inside = table.end
                self._add_rows(table.rows, contents)
            elif block.start >= inside and not persons and block.start not in self.annexes.listed:
                self._add(index, blocks)
        return self._completed()

    def _add_annex(self, block: Block, annex: Annex) -> None:
        self.open = []
        item = self._opened("annex", annex.number, block)
        item.content, item.heading_end, item.end = annex.content, annex.end, annex.end
        item.title = annex.title

    def _add(self, index: int, blocks: Sequence[Block]) -> None:
        block = blocks[index]
        if index in self.titles:
            self.open = []
            plans = sum(item.style == "plan" for item in self.items)
            plan = self._opened("plan", plans + 1, block)
            plan.heading_end = plan.end = blocks[self.titles[index]].end
        elif block.style:
            self.open = _enclosing(self._numbered(), block.style)
            self._opened(block.style, block.number, block)
        elif index in self.unnumbered and not self._numbered():
            style = self.unnumbered[index]
            self.open = [x for x in self.open if style == PLAIN and x.style == HEADING]
            self.counted[style] += 1
            self._opened(style, self.counted[style], block)
        elif self.open and index not in self.inside_titles:
            self.open[-1].end = block.end

    def _numbered(self) -> list[Item]:
        return [item for item in self.open if item.style not in UNNUMBERED]

    def _opened(self, style: str, number: int, block: Block) -> Item:
        above = tuple(reversed(self.open))
        item = Item(style, number, block.start, block.content, block.end, block.end, above)
        self.items.append(item)
        self.open.append(item)
        return item

    def _add_rows(self, rows: Sequence[Row], contents: Mapping[int, int]) -> None:
        """Add the rows of a table, each under its categories.

        Args:
            rows: of the table.
            contents: where the content of a block that begins with a number begins.
        """
        base = tuple(item for item in reversed(self.open) if item.style != PLAIN)
        path: list[Item] = []
        for row in rows:
            same = sum(1 for _ in takewhile(_is_of, zip(path, row.categories, strict=False)))
            del path[same:]
            for start, end in row.categories[same:]:
                above = (*reversed(path), *base)
                self.categories[above[0] if above else None] += 1
                number = self.categories[above[0] if above else None]
                content = contents.get(start, start)
                path.append(Item("category", number, start, content, end, end, above))
                self.items.append(path[-1])
            above = (*reversed(path), *base)
            item = Item("row", row.number, row.start, row.content, row.content, row.end, above)
            item.row = row
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


def _is_of(pair: tuple[Item, Bounds]) -> bool:
    """Tell whether an item is the category that is printed at a place."""
    item, place = pair
    return (item.start, item.heading_end) == place


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
    firsts = [*found, len(blocks)]
    own = {  # a title printed twice is one plan
        first: last
        for (first, last), following in zip(found.items(), firsts[1:], strict=True)
        if any(block.style for block in blocks[last:following])
    }
    return own if len(own) > 1 else {}


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
