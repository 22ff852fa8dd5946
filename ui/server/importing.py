"""Gradio's import without the interface files that it writes for editors at each start.

For every component it parses its own source and the .pyi beside it, and writes that anew where they
differ: a third of the time its import takes, and files in a folder that the program only reads.
It passes over a component whose source no file holds; here none is told of one.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def without_stubs() -> Iterator[None]:
    """Import Gradio within this."""
    found = inspect.getfile

    def getfile(object: Any) -> str:
        if inspect.isclass(object) and object.__module__.startswith("gradio."):
            raise OSError("no file")
        return found(object)

    inspect.getfile = getfile
    try:
        yield
    finally:
        inspect.getfile = found
