"""Lines of PDF pages: page numbers and running heads dropped, wrapped lines joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_MARGIN = 0.12  # of a page's height, above and below, where heads and page numbers stand
_SAME_PLACE = 4.0  # points
# - 12 - · 第3页 共9页 · 3/9
_PAGE_NUMBER = re.compile(r"[-—–－·\s]*\d{1,4}(?:\s*/\s*\d+)?[-—–－·\s]*|第\s*\d+\s*页.{0,10}")
_ENDS = "。；：！？）”"
_RAGGED = 2.4  # letters by which a full line may fall short: no sign begins a line
_NARROW = 15  # letters; lines that are all shorter were not wrapped
_SHORT = 20  # letters of a signature or a date
_FEWEST = 8  # lines of a column


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page.

    Attributes:
        text: its letters.
        left, right, top: where it stands.
        size: of its letters.
        page: counted from 0.
        height: of its page.
    """

    text: str
    left: float
    right: float
    top: float
    size: float
    page: int = 0
    height: float = 0.0

    @property
    def at_an_edge(self) -> bool:
        """Tell whether it stands where heads and page numbers do."""
        return not _MARGIN * self.height < self.top < (1 - _MARGIN) * self.height


def lines_of_page(page: Any, number: int = 0) -> list[PdfLine]:
    """Return the lines of a page, from above."""
    return [
        PdfLine(
            line["text"],
            line["x0"],
            line["x1"],
            line["top"],
            max(char["size"] for char in line["chars"]),
            number,
            float(page.height),
        )
        for line in page.extract_text_lines(return_chars=True)
    ]


def columns_of_page(page: Any) -> list[Any]:
    """Return the parts of a page in reading order: what is above, then each of two columns."""
    words = page.extract_words()
    middle = (page.bbox[0] + page.bbox[2]) / 2
    span = page.width * 0.1
    for shift in range(0, int(span), 4):
        for x in (middle - shift, middle + shift):
            crossing = [word for word in words if word["x0"] < x < word["x1"]]
            top = max((word["bottom"] for word in crossing), default=page.bbox[1])
            if top < page.bbox[1] + page.height / 2 and _are_columns(words, x, top):
                left, _, right, bottom = page.bbox
                boxes = [(left, top, x, bottom), (x, top, right, bottom)]
                above = [(left, page.bbox[1], right, top)] if crossing else []
                return [page.crop(box) for box in (*above, *boxes)]
    return [page]


def _are_columns(words: Sequence[dict[str, Any]], x: float, top: float) -> bool:
    """Tell whether words on both sides of a gap fill their side, line after line."""
    below = [word for word in words if word["top"] >= top]
    for side in ([w for w in below if w["x1"] <= x], [w for w in below if w["x0"] >= x]):
        lines = Counter(round(word["top"] / 4) for word in side)
        if len(lines) < _FEWEST:
            return False
        width = max(word["x1"] for word in side) - min(word["x0"] for word in side)
        filled = sum(word["x1"] - word["x0"] for word in side)
        if filled < 0.65 * width * len(lines):
            return False
    return True


def without_furniture(lines: Sequence[PdfLine], pages: int) -> list[PdfLine]:
    """Leave out page numbers, and heads: the same text at the same place of several pages."""
    places: dict[tuple[str, int], set[int]] = {}
    for line in lines:
        if line.at_an_edge:
            places.setdefault(_key(line), set()).add(line.page)
    kept = []
    for line in lines:
        repeated = len(places.get(_key(line), ())) >= max(2, pages / 3)
        is_number = _PAGE_NUMBER.fullmatch(line.text.strip()) is not None
        if not (line.at_an_edge and (repeated or is_number)):
            kept.append(line)
    return kept


def _key(line: PdfLine) -> tuple[str, int]:
    return re.sub(r"\d+", "0", line.text.strip()), round(line.top / _SAME_PLACE)


def joined(lines: Sequence[PdfLine]) -> list[str]:
    """Return paragraphs: a line that reaches the right edge goes on at the left edge."""
    if not lines:
        return []
    right = sorted(line.right for line in lines)[int(0.95 * (len(lines) - 1))]
    at_edge = [line for line in lines if line.right >= right - _RAGGED * line.size]
    most = sorted(len(line.text) for line in at_edge)[len(at_edge) // 2]
    left = min(line.left for line in at_edge)
    indents = [round((line.left - left) / line.size) for line in lines]
    if right - left < _NARROW * at_edge[0].size:
        return [line.text for line in lines]
    uses_indents = len(at_edge) >= 3 and indents.count(2) >= 2
    paragraphs = [lines[0].text]
    for before, line in pairwise(lines):
        is_full = before.right >= right - _RAGGED * before.size or len(before.text) >= most
        goes_on = is_full and line.left < left + 1.2 * line.size and _is_alike(before, line)
        if goes_on and not _has_ended(before, line, uses_indents):
            paragraphs[-1] += _between(before.text, line.text) + line.text
        else:
            paragraphs.append(line.text)
    return paragraphs


def _is_alike(before: PdfLine, line: PdfLine) -> bool:
    """Tell whether two lines may be of one paragraph, by the size of their letters."""
    return abs(before.size - line.size) <= 0.15 * line.size


def _has_ended(before: PdfLine, line: PdfLine, uses_indents: bool) -> bool:
    """Tell whether a full line ends its paragraph: by its stop, and what comes after it."""
    if before.text[-1:] not in _ENDS:
        return False
    is_signature = line.text[-1:] not in _ENDS + "，、" and len(line.text) < _SHORT
    return is_signature or not uses_indents


def _between(above: str, below: str) -> str:
    is_latin = above[-1:].isascii() and above[-1:].isalpha() and below[:1].isascii()
    return " " if is_latin else ""
