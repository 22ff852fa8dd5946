"""Run queries of strangers, each in a process of its own with limits; a few at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from queue import Empty, LifoQueue
from threading import BoundedSemaphore

from kg.sparql.query_child import Reply, Request
from kg.text.child_process import ChildProcess, Ended, Limits


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """What queries may take.

    Attributes:
        child: of time and memory, for each.
        rows: the most rows or triples of a result.
        size: the most bytes of a result.
        length: the most characters of a query.
        at_once: how many run at a time.
        waiting: how many may wait for their turn.
        wait: seconds that one waits for its turn.
    """

    child: Limits = field(default_factory=lambda: Limits(seconds=10, memory=2**30))
    rows: int = 10_000
    size: int = 32 * 2**20
    length: int = 2**18
    at_once: int = 2
    waiting: int = 8
    wait: float = 5


class QueryEngine:
    """Runs queries on the store of a build; threads may share it."""

    def __init__(self, folder: Callable[[], Path], limits: QueryLimits | None = None) -> None:
        """Describe it.

        Args:
            folder: returns the folder whose store/ is asked, when the first query comes.
            limits: what queries may take.
        """
        self.limits = limits or QueryLimits()
        self._folder = folder
        self._idle: LifoQueue[ChildProcess | None] = LifoQueue()
        for _ in range(self.limits.at_once):
            self._idle.put(None)
        self._turns = BoundedSemaphore(self.limits.at_once + self.limits.waiting)

    def run(self, request: Request) -> Reply:
        """Return what becomes of a query; nothing is raised for what a stranger asked."""
        if len(request.query) > self.limits.length:
            return Reply("large", body=f"a query may have {self.limits.length} characters")
        if not self._turns.acquire(blocking=False):
            return Reply("busy", body="too many queries wait already; try again")
        try:
            child = self._idle.get(timeout=self.limits.wait)
        except Empty:
            return Reply("busy", body="other queries are running; try again")
        else:
            try:
                child = child or self._child()
                return self._asked(child, request)
            finally:
                self._idle.put(child)
        finally:
            self._turns.release()

    def close(self) -> None:
        """End the processes that are idle."""
        for _ in range(self._idle.qsize()):
            if child := self._idle.get():
                child.close()
            self._idle.put(None)

    def _child(self) -> ChildProcess:
        limits = self.limits
        arguments = (str(self._folder()), str(limits.rows), str(limits.size))
        return ChildProcess("kg.sparql.query_child", arguments, limits.child)

    def _asked(self, child: ChildProcess, request: Request) -> Reply:
        line = json.dumps(asdict(request)) + "\n"
        try:
            try:
                answer = child.ask(line)
            except Ended as ended:
                if ended.reason != "died":
                    raise
                answer = child.ask(line)  # once more: the system, too, ends processes
        except Ended as ended:
            return self._ended(ended)
        return Reply(*json.loads(answer))

    def _ended(self, ended: Ended) -> Reply:
        limits = self.limits.child
        if ended.reason == "slow":
            body = f"not answered within {limits.seconds:g} s; ask for less, or begin with a value"
            return Reply("slow", body=body)
        if ended.reason == "large":
            body = f"took more than {limits.memory >> 20} MB of memory; ask for less"
            return Reply("large", body=body)
        return Reply("large", body="the query was too large or nested too deeply to be run")
