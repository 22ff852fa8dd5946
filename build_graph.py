"""Build the graph and the index: python build_graph.py [FILE|FOLDER …] --out build.

Exit codes: 0 all built (warnings allowed) · 1 some files failed, the rest is built ·
2 nothing built, the previous build untouched. With --strict a failed file or a SHACL violation
is 2 as well.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
from rdflib import Dataset, Graph
from tqdm import tqdm

from embeddings import Encoder, Matrix, Passage, Retriever, encode_texts, load_encoder
from errors import PolicyGraphError
from kg.cache import Cache, digest, files_digest
from kg.collection import Collection, read_collection, source_files
from kg.document import Span
from kg.entity_graph import LinkedDocument
from kg.export import nquads, turtle, union
from kg.graph import add_provenance, build_dataset
from kg.iri import Iris
from kg.layout import positions, unit_positions
from kg.network import build_network, unit_network
from kg.publish import read_manifest, replacing, write_json, write_manifest
from kg.records import records, validate
from kg.report import lines, linked, report
from kg.sentences import sentences
from kg.skos import whole_scheme
from kg.store import load_graph
from kg.thesaurus import load_thesaurus
from kg.validation import Finding, check_document, check_spans
from settings import ROOT, Settings

VERSION = "0.1.0"


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


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    options = _options(argv)
    try:
        if options.if_changed and is_current(options):
            print(f"{options.out} is up to date")
            return 0
        collection, content = build(options)
    except PolicyGraphError as error:
        print(f"nothing built: {error}", file=sys.stderr)
        return 2
    print("\n".join(lines(content)))
    return 1 if collection.failures else 0


def build(options: argparse.Namespace) -> tuple[Collection, dict[str, Any]]:
    """Build everything into options.out and return what was read and the report.

    Raises:
        PolicyGraphError: nothing could be built; the previous build is untouched.
    """
    clock, iris, inputs = Clock(), Iris(options.base_iri), inputs_digest(options)
    cache = Cache(options.cache)
    with clock.stage("read"):
        bar = _bar("documents", options.quiet)
        collection = read_collection(options.paths, iris, cache=cache, progress=bar)
    _require(collection, strict=options.strict)
    with clock.stage("graph"):
        dataset = _dataset(collection, iris)
        graph = union(dataset)
    with clock.stage("validate"):
        bar = _bar("validate", options.quiet)
        findings = _findings(dataset, graph, collection, iris, cache, bar)
    if options.strict and any(f.severity == "Violation" for f in findings):
        raise PolicyGraphError(f"{findings[0].node}: {findings[0].message} (--strict)")
    with replacing(options.out) as folder:
        with clock.stage("write"):
            write_graph(folder, collection, dataset, graph)
            write_thesaurus(folder, iris, cache)
        with clock.stage("layout"):
            write_layout(folder, cache)
        with clock.stage("index"):
            encoder = load_encoder(options.model)
            write_index(folder / "index", collection, encoder, cache)
        content = report(collection, findings, clock.seconds)
        write_json(folder / "report.json", content)
        write_manifest(folder, {**_about(options, encoder), "inputs": inputs})
    cache.sweep()
    return collection, content


def is_current(options: argparse.Namespace) -> bool:
    """Tell whether the build was made of just these inputs, rules, data and model, by sha256."""
    try:
        manifest = read_manifest(options.out)
    except PolicyGraphError:
        return False
    return bool(manifest.get("inputs") == inputs_digest(options))


def inputs_digest(options: argparse.Namespace) -> str:
    """Return one sha256 over everything a build depends on."""
    data = [p for f in ("rules", "gazetteer", "topics") for p in (ROOT / "data" / f).rglob("*")]
    program = [p for f in ("kg", "embeddings") for p in (ROOT / f).rglob("*")]
    files = [*source_files(options.paths), *data, *program, ROOT / "ontology.ttl", Path(__file__)]
    return digest(options.base_iri, options.model, files_digest(files))


def _require(collection: Collection, *, strict: bool) -> None:
    failed = "; ".join(failure.message for failure in collection.failures)
    if not collection.documents:
        raise PolicyGraphError(failed or "no document found; put .txt files into data/documents/")
    if strict and failed:
        raise PolicyGraphError(f"{failed} (--strict)")


def _dataset(collection: Collection, iris: Iris) -> Dataset:
    ontology = Graph().parse(ROOT / "ontology.ttl")
    dataset = build_dataset(collection.documents, iris, ontology)
    provenance = dataset.graph(iris.graph("provenance"))
    add_provenance(provenance, iris, VERSION, linked(collection.documents))
    return dataset


def _findings(
    dataset: Dataset, graph: Graph, collection: Collection, iris: Iris, cache: Cache, bar: Any
) -> list[Finding]:
    """Validate each document with what is said of the things it names, then every span."""
    found: set[Finding] = set()
    for facts in bar(linked(collection.documents)):
        found.update(check_document(dataset, iris, facts.key, cache))
    found.update(check_spans(graph, linked(collection.documents), iris))
    return sorted(found)


def write_graph(folder: Path, collection: Collection, dataset: Dataset, graph: Graph) -> None:
    """Write graph.nq, graph.ttl, the stored texts and tasks.json."""
    (folder / "graph.nq").write_text(nquads(dataset), encoding="utf-8")
    (folder / "graph.ttl").write_text(turtle(graph), encoding="utf-8")
    (folder / "text").mkdir()
    for facts, _ in collection.documents:
        path = folder / "text" / f"{facts.key}.txt"
        path.write_text(facts.document.text, encoding="utf-8", newline="\n")
    content = records(collection.documents)
    validate(content)
    write_json(folder / "tasks.json", content)


def write_thesaurus(folder: Path, iris: Iris, cache: Cache) -> None:
    """Write thesaurus.ttl: the whole concept scheme, which goes with every export."""
    tables = [*(ROOT / "data" / "topics").glob("*.csv"), ROOT / "data" / "topics_alignment.csv"]
    key = digest("scheme", iris.base, files_digest(tables))
    content = cache.json(key, lambda: turtle(whole_scheme(load_thesaurus(), iris)))
    (folder / "thesaurus.ttl").write_text(content, encoding="utf-8")


def write_layout(folder: Path, cache: Cache) -> None:
    """Write layout.json: positions of every node, and of the units by themselves."""
    network = build_network(load_graph(folder / "graph.ttl"))
    write_json(
        folder / "layout.json",
        {
            "nodes": positions(nx.Graph(network), cache),
            "units": unit_positions(unit_network(network), cache),
        },
    )


def write_index(folder: Path, collection: Collection, encoder: Encoder, cache: Cache) -> None:
    """Write the search index over tasks, their sentences and the other paragraphs."""
    found = [list(passages(linked_document)) for linked_document in collection.documents]
    vectors = [_vectors(of_document, encoder, cache) for of_document in found]
    flat = [passage for of_document in found for passage in of_document]
    empty = np.zeros((0, encoder.dimension), np.float32)
    Retriever.build(flat, encoder, vectors=np.concatenate([empty, *vectors])).save(folder)


def _vectors(found: list[Passage], encoder: Encoder, cache: Cache) -> Matrix:
    """Return the vectors of one document's passages, kept by model and text."""

    def write(vectors: Matrix) -> bytes:
        data = io.BytesIO()
        np.save(data, vectors, allow_pickle=False)
        return data.getvalue()

    def read(data: bytes) -> Matrix:
        return np.asarray(np.load(io.BytesIO(data), allow_pickle=False), np.float32)

    texts = [passage.text for passage in found]
    key = digest("vectors", encoder.fingerprint, *texts)
    return cache.get(key, lambda: encode_texts(encoder, texts), write=write, read=read)


