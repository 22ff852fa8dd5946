"""图谱: wiring only; what a walk shows is in graph_views, how it is drawn in ui/static/graph.

The whole view stands in the address, so back, reload, a link and the other language give the same.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import gradio as gr

from ui.gradio_pages.graph_views import viewed
from ui.gradio_pages.safely import safely
from ui.site import Asked

_SCRIPTS = (
    "vendor/layout-base.js",
    "vendor/cose-base.js",
    "vendor/cytoscape.min.js",
    "vendor/cytoscape-fcose.js",
    "graph/labels.js",
    "graph/picture.js",
    "graph/list.js",
    "graph/files.js",
    "graph/walk.js",
)
_START = (
    "window.zhengtu.graph.walk(element.querySelector('.zt-walk'), query => server.view(query));"
)
# what the page's script says by itself
_TEXTS = (
    "graph_open",
    "graph_close",
    "graph_select",
    "graph_picture",
    "graph_failed",
    "graph_busy",
)


def blocks(at: Asked) -> gr.Blocks:
    """Return the page for one build in one language."""
    texts = {key: _said(at, key) for key in _TEXTS}

    def view(query: str) -> Any:
        """Return what an address shows, of the build that is served by then."""
        return safely(at, at.site.work)(replace(at), viewed, str(query))

    page: gr.Blocks
    with gr.Blocks(title=at.say("title"), analytics_enabled=False, fill_width=True) as page:
        gr.HTML(
            "",
            apply_default_css=False,
            html_template=at.site.render("graph_page.html", at, texts=texts),
            js_on_load=_START,
            head="".join(f'<script src="{at.static(name)}"></script>' for name in _SCRIPTS),
            server_functions=[view],
            elem_id="graph-view",
        )
    return page


def _said(at: Asked, key: str) -> str:
    """Return a text in which the script fills in a count."""
    return at.say(key, count="{count}")
