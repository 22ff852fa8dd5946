"""The outer wall: host, origin, user, size and time of every request, before anything reads it."""

from __future__ import annotations

import asyncio
import re
import time
from urllib.parse import unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from console.exits import ADVICE, of_system
from console.output import complain
from ui.server.access import Access
from ui.server.errors import error_response, local_path
from ui.server.headers import ALWAYS
from ui.server.starting import Application, Message, Receive, Send
from ui.site import BODY, Site

PATIENCE = 30.0  # seconds that a body may pause
LONGEST = 600.0  # seconds that it may take
_WRONG_PASSWORD = 0.5  # seconds a wrong password waits
_WRONG_AT_ONCE = 4  # wrong passwords that wait beside each other: eight tries a second for all
_CHARSET = re.compile(r"charset[^=;,]*=[ \t\"']*([^ \t\"';,]*)", re.IGNORECASE)
# Python has more: punycode, idna, base64 and so on fail in ways that readers of forms do not expect
_ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "latin1",
                        "windows-1252", "gbk", "gb2312", "gb18030", "big5"})  # fmt: skip
# Gradio offers uploads, files, remote files and tools of its own too: of what stands below
# gradio_api/ only what the pages, clients and MCP use is let through, elsewhere all but these
_NOT_OFFERED = re.compile(
    r"/gradio_api/(?!(info|openapi\.json|app_id|user|startup-events|theme\.css|queue/join"
    r"|queue/data|heartbeat|reset|cancel|call(?!/v2)|run|component_server|mcp/schema)(/|$)|mcp/?$)"
    r"|/(upload|file[=/]|proxy=|stream/|runs|run-history|vibe|monitoring|dev/|deep_link|profiling"
    r"|custom_component|login|token)"
)


class Guard:
    """An ASGI application that lets through to another one what may pass.

    Args:
        app: what is guarded.
        site: for the pages that tell of a refusal.
        access: who may reach it.
    """

    def __init__(self, app: Application, site: Site, access: Access) -> None:
        self._app, self._site, self._access = app, site, access
        self._wrong = asyncio.Semaphore(_WRONG_AT_ONCE)
        self._largest = {
            page.address(language): page.largest for page in site.pages for language in ("zh", "en")
        }
        gradio = (page for page in site.pages if page.view is None)
        self._gradio = sorted(
            {page.address(lang).rstrip("/") for page in gradio for lang in ("zh", "en")},
            key=len,
            reverse=True,
        )

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] == "websocket":  # nothing here speaks it
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        else:
            await self._request(scope, receive, _with_headers(send))

    async def _request(self, scope: Message, receive: Receive, send: Send) -> None:
        refusal = await self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        body = _Body(receive, send, self._largest.get(local_path(scope), BODY))
        try:
            await self._app(dict(scope), body.receive, body.send)
        except ClientDisconnect:  # the reader left, or seemed to
            pass
        except OSError as error:  # a full disk, one that is only read, too many open files
            if body.started or (error.errno or 0) not in ADVICE:
                raise
            complain(f"{scope['method']} {scope['path']}: {of_system(error)}")
            body.refused = 507
        except Exception:
            if not body.refused:  # else the application saw its reader leave
                raise
        if body.refused and not body.started:
            await error_response(self._site, scope, body.refused)(scope, receive, send)

    async def _refusal(self, scope: Message) -> Response | None:
        headers = Headers(scope=scope)
        if not self._access.allows_host(headers.get("host", "")):
            return error_response(self._site, scope, 403, "this host is not served (--allow-host)")
        forwarded = headers.get("x-forwarded-host")  # Gradio makes addresses of it
        if forwarded is not None and not self._access.allows_host(forwarded):
            return error_response(self._site, scope, 403, "this host is not served (--allow-host)")
        if _is_foreign(scope, headers, self._access):
            return error_response(self._site, scope, 403, "asked by a page of another address")
        authorization = headers.get("authorization", "")
        user = self._access.user(authorization)
        if user is None:
            if authorization:  # whoever tries many passwords waits for each
                async with self._wrong:
                    await asyncio.sleep(_WRONG_PASSWORD)
            return self._who(scope)
        scope["state"] = {**scope.get("state", {}), "role": user.role, "user": user.name}
        if self._is_not_offered(scope):
            return error_response(self._site, scope, 403)
        if not _is_text_of_the_web(headers.getlist("content-type")):
            return error_response(self._site, scope, 415)
        length = headers.get("content-length", "0")
        too_long = not length.isdigit() or int(length) > self._largest.get(local_path(scope), BODY)
        return error_response(self._site, scope, 413) if too_long else None

    def _who(self, scope: Message) -> Response:
        response = error_response(self._site, scope, 401)
        response.headers["WWW-Authenticate"] = 'Basic realm="Zhengtu", charset="UTF-8"'
        return response

    def _is_not_offered(self, scope: Message) -> bool:
        path = unquote(local_path(scope))
        below = next((p for p in self._gradio if path.startswith(f"{p}/")), "")
        return _NOT_OFFERED.match(path.removeprefix(below)) is not None


def _is_foreign(scope: Message, headers: Headers, access: Access) -> bool:
    """Tell whether a page of another address asks; following a link to us is no such thing."""
    origin = headers.get("origin")
    if origin is not None and not access.allows_origin(origin, headers.get("host", "")):
        return True
    is_link = scope["method"] in ("GET", "HEAD") and headers.get("sec-fetch-mode") == "navigate"
    return headers.get("sec-fetch-site") in ("cross-site", "same-site") and not is_link


def _is_text_of_the_web(kinds: list[str]) -> bool:
    """Tell whether headers Content-Type name no encoding, or one that texts are sent in."""
    return all(name.lower() in _ENCODINGS for kind in kinds for name in _CHARSET.findall(kind))


def _with_headers(send: Send) -> Send:
    """Return a sender that adds the headers of every response and takes out reflected origins."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name in [name for name in headers if name.startswith("access-control-")]:
                del headers[name]
            for name, value in ALWAYS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


class _Body:
    """A body as it is read: counted, and given up when it pauses too long.

    Attributes:
        refused: the status it was given up with, 0 while it is fine.
        started: whether a response has begun.
    """

    def __init__(self, receive: Receive, send: Send, largest: int) -> None:
        self._receive, self._send, self._left = receive, send, largest
        self._is_whole, self._end = False, time.monotonic() + LONGEST
        self.refused, self.started = 0, False

    async def receive(self) -> Message:
        """Return the next part; the reader seems to have left once it was given up."""
        if self._is_whole:
            return await self._receive()
        try:
            patience = min(PATIENCE, self._end - time.monotonic())
            message = await asyncio.wait_for(self._receive(), patience)
        except TimeoutError:
            self.refused = 408
            return {"type": "http.disconnect"}
        self._left -= len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        if self._left < 0:
            self.refused = 413
            return {"type": "http.disconnect"}
        return message

    async def send(self, message: Message) -> None:
        """Send a part of the response, unless the body was given up before it began."""
        if self.refused and not self.started:
            return
        self.started = True
        await self._send(message)
