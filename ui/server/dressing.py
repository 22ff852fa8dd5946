"""Gradio's HTML in our frame: language, title, icon and style sheet of the head, bar and sections.

Gradio draws its page in the browser; the frame is put into the HTML it is sent as, so that it
stands at once and is the same template as on every other page. Errors of any part become pages.
"""

from __future__ import annotations

import logging
import re
from datetime import date
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse, Response

from ui.gradio_pages.opening import opening_of
from ui.server.errors import error_response, language_of, local_path, wants_page
from ui.server.starting import Application, Message, Receive, Send
from ui.site import Asked, Page, Site

_log = logging.getLogger(__name__)
_META = re.compile(r'<meta\s+(?:property|name)="(?:og|twitter):[^>]*>', re.DOTALL)
_LANG = re.compile(r'(<html\s+)lang="en"')
_BODY = re.compile(r"<body[^>]*>")
_MANIFEST = re.compile(r'<link rel="manifest"[^>]*>')


class Dressing:
    """An ASGI application that dresses what another one answers.

    Args:
        app: what answers.
        site: pages and templates.
    """

    def __init__(self, app: Application, site: Site) -> None:
        self._app, self._site = app, site
        self._drawn = {
            page.address(language).rstrip("/"): page
            for page in site.pages
            if page.view is None
            for language in ("zh", "en")
        }

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        page = self._drawn.get(local_path(scope).rstrip("/"))
        inner = dict(scope)  # routing writes into it
        if page is not None:  # its HTML is read here: not compressed
            headers = [h for h in scope["headers"] if h[0] != b"accept-encoding"]
            path = scope["path"].rstrip("/") + "/"  # what is mounted at /graph answers /graph/
            inner |= {"headers": headers, "path": path, "raw_path": path.encode()}
            inner["query_string"] = _without_page(scope["query_string"])
        answer = _Answer(send, hold=page is not None, errors=wants_page(scope))
        try:
            await self._app(inner, receive, answer.send)
        except Exception:
            _log.exception("a request failed")
            if answer.started:
                raise
            answer.status = 500
        if answer.status >= 400:
            await error_response(self._site, scope, answer.status)(scope, receive, send)
        elif page is not None and answer.held:
            await self._dressed(page, scope, answer)(scope, receive, send)

    def _dressed(self, page: Page, scope: Message, answer: _Answer) -> Response:
        asked = Asked(
            self._site,
            page,
            language_of(scope),
            query=QueryParams(scope["query_string"]),
            role=scope.get("state", {}).get("role", "reader"),
            name=scope.get("state", {}).get("user", ""),
        ).without_unknown()
        html = dress(answer.body.decode(), asked)
        return HTMLResponse(html, 400 if asked.wrong else answer.status)


def dress(html: str, asked: Asked) -> str:
    """Return Gradio's HTML with our head and frame."""
    title = asked.say(f"page_{asked.page.name}") if asked.page else ""
    head = asked.site.render("head.html", asked, title=title)
    frame = asked.site.render("frame.html", asked)
    if asked.page and asked.page.name == "ask":
        start = opening_of(asked)
        opening = asked.site.render("opening.html", asked, start=start, today=date.today())
        frame += f'<template id="zt-opening">{opening}</template>'
    frame += asked.site.render("wrong_values.html", asked)
    html = _MANIFEST.sub("", _META.sub("", html))
    html = _LANG.sub(lambda found: f'{found[1]}lang="{asked.lang}"', html, count=1)
    html = html.replace("</head>", f"{head}</head>", 1)
    return _BODY.sub(lambda found: f"{found[0]}{frame}", html, count=1)


def _without_page(query: bytes) -> bytes:
    """Return what stands behind ? without a name that Gradio takes for one of its own pages."""
    pairs = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    return urlencode([(name, value) for name, value in pairs if name != "page"]).encode()


class _Answer:
    """What was answered: passed on as it comes, or held where it will be replaced.

    Attributes:
        status: of an answer that is held; 0 for one that was passed on.
        held: whether a page was held, to be dressed.
        body: of the held page.
        started: whether anything was passed on.
    """

    def __init__(self, send: Send, *, hold: bool, errors: bool) -> None:
        self._send, self._hold, self._errors = send, hold, errors
        self.status, self.held, self.body, self.started = 0, False, b"", False

    async def send(self, message: Message) -> None:
        """Take one message of the response."""
        if message["type"] == "http.response.start":
            is_html = (
                Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            )
            failed = message["status"] >= 400 and self._errors and not is_html
            self.held = self._hold and is_html and message["status"] == 200
            if failed or self.held:
                self.status = message["status"]
                return
        elif self.status:
            self.body += message.get("body", b"")
            return
        self.started = True
        await self._send(message)
