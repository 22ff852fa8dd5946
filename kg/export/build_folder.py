"""A build folder, opened: its graph, and the network view of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import networkx as nx
from rdflib import Graph

from kg.network.traversal import build_network
from kg.rdf.store import open_store


@dataclass(frozen=True)
class BuildFolder:
    """A build folder, for reading; each part is read when it is first asked for.

    Attributes:
        folder: where it is.
    """

    folder: Path

    @cached_property
    def graph(self) -> Graph:
        """The union graph, read from the build's database."""
        return open_store(self.folder)

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """The networkx view of everything: what names a node needs only label or neighbourhood."""
        return build_network(self.graph)
