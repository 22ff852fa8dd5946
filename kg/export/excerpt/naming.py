"""What documents name: the things their statements point to, and what those lie in.

A document's own graph says 〈unit/汶上县/县财政局〉 and no more; that this is 县财政局 of 汶上县 in
济宁市 stands in the graphs that documents share, and is fetched from there thing by thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox
from rdflib.namespace import SKOS

from errors import GraphError
from kg.export.build_folder import BuildFolder
from kg.rdf.store import in_memory, open_database, triples_of
from kg.rdf.vocabulary import ZT

_SHOWN_AS_EDGE = ox.NamedNode(ZT.shownAsEdge)
_MEASURED = ox.NamedNode(ZT.MeasuredPrecision)
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
# <…/doc/汶政办字-2023-29/graph> · <…/doc/汶政办字-2023-29/task/3>: a part of a document
_PART = re.compile(r"/doc/[^/]+/.")
# the object of a line of N-Quads, where it is an IRI: … <https://…/unit/汶上县/县财政局> <…> .
_OBJECT = re.compile(r"^\S+ (?P<predicate>\S+) <(?P<object>[^>]*)>")
_SUBJECT = re.compile(r"^(?:<(?P<iri>[^>]*)>|_:)")
_ALSO_FOLLOWED = {str(SKOS.broader), str(SKOS.inScheme)}
_WHOLE = ("/graph/ontology", "/graph/provenance")  # taken as they are, whatever is taken else


class Naming:
    """Finds what documents name in the database of a build."""

    def __init__(self, build: BuildFolder) -> None:
        self._store = open_database(build.folder)
        self._named: set[str] = set()

    def add(self, lines: Iterable[str]) -> None:
        """Add what the lines of a document name to what is kept of the shared graphs."""
        self._named.update(self._things(lines))

    def kept(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield the lines of a shared graph that say something of what was named."""
        for line in lines:
            subject = _SUBJECT.match(line)
            name = line.rsplit(" ", 2)[1][1:-1]
            if name.endswith(_WHOLE) or (subject and subject["iri"] in self._named):
                yield line

    def store(self, lines: list[str], shown: Callable[[Iterable[str]], Iterable[str]]) -> ox.Store:
        """Return a graph in memory: the lines of a document, and what is said of what it names.

        Args:
            lines: of N-Quads.
            shown: leaves persons out of lines.
        """
        own = "".join(lines).encode()
        said = "".join(shown(self._said(self._things(lines)))).encode()
        return in_memory(triples_of(own), said, self._always)

    def _things(self, lines: Iterable[str]) -> set[str]:
        """Return the things that lines point to, and those they lie in."""
        found: set[str] = set()
        new = {
            match["object"]
            for match in map(_OBJECT.match, lines)
            if match and match["predicate"] != f"<{_TYPE}>"
        }
        while new := {iri for iri in new if not _PART.search(iri)} - found:
            found |= new
            new = {iri for thing in new for iri in self._around(thing)}
        return found

    def _around(self, thing: str) -> Iterator[str]:
        """Yield what a thing lies in: a unit in its county, a concept in a broader one."""
        if "/doc/" in thing:  # another document is named, not looked into
            return
        for quad in self._quads(thing):
            if quad.predicate.value in self._followed and isinstance(quad.object, ox.NamedNode):
                yield quad.object.value

    def _said(self, things: Iterable[str]) -> Iterator[str]:
        quads = (quad.triple for thing in sorted(things) for quad in self._quads(thing))
        written = ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b""
        return (line.decode() for line in written.splitlines(keepends=True))

    def _quads(self, thing: str) -> Iterator[ox.Quad]:
        """Yield what all documents together say of a thing, which the default graph holds."""
        try:
            subject = ox.NamedNode(thing)
            yield from self._store.quads_for_pattern(subject, None, None, ox.DefaultGraph())
        except ValueError:  # what is no IRI is in no graph
            return
        except (OSError, RuntimeError) as error:
            raise GraphError(f"the graph cannot be read ({error}); build again") from error

    @cached_property
    def _followed(self) -> frozenset[str]:
        relations = self._store.quads_for_pattern(None, _SHOWN_AS_EDGE, None, ox.DefaultGraph())
        return frozenset({str(q.subject)[1:-1] for q in relations} | _ALSO_FOLLOWED)

    @cached_property
    def _always(self) -> bytes:
        """What tables ask of every graph: which relations are edges, how sure rules are."""
        relations = self._store.quads_for_pattern(None, _SHOWN_AS_EDGE, None, ox.DefaultGraph())
        measured = self._store.quads_for_pattern(None, None, _MEASURED, ox.DefaultGraph())
        about = (q for each in measured for q in self._quads(str(each.subject)[1:-1]))
        triples = (quad.triple for quad in (*relations, *about))
        return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
