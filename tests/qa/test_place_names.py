"""Places that a question names, some of them in no gazetteer."""

from __future__ import annotations

import pytest

from kg.knowledge.knowledge import open_knowledge
from qa.mentions.places import PlaceFinder
from settings import DATA

# (question, places of the documents, what is found in full, what is meant)
NAMED = [
    ("云岭县水务局承担哪些任务", {"云岭县"}, ["云岭县"], ["云岭县"]),  # a document's own place
    ("云岭县水务局承担哪些任务", {"汶上县"}, [], []),
    ("梁山县农业农村局有哪些任务", {"汶上县"}, ["梁山县"], ["梁山县"]),
    ("城区的道路谁来修", {"城区"}, [], []),  # of a city, and a word
]


@pytest.mark.parametrize(("question", "known", "full", "meant"), NAMED)
def test_places_are_found_by_gazetteer_and_documents(
    question: str, known: set[str], full: list[str], meant: list[str]
) -> None:
    finder = PlaceFinder(open_knowledge(DATA).gazetteer)
    assert [mention.text for mention in finder.full(question, known)] == full
    assert [mention.text for mention in finder.meant(question, known, "城区道路")] == meant
