"""问答: layout and wiring only; what it does is in asking, how it looks in answer_card.

The conversation stands in the address (?q=, its questions one a line), so that a link, the back
button and the other language give the same view.

What stands below the box before a question comes with the page (opening), of the build that is served then.
No event goes through Gradio's queue: its client loses the answer to one that is sent while the stream of
the one before closes, and a question needs one request instead of two.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from html import escape
from typing import Any

import gradio as gr

from errors import PolicyGraphError
from qa.tools import tools
from ui.gradio_pages.asking import Asking, called
from ui.gradio_pages.safely import safely
from ui.gradio_pages.thread import Thread
from ui.site import Asked

_SAID = 300  # characters of an error that programs are told
# buttons with data-ask ask, those with data-copy copy; the address follows the conversation
_LISTEN = "window.zhengtu.answers(element, props, trigger, watch);"
_OPTIONS: dict[str, Any] = {"api_visibility": "private", "queue": False}
# a place or document chosen in the bar stands in the address, which an event does not tell by itself
_ADDRESS = "(text, thread, address) => [text, thread, location.search]"


def blocks(at: Asked) -> gr.Blocks:
    """Return the page for one build in one language."""
    asking = Asking(at)
    page: gr.Blocks
    with gr.Blocks(title=at.say("title"), analytics_enabled=False, fill_width=True) as page:
        thread = gr.State(Thread())
        address = gr.Textbox(visible=False)
        with gr.Row(elem_classes="zt-askrow"):
            question = gr.Textbox(
                label=at.say("ask_label"),
                placeholder=at.say("ask_placeholder"),
                max_lines=3,
                scale=5,
                min_width=280,
                elem_id="question",
            )
            button = gr.Button(
                at.say("ask_button"), variant="primary", scale=1, min_width=96, elem_id="ask"
            )
            anew = gr.Button(at.say("new_conversation"), scale=1, min_width=96, elem_id="anew")
        waiting = f'<p class="zt-waiting">{escape(at.say("ask_waiting"))}</p>'
        gr.HTML(waiting, apply_default_css=False, elem_id="opening")
        answer = gr.HTML(
            "",
            apply_default_css=False,
            js_on_load=_LISTEN,
            head=f'<script src="{at.static("answers.js")}"></script>',
            elem_id="answer",
            min_height=120,
        )
        _wire(at, asking, (thread, address), (question, button, anew, answer))
        if at.language == "zh":  # once: an API and an MCP server for assistants
            for name in tools(at.build):
                gr.events.api(_tool(at, name), api_name=name)
    return page


def _tool(at: Asked, name: str) -> Callable[..., Any]:
    """Return one of the tools, of the build that is served when it is called."""

    @wraps(tools(at.build)[name])
    def tool(*values: Any, **named: Any) -> Any:
        try:
            return at.site.work(replace(at), called, name, values, named)
        except PolicyGraphError as error:
            said = str(error)
        raise gr.Error(said[:_SAID], print_exception=False)  # told, and no traceback in the log

    return tool


def _wire(
    at: Asked,
    asking: Asking,
    held: tuple[gr.State, gr.Textbox],
    parts: tuple[gr.Textbox, gr.Button, gr.Button, gr.HTML],
) -> None:
    """Wire the parts."""
    question, button, anew, answer = parts
    thread, address = held

    def turn(
        text: str | None, before: Thread, query: str | None, request: gr.Request
    ) -> tuple[Thread, str]:
        return asking.for_reader(_role(request), query or "").turn(text or "", before)

    def sent(before: Thread, event: gr.EventData, request: gr.Request) -> tuple[str, Thread, str]:
        """Answer what a button asks, or all that the address of the page holds."""
        wanted = event._data if isinstance(event._data, dict) else {}
        reader = asking.for_reader(_role(request), str(wanted.get("address", "")))
        asked = str(wanted.get("ask", ""))
        if asked:
            return asked, *reader.turn(asked, before)
        held = str(wanted.get("again", ""))
        return held.split("\n")[-1], *reader.again(held)

    for event in (question.submit, button.click):
        asked = [question, thread, address]
        event(safely(at, turn, results=2), asked, [thread, answer], js=_ADDRESS, **_OPTIONS)
    anew.click(lambda: (Thread(), "", ""), None, [thread, answer, question], **_OPTIONS)
    answer.click(safely(at, sent, results=3), thread, [question, thread, answer], **_OPTIONS)


def _role(request: gr.Request) -> str:
    """Return the role of who asks, as the wall told it (ui.server.guard)."""
    return str(getattr(request.state, "role", "reader"))
