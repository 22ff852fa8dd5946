"""Annexes: where each begins, and the lists of them that a letter closes with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge.document_lexicon import DocumentLexicon
from kg.structure.blocks import Block
from kg.structure.heading_patterns import PLAIN_LINE
from kg.text.numerals import to_int
from kg.text.span import Bounds, Range

_LONGEST_TITLE = 60  # characters of a line
_MOST_TITLE_LINES = 3
_NEAR = 2  # lines: two annexes this near to each other are a list
_Marks = Mapping[int, re.Match[str]]  # lines that begin with 附件, by the index of their block


@dataclass(frozen=True, slots=True)
class Annex:
    """The opening of an annex; positions in the view's text.

    Attributes:
        number: printed, or counted.
        content: where its title begins; its end where none is printed.
        end: one past its title.
        title: without line breaks.
        is_contact_list: it lists persons.
    """

    number: int
    content: int
    end: int
    title: str
    is_contact_list: bool


@dataclass(frozen=True, slots=True)
class Annexes:
    """The annexes of a text.

    Attributes:
        openings: those that are parts of it, by where each opens.
        listed: the starts of blocks that list annexes.
        named: all, also a single one that holds all that is numbered.
    """

    openings: Mapping[int, Annex]
    listed: frozenset[int]
    named: tuple[Annex, ...] = ()

    def parts(self, blocks: Sequence[Block]) -> list[Sequence[Block]]:
        """Return the blocks before the first annex, and those of each annex."""
        cuts = [i for i, block in enumerate(blocks) if i and block.start in self.openings]
        return [blocks[a:b] for a, b in zip([0, *cuts], [*cuts, len(blocks)], strict=True)]

    def persons(self, length: int) -> tuple[Bounds, ...]:
        """Return where persons are listed, in a text of some length: annexes but their titles."""
        stops = [*self.openings, length][1:]
        pairs = zip(self.openings.values(), stops, strict=True) if self.openings else ()
        return tuple((a.end, stop) for a, stop in pairs if a.is_contact_list and a.end < stop)


def find_annexes(text: str, blocks: Sequence[Block], words: DocumentLexicon) -> Annexes:
    """Return the annexes of a text; a single one that holds all that is numbered is none.

    Args:
        text: a view's text.
        blocks: its blocks, in order.
        words: how annexes and contact lists are called.
    """
    marks = {
        index: match
        for index, block in enumerate(blocks)
        if (match := words.annex.fullmatch(text, block.start, block.end))
    }
    openings: dict[int, Annex] = {}
    listed: set[int] = set()
    for index, match in marks.items():
        if _is_list(index, blocks, marks):
            listed.update(block.start for block in _list(text, blocks[index:]))
            continue
        title = _title(text, blocks[index : index + 1 + _MOST_TITLE_LINES], match)
        printed = to_int(match["number"]) if match["number"] else None
        used = {annex.number for annex in openings.values()}
        openings[blocks[index].start] = Annex(
            number=printed if printed and printed not in used else max(used, default=0) + 1,
            content=title.start,
            end=title.end,
            title=title.content.replace("\n", ""),
            is_contact_list=words.contact_list.search(title.content) is not None,
        )
    first = min(openings, default=0)
    numbered = any(b.style and b.start < first and b.start not in listed for b in blocks)
    several = len(openings) > 1 or numbered
    named = tuple(openings.values())
    return Annexes(openings if several else {}, frozenset(listed), named)


def _is_list(index: int, blocks: Sequence[Block], marks: _Marks) -> bool:
    """Tell whether 附件：… opens a list: 1.… is on its line or the next, or the next annex is."""
    own = marks[index]
    if own["number"]:
        around = range(index - _NEAR, index + _NEAR + 1)
        return bool(own["colon"]) and any(at in marks for at in around if at != index)
    following = blocks[index + 1].style if index + 1 < len(blocks) else "arabic"
    return bool(own["title"]) or following == "arabic"


def _list(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a list of annexes: its numbered lines, each a title."""
    found = [blocks[0]]
    for block in blocks[1:]:
        line = text[block.start : block.end]
        if block.style != "arabic" or len(line) > _LONGEST_TITLE or "。" in line[:-1]:
            break
        found.append(block)
    return found


def _title(text: str, blocks: Sequence[Block], opening: re.Match[str]) -> Range:
    """Return where the title of an annex is; an empty range where none is printed."""
    if opening["title"]:
        return Range(text, *opening.span("title"))
    start = end = blocks[0].end
    for block in blocks[1:]:
        line = text[block.start : block.end]
        if block.style or len(line) > _LONGEST_TITLE or not PLAIN_LINE.match(line):
            break
        start = block.start if start == end else start
        end = block.end
    return Range(text, start, end)
