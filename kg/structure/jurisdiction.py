"""The place and the year of a document's plan, from its metadata."""

from __future__ import annotations

import re

from kg.knowledge.gazetteer import Gazetteer, Jurisdiction
from kg.structure.document import DocumentMetadata

# 2024年|东河市… · 二〇二四年度|东河市…
_LEADING_YEAR = re.compile(r"^(?:\d{4}|二[〇○零][〇○零一二三四五六七八九]{2})年度?")
# 东河市|2024|年重点任务
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")


def jurisdiction_of(metadata: DocumentMetadata, gazetteer: Gazetteer) -> Jurisdiction | None:
    """Return the place of a document: its issuer's, else the one a title begins with."""
    for named in (metadata.issuer, metadata.notice_title, metadata.title):
        place = gazetteer.at_start(_LEADING_YEAR.sub("", named.value)) if named else None
        if place:
            return place
    return None


def planned_year(metadata: DocumentMetadata) -> int | None:
    """Return the year a document plans: the one its title names, else the year of its date."""
    named = set(_YEAR.findall(metadata.title.value)) if metadata.title else set()
    if len(named) == 1:
        return int(named.pop())
    return int(metadata.date.value[:4]) if metadata.date else None
