"""Open the database of a build: an Oxigraph store on disk, and rdflib's Graph API over it.

It holds each triple once, in its default graph: the union of the named graphs of graph.nq, which
are not in it. Where a SPARQL server holds the same graph, it is opened instead.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

from errors import GraphError

if TYPE_CHECKING:
    from rdflib import Graph

STORE = "store"  # the folder of a build that holds it
_INSTALL = "pip install zhengtu[graph-server]"


def open_graph(build: Path, server: str = "") -> Graph:
    """Open the graph of a build for reading: on a SPARQL server, if one is named, else on disk.

    Raises:
        GraphError: there is no graph.
    """
    if not server:
        return open_store(build)
    try:
        from kg.rdf.graph_server import open_server
    except ImportError as error:
        raise GraphError(f"a graph on a server needs {error.name}: {_INSTALL}") from error
    return open_server(server)


def open_store(build: Path) -> Graph:
    """Open the database of a build as a graph of rdflib, for what needs its API.

    Raises:
        GraphError: the database is missing or damaged.
    """
    from oxrdflib import OxigraphStore  # a third of a second with rdflib's own engine
    from rdflib import Graph
    from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

    from kg.rdf.vocabulary import bind_prefixes

    store = OxigraphStore(store=open_database(build))
    return bind_prefixes(Graph(store, identifier=DATASET_DEFAULT_GRAPH_ID))


def open_database(build: Path) -> Store:
    """Open the database of a build for reading; many processes may do so at once.

    Args:
        build: the build's folder.

    Raises:
        GraphError: the database is missing or damaged.
    """
    folder = build / STORE
    try:
        return Store.read_only(str(folder))
    except FileNotFoundError as error:
        raise GraphError(f"{folder} is missing; build again: python build_graph.py") from error
    except (OSError, RuntimeError) as error:
        raise GraphError(f"{folder} is damaged ({_line(error)}); build again") from error


def in_memory(*triples: bytes) -> Store:
    """Return N-Triples as one graph in memory."""
    store = Store()
    for some in triples:
        store.bulk_load(some, format=RdfFormat.N_TRIPLES)
    return store


def triples_of(quads: bytes) -> bytes:
    """Return the lines of named graphs as N-Triples."""
    return b"".join(map(triple_line, quads.splitlines(keepends=True)))


def triple_line(line: bytes) -> bytes:
    """Return a line of a named graph without it: <a> <b> "c" <graph> . as <a> <b> "c" ."""
    return line.rpartition(b" <")[0] + b" .\n"


def _line(error: Exception) -> str:
    return str(error).split("\n")[0]
