"""Options of the commands, each checked where it is read: a bad one is a sentence and exit code 2.

A default may come from an environment variable; it is checked as if it were given.
"""

from __future__ import annotations

import argparse
import re
from argparse import ArgumentTypeError
from pathlib import Path
from typing import NoReturn

from console.exits import FAILED
from console.output import prepare

# 127.0.0.1:8786 · [::1]:8786 · tcp://name:8786
_ADDRESS = re.compile(r"(?:[a-z]+://)?(?:\[[0-9A-Fa-f:.]+\]|[^\s:/]+):\d{1,5}")
# https://w3id.org/zhengtu/ · http://localhost:8000/图/
_BASE_IRI = re.compile(
    r"https?://(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:/(?:[\w.~!$&'()*+,;=:@-]|%[0-9A-F]{2})*)*/"
)


class Parser(argparse.ArgumentParser):
    """A parser that complains in one sentence."""

    def error(self, message: str) -> NoReturn:
        """End the command."""
        prepare()
        said = " ".join(message.split())
        self.exit(FAILED, f"{self.prog}: {said}; --help lists the options\n")


def folder(text: str) -> Path:
    """Return a folder."""
    if not text.strip():
        raise ArgumentTypeError("the name of the folder is empty")
    if "\0" in text:
        raise ArgumentTypeError("no name of a folder holds the character 0")
    return Path(text)


def home(text: str) -> Path:
    """Return the user's own folder, which may not be there yet."""
    path = folder(text)
    if path.exists() and not path.is_dir():
        raise ArgumentTypeError(f"{path} is no folder; choose another --home")
    return path


def named(text: str) -> str:
    """Return a text that may not be empty."""
    if not text.strip():
        raise ArgumentTypeError("it is empty")
    return text


def port(text: str) -> int:
    """Return a port."""
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 2**16):
        raise ArgumentTypeError(f"{text!r} is no port; give 1 to 65535 (ZHENGTU_PORT)")
    return int(text)


def jobs(text: str) -> int:
    """Return a number of processes."""
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise ArgumentTypeError(f"{text!r} is no number of processes; give 1 or more")
    return int(text)


def address(text: str) -> str:
    """Return HOST:PORT, or nothing."""
    if text and not _ADDRESS.fullmatch(text):
        raise ArgumentTypeError(f"{text!r} is no address; give HOST:PORT")
    return text


def base_iri(text: str) -> str:
    """Return the base of all IRIs."""
    if not _BASE_IRI.fullmatch(text):
        raise ArgumentTypeError(
            f"{text!r} is no base of IRIs; it begins with https:// or http://, ends with / and has "
            "neither spaces nor ? nor # (ZHENGTU_BASE_IRI)"
        )
    return text


def words(text: str) -> str:
    r"""Return what somebody typed, in characters, whatever encoding the terminal has.

    >>> words("谁管"), words("\udccb\udcad\udcb9\udcdc"), words("a\udcff") == "a\ufffd"
    ('谁管', '谁管', True)
    """
    data = text.encode("utf-8", "surrogateescape" if _escaped(text) else "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace")


def _escaped(text: str) -> bool:
    """Tell whether all surrogates of a text stand for bytes."""
    return all(not "\ud800" <= c <= "\udfff" or "\udc80" <= c <= "\udcff" for c in text)
