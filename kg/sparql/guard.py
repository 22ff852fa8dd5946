"""Which queries are refused, from their syntax trees: those that would leave the store.

SERVICE asks other machines, and engines follow it. It is looked for in the tree, not in the text,
so it is found in sub-selects and under escapes, and not in literals. A second wall is in the
child process, which can open nothing any more (kg.sparql.query_child).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyparsing import ParseBaseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

# LOAD <http://…> · INSERT DATA { … }
_UPDATE = re.compile(r"\b(INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD)\b", re.IGNORECASE)
# what is counted before a query is read, which takes time for each: strings and comments are one
# thing, closed or not, so that a count takes one pass
_COUNTED = re.compile(
    r"<[^<>\"{}|^`\\\s]*>"
    r"|\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*+(?:\"\"\"|\Z)|'{3}(?:[^'\\]|\\.|'(?!''))*+(?:'{3}|\Z)"
    r"|\"(?:[^\"\\\n]|\\.)*+\"?|'(?:[^'\\\n]|\\.)*+'?"
    r"|\#[^\n]*|[({\[]|[)}\]]|[^\s(){}\[\]<\"'#]+|<",
    re.DOTALL,
)
MOST_WORDS = 10_000
DEEPEST = 64
READ_ONLY = "this endpoint only reads: SELECT, ASK, CONSTRUCT and DESCRIBE"
_FORMS = {
    "SelectQuery": "rows",
    "AskQuery": "rows",
    "ConstructQuery": "triples",
    "DescribeQuery": "triples",
}


@dataclass(frozen=True, slots=True)
class Read:
    """A query that was read.

    Attributes:
        gives: rows or triples; "" where it cannot be read.
        graphs: the graphs its FROM and FROM NAMED name.
        refused: why it is not run; "" where it may be.
    """

    gives: str = ""
    graphs: tuple[str, ...] = ()
    refused: str = ""


def read_query(query: str) -> Read:
    """Read a query: what it gives, which graphs it names, and whether it is refused.

    Raises:
        ValueError: it is no SPARQL 1.1 query, and the message says where; or it is too long or too
            deep to be read in time.
    """
    _counted(query)
    try:
        tree = parseQuery(query)
    except ParseBaseException as error:
        if _UPDATE.search(query):
            return Read(refused=READ_ONLY)
        raise ValueError(f"line {error.lineno}, column {error.column}: {error.msg}") from error
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    except (KeyError, TypeError, AttributeError) as error:  # a prefix that was not declared …
        raise ValueError(str(error)[:200]) from error
    parts = [part for part in _parts(tree) if isinstance(part, CompValue)]
    if any(part.name == "ServiceGraphPattern" for part in parts):
        return Read(refused="SERVICE is not offered: nothing here asks other machines")
    named = [part for part in parts if part.name == "DatasetClause"]
    graphs = [str(value) for part in named for value in part.values() if value]
    gives = next((_FORMS[part.name] for part in parts if part.name in _FORMS), "rows")
    return Read(gives, tuple(graphs))


def _counted(query: str) -> None:
    """Count the words and the open brackets of a query.

    Raises:
        ValueError: there are too many.
    """
    depth = 0
    for words, found in enumerate(_COUNTED.finditer(query), 1):
        depth += (found[0] in "({[") - (found[0] in ")}]")
        if words > MOST_WORDS:
            raise ValueError(f"it has more than {MOST_WORDS} words; ask in parts")
        if depth > DEEPEST:
            raise ValueError(f"nested too deeply: more than {DEEPEST} brackets are open")


def _parts(tree: Any) -> Iterator[Any]:
    """Yield all parts of a tree, however deep."""
    left = [tree]
    while left:
        part = left.pop()
        yield part
        if isinstance(part, CompValue):
            left.extend(part.values())
        elif isinstance(part, ParseResults | list | tuple):
            left.extend(part)
