"""The graph: terms, golden graph of a small document, spans, shapes, linking, traversal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import KNOWLEDGE, ROOT
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.compare import graph_diff, to_isomorphic
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS
from rdflib.term import Node

from building.collection import read_collection
from errors import GraphError
from kg.entities.iri import IriMinter
from kg.entities.linking import linker_for, without_place
from kg.export.formats import FORMATS, export
from kg.export.spreadsheets import csv_text
from kg.export.task_records import records, validate
from kg.extraction import extract
from kg.extraction.mentions import DocumentFacts, PolicyMention, UnitMention
from kg.network.traversal import find_nodes, neighbours, nodes_of_kind, path, shared_tasks, tasks_of
from kg.network.unit_measures import centrality, partners, unit_matrix
from kg.rdf.dataset import build_dataset
from kg.rdf.named_queries import load_query, query_names, select
from kg.rdf.serialise import json_ld, nquads, turtle, union
from kg.rdf.validation import check_shapes, check_spans
from kg.rdf.vocabulary import ZT
from kg.structure.document import DocumentMetadata
from kg.structure.keys import document_key, slug, wenhao_key
from kg.structure.parser import parse
from kg.text.span import Span
from qa.build import Build

IRIS = IriMinter("https://w3id.org/zhengtu/")
SMALL = """东河政发〔2024〕5号
济南市人民政府关于印发济南市2024年重点任务的通知
各区县人民政府：
现将《济南市2024年重点任务》印发给你们。
济南市人民政府
2024年3月5日
济南市2024年重点任务
为全面落实《山东省发展规划》（鲁政发〔2023〕7号），制定如下任务。
一、兴业
（一）培育企业。新增企业5家。（牵头单位：市科技局、市财政局）
（二）兴修水利。执行《济南市水网规划》。（牵头单位：市水务局；配合单位：市财政局、各区县政府、有关部门）
"""
GOLDEN = Path(__file__).parent / "golden" / "small.ttl"


def ontology() -> Graph:
    return Graph().parse(ROOT / "ontology.ttl")


def dataset_of(*texts: str) -> Dataset:
    documents = []
    for text in texts:
        facts = extract(parse(text, KNOWLEDGE.lexicon), "small.txt", KNOWLEDGE)
        documents.append((facts, linker_for(facts.document.metadata, IRIS, KNOWLEDGE)))
    return build_dataset(documents, IRIS, Graph(), KNOWLEDGE.thesaurus)


# --- terms -----------------------------------------------------------------------------------


def test_vocabulary_and_ontology_are_the_same_terms() -> None:
    defined = {s for s in ontology().subjects(RDF.type, None) if str(s).startswith(str(ZT._NS))}
    assert defined == {ZT[name] for name in ZT.__annotations__ if not name.startswith("_")}


def test_every_term_has_labels_and_comments_in_two_languages() -> None:
    graph = ontology()

    def languages(term: Node, predicate: URIRef) -> set[str | None]:
        return {v.language for v in graph.objects(term, predicate) if isinstance(v, Literal)}

    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        for term in graph.subjects(RDF.type, kind):
            for predicate in (RDFS.label, RDFS.comment):
                assert languages(term, predicate) == {"zh", "en"}, (term, predicate)
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        assert languages(concept, SKOS.prefLabel) == {"zh", "en"}


# --- the graph -------------------------------------------------------------------------------


def test_golden_graph() -> None:
    """To accept a change on purpose: delete tests/golden/small.ttl, run, read the diff."""
    dataset = dataset_of(SMALL)
    dataset.remove_graph(dataset.graph(IRIS.graph("topics")))  # data of its own, tested elsewhere
    found = union(dataset)
    if not GOLDEN.exists():
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(turtle(found), encoding="utf-8")
        pytest.fail(f"{GOLDEN.name} was missing and has been written; read it and run again")
    _, missing, surplus = graph_diff(to_isomorphic(Graph().parse(GOLDEN)), to_isomorphic(found))
    assert not len(missing) and not len(surplus), (
        f"missing:\n{turtle(missing)}\nsurplus:\n{turtle(surplus)}"
    )


def test_mentions_of_the_first_document(first_facts: DocumentFacts) -> None:
    units = [m for t in first_facts.tasks for m in t.mentions if isinstance(m, UnitMention)]
    assert (len(units), len({u.text for u in units}), {u.role for u in units}) == (
        155,
        35,
        {"lead"},
    )
    mentions = [m for t in first_facts.tasks for m in t.mentions] + list(first_facts.basis)
    assert all(first_facts.document.slice(m.span) == m.text for m in mentions)


def test_the_four_upstream_policies(first_facts: DocumentFacts) -> None:
    assert [(p.wenhao, p.level, p.relation, p.role, p.verb) for p in first_facts.basis] == [
        ("国发〔2022〕18号", "state", "implements", "basis", "全面落实"),
        ("鲁发〔2022〕19号", "province", "implements", "basis", "全面落实"),
        ("济发〔2023〕4号", "city", "implements", "basis", "全面落实"),
        (None, "county", "implements", "basis", "推动…重点任务攻坚突破"),
    ]
    document = first_facts.document
    assert ["".join(document.slice(s) for s in p.triggers) for p in first_facts.basis][
        -1
    ] == "推动重点任务攻坚突破"


def test_upstream_policies_are_four_direct_edges_and_no_chain(build: Build) -> None:
    document = next(
        n for n in nodes_of_kind(build.network, "PolicyDocument") if n.endswith("汶政办字-2023-29")
    )
    implemented = [
        s.node
        for s in neighbours(build.network, document)
        if s.relation == "implements" and s.outgoing
    ]
    assert len(implemented) == 4
    for policy in implemented:
        assert not [
            s
            for s in neighbours(build.network, policy)
            if s.relation == "implements" and s.outgoing
        ]
    rows = select(build.graph, "policy_basis", {"document": URIRef(document)})
    assert [row["wenhao"] for row in rows] == [
        "国发〔2022〕18号",
        "鲁发〔2022〕19号",
        "济发〔2023〕4号",
        None,
    ]


def test_no_blank_nodes_and_all_spans_hold(build: Build, first_facts: DocumentFacts) -> None:
    assert "_:" not in (build.folder / "graph.nq").read_text(encoding="utf-8").replace('"_:', "")
    assert list(check_spans(build.graph, [first_facts], IRIS)) == []


def test_a_wrong_span_is_found(first_facts: DocumentFacts) -> None:
    graph = union(dataset_of(SMALL))
    facts = extract(
        parse(SMALL.replace("培育企业", "扶持企业"), KNOWLEDGE.lexicon), "small.txt", KNOWLEDGE
    )
    assert list(check_spans(graph, [facts], IRIS))
    span = next(graph.subjects(RDF.type, ZT.TextSpan))
    graph.remove((span, ZT.exact, None))
    assert any(f.severity == "Violation" and f.node == str(span) for f in check_shapes(graph))


def test_shapes_find_no_violation_but_tasks_without_lead(build: Build) -> None:
    assert build.report["violations"] == []
    assert len([f for f in build.report["findings"] if "lead unit" in f["message"]]) == 3


# --- identity and linking --------------------------------------------------------------------


def test_keys() -> None:
    assert wenhao_key("汶政办字〔2023〕29号") == "汶政办字-2023-29"
    assert document_key(DocumentMetadata()) == "e3b0c442"
    assert slug("../a b#c") == "a-b-c"
    assert str(IRIS.span("k", Span(3, 5))).endswith("/doc/k/text#char=3,5")


def test_units_of_two_counties_are_two_nodes() -> None:
    texts = [SMALL, SMALL.replace("济南市", "青岛市").replace("东河政发", "青政发")]
    graph = union(dataset_of(*texts))
    units = {str(s) for s in graph.subjects(SKOS.prefLabel, Literal("市财政局"))}
    assert units == {
        f"https://w3id.org/zhengtu/unit/{city}/市财政局" for city in ("济南市", "青岛市")
    }


@pytest.mark.parametrize(
    "issuer, unit, iri",
    [
        ("汶上县人民政府办公室", "县财政局", "unit/汶上县/县财政局"),
        ("汶上县人民政府办公室", "汶上县财政局", "unit/汶上县/县财政局"),
        ("汶上县人民政府办公室", "市生态环境局汶上县分局", "unit/济宁市/市生态环境局汶上县分局"),
        ("济宁市汶上县人民政府", "省水利厅", "unit/山东省/省水利厅"),
        ("江西省人民政府", "南昌海关", "unit/江西省/南昌海关"),
        ("国务院办公厅", "财政部", "unit/中华人民共和国/财政部"),
        ("汶上县人民政府办公室", "县发改局", "unit/汶上县/县发展和改革局"),
        ("湘潭市人民政府", "财政局", "unit/湘潭市/市财政局"),
        ("江西省人民政府", "教育厅", "unit/江西省/省教育厅"),
        ("江西省人民政府", "省卫生健康委", "unit/江西省/省卫生健康委员会"),
        ("汶上县人民政府办公室", "县某某发展中心", "unit/汶上县/县某某发展中心"),
    ],
)
def test_units_belong_to_places(issuer: str, unit: str, iri: str) -> None:
    facts = extract(
        parse(f"{issuer}关于做好工作的通知\n一、甲。（市教育局负责）", KNOWLEDGE.lexicon),
        "x.txt",
        KNOWLEDGE,
    )
    linker = linker_for(facts.document.metadata, IRIS, KNOWLEDGE)
    assert linker.unit(unit).iri == f"https://w3id.org/zhengtu/{iri}"


def test_names_without_their_place() -> None:
    place = KNOWLEDGE.gazetteer.at_start("汶上县财政局")
    assert place and without_place("汶上县财政局", place) == "县财政局"


def test_the_same_text_twice_is_one_document_and_another_text_gets_a_number(tmp_path: Path) -> None:
    for name, text in (
        ("a.txt", SMALL),
        ("b.txt", SMALL + "\n"),
        ("c.txt", SMALL.replace("5家", "6家")),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "d.txt").write_bytes(b"")
    collection = read_collection([tmp_path], IRIS, KNOWLEDGE)
    found = [facts.key for facts, _ in collection.documents]
    assert found == ["东河政发-2024-5", "东河政发-2024-5-2"]
    assert collection.failures[0].message.endswith("the file is empty; nothing to build")


# --- traversal -------------------------------------------------------------------------------


def unit(build: Build, label: str) -> str:
    return next(
        n for n in nodes_of_kind(build.network, "Unit") if build.network.nodes[n]["label"] == label
    )


def labels(build: Build, nodes: list[str]) -> list[int]:
    return [build.tasks[node]["number"] for node in nodes]


def test_shared_tasks_and_partners(build: Build) -> None:
    a, b = unit(build, "县发展和改革局"), unit(build, "县工业和信息化局")
    assert labels(build, shared_tasks(build.network, [a, b])) == [1, 6, 7, 9, 10, 12, 15, 43]
    assert partners(build.network, a)[0][0] == b
    assert len(tasks_of(build.network, a)) == 23
    assert shared_tasks(build.network, []) == []


def test_paths_name_their_relations(build: Build) -> None:
    a, b = unit(build, "县水务局"), unit(build, "县民政局")
    steps = path(build.network, a, b)
    assert steps and steps[-1].node == b
    assert {build.terms[s.relation][0] for s in steps} == {"牵头单位"}
    policy = find_nodes(build.network, "国务院关于支持山东")[0]
    assert path(build.network, a, policy)[-1].relation == "implements"
    with pytest.raises(GraphError, match="not in the graph"):
        path(build.network, a, "https://example.org/nothing")


def test_centrality_and_matrix(build: Build) -> None:
    rows = centrality(build.network)
    assert (rows[0].label, rows[0].tasks) == ("县发展和改革局", 23)
    assert 0 < rows[0].betweenness < 1
    matrix = unit_matrix(build.network, [row.unit for row in rows[:5]])
    assert all(
        matrix[i][j] == matrix[j][i] and matrix[i][i] == 0 for i in range(5) for j in range(5)
    )


def test_queries_open_with_their_question(build: Build) -> None:
    for name in query_names():
        assert "？" in load_query(name).question
    with pytest.raises(GraphError, match="no query is called"):
        load_query("nothing")


# --- taking it away --------------------------------------------------------------------------


def test_exports_lead_back_to_the_same_graph() -> None:
    dataset = dataset_of(SMALL)
    graph = union(dataset)
    for text, form in ((turtle(graph), "turtle"), (json_ld(graph), "json-ld")):
        assert to_isomorphic(Graph().parse(data=text, format=form)) == to_isomorphic(graph)
    again = Dataset()
    again.parse(data=nquads(dataset), format="nquads")
    assert nquads(again) == nquads(dataset)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_can_be_taken_away(build: Build, name: str) -> None:
    content = export(name, build.folder, build.graph, build.network)
    assert ("学前教育" if name == "thesaurus.ttl" else "汶") in content
    if name.endswith(("json", "jsonld")):
        assert json.loads(content)
    if name.endswith(("graphml", "gexf")):
        from xml.etree import ElementTree

        assert ElementTree.fromstring(content.encode()).tag


def test_no_cell_runs_as_a_formula() -> None:
    assert csv_text([["=1+1", "@x", "a", 3]]) == "\ufeff'=1+1,'@x,a,3\r\n"


def test_records_fit_their_schema(first_facts: DocumentFacts) -> None:
    linker = linker_for(first_facts.document.metadata, IRIS, KNOWLEDGE)
    content = records([(first_facts, linker)])
    validate(content)
    content["documents"][0]["tasks"][0]["units"][0]["role"] = "boss"
    with pytest.raises(GraphError, match=r"tasks\[0\].units\[0\].role"):
        validate(content)


def test_policies_in_tasks(first_facts: DocumentFacts) -> None:
    found = [m for t in first_facts.tasks for m in t.mentions if isinstance(m, PolicyMention)]
    assert ("汶上县新型城镇化规划", "toBeIssued") in {(m.title, m.relation) for m in found}


def test_titles_of_stubs_are_known(build: Build) -> None:
    stubs = list(build.graph.subjects(ZT.isStub, Literal(True)))
    assert stubs and all(build.graph.value(stub, DCTERMS.title) for stub in stubs)
