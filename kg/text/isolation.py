"""Files are read in a process of their own, which is ended when it takes too long or too much.

A process is started with the first file that needs one and kept for the next ones. One that is
ended, or dies, is one line for its file, and the next file gets a new one.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO

import psutil

from errors import DocumentError
from kg.text.files import drawn_text, recognised
from kg.text.reading_child import reply, request
from kg.text.source_text import SourceText

_ROOT = Path(__file__).resolve().parents[2]  # where the child finds the program
# the child finds modules as this process does: a Python that is only unpacked reads no PYTHONPATH
_START = (
    "import json, runpy, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "runpy.run_module('kg.text.reading_child', run_name='__main__', alter_sys=True)"
)
_DIED = (
    "the process that read it died; it is damaged, nested too deeply or too large: open it in the "
    "program it was made with, and save it as .txt"
)
_POLL = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading a file may take.

    Attributes:
        seconds: on the wall.
        memory: bytes, of the process and those it starts.
    """

    seconds: float = 60
    memory: int = 2**30


class Reader:
    """Reads files, each within limits; not for several threads."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._child: subprocess.Popen[str] | None = None
        self._replies: SimpleQueue[str] = SimpleQueue()

    def __call__(self, path: Path, frequent: frozenset[str] = frozenset()) -> SourceText:
        """Return the stored text of a file, as kg.text.files.read_source does.

        Raises:
            DocumentError: it cannot be read, or not within the limits.
        """
        kind, source = recognised(path, frequent)
        if not kind.apart:
            return drawn_text(kind, source)
        del source
        return reply(self._line(path, request(path, frequent)))

    def _line(self, path: Path, asked: str) -> str:
        """Return the reply of the child."""
        child = self._started()
        assert child.stdin is not None
        try:
            child.stdin.write(asked)
            child.stdin.flush()
            line = self._waited(path, child)
        except OSError as error:  # it takes no more requests
            self.close()
            raise DocumentError(f"{path}: {_DIED}") from error
        except BaseException:
            self.close()
            raise
        if _memory(_family(child, alone=True)) > self.limits.memory / 4:
            self.close()  # what it keeps is not the next file's fault
        return line

    def _waited(self, path: Path, child: subprocess.Popen[str]) -> str:
        end = time.monotonic() + self.limits.seconds
        while True:
            try:
                line = self._replies.get(timeout=_POLL)
            except Empty:
                line = None
            if line:
                return line
            if line is not None:
                raise DocumentError(f"{path}: {_DIED}")
            if time.monotonic() > end:
                raise DocumentError(
                    f"{path}: not read within {self.limits.seconds:.0f} s; split it, or save its "
                    "text as .txt"
                )
            if _memory(_family(child)) > self.limits.memory:
                raise DocumentError(
                    f"{path}: takes more than {self.limits.memory >> 20} MB of memory; split it, "
                    "or save its text as .txt"
                )

    def _started(self) -> subprocess.Popen[str]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            paths = json.dumps([str(_ROOT), *sys.path])
            self._child = subprocess.Popen(
                [sys.executable, "-c", _START, paths, str(4 * self.limits.memory)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="ascii",
            )
            assert self._child.stdout is not None
            self._replies = SimpleQueue()
            Thread(target=_receive, args=(self._child.stdout, self._replies), daemon=True).start()
        return self._child

    def close(self) -> None:
        """End the process, and what it started."""
        child, self._child = self._child, None
        if child is None:
            return
        for process in _family(child):
            try:
                process.kill()
            except psutil.Error:
                continue
        child.wait()
        for pipe in (child.stdin, child.stdout):
            _closed(pipe)


def _closed(pipe: IO[str] | None) -> None:
    try:
        if pipe:
            pipe.close()
    except OSError:  # it had not taken all it was given
        return


def _receive(lines: IO[str], replies: SimpleQueue[str]) -> None:
    """Hand replies on, and an empty one when there are no more."""
    try:
        for line in lines:
            replies.put(line)
    except ValueError:  # closed
        pass
    replies.put("")


def _family(child: subprocess.Popen[str], *, alone: bool = False) -> list[psutil.Process]:
    """Return a process, and unless alone those it started: to find them is slow."""
    try:
        process = psutil.Process(child.pid)
        return [process] if alone else [*process.children(recursive=True), process]
    except psutil.Error:
        return []


def _memory(family: list[psutil.Process]) -> int:
    """Return the bytes of memory that processes hold."""
    total = 0
    for process in family:
        try:
            total += process.memory_info().rss
        except psutil.Error:
            continue
    return total
