"""Headers of every response; two content security policies, as Gradio needs more than we do."""

from __future__ import annotations

from collections.abc import Mapping

_SHARED = (
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'"
)
# gr.HTML compiles its js_on_load when it is mounted, and Gradio's page holds inline scripts
GRADIO_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    f"style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; {_SHARED}"
)
# a page of ours holds no inline script and no inline style
STRICT: Mapping[str, str] = {
    "Content-Security-Policy": f"default-src 'self'; script-src 'self'; style-src 'self'; {_SHARED}",
}
# what a response has unless it says otherwise
ALWAYS: Mapping[str, str] = {
    "Content-Security-Policy": GRADIO_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer would make the browser send Origin: null
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
}
