"""What is posted to Gradio, looked at before Gradio reads it.

Gradio takes a call it cannot read for a failure of its own: 500, no reason, a traceback in the log.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import gradio as gr
from starlette.exceptions import HTTPException

from ui.server.errors import error_response, language_of, local_path
from ui.server.starting import Application, Message, Receive, Send
from ui.site import Asked, Site

_PART = "/gradio_api/"
_BY_NAME = re.compile(r"(?:run|call)/([^/]+)")  # call/find_tasks
_SESSION = re.compile(r"[\w-]{1,64}")


class CallError(Exception):
    """A call that Gradio cannot take; its text is the key of a message."""


class Calls:
    """An ASGI application that hands on to Gradio what Gradio can read, and answers the rest.

    Args:
        app: what is asked.
        site: for the words of a refusal.
        drawn: what Gradio draws, by address.
    """

    def __init__(self, app: Application, site: Site, drawn: Mapping[str, gr.Blocks]) -> None:
        self._app, self._site, self._drawn = app, site, drawn

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request."""
        place, part, route = local_path(scope).partition(_PART)
        blocks = self._drawn.get(place or "/")
        if not part or blocks is None:
            await self._app(scope, receive, send)
        elif scope["method"] != "POST":
            await self._stream(scope, receive, send)
        elif (body := await _whole(receive)) is not None:
            try:
                check(route.rstrip("/"), body, blocks)
            except CallError as error:
                said = Asked(self._site, None, language_of(scope)).say(str(error))
                await error_response(self._site, scope, 400, said)(scope, receive, send)
            else:
                await self._app(scope, _again(body, receive), send)

    async def _stream(self, scope: Message, receive: Receive, send: Send) -> None:
        """Hand on a request for events; a stream that tells of an unknown session ends with that."""
        try:
            await self._app(scope, receive, send)
        except RuntimeError as error:  # Gradio raises what it has told
            if not isinstance(error.__cause__, HTTPException):
                raise
            await send({"type": "http.response.body", "body": b""})


def check(route: str, body: bytes, blocks: gr.Blocks) -> None:
    """Look at a call.

    Args:
        route: what is called, below gradio_api/.
        body: what was sent.
        blocks: what is called.

    Raises:
        CallError: Gradio could not take it.
    """
    data = _read(body)
    if route.startswith("mcp"):
        return
    session = data.get("session_hash") if isinstance(data, dict) else 0
    if session is not None and not (isinstance(session, str) and _SESSION.fullmatch(session)):
        raise CallError("call_unreadable")
    by_name = _BY_NAME.fullmatch(route)
    # pages call run/predict with the number of what they mean
    if route == "queue/join" or (route.startswith("run/") and data.get("fn_index") is not None):
        _check_inputs(blocks.fns.get(_number(data, "fn_index")), data)
    elif by_name:
        _check_inputs(_named(blocks, by_name[1]), data)
    elif route == "component_server":
        if _number(data, "component_id") not in blocks.blocks:
            raise CallError("call_unknown")
        if not isinstance(data.get("data"), str):
            raise CallError("call_inputs")


def _read(body: bytes) -> Any:
    """Return what JSON says, if it can be written again: no halves of pairs, no infinite numbers.

    Nor may it name a file: Gradio would look for it.
    """
    try:
        data = json.loads(body.decode(), object_hook=_no_file)
        json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise CallError("call_unreadable") from error
    return data


def _no_file(found: dict[str, Any]) -> dict[str, Any]:
    if "path" in found:
        raise ValueError("a file")
    return found


def _check_inputs(function: Any, data: Mapping[str, Any]) -> None:
    """Raise where a call has more or fewer values than what it calls takes, or no plain ones."""
    if function is None:
        raise CallError("call_unknown")
    given = data.get("data")
    if not isinstance(given, list) or len(given) != len(function.inputs) or data.get("batched"):
        raise CallError("call_inputs")
    if any(isinstance(value, list | dict) for value in given):
        raise CallError("call_inputs")


def _named(blocks: gr.Blocks, name: str) -> Any:
    return next((f for f in blocks.fns.values() if f.api_name == name), None)


def _number(data: Mapping[str, Any], name: str) -> int:
    value = data.get(name)
    if not isinstance(value, int):
        raise CallError("call_unreadable")
    return value


async def _whole(receive: Receive) -> bytes | None:
    """Return a body, which the wall keeps short; None if its sender left."""
    parts = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a receiver that gives a body that was read, then what follows it."""
    left = [body]

    async def receiving() -> Message:
        if left:
            return {"type": "http.request", "body": left.pop(), "more_body": False}
        return await receive()

    return receiving
