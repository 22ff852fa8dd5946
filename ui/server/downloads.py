"""Downloads: made one at a time in a process of its own, so that nobody else waits for them."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import Future
from queue import Full, Queue
from threading import Thread

from errors import PolicyGraphError
from kg.export.export_child import Wanted
from kg.text.child_process import ChildProcess, Ended, Limits

_LIMITS = Limits(seconds=600, memory=2**31)
_WAITING = 20  # downloads that may wait for their turn
_WHY = {
    "slow": "it took too long; zhengtu export has no limit",
    "large": "it took too much memory; zhengtu export has no limit",
    "died": "the program that makes it ended; try again",
}


class BusyError(PolicyGraphError):
    """Too many wait already."""


class DownloadError(PolicyGraphError):
    """A file cannot be made."""


class Downloads:
    """Makes files of builds; requests share it."""

    def __init__(self, limits: Limits = _LIMITS, waiting: int = _WAITING) -> None:
        self._child = ChildProcess("kg.export.export_child", (), limits)
        self._queue: Queue[tuple[Wanted, Future[str]]] = Queue(waiting)
        self._maker: Thread | None = None

    async def make(self, wanted: Wanted) -> None:
        """Write a file.

        Raises:
            BusyError: too many wait already.
            DownloadError: it cannot be written, or takes too much.
        """
        if self._maker is None:
            self._maker = Thread(target=self._run, name="downloads", daemon=True)
            self._maker.start()
        made: Future[str] = Future()
        try:
            self._queue.put_nowait((wanted, made))
        except Full as error:
            raise BusyError("too many downloads wait already; try again") from error
        if why := await asyncio.wrap_future(made):
            raise DownloadError(why)

    def _run(self) -> None:
        while True:
            wanted, made = self._queue.get()
            if made.set_running_or_notify_cancel():
                made.set_result(self._made(wanted))

    def _made(self, wanted: Wanted) -> str:
        """Return why there is no file, or nothing."""
        try:
            return str(json.loads(self._child.ask(wanted.line())))
        except Ended as ended:
            return _WHY[ended.reason]
