"""Named SPARQL queries: one file each under queries/, opening with its competency question.

A file opens with the question in Chinese and English, a description, and a line for each
parameter: its variable, its kind, and what it is:

    # 哪些任务没有写明任何数字指标？Which tasks name no number to be reached?
    # 没有指标的任务，附所在文件。 / Tasks without a target, with their document.
    #: ?document iri 文件 / the document

What is asked about comes first: bound values open the outermost group as a VALUES block of
serialised terms, so that every engine starts from them and no query with an anchor costs the whole
graph. Lists of classes are filled in, from the table of kinds, when the queries are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from errors import GraphError, QueryError
from kg.entities.kinds import KINDS, Kinds

if TYPE_CHECKING:
    from rdflib import Graph

FOLDER = Path(__file__).parent / "queries"
Term = str  # an IRI, or a literal of rdflib
_GIVEN = "#:"  # opens the line of a parameter
_GROUP = "WHERE {"  # opens the outermost group of every query
# SELECT ?node ?class (MIN(?name) AS ?label) WHERE {
_COMPUTED = re.compile(r"\([^?]*\?\w+\) AS \?\w+\)")
_OPTIONAL = re.compile(r"OPTIONAL \{[^{}]*\}")  # OPTIONAL { ?policy zt:wenhao ?wenhao }
_VARIABLE = re.compile(r"\?(\w+)")
_XSD = "http://www.w3.org/2001/XMLSchema#"
_DATE = f"{_XSD}date"
_READERS: Mapping[str, Callable[[str], Any]] = {
    f"{_XSD}integer": int,
    f"{_XSD}decimal": Decimal,
    f"{_XSD}double": float,
    f"{_XSD}boolean": lambda text: text in ("true", "1"),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a named query that a reader may give a value.

    Attributes:
        name: of the variable.
        kind: iri; words, which are Chinese; text, which is codes and verbatim spans; integer; date.
        zh: what it is, in Chinese.
        en: the same in English.
    """

    name: str
    kind: str
    zh: str
    en: str

    def term(self, value: str) -> Term:
        """Return a value as a term.

        Raises:
            QueryError: it is none of the parameter's kind.
        """
        try:
            return _TERMS[self.kind](value)
        except (ValueError, TypeError) as error:
            raise QueryError(f"{self.name}: {value[:80]!r} is no {self.kind}") from error


def _iri(value: str) -> Term:
    return NamedNode(value).value


def _typed(value: str, datatype: str, read: Callable[[str], Any]) -> Term:
    from rdflib import Literal as Typed  # a third of a second that who serves the page is spared
    from rdflib import URIRef

    read(value)
    return Typed(value, datatype=URIRef(datatype))


def _plain(value: str, language: str | None = None) -> Term:
    from rdflib import Literal as Plain

    return Plain(value, lang=language)


_TERMS: Mapping[str, Callable[[str], Term]] = {
    "iri": _iri,
    "words": lambda value: _plain(value, "zh"),
    "text": _plain,
    "integer": lambda value: _typed(value, f"{_XSD}integer", int),
    "date": lambda value: _typed(value, _DATE, date.fromisoformat),
}


