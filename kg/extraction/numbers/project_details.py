"""What a sentence says of the one project it names: what all of it costs, and where it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.extraction.mentions import Investment, Location, ProjectMention
from kg.extraction.task_reading import Part
from kg.knowledge.project_lexicon import ProjectLexicon
from kg.text.numerals import MULTIPLIERS
from kg.text.span import Span

# 。 ends a sentence; so does the line
_SENTENCE = re.compile(r"[^。；\n]+")
# 重点项目116个、总投资950亿元 is of all of them
_COUNTED = re.compile(r"\d[个项]")


def with_details(
    named: Iterable[tuple[Part, Sequence[ProjectMention]]], words: ProjectLexicon
) -> list[list[ProjectMention]]:
    """Return the projects of each part with the investment and the place of their sentence.

    A sentence that names several projects, or several sums or places, says of none which is whose.
    """
    return [_of_part(part, projects, words) for part, projects in named]


def _of_part(
    part: Part, projects: Sequence[ProjectMention], words: ProjectLexicon
) -> list[ProjectMention]:
    found = list(projects)
    for sentence in _SENTENCE.finditer(part.text) if found else ():
        whole = _stored(part, sentence)
        inside = [
            i
            for i, project in enumerate(found)
            if whole.start <= project.span.start and project.span.end <= whole.end
        ]
        if len(inside) != 1:
            continue
        start, end = sentence.span()
        counted = _COUNTED.search(part.text, start, end)
        sums = [] if counted else list(words.investment.finditer(part.text, start, end))
        places = list(words.location.finditer(part.text, start, end))
        project = found[inside[0]]
        found[inside[0]] = replace(
            project,
            investment=_investment(part, sums[0]) if len(sums) == 1 else None,
            location=_location(part, places[0], project) if len(places) == 1 else None,
        )
    return found


def _investment(part: Part, match: re.Match[str]) -> Investment:
    span = _stored(part, match)
    value = Decimal(match["value"].replace(",", "")) * MULTIPLIERS[match["multiplier"]]
    return Investment(span, part.stored[span.start : span.end], value, match["unit"])


def _location(part: Part, match: re.Match[str], project: ProjectMention) -> Location | None:
    """Return the place after 位于, unless the project's own name stands in it."""
    span = _stored(part, match, "place")
    if project.span.start < span.end and span.start < project.span.end:
        return None
    return Location(span, part.stored[span.start : span.end])


def _stored(part: Part, match: re.Match[str], group: str | int = 0) -> Span:
    return Span(part.starts[match.start(group)], part.ends[match.end(group)])
