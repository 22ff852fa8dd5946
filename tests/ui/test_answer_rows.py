"""The rows of an answer: nothing twice in one row, the limit of a task; choices ask the whole question."""

from __future__ import annotations

import pytest
from serving import asked, pages_of

from qa.answering import ask
from qa.build import Build
from ui.gradio_pages.answer_card import Line, answer_card, lines_of
from ui.gradio_pages.choosing import chosen_questions


def lines(build: Build, question: str) -> list[Line]:
    return lines_of(asked(pages_of(build), "/"), ask(build, question))


@pytest.mark.parametrize("question", ["谁负责高标准农田", "哪些单位参与了任务12"])
def test_a_row_names_the_units_of_a_task_once(build: Build, question: str) -> None:
    for line in lines(build, question):
        assert line.units
        assert not line.said and not line.names


def test_of_one_place_no_row_begins_with_it(cities: Build) -> None:
    for place in cities.own_places:
        found = lines(cities, f"{place}教育局承担哪些任务")
        assert found
        assert all(line.task[0] and not line.said.startswith(place) for line in found)


@pytest.mark.parametrize("question", ["12月底前要完成哪些任务", "哪些任务要在2023年底前完成"])
def test_what_is_due_has_its_limit(build: Build, question: str) -> None:
    found = lines(build, question)
    assert found and all(line.due for line in found)


@pytest.mark.parametrize("question", ["教育局承担哪些任务", "教育局牵头的任务什么时候完成"])
def test_a_choice_keeps_the_rest_of_the_question(cities: Build, question: str) -> None:
    answer = ask(cities, question)
    assert answer.grade == "asked"
    for choice, whole in chosen_questions(cities, answer):
        assert whole == question.replace("教育局", choice)
        assert ask(cities, whole).grade != "asked"
        assert f'data-ask="{whole}"' in answer_card(asked(pages_of(cities), "/"), answer)


def test_a_choice_of_an_english_question(cities: Build) -> None:
    answer = ask(cities, "Which tasks does the Education Bureau lead?")
    for choice, whole in chosen_questions(cities, answer):
        assert choice in whole and "lead?" in whole
