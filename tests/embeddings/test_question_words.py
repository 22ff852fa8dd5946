"""The words of questions that only ask: left out of a search, but not inside other words."""

from __future__ import annotations

import pytest
from conftest import QUESTIONS
from hypothesis import given
from hypothesis import strategies as st

from embeddings import QuestionWords
from embeddings.question_words import NO_QUESTION_WORDS

WORDS = QuestionWords.of(
    [
        {"word": "怎么", "use": "asking", "source": "x"},
        {"word": "怎么办", "use": "asking", "source": "x"},
        {"word": "就", "use": "asking", "source": "x"},
        {"word": "就业", "use": "kept", "source": "x"},
    ]
)


@pytest.mark.parametrize(
    "question, left",
    [
        ("就业怎么办", "就业 "),  # the longer word first; 就业 stays whole
        ("怎么就办", "  办"),
        ("怎麼就業", " 就业"),
        ("怎么", "怎么"),  # nothing else is left
        ("", ""),
    ],
)
def test_words_that_only_ask_are_left_out(question: str, left: str) -> None:
    assert WORDS.without_asking(question) == left


@pytest.mark.parametrize(
    "question, dropped",
    [("幼儿园归谁管", "归谁"), ("适老化改造怎么开展", "开展"), ("5G基站有多少", "多少")],
)
def test_tokens_of_a_question_are_of_what_it_is_about(question: str, dropped: str) -> None:
    assert dropped not in QUESTIONS.words.query_tokens(question)
    assert QUESTIONS.words.query_tokens(question)


def test_without_words_a_question_is_whole() -> None:
    assert NO_QUESTION_WORDS.without_asking("就业怎么办") == "就业怎么办"
    assert QuestionWords(kept=frozenset({"就业"})).without_asking("就业怎么办") == "就业怎么办"


@given(st.text(alphabet=st.characters(whitelist_categories=("Lo", "Nd", "Po", "Ll"))))
def test_any_question_has_tokens_or_none(text: str) -> None:
    assert isinstance(QUESTIONS.words.query_tokens(text), list)


def test_no_word_is_in_both_lists() -> None:
    words = QUESTIONS.words
    assert words.asking and words.kept and not words.asking & words.kept
