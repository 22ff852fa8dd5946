"""Work on documents in several processes; what they make is handed over through the cache.

A process is started by spawn, as on every system, and opens the knowledge itself. A document on
which the program fails, or a process dies, is one line for its file.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

from rdflib import Graph
from tqdm import tqdm

from building.work.cache import Cache
from console.stopping import end_with_starter
from errors import PolicyGraphError, one_line
from kg.entities.iri import IriMinter
from kg.export.record_schema import record_check
from kg.knowledge.knowledge import Knowledge, open_knowledge
from kg.rdf.public_terms import PublicTerms, public_terms
from kg.rdf.serialise import named_graph
from kg.rdf.validation import Shapes, read_shapes
from kg.rdf.vocabulary import ZT
from kg.text.isolation import Reader
from settings import ONTOLOGY, Settings

_EACH = 2  # documents that a process must have to be worth its start
Item = TypeVar("Item", bound="Job")


@dataclass(frozen=True)
class Workshop:
    """What work on a document needs; handed to another process as where it is found.

    Attributes:
        layers: folders of tables, the first one uppermost.
        base_iri: base of all IRIs.
        folder: of the cache; None to keep nothing.
    """

    layers: tuple[Path, ...]
    base_iri: str
    folder: Path | None

    @cached_property
    def knowledge(self) -> Knowledge:
        """What documents are read by."""
        return open_knowledge(*self.layers)

    @cached_property
    def iris(self) -> IriMinter:
        """Mints the IRIs."""
        return IriMinter(self.base_iri)

    @cached_property
    def cache(self) -> Cache:
        """Where work is kept."""
        return Cache(self.folder)

    @cached_property
    def check(self) -> Callable[[dict[str, Any]], None]:
        """Checks records against their schema."""
        return record_check()

    @cached_property
    def shapes(self) -> Shapes:
        """What documents are checked against."""
        return read_shapes()

    @cached_property
    def drawn(self) -> bytes:
        """What relations are shown as edges, as the ontology says it; N-Quads."""
        graph = Graph()
        for triple in self.ontology.triples((None, ZT.shownAsEdge, None)):
            graph.add(triple)
        return named_graph(graph, self.iris.graph("ontology"))

    @cached_property
    def reader(self) -> Reader:
        """Reads files, apart from this process."""
        return Reader()

    @cached_property
    def ontology(self) -> Graph:
        """The classes and properties of the graph."""
        return Graph().parse(ONTOLOGY)

    @cached_property
    def public(self) -> PublicTerms:
        """The public terms above those of the ontology."""
        return public_terms(self.ontology)

    def __reduce__(self) -> tuple[type[Workshop], tuple[tuple[Path, ...], str, Path | None]]:
        """Travel without what was read."""
        return Workshop, (self.layers, self.base_iri, self.folder)


class Job(Protocol):
    """Work on one document."""

    @property
    def file(self) -> str:
        """The name of its file."""

    @property
    def key(self) -> str:
        """What its result is kept under."""

    def data(self, cache: Cache) -> bytes:
        """Return what it works on.

        Raises:
            PolicyGraphError: it is not there; the message is one line for the user.
        """

    def do(self, workshop: Workshop, data: bytes) -> bytes:
        """Do it and return what is kept; needs neither files nor the cache.

        Raises:
            PolicyGraphError: it cannot be done; the message is one line for the user.
        """


class Workers:
    """Does jobs, in this process or in several, and shows how far it has come."""

    def __init__(self, workshop: Workshop, jobs: int, *, quiet: bool) -> None:
        self.workshop, self.jobs, self.quiet = workshop, jobs, quiet
        self._pool: ProcessPoolExecutor | None = None
        self._others = set(multiprocessing.active_children())

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End the processes; at once where something went wrong."""
        if kind:
            for child in set(multiprocessing.active_children()) - self._others:
                child.terminate()
        self.close()
        self.workshop.reader.close()

    def run(self, what: str, jobs: Sequence[Job]) -> dict[str, str]:
        """Do what is not kept yet; return why jobs failed, by their keys."""
        missing = {job.key: job for job in jobs if self.workshop.cache.find(job.key) is None}
        bar = progress(self._done(missing), what, len(missing), quiet=self.quiet)
        return {key: message for key, message in bar if message}

    def _done(self, jobs: dict[str, Job]) -> Iterator[tuple[str, str]]:
        """Do jobs and yield, as they end, their keys and why they failed, if they did."""
        several = min(self.jobs, len(jobs) // _EACH)
        return self._in_processes(jobs, several) if several > 1 else self._here(jobs)

    def _here(self, jobs: dict[str, Job]) -> Iterator[tuple[str, str]]:
        for key, job in jobs.items():
            yield key, _do(self.workshop, job)

    def _in_processes(self, jobs: dict[str, Job], several: int) -> Iterator[tuple[str, str]]:
        pool = self._open(several)
        waiting = {pool.submit(_do_there, job): key for key, job in jobs.items()}
        left: dict[str, Job] = {}
        for future in as_completed(waiting):
            key = waiting[future]
            try:
                yield key, future.result()
            except BrokenProcessPool:
                left[key] = jobs[key]
        if left:
            self.close()
        for key, job in left.items():
            yield key, self._alone(job)

    def _alone(self, job: Job) -> str:
        """Do a job in a process of its own, after one died that had several."""
        try:
            return self._open(1).submit(_do_there, job).result()
        except BrokenProcessPool:
            return died(job)
        finally:
            self.close()

    def _open(self, several: int) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                several, multiprocessing.get_context("spawn"), _begin, (self.workshop,)
            )
        return self._pool

    def close(self) -> None:
        """End the processes; more work starts others."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        self._pool = None


def progress(items: Iterable[Any], what: str, total: int, *, quiet: bool) -> Iterable[Any]:
    """Return items that show on a terminal how far they have come, and how long it will take."""
    unseen = quiet or (False if Settings().progress else None)  # None: if it is no terminal
    return tqdm(items, what, total, unit="", file=sys.stderr, disable=unseen)


def peak_memory() -> dict[str, int]:
    """Return the most memory that this process and the largest it started held, in megabytes.

    Nothing where the system does not tell.
    """
    if sys.platform == "win32":
        return {}
    import resource

    unit = 1_000_000 if sys.platform == "darwin" else 1_000  # bytes there, else kilobytes
    who = {"main": resource.RUSAGE_SELF, "largest worker": resource.RUSAGE_CHILDREN}
    return {name: resource.getrusage(of).ru_maxrss // unit for name, of in who.items()}


def died(job: Job) -> str:
    """Return the line for a document whose process died."""
    return f"{job.file}: the process that read it died (out of memory?)"


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


_here: list[Workshop] = []  # that of a process which was started for work


def _begin(workshop: Workshop) -> None:
    """Prepare a process."""
    end_with_starter()
    _here.append(workshop)


def _do_there(job: Job) -> str:
    return _do(_here[0], job)


def _do(workshop: Workshop, job: Job) -> str:
    """Do a job and keep its result; return why it failed, or nothing."""
    try:
        data = job.data(workshop.cache)
    except PolicyGraphError as error:
        return str(error)
    made, failed = made_of(workshop, job, data)
    if not failed:
        workshop.cache.keep(job.key, made)
    return failed


def made_of(workshop: Workshop, job: Job, data: bytes) -> tuple[bytes, str]:
    """Do a job; return its result and why it failed, one of them empty."""
    try:
        return job.do(workshop, data), ""
    except PolicyGraphError as error:
        return b"", str(error)
    except Exception as error:  # no file, whatever it holds, ends a build
        reason = one_line(error)
        return b"", f"{job.file}: the program failed on it ({type(error).__name__}: {reason})"
