"""Entities: the real things that mentions are linked to. Data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A real thing: a unit, a policy, a project …; one node of the graph.

    Attributes:
        iri: its stable IRI.
        kind: its class in the ontology, as a local name (Unit, PolicyDocument).
        label: its preferred name.
        aliases: the other names it was met under, sorted.
        inferred: names among these that no document prints, completed by the tables or by the
            level of the document, sorted.
    """

    iri: str
    kind: str
    label: str
    aliases: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
