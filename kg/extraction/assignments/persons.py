"""Persons and posts, as the attributions of persons say them: 分管领导：张三（副县长）.

Telephone numbers beside a name are no part of any mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.extraction.mentions import PersonMention
from kg.extraction.task_reading import DocumentReading
from kg.knowledge.attribution_lexicon import PersonLexicon
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.lexicon import Lexicon
from kg.structure.document import Document, Task
from kg.structure.organisation_names import looks_like_organisation
from kg.text.hiding.veil import is_veiled
from kg.text.span import Span

# 张三| 13800000000 · 李四|（0537-7200000） · 王五|，电话：7200000
_NUMBER = re.compile(r"[\s（(]{0,9}(?:(?:联系)?电话|手机|[\d+])[\d\-—－+\s：:）)/.．·]{0,60}$")
# 张三|、|李四 · 张三|同志和|李四|同志 · 张三|和|李和平
_BETWEEN = re.compile(r"[、，,]|同志[和与及]?|(?<=[^、，,和与及]{2})[和与及](?=[^、，,同]{2})|$")
_PIECE = re.compile(r"\S+")
_SPACE = re.compile(r"\s")
# 张三|、|李四 · 张三| |李四
_NAMES = re.compile(r"[^、，,；;\s/（）()：:]+")
_LISTED = re.compile(r"[^、，,；;\s/]+")
_BEHIND = frozenset("、，,；;。 \u3000\n/）)（(+0123456789")
FULL_NAME = 3  # characters
_SHORTEST_BODY = 3  # characters: 白云区 is a body, 李科 is not


def persons(reading: DocumentReading, knowledge: Knowledge) -> list[list[PersonMention]]:
    """Return the persons and posts of each task, in order.

    What is neither a name with a known surname nor a known post (各科室, 专班) is nobody.
    """
    reader = _PersonReader(reading.document.stored.text, knowledge.lexicon)
    return [list(reader.mentions(task.task)) for task in reading.tasks]


def person_spans(document: Document, lexicon: Lexicon) -> list[Span]:
    """Return where a document names persons, in any part of it, with their posts, in order.

    All of a roster, what stands under labels of persons (联系人：王五), lines of a name and a post,
    and names before what only persons do. The unit that a post belongs to is not hidden.
    """
    text, words = document.text, lexicon.persons
    labelled = [span for task in document.tasks for span, _ in _listed(task)]
    labelled += [Span(*match.span("said")) for match in words.labelled.finditer(text)]
    reader = _PersonReader(text, lexicon)
    found = [*document.rosters, *(Span(*match.span()) for match in words.roster.finditer(text))]
    for place in _acting(text, words):
        name = text[place.start : place.end]
        if not (words.no_person.fullmatch(name) or looks_like_organisation(name, lexicon)):
            found.append(place)
    for span in labelled:
        found.extend(reader.named(span))
    return sorted({span for span in found if not is_veiled(text[span.start : span.end])})


def _acting(text: str, words: PersonLexicon) -> Iterator[Span]:
    """Yield where names stand beside what only persons are or do, one by one."""
    for match in words.acting.finditer(text):
        yield Span(*match.span("name"))
    for match in words.together.finditer(text):
        start, end = match.span("names")
        for between in _BETWEEN.finditer(text, start, end):
            if start < between.start():
                yield Span(start, between.start())
            start = between.end()


def full_names(document: Document, spans: Iterable[Span], lexicon: Lexicon) -> list[Span]:
    """Return where names stand that mean a person wherever they do; shorter ones may be words.

    Args:
        document: which names persons.
        spans: where it does, as person_spans returns them.
        lexicon: how persons are called.
    """
    text, found = document.text, set[Span]()
    for span in spans:
        pieces = (Span(*piece.span()) for piece in _NAMES.finditer(text, span.start, span.end))
        for piece in (span, *pieces):
            match = lexicon.persons.listed.fullmatch(text, piece.start, piece.end)
            if match is None:
                continue
            name = _SPACE.sub("", match["name"])
            if len(name) >= FULL_NAME and not looks_like_organisation(name, lexicon):
                found.add(Span(*match.span("name")))
    return sorted(found)


def person_places(document: Document, lexicon: Lexicon) -> dict[str, list[list[int]]]:
    """Return where a document names persons (spans), and where by their full names (names)."""
    spans = person_spans(document, lexicon)
    names = full_names(document, spans, lexicon)
    return {
        "spans": [[span.start, span.end] for span in spans],
        "names": [[span.start, span.end] for span in names],
    }


def _listed(task: Task) -> Iterator[tuple[Span, str]]:
    """Yield what stands under labels of persons, with the label."""
    for attribution in task.attributions:
        for clause in attribution.clauses:
            for name in clause.names if clause.role == "person" else ():
                yield name.span, clause.label


@dataclass(frozen=True, slots=True)
class _PersonReader:
    """Reads the persons of one document.

    Attributes:
        text: its stored text.
        lexicon: how persons, posts and organisations are called.
    """

    text: str
    lexicon: Lexicon

    def mentions(self, task: Task) -> Iterator[PersonMention]:
        """Yield the persons of a task, numbered."""
        found = (m for span, label in _listed(task) for m in self._read(span, label))
        for order, mention in enumerate(found, 1):
            yield replace(mention, order=order)

    def named(self, span: Span) -> Iterator[Span]:
        """Yield what names persons and posts in a list of them; the units of posts do not."""
        position, words = span.start, self.lexicon.persons
        while position < span.end:
            match = words.listed.match(self.text, position, span.end)
            end = match.end() if match else position
            post = (match["before"] or "") if match else ""
            if not match or (end < span.end and self.text[end] not in _BEHIND):
                piece = _LISTED.match(self.text, position, span.end)
                end = piece.end() if piece else position + 1
                match = words.post.fullmatch(self.text, position, end)
                post = match[0] if match else ""
            if match and not looks_like_organisation(match[0], self.lexicon):
                yield Span(position + self._unit_length(post), end)
            position = end

    def _unit_length(self, post: str) -> int:
        """Return how many characters name the unit of a post: those of 县水务局 in 县水务局局长."""
        for end in range(len(post) - 1, _SHORTEST_BODY - 1, -1):
            is_post = self.lexicon.persons.post.fullmatch(post, end)
            if is_post and looks_like_organisation(post[:end], self.lexicon):
                return end
        return 0

    def _read(self, span: Span, label: str) -> Iterator[PersonMention]:
        """Yield whom one listed name means: one, or several with spaces between."""
        content = _NUMBER.sub("", self.text[span.start : span.end])
        whole = self._one(Span(span.start, span.start + len(content)), label)
        if whole:
            yield whole
            return
        for piece in _PIECE.finditer(content):
            start, end = (span.start + at for at in piece.span())
            if one := self._one(Span(start, end), label):
                yield one

    def _one(self, span: Span, label: str) -> PersonMention | None:
        words, said = self.lexicon.persons, self.text[span.start : span.end]
        if words.post.fullmatch(said):
            mention = self._mention(span, label, said)
            return None if words.by_surname.fullmatch(said) else replace(mention, is_post=True)
        match = words.listed.fullmatch(said)
        if match is None:
            return None
        name = _SPACE.sub("", match["name"])
        if len(name) >= _SHORTEST_BODY and looks_like_organisation(name, self.lexicon):
            return None
        start, end = (span.start + at for at in match.span("name"))
        post = match["before"] or match["after"] or ""
        return replace(self._mention(Span(start, end), label, name), post=post)

    def _mention(self, span: Span, label: str, name: str) -> PersonMention:
        return PersonMention(
            text=self.text[span.start : span.end],
            span=span,
            rule="attribution/person",
            name=name,
            role=label,
            post="",
            is_post=False,
            order=0,
        )
