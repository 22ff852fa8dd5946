"""The place and the year of a document's plan, from everything in it that names one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from kg.knowledge.gazetteer import Gazetteer, Jurisdiction
from kg.structure.document import Document, DocumentMetadata

# 2024年|东河市… · 二〇二四年度|东河市…
_LEADING_YEAR = re.compile(r"^(?:\d{4}|二[〇○零][〇○零一二三四五六七八九]{2})年度?")
# 东河市|2024|年重点任务
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年)")
# 关于印发|东河市…的通知 · 关于《|东河市…》 · 【直击两会】|东河市…: where a title may name its
# place further on
_WITHIN = re.compile(r"(?:关于|印发|转发|批转|《|〈|】)(?=[\u4e00-\u9fff])")
# 东河市人民政府: a line that signs
_SIGNATURE = re.compile(r"[\u4e00-\u9fff]{2,12}(?:人民政府|委员会|县委|市委|区委|旗委|办公室|局)")
_SIGNED_WITHIN = 6  # last lines of a text in which somebody signs
_ISSUER, _TITLE, _SIGNED, _INSIDE = 4, 3, 3, 2  # how much each place that is named counts
_UNITS = 2  # at most, for units printed with it, however many
# letter that units of a level begin with: 县教育局; 市 is of a city and of one of county level
_LETTERS = {"province": "省", "city": "市州盟", "county": "县区旗市"}

# what may begin with a place, how much it counts, whether only a place of the gazetteer does
_Vote = tuple[str, int, bool]


def jurisdiction_of(document: Document, gazetteer: Gazetteer) -> Jurisdiction | None:
    """Return the place of a document: the one with most evidence, the first named of equals.

    Issuer, titles, signature, units printed with their place, and the level of the other units
    (县教育局) count together; units alone do not make a place that nothing else names, unless they
    all name the same.
    """
    units = Counter(_units(document))
    letter = _own_letter(units)
    named = list(_named(document))
    places = gazetteer.each_at_start([*(name for name, *_ in named), *units])
    counts: Counter[Jurisdiction] = Counter()
    for (_, weight, only_listed), place in zip(named, places, strict=False):
        if place and (place.code or not only_listed):
            counts[place] += weight
    of_units: Counter[Jurisdiction] = Counter()  # places that units are printed with: 汶上县教育局
    for number, place in zip(units.values(), places[len(named) :], strict=True):
        of_units.update({place: number} if place and place.code else {})
    most = of_units.most_common(2)
    if most and (len(most) == 1 or most[0][1] > most[1][1]):  # they agree
        counts[most[0][0]] += min(most[0][1], _UNITS)
    for place in counts if letter else ():
        counts[place] += letter in _LETTERS.get(place.level, "")
    return counts.most_common(1)[0][0] if counts else None


def _named(document: Document) -> Iterator[_Vote]:
    """Yield issuer, titles and signature, with their weights."""
    metadata = document.metadata
    for value, weight in (
        (metadata.issuer, _ISSUER),
        (metadata.notice_title, _TITLE),
        (metadata.title, _TITLE),
    ):
        if value:
            yield _LEADING_YEAR.sub("", value.value), weight, False
    for value in filter(None, (metadata.notice_title, metadata.title)):
        for match in _WITHIN.finditer(value.value):
            yield value.value[match.end() :], _INSIDE, True
    for line in document.stored.text.rstrip().split("\n")[-_SIGNED_WITHIN:]:
        if _SIGNATURE.fullmatch(line.strip()):
            yield line.strip(), _SIGNED, True


def _own_letter(units: Mapping[str, int]) -> str:
    """Return the lowest level that units begin with: 县 where 县教育局 and 市水务局 are named."""
    letters = {name[0] for name in units}
    return next((x for x in "旗县区市州盟省" if x in letters), "")


def _units(document: Document) -> Iterator[str]:
    """Yield the names in the attributions of a document."""
    for task in document.tasks:
        for attribution in task.attributions:
            for clause in attribution.clauses:
                yield from (listed.name for listed in clause.names if listed.name)


def planned_year(metadata: DocumentMetadata) -> int | None:
    """Return the year a document plans: the one its title names, else the year of its date."""
    named = set(_YEAR.findall(metadata.title.value)) if metadata.title else set()
    if len(named) == 1:
        return int(named.pop())
    return int(metadata.date.value[:4]) if metadata.date else None
