"""Errors as people see them: a page in the page's language, or a line of JSON for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response

from ui.messages import MESSAGES
from ui.server.headers import STRICT
from ui.site import Asked, Site

Scope = Mapping[str, Any]


def local_path(scope: Scope) -> str:
    """Return the path of a request below the prefix that a proxy puts before it."""
    return str(scope["path"]).removeprefix(str(scope.get("root_path", "")))


def language_of(scope: Scope) -> str:
    """Return the language of an address: English below /en."""
    path = local_path(scope)
    return "en" if path == "/en" or path.startswith("/en/") else "zh"


def wants_page(scope: Scope) -> bool:
    """Tell whether a person's browser asks, rather than a program."""
    return "text/html" in Headers(scope=dict(scope)).get("accept", "")


def error_response(
    site: Site, scope: Scope, status: int, reason: str = "", back: str = ""
) -> Response:
    """Return what tells of an error.

    Args:
        site: for its templates.
        scope: the request, as ASGI describes it.
        status: of the response.
        reason: a sentence of ours that says more than the status.
        back: address at which to try again, if there is one.
    """
    language = language_of(scope)
    asked = Asked(site, None, language)
    known = status if f"error_{status}" in MESSAGES[language] else 500
    if not wants_page(scope):
        said = reason or asked.say(f"error_{known}")
        return JSONResponse({"error": said}, status, headers=STRICT)
    page = site.render("error.html", asked, status=status, known=known, reason=reason, back=back)
    return HTMLResponse(page, status, headers=STRICT)
