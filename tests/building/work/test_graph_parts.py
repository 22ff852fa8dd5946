"""The graph of a document in parts is the graph of the document; no part grows with it."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

import building.work.graph_parts as graph_parts
from building.work.graph_parts import GraphParts
from building.work.pieces import Pieces, merged
from building.work.stored_work import from_bytes, to_bytes
from building.work.workers import Workshop
from kg.entities.linking import LinkedDocument, linker_for
from kg.extraction import extract
from kg.rdf.store import in_memory
from kg.structure.parser import parse

SHOP = Workshop(KNOWLEDGE.data.layers, "https://w3id.org/zhengtu/", None)


def document_of(tasks: int) -> LinkedDocument:
    lines = "".join(
        f"{n}．整治河道。新建水闸{n}座，推进青石河治理。（牵头单位：市水务局、市财政局）\n"
        for n in range(1, tasks + 1)
    )
    document = parse(f"东河市2024年水利重点任务\n一、治水\n{lines}", KNOWLEDGE.lexicon)
    facts = extract(document, "a.txt", KNOWLEDGE)
    return LinkedDocument(facts, linker_for(facts, SHOP.iris, KNOWLEDGE))


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines each database held that a part was checked in."""
    found: list[int] = []

    def counted(*triples: bytes) -> object:
        found.append(sum(some.count(b"\n") for some in triples))
        return in_memory(*triples)

    monkeypatch.setattr(graph_parts, "in_memory", counted)
    return found


def made(document: LinkedDocument, items: int, monkeypatch: pytest.MonkeyPatch) -> GraphParts:
    monkeypatch.setattr(graph_parts, "_ITEMS", items)
    return graph_parts.graph_parts(document, SHOP)


def test_parts_make_the_graph_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    document = document_of(7)
    whole, parts = made(document, 100, monkeypatch), made(document, 2, monkeypatch)
    assert b"".join(parts.quads) == b"".join(whole.quads)
    assert (parts.head, parts.findings) == (whole.head, whole.findings)
    assert parts.drawing.nodes == whole.drawing.nodes
    assert sorted(parts.drawing.edges) == sorted(whole.drawing.edges)


def test_no_part_grows_with_the_document(monkeypatch: pytest.MonkeyPatch, sizes: list[int]) -> None:
    largest = []
    for tasks in (8, 32):
        sizes.clear()
        made(document_of(tasks), 4, monkeypatch)
        assert len(sizes) == tasks // 4
        largest.append(max(sizes))
    assert largest[1] < 1.2 * largest[0]


LINES = [b"<a> <p> <o> .\n", b"<a> <q> <o> .\n", b"<b> <p> <o> .\n", b"<c> <p> <o> .\n"]


def test_lines_are_packed_by_whole_subjects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("building.work.pieces._BYTES", 1)
    packed = merged([Pieces.of_lines(LINES[::2]), Pieces.of_lines(LINES[:2] + LINES[3:])])
    assert list(packed) == [b"".join(LINES[:2]), LINES[2], LINES[3]]
    assert list(packed.lines()) == LINES
    assert list(merged([Pieces(())])) == []


def test_work_is_kept_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    from building.work.document_work import _work

    work = _work(document_of(2), SHOP)
    assert from_bytes(to_bytes(work)) == work
