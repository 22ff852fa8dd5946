"""What a package says of itself to machines: RO-Crate, DCAT and VoID, CITATION.cff."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from rdflib import DCAT, DCTERMS, PROV, RDF, VOID, XSD, Graph, Literal, URIRef

from kg.export.build_folder import Record
from kg.export.crate.packing import Packed
from kg.export.excerpt.excerpt import Excerpt
from kg.rdf.serialise import turtle
from kg.rdf.vocabulary import PREFIXES

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME = "CC-BY-4.0"
PROGRAM = "https://w3id.org/zhengtu/"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_PROFILE = "https://w3id.org/ro/crate/1.1"
_NOBODY = "the makers of this package"
_VERSION = URIRef(f"{DCAT._NS}version")  # of DCAT 3, which rdflib does not know
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Described:
    """What is said of a package.

    Attributes:
        excerpt: what is in it.
        title: in Chinese and English.
        description: in Chinese and English.
        files: what was packed.
        counts: rows of each table.
    """

    excerpt: Excerpt
    title: tuple[str, str]
    description: tuple[str, str]
    files: Sequence[Packed]
    counts: dict[str, int]

    @property
    def creator(self) -> str:
        """Who publishes it."""
        return self.excerpt.publication.creator or _NOBODY

    @property
    def program(self) -> str:
        """Name and version of the program that made the build."""
        return str(self.excerpt.manifest["program"])


def ro_crate(described: Described) -> str:
    """Return ro-crate-metadata.json."""
    excerpt = described.excerpt
    documents = [*_documents(excerpt)]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": " | ".join(described.title),
        "description": " | ".join(described.description),
        "datePublished": excerpt.publication.published,
        "license": {"@id": LICENCE},
        **{role: {"@id": "#creator"} for role in ("author", "creator", "publisher")},
        "version": described.program,
        "isBasedOn": [{"@id": document["@id"]} for document in documents],
        "hasPart": [{"@id": file.name} for file in described.files],
        "mentions": {"@id": "#build"},
    }
    program = {
        "@id": PROGRAM,
        "@type": "SoftwareApplication",
        "name": "政图 Zhengtu",
        "url": PROGRAM,
        "softwareVersion": described.program.rpartition(" ")[2],
    }
    graph = [
        {
            "@id": "ro-crate-metadata.json",
            "@type": "CreativeWork",
            "conformsTo": {"@id": _PROFILE},
            "about": {"@id": "./"},
        },
        root,
        {
            "@id": LICENCE,
            "@type": "CreativeWork",
            "name": "Creative Commons Attribution 4.0 International",
            "description": "CC BY 4.0, for what was added to the documents; see LICENSE.md",
        },
        {"@id": "#creator", "@type": "Organization", "name": described.creator},
        program,
        {
            "@id": "#build",
            "@type": "CreateAction",
            "name": "reading the documents",
            "instrument": {"@id": PROGRAM},
            "object": [{"@id": document["@id"]} for document in documents],
            "result": {"@id": "./"},
        },
        *map(_file, described.files),
        *documents,
    ]
    return _json({"@context": CONTEXT, "@graph": graph})


def _file(file: Packed) -> Record:
    return {
        "@id": file.name,
        "@type": "File",
        "name": file.name,
        "description": f"{file.zh} | {file.en}",
        "encodingFormat": file.media_type,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }


def _documents(excerpt: Excerpt) -> Iterator[Record]:
    """Yield the documents as works the package is based on."""
    for iri, document in excerpt.documents.items():
        origin = excerpt.publication.origin(document)
        said = {
            "@id": iri,
            "@type": "CreativeWork",
            "name": document["title"] or document["key"],
            "identifier": document["wenhao"],
            "datePublished": document["date"],
            "sha256": document["sha256"],
            "url": origin.address,
            "sdDatePublished": origin.retrieved,
        }
        yield {name: value for name, value in said.items() if value}


def dcat(described: Described) -> str:
    """Return the DCAT and VoID description, as Turtle."""
    excerpt = described.excerpt
    base = excerpt.manifest["base_iri"]
    data, graph = URIRef(f"{base}dataset"), Graph()

    def say(subject: URIRef, predicate: URIRef, *values: Literal | URIRef) -> None:
        for value in values:
            graph.add((subject, predicate, value))

    say(data, RDF.type, VOID.Dataset, DCAT.Dataset)
    say(data, DCTERMS.title, *_both(described.title))
    say(data, DCTERMS.description, *_both(described.description))
    say(data, DCTERMS.license, URIRef(LICENCE))
    say(data, DCTERMS.creator, Literal(described.creator))
    say(data, DCTERMS.issued, Literal(excerpt.publication.published, datatype=XSD.date))
    say(data, _VERSION, Literal(described.program))
    say(data, VOID.uriSpace, Literal(base))
    say(data, VOID.vocabulary, *(URIRef(iri.rstrip("#")) for iri in PREFIXES.values()))
    say(data, DCTERMS.source, *map(URIRef, excerpt.documents))
    years = sorted({d["year"] for d in excerpt.documents.values() if d["year"]})
    say(data, DCTERMS.temporal, *(Literal(str(y), datatype=XSD.gYear) for y in years))
    triples, classes = _graph_counts(excerpt)
    say(data, VOID.triples, Literal(triples))
    say(data, VOID.documents, Literal(len(excerpt.documents)))
    say(data, VOID.entities, Literal(described.counts["nodes"]))
    say(data, VOID.classes, Literal(len(classes)))
    for number, (term, count) in enumerate(sorted(classes.items()), 1):
        part = URIRef(f"{data}/class/{number}")
        say(data, VOID.classPartition, part)
        say(part, VOID["class"], URIRef(term))
        say(part, VOID.entities, Literal(count))
    for file in described.files:
        offered = URIRef(f"{data}/file/{file.name}")
        say(data, DCAT.distribution, offered)
        say(offered, RDF.type, DCAT.Distribution)
        say(offered, DCTERMS.title, Literal(file.name))
        say(offered, DCTERMS.description, *_both((file.zh, file.en)))
        say(offered, DCAT.mediaType, Literal(file.media_type))
        say(offered, DCAT.byteSize, Literal(file.size))
    say(data, PROV.wasAttributedTo, URIRef(PROGRAM))
    return turtle(graph)


def _both(texts: tuple[str, str]) -> tuple[Literal, Literal]:
    return Literal(texts[0], lang="zh"), Literal(texts[1], lang="en")


def _graph_counts(excerpt: Excerpt) -> tuple[int, Counter[str]]:
    """Return how many triples are taken, one in several graphs once for each, and their classes."""
    triples, classes = 0, Counter[str]()
    typed = f" <{_TYPE}> "
    for _, lines in excerpt.graphs():
        for line in lines:
            triples += 1
            if typed in line:
                (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
                classes[str(quad.object)[1:-1]] += 1
    return triples, classes


def citation(described: Described) -> str:
    """Return CITATION.cff; a text in JSON is one in YAML too."""
    said: dict[str, Any] = {
        "cff-version": "1.2.0",
        "type": "dataset",
        "message": "If you use these data, please cite them as below. 使用本数据请按下列方式引用。",
        "title": " | ".join(described.title),
        "abstract": " | ".join(described.description),
        "authors": [{"name": described.creator}],
        "version": described.program,
        "date-released": described.excerpt.publication.published,
        "license": LICENCE_NAME,
        "keywords": ["政府文件", "knowledge graph", "RDF", "policy", "China"],
    }
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in said.items())
    return "".join(lines)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
