"""A build from end to end: read, link, check, write, publish.

Here alone kg and embeddings are joined on disk.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kg
from building.build_files import (
    Shared,
    shared_quads,
    write_layout,
    write_texts,
    write_thesaurus,
    write_works,
)
from building.collection import Collection, Failure, linked, source_files
from building.document_work import Works, read_job, work_job
from building.facts_cache import from_bytes
from building.publishing import is_whole, replacing
from building.report import report
from building.search_index import write_index
from building.serving_files import write_concepts, write_serving
from building.store_files import write_store
from building.workers import Workers, Workshop
from embeddings import Encoder, load_encoder
from errors import PolicyGraphError
from kg.export.manifest import read_manifest, write_json, write_manifest
from kg.extraction.mentions import DocumentFacts
from kg.knowledge.knowledge import Knowledge
from kg.network.traversal import build_network
from kg.rdf.store import open_database
from kg.rdf.validation import Finding
from kg.text.digest import digest, files_digest
from settings import ONTOLOGY, ROOT, VERSION


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built.

    Attributes:
        paths: files and folders to read.
        out: folder of the build.
        knowledge: what documents are read by.
        base_iri: base of all IRIs, ends with a slash.
        model: encoder: default, a model folder or a hub name.
        cache: folder of work kept between builds, None to keep nothing.
        jobs: how many processes may work on documents.
        strict: a failed file or a violation of a shape is an error.
        quiet: show no progress bars.
    """

    paths: tuple[Path, ...]
    out: Path
    knowledge: Knowledge
    base_iri: str
    model: str
    cache: Path | None
    jobs: int = 1
    strict: bool = False
    quiet: bool = False


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
        self.seconds[name] = time.perf_counter() - begun
        self.cpu[name] = time.process_time() - cpu


def build(order: Order) -> dict[str, Any]:
    """Build everything into order.out and return the report.

    A build of these very inputs whose files are all whole is left as it is.

    Raises:
        PolicyGraphError: nothing could be built; the previous build is untouched.
    """
    inputs = inputs_digest(order)
    if content := _unchanged(order, inputs):
        return content
    with _cache_folder(order) as folder:
        workshop = Workshop(order.knowledge.data.layers, order.base_iri, folder)
        with Workers(workshop, order.jobs, quiet=order.quiet) as workers:
            return _build(order, inputs, workers)


