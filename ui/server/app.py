"""The server: pages rendered here, pages drawn by Gradio, files; behind one wall, in one frame.

Nothing leaves the machine: no analytics, no CDN, no uploads to Gradio.
"""

from __future__ import annotations

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")

import mimetypes
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import gradio as gr
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from gradio.routes import App
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount

from qa.build import Build
from ui.gradio_pages import ask, graph
from ui.linked import routes as linked
from ui.messages import LANGUAGES
from ui.pages.registry import PAGES
from ui.server.access import Access, access_for
from ui.server.accounts import Accounts
from ui.server.calls import Calls
from ui.server.dressing import Dressing
from ui.server.guard import Guard
from ui.server.routes import add_files, add_pages
from ui.site import Asked, Site

STATIC = Path(__file__).parent.parent / "static"
# what draws the pages that have no view
DRAWN: Mapping[str, Callable[[Asked], gr.Blocks]] = {"ask": ask.blocks, "graph": graph.blocks}
_SESSIONS = 256  # conversations that are kept, 65 KB each; the one longest unused goes
_FONTS = ["system-ui", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "sans-serif"]


def create_app(
    build: Build,
    *,
    with_persons: bool = False,
    access: Access | None = None,
    root: str = "",
    home: Path | None = None,
) -> FastAPI:
    """Return the whole server for one build.

    Args:
        build: what is served.
        with_persons: whether downloads hold persons.
        access: who may reach it; by default this computer alone.
        root: prefix of every address behind a proxy.
        home: folder of what users enter; by default where the settings say.
    """
    return create_server(Site(build, PAGES, persons=with_persons, root=root, home=home), access)


def create_server(site: Site, access: Access | None = None) -> FastAPI:
    """Return the whole server of a site; by default for this computer alone."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    drawn = _drawn(site)
    app.add_middleware(Calls, site=site, drawn=drawn)  # type: ignore[arg-type]
    app.add_middleware(Dressing, site=site)  # type: ignore[arg-type]  # ASGI, typed differently
    app.add_middleware(GZipMiddleware, minimum_size=2000)  # streams of events stay as they are
    app.add_middleware(Guard, site=site, access=access or access_for("localhost", (), Accounts(())))  # type: ignore[arg-type]
    mimetypes.add_type("text/javascript", ".js")
    mimetypes.add_type("image/svg+xml", ".svg")
    app.mount("/zt", StaticFiles(directory=STATIC), name="zt")
    add_files(app, site)
    app.include_router(linked.routes(site))
    add_pages(app, site)
    _mount_drawn(app, drawn)
    return app


def _drawn(site: Site) -> dict[str, gr.Blocks]:
    """Return what Gradio draws by address, the longest first: / takes all that is left."""
    found: dict[str, gr.Blocks] = {}
    for page in site.pages:
        for language in LANGUAGES if page.view is None else ():
            with _drawing():
                blocks = DRAWN[page.name](Asked(site, page, language))
                blocks.queue(max_size=64, default_concurrency_limit=4)
            found[page.address(language).rstrip("/") or "/"] = blocks
    return dict(sorted(found.items(), key=lambda place: -len(place[0])))


def _mount_drawn(app: FastAPI, drawn: Mapping[str, gr.Blocks]) -> None:
    for path, blocks in drawn.items():
        blocks.state_session_capacity = _SESSIONS
        gr.mount_gradio_app(
            app,
            blocks,
            path=path,
            theme=_theme(),
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            ssr_mode=False,
            max_file_size="1kb",
            allowed_paths=[],
            show_error=False,
            mcp_server=path == "/",
        )
        mounted = app.routes[-1]
        assert isinstance(mounted, Mount)
        blocks.app = mounted.app  # type: ignore[assignment]  # what its queue passes events to


@contextmanager
def _drawing() -> Iterator[None]:
    """Keep Gradio from making the application of a page while the page is drawn.

    It makes one at each of three steps before the page is mounted, and uses only the last: a second
    of the start and 20 MB.
    """
    make = App.create_app
    App.create_app = lambda *_, **__: None  # type: ignore[method-assign,assignment,return-value]
    try:
        yield
    finally:
        App.create_app = make  # type: ignore[method-assign]


def _theme() -> gr.themes.Base:
    """Return Gradio's part of the look: the colours of static/style.css, no shadows."""
    return gr.themes.Base(
        primary_hue="blue",
        neutral_hue="slate",
        radius_size="sm",
        font=_FONTS,
        font_mono=["ui-monospace", "Consolas", "monospace"],
    ).set(
        button_primary_background_fill="#1d4ed8",
        button_primary_background_fill_hover="#1e40af",
        button_primary_text_color="#ffffff",
        body_text_color_subdued="#5b6472",
        block_label_text_color="#5b6472",
        block_title_text_color="#3b4450",
        block_shadow="none",
        body_background_fill="#ffffff",
        body_background_fill_dark="#12171e",
    )
