"""Make what serving reads (serving/): tables by key, plain texts, vectors of concepts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from building.goal_rows import citation_rows, goal_rows
from building.merged import Merged
from building.work.stored_work import DocumentWork
from embeddings import Encoder
from embeddings.lexical import simplify
from embeddings.plain_texts import write_plain_texts
from kg.entities.name_forms import NameForms
from kg.export.build_tables import CONCEPTS, LONGEST_HEADING, SERVING, TablesWriter
from kg.knowledge.thesaurus import Thesaurus
from kg.knowledge.unit_names import UnitNames
from kg.network.traversal import local_name
from kg.network.unit_measures import all_measures, unit_views
from kg.rdf.named_queries import select
from kg.text.digest import digest
from kg.text.hiding.telephones import without_telephones

Row = tuple[object, ...]


def add_document(tables: TablesWriter, work: DocumentWork) -> None:
    """Add the rows of one document: its record, its tasks, what is drawn of it."""
    entry = json.loads(work.record)
    document = entry["document"]
    tables.add("documents", [(document["id"], document["key"], _json(document))])
    tables.add("tasks", _tasks(entry))
    tables.add("headings", _headings(entry))
    tables.add("goals", goal_rows(entry))
    tables.add("citations", citation_rows(entry))
    inside = f"{document['id']}/"
    own = (node for node in work.drawing.nodes if node[0].startswith(inside))
    tables.add("drawn", ((*node, False) for node in own))
    tables.add("edges", work.drawing.edges)
    tables.add("roles", _roles(entry))


def write_serving(folder: Path, merged: Merged, tables: TablesWriter, units: UnitNames) -> None:
    """Finish the tables of a build whose other files are there, and write its plain texts.

    Args:
        folder: of the build.
        merged: what its documents share.
        tables: hold what was added of each document, and what is drawn.
        units: how names of units are shortened.
    """
    tables.connect()
    shared = merged.graph()
    add_names(tables, select(shared, "labels"), units)
    tables.add("reports", ((entry["key"], _json(entry)) for entry in merged.entries))
    tables.add("concepts", ((label,) for label in sorted(merged.concepts)))
    terms = {local_name(r["term"]): (r["zh"], r["en"]) for r in select(shared, "terms")}
    tables.add("terms", ((term, *names) for term, names in terms.items()))
    measures = all_measures(unit_views(tables.roles()))
    tables.add("measures", (measure.row for measure in measures))
    tables.finish()
    texts = (folder / "text" / f"{entry['key']}.txt" for entry in merged.entries)
    shown = (without_telephones(path.read_text(encoding="utf-8")) for path in texts)
    write_plain_texts(folder / SERVING, shown)


def add_names(tables: TablesWriter, labels: Iterable[dict[str, Any]], units: UnitNames) -> None:
    """Add every way to write a name, what it may stand for, and the pieces it is found by."""
    names, acting = NameForms(), tables.assigned()  # a firm among them
    for row in labels:
        name, kind, thing = simplify(row["name"]), local_name(row["class"]), row["thing"]
        names.add(name, kind, thing, acting=thing in acting, units=units)
    tables.add("forms", names.rows())
    tables.add("called", names.thing_rows())
    tables.add("pieces", sorted(names.piece_rows()))


def write_concepts(folder: Path, thesaurus: Thesaurus, encoder: Encoder) -> None:
    """Write the vectors of the concepts of the thesaurus, and what they were made of."""
    vectors = encoder.encode_passages(thesaurus.texts)
    np.save(folder / CONCEPTS, vectors, allow_pickle=False)
    key = digest("concepts", encoder.fingerprint, *thesaurus.texts)
    (folder / CONCEPTS).with_suffix(".sha256").write_text(key, encoding="utf-8")


def _json(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _tasks(entry: dict[str, Any]) -> Iterator[Row]:
    key = entry["document"]["key"]
    for task in entry["tasks"]:
        plain = simplify(f"{task['title']}。{task['text']}")
        yield task["id"], key, task["number"], _json(task), plain, task["section"] or ""


def _headings(entry: dict[str, Any]) -> Iterator[Row]:
    """Yield how each task is called: its title, or as much of its text as a heading shows."""
    key = entry["document"]["key"]
    for task in entry["tasks"]:
        heading = task["title"] or task["text"][:LONGEST_HEADING]
        yield task["id"], key, task["ordinal"], heading


def _roles(entry: dict[str, Any]) -> Iterator[Row]:
    """Yield which unit has which role in which task, and the year that its document plans for."""
    for task in entry["tasks"]:
        for unit in task["units"]:
            if unit["id"]:
                yield unit["id"], task["id"], unit["role"], entry["document"]["year"]
