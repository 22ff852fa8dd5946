"""Persons and posts, as the attributions of persons say them: 分管领导：张三（副县长）.

Telephone numbers beside a name are no part of any mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extraction.mentions import DocumentFacts, PersonMention
from kg.extraction.task_reading import DocumentReading
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.lexicon import Lexicon
from kg.structure.document import Document, Task
from kg.structure.organisation_names import looks_like_organisation
from kg.text.span import Span

# 张三| 13800000000 · 李四|（0537-7200000） · 王五|，电话：7200000
_NUMBER = re.compile(r"[\s（(]*(?:(?:联系)?电话|手机|[\d+])[\d\-—－+\s：:）)]*$")
_PIECE = re.compile(r"\S+")
_SPACE = re.compile(r"\s")
FULL_NAME = 3  # characters
_SHORTEST_BODY = 3  # characters: 白云区 is a body, 李科 is not


def persons(reading: DocumentReading, knowledge: Knowledge) -> list[list[PersonMention]]:
    """Return the persons and posts of each task, in order.

    What is neither a name with a known surname nor a known post (各科室, 专班) is nobody.
    """
    reader = _PersonReader(reading.document.stored.text, knowledge.lexicon)
    return [list(reader.mentions(task.task)) for task in reading.tasks]


def person_spans(document: Document) -> list[Span]:
    """Return all that stands under labels of persons, whatever it names, telephones included."""
    return [span for task in document.tasks for span, _ in _listed(task)]


def full_names(facts: DocumentFacts) -> list[str]:
    """Return the names of persons that mean them wherever they stand; shorter ones may be words."""
    mentions = (m for task in facts.tasks for m in task.mentions if isinstance(m, PersonMention))
    return sorted({m.name for m in mentions if not m.is_post and len(m.name) >= FULL_NAME})


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
        match = words.named.fullmatch(said)
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
