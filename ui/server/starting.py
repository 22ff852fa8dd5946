"""Open the port at once: a waiting page answers until the real page has been loaded behind it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import AsyncExitStack
from typing import Any, Protocol

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_log = logging.getLogger(__name__)
_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<meta name="viewport" content="width=device-width"><title>政图</title>
<body style="font-family:system-ui,'Microsoft YaHei',sans-serif;text-align:center;padding-top:30vh;color:#374151">
<h1 style="font-size:1.3rem">{title}</h1><p>{text}</p></body></html>"""
_WAITING = _PAGE.format(
    title="政图正在启动…", text="几秒钟后自动打开 · Starting, this page opens by itself"
)
_FAILED = _PAGE.format(
    title="政图没能启动", text="原因见命令行窗口 · It did not start; the console says why"
)


class Application(Protocol):
    """A FastAPI application, as far as it is used here."""

    router: Any

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""


class Starting:
    """An ASGI application that waits for another one to be created in a thread.

    Args:
        create: builds the real application; may take seconds.
    """

    def __init__(self, create: Callable[[], Application]) -> None:
        self._create = create
        self._app: Application | None = None
        self._page = _WAITING
        self._stack = AsyncExitStack()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with the waiting page (503, retried by the browser)."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif self._app is not None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            headers = [(b"content-type", b"text/html; charset=utf-8"), (b"retry-after", b"1")]
            await send({"type": "http.response.start", "status": 503, "headers": headers})
            await send({"type": "http.response.body", "body": self._page.encode()})

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        loading = asyncio.create_task(self._load())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        loading.cancel()
        await self._stack.aclose()
        await send({"type": "lifespan.shutdown.complete"})

    async def _load(self) -> None:
        try:
            app = await asyncio.to_thread(self._create)
            await self._stack.enter_async_context(app.router.lifespan_context(app))
        except Exception:  # the outermost edge: the page tells, the console has the rest
            _log.exception("the page could not be loaded")
            self._page = _FAILED
            return
        self._app = app
