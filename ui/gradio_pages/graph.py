"""图谱: layout and wiring only; what it shows is in graph_views, how it is drawn in graph.js.

The node in the middle stands in the address (?node=); the back button goes to the one before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import gradio as gr

from ui.gradio_pages.graph_views import GraphViews
from ui.gradio_pages.safely import safely
from ui.site import Asked

# a link with data-node opens that node here, without loading the page anew
_LISTEN = """
element.addEventListener('click', event => {
  const link = event.target.closest('[data-node]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  window.zhengtu.follow({node: link.dataset.node});
  trigger('click', {node: link.dataset.node});
});
"""
_DRAW = """
const place = element.querySelector('.zt-graph');
const open = node => trigger('click', {node});
const view = window.zhengtuGraph(place, node => { window.zhengtu.follow({node}); open(node); });
view.update(props.value);
watch('value', () => view.update(props.value));
window.addEventListener('popstate', () => open(new URLSearchParams(location.search).get('node') || ''));
"""
_SCRIPTS = ("vendor/cytoscape.min.js", "graph.js")


def blocks(at: Asked) -> gr.Blocks:
    """Return the page for one build in one language."""

    def views() -> GraphViews:
        return GraphViews(replace(at))  # of the build that is served by then

    page: gr.Blocks
    with gr.Blocks(title=at.say("title"), analytics_enabled=False, fill_width=True) as page:
        elements, hint = views().overview()
        with gr.Row(elem_classes="zt-askrow"):
            text = gr.Textbox(
                label=at.say("find_label"),
                placeholder=at.say("find_placeholder"),
                scale=5,
                min_width=280,
                elem_id="find",
            )
            button = gr.Button(at.say("find_button"), variant="primary", scale=1, min_width=96)
            gr.Button(at.say("overview"), link=at.href("graph"), scale=1, min_width=96)
        found = gr.HTML("", apply_default_css=False, js_on_load=_LISTEN, elem_id="found")
        with gr.Row():
            with gr.Column(scale=3, min_width=320):
                graph = gr.HTML(
                    elements,
                    apply_default_css=False,
                    html_template='<div class="zt-graph"></div><p class="zt-more"></p>',
                    js_on_load=_DRAW,
                    head="".join(f'<script src="{at.static(name)}"></script>' for name in _SCRIPTS),
                    elem_id="graph-view",
                )
            with gr.Column(scale=2, min_width=320):
                panel = gr.HTML(hint, apply_default_css=False, js_on_load=_LISTEN, elem_id="panel")
        for event in (text.submit, button.click):
            event(
                safely(at, lambda text: views().find(text)), text, found, api_visibility="private"
            )
        show = safely(
            at, lambda node: views().node(node) if node else views().overview(), results=2
        )

        def open_node(event: gr.EventData) -> Any:
            return show(str(event._data.get("node", "")))

        for component in (graph, panel, found):
            component.click(open_node, None, [graph, panel], api_visibility="private")

        def load(request: gr.Request) -> Any:
            node = str(request.query_params.get("node", ""))
            return show(node) if node else (gr.skip(), gr.skip())

        page.load(load, None, [graph, panel], api_visibility="private")
    return page
