"""What no place is said for, where hundreds of places are loaded: it is asked back, not read."""

from __future__ import annotations

import pytest

from qa.answering import ask
from qa.build import Build
from qa.execution import scope

WIDE = [
    "12月底前要完成什么？",
    "牵头任务最多的单位是谁？",
    "引用了哪些政策？",
]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two documents be too many for one answer."""
    monkeypatch.setattr(scope, "MOST_DOCUMENTS", 1)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("question", WIDE)
def test_a_question_about_everything_asks_for_a_place(cities: Build, question: str) -> None:
    answer = ask(cities, question)
    assert answer.grade == "asked" and set(answer.choices) == set(cities.own_places)
    assert "醴陵市" in answer.text and "2 个地方" in answer.text


@pytest.mark.usefixtures("few")
def test_a_place_or_a_topic_is_answered_as_ever(cities: Build) -> None:
    assert ask(cities, "泰兴市12月底前要完成什么？").grade != "asked"
    assert ask(cities, "老旧小区改造谁负责？").grade != "asked"


def test_a_few_documents_are_read_whole(cities: Build) -> None:
    assert all(ask(cities, question).grade != "asked" for question in WIDE)
