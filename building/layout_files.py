"""The drawing of a build: layout.json, and the same positions for its tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from building.merged import Merged
from building.work.cache import Cache
from building.work.document_work import DrawJob, WorkJob
from building.work.workers import Workers
from kg.export.build_tables import TablesWriter
from kg.network.drawing import (
    Drawing,
    Positions,
    by_document,
    in_circle,
    positions,
    unit_positions,
)


def write_layout(
    folder: Path,
    merged: Merged,
    works: Iterable[WorkJob],
    workers: Workers,
    tables: TablesWriter,
) -> None:
    """Write layout.json and the tables of places: where all nodes are, and units by themselves."""
    shop = workers.workshop
    rest = Drawing.of(merged.graph())
    tables.add("drawn", ((*node, True) for node in rest.nodes))
    tables.add("edges", rest.edges)
    merged.draw(rest)
    units = unit_positions(merged.partners, shop.cache.json)
    tables.add("unit_places", _rows(units))
    if merged.small is not None:
        chunks: Iterable[Positions] = [positions(merged.small, shop.cache.json)]
    else:
        jobs = [DrawJob(j.file, str(shop.iris.document(j.member.key)), j.key) for j in works]
        workers.run("drawing", jobs)
        chunks = _placed(jobs, rest, shop.cache)

    def placed() -> Iterator[Positions]:
        for chunk in chunks:
            tables.add("places", _rows(chunk))
            yield chunk

    with (folder / "layout.json").open("w", encoding="utf-8", newline="\n") as file:
        file.write('{\n "nodes": {\n')
        file.writelines(_lines(placed()))
        file.write('\n },\n "units": {\n')
        file.writelines(_lines([units]))
        file.write("\n }\n}\n")


def _rows(found: Positions) -> Iterator[tuple[str, float, float]]:
    return ((node, x, y) for node, (x, y) in found.items())


def _placed(jobs: Sequence[DrawJob], rest: Drawing, cache: Cache) -> Iterator[Positions]:
    """Yield the positions of the nodes of each document, and at last of those that none names."""
    documents = [job.document for job in jobs]
    graph = rest.graph
    left = set(graph)
    for found in by_document(((job.document, job.found(cache)) for job in jobs), documents):
        left -= found.keys()
        yield found
    unnamed = positions(graph.subgraph(left), cache.json)
    yield in_circle(unnamed, len(documents), len(documents) + 1)


def _lines(chunks: Iterable[Positions]) -> Iterator[str]:
    """Yield positions as the inside of a JSON object, a line a node."""
    before = ""
    for chunk in chunks:
        for node, point in chunk.items():
            yield f"{before}  {json.dumps(node, ensure_ascii=False)}: {json.dumps(point)}"
            before = ",\n"
