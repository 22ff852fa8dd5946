"""Named SPARQL queries: one file each under queries/, opening with its competency question.

Values are bound, never written into the text of a query; only lists of classes are filled in, from
the table of kinds, when the queries are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from rdflib import XSD, Graph, Literal
from rdflib.term import Identifier, Node

from errors import GraphError
from kg.entities.kinds import KINDS, Kinds

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


@dataclass(frozen=True, slots=True)
class Queries:
    """The named queries for one table of kinds."""

    by_name: Mapping[str, Query]

    def __getitem__(self, name: str) -> Query:
        """Return a query by name.

        Raises:
            GraphError: there is no such query.
        """
        if name not in self.by_name:
            raise GraphError(f"no query is called {name}; there are: {', '.join(self.by_name)}")
        return self.by_name[name]


def read_queries(kinds: Kinds, folder: Path = FOLDER) -> Queries:
    """Read the named queries, their lists of classes filled in from a table of kinds."""
    classes = {"KINDS_ASKED_BY_NAME": kinds.asked_by_name, "KINDS_DRAWN": kinds.drawn}
    found = {}
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        for placeholder, names in classes.items():
            text = text.replace(placeholder, " ".join(f"zt:{name}" for name in names))
        question = text.splitlines()[0].removeprefix("#").strip()
        found[path.stem] = Query(path.stem, question, text)
    return Queries(found)


# The .rq files are part of the program as its modules are, and are read with them; no data folder
# or setting can change them.
QUERIES = read_queries(KINDS)


def select(
    graph: Graph,
    name: str,
    bindings: Mapping[str, Node] | None = None,
    *,
    queries: Queries = QUERIES,
) -> list[dict[str, Any]]:
    """Run a named SELECT query.

    Args:
        graph: the graph to ask.
        name: name of the query.
        bindings: terms for the query's variables.
        queries: where the query is looked up.

    Returns:
        One dictionary for each row, from variable to Python value: str for IRIs and for days (ISO),
        None if unbound.
    """
    terms = {variable: cast(Identifier, term) for variable, term in (bindings or {}).items()}
    result = graph.query(queries[name].text, initBindings=terms)
    variables = result.vars or ()
    rows = (dict(row) for row in result.bindings)
    return [{str(v): _python(row.get(v)) for v in variables} for row in rows]


def _python(term: Any) -> Any:
    if isinstance(term, Literal) and term.datatype == XSD.date:
        return str(term)  # as printed in the graph; JSON and GraphML know no days
    return term.toPython() if hasattr(term, "toPython") else term
