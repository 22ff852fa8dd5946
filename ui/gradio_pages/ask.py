"""问答: layout and wiring only; what it does is in asking, how it looks in answer_card.

The conversation stands in the address (?q=, its questions one a line), so that a link, the back
button and the other language give the same view.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import gradio as gr

from qa.tools import tools
from ui.gradio_pages.asking import Asking, called
from ui.gradio_pages.safely import safely
from ui.gradio_pages.thread import Thread
from ui.site import Asked

# buttons with data-ask ask, those with data-copy copy; the address follows the conversation
_LISTEN = "window.zhengtu.answers(element, props, trigger, watch);"


def blocks(at: Asked) -> gr.Blocks:
    """Return the page for one build in one language."""
    asking = Asking(at)
    page: gr.Blocks
    with gr.Blocks(title=at.say("title"), analytics_enabled=False, fill_width=True) as page:
        thread = gr.State(Thread())
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
        if asking.examples:
            gr.Examples(
                [[example] for example in asking.examples],
                question,
                label=at.say("examples"),
                elem_id="examples",
                api_visibility="private",
            )
        answer = gr.HTML(
            asking.opening,
            apply_default_css=False,
            js_on_load=_LISTEN,
            head=f'<script src="{at.static("answers.js")}"></script>',
            elem_id="answer",
            min_height=120,
        )
        load = _wire(at, asking, thread, (question, button, anew, answer))
        page.load(load, None, [question, thread, answer], api_visibility="private")
        if at.language == "zh":  # once: an API and an MCP server for assistants
            for name in tools(at.build):
                gr.events.api(_tool(at, name), api_name=name)
    return page


def _tool(at: Asked, name: str) -> Callable[..., Any]:
    """Return one of the tools, of the build that is served when it is called."""

    @wraps(tools(at.build)[name])
    def tool(*values: Any, **named: Any) -> Any:
        return at.site.work(replace(at), called, name, values, named)

    return tool


def _wire(
    at: Asked,
    asking: Asking,
    thread: gr.State,
    parts: tuple[gr.Textbox, gr.Button, gr.Button, gr.HTML],
) -> Callable[[gr.Request], tuple[Any, ...]]:
    """Wire the parts; return what the page does when it is opened."""
    question, button, anew, answer = parts
    turn = safely(at, asking.turn, results=2)
    for event in (question.submit, button.click):
        event(turn, [question, thread], [thread, answer], api_visibility="private")
    question.change(  # an example fills the box: answer at once
        lambda text, before: (
            turn(text, before) if text in asking.examples else (gr.skip(), gr.skip())
        ),
        [question, thread],
        [thread, answer],
        api_visibility="private",
        show_progress="hidden",
    )
    anew.click(
        lambda: (Thread(), asking.opening, ""),
        None,
        [thread, answer, question],
        api_visibility="private",
    )

    def ask_next(before: Thread, event: gr.EventData) -> tuple[Any, ...]:
        asked = str(event._data.get("ask", ""))
        return asked, *turn(asked, before)

    answer.click(ask_next, thread, [question, thread, answer], api_visibility="private")
    again = safely(at, asking.again, results=2)

    def load(request: gr.Request) -> tuple[Any, ...]:
        questions = str(request.query_params.get("q", ""))
        if not questions.strip():
            return gr.skip(), gr.skip(), gr.skip()
        last = questions.split("\n")[-1]
        return gr.skip() if last in asking.examples else last, *again(questions)

    return load
