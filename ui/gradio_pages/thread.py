"""A conversation on the page: its turns, the last one open, those before it folded below."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

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
    card: Markup


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
    renewed = thread.build is not at.site.build
    return at.site.render("thread.html", at, turns=thread.turns, renewed=renewed)
