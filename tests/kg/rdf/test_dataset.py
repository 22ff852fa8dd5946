"""The whole graph: the golden graph of a small document, policies, units of two cities."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from rdflib import Graph, Literal, URIRef
from rdflib.compare import graph_diff, to_isomorphic
from rdflib.namespace import DCTERMS, SKOS
from small_document import IRIS, SMALL, dataset_of

from kg.network.traversal import Relation, neighbours, nodes_of_kind
from kg.rdf.named_queries import select
from kg.rdf.serialise import turtle, union
from kg.rdf.vocabulary import ZT
from qa.build import Build

GOLDEN = Path(__file__).parent / "golden" / "small.ttl"


def test_golden_graph() -> None:
    """To accept a change on purpose: delete golden/small.ttl, run, read the diff."""
    dataset = dataset_of(SMALL, ontology=Graph().parse(ROOT / "ontology.ttl"))
    for name in ("topics", "ontology"):  # data of their own, tested elsewhere
        dataset.remove_graph(dataset.graph(IRIS.graph(name)))
    found = union(dataset)
    if not GOLDEN.exists():
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(turtle(found), encoding="utf-8")
        pytest.fail(f"{GOLDEN.name} was missing and has been written; read it and run again")
    golden = Graph().parse(GOLDEN)
    _, missing, surplus = graph_diff(to_isomorphic(golden), to_isomorphic(found))
    assert not len(missing) and not len(surplus), (
        f"missing:\n{turtle(missing)}\nsurplus:\n{turtle(surplus)}"
    )


def test_units_of_two_cities_are_two_nodes() -> None:
    texts = [SMALL, SMALL.replace("济南市", "青岛市").replace("东河政发", "青政发")]
    graph = union(dataset_of(*texts))
    units = {str(s) for s in graph.subjects(SKOS.prefLabel, Literal("市财政局", lang="zh"))}
    assert units == {
        f"https://w3id.org/zhengtu/unit/{city}/市财政局" for city in ("济南市", "青岛市")
    }


def implemented_by(build: Build, node: str) -> list[Relation]:
    steps = neighbours(build.network, node)
    return [step for step in steps if step.relation == "implements" and step.outgoing]


def test_upstream_policies_are_four_direct_edges_and_no_chain(build: Build) -> None:
    policies = nodes_of_kind(build.network, "PolicyDocument")
    document = next(node for node in policies if node.endswith("汶政办字-2023-29"))
    implemented = implemented_by(build, document)
    assert len(implemented) == 4
    assert not any(implemented_by(build, step.node) for step in implemented)
    rows = select(build.graph, "policy_basis", {"document": URIRef(document)})
    assert [row["wenhao"] for row in rows] == [
        "国发〔2022〕18号",
        "鲁发〔2022〕19号",
        "济发〔2023〕4号",
        None,
    ]


def test_titles_of_stubs_are_known(build: Build) -> None:
    stubs = list(build.graph.subjects(ZT.isStub, Literal(True)))
    assert stubs and all(build.graph.value(stub, DCTERMS.title) for stub in stubs)


def test_no_blank_nodes(build: Build) -> None:
    assert "_:" not in (build.folder / "graph.nq").read_text(encoding="utf-8").replace('"_:', "")
