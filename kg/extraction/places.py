"""Places: towns, counties and cities near the document's own, rivers, zones and regions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from kg.extraction.mentions import PlaceMention
from kg.extraction.task_reading import DocumentReading, Part
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.name_lexicon import NameLexicon
from kg.text.span import Range, Span
from kg.text.stretches import Stretch, stretches

# 与嘉祥县…
_PREPOSITION = re.compile("[与和及对向在从由到至将把以让]")
# 白沙河和青石河
_JOINT = re.compile(r"和|与|及|以及|至|到")
# 刘湾街道|至|杨峪河镇
_SITE = re.compile(r"[^、，。；和与及至到/（）()\s]{2,16}")
_SHORTEST_NAME = 3


def places(reading: DocumentReading, knowledge: Knowledge) -> list[list[PlaceMention]]:
    """Return the places of each task, every time they are named."""
    in_text = [
        list(_mentions(task.content, reading.places_near, knowledge.lexicon))
        for task in reading.tasks
    ]
    sites = iter(_sites(reading, knowledge.lexicon.names))
    return [[*next(sites), *of_task] for of_task in in_text]


def _sites(reading: DocumentReading, names: NameLexicon) -> Iterator[list[PlaceMention]]:
    """Yield the places of each task that a column of sites names: 刘湾街道至杨峪河镇."""
    spans = [
        [cell.span for cell in task.task.cells if cell.kind == "site"] for task in reading.tasks
    ]
    every = [span for of_task in spans for span in of_task]
    cells = iter(stretches(reading.document.stored, every, without="") if every else ())
    for of_task in spans:
        yield [
            _mention(cell, Range(cell.text, *match.span()), "site")
            for cell in islice(cells, len(of_task))
            for match in _SITE.finditer(cell.text)
            if names.site_end.search(match[0]) and not names.no_site.fullmatch(match[0])
        ]


def _mention(part: Stretch, place: Range, rule: str) -> PlaceMention:
    span = Span(part.starts[place.start], part.ends[place.end])
    return PlaceMention(
        text=part.stored[span.start : span.end],
        span=span,
        rule=f"place/{rule}",
        name=part.text[place.start : place.end],
    )


def _mentions(part: Part, known: re.Pattern[str], lexicon: Lexicon) -> Iterator[PlaceMention]:
    rules = {zone: "zone" for zone in _zones(part, lexicon.names)}
    for pattern in (known, lexicon.regions):
        rules.update(
            {Range(part.text, *m.span()): "gazetteer" for m in pattern.finditer(part.text)}
        )
    firms = [match.span() for match in lexicon.names.company.finditer(part.text)]
    for place in _longest(rules):
        if not any(start <= place.start < end for start, end in firms):
            yield _mention(part, place, rules[place])


def _zones(part: Part, names: NameLexicon) -> Iterator[Range]:
    """Yield zones and waters: what an item of a list begins with, after verbs and prepositions."""
    for clause in part.phrases.clauses:
        for conjunct in (c for item in clause.items for c in _conjuncts(item)):
            text, start, end = conjunct
            verb = names.zone_verb.match(*conjunct)
            start = verb.end() if verb else start
            preposition = _PREPOSITION.match(text, start, end)
            start = preposition.end() if preposition else start
            alone = names.zone_alone.match(text, start, end)
            named = names.zone.match(text, start, end)
            if alone:
                yield Range(text, *alone.span())
            elif named and _is_own_name(named, names):
                yield Range(text, *named.span())
            elif (small := names.town_or_water.match(text, start, end)) and _is_named(small, names):
                yield Range(text, *small.span())


def _conjuncts(item: Range) -> Iterator[Range]:
    text, start, end = item
    for match in _JOINT.finditer(text, start, end):
        yield Range(text, start, match.start())
        start = match.end()
    yield Range(text, start, end)


def _is_named(small: re.Match[str], names: NameLexicon) -> bool:
    """Tell whether a town or a water has a name: not 重点镇, 内河."""
    return names.small_class.search(small["town"] or small["water"]) is None


def _is_own_name(named: re.Match[str], names: NameLexicon) -> bool:
    """Tell whether a name says which zone: 沿沪宁产业创新带 does, 中小河 and 各类开发区 do not."""
    which = named.string[named.start() : named.start("head")]
    which = names.zone_class.sub("", names.common.sub("", which))
    long_enough = len(named[0]) >= _SHORTEST_NAME
    return bool(which) and long_enough and not names.not_in_place.search(named[0])


def _longest(found: dict[Range, str]) -> Iterator[Range]:
    """Yield the ranges that are not within a longer one, in order."""
    reach = 0
    for place in sorted(found, key=lambda place: (place.start, -place.end)):
        if place.end > reach:
            yield place
            reach = place.end