def _unchanged(order: Order, inputs: str) -> dict[str, Any] | None:
    """Return the report of the build that is there, if nothing would be made otherwise."""
    if order.cache is None or not is_whole(order.out, inputs):
        return None
    try:
        content: dict[str, Any] = json.loads((order.out / "report.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    refused = order.strict and (content["failures"] or content["violations"])
    return None if refused else content


@contextmanager
def _cache_folder(order: Order) -> Iterator[Path]:
    """Give the folder through which processes hand over their work, if only for this build."""
    if order.cache:
        yield order.cache
        return
    with tempfile.TemporaryDirectory(prefix="zhengtu-") as folder:
        yield Path(folder)


def _build(order: Order, inputs: str, workers: Workers) -> dict[str, Any]:
    clock, shop = Clock(), workers.workshop
    with clock.stage("read"):
        collection, works = _worked(order, workers)
    _require(collection, strict=order.strict)
    with clock.stage("graph"):
        shared = shared_quads(collection, shop.iris, order.knowledge)
        found = _shared_findings(shared, shop)
    with replacing(order.out) as folder:
        with clock.stage("write"):
            entries, findings = write_works(folder, works, shared)
            findings.update(found)
            _permit(findings, strict=order.strict)
            write_texts(folder, collection)
            write_thesaurus(folder, shop.iris, order.knowledge, shop.cache)
            store = write_store(folder)
        with clock.stage("layout"):
            network = build_network(open_database(folder))
            layout = write_layout(folder, network, shop.cache)
            write_serving(folder, works, network, layout)
        with clock.stage("index"):
            encoder = load_encoder(order.model)
            write_index(folder / "index", collection, encoder, shop.cache)
            write_concepts(folder, order.knowledge.thesaurus, encoder)
        content = report(collection, entries, sorted(findings), clock.seconds)
        content["cpu_seconds"] = {stage: round(cpu, 3) for stage, cpu in clock.cpu.items()}
        write_json(folder / "report.json", content)
        write_manifest(folder, {**_about(order, encoder), "store": store, "inputs": inputs})
    shop.cache.sweep()
    return content


def is_current(order: Order) -> bool:
    """Tell whether the build was made of these very inputs, rules, data and model, by sha256."""
    try:
        manifest = read_manifest(order.out)
    except PolicyGraphError:
        return False
    return bool(manifest.get("inputs") == inputs_digest(order))


def inputs_digest(order: Order) -> str:
    """Return one sha256 over everything a build depends on."""
    sources = list(source_files(order.paths))
    missing = [str(path) for path in sources if not path.is_file()]
    files = files_digest([*sources, *_program(), *(ROOT / "embeddings").rglob("*")])
    return digest(order.base_iri, order.model, order.knowledge.digest, files, *missing)


def _program() -> Iterable[Path]:
    """Return the files that decide what is made of a document."""
    folders = (Path(kg.__file__).parent, Path(__file__).parent)
    yield from (path for folder in folders for path in folder.rglob("*"))
    yield from (ROOT / "characters.py", ONTOLOGY)


def _worked(order: Order, workers: Workers) -> tuple[Collection, Works]:
    """Read every file and do the work on every document; what fails is told in the collection."""
    shop = workers.workshop
    known = digest(order.knowledge.digest, order.base_iri, files_digest(_program()))
    reading = {path: read_job(path, known) for path in source_files(order.paths)}
    failed = workers.run("read", list(reading.values()))
    failures = [Failure(str(p), failed[j.key]) for p, j in reading.items() if j.key in failed]
    found: list[DocumentFacts] = []
    sources: dict[tuple[str, str], str] = {}
    for job in reading.values():
        if job.key not in failed:
            facts = from_bytes(shop.cache.find(job.key) or b"")
            found.append(facts)
            sources[facts.file, facts.sha256] = job.key
    collection = linked(found, failures, shop.iris, order.knowledge)
    jobs = [
        work_job(document, sources[document.facts.file, document.facts.sha256], known)
        for document in collection.documents
    ]
    failed = workers.run("documents", jobs)
    failures += [Failure(job.file, failed[job.key]) for job in jobs if job.key in failed]
    good = [
        pair for pair in zip(collection.documents, jobs, strict=True) if pair[1].key not in failed
    ]
    documents = tuple(document for document, _ in good)
    return Collection(documents, tuple(failures)), Works(tuple(j for _, j in good), shop.cache)


def _require(collection: Collection, *, strict: bool) -> None:
    failed = "; ".join(failure.message for failure in collection.failures)
    if not collection.documents:
        raise PolicyGraphError(failed or "no document found; put .txt files into data/documents/")
    if strict and failed:
        raise PolicyGraphError(f"{failed} (--strict)")


def _permit(findings: Iterable[Finding], *, strict: bool) -> None:
    violation = next((f for f in sorted(findings) if f.severity == "Violation"), None)
    if strict and violation:
        raise PolicyGraphError(f"{violation.node}: {violation.message} (--strict)")


def _shared_findings(shared: Shared, shop: Workshop) -> list[Finding]:
    """Check what documents share against the shapes."""
    ontology = str(shop.iris.graph("ontology"))  # declares the classes, is no data
    return shop.shapes.check_quads(b"".join(shared[name] for name in shared if name != ontology))


def _about(order: Order, encoder: Encoder) -> dict[str, Any]:
    return {
        "program": f"zhengtu {VERSION}",
        "base_iri": order.base_iri,
        "model": encoder.name,
        "dimension": encoder.dimension,
    }
