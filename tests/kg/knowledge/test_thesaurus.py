"""The thesaurus: checks as librarians make them, its words in texts, and what tasks are about."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from conftest import KNOWLEDGE, ROOT
from rdflib import Graph, Literal
from rdflib.namespace import RDF, SKOS

from building.thesaurus_files import PAGE, PUBLISHED, page
from errors import GraphError
from kg.entities.iri import IriMinter
from kg.extraction import extract
from kg.extraction.mentions import ConceptMention
from kg.knowledge.csv_tables import read_csv
from kg.knowledge.knowledge import open_knowledge
from kg.rdf.concept_scheme import whole_scheme
from kg.structure.parser import parse
from qa.build import Build
from qa.topics import Topics
from settings import BASE_IRI

THESAURUS = KNOWLEDGE.thesaurus
CONCEPTS = list(THESAURUS.concepts.values())


def test_it_is_large_enough_and_no_concept_stands_alone() -> None:
    assert len(CONCEPTS) >= 1200
    reached = {label for top in THESAURUS.narrower[""] for label in THESAURUS.below(top)}
    assert reached == set(THESAURUS.concepts)


def test_at_most_four_levels_and_no_cycle() -> None:
    assert max(len(THESAURUS.ancestors(c.label)) for c in CONCEPTS) <= 3


def test_no_word_names_two_concepts() -> None:
    words = Counter(word for c in CONCEPTS for word in {c.label, *c.alt, *c.hidden})
    assert [word for word, count in words.items() if count > 1] == []
    english = Counter(c.english.lower() for c in CONCEPTS)
    assert [label for label, count in english.items() if count > 1] == []


def test_every_concept_says_what_it_is() -> None:
    bare = [c.label for c in CONCEPTS if not (c.english and c.scope and c.hidden)]
    assert bare == []


def test_related_concepts_exist_and_are_not_above_one_another() -> None:
    for concept in CONCEPTS:
        for other in concept.related:
            assert other in THESAURUS.concepts, (concept.label, other)
            assert other not in THESAURUS.ancestors(concept.label)
            assert concept.label not in THESAURUS.ancestors(other)


def test_top_concepts_are_aligned_with_a_public_list() -> None:
    rows = list(read_csv(ROOT / "data" / "topics_alignment.csv"))
    assert {row["label"] for row in rows} == set(THESAURUS.narrower[""])
    assert all(row["match"].startswith("http://eurovoc.europa.eu/") for row in rows)


def test_the_published_scheme_and_page_are_those_of_the_tables() -> None:
    graph = whole_scheme(KNOWLEDGE, IriMinter(BASE_IRI))
    published = Graph().parse(PUBLISHED)
    assert set(published) == set(graph), "run python -m building.thesaurus_files"
    assert PAGE.read_text(encoding="utf-8") == page(THESAURUS), (
        "run python -m building.thesaurus_files"
    )


def test_the_scheme_is_skos() -> None:
    graph = Graph().parse(PUBLISHED)
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == len(CONCEPTS)
    for node in concepts:
        assert (node, SKOS.inScheme, scheme) in graph
        labels = graph.objects(node, SKOS.prefLabel)
        assert {v.language for v in labels if isinstance(v, Literal)} == {"zh", "en"}
        assert (node, SKOS.broader, None) in graph or (node, SKOS.topConceptOf, scheme) in graph
    for narrow, broad in graph.subject_objects(SKOS.broader):
        assert (broad, SKOS.narrower, narrow) in graph
    assert (None, SKOS.hiddenLabel, Literal("上幼儿园", "zh")) in graph


HEADER = "label,english,broader,alt,everyday,scope,related\n"


@pytest.mark.parametrize(
    "rows, message",
    [
        ("甲,a,,,,范围,\n甲,b,,,,范围,\n", "listed twice"),
        ("甲,a,乙,,,范围,\n", "under 乙"),
        ("甲,a\n", "does not fit the header"),
    ],
)
def test_a_wrong_table_says_what_is_wrong(rows: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "own.csv").write_text(HEADER + rows, encoding="utf-8")
    with pytest.raises(GraphError, match=message):
        _ = open_knowledge(tmp_path).thesaurus


def test_a_user_adds_a_concept_as_a_row(tmp_path: Path) -> None:
    (tmp_path / "topics").mkdir()
    row = "水上集市,floating market,,水市|水上市集,船上卖菜,水面上的集市。,\n"
    (tmp_path / "topics" / "own.csv").write_text(HEADER + row, encoding="utf-8")
    thesaurus = open_knowledge(tmp_path).thesaurus
    assert [m.concept for m in thesaurus.find("改造水上市集一处")] == ["水上集市"]
    assert not list(thesaurus.find("船上卖菜"))
    assert [m.kind for m in thesaurus.find("船上卖菜", kinds=("hidden",))] == ["hidden"]


@pytest.mark.parametrize(
    "text, kinds, expected",
    [
        ("新建普惠性幼儿园2所", ("label", "alt"), ["普惠性幼儿园"]),
        ("孩子上幼儿园难", ("label", "alt", "hidden"), ["学前教育"]),
        ("preschool education", ("label",), ["学前教育"]),
        ("preschool educational", ("label",), []),
        ("", ("label", "alt", "hidden"), []),
    ],
)
def test_words_name_concepts(text: str, kinds: tuple[str, ...], expected: list[str]) -> None:
    assert [m.concept for m in THESAURUS.find(text, kinds=kinds)] == expected


def test_subjects_of_a_task_stand_in_its_text() -> None:
    text = (
        "河阳县2025年重点工作任务\n一、民生\n（一）发展学前教育。新建普惠性幼儿园2所，"
        "提升保教质量。（牵头单位：县教体局）\n（二）完善养老服务。新增护理型床位50张。（牵头单位：县民政局）\n"
    )
    first, second = extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE).tasks
    for task, concepts in ((first, {"普惠性幼儿园"}), (second, {"养老服务"})):
        found = [m for m in task.mentions if isinstance(m, ConceptMention)]
        assert concepts <= {m.concept for m in found}
        assert all(text[m.span.start : m.span.end] == m.text for m in found)
    assert "养老服务" not in {m.concept for m in first.mentions if isinstance(m, ConceptMention)}


def test_topics_count_tasks_with_those_of_narrower_concepts(build: Build) -> None:
    topics = Topics(build)
    assert topics.counts["教育"] == len(topics.tasks("教育")) > len(topics.words("教育"))
    for concept, count in topics.counts.items():
        broader = THESAURUS.concepts[concept].broader
        assert not broader or topics.counts[broader] >= count
    task = topics.tasks("养老服务")[0]
    assert build.tasks[task]["units"]
    assert any(
        label == build.tasks[task]["units"][0]["canonical"]
        for label, _, _ in topics.units("养老服务")
    )
