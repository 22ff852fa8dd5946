r"""What a command prints: nothing that is printed fails for its characters.

A console of Windows, a pipe in cp936 or LANG=C has no place for some characters; they are shown as
escapes (\u6c34) there, and JSON is written in the escapes it has for them.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, TextIO


def prepare() -> None:
    """Let standard output and errors take every character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(lines: Iterable[str]) -> bool:
    """Print lines; tell whether they could be written. A reader that went away is no error."""
    try:
        for line in lines:
            print(line)
        if sys.stdout:  # None where it was closed
            sys.stdout.flush()
    except OSError as error:
        _give_up(sys.stdout)
        if isinstance(error, BrokenPipeError):
            return True
        complain(f"the output cannot be written: {error.strerror}")
        return False
    return True


def complain(line: str) -> None:
    """Print a line on standard error, if there is one."""
    with suppress(OSError):
        print(line, file=sys.stderr, flush=True)


def json_text(content: Any, encoding: str = "utf-8", indent: int | None = None) -> str:
    r"""Return JSON that an encoding can hold.

    >>> json_text(["水"]), json_text(["水"], "ascii"), json_text(["\ud800"])
    ('["水"]', '["\\u6c34"]', '["\\ud800"]')
    """
    text = json.dumps(content, ensure_ascii=False, indent=indent)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(content, indent=indent)
    return text


def printed_json(content: Any, indent: int | None = None) -> str:
    """Return JSON as standard output can hold it."""
    return json_text(content, getattr(sys.stdout, "encoding", None) or "utf-8", indent)


def _give_up(stream: TextIO) -> None:
    """Send what is left of a stream nowhere, so that it is no second error at the end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
