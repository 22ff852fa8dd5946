"""What docs/extending.md promises: a kind, a format or a label comes in without touching the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from conftest import KNOWLEDGE, ROOT
from rdflib import Graph
from rdflib.namespace import RDF

from building.serving_files import add_names
from kg.entities.iri import IriMinter
from kg.entities.kinds import KINDS, Kinds, NamedKind
from kg.entities.linking import LinkedDocument, linker_for
from kg.export.build_folder import BuildFolder
from kg.export.build_tables import TABLES, Tables, TablesWriter
from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.export.formats import FORMATS
from kg.export.record_schema import record_check
from kg.export.tables.filling import filled
from kg.export.task_records import records
from kg.extraction import extract
from kg.extraction.mentions import Mention, TaskFacts, UnitMention
from kg.knowledge.knowledge import open_knowledge
from kg.network.traversal import build_network, neighbours
from kg.rdf.dataset import build_dataset
from kg.rdf.named_queries import Queries, read_queries, select
from kg.rdf.serialise import union
from kg.rdf.validation import read_shapes
from kg.rdf.vocabulary import ZT, term
from kg.structure.document import Document
from kg.structure.parser import parse
from kg.text.span import Span
from qa.build import Build
from qa.mentions.stored_names import StoredNames
from qa.mentions.things import ThingFinder
from settings import DATA

IRIS = IriMinter("https://w3id.org/zhengtu/")
FLOODS = """东河市2024年重点任务
（一）防汛。召开全市防汛工作会议，新建水闸5座。（牵头单位：市水务局）
"""
MEETING_NAME = "全市防汛工作会议"
ONTOLOGY = """@prefix zt: <https://w3id.org/zhengtu/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
zt:Meeting a owl:Class ; rdfs:label "会议"@zh, "meeting"@en .
zt:holdsMeeting a owl:ObjectProperty ; zt:shownAsEdge true ; rdfs:label "召开"@zh, "holds"@en .
"""


# --- a kind of mention -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingMention(Mention):
    """A named meeting."""

    name: str


# 召开全市防汛工作会议
_HELD = re.compile(r"召开(?P<name>[\u4e00-\u9fff]{2,20}?会议)")
MEETING = NamedKind(
    name="Meeting",
    mention="MeetingMention",
    key="meetings",
    relation="holdsMeeting",
    path="meeting",
    mention_path="meeting-mention",
    is_local=True,
)


def meetings(document: Document, span: Span) -> Iterator[MeetingMention]:
    for match in _HELD.finditer(document.text, span.start, span.end):
        found = Span(*match.span("name"))
        name = match["name"]
        yield MeetingMention(text=name, span=found, rule="meeting/held", name=name)


def with_meetings(task_facts: TaskFacts, document: Document) -> TaskFacts:
    found = [*task_facts.mentions, *meetings(document, task_facts.task.content)]
    return replace(task_facts, mentions=tuple(sorted(found, key=lambda m: m.span)))


@pytest.fixture
def kinds() -> Kinds:
    return Kinds((*KINDS, MEETING))


@pytest.fixture
def queries(kinds: Kinds) -> Queries:
    return read_queries(kinds)


@pytest.fixture
def document(kinds: Kinds) -> LinkedDocument:
    facts = extract(parse(FLOODS, KNOWLEDGE.lexicon), "floods.txt", KNOWLEDGE)
    tasks = tuple(with_meetings(task, facts.document) for task in facts.tasks)
    linker = linker_for(facts, IRIS, KNOWLEDGE)
    return LinkedDocument(replace(facts, tasks=tasks), replace(linker, kinds=kinds))


@pytest.fixture
def graph(document: LinkedDocument) -> Graph:
    ontology = Graph().parse(data=ONTOLOGY, format="turtle")
    return union(build_dataset([document], IRIS, ontology, KNOWLEDGE.thesaurus))


def test_a_new_kind_is_in_the_graph(document: LinkedDocument, graph: Graph) -> None:
    (thing,) = graph.subjects(RDF.type, term("Meeting"))
    assert str(thing).startswith(f"{IRIS.base}meeting/") and str(thing).endswith(MEETING_NAME)
    task = IRIS.task(document.facts.key, document.facts.tasks[0].task.key)
    assert (task, term("holdsMeeting"), thing) in graph
    (mention,) = graph.subjects(ZT.refersTo, thing)
    assert "/meeting-mention/" in str(mention)
    assert [f for f in read_shapes().check(graph) if f.severity == "Violation"] == []


def test_a_new_kind_is_in_the_records(document: LinkedDocument, kinds: Kinds) -> None:
    content = records([document])
    (task,) = content["documents"][0]["tasks"]
    (record,) = task["meetings"]
    assert (record["canonical"], record["rule"]) == (MEETING_NAME, "meeting/held")
    assert document.facts.document.text[record["start"] : record["end"]] == MEETING_NAME
    record_check(kinds)(content)


def test_a_new_kind_is_asked_by_name(graph: Graph, queries: Queries, tmp_path: Path) -> None:
    with TablesWriter(tmp_path / TABLES) as tables:
        tables.connect()
        add_names(tables, select(graph, "labels", queries=queries), KNOWLEDGE.unit_names)
        tables.finish()
    finder = ThingFinder(StoredNames(Tables(tmp_path)))
    (mention,) = finder.known("全市防汛工作会议谁来召开")
    assert (mention.kind, mention.text) == ("Meeting", MEETING_NAME)


def test_a_new_kind_is_drawn_and_taken_away(graph: Graph, queries: Queries) -> None:
    network = build_network(graph, queries)
    (thing,) = (node for node, data in network.nodes(data=True) if data["kind"] == "Meeting")
    assert network.nodes[thing]["label"] == MEETING_NAME and MEETING.colour
    assert [step.relation for step in neighbours(network, thing)] == ["holdsMeeting"]
    names = {row["term"]: row["zh"] for row in select(graph, "terms", queries=queries)}
    assert names[str(term("Meeting"))] == "会议"


# --- formats and labels ----------------------------------------------------------------------


def test_an_export_format_is_a_row(build: Build, tmp_path: Path) -> None:
    def units(excerpt: Excerpt, path: Path) -> None:
        with filled(excerpt) as tables:
            path.write_text(
                "\n".join(n for (n,) in tables.select("SELECT name FROM units")), "utf-8"
            )

    row = Format("units.txt", "文本：单位", "Text: the units", "text/plain", units)
    row.save(Excerpt(BuildFolder(build.folder)), tmp_path / "new" / "units.txt")
    assert "县财政局" in (tmp_path / "new" / "units.txt").read_text("utf-8").splitlines()
    assert row.name not in FORMATS


def test_an_attribution_label_is_a_row(tmp_path: Path) -> None:
    table = (DATA / "rules" / "attribution_labels.csv").read_text(encoding="utf-8")
    (tmp_path / "rules").mkdir()
    own = tmp_path / "rules" / "attribution_labels.csv"
    own.write_text(f"{table.rstrip()}\n掌舵人,lead,of this test\n", encoding="utf-8")
    text = FLOODS.replace("牵头单位", "掌舵人")
    found = []
    for knowledge in (KNOWLEDGE, open_knowledge(tmp_path, DATA)):
        facts = extract(parse(text, knowledge.lexicon), "x.txt", knowledge)
        mentions = [m for task in facts.tasks for m in task.mentions]
        found.append([(m.text, m.role) for m in mentions if isinstance(m, UnitMention)])
    assert ("市水务局", "lead") not in found[0] and found[1] == [("市水务局", "lead")]


# --- the page that says so -------------------------------------------------------------------


def test_the_page_names_files_that_exist() -> None:
    page = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:kg|data|qa|ui|tests)/[\w/.]+|ontology\.ttl)`", page))
    assert {"kg/entities/kinds.py", "kg/extraction/task_facts.py", "ontology.ttl"} <= named
    assert not [name for name in named if "NAME" not in name and not (ROOT / name).exists()]


def test_each_section_is_short() -> None:
    page = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    sections = page.split("\n## ")[1:]
    assert [section.splitlines()[0] for section in sections] == [
        "A kind of mention",
        "What can be asked",
        "A file format",
        "An export format",
        "An attribution label",
        "A page",
    ]
    assert all(len([ln for ln in s.splitlines()[1:] if ln.strip()]) <= 10 for s in sections)
