"""Places: towns, counties and cities near the document's own, rivers, zones and regions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.mentions import PlaceMention
from kg.extraction.name_lists import CLAUSE, content_view, items, verb_prefix_pattern
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.lexicon import Lexicon
from kg.structure.document import Document
from kg.structure.jurisdiction import jurisdiction_of
from kg.text.span import Span

_PREPOSITION = re.compile("[与和及对向在从由到至将把以让]")
_JOINT = re.compile(r"和|与|及|以及|至|到")
_NO_NAME = re.compile(
    r"[的了是“”《》（）\d]|消除|整治|落实|举办|开展|实施|新增|治理|弘扬|融入|保护|推进|入河|支流|类河"
)
_SHORTEST_NAME = 3


def places(document: Document, span: Span, knowledge: Knowledge) -> Iterator[PlaceMention]:
    """Yield the places of a span, in order, every time they stand there."""
    view = content_view(document, span)
    jurisdiction = jurisdiction_of(document.metadata, knowledge.gazetteer)
    known = knowledge.gazetteer.pattern_near(jurisdiction)
    found = {match.span(): "gazetteer" for match in known.finditer(view.text)}
    found.update(
        {match.span(): "gazetteer" for match in knowledge.lexicon.regions.finditer(view.text)}
    )
    for start, end in _zones(view.text, knowledge.lexicon):
        found.setdefault((start, end), "zone")
    for (start, end), rule in _longest(found):
        stored = view.span(start, end)
        yield PlaceMention(
            text=document.slice(stored),
            span=stored,
            rule=f"place/{rule}",
            name=view.text[start:end],
        )


def _zones(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield zones and waters: what an item of a list begins with, verbs and classes aside."""
    verbs = verb_prefix_pattern(lexicon.names.zone_verb, lexicon)
    for clause in CLAUSE.finditer(text):
        for item_start, item_end in items(text, *clause.span()):
            for start, end in _conjuncts(text, item_start, item_end):
                match = verbs.match(text, start, end)
                start = match.end() if match else start
                preposition = _PREPOSITION.match(text, start, end)
                start = preposition.end() if preposition else start
                named = lexicon.names.zone.match(text, start, end)
                if named and _is_own_name(named, lexicon):
                    yield named.span()


def _conjuncts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _JOINT.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _is_own_name(named: re.Match[str], lexicon: Lexicon) -> bool:
    """Tell whether a name says which zone: 沿沪宁产业创新带 does, 中小河 and 各类开发区 do not."""
    which = named.string[named.start() : named.start("head")]
    which = lexicon.names.zone_class.sub("", lexicon.names.common.sub("", which))
    return bool(which) and len(named[0]) >= _SHORTEST_NAME and not _NO_NAME.search(named[0])


def _longest(found: dict[tuple[int, int], str]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the ranges that lie in no longer one, in order."""
    reach = 0
    for (start, end), rule in sorted(found.items(), key=lambda row: (row[0][0], -row[0][1])):
        if end > reach:
            yield (start, end), rule
            reach = end
