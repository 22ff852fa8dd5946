"""A build folder, opened: its graph, and the network view of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store

from kg.network.traversal import build_network
from kg.rdf.store import open_database, open_store

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Graph


@dataclass(frozen=True)
class BuildFolder:
    """A build folder, for reading; each part is read when it is first asked for.

    Attributes:
        folder: where it is.
    """

    folder: Path

    @cached_property
    def database(self) -> Store:
        """The build's database, which named queries are asked of."""
        return open_database(self.folder)

    @cached_property
    def graph(self) -> Graph:
        """The union graph as rdflib has it, for exports; it reads the build's database."""
        return open_store(self.folder)

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """The networkx view of everything, for exports; who serves asks the tables."""
        return build_network(self.database)
