"""A collection: each text once, texts of one number told apart, failures named."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from conftest import KNOWLEDGE
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal

import building.collection as collection
from building.collection import read_collection
from kg.entities.iri import IriMinter
from kg.entities.linking import LinkedDocument
from kg.export.build_folder import cited_name
from kg.export.task_records import records
from kg.rdf.dataset import build_dataset
from kg.rdf.serialise import nquads, union
from kg.rdf.vocabulary import ZT

IRIS = IriMinter("https://w3id.org/zhengtu/")

PLAN = """东河政发〔2024〕5号
东河市2024年重点任务
（一）培育企业。新增企业5家。（牵头单位：市科技局、市财政局）
"""


ONE_BOX = """2024年重点任务
（一）培育企业。新增企业{}家。（牵头单位：市科技局、市财政局）
"""


def read(folder: Path, texts: Sequence[str]) -> list[LinkedDocument]:
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return read_collection([folder], IRIS, KNOWLEDGE)[0]


def test_the_same_text_twice_is_one_document(tmp_path: Path) -> None:
    ((facts, _),) = read(tmp_path, [PLAN, PLAN + "\n", PLAN.replace("培育", " 培育")])
    assert facts.key == "东河政发-2024-5" and not facts.version_of
    (tmp_path / "d.txt").write_bytes(b"")
    failures = read_collection([tmp_path], IRIS, KNOWLEDGE)[1].failures
    assert failures[0].message.endswith("the file is empty; nothing to build")


def test_a_file_of_too_many_tasks_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection, "MOST_TASKS", 1)
    two = PLAN + "（二）兴修水利。（牵头单位：市水务局）\n"
    (tmp_path / "1.txt").write_text(two, encoding="utf-8")
    (tmp_path / "2.txt").write_text(PLAN, encoding="utf-8")
    documents, found = read_collection([tmp_path], IRIS, KNOWLEDGE)
    assert [document.facts.file for document in documents] == ["2.txt"]
    assert found.failures[0].message.startswith(
        f"{tmp_path / '1.txt'}: 2 tasks; more than 1 in one file"
    )


def test_several_texts_of_one_number_all_carry_their_hash(tmp_path: Path) -> None:
    one, other = (d.facts for d in read(tmp_path, [PLAN, PLAN.replace("5家", "6家")]))
    for facts, file in ((one, other.file), (other, one.file)):
        assert facts.key == f"东河政发-2024-5-{facts.sha256[:8]}"
        assert facts.version_of == "东河政发-2024-5"
        message = facts.document.warnings[0].message
        assert facts.file in message and file in message
    assert one.key != other.key


def test_versions_are_joined_at_the_document_of_their_number(tmp_path: Path) -> None:
    documents = read(tmp_path, [PLAN, PLAN.replace("5家", "6家")])
    graph = union(build_dataset(documents, IRIS, Graph(), KNOWLEDGE.thesaurus))
    work = IRIS.document("东河政发-2024-5")
    assert set(graph.subjects(ZT.versionOf, work)) == {
        IRIS.document(facts.key) for facts, _ in documents
    }
    assert (work, ZT.isStub, Literal(True)) in graph
    entries = [entry["document"] for entry in records(documents)["documents"]]
    assert [entry["version"] for entry in entries] == [f.sha256[:8] for f, _ in documents]
    assert {entry["version_of"] for entry in entries} == {str(work)}
    assert len({entry["id"] for entry in entries}) == 2
    assert {cited_name(entry) for entry in entries} == {
        f"东河政发〔2024〕5号（{facts.sha256[:8]}）" for facts, _ in documents
    }


@settings(max_examples=12, deadline=None)
@given(st.permutations([PLAN, PLAN + "\n", PLAN.replace("5家", "6家"), *map(ONE_BOX.format, "12")]))
def test_no_key_depends_on_the_order_of_files(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        documents = read(Path(folder), texts)
    graph = build_dataset(documents, IRIS, Graph(), KNOWLEDGE.thesaurus)
    lines = nquads(graph).decode().splitlines()
    assert [line for line in lines if "ontology#file" not in line] == reference()


@cache
def reference() -> list[str]:
    with TemporaryDirectory() as folder:
        texts = [*map(ONE_BOX.format, "21"), PLAN.replace("5家", "6家"), PLAN + "\n", PLAN]
        documents = read(Path(folder), texts)
    lines = nquads(build_dataset(documents, IRIS, Graph(), KNOWLEDGE.thesaurus)).decode()
    return [line for line in lines.splitlines() if "ontology#file" not in line]
