"""Work on documents on a Dask cluster: documents are sent to it, results come back.

A worker needs this version of the program and the same tables, and shares no folder: what differs
is told by a sha256. Whoever reaches a scheduler can run programs on it: it belongs in a network of
one's own (docs/scale.md).
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from socket import gethostname

from distributed import Client, Future, KilledWorker, wait

from building.order import known_digest, program_digest
from building.work.workers import Job, Workers, Workshop, died, made_of
from errors import PolicyGraphError, one_line
from kg.knowledge.knowledge import open_knowledge
from settings import DATA

_EACH = 3  # documents on their way to each thread, so that none waits
_PATIENCE = 30  # seconds without a result, or without a worker


@dataclass(frozen=True, slots=True)
class Needed:
    """What a worker must have.

    Attributes:
        layers: folders of tables laid over those of the program, the first one uppermost.
        base_iri: base of all IRIs.
        known: digest of program, tables and base.
    """

    layers: tuple[Path, ...]
    base_iri: str
    known: str


class Cluster(Workers):
    """Does jobs on a Dask cluster.

    Raises:
        PolicyGraphError: no scheduler answers, or it has no workers.
    """

    def __init__(self, workshop: Workshop, scheduler: str, known: str, *, quiet: bool) -> None:
        super().__init__(workshop, 1, quiet=quiet)
        self._scheduler = scheduler
        layers = tuple(layer.resolve() for layer in workshop.layers if layer != DATA)
        self._needed = Needed(layers, workshop.base_iri, known)
        try:
            self._client = Client(scheduler, timeout=_PATIENCE)
        except (OSError, ValueError) as error:
            raise PolicyGraphError(
                f"no Dask scheduler answers at {scheduler}; start one there: dask scheduler"
            ) from error
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            self._client.close()
            raise self._without_workers() from error

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Leave the cluster; what it still has to do for this build is dropped."""
        self._client.close()

    def _done(self, jobs: dict[str, Job]) -> Iterator[tuple[str, str]]:
        left: list[str] = []
        todo, waiting = iter(jobs.items()), dict[Future, str]()
        room = _EACH * max(1, sum(self._client.nthreads().values()))
        while True:
            for key, job in islice(todo, room - len(waiting)):
                try:
                    waiting[self._submit(job)] = key
                except PolicyGraphError as error:
                    yield key, str(error)
            if not waiting:
                break
            for future in self._finished(waiting):
                key = waiting.pop(future)
                try:
                    yield key, self._kept(jobs[key], future)
                except KilledWorker:  # it, or another document that was on the same worker
                    left.append(key)
        for key in left:
            yield key, self._alone(jobs[key])

    def _alone(self, job: Job) -> str:
        """Do a job while no other is on its way, after a worker died that had several."""
        future = self._submit(job)
        self._finished({future: job.key})
        try:
            return self._kept(job, future)
        except KilledWorker:
            return died(job)

    def _submit(self, job: Job) -> Future:
        data = job.data(self.workshop.cache)
        packed = pickle.dumps(job)  # Dask takes what has a key for a result of its own
        return self._client.submit(_do_there, self._needed, packed, data, pure=False)

    def _finished(self, waiting: dict[Future, str]) -> set[Future]:
        """Wait for the next results.

        Raises:
            PolicyGraphError: nobody is left who could make them.
        """
        while True:
            try:
                ended = wait(list(waiting), _PATIENCE, return_when="FIRST_COMPLETED")
                done: set[Future] = ended.done
                return done
            except TimeoutError as error:
                if not self._workers():
                    raise self._without_workers() from error
            except (CancelledError, OSError) as error:
                raise self._gone() from error

    def _kept(self, job: Job, future: Future) -> str:
        """Keep the result of a job; return why it failed, or nothing.

        Raises:
            KilledWorker: the workers died that had it.
            PolicyGraphError: the cluster cannot do this build.
        """
        try:
            made, failed = future.result()
        except (KilledWorker, PolicyGraphError):
            raise
        except (CancelledError, OSError) as error:
            raise self._gone() from error
        except Exception as error:  # what a worker cannot even begin
            reason = one_line(error)
            raise PolicyGraphError(
                f"the workers at {self._scheduler} cannot run this program ({reason})"
            ) from error
        if not failed:
            self.workshop.cache.keep(job.key, made)
        return str(failed)

    def _workers(self) -> int:
        try:
            return len(self._client.nthreads())
        except (CancelledError, OSError, RuntimeError):
            return 0

    def _without_workers(self) -> PolicyGraphError:
        start = f"dask worker {self._scheduler} --nthreads 1"
        return PolicyGraphError(f"the scheduler at {self._scheduler} has no worker; start: {start}")

    def _gone(self) -> PolicyGraphError:
        return PolicyGraphError(f"the Dask scheduler at {self._scheduler} is gone; build again")


# --- on a worker -----------------------------------------------------------------------------

_one_at_a_time = threading.Lock()  # however many threads a worker has
_program = cache(program_digest)  # as it is when the worker first works: it goes on running that


def _do_there(needed: Needed, packed: bytes, data: bytes) -> tuple[bytes, str]:
    with _one_at_a_time:
        return made_of(_workshop(needed), pickle.loads(packed), data)


@lru_cache(maxsize=1)
def _workshop(needed: Needed) -> Workshop:
    """Open what work on documents needs, once.

    Raises:
        PolicyGraphError: it is not what this build needs.
    """
    layers = (*needed.layers, DATA)
    knowledge = open_knowledge(*layers)
    if known_digest(knowledge, needed.base_iri, _program()) != needed.known:
        raise PolicyGraphError(
            f"the worker on {gethostname()} has another version of the program or other tables; "
            "install the same ones there and start it again"
        )
    return Workshop(layers, needed.base_iri, None)
