"""A build folder, opened: its graph, and the network view of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Store

from kg.network.traversal import build_network
from kg.rdf.store import open_database, open_graph
from kg.text.veil import without_telephones

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Graph

Record = dict[str, Any]


@dataclass(frozen=True)
class BuildFolder:
    """A build folder, for reading; each part is read when it is first asked for.

    Attributes:
        folder: where it is.
        graph_server: address of a SPARQL server that holds its graph; empty: its own database.
    """

    folder: Path
    graph_server: str = field(default="", kw_only=True)

    @cached_property
    def database(self) -> Store | Graph:
        """What named queries are asked of: the build's database, or the graph on a server."""
        return self.graph if self.graph_server else open_database(self.folder)

    @cached_property
    def graph(self) -> Graph:
        """The union graph, in the build's database or on a server."""
        return open_graph(self.folder, self.graph_server)

    @cached_property
    def records(self) -> Record:
        """The content of tasks.json."""
        content: Record = json.loads(self.file("tasks.json"))
        return content

    def file(self, name: str) -> str:
        """Return the content of a file of the build."""
        return (self.folder / name).read_text(encoding="utf-8")

    def text(self, key: str) -> str:
        """Return the stored text of a document, * for the digits of telephone numbers."""
        return without_telephones(self.file(f"text/{key}.txt"))

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """The networkx view of everything, for exports; who serves asks the tables."""
        return build_network(self.database)
