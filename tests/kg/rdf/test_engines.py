"""Named queries give the same rows in Oxigraph and in rdflib, and start from what is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import KNOWLEDGE
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.memory import Memory
from small_document import IRIS, SMALL, linked

from errors import GraphError
from kg.rdf.dataset import add_provenance, build_dataset
from kg.rdf.named_queries import QUERIES, select
from kg.rdf.serialise import turtle, union
from settings import ONTOLOGY

Row = dict[str, Any]
OTHER = """东河市2024年重点民生任务
（一）建设幼儿园。2024年9月底前建成东河实验幼儿园，新增学位500个以上，争创省级示范园。（牵头单位：市教育局；分管领导：副市长 张三）
（二）治理河道。推进东河水库建设工程，落实《山东省水网规划》（鲁政办发〔2022〕3号）。（牵头单位：市水务局）
完成时限：2024年12月底
（三）减轻负担。对承租国有房产的企业，免收房租。（牵头单位：市财政局）
"""
# the year after SMALL, and another city: what a researcher compares
NEXT = """济政发〔2025〕6号
济南市人民政府关于印发济南市2025年重点任务的通知
济南市人民政府
2025年3月5日
济南市2025年重点任务
为贯彻落实《国务院关于促进科技发展的意见》（国发〔2024〕3号），制定如下任务。
一、兴业
（一）培育企业。新增企业8家。（牵头单位：市科技局）
二、兴城
（二）更新老城。改造小区3个。（牵头单位：市科技局）
三、兴民
（三）办好教育。新建学校2所。（牵头单位：市科技局）
"""
BESIDE = """青岛市2024年重点任务
（一）壮大企业。新增企业7家。（牵头单位：市科技局）
"""
# (query, variable): how qa and the page ask
ANCHORS = (
    ("benefits", "task"),
    ("assignments", "task"),
    ("assignments", "unit"),
    ("citations", "policy"),
    ("citations", "subject"),
    ("edges", "source"),
    ("edges", "target"),
    ("facts", "statement"),
    ("facts", "thing"),
    ("labels", "thing"),
    ("names", "task"),
    ("names", "thing"),
    ("nodes", "node"),
    ("notes", "thing"),
    ("persons", "person"),
    ("persons", "task"),
    ("policy_basis", "document"),
    ("subjects", "task"),
    ("targets", "task"),
    ("time_limits", "task"),
)


class Counting(Memory):
    """rdflib's own store, which counts the triples a query looks at."""

    seen = 0

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:  # type: ignore[override]
        for found in super().triples(triple_pattern, context):
            self.seen += 1
            yield found


@pytest.fixture(scope="module")
def content() -> str:
    ontology = Graph().parse(ONTOLOGY)
    documents = [linked(text) for text in (SMALL, OTHER, NEXT, BESIDE)]
    dataset = build_dataset(documents, IRIS, ontology, KNOWLEDGE.thesaurus)
    keys = [document.facts.key for document in documents]
    add_provenance(dataset.graph(IRIS.graph("provenance")), IRIS, "1", keys)
    return turtle(union(dataset))


@pytest.fixture(scope="module")
def oxigraph(content: str) -> Graph:
    return Graph(store="Oxigraph").parse(data=content, format="turtle")


@pytest.fixture(scope="module")
def memory(content: str) -> Graph:
    return Graph(store=Counting()).parse(data=content, format="turtle")


def iris(rows: list[Row], variable: str) -> list[str]:
    """Return the IRIs a variable stands for, some of many."""
    values = {row[variable] for row in rows if str(row[variable]).startswith("http")}
    return sorted(values)[:: len(values) // 4 or 1]


@pytest.mark.parametrize("name", sorted(QUERIES.by_name))
def test_two_engines_give_the_same_rows(name: str, oxigraph: Graph, memory: Graph) -> None:
    rows = select(oxigraph, name)
    assert rows, f"the documents of this test say nothing that {name} asks for"
    assert select(memory, name) == rows


@pytest.mark.parametrize("name", sorted(QUERIES.by_name))
def test_a_bound_query_gives_the_rows_that_hold_the_value(
    name: str, oxigraph: Graph, memory: Graph
) -> None:
    rows = select(oxigraph, name)
    for variable in QUERIES[name].variables:
        for value in iris(rows, variable):
            expected = [row for row in rows if row[variable] == value]
            for graph in (oxigraph, memory):
                assert select(graph, name, {variable: URIRef(value)}) == expected, variable


@pytest.mark.parametrize(("name", "variable"), ANCHORS)
def test_an_anchored_query_does_not_scan(name: str, variable: str, memory: Graph) -> None:
    rows = select(memory, name)
    store = memory.store
    assert isinstance(store, Counting)
    for value in iris(rows, variable):
        store.seen = 0
        found = select(memory, name, {variable: URIRef(value)})
        assert store.seen < 80 + 40 * len(found) < len(memory), f"{value}: {store.seen}"


@pytest.mark.parametrize(("name", "variable"), ANCHORS)
def test_what_is_asked_about_comes_first(name: str, variable: str) -> None:
    text = QUERIES[name].bound({variable: URIRef("https://example.org/县财政局")})
    assert text
    first = text.partition("WHERE {")[2].split("\n")[1]
    assert first == f"  VALUES ?{variable} {{ <https://example.org/县财政局> }}"
    assert text.count("WHERE {") == 1


def test_several_values_are_alternatives(oxigraph: Graph, memory: Graph) -> None:
    rows = select(oxigraph, "nodes")
    some = [URIRef(row["node"]) for row in rows[::5]]
    for graph in (oxigraph, memory):
        assert select(graph, "nodes", {"node": some}) == rows[::5]
        assert select(graph, "nodes", {"node": []}) == []


@pytest.mark.parametrize(
    "value",
    [
        URIRef("https://example.org/> } UNION { ?thing ?property ?value } #"),
        URIRef("nothing at all"),
        URIRef("曲阜市"),
        URIRef(""),
        URIRef("https://example.org/%zz"),
        URIRef("https://[/"),
        Literal('" } UNION { ?thing ?property ?value } #\n\\'),
        Literal("x", datatype=URIRef("https://example.org/> } #")),
    ],
)
def test_no_value_is_read_as_sparql(value: URIRef | Literal, oxigraph: Graph) -> None:
    assert select(oxigraph, "notes", {"thing": value}) == []
    assert select(oxigraph, "notes", {"value": value}) == []


@pytest.mark.parametrize(
    ("name", "variable"), [("nodes", "label"), ("citations", "level"), ("notes", "x } #")]
)
def test_only_what_every_row_holds_can_be_bound(name: str, variable: str, memory: Graph) -> None:
    with pytest.raises(GraphError, match=f"^{name} binds "):
        select(memory, name, {variable: Literal("5")})
