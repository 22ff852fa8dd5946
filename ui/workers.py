"""Processes that share the work of one server: --workers N.

Python gives one process one core. What takes processor time (an answer, a page, a view of the graph)
is a job: a function at the top of a module, given an `Asked` and plain values. `Site.work` does it
here, or in one of these processes, each with the same build opened. Conversations, forms and builds
stay with the server, so there is one of each.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from threading import Lock
from typing import Any

from starlette.datastructures import QueryParams

from console.stopping import end_with_starter
from errors import PolicyGraphError
from kg.knowledge.knowledge import open_knowledge
from qa.answering import warm
from qa.build import Build, open_build
from settings import layers
from ui.pages.registry import PAGES
from ui.rebuilding import Rebuilding
from ui.site import Asked, Site

_KEPT = 2  # builds that a process holds open: the newest, and one that conversations go on in


class WorkError(PolicyGraphError):
    """A process that did the work of a request ended."""


@dataclass(frozen=True, slots=True)
class Serving:
    """How builds are opened and shown, the same in every process.

    Attributes:
        build: folder that is served.
        model: the encoder, None for the one a build was made with.
        data: folder of tables laid over the program's, if there is one.
        home: the user's own folder.
        reads_persons: whether pages show persons.
        tells_persons: whether downloads hold them.
        root: prefix of every address behind a proxy.
    """

    build: Path
    model: str | None
    data: Path | None
    home: Path
    reads_persons: bool
    tells_persons: bool
    root: str

    def opening(self) -> Callable[[Path], Build]:
        """Return what opens a build.

        Raises:
            KnowledgeError: a table cannot be read.
        """
        knowledge = open_knowledge(*layers(self.data))
        return lambda folder: open_build(folder, self.model, knowledge, persons=self.reads_persons)

    def site(self, build: Build) -> Site:
        """Return the site of a build."""
        return Site(
            build,
            PAGES,
            persons=self.tells_persons,
            root=self.root,
            home=self.home,
            rebuilding=Rebuilding(self.build, self.home, self.data),
        )


@dataclass(frozen=True, slots=True)
class Sent:
    """A request as it is sent to another process: an `Asked` in plain values."""

    folder: Path
    page: str
    language: str
    path: Mapping[str, str]
    query: str
    role: str
    name: str

    @classmethod
    def of(cls, asked: Asked) -> Sent:
        """Return what is sent of a request."""
        page = asked.page.name if asked.page else ""
        place, query = dict(asked.path), str(asked.query)
        folder = asked.build.folder
        return cls(folder, page, asked.language, place, query, asked.role, asked.name)


class Workers:
    """Processes that do jobs; threads share them.

    Args:
        serving: what each of them opens.
        count: how many there are.
    """

    def __init__(self, serving: Serving, count: int) -> None:
        self._serving, self._count, self._lock = serving, count, Lock()
        self._pool = self._started()

    def work(self, asked: Asked, job: Callable[..., Any], *values: Any) -> Any:
        """Return what a job makes of a request; tried again if the process died over another.

        Raises:
            WorkError: it died twice.
        """
        for _ in range(2):
            pool = self._pool
            try:
                return pool.submit(_done, Sent.of(asked), job, values).result()
            except BrokenProcessPool:
                with self._lock:
                    if self._pool is pool:
                        self._pool = self._started()
        raise WorkError("a process that worked on this ended; try again")

    def warm(self, asked: Asked) -> None:
        """Let every process open the build, so that nobody has to wait for it."""
        sent = Sent.of(asked)
        begun = [self._pool.submit(_done, sent, _warmed, ()) for _ in range(self._count)]
        for one in begun:
            one.result()

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._count, get_context("spawn"), _begin, (self._serving,))


# --- in such a process ---------------------------------------------------------------------------


class _Sites:
    """The sites a process has opened."""

    def __init__(self, serving: Serving) -> None:
        self._serving, self._opening = serving, serving.opening()
        self._sites: OrderedDict[Path, Site] = OrderedDict()

    def asked(self, sent: Sent) -> Asked:
        """Return a request as the server has it."""
        site = self._sites.pop(sent.folder, None)
        if site is None:
            site = self._serving.site(self._opening(sent.folder))
        self._sites[sent.folder] = site
        while len(self._sites) > _KEPT:
            self._sites.popitem(last=False)
        return Asked(
            site,
            site.by_name.get(sent.page),
            sent.language,
            sent.path,
            QueryParams(sent.query),
            sent.role,
            name=sent.name,
        )


_OWN: list[_Sites] = []  # of this process, which has nobody to hand them down


def _begin(serving: Serving) -> None:
    """Make this process ready; it ends when the server does, however that ended."""
    end_with_starter()
    _OWN[:] = [_Sites(serving)]


def _warmed(asked: Asked) -> None:
    warm(asked.build)


def _done(sent: Sent, job: Callable[..., Any], values: tuple[Any, ...]) -> Any:
    return job(_OWN[0].asked(sent), *values)
