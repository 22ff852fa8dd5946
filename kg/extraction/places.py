"""Places: towns, counties and cities near the document's own, rivers, zones and regions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from kg.extraction.mentions import PlaceMention
from kg.extraction.place_names import named_places
from kg.extraction.task_reading import DocumentReading, Part
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.name_lexicon import NameLexicon
from kg.text.span import Range, Span
from kg.text.stretches import Stretch, stretches

# 刘湾街道|至|杨峪河镇 · 洛河镇|等6个镇
_SITE = re.compile(
    r"(?P<name>[^、，。；和与及至到等/（）()\s]{2,16})(?:等[^、，。；和与及至到/（）()\s]*)?"
)


def places(reading: DocumentReading, knowledge: Knowledge) -> list[list[PlaceMention]]:
    """Return the places of each task, every time they are named."""
    if not reading.tasks:  # the pattern of the places near costs as much as reading a short text
        return []
    texts = [task.content.text for task in reading.tasks]
    clauses = [[clause.content for clause in t.content.phrases.clauses] for t in reading.tasks]
    named = named_places(clauses, knowledge.lexicon.names)
    home, gazetteer = reading.jurisdiction, knowledge.gazetteer
    counties = gazetteer.counties_in(texts, home)
    listed = (gazetteer.pattern_near(home), knowledge.lexicon.regions)
    # 澜溪 of 澜溪县 is no water
    own = gazetteer.short_name(home) if home and home.level != "state" else ""
    in_text = [
        [
            place
            for place in _mentions(
                task.content,
                named[n],
                [Range(texts[n], *county) for county in counties[n]],
                listed,
                knowledge.lexicon,
            )
            if not (own and place.name.endswith(own))
        ]
        for n, task in enumerate(reading.tasks)
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
            _mention(cell, Range(cell.text, *match.span("name")), "site")
            for cell in islice(cells, len(of_task))
            for match in _SITE.finditer(cell.text)
            if names.site_end.search(match["name"]) and not names.no_site.fullmatch(match["name"])
        ]


def _mention(part: Stretch, place: Range, rule: str) -> PlaceMention:
    span = Span(part.starts[place.start], part.ends[place.end])
    return PlaceMention(
        text=part.stored[span.start : span.end],
        span=span,
        rule=f"place/{rule}",
        name=part.text[place.start : place.end],
    )


def _mentions(
    part: Part,
    named: list[Range],
    counties: list[Range],
    listed: Iterable[re.Pattern[str]],
    lexicon: Lexicon,
) -> Iterator[PlaceMention]:
    rules = {place: "gazetteer" if place in counties else "zone" for place in (*named, *counties)}
    for pattern in listed:
        rules.update(
            {Range(part.text, *m.span()): "gazetteer" for m in pattern.finditer(part.text)}
        )
    firms = [match.span() for match in lexicon.names.company.finditer(part.text)]
    for place in _longest(rules):
        if not any(start <= place.start < end for start, end in firms):
            yield _mention(part, place, rules[place])


def _longest(found: dict[Range, str]) -> Iterator[Range]:
    """Yield the ranges that are not within a longer one, in order."""
    reach = 0
    for place in sorted(found, key=lambda place: (place.start, -place.end)):
        if place.end > reach:
            yield place
            reach = place.end
