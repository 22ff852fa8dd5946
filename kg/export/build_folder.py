"""A build folder, opened: its graph, its records, its texts."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Store

from kg.export.build_tables import Tables
from kg.network.traversal import build_network
from kg.rdf.quads_file import QuadsFile
from kg.rdf.store import open_database, open_graph
from kg.text.hiding.telephones import without_telephones

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
    def tables(self) -> Tables:
        """What would need a look at the whole graph, found when the build was made."""
        return Tables(self.folder)

    def entries(self) -> Iterator[Record]:
        """Yield the documents of tasks.json with their tasks, one at a time."""
        lines: list[str] = []
        with (self.folder / "tasks.json").open(encoding="utf-8") as file:
            for line in file:
                if line.rstrip("\n,") == "  }":  # ends a document; what is in it stands deeper
                    yield json.loads("".join([*lines, "}"]))
                    lines = []
                elif lines or line.startswith("  {"):
                    lines.append(line)

    def quads(self) -> Iterator[tuple[str, Iterator[str]]]:
        """Yield the named graphs of graph.nq: name and lines; those of documents come first."""
        with QuadsFile.of(self.folder).open() as file:
            lines = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
            for name, same in groupby(lines, lambda line: line.rsplit(" ", 2)[1]):
                yield name[1:-1], same

    def file(self, name: str) -> str:
        """Return the content of a file of the build."""
        return (self.folder / name).read_text(encoding="utf-8")

    def text(self, key: str) -> str:
        """Return the stored text of a document, * for the digits of telephone numbers."""
        return without_telephones(self.file(f"text/{key}.txt"))

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """The networkx view of everything; who serves asks the tables."""
        return build_network(self.database)


def cited_name(document: Record) -> str:
    """Return the name of a document: its 文号, else its title, else its file.

    Where a build holds several texts of one 文号, each has the hash that its key has too.

    Args:
        document: its record, as in tasks.json.

    >>> cited_name({"wenhao": "汶政办字〔2023〕29号", "title": "工作任务", "file": "a.txt"})
    '汶政办字〔2023〕29号'
    >>> cited_name({"wenhao": "汶政办字〔2023〕29号", "version": "1a2b3c4d"})
    '汶政办字〔2023〕29号（1a2b3c4d）'
    """
    name = next(str(document[key]) for key in ("wenhao", "title", "file") if document.get(key))
    return f"{name}（{document['version']}）" if document.get("version") else name
