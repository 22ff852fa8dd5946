"""Honours: titles a higher level awards, sought or held."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.mentions import HonourMention
from kg.extraction.phrases import NameList
from kg.extraction.task_reading import DocumentReading, Part
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.name_lexicon import NameLexicon
from kg.text.span import Range, Span

_SHORTEST, _LONGEST = 3, 26


def honours(reading: DocumentReading, knowledge: Knowledge) -> list[list[HonourMention]]:
    """Return the titles each task strives for or builds on, without verb and number."""
    names = knowledge.lexicon.names
    return [
        [mention for part in task.parts for mention in _mentions(part, names)]
        for task in reading.tasks
    ]


def _mentions(part: Part, names: NameLexicon) -> Iterator[HonourMention]:
    """Yield the honours of a part, the same name once; of equals, what is sought."""
    found = [(title, "goal") for title in _sought(part, names)]
    found += [(title, "held") for title in (*_held(part, names), *_reviewed(part, names))]
    seen: set[str] = set()
    for (text, start, end), status in sorted(found, key=lambda row: row[0]):
        name = text[start:end]
        if name not in seen:
            seen.add(name)
            span = Span(part.starts[start], part.ends[end])
            yield HonourMention(
                text=part.stored[span.start : span.end],
                span=span,
                rule=f"honour/{status}",
                name=name,
                status=status,
            )


def _sought(part: Part, names: NameLexicon) -> Iterator[Range]:
    """Yield the titles of 争创…, 支持甲市、乙市争创…, 县人民医院创建…, 新增省级…4家."""
    lists = part.phrases.lists
    supported = {listed.names.end for listed in lists["supported"]}
    titled = [
        listed
        for listed in lists["titled"]
        if listed.names.end not in supported and _sets_out(listed.lead["organisation"], names)
    ]
    for listed in (*lists["honour"], *lists["supported"], *lists["entered"], *titled):
        yield from _titles(listed, names, listed.names.end)
    for counted in names.honour_counted.finditer(part.text):
        if _SHORTEST <= len(counted["name"]) <= _LONGEST:
            yield Range(part.text, *counted.span("name"))
    yield from _of_places(part, names, sought=True)


def _of_places(part: Part, names: NameLexicon, *, sought: bool) -> Iterator[Range]:
    """Yield the titles of 推进国家级…试点县建设, or with `sought` of …示范县创建."""
    for place in names.titled_place.finditer(part.text):
        if (place["sought"] is not None) == sought:
            yield Range(part.text, *place.span("name"))


def _sets_out(organisation: str, names: NameLexicon) -> bool:
    """Tell whether an organisation, or an area, may seek a title for itself."""
    facility = names.projects.facility_end.search(organisation)
    named = organisation.endswith("”")  # 力争“云川白莲”入选…
    return named or (facility or names.area_end.search(organisation)) is not None


def _held(part: Part, names: NameLexicon) -> Iterator[Range]:
    """Yield the titles already granted: 依托…省级现代服务业集聚区, 巩固…等荣誉."""
    yield from _of_places(part, names, sought=False)
    for listed in part.phrases.lists["held"]:
        tail = names.kept_tail.search(*listed.names)
        of_all = tail is not None and "荣誉" in tail[0]  # 等荣誉 says it of the whole list
        kept = tail is not None or names.held_verbs[listed.lead["verb"]] == "kept"
        for title in _titles(listed, names, tail.start() if tail else listed.names.end):
            if of_all and names.granted.search(*title):
                yield title
                continue
            found = (names.kept.search(*title) if kept else None) or names.held.search(*title)
            if found:
                yield title._replace(start=found.start())


def _reviewed(part: Part, names: NameLexicon) -> Iterator[Range]:
    """Yield the titles of 通过…复审."""
    for listed in part.phrases.lists["reviewed"]:
        for title in _titles(listed, names, listed.names.end):
            found = names.kept.search(*title)
            if found:
                yield title._replace(start=found.start())


def _titles(listed: NameList, names: NameLexicon, end: int) -> Iterator[Range]:
    """Yield the titles of a list up to an end, without number and 称号."""
    for text, start, stop in listed.items:
        name = names.honour_count.sub("", text[start : min(stop, end)])
        name = names.honour_tail.sub("", name.removesuffix("各"))
        if start < end and _SHORTEST <= len(name) <= _LONGEST and not names.no_honour.search(name):
            yield Range(text, start, start + len(name))
