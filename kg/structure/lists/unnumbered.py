"""Tasks without numbers: paragraphs that close with who does them, and the headings above them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.knowledge.lexicon import Lexicon
from kg.structure.attribution import attributions_of_items
from kg.structure.blocks import Block
from kg.structure.heading_patterns import PLAIN_LINE
from kg.structure.tables.column_kinds import WHO
from kg.structure.tables.table import Table

PLAIN, HEADING = "plain", "heading"  # styles of items
UNNUMBERED = frozenset({PLAIN, HEADING})
_SHORTEST = 6  # characters before the bracket of a task; a line of labels alone states none
_FEWEST = 2  # tasks; a single paragraph with units may be a preamble
_LONGEST_HEADING = 30


def unnumbered(
    text: str, blocks: Sequence[Block], tables: Sequence[Table], lexicon: Lexicon
) -> dict[int, str]:
    """Return the styles of blocks without numbers that are tasks, or headings of some, by index.

    提升城市能级 ⏎ 加快轨道交通建设。…（牵头单位：区住建局） · only where there are several.
    """
    starts = [table.start for table in tables]  # in order
    free = [not block.style and not _is_inside(block, starts, tables) for block in blocks]
    tasks = set(_tasks(text, blocks, [at for at, is_free in enumerate(free) if is_free], lexicon))
    if len(tasks) < _FEWEST:
        return {}
    found, above = dict.fromkeys(tasks, PLAIN), frozenset(starts)
    for at in range(1, len(blocks) - 1):
        line = text[blocks[at].start : blocks[at].end]
        leads = at + 1 in tasks or blocks[at + 1].start in above
        is_plain = free[at] and len(line) <= _LONGEST_HEADING and PLAIN_LINE.match(line)
        if leads and is_plain and at not in tasks:
            found[at] = HEADING
    return found


def _is_inside(block: Block, starts: Sequence[int], tables: Sequence[Table]) -> bool:
    at = bisect_right(starts, block.start) - 1
    return at >= 0 and block.start < tables[at].end


def _tasks(
    text: str, blocks: Sequence[Block], free: Sequence[int], lexicon: Lexicon
) -> Iterator[int]:
    """Yield the indices of those of some paragraphs that close with units."""
    label = lexicon.attributions.label
    chosen = [at for at in free if label.search(text, blocks[at].start, blocks[at].end)]
    places = [(blocks[at].start, blocks[at].end) for at in chosen]
    for at, found in zip(chosen, attributions_of_items(text, places, lexicon), strict=True):
        block = blocks[at]
        if any(
            attribution.start - block.start >= _SHORTEST
            and block.end - attribution.end <= 1
            and any(clause.role in WHO for clause in attribution.clauses)
            for attribution in found
        ):
            yield at
