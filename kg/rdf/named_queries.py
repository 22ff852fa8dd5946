"""Named SPARQL queries: one file each under kg/queries/, opening with its competency question.

Values are bound, never written into the text of a query.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from rdflib import Graph
from rdflib.term import Identifier, Node

from errors import GraphError

FOLDER = Path(__file__).parent / "queries"


@dataclass(frozen=True, slots=True)
class Query:
    """A named query.

    Attributes:
        name: file name without .rq.
        question: the competency question it answers, its first comment line.
        text: the SPARQL.
    """

    name: str
    question: str
    text: str


@cache
def load_query(name: str) -> Query:
    """Read a query by name.

    Raises:
        GraphError: there is no such query.
    """
    path = FOLDER / f"{name}.rq"
    if not path.is_file():
        raise GraphError(f"no query is called {name}; there are: {', '.join(query_names())}")
    text = path.read_text(encoding="utf-8")
    return Query(name, text.splitlines()[0].removeprefix("#").strip(), text)


def query_names() -> list[str]:
    """Return the names of all queries, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.rq"))


def select(
    graph: Graph, name: str, bindings: Mapping[str, Node] | None = None
) -> list[dict[str, Any]]:
    """Run a named SELECT query.

    Args:
        graph: the graph to ask.
        name: name of the query.
        bindings: terms for the query's variables.

    Returns:
        One dictionary a row, variable name to Python value (str for IRIs); unbound ones are None.
    """
    query = load_query(name)
    result = graph.query(
        query.text,
        initBindings={name: cast(Identifier, term) for name, term in (bindings or {}).items()},
    )
    names = [str(variable) for variable in result.vars or ()]
    return [{n: _python(row.get(n)) for n in names} for row in _rows(result)]


def _rows(result: Any) -> list[dict[str, Node]]:
    return [{str(k): v for k, v in row.items()} for row in result.bindings]


def _python(term: Any) -> Any:
    return term.toPython() if hasattr(term, "toPython") else term
