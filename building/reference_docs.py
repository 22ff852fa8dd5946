"""The reference pages of docs/, from their sources: python -m building.reference_docs writes them.

docs/ontology.md is ontology.ttl to read, docs/settings.md the table of settings, docs/modules.md
the first line of every module; a test holds them equal to their sources.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from kg.rdf.vocabulary import ZT
from settings import ONTOLOGY, ROOT, table

DOCS = ROOT / "docs"
ROOMS = ("kg", "embeddings", "building", "qa", "ui", "console", "zhengtu", "bench")
# heading → the kind of its terms
KINDS = {
    "Classes": OWL.Class,
    "Relations between things": OWL.ObjectProperty,
    "Properties with a value": OWL.DatatypeProperty,
}


def modules_page() -> str:
    """Return docs/modules.md: which file holds what."""
    files = sorted(path.name for path in ROOT.glob("*.py"))
    lines = [
        "The rooms and their files. How they work together: [architecture.md](architecture.md)."
    ]
    lines += ["", *_table(("file", "holds"), ((f"`{f}`", _holds(ROOT / f)) for f in files))]
    for room in (p.parent for r in ROOMS for p in sorted((ROOT / r).rglob("__init__.py"))):
        modules = [path for path in sorted(room.glob("*.py")) if path.name != "__init__.py"]
        rows = ((f"`{path.name}`", _holds(path)) for path in modules)
        name = room.relative_to(ROOT).as_posix()
        lines += ["", f"## {name}/", "", _holds(room / "__init__.py")]
        lines += ["", *_table(("file", "holds"), rows)] if modules else []
    return _page("Modules", "the modules' docstrings", *lines)


def _holds(path: Path) -> str:
    """Return the first line of a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.split("\n", 1)[0]


def settings_page() -> str:
    """Return docs/settings.md."""
    rows = (
        (f"`{variable}`", f"`{default}`" if default else "–", _option(name), sentence)
        for name, variable, default, sentence in table()
    )
    return _page(
        "Settings",
        "settings.py",
        "Every setting is an environment variable; a command-line option of the same name wins. "
        "`--help` of a command lists its options.",
        "",
        *_table(("variable", "default", "option", "what it sets"), rows),
        "",
        "Any model but the default is looked for on this machine only; `HF_HUB_OFFLINE=0` lets "
        "sentence-transformers download it once.",
        "The Makefile passes on `PORT`, `HOST`, `DOCS`, `BUILD` and `MODEL`: "
        "`make run PORT=8000 DOCS=folder`.",
    )


def _option(name: str) -> str:
    """Return the option of the commands that sets the same; endpoints have none."""
    if name == "build":
        return "`--build`, `--out` of `zhengtu build`"
    elsewhere = name.startswith(("phrase", "graph", "vectors", "progress"))
    return "–" if elsewhere else f"`--{name.replace('_', '-')}`"


def ontology_page(graph: Graph) -> str:
    """Return docs/ontology.md.

    Args:
        graph: the parsed ontology.ttl.
    """
    lines = [
        "The terms of the graph, namespace `https://w3id.org/zhengtu/ontology#`, prefix `zt:`. "
        "`zt:` is left out below.",
        "",
        "`graph.nq` holds a named graph for each document and some for what they share (packed, as "
        "`graph.nq.gz`, in a build of 200 documents and more). `store/`, "
        "`/sparql` and `graph.ttl` hold their union, each triple once, in the default graph: there "
        "`GRAPH ?g { … }` finds nothing.",
    ]
    for heading, kind in KINDS.items():
        lines += ["", f"## {heading}", "", *_terms(graph, kind)]
    lines += ["", "## Values from closed lists", ""]
    for scheme in _sorted(graph, graph.subjects(RDF.type, SKOS.ConceptScheme)):
        values = _sorted(graph, graph.subjects(SKOS.inScheme, scheme))
        named = ", ".join(f"`{_name(graph, v)}` {_text(graph, v, SKOS.prefLabel)}" for v in values)
        lines.append(f"- **{_name(graph, scheme)}** ({_label(graph, scheme)}): {named}")
    lines += ["", "## Retired terms", "", *_retired(graph)]
    return _page("Ontology", "ontology.ttl", *lines)


def _terms(graph: Graph, kind: URIRef) -> Iterator[str]:
    """Yield the table of all terms of a kind."""
    between = kind != OWL.Class
    header = ("term", "label", "from → to" if between else "kind of", "meaning")
    rows = (
        (
            f"`{_name(graph, term)}`",
            _label(graph, term),
            _ends(graph, term) if between else _names(graph, term, RDFS.subClassOf),
            _text(graph, term, RDFS.comment, "en"),
        )
        for term in _sorted(graph, set(graph.subjects(RDF.type, kind)) - _old(graph))
        if term.startswith(str(ZT._NS))
    )
    return _table(header, rows)


def _retired(graph: Graph) -> Iterator[str]:
    """Yield the table old → new; an IRI keeps its meaning, so a renamed term got a new one."""
    rows = (
        (
            f"`{_name(graph, term)}`",
            _names(graph, term, DCTERMS.isReplacedBy),
            _text(graph, term, RDFS.comment, "en"),
        )
        for term in _sorted(graph, _old(graph))
    )
    return _table(("old", "new", "why"), rows)


def _old(graph: Graph) -> set[Node]:
    return set(graph.subjects(OWL.deprecated, Literal(True)))


def _ends(graph: Graph, term: URIRef) -> str:
    """Return what a property leads from and to, also as the properties above it say."""
    above = [t for t in graph.transitive_objects(term, RDFS.subPropertyOf) if t]
    return " → ".join(
        next(filter(None, (_names(graph, t, end) for t in above)), "any")
        for end in (RDFS.domain, RDFS.range)
    )


def _names(graph: Graph, term: Node, predicate: URIRef) -> str:
    found = (node for node in graph.objects(term, predicate) if isinstance(node, URIRef))
    return ", ".join(sorted(_name(graph, node) for node in found))


def _name(graph: Graph, term: URIRef) -> str:
    """Return a term with its prefix, without it where it is ours: Task, prov:Entity."""
    return graph.namespace_manager.normalizeUri(term).strip("<>").removeprefix("zt:")


def _label(graph: Graph, term: URIRef) -> str:
    zh, en = (_text(graph, term, RDFS.label, language) for language in ("zh", "en"))
    return f"{zh} · {en}" if zh and en else zh or en


def _text(graph: Graph, term: URIRef, predicate: URIRef, language: str = "zh") -> str:
    found = (v for v in graph.objects(term, predicate) if isinstance(v, Literal))
    return next((str(v) for v in found if v.language == language), "")


def _sorted(graph: Graph, terms: Iterable[object]) -> list[URIRef]:
    ours = {term for term in terms if isinstance(term, URIRef)}
    return sorted(ours, key=lambda term: _name(graph, term).lower())


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"|{'---|' * len(header)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _page(title: str, source: str, *lines: str) -> str:
    """Return a page that says what it was made from."""
    made = f"<!-- made from {source} by python -m building.reference_docs; do not edit -->"
    return "\n".join((f"# {title}", "", made, "", *lines)) + "\n"


def pages() -> dict[str, str]:
    """Return every page by its file name."""
    return {
        "modules.md": modules_page(),
        "settings.md": settings_page(),
        "ontology.md": ontology_page(Graph().parse(ONTOLOGY)),
    }


def main() -> int:
    """Write the pages."""
    for name, content in pages().items():
        (DOCS / name).write_text(content, encoding="utf-8")
        print(DOCS / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
