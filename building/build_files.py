"""The files of a build that hold the graph and the records, document after document.

One document is held at a time; of it stays what must be merged with the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from building.merged import Merged, shared_quads
from building.serving_files import add_document
from building.work.cache import Cache
from building.work.stored_work import DocumentWork
from building.work.workers import Workshop
from kg.entities.iri import IriMinter
from kg.export.build_tables import TablesWriter
from kg.knowledge.knowledge import Knowledge
from kg.rdf.concept_scheme import whole_scheme
from kg.rdf.quads_file import PACKED, QuadsWriter
from kg.rdf.serialise import TURTLE_HEADER, turtle, turtle_body
from kg.text.digest import digest, files_digest


def write_works(
    folder: Path,
    works: Iterable[DocumentWork],
    shop: Workshop,
    tables: TablesWriter,
    quads_file: str,
) -> Merged:
    """Write graph.nq, graph.ttl, tasks.json and text/; return what was merged.

    Graphs stand in the order of their names: those of documents (…/doc/KEY/graph) before those
    they share (…/graph/NAME).

    Args:
        folder: of the build.
        works: what was made of each document.
        shop: knows what documents share.
        tables: get the rows of each document.
        quads_file: graph.nq, or its name where it is packed.
    """
    merged = Merged()
    (folder / "text").mkdir()
    with ExitStack() as files:
        quads, triples, tasks = (
            files.enter_context((folder / name).open("wb"))
            for name in (quads_file, "graph.ttl", "tasks.json")
        )
        triples.write(TURTLE_HEADER)
        graphs = QuadsWriter(quads, quads_file == PACKED, merged.graphs)

        def write(name: str, graph: Iterable[bytes], bodies: Iterable[bytes]) -> None:
            graphs.write(name, graph)
            triples.writelines(bodies)

        def records() -> Iterator[str]:
            for work in works:
                key = work.entry["key"]
                write(str(shop.iris.facts_graph(key)), work.quads, work.triples)
                path = folder / "text" / f"{key}.txt"
                path.write_text(work.text, encoding="utf-8", newline="\n")
                merged.add(work)
                add_document(tables, work)
                yield work.record

        tasks.writelines(_listed(records()))
        merged.shared = shared_quads(merged, shop)
        for name, graph in merged.shared.items():
            write(name, [graph], [turtle_body(graph)])
    return merged


def _listed(records: Iterable[str]) -> Iterator[bytes]:
    """Yield tasks.json, of which the records are the documents."""
    before = '{\n "documents": [\n  '
    for record in records:
        indented = record.replace("\n", "\n  ")
        yield f"{before}{indented}".encode()
        before = ",\n  "
    yield b"\n ]\n}\n"


def write_thesaurus(folder: Path, iris: IriMinter, knowledge: Knowledge, cache: Cache) -> None:
    """Write thesaurus.ttl: the whole concept scheme."""
    data = knowledge.data
    tables = [*data.tables("topics"), "topics_alignment.csv"]
    key = digest("scheme", iris.base, files_digest(map(data.path, tables)))
    content = cache.json(key, lambda: turtle(whole_scheme(knowledge, iris)))
    (folder / "thesaurus.ttl").write_text(content, encoding="utf-8")