@dataclass(frozen=True, slots=True)
class Query:
    """A named query.

    Attributes:
        name: file name without .rq.
        question: the competency question it answers, its first comment line.
        text: the SPARQL.
        description: what its rows are, in Chinese and English.
        parameters: what a reader may give a value.
    """

    name: str
    question: str
    text: str
    description: tuple[str, str] = ("", "")
    parameters: tuple[Parameter, ...] = ()

    @property
    def titles(self) -> tuple[str, str]:
        """The competency question in Chinese and in English."""
        zh, mark, en = self.question.partition("？")
        return f"{zh}{mark}", en

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that may be bound: those selected that every row has from the graph."""
        head, _, body = self.text.partition(_GROUP)
        selected = _VARIABLE.findall(_COMPUTED.sub("", head.partition("SELECT")[2]))
        held = _VARIABLE.findall(_OPTIONAL.sub("", body.rpartition("}")[0]))
        return tuple(name for name in selected if name in held)

    def bound(self, bindings: Mapping[str, Term | Sequence[Term]]) -> str | None:
        """Return the SPARQL with values for some variables, which open its outermost group.

        None if no value of some variable can be in a graph: then there are no rows.

        Raises:
            GraphError: the query has no such variable.
        """
        unknown = set(bindings) - set(self.variables)
        if unknown:
            raise GraphError(f"{self.name} binds {', '.join(self.variables)}, not {unknown}")
        terms = {name: _terms(value) for name, value in bindings.items()}
        if not all(terms.values()):
            return None
        head, group, rest = self.text.partition(_GROUP)
        values = (f"\n  VALUES ?{name} {{ {written} }}" for name, written in terms.items())
        return head + group + "".join(values) + rest


def _terms(value: Term | Sequence[Term]) -> str:
    """Return terms as SPARQL writes them: <https://w3id.org/zhengtu/unit/汶上县/县财政局> "5".

    What SPARQL cannot write as an IRI is in no graph and is left out.
    """
    terms: Iterable[Term] = (value,) if isinstance(value, str) else value
    return " ".join(filter(None, map(_written, terms)))


def _written(term: Any) -> str:
    is_literal = hasattr(term, "datatype")
    iri = term.datatype if is_literal else term
    try:
        named = NamedNode(iri) if iri is not None else None
    except ValueError:
        return ""
    return str(term.n3()) if is_literal else str(named)


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
    for path in sorted(folder.rglob("*.rq"), key=lambda path: path.stem):
        text = path.read_text(encoding="utf-8")
        for placeholder, names in classes.items():
            text = text.replace(placeholder, " ".join(f"zt:{name}" for name in names))
        found[path.stem] = _query(path.stem, text)
    return Queries(found)


def _query(name: str, text: str) -> Query:
    """Return a query from its text; its first comments say what it is."""
    question, *more = (line for line in text.split("\n") if line.startswith("#"))
    said = next((line for line in more if not line.startswith(_GIVEN)), "#")
    zh, _, en = said[1:].partition(" / ")
    given = [
        line.removeprefix(_GIVEN).split(maxsplit=2) for line in more if line.startswith(_GIVEN)
    ]
    parameters = tuple(
        Parameter(variable.removeprefix("?"), kind, *_both(what)) for variable, kind, what in given
    )
    title = question.removeprefix("#").strip()
    return Query(name, title, text, (zh.strip(), en.strip()), parameters)


def _both(what: str) -> tuple[str, str]:
    zh, _, en = what.partition(" / ")
    return zh, en


# The .rq files are part of the program as its modules are, and are read with them; no data folder
# or setting can change them.
QUERIES = read_queries(KINDS)


def select(
    graph: Graph | Store,
    name: str,
    bindings: Mapping[str, Term | Sequence[Term]] | None = None,
    *,
    queries: Queries = QUERIES,
) -> list[dict[str, Any]]:
    """Run a named SELECT query.

    Args:
        graph: the graph to ask; a store gives the same rows sooner, without rdflib.
        name: name of the query.
        bindings: a term, or several of which any may hold, for some of its variables.
        queries: where the query is looked up.

    Returns:
        One dictionary for each row, from variable to Python value: str for IRIs and for days (ISO),
        None if unbound.

    Raises:
        GraphError: there is no such query or variable, or the database is damaged.
    """
    text = queries[name].bound(bindings or {})
    if text is None:
        return []
    try:
        return _stored_rows(graph, text) if isinstance(graph, Store) else _rows(graph, text)
    except (OSError, RuntimeError) as error:
        raise GraphError(f"the graph cannot be read ({error}); build again") from error


def _rows(graph: Graph, text: str) -> list[dict[str, Any]]:
    result = graph.query(text)
    variables = result.vars or ()
    rows = [dict(row) for row in result.bindings]
    return [{str(v): _python(row.get(v)) for v in variables} for row in rows]


def _python(term: Any) -> Any:
    if str(getattr(term, "datatype", "")) == _DATE:
        return str(term)  # as printed in the graph; JSON and GraphML know no days
    if isinstance(term, Literal) and term.language:
        return str(term)
    return term.toPython() if hasattr(term, "toPython") else term


def _stored_rows(store: Store, text: str) -> list[dict[str, Any]]:
    found = store.query(text)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [dict(zip(names, map(_value, row), strict=True)) for row in found]


def _value(term: Any) -> Any:
    """Return what rdflib would make of a term."""
    if isinstance(term, Literal):
        return _READERS.get(term.datatype.value, str)(term.value)
    return None if term is None else term.value