def passages(linked_document: LinkedDocument) -> Iterator[Passage]:
    """Yield what can be searched of one document: titles, sentences and whole tasks."""
    facts, linker = linked_document
    document = facts.document
    place = "".join(place.name for place in linker.chain[-1:])
    title = document.frame.title.value if document.frame.title else ""
    sections = {section.key: section.title for section in document.sections}

    def passage(item: str, section: str | None, kind: str, span: Span) -> Passage:
        context = " ".join(filter(None, (place, title, sections.get(section or "", ""))))
        text = document.slice(span)
        return Passage(item, facts.key, context, text, span.start, span.end, kind)

    for task in document.tasks:
        item = str(linker.iris.task(facts.key, task.key))
        if task.title:
            yield passage(item, task.section, "title", task.title_span)
        yield passage(item, task.section, "whole", task.body)
        rest = Span(task.title_span.end, task.body.end) if task.title else task.body
        for span in sentences(document, rest):
            yield passage(item, task.section, "sentence", span)
    for paragraph in document.paragraphs:
        item = str(linker.iris.paragraph(facts.key, paragraph.key))
        yield passage(item, paragraph.section, "whole", paragraph.span)


def _about(options: argparse.Namespace, encoder: Encoder) -> dict[str, Any]:
    return {
        "program": f"zhengtu {VERSION}",
        "base_iri": options.base_iri,
        "model": encoder.name,
        "dimension": encoder.dimension,
    }


def _bar(what: str, quiet: bool) -> Any:
    def progress(things: Iterable[Any]) -> Iterable[Any]:
        return tqdm(things, desc=what, unit="", file=sys.stderr, disable=quiet or None)

    return progress


def _options(argv: list[str] | None) -> argparse.Namespace:
    settings = Settings()
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    default = [settings.data_folder / "documents"]
    parser.add_argument("paths", nargs="*", type=Path, default=default, metavar="FILE|FOLDER")
    parser.add_argument(
        "--out", type=Path, default=Path(settings.build), help="folder of the build"
    )
    parser.add_argument(
        "--model", default=settings.model, help="default, a model folder or a hub name"
    )
    parser.add_argument(
        "--base-iri", default=settings.base_iri, help="base of all IRIs, ends with /"
    )
    parser.add_argument(
        "--strict", action="store_true", help="a failed file or a violation is an error"
    )
    parser.add_argument(
        "--if-changed", action="store_true", help="do nothing if the build is current"
    )
    parser.add_argument(
        "--cache", type=Path, help="folder of per-document work kept between builds (OUT.cache)"
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="do all work anew and keep nothing of it"
    )
    parser.add_argument("--quiet", action="store_true", help="no progress bars")
    options = parser.parse_args(argv)
    if options.cache is None:
        options.cache = options.out.with_name(f"{options.out.name}.cache")
    if options.no_cache:
        options.cache = None
    return options


if __name__ == "__main__":
    sys.exit(main())
