"""What requests share: their language, and what is said where one cannot be served."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from ui.messages import LANGUAGES

# what became of a query → status of HTTP
STATUS = {
    "malformed": 400,
    "refused": 403,
    "missing": 404,
    "unacceptable": 406,
    "large": 413,
    "media": 415,
    "failed": 500,
    "busy": 503,
    "slow": 503,
}


def failure(kind: str, message: str, accept: str = "") -> Response:
    """Return why a request is not served.

    Args:
        kind: what is in the way, one of STATUS.
        message: a sentence that says what to do.
        accept: the request's Accept header.
    """
    headers = {"Retry-After": "5"} if kind == "busy" else {}
    if "json" in accept:
        content = {"error": kind, "message": message}
        return JSONResponse(content, STATUS[kind], headers)
    return PlainTextResponse(f"{message}\n", STATUS[kind], headers)


def language_asked(request: Request) -> str:
    """Return the language that a page is wanted in: ?lang=en."""
    wanted = request.query_params.get("lang", "")
    return wanted if wanted in LANGUAGES else "zh"
