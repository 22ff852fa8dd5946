"""Which nodes may break a shape, asked of Oxigraph: pyshacl then looks at those few only.

pyshacl walks every constraint of every node in Python, which took most of a build. Here each
constraint is one SPARQL query for the nodes that fail it. A constraint that no query is written for
makes all nodes of its shape suspect, so that the answer may be too large but never too small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyoxigraph as ox
from rdflib import Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

Check = Callable[[ox.Store], set[str]]

# what a good ?value passes; {} is the value of the constraint
_VALUE_PASSES = {
    SH.datatype: "DATATYPE(?value) = {0} && {0}(STR(?value)) = ?value",
    SH["class"]: "EXISTS {{ ?value a {0} }}",
    SH.minInclusive: "?value >= {0}",
    SH.minLength: "STRLEN(STR(?value)) >= {0}",
    SH.pattern: "REGEX(STR(?value), {0})",
    SH.disjoint: "NOT EXISTS {{ ?this {0} ?value }}",
    SH.lessThan: "NOT EXISTS {{ ?this {0} ?x FILTER(!COALESCE(?value < ?x, false)) }}",
}
_SUB = RDFS.subClassOf.n3()
_COUNT_FAILS = {SH.minCount: "<", SH.maxCount: ">"}
_UNIQUE = (
    "NOT EXISTS {{ ?this {0} ?x FILTER(!SAMETERM(?value, ?x) && "
    'LANG(?value) = LANG(?x) && LANG(?value) != "") }}'
)
# say nothing of the node
_SILENT = {RDF.type, SH.severity, SH.message, SH.path, SH.targetClass, SH.targetSubjectsOf}


def checks(shapes: Graph) -> list[Check]:
    """Return a check for each shape with a target; it returns the nodes that may break it."""
    targeted = {*shapes.subjects(SH.targetClass), *shapes.subjects(SH.targetSubjectsOf)}
    return [
        _Shape(shapes, shape, _target(shapes, shape)).check() for shape in sorted(targeted, key=str)
    ]


def _target(shapes: Graph, shape: Node) -> str:
    of_class = [f"{{ ?this a/{_SUB}* {c.n3()} }}" for c in shapes.objects(shape, SH.targetClass)]
    of_property = [f"{{ ?this {p.n3()} [] }}" for p in shapes.objects(shape, SH.targetSubjectsOf)]
    return " UNION ".join(sorted([*of_class, *of_property]))


class _Shape:
    """One node shape, or a member of its sh:or, as queries."""

    def __init__(self, shapes: Graph, node: Node, target: str) -> None:
        self.shapes, self.node, self.target = shapes, node, target

    def check(self) -> Check:
        """Return what finds the nodes that may break the shape."""
        parts = list(self._parts())
        return lambda store: set().union(*(part(store) for part in parts))

    def _parts(self) -> Iterator[Check]:
        for constraint, value in self.shapes.predicate_objects(self.node):
            if constraint == SH.property:
                yield from map(_asked, self._property(value))
            elif constraint == SH["or"]:
                members = Collection(self.shapes, value)
                yield _all([_Shape(self.shapes, m, self.target).check() for m in members])
            elif constraint in (SH.xone, SH["not"]) and self._is_exact(value, constraint):
                yield self._counted(value, constraint)
            elif constraint == SH.sparql:
                yield _asked(self._select(value))
            elif constraint not in _SILENT:
                yield _asked(self._query(""))

    def _members(self, value: Node, constraint: Node) -> list[Node]:
        return [*Collection(self.shapes, value)] if constraint == SH.xone else [value]

    def _is_exact(self, value: Node, constraint: Node) -> bool:
        """Tell whether queries find just the nodes that break each member, and no others."""
        known = {*_VALUE_PASSES, *_COUNT_FAILS, SH["in"], *_SILENT}
        return all(
            predicate == SH.property
            and known.issuperset(self.shapes.predicates(shape))
            and isinstance(self.shapes.value(shape, SH.path), URIRef)
            for member in self._members(value, constraint)
            for predicate, shape in self.shapes.predicate_objects(member)
        )

    def _counted(self, value: Node, constraint: Node) -> Check:
        """Return what finds the nodes that keep more or fewer of some shapes than they may."""
        members = [
            _Shape(self.shapes, m, self.target).check() for m in self._members(value, constraint)
        ]
        every, kept = _asked(self._query("")), int(constraint == SH.xone)

        def check(store: ox.Store) -> set[str]:
            broken = [member(store) for member in members]
            return {node for node in every(store) if sum(node not in b for b in broken) != kept}

        return check

    def _query(self, condition: str) -> str:
        return f"SELECT DISTINCT ?this {{ {self.target} {condition} }}"

    def _property(self, shape: Node) -> Iterator[str]:
        """Yield a query for each constraint of a property shape."""
        path = self.shapes.value(shape, SH.path)
        for constraint, value in self.shapes.predicate_objects(shape):
            if constraint in _SILENT:
                continue
            if not isinstance(path, URIRef):
                yield self._query("")
            elif sign := _COUNT_FAILS.get(URIRef(str(constraint))):
                fails = f"COUNT(?value) {sign} {value.n3()}"
                yield (
                    f"SELECT ?this {{ {self.target} OPTIONAL {{ ?this {path.n3()} ?value }} }}"
                    f" GROUP BY ?this HAVING({fails})"
                )
            elif passes := self._passes(constraint, value, path):
                condition = f"?this {path.n3()} ?value FILTER(!COALESCE({passes}, false))"
                yield self._query(condition)
            else:
                yield self._query("")

    def _passes(self, constraint: Node, value: Node, path: URIRef) -> str | None:
        if constraint == SH["in"]:
            members = Collection(self.shapes, value)
            return " || ".join(f"SAMETERM(?value, {member.n3()})" for member in members)
        if constraint == SH.uniqueLang:
            return _UNIQUE.format(path.n3())
        known = _VALUE_PASSES.get(URIRef(str(constraint)))
        return known.format(value.n3()) if known else None

    def _select(self, constraint: Node) -> str:
        """Return the query that a shape brings itself, with the prefixes it declares."""
        query = str(self.shapes.value(constraint, SH.select)).replace("$this", "?this")
        declared = (
            (self.shapes.value(d, SH.prefix), self.shapes.value(d, SH.namespace))
            for declaring in self.shapes.objects(constraint, SH.prefixes)
            for d in self.shapes.objects(declaring, SH.declare)
        )
        prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in declared)
        return prefixes + query


def _asked(query: str) -> Check:
    def check(store: ox.Store) -> set[str]:
        rows = store.query(query, use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        return {row["this"].value for row in rows}

    return check


def _all(members: list[Check]) -> Check:
    """Return what finds the nodes that break every one of some alternatives."""
    return lambda store: set.intersection(*(member(store) for member in members))
