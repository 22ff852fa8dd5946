"""Candidates: what of a document looks like a fact, whether one was made of it or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.extraction.numbers.quantity_contexts import why_no_target
from kg.knowledge.csv_tables import alternation
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.name_lexicon import NameLexicon
from kg.structure.document import Document
from kg.text.span import Range, Span

COUNTED = frozenset({"attribution", "quantity", "title", "name"})
_OWN = 2  # characters of a name that are no words of a class
_SHORTEST, _LONGEST = 3, 26
_AROUND = 30  # characters around a number that say why it is no target
# 推进|东塘水库|、|洛西水厂|列入规划
_PIECE = re.compile(
    r"(?:(?!与|列入|纳入|做大做强|做强做大|提质|省级评估)[^，。；！？：、（）()《》“”\[\]\n]){1,200}"
)
# 天河科技
_FIRM = re.compile(r"[\u4e00-\u9fff]{4,6}")
# “乡村著名行动”
_QUOTED = re.compile("“[^“”\n]{2,16}”")
# 县财政局 between 、 and 等
_OFFICE = re.compile(
    r"(?<=[，。、；（：\n])(?P<it>[\u4e00-\u9fff]{3,14}?(?:(?<![布格全结])局|委员会|办公室|中心|集团|公司|工程|项目))"
    r"(?=[，。、；）\n]|等)"
)
# 《东河市水网规划》
_TITLE = re.compile(r"《[^《》\n]{2,60}》")


class Candidate(NamedTuple):
    """Characters that look like a fact.

    Attributes:
        span: where they are in the stored text.
        kind: quantity, title, name, quoted, attribution, heading or cell.
        reason: why no fact was made of them, where none was.
    """

    span: Span
    kind: str
    reason: str


def candidates(document: Document, lexicon: Lexicon) -> Iterator[Candidate]:
    """Yield quantities, 《titles》, names and attributions of a document."""
    view = document.stored.view
    text = view.text
    for kind, found in (
        ("title", _TITLE.finditer(text)),
        ("attribution", _attribution(lexicon).finditer(text)),
    ):
        for match in found:
            yield Candidate(view.span(*match.span()), kind, _REASONS[kind])
    for match in _quantity(lexicon).finditer(text):
        yield Candidate(view.span(*match.span()), "quantity", _why(match, lexicon))
    for match in _QUOTED.finditer(text):
        yield Candidate(view.span(*match.span()), "quoted", _REASONS["quoted"])
    reach = 0
    for start, end in sorted((m.start, m.end) for m in _names(text, lexicon.names)):
        if start >= reach:
            yield Candidate(view.span(start, end), "name", _REASONS["name"])
            reach = end


_REASONS = {
    "title": "named outside tasks, or no policy document",
    "attribution": "what follows the label was not understood",
    "quoted": "in quotes: a slogan, or a name that no rule knows",
    "name": "no rule says what kind of thing it names",
}


def _quantity(lexicon: Lexicon) -> re.Pattern[str]:
    """Match 新建水闸|5座, and nothing of an address: %E5%86%9C."""
    units = alternation(lexicon.targets.units)
    return re.compile(rf"(?<![\dA-Za-z.%])\d+(?:\.\d+)?(?:万|亿)?(?:{units})")


def _attribution(lexicon: Lexicon) -> re.Pattern[str]:
    """Match 牵头单位：市水务局."""
    return re.compile(rf"(?:{alternation(lexicon.labels)})：[^\n。；）]{{0,20}}")


def _why(match: re.Match[str], lexicon: Lexicon) -> str:
    text = match.string
    around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
    return why_no_target(around, match[0], lexicon.targets) or "outside tasks, or part of no rule"


def _names(text: str, names: NameLexicon) -> Iterator[Range]:
    """Yield what ends as names do and says more than a class."""
    for match in _OFFICE.finditer(text):
        yield Range(text, *match.span("it"))
    for piece in _PIECE.finditer(text):
        found = _name(Range(text, *piece.span()), names)
        if found:
            yield found


def _name(piece: Range, names: NameLexicon) -> Range | None:
    """Return what of a piece is a name, without the verb before it: 推进|东塘水库|前期."""
    text, start, end = piece
    for verb in (names.projects.stage, names.projects.lead, names.zone_verb):
        lead = verb.match(text, start, end)
        start = lead.end() if lead else start
    head = names.head.search(text, start, end)
    firm = (
        names.company_trade.search(text, start, end) if _FIRM.fullmatch(text, start, end) else None
    )
    last = head or firm
    found = Range(text, start, last.end() if last else start)
    name = found.content
    if not _SHORTEST <= len(name) <= _LONGEST or len(names.common.sub("", name)) < _OWN:
        return None
    is_class = names.projects.sentence.search(name) or names.projects.quantified.search(name)
    return None if is_class else found
