"""Names in a cell: on lines of their own, parted by spaces, or broken over lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.knowledge.lexicon import Lexicon
from kg.structure.organisation_names import looks_like_organisation
from kg.structure.tables.table import Cell
from kg.text.span import Bounds

_SEPARATORS = "、，,；;。：:/"
_SHORTEST = 3  # characters of a name; 管局 and 局 are the rest of one
_MOST_PIECES = 4  # that one name is broken into
_PARTED = "、"


class CellText(NamedTuple):
    """A cell's text as one list, and where each of its characters is in the view."""

    text: str
    places: tuple[int, ...]

    def bounds(self, start: int, end: int) -> Bounds:
        """Return where a piece of the text is in the view."""
        return self.places[start], self.places[end - 1] + 1


class _Piece(NamedTuple):
    """Part of a cell, and what parts it from the one before: a line, a space or nothing."""

    start: int
    end: int
    is_line: bool


def cell_text(text: str, cell: Cell, lexicon: Lexicon) -> CellText:
    """Return a cell whose lines and spaces part names where both sides are some.

    县经信局 ⏎ 县统计局 become two, 市市场监 ⏎ 管局 and 市林 业局 one.

    Args:
        text: the view's text.
        cell: a cell that names somebody.
        lexicon: how organisations are called.
    """
    pieces = list(_pieces(text, cell))
    letters: list[str] = []
    places: list[int] = []
    position = 0
    while position < len(pieces):
        last = _whole(text, pieces, position, lexicon)
        if letters and letters[-1] not in _SEPARATORS:
            letters.append(_PARTED)
            places.append(pieces[position].start)
        for piece in pieces[position : last + 1]:
            letters.extend(text[piece.start : piece.end])
            places.extend(range(piece.start, piece.end))
        position = last + 1
    return CellText("".join(letters), tuple(places))


def _pieces(text: str, cell: Cell) -> Iterator[_Piece]:
    lines = [at for at in range(cell.start, cell.end) if text[at] == "\n"]
    cuts = sorted({*lines, *cell.gaps, cell.end})
    start, is_line = cell.start, True
    for cut in cuts:
        if start < cut:
            yield _Piece(start, cut, is_line)
        is_line = cut < cell.end and text[cut] == "\n"
        start = cut + is_line


def _whole(text: str, pieces: list[_Piece], first: int, lexicon: Lexicon) -> int:
    """Return the last of the pieces that make one name, or one stretch of a list, together."""
    last = first
    for ahead in range(first + 1, min(first + _MOST_PIECES, len(pieces))):
        joined = "".join(text[p.start : p.end] for p in pieces[first:ahead])
        if _parts(joined, text[pieces[ahead].start : pieces[ahead].end], lexicon):
            return last
        joined += text[pieces[ahead].start : pieces[ahead].end]
        if not pieces[ahead].is_line or _is_name(joined, lexicon):
            last = ahead
    return last


def _parts(before: str, behind: str, lexicon: Lexicon) -> bool:
    """Tell whether two names, or two parts of a list, stand beside each other."""
    if before[-1] in _SEPARATORS or behind[0] == "各":
        return True
    listed = lexicon.suffixes.get(behind) == "group"  # 总工会 ⏎ 妇联
    lone = (len(behind) < _SHORTEST and not listed) or lexicon.attributions.lone_head.fullmatch(
        behind
    )
    return (before[-1] == "）" or _is_name(before, lexicon)) and not lone


def _is_name(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a text, or the last name of its list, is a name that may stand alone."""
    name = text
    for separator in _SEPARATORS:
        name = name.rpartition(separator)[2]
    return len(name) >= _SHORTEST - 1 and looks_like_organisation(name, lexicon)
