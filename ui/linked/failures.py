"""What is said where a request cannot be served: a sentence, or JSON for who takes JSON."""

from __future__ import annotations

from fastapi.responses import JSONResponse, PlainTextResponse, Response

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
