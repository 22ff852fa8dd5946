"""What describes and judges the graph: ontology, thesaurus, SHACL shapes, SHACL report."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from rdflib import RDF, SH, Graph, Literal, URIRef

from kg.export.build_folder import Record
from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.rdf.serialise import TURTLE_HEADER, turtle, turtle_body
from kg.rdf.validation import SHAPES as SHAPES_FILE

_TURTLE = "text/turtle"


def _ontology(excerpt: Excerpt, path: Path) -> None:
    """Write the ontology of the build: our terms, and those of others as far as they are used."""
    with path.open("wb") as file:
        file.write(TURTLE_HEADER)
        for name, lines in excerpt.build.quads():
            if name.endswith("/graph/ontology"):
                file.write(turtle_body("".join(lines).encode()))


def _thesaurus(excerpt: Excerpt, path: Path) -> None:
    shutil.copyfile(excerpt.build.folder / "thesaurus.ttl", path)


def _shapes(_: Excerpt, path: Path) -> None:
    shutil.copyfile(SHAPES_FILE, path)


def _report(excerpt: Excerpt, path: Path) -> None:
    """Write what the gate of the build found, as a validation report of SHACL."""
    said = json.loads(excerpt.build.file("report.json"))
    found = [*said["violations"], *said["findings"]]
    base = f"{excerpt.manifest['base_iri']}report"
    graph, report = Graph(), URIRef(base)
    graph.add((report, RDF.type, SH.ValidationReport))
    graph.add((report, SH.conforms, Literal(not found)))
    for number, finding in enumerate(_taken(excerpt, found), 1):
        result = URIRef(f"{base}/{number}")
        graph.add((report, SH.result, result))
        graph.add((result, RDF.type, SH.ValidationResult))
        graph.add((result, SH.focusNode, URIRef(finding["node"])))
        graph.add((result, SH.resultSeverity, SH[finding["severity"]]))
        graph.add((result, SH.resultMessage, Literal(finding["message"])))
    path.write_text(turtle(graph), encoding="utf-8")


def _taken(excerpt: Excerpt, findings: list[Record]) -> Iterator[Record]:
    """Yield findings about what is taken, without persons."""
    for finding in findings:
        of_document = finding["node"].partition("/doc/")[2].partition("/")[0]
        keys = {document["key"] for document in excerpt.documents.values()}
        if (not of_document or of_document in keys) and (
            excerpt.persons or "/person" not in finding["node"]
        ):
            yield excerpt.hidden.record(finding) if excerpt.hidden else finding


ONTOLOGY = Format(
    "ontology.ttl", "Turtle：本体（OWL）", "Turtle: the ontology (OWL)", _TURTLE, _ontology
)
THESAURUS = Format(
    "thesaurus.ttl",
    "Turtle：主题词表（SKOS）",
    "Turtle: the thesaurus (SKOS)",
    _TURTLE,
    _thesaurus,
)
SHAPES = Format("shapes.ttl", "Turtle：约束（SHACL）", "Turtle: the SHACL shapes", _TURTLE, _shapes)
REPORT = Format(
    "shacl-report.ttl",
    "Turtle：约束检验报告（SHACL）",
    "Turtle: the SHACL validation report",
    _TURTLE,
    _report,
)
