"""Make what serving reads (serving/): tables by key, plain texts, vectors of concepts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

from building.goal_rows import citation_rows, goal_rows
from building.work.document_work import Works
from embeddings import Encoder
from embeddings.lexical import simplify
from embeddings.plain_texts import write_plain_texts
from kg.export.build_tables import CONCEPTS, SERVING, TABLES, write_tables
from kg.knowledge.thesaurus import Thesaurus
from kg.network.traversal import build_network, local_name, tasks_of
from kg.network.unit_measures import unit_network, unit_views, view_measures
from kg.rdf.named_queries import select
from kg.rdf.store import open_database
from kg.text.digest import digest

Layout = dict[str, dict[str, list[float]]]
Row = tuple[object, ...]


def write_serving(folder: Path, works: Works) -> None:
    """Write tables and plain texts of a build whose other files are there.

    Args:
        folder: of the build.
        works: what was made of each document.
    """
    (folder / TABLES).parent.mkdir()
    database = open_database(folder)
    network = build_network(database)
    layout: Layout = json.loads((folder / "layout.json").read_text(encoding="utf-8"))
    acting = {row["unit"] for row in select(database, "assignments")}  # a firm among them
    terms = {local_name(r["term"]): (r["zh"], r["en"]) for r in select(database, "terms")}
    entries = [json.loads(work.record)["document"] for work in works]
    units = unit_network(network)
    write_tables(
        folder / TABLES,
        {
            "documents": ((d["id"], d["key"], _json(d)) for d in entries),
            "tasks": _tasks(works),
            "goals": goal_rows(works),
            "citations": citation_rows(works),
            "names": (
                (local_name(r["class"]), simplify(r["name"]), r["thing"], r["thing"] in acting)
                for r in select(database, "labels")
            ),
            "nodes": (
                (node, data["kind"], data["label"], *layout["nodes"].get(node, (0.0, 0.0)))
                for node, data in network.nodes(data=True)
            ),
            "steps": _steps(network),
            "units": _units(network, units, layout["units"]),
            "pairs": ((a, b, data["weight"]) for a, b, data in units.edges(data=True)),
            "measures": _measures(works),
            "concepts": ((label,) for label in _concepts(select(database, "named_concepts"))),
            "terms": ((term, *names) for term, names in terms.items()),
        },
    )
    texts = (folder / "text" / f"{document['key']}.txt" for document in entries)
    write_plain_texts(folder / SERVING, (path.read_text(encoding="utf-8") for path in texts))


def write_concepts(folder: Path, thesaurus: Thesaurus, encoder: Encoder) -> None:
    """Write the vectors of the concepts of the thesaurus, and what they were made of."""
    vectors = encoder.encode_passages(thesaurus.texts)
    np.save(folder / CONCEPTS, vectors, allow_pickle=False)
    key = digest("concepts", encoder.fingerprint, *thesaurus.texts)
    (folder / CONCEPTS).with_suffix(".sha256").write_text(key, encoding="utf-8")


def _json(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _tasks(works: Works) -> Iterator[Row]:
    for work in works:
        entry = json.loads(work.record)
        for task in entry["tasks"]:
            plain = simplify(f"{task['title']}。{task['text']}")
            key, section = entry["document"]["key"], task["section"] or ""
            yield task["id"], key, task["number"], _json(task), plain, section


def _steps(network: nx.MultiDiGraph[str]) -> Iterator[Row]:
    """Yield every step from either end, nodes by their number in graph order, from 1."""
    number = {node: i for i, node in enumerate(network, start=1)}
    found = set()
    for source, target, relation in network.edges(keys=True):
        found.add((number[source], relation, 1, number[target]))
        found.add((number[target], relation, 0, number[source]))
    yield from sorted(found)


def _units(
    network: nx.MultiDiGraph[str], units: nx.Graph[str], at: dict[str, list[float]]
) -> Iterator[Row]:
    """Yield the units that have a task, those with most tasks and partners first."""
    rows = [(u, len(tasks_of(network, u)), units.degree(u)) for u in units]
    for unit, tasks, partners in sorted(rows, key=lambda row: (-row[1], -row[2], row[0])):
        if tasks:
            label = network.nodes[unit]["label"]
            yield unit, label, tasks, partners, *at.get(unit, (0.0, 0.0))


def _measures(works: Works) -> Iterator[Row]:
    """Yield the measures of units, by year and by role."""
    entries = (json.loads(work.record) for work in works)
    assigned = (
        (unit["id"], task["id"], unit["role"], entry["document"]["year"])
        for entry in entries
        for task in entry["tasks"]
        for unit in task["units"]
        if unit["id"]
    )
    for view in unit_views(assigned):
        yield from (measures.row for measures in view_measures(view))


def _concepts(rows: Iterable[dict[str, Any]]) -> list[str]:
    return sorted({row["label"] for row in rows})
