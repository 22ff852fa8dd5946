"""A conversation on the page: its turns, the last one open, those before it folded below."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from qa.build import Build
from qa.conversation import Conversation
from ui.site import Asked

_MOST = 20  # turns that stay on the page


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer.

    Attributes:
        question: as asked.
        said: the answer in one sentence.
        card: the whole of it, as HTML.
    """

    question: str
    said: str
    card: str


@dataclass(frozen=True, slots=True)
class Thread:
    """What one session has asked.

    Attributes:
        turns: in order.
        conversation: what the next turn goes on from.
        build: what the first one was asked of, and the others are.
    """

    turns: tuple[Turn, ...] = ()
    conversation: Conversation = field(default_factory=Conversation)
    build: Build | None = None

    def after(self, turn: Turn, conversation: Conversation, build: Build) -> Thread:
        """Return the thread with one more turn."""
        return Thread((*self.turns, turn)[-_MOST:], conversation, build)


def thread_page(at: Asked, thread: Thread) -> str:
    """Return the turns of a conversation, newest first; "" before the first one."""
    if not thread.turns:
        return ""
    *earlier, last = thread.turns
    questions = "\n".join(turn.question for turn in thread.turns)
    address = f'<div hidden data-questions="{escape(questions)}"></div>'
    if thread.build is not at.site.build:
        address += f'<p class="zt-hint">{escape(at.say("build_renewed"))}</p>'
    if not earlier:
        return address + last.card
    folded = "".join(map(_folded, reversed(earlier)))
    heading = escape(at.say("earlier_turns"))
    asked = f'<p class="zt-asked">{escape(last.question)}</p>'
    return (
        f'{address}{asked}{last.card}<section class="zt-thread"><h3 class="zt-heading">{heading}</h3>'
        f"{folded}</section>"
    )


def _folded(turn: Turn) -> str:
    return (
        f'<details class="zt-turn"><summary><b>{escape(turn.question)}</b> '
        f"<span>{escape(turn.said)}</span></summary>{turn.card}</details>"
    )
