"""Facts of a task: what all extractors find, in order, and how a new kind is added."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from conftest import KNOWLEDGE
from one_task import document_of

from kg.extraction import task_facts
from kg.extraction.extractor import Extractor
from kg.extraction.mentions import DocumentFacts, Mention
from kg.extraction.task_reading import DocumentReading, read_document
from kg.knowledge.knowledge import Knowledge
from kg.text.span import Span


def test_mentions_come_in_the_order_of_the_text(first_facts: DocumentFacts) -> None:
    for task in first_facts.tasks:
        places = [(mention.span.start, -mention.span.end) for mention in task.mentions]
        assert places == sorted(places)
        assert all(first_facts.document.slice(m.span) == m.text for m in task.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMention(Mention):
    name: str


def meetings(reading: DocumentReading, _: Knowledge) -> list[list[MeetingMention]]:
    found: list[list[MeetingMention]] = []
    for task in reading.tasks:
        part, of_task = task.content, []
        for match in re.finditer(r"(?<=召开)[^，。]{2,20}?会议", part.text):
            span = Span(part.starts[match.start()], part.ends[match.end()])
            text = part.stored[span.start : span.end]
            of_task.append(MeetingMention(text=text, span=span, rule="meeting", name=match[0]))
        found.append(of_task)
    return found


def test_a_new_kind_is_a_function_and_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    extractors: tuple[Extractor, ...] = (*task_facts.EXTRACTORS, meetings)
    monkeypatch.setattr(task_facts, "EXTRACTORS", extractors)
    document = document_of("召开京津冀协同会议，推进大运河治理")
    (mentions,) = task_facts.task_mentions(read_document(document, KNOWLEDGE), KNOWLEDGE)
    # a place within its name is part of the name
    assert [
        mention.text for mention in mentions if mention.rule.startswith(("meeting", "place"))
    ] == [
        "京津冀协同会议",
        "大运河",
    ]
