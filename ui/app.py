"""The page: layout and wiring only; what it does is in ui.handlers, how it looks in ui.render."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import gradio as gr

from errors import PolicyGraphError
from qa.tools import tools
from ui import render
from ui.handlers import Handlers
from ui.messages import message
from ui.thread import Thread

_log = logging.getLogger(__name__)

# Buttons with data-node, anywhere in a component, open that node in the graph.
_LISTEN = """
element.addEventListener('click', event => {
  const button = event.target.closest('[data-node], [data-ask], [data-copy], [data-topic]');
  if (!button) return;
  if (button.closest('summary')) event.preventDefault();
  const {node, ask, copy, topic} = button.dataset;
  const branch = button.closest('details');
  if (branch && button.closest('summary')) branch.open = true;
  if (copy) {
    navigator.clipboard.writeText(copy).then(() => button.classList.add('zt-copied'));
  } else {
    trigger('click', {node, ask, topic});
    if (topic && window.innerWidth < 700) {  // on a phone the topic stands below the tree
      setTimeout(() => document.querySelector('#topic').scrollIntoView({behavior: 'smooth'}), 600);
    }
  }
});
"""
_DRAW = """
const place = element.querySelector('.zt-graph');
const view = window.zhengtuGraph(place, node => trigger('click', {node}));
view.update(props.value);
watch('value', () => view.update(props.value));
"""
_HEAD = '<script src="/zt/vendor/cytoscape.min.js"></script><script src="/zt/graph.js"></script>'


def build_app(handlers: Handlers) -> gr.Blocks:
    """Return the page for one build in one language."""
    say = handlers.say
    app: gr.Blocks
    with gr.Blocks(title=say("title"), analytics_enabled=False, fill_width=True) as app:
        gr.HTML(
            f'<header class="zt-top"><h1>{say("title")}</h1><p>{say("tagline")}</p>'
            f'<a class="zt-language" href="{say("other_href")}">{say("other_language")}</a></header>'
        )
        with gr.Tabs() as tabs:
            with gr.Tab(say("tab_ask"), id="ask"):
                question, answer, thread = _ask_tab(handlers)
            with gr.Tab(say("tab_graph"), id="graph"):
                graph, panel, found = _graph_tab(handlers)
            with gr.Tab(say("tab_share"), id="share"):
                shared, route = _share_tab(handlers)
            with gr.Tab(say("tab_topics"), id="topics"):
                topic_tree, topic = _topics_tab(handlers)
            with gr.Tab(say("tab_export"), id="export"):
                gr.HTML(_safely(handlers, handlers.downloads)())

        def open_node(event: gr.EventData) -> tuple[Any, ...]:
            elements, facts = _safely(handlers, handlers.node, results=2)(str(event._data["node"]))
            return gr.Tabs(selected="graph"), elements, facts

        def open_any(asked_before: Thread, event: gr.EventData) -> tuple[Any, ...]:
            """Open what was clicked: a topic, a question to ask next, or a node of the graph."""
            wanted, asked = event._data.get("topic"), event._data.get("ask")
            if wanted:
                shown = _safely(handlers, handlers.topic)(str(wanted))
                return gr.Tabs(selected="topics"), *[gr.skip()] * 5, shown
            if asked:
                turn = _safely(handlers, handlers.turn, results=2)(str(asked), asked_before)
                return *[gr.skip()] * 3, asked, *turn, gr.skip()
            return *open_node(event), *[gr.skip()] * 4

        for component in (answer, topic_tree, topic):
            component.click(
                open_any,
                thread,
                [tabs, graph, panel, question, thread, answer, topic],
                api_visibility="private",
            )
        for component in (graph, panel, found, shared, route):
            component.click(open_node, None, [tabs, graph, panel], api_visibility="private")
        if handlers.language == "zh":  # once: an API and an MCP server for assistants
            for name, tool in tools(handlers.build).items():
                gr.events.api(tool, api_name=name)
        app.load(_from_address(handlers), None, [tabs, graph, panel], api_visibility="private")
    return app


def _ask_tab(handlers: Handlers) -> tuple[gr.Textbox, gr.HTML, gr.State]:
    say, examples = handlers.say, handlers.examples
    thread = gr.State(Thread())
    with gr.Row(elem_classes="zt-askrow"):
        question = gr.Textbox(
            label=say("ask_label"),
            placeholder=say("ask_placeholder"),
            max_lines=3,
            scale=5,
            elem_id="question",
        )
        button = gr.Button(
            say("ask_button"), variant="primary", scale=1, min_width=96, elem_id="ask"
        )
        anew = gr.Button(say("new_conversation"), scale=1, min_width=96, elem_id="anew")
    if examples:
        gr.Examples(
            [[example] for example in examples],
            question,
            label=say("examples"),
            api_visibility="private",
        )
    answer = gr.HTML(handlers.opening, js_on_load=_LISTEN, elem_id="answer", min_height=120)
    turn = _safely(handlers, handlers.turn, results=2)
    for event in (question.submit, button.click):
        event(turn, [question, thread], [thread, answer], api_visibility="private")
    question.change(  # an example fills the box: answer at once
        lambda text, before: turn(text, before) if text in examples else (gr.skip(), gr.skip()),
        [question, thread],
        [thread, answer],
        api_visibility="private",
        show_progress="hidden",
    )
    anew.click(
        lambda: (Thread(), handlers.opening, ""),
        None,
        [thread, answer, question],
        api_visibility="private",
    )
    return question, answer, thread


def _graph_tab(handlers: Handlers) -> tuple[gr.HTML, gr.HTML, gr.HTML]:
    say = handlers.say
    elements, hint = handlers.overview()
    with gr.Row(elem_classes="zt-askrow"):
        text = gr.Textbox(
            label=say("find_label"), placeholder=say("find_placeholder"), scale=5, elem_id="find"
        )
        button = gr.Button(say("find_button"), variant="primary", scale=1, min_width=96)
        overview = gr.Button(say("overview"), scale=1, min_width=96)
    found = gr.HTML("", js_on_load=_LISTEN, elem_id="found")
    with gr.Row():
        with gr.Column(scale=3, min_width=320):
            graph = gr.HTML(
                elements,
                html_template='<div class="zt-graph"></div><p class="zt-more"></p>',
                js_on_load=_DRAW,
                head=_HEAD,
                elem_id="graph-view",
            )
        with gr.Column(scale=2, min_width=320):
            panel = gr.HTML(hint, js_on_load=_LISTEN, elem_id="panel")
    for event in (text.submit, button.click):
        event(_safely(handlers, handlers.find), text, found, api_visibility="private")
    overview.click(
        _safely(handlers, handlers.overview, results=2),
        None,
        [graph, panel],
        api_visibility="private",
    )
    return graph, panel, found


def _share_tab(handlers: Handlers) -> tuple[gr.HTML, gr.HTML]:
    say = handlers.say
    units = gr.Dropdown(
        handlers.unit_choices, label=say("units_label"), multiselect=True, elem_id="units"
    )
    shared = gr.HTML(render.hint(say("shared_hint")), js_on_load=_LISTEN, elem_id="shared")
    units.change(_safely(handlers, handlers.shared), units, shared, api_visibility="private")
    gr.HTML(f'<h3 class="zt-heading">{say("path_label")}</h3>')
    with gr.Row(elem_classes="zt-askrow"):
        start = gr.Dropdown(
            handlers.node_choices, value=None, label=say("path_from"), scale=3, elem_id="from"
        )
        end = gr.Dropdown(
            handlers.node_choices, value=None, label=say("path_to"), scale=3, elem_id="to"
        )
        button = gr.Button(say("path_button"), scale=1, min_width=96)
    route = gr.HTML(render.hint(say("path_hint")), js_on_load=_LISTEN, elem_id="route")
    button.click(_safely(handlers, handlers.path), [start, end], route, api_visibility="private")
    gr.HTML(handlers.matrix(), elem_id="matrix")
    return shared, route


def _topics_tab(handlers: Handlers) -> tuple[gr.HTML, gr.HTML]:
    with gr.Row():
        with gr.Column(scale=2, min_width=300):
            tree = gr.HTML(
                _safely(handlers, handlers.topic_tree)(), js_on_load=_LISTEN, elem_id="topic-tree"
            )
        with gr.Column(scale=3, min_width=320):
            topic = gr.HTML(
                render.hint(handlers.say("topics_hint")), js_on_load=_LISTEN, elem_id="topic"
            )
    return tree, topic


def _from_address(handlers: Handlers) -> Callable[..., tuple[Any, ...]]:
    """Return the load event: /?node=IRI opens that node."""

    def load(request: gr.Request) -> tuple[Any, ...]:
        node = request.query_params.get("node")
        try:
            return gr.Tabs(selected="graph"), *handlers.node(node or "")
        except PolicyGraphError:  # nobody's node: the page as it opens
            return gr.skip(), gr.skip(), gr.skip()

    return load


def _safely(
    handlers: Handlers, function: Callable[..., Any], results: int = 1
) -> Callable[..., Any]:
    """Wrap a handler so that a user sees a sentence, never a traceback; the log has the rest."""

    def run(*values: Any) -> Any:
        try:
            return function(*values)
        except PolicyGraphError as error:
            shown = str(error)
        except Exception as error:  # the outermost edge of the page
            _log.exception("handler failed")
            shown = type(error).__name__
        notice = render.hint(message(handlers.language, "error", message=shown))
        return notice if results == 1 else (*[gr.skip()] * (results - 1), notice)

    return run
