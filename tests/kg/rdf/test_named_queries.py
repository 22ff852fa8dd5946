"""Named queries: each opens with its question; lists of classes come from the table of kinds."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery

from errors import GraphError
from kg.entities.kinds import KINDS, Kind, Kinds
from kg.rdf.named_queries import QUERIES, read_queries, select


@pytest.mark.parametrize("name", sorted(QUERIES.by_name))
def test_queries_open_with_their_question_and_parse(name: str) -> None:
    assert "？" in QUERIES[name].question
    prepareQuery(QUERIES[name].text)


def test_an_unknown_query_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(GraphError, match=r"no query is called nothing; there are: assignments, "):
        select(Graph(), "nothing")


def test_classes_are_filled_in_from_the_kinds(tmp_path: Path) -> None:
    (tmp_path / "all.rq").write_text(
        "# 哪些？Which?\nVALUES ?class { KINDS_DRAWN } VALUES ?class { KINDS_ASKED_BY_NAME }"
    )
    kinds = Kinds((Kind(name="Task", colour="#000"), Kind(name="Law", asked_by_name=True)))
    query = read_queries(kinds, tmp_path)["all"]
    assert query.question == "哪些？Which?"
    assert query.text.endswith("VALUES ?class { zt:Task } VALUES ?class { zt:Law }")


def test_no_query_repeats_the_named_kinds() -> None:
    for path in (Path(__file__).parents[3] / "kg" / "rdf" / "queries").glob("*.rq"):
        text = path.read_text(encoding="utf-8")
        assert not [kind.name for kind in KINDS.named if f"zt:{kind.name}" in text], path.name
