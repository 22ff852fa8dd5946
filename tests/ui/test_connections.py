"""Connections of which no whole request comes are closed; others stay open."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn

from ui.server import connections
from ui.server.connections import Connection

REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"


async def answers(scope: Any, receive: Any, send: Any) -> None:
    """Answer after half a second, longer than a head may take here."""
    await asyncio.sleep(0.5)
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]}
    )
    await send({"type": "http.response.body", "body": b"ok"})


def served(talk: Callable[[int], Awaitable[Any]]) -> Any:
    """Return what somebody hears who talks to a server on a port."""

    async def run() -> Any:
        config = uvicorn.Config(answers, http=Connection, lifespan="off", log_level="error")
        server = uvicorn.Server(config)
        with socket.socket() as place:
            place.bind(("127.0.0.1", 0))
            serving = asyncio.create_task(server.serve([place]))
            while not server.started:
                await asyncio.sleep(0.01)
            try:
                return await talk(place.getsockname()[1])
            finally:
                server.should_exit = True
                await serving

    return asyncio.run(run())


@pytest.mark.parametrize("sent", [b"", b"GET", b"GET / HTTP/1.1\r\nHost: loc", REQUEST[:-2]])
def test_a_head_that_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(connections, "HEAD", 0.2)

    async def talk(port: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        heard = await asyncio.wait_for(reader.read(), 30)
        writer.close()
        return heard

    assert served(talk) == b""


def test_more_of_a_head_gives_no_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD", 0.5)

    async def talk(port: int) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(600):
            writer.write(b"G")
            await asyncio.sleep(0.05)
            if reader.at_eof():
                return b"closed"
        return b"open"

    assert served(talk) == b"closed"


def test_a_slow_answer_and_a_second_request_are_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(connections, "HEAD", 0.2)

    async def talk(port: int) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        heard = 0
        for _ in range(2):
            writer.write(REQUEST)
            await reader.readuntil(b"\r\n\r\n")
            heard += await reader.readexactly(2) == b"ok"
        writer.write(b"GET / HTTP")
        assert await asyncio.wait_for(reader.read(), 30) == b""
        writer.close()
        return heard

    assert served(talk) == 2
