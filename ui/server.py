"""The server: the page in two languages, its static files, downloads and source texts.

Nothing leaves the machine: no analytics, no CDN, no uploads; every answer carries a strict
content security policy.
"""

from __future__ import annotations

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")

import mimetypes
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import gradio as gr
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.background import BackgroundTask

from errors import PolicyGraphError
from kg.export.build_folder import BuildFolder
from kg.export.excerpt.excerpt import Excerpt
from kg.export.formats import FORMATS
from qa.build import Build
from ui import render
from ui.app import build_app
from ui.handlers import Handlers
from ui.messages import MESSAGES

STATIC = Path(__file__).parent / "static"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "frame-ancestors 'self'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
# routes of Gradio that the page does not use: uploads, and fetching remote files
_REFUSED = (
    "/gradio_api/upload",
    "/gradio_api/file=http",
    "/gradio_api/proxy=",
    "/upload",
    "/file=http",
    "/proxy=",
)
_FONTS = ["system-ui", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "sans-serif"]
# rdflib-backed exports are made one at a time
_exporting = Lock()


def create_app(build: Build, *, with_persons: bool = False) -> FastAPI:
    """Return the whole server for one build; its downloads leave persons out unless wanted."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.middleware("http")(_guard)
    mimetypes.add_type("text/javascript", ".js")
    app.mount("/zt", StaticFiles(directory=STATIC), name="zt")
    _add_routes(app, build, with_persons=with_persons)
    for language, path in (("en", "/en"), ("zh", "/")):
        page = build_app(Handlers(build, language))
        page.queue(max_size=64, default_concurrency_limit=4)
        gr.mount_gradio_app(
            app,
            page,
            path=path,
            theme=gr.themes.Soft(font=_FONTS, font_mono=["ui-monospace", "Consolas", "monospace"]),
            css=(STATIC / "style.css").read_text(encoding="utf-8"),
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            ssr_mode=False,
            max_file_size="1kb",
            allowed_paths=[],
            show_error=False,
            mcp_server=language == "zh",
        )
    return app


async def _guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    path = request.url.path.removeprefix("/en")
    if path.startswith(_REFUSED):
        return PlainTextResponse("not offered", status_code=403, headers=HEADERS)
    response = await call_next(request)
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response


def _add_routes(app: FastAPI, build: Build, *, with_persons: bool) -> None:
    @app.get("/download/{name}")
    def download(name: str) -> Response:
        """Return one of the export formats."""
        if name not in FORMATS:
            raise HTTPException(404, f"{name} is not offered")
        folder = TemporaryDirectory(prefix="zhengtu-download-")
        try:
            with _exporting:
                taken = Excerpt(BuildFolder(build.folder), persons=with_persons)
                FORMATS[name].save(taken, Path(folder.name, name))
        except PolicyGraphError as error:
            folder.cleanup()
            raise HTTPException(501, str(error)) from error
        return FileResponse(
            Path(folder.name, name),
            media_type=FORMATS[name].media_type,
            filename=name,
            background=BackgroundTask(folder.cleanup),
        )

    @app.get("/text/{key}")
    def text(key: str, start: int = 0, end: int = 0, lang: str = "zh") -> HTMLResponse:
        """Return a stored text with some characters marked."""
        if key not in build.documents or lang not in MESSAGES:
            raise HTTPException(404, "no such text")
        title = build.documents[key]["title"] or key
        css = (STATIC / "style.css").read_text(encoding="utf-8")
        return HTMLResponse(render.text_page(lang, title, build.text(key), start, end, css))

    @app.get("/health")
    def health() -> dict[str, str]:
        """Tell that the page is up."""
        return {"status": "ok"}
