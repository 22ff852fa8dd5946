"""A build from end to end: read, link, check, write, publish.

Here alone kg and embeddings are joined on disk.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx
from rdflib import Dataset, Graph
from tqdm import tqdm

from building.cache import Cache
from building.collection import Collection, read_collection, source_files
from building.publishing import replacing
from building.report import report
from building.search_index import write_index
from building.store_files import write_store
from embeddings import Encoder, load_encoder
from errors import PolicyGraphError
from kg.entities.iri import IriMinter
from kg.export.manifest import read_manifest, write_json, write_manifest
from kg.export.task_records import records, validate
from kg.knowledge.knowledge import Knowledge
from kg.network.drawing import positions, unit_positions
from kg.network.traversal import build_network
from kg.network.unit_measures import unit_network
from kg.rdf.concept_scheme import whole_scheme
from kg.rdf.dataset import add_provenance, build_dataset
from kg.rdf.serialise import nquads, turtle, union
from kg.rdf.store import open_store
from kg.rdf.validation import DocumentValidator, Finding, check_spans, read_shapes
from kg.text.digest import digest, files_digest
from settings import ONTOLOGY, ROOT, VERSION

Progress = Callable[[Iterable[Any]], Iterable[Any]]


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
        strict: a failed file or a violation of a shape is an error.
        quiet: show no progress bars.
    """

    paths: tuple[Path, ...]
    out: Path
    knowledge: Knowledge
    base_iri: str
    model: str
    cache: Path | None
    strict: bool = False
    quiet: bool = False


class Clock:
    """Measures how long each stage of a build takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure one stage."""
        begun = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun


def build(order: Order) -> tuple[Collection, dict[str, Any]]:
    """Build everything into order.out and return what was read and the report.

    Raises:
        PolicyGraphError: nothing could be built; the previous build is untouched.
    """
    clock, iris, inputs = Clock(), IriMinter(order.base_iri), inputs_digest(order)
    cache = Cache(order.cache)
    with clock.stage("read"):
        bar = _bar("documents", order.quiet)
        collection = read_collection(order.paths, iris, order.knowledge, cache=cache, progress=bar)
    _require(collection, strict=order.strict)
    with clock.stage("graph"):
        dataset = _dataset(collection, iris, order.knowledge)
        graph = union(dataset)
    with clock.stage("validate"):
        validator = DocumentValidator(dataset, iris, read_shapes(), cache.json)
        findings = _findings(validator, graph, collection, _bar("validate", order.quiet))
    violation = next((f for f in findings if f.severity == "Violation"), None)
    if order.strict and violation:
        raise PolicyGraphError(f"{violation.node}: {violation.message} (--strict)")
    with replacing(order.out) as folder:
        with clock.stage("write"):
            write_graph(folder, collection, dataset, graph)
            write_thesaurus(folder, iris, order.knowledge, cache)
            store = write_store(folder)
        with clock.stage("layout"):
            write_layout(folder, cache)
        with clock.stage("index"):
            encoder = load_encoder(order.model)
            write_index(folder / "index", collection, encoder, cache)
        content = report(collection, findings, clock.seconds, order.knowledge.lexicon)
        write_json(folder / "report.json", content)
        write_manifest(folder, {**_about(order, encoder), "store": store, "inputs": inputs})
    cache.sweep()
    return collection, content


def is_current(order: Order) -> bool:
    """Tell whether the build was made of these very inputs, rules, data and model, by sha256."""
    try:
        manifest = read_manifest(order.out)
    except PolicyGraphError:
        return False
    return bool(manifest.get("inputs") == inputs_digest(order))


def inputs_digest(order: Order) -> str:
    """Return one sha256 over everything a build depends on."""
    program = [p for f in ("kg", "embeddings", "building") for p in (ROOT / f).rglob("*")]
    files = files_digest([*source_files(order.paths), *program, ROOT / "characters.py", ONTOLOGY])
    return digest(order.base_iri, order.model, order.knowledge.digest, files)


def _require(collection: Collection, *, strict: bool) -> None:
    failed = "; ".join(failure.message for failure in collection.failures)
    if not collection.documents:
        raise PolicyGraphError(failed or "no document found; put .txt files into data/documents/")
    if strict and failed:
        raise PolicyGraphError(f"{failed} (--strict)")


def _dataset(collection: Collection, iris: IriMinter, knowledge: Knowledge) -> Dataset:
    ontology = Graph().parse(ONTOLOGY)
    dataset = build_dataset(collection.documents, iris, ontology, knowledge.thesaurus)
    provenance = dataset.graph(iris.graph("provenance"))
    add_provenance(provenance, iris, VERSION, collection.facts)
    return dataset


def _findings(
    validator: DocumentValidator, graph: Graph, collection: Collection, bar: Progress
) -> list[Finding]:
    """Check each document against the shapes, then every span against its text."""
    found: set[Finding] = set()
    for facts in bar(collection.facts):
        found.update(validator.findings(facts.key))
    found.update(check_spans(graph, collection.facts, validator.iris))
    return sorted(found)


def write_graph(folder: Path, collection: Collection, dataset: Dataset, graph: Graph) -> None:
    """Write graph.nq, graph.ttl, the stored texts and tasks.json."""
    (folder / "graph.nq").write_text(nquads(dataset), encoding="utf-8")
    (folder / "graph.ttl").write_text(turtle(graph), encoding="utf-8")
    (folder / "text").mkdir()
    for facts in collection.facts:
        path = folder / "text" / f"{facts.key}.txt"
        path.write_text(facts.document.text, encoding="utf-8", newline="\n")
    content = records(collection.documents)
    validate(content)
    write_json(folder / "tasks.json", content)


def write_thesaurus(folder: Path, iris: IriMinter, knowledge: Knowledge, cache: Cache) -> None:
    """Write thesaurus.ttl: the whole concept scheme."""
    data = knowledge.data
    tables = [*data.tables("topics"), "topics_alignment.csv"]
    key = digest("scheme", iris.base, files_digest(map(data.path, tables)))
    content = cache.json(key, lambda: turtle(whole_scheme(knowledge, iris)))
    (folder / "thesaurus.ttl").write_text(content, encoding="utf-8")


def write_layout(folder: Path, cache: Cache) -> None:
    """Write layout.json: positions of all nodes, and of the units by themselves."""
    network = build_network(open_store(folder))
    write_json(
        folder / "layout.json",
        {
            "nodes": positions(nx.Graph(network), cache.json),
            "units": unit_positions(unit_network(network), cache.json),
        },
    )


def _about(order: Order, encoder: Encoder) -> dict[str, Any]:
    return {
        "program": f"zhengtu {VERSION}",
        "base_iri": order.base_iri,
        "model": encoder.name,
        "dimension": encoder.dimension,
    }


def _bar(what: str, quiet: bool) -> Progress:
    """Return a progress bar on standard error, shown on a terminal only."""

    def progress(things: Iterable[Any]) -> Iterable[Any]:
        return tqdm(things, desc=what, unit="", file=sys.stderr, disable=quiet or None)

    return progress
