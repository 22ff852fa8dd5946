"""A process of its own that answers requests, a line each, and is ended when it takes too much.

What a stranger handed in is read and run in one: it may loop, eat memory or crash. The process is
started with the first request and kept for the next ones; the one after an ended one is new. What
it writes for a while lies in a folder of its own, which goes with it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Literal, TextIO

import psutil

_ROOT = Path(__file__).resolve().parents[2]  # where the child finds the program
# the child finds modules as this process does: a Python that is only unpacked reads no PYTHONPATH
_START = (
    "import json, runpy, sys; sys.path[:] = json.loads(sys.argv.pop(1)); "
    "runpy.run_module(sys.argv.pop(1), run_name='__main__', alter_sys=True)"
)
_POLL = 0.05  # seconds between two looks at the memory
_FOLDER = "ZHENGTU_CHILD_FOLDER"  # where a child is told its folder; programs look at the others
_FOLDERS = (_FOLDER, "TMPDIR", "TEMP", "TMP")
_TO_START = 60  # seconds a process has to begin: on a busy machine its imports take their time
Reason = Literal["died", "slow", "large"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may take.

    Attributes:
        seconds: on the wall, once the process is ready.
        memory: bytes, of the process and those it starts.
    """

    seconds: float = 60
    memory: int = 2**30


class Ended(Exception):  # nothing is wrong with the program
    """A process was ended, or died, before it answered.

    Attributes:
        reason: it died, was too slow, or took too much memory.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


class ChildProcess:
    """A process that answers requests within limits; not for several threads at once."""

    def __init__(self, module: str, arguments: Sequence[str], limits: Limits) -> None:
        """Describe it; it is started when it is first asked.

        Args:
            module: what it runs, which calls `serve`.
            arguments: on its command line, after the most memory it may ask for.
            limits: of each request.
        """
        self.limits = limits
        self._arguments = [module, str(4 * limits.memory), *arguments]
        self._child: subprocess.Popen[str] | None = None
        self._folder = ""
        self._replies: SimpleQueue[str] = SimpleQueue()

    def ask(self, request: str) -> str:
        """Return the line that answers a request, a line itself.

        Raises:
            Ended: it did not answer within the limits, or died.
        """
        child, is_new = self._started()
        assert child.stdin is not None
        try:
            if is_new:
                self._waited(child, _TO_START)  # what it says when it is ready
            child.stdin.write(request)
            child.stdin.flush()
            line = self._waited(child, self.limits.seconds)
        except OSError as error:  # it takes no more requests
            self.close()
            raise Ended("died") from error
        except BaseException:
            self.close()
            raise
        if _memory(_family(child, alone=True)) > self.limits.memory / 4:
            self.close()  # what it keeps is not the next request's fault
        return line

    def _waited(self, child: subprocess.Popen[str], seconds: float) -> str:
        end = time.monotonic() + seconds
        while True:
            try:
                line = self._replies.get(timeout=min(_POLL, max(0, end - time.monotonic())))
            except Empty:
                line = None
            if line:
                return line
            if line is not None:
                raise Ended("died")
            if time.monotonic() > end:
                raise Ended("slow")
            if _memory(_family(child)) > self.limits.memory:
                raise Ended("large")

    def _started(self) -> tuple[subprocess.Popen[str], bool]:
        """Return the process, and whether it had to be started."""
        if self._child is not None and self._child.poll() is None:
            return self._child, False
        self.close()
        paths = json.dumps([str(_ROOT), *sys.path])
        self._folder = tempfile.mkdtemp(prefix="zhengtu-")
        self._child = subprocess.Popen(
            [sys.executable, "-c", _START, paths, *self._arguments],
            env={**os.environ, **dict.fromkeys(_FOLDERS, self._folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="ascii",
        )
        assert self._child.stdout is not None
        self._replies = SimpleQueue()
        Thread(target=_receive, args=(self._child.stdout, self._replies), daemon=True).start()
        return self._child, True

    def close(self) -> None:
        """End the process, and what it started and wrote for a while."""
        child, self._child = self._child, None
        if child is None:
            _removed(self._folder)
            return
        for process in _family(child):
            try:
                process.kill()
            except psutil.Error:
                continue
        child.wait()
        for pipe in (child.stdin, child.stdout):
            _closed(pipe)
        _removed(self._folder)


def _removed(folder: str) -> None:
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):  # a process that may open nothing can remove what is empty
            Path(folder).rmdir()


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


# --- in the child ------------------------------------------------------------------------------


def serve(prepare: Callable[[], Callable[[str], str]]) -> None:
    """Answer requests until there are no more; what the main function of a child calls.

    The first argument of the command line is the most memory the process may ask for. It ends
    with the process that started it: when its input ends.

    Args:
        prepare: returns what answers a request, a line in ASCII, with a line in ASCII.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # so in the background of a shell
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    _limit(int(sys.argv[1]))
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no reply
    requests: SimpleQueue[str] = SimpleQueue()
    Thread(target=_hand_on, args=(sys.stdin, requests), daemon=True).start()
    answer = prepare()
    replies.write("ready\n")
    replies.flush()
    while True:
        replies.write(answer(requests.get()) + "\n")
        replies.flush()


def _hand_on(lines: TextIO, requests: SimpleQueue[str]) -> None:
    """Hand requests on; end the process with the one that asks, also in the middle of one."""
    for line in lines:
        requests.put(line)
    _removed(os.environ.get(_FOLDER, ""))
    os._exit(0)


def _limit(size: int) -> None:
    """Let this process ask for no more memory than that, where the system can see to it."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))
