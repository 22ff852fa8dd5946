"""Places: towns, counties and cities near the document's own, rivers, zones and regions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.document import Document, Span
from kg.entities import PlaceMention
from kg.extraction.names import CLAUSE, body_view, items, opening
from kg.places import Place, home_of, load_gazetteer, township_names
from kg.rules import Rules
from kg.tables import alternation

# 济南大学, 市生态环境局汶上县分局 and 南阳市政府 are no places
_NO_PLACE = (
    "(?!局|政府|委员会|法院|检察院|公司|集团|大学|学院|银行|医院|分局|支行|海关|[省市县区]|文化|话)"
)
_PREPOSITION = re.compile("[与和及对向在从由到至将把以让]")
_JOINT = re.compile(r"和|与|及|以及|至|到")
_NO_NAME = re.compile(
    r"[的了是“”《》（）\d]|消除|整治|落实|举办|开展|实施|新增|治理|弘扬|融入|保护|推进|入河|支流|类河"
)
_COUNTY_CODE = 6
_SHORTEST_NAME = 3


def places(document: Document, span: Span, rules: Rules) -> Iterator[PlaceMention]:
    """Yield the places of a span, in order, every time they stand there."""
    view = body_view(document, span)
    known = _known(home_of(document.frame, load_gazetteer()))
    found = {match.span(): "gazetteer" for match in known.finditer(view.text)}
    found.update({match.span(): "gazetteer" for match in rules.regions.finditer(view.text)})
    for start, end in _zones(view.text, rules):
        found.setdefault((start, end), "zone")
    for (start, end), rule in _longest(found):
        stored = view.span(start, end)
        yield PlaceMention(
            text=document.slice(stored),
            span=stored,
            rule=f"place/{rule}",
            name=view.text[start:end],
        )


@cache
def _known(home: Place | None) -> re.Pattern[str]:
    names = set(load_gazetteer().nearby(home))
    code = home.code if home else ""
    if home and home.level == "county" and len(code) == _COUNTY_CODE:
        names.update(township_names(code))
    return re.compile(rf"(?:{alternation(names)}){_NO_PLACE}")


def _zones(text: str, rules: Rules) -> Iterator[tuple[int, int]]:
    """Yield zones and waters: what an item of a list begins with, verbs and classes aside."""
    verbs = opening(rules.names.zone_verb, rules)
    for clause in CLAUSE.finditer(text):
        for item_start, item_end in items(text, *clause.span()):
            for start, end in _conjuncts(text, item_start, item_end):
                match = verbs.match(text, start, end)
                start = match.end() if match else start
                preposition = _PREPOSITION.match(text, start, end)
                start = preposition.end() if preposition else start
                named = rules.names.zone.match(text, start, end)
                if named and _is_own_name(named, rules):
                    yield named.span()


def _conjuncts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _JOINT.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _is_own_name(named: re.Match[str], rules: Rules) -> bool:
    """Tell whether a name says which zone: 沿沪宁产业创新带 does, 中小河 and 各类开发区 do not."""
    which = named.string[named.start() : named.start("head")]
    which = rules.names.zone_class.sub("", rules.names.common.sub("", which))
    return bool(which) and len(named[0]) >= _SHORTEST_NAME and not _NO_NAME.search(named[0])


def _longest(found: dict[tuple[int, int], str]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the ranges that lie in no longer one, in order."""
    reach = 0
    for (start, end), rule in sorted(found.items(), key=lambda row: (row[0][0], -row[0][1])):
        if end > reach:
            yield (start, end), rule
            reach = end
