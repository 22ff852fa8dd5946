"""The edge between Gradio's events and what they call: a user sees a sentence, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

import gradio as gr

from errors import PolicyGraphError
from ui.gradio_pages.render import hint
from ui.site import Asked

_log = logging.getLogger(__name__)


def safely(at: Asked, function: Callable[..., Any], results: int = 1) -> Callable[..., Any]:
    """Wrap what an event calls; the last of its results tells what went wrong, the log the rest."""

    @wraps(function)  # Gradio hands in what the parameters are annotated with
    def run(*values: Any) -> Any:
        try:
            return function(*values)
        except PolicyGraphError as error:
            shown = str(error)
        except Exception as error:  # the outermost edge of the page
            _log.exception("an event failed")
            shown = type(error).__name__
        notice = hint(at.say("error", message=shown))
        return notice if results == 1 else (*[gr.skip()] * (results - 1), notice)

    return run
