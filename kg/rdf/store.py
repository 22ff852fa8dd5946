"""Open a built graph for questions: rdflib's Graph API over an Oxigraph store in memory."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from errors import GraphError
from kg.rdf.vocabulary import bind_prefixes


def load_graph(path: Path) -> Graph:
    """Load the union graph of a build.

    Args:
        path: a Turtle file, as a build writes it (graph.ttl).

    Raises:
        GraphError: the file is missing or not Turtle.
    """
    graph = bind_prefixes(Graph(store="Oxigraph", identifier=DATASET_DEFAULT_GRAPH_ID))
    try:
        graph.parse(path, format="ox-turtle", transactional=False)
    except FileNotFoundError as error:
        raise GraphError(f"{path} is missing; build it with: python build_graph.py") from error
    except SyntaxError as error:
        raise GraphError(f"{path} is damaged ({error}); build it again") from error
    return graph
