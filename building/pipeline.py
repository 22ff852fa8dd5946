"""A build from end to end: read, link, check, write, publish.

Here alone kg and embeddings are joined on disk.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from building.build_files import write_thesaurus, write_works
from building.collection import Card, Collection, collected
from building.console import file_lines
from building.inputs.archives import with_members
from building.inputs.sources import Failure
from building.layout_files import write_layout
from building.merged import Merged
from building.order import Order, known_digest, program_digest, sources_of
from building.publishing import alone, replacing, temporary
from building.report import report, report_files
from building.search_index import write_index
from building.serving_files import write_concepts, write_serving
from building.store_files import write_store
from building.work.cache import in_use, not_writable
from building.work.corrected import correct_jobs, marks_of_corrections, unused_corrections
from building.work.document_work import WorkJob, Works, read_job
from building.work.workers import Workers, Workshop, cores, peak_memory, progress
from console.output import complain
from embeddings import Encoder, load_encoder
from errors import PolicyGraphError
from kg.entities.resolution import uncertain_matches
from kg.export.build_tables import FILES, TABLES, TablesWriter
from kg.export.manifest import write_json, write_manifest
from kg.rdf.quads_file import quads_name
from kg.rdf.validation import Finding
from settings import VERSION


class Clock:
    """Measures how long each stage of a build takes, on the wall and in this process."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.cpu: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure one stage."""
        begun, cpu = time.perf_counter(), time.process_time()
        yield
        self.seconds[name] = round(time.perf_counter() - begun, 3)
        self.cpu[name] = round(time.process_time() - cpu, 3)

    def cost(self) -> dict[str, Any]:
        """Return what the report says of times and memory."""
        return {"seconds": self.seconds, "cpu_seconds": self.cpu, "peak_mb": peak_memory()}


def build(order: Order) -> dict[str, Any]:
    """Build everything into order.out and return the report.

    Raises:
        PolicyGraphError: nothing could be built; the previous build is untouched.
    """
    encoder = load_encoder(order.model)  # before hours of work
    with alone(order.out), _cache_folder(order) as folder:
        workshop = Workshop(order.knowledge.data.layers, order.base_iri, folder)
        with _workers(order, workshop) as workers:
            return _build(order, workers, encoder)


def _workers(order: Order, workshop: Workshop) -> Workers:
    """Return who works on documents: processes of this machine, or a cluster."""
    if not order.scheduler:
        return Workers(workshop, order.jobs or cores(), quiet=order.quiet)
    try:
        from building.work.cluster import Cluster
    except ImportError as error:
        raise PolicyGraphError(
            f"--scheduler needs {error.name}: pip install zhengtu[dask]"
        ) from error
    known = known_digest(order.knowledge, order.base_iri, program_digest())
    return Cluster(workshop, order.scheduler, known, quiet=order.quiet)


@contextmanager
def _cache_folder(order: Order) -> Iterator[Path]:
    """Give the folder through which processes hand over their work, if only for this build."""
    if order.cache and (why := not_writable(order.cache)):
        complain(f"{order.cache} cannot be written ({why}); nothing is kept for the next build")
    elif order.cache:
        with in_use(order.cache):
            yield order.cache
        return
    with temporary(order.out) as folder:
        yield Path(folder)


def _build(order: Order, workers: Workers, encoder: Encoder) -> dict[str, Any]:
    clock, shop = Clock(), workers.workshop
    inputs = order.inputs  # before anything is read
    known = known_digest(order.knowledge, order.base_iri, program_digest())
    with clock.stage("read"):
        collection, sources = _read(order, known, workers)
    with clock.stage("documents"):
        works, failures = _worked(collection, sources, known, workers)
    _require(works, collection, failures, strict=order.strict)
    with replacing(order.out) as folder, TablesWriter(folder / TABLES) as tables:
        with clock.stage("write"):
            bar = progress(works, "write", len(works.jobs), quiet=order.quiet)
            merged = write_works(folder, bar, shop, tables, quads_name(len(works.jobs)))
            findings = sorted(merged.findings | set(_shared_findings(merged, shop)))
            _permit(findings, strict=order.strict)
            write_thesaurus(folder, shop.iris, order.knowledge, shop.cache)
        with clock.stage("store"):
            before = order.out if order.cache else None
            store = write_store(folder, merged.graphs, before)
        with clock.stage("layout"):
            write_layout(folder, merged, works.jobs, workers, tables)
        with clock.stage("serving"):
            write_serving(folder, merged, tables, order.knowledge.unit_names)
        workers.close()
        with clock.stage("index"):
            bar = progress(merged.passages, "index", len(merged.passages), quiet=order.quiet)
            write_index(folder / "index", bar, encoder, shop.cache)
            write_concepts(folder, order.knowledge.thesaurus, encoder)
        doubts = uncertain_matches(merged.entities(), collection.titles, shop.iris.base)
        files = report_files(failures, collection.passed)
        unused = unused_corrections(order.corrections, collection)
        found = report(merged.entries, doubts, findings)
        shared = {**files, "doubts": found["doubts"], "unused_corrections": unused}
        marks = {"corrections": marks_of_corrections(order.corrections)}
        write_json(folder / FILES, shared | marks)  # for pages, which do not read the whole report
        content = {**found, **shared, **clock.cost()}
        content["order"] = ordered(order)
        write_json(folder / "report.json", content)
        write_manifest(
            folder,
            {**_about(order, encoder), "graphs": merged.graphs, "store": store, "inputs": inputs},
        )
    shop.cache.sweep()
    return content


