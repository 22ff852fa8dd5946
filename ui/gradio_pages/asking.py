"""What the question page does: a conversation in, its page out; testable without Gradio."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from starlette.datastructures import QueryParams

from errors import PolicyGraphError
from qa.answer import Answer
from qa.answering import LONGEST, ask_in
from qa.conversation import Conversation
from qa.phrasing import endpoint_of, phrase
from qa.tools import tools
from settings import Settings
from ui.gradio_pages import render
from ui.gradio_pages.answer_card import answer_card
from ui.gradio_pages.opening import opening_of
from ui.gradio_pages.thread import Thread, Turn, thread_page
from ui.site import Asked

_log = logging.getLogger(__name__)
_TURNS = 8  # of an address that are asked again


class Asking:
    """Questions in one language: a conversation stays with the build it began with."""

    def __init__(self, at: Asked) -> None:
        self.at = at

    @property
    def examples(self) -> tuple[str, ...]:
        """Questions to begin with; what is loaded answers each."""
        return opening_of(self.at).examples

    def for_reader(self, role: str, query: str) -> Asking:
        """Return the same for who asks: readers and editors see other buttons.

        Args:
            role: of who asks.
            query: of the page's address, where a place or document may be chosen.
        """
        return Asking(replace(self.at, role=role, query=QueryParams(query.removeprefix("?"))))

    def answer(self, question: str) -> str:
        """Return the card that answers a question by itself."""
        return self.turn(question, Thread())[1]

    def turn(self, question: str, thread: Thread) -> tuple[Thread, str]:
        """Return a conversation with a question and its answer added, and the page of it."""
        asked = " ".join(question.split())
        if not asked:
            return thread, thread_page(self.at, thread)
        at = replace(self.at, held=thread.build or self.at.site.build)
        turn, conversation = at.site.work(at, answered, asked, thread.conversation)
        thread = thread.after(turn, conversation, at.build)
        return thread, thread_page(at, thread)

    def again(self, questions: str) -> tuple[Thread, str]:
        """Return the conversation that an address holds: its questions, one a line."""
        thread, shown = Thread(), ""
        for question in questions.split("\n")[-_TURNS:]:
            thread, shown = self.turn(question, thread)
        return thread, shown


def answered(at: Asked, question: str, before: Conversation) -> tuple[Turn, Conversation]:
    """Return a question with its answer, and the conversation after it: a job."""
    answer, conversation = ask_in(at.build, question, before, at.language, at.scope)
    return Turn(answer.question, answer.text, _card(at, answer, len(question))), conversation


def called(at: Asked, name: str, values: tuple[Any, ...], named: dict[str, Any]) -> Any:
    """Return what one of the tools returns: a job."""
    return tools(at.build)[name](*values, **named)


def _card(at: Asked, answer: Answer, length: int) -> Markup:
    """Return the card of an answer to a question of some characters."""
    card = answer_card(at, answer, _prose(answer))
    cut = render.hint(at.say("too_long", count=LONGEST)) if length > LONGEST else ""
    return Markup(cut) + card


def _prose(answer: Answer) -> str:
    """Return what the user's own language model makes of the evidence; "" without one."""
    endpoint = endpoint_of(Settings())
    if endpoint is None:
        return ""
    try:
        return phrase(answer, endpoint)
    except PolicyGraphError as error:
        _log.warning("%s", error)
        return ""