def _read(order: Order, known: str, workers: Workers) -> tuple[Collection, dict[Card, str]]:
    """Read every file; return what the build is of, and where the facts of each are kept."""
    cache = workers.workshop.cache
    with temporary(order.out) as folder:
        sources = with_members(sources_of(order), Path(folder))
        jobs = [read_job(source, known, persons=order.persons) for source in sources.files]
        failed = workers.run("read", jobs)
    cards: list[tuple[Card, str]] = []
    for job in jobs:
        if job.key in failed:
            sources.fail(job.source, failed[job.key])
        else:
            cards.append((job.card(cache), job.key))
    cards = _corrected(order, cards, known, workers)
    return collected([card for card, _ in cards], sources), dict(cards)


def _corrected(
    order: Order, cards: Sequence[tuple[Card, str]], known: str, workers: Workers
) -> list[tuple[Card, str]]:
    """Apply what people corrected; return the cards of all files anew."""
    jobs = list(correct_jobs(cards, order.corrections, known, persons=order.persons))
    failed = workers.run("correct", jobs)
    done = {job.source: job for job in jobs if job.key not in failed}
    cache = workers.workshop.cache
    return [
        (done[source].card(cache), done[source].key) if source in done else (card, source)
        for card, source in cards
    ]


def _worked(
    collection: Collection, sources: Mapping[Card, str], known: str, workers: Workers
) -> tuple[Works, list[Failure]]:
    """Do the work on every document; return it, and all that failed."""
    jobs = [
        WorkJob(sources[member.card], member, collection.titles_of(member), known)
        for member in collection.members
    ]
    failed = workers.run("documents", jobs)
    failures = [Failure(job.file, failed[job.key]) for job in jobs if job.key in failed]
    good = tuple(job for job in jobs if job.key not in failed)
    return Works(good, workers.workshop.cache), [*collection.failures, *failures]


def _require(
    works: Works, collection: Collection, failures: Sequence[Failure], *, strict: bool
) -> None:
    failed = "; ".join(failure.message for failure in failures)
    if not works.jobs:
        files = "\n".join(file_lines(report_files(failures, collection.passed)))
        raise PolicyGraphError(
            f"no file could be read\n{files}"
            if files
            else "no document found; name files, or a folder that holds some"
        )
    if strict and failed:
        raise PolicyGraphError(f"{failed} (--strict)")


def _permit(findings: Iterable[Finding], *, strict: bool) -> None:
    violation = next((f for f in findings if f.severity == "Violation"), None)
    if strict and violation:
        raise PolicyGraphError(f"{violation.node}: {violation.message} (--strict)")


def _shared_findings(merged: Merged, shop: Workshop) -> list[Finding]:
    """Check what documents share against the shapes."""
    ontology = str(shop.iris.graph("ontology"))  # declares the classes, is no data
    return shop.shapes.check_quads(b"".join(q for n, q in merged.shared.items() if n != ontology))


def ordered(order: Order) -> dict[str, Any]:
    """Return what a build was asked for, by which the same can be asked for again."""
    return {
        "paths": [str(path.resolve()) for path in order.paths],
        "model": order.model,
        "base_iri": order.base_iri,
        "persons": order.persons,
    }


def _about(order: Order, encoder: Encoder) -> dict[str, Any]:
    return {
        "program": f"zhengtu {VERSION}",
        "base_iri": order.base_iri,
        "model": encoder.name,
        "dimension": encoder.dimension,
    }
