"""What is stored of the network answers as the networkx view of the whole graph does."""

from __future__ import annotations

import random
import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest

from errors import GraphError
from kg.export.build_tables import TABLES, Row, Tables, TablesWriter
from kg.network.traversal import (
    Relation,
    find_nodes,
    nodes_of_kind,
    path,
    shared_tasks,
    step_cost,
    tasks_of,
)
from kg.network.unit_measures import partners, unit_matrix, unit_network
from qa.build import Build


@pytest.mark.parametrize("text", ["幼儿园", "县财政局", "国务院", " ", "没有这样的名称"])
def test_names_are_found_alike(build: Build, text: str) -> None:
    found = [node for node, _, _ in build.stored_network.find(text)]
    assert found == find_nodes(build.network, text)


@pytest.mark.parametrize("kind", ["Unit", "PolicyDocument", "Task", "Nothing"])
def test_nodes_of_a_kind_are_alike(build: Build, kind: str) -> None:
    network, stored = build.network, build.stored_network
    found = stored.of_kind(kind)
    assert [node for node, _ in found] == nodes_of_kind(network, kind)
    assert all(label == network.nodes[node]["label"] for node, label in found)


def test_units_their_tasks_and_partners_are_alike(build: Build) -> None:
    network, stored = build.network, build.stored_network
    rows = build.tables.rows("SELECT id, tasks, partners FROM units ORDER BY rowid")
    units = [unit for unit, *_ in rows]
    shared = unit_network(network)
    assert rows == [(u, len(tasks_of(network, u)), shared.degree(u)) for u in units]
    measured = build.tables.rows(
        "SELECT unit, tasks, partners FROM measures WHERE year = 'all' AND role = 'any'"
    )
    assert sorted(measured) == sorted(rows)
    assert len(build.tables.rows("SELECT * FROM pairs")) == unit_network(network).size()
    assert stored.unit_matrix(units[:9]) == unit_matrix(network, units[:9])
    for unit, other in pairwise(units):
        assert stored.tasks_of(unit) == tasks_of(network, unit)
        assert stored.partners(unit) == partners(network, unit)
        assert stored.shared_tasks([unit, other]) == shared_tasks(network, [unit, other])
    assert stored.shared_tasks([]) == []


def cost(step: Relation) -> float:
    return step_cost(step.relation)


def test_paths_are_as_cheap_and_as_true(build: Build) -> None:
    network, stored = build.network, build.stored_network
    nodes = random.Random(7).sample(sorted(network), 60)
    for start, end in pairwise(nodes):
        found, other = stored.path(start, end), path(network, start, end)
        assert sum(map(cost, found)) == sum(map(cost, other))
        before = start
        for step in found:
            ends = (before, step.node) if step.outgoing else (step.node, before)
            assert network.has_edge(*ends, key=step.relation)
            before = step.node
        assert not found or found[-1].node == end
    assert stored.path(nodes[0], nodes[0]) == ()
    assert stored.path(nodes[0], nodes[1]) == stored.path(nodes[0], nodes[1])


def test_a_node_that_is_not_there_is_said_so(build: Build) -> None:
    assert build.stored_network.node("urn:x") is None
    with pytest.raises(GraphError, match="search for it by name"):
        build.stored_network.path("urn:x", next(iter(build.tasks)))


def test_records_of_tasks_are_read_by_key(build: Build) -> None:
    tasks = build.tasks
    first, *rest = tasks
    assert len(tasks) == 1 + len(rest) == 78 and "urn:x" not in tasks
    assert tasks[first]["id"] == first and tasks[first]["number"] == 1
    key = tasks.document_of(first)
    assert list(tasks) == tasks.within({key}) == tasks.within(None) and tasks.within(()) == []
    assert tasks.numbered("1") == [first] and tasks.numbered("x") == []
    assert [tasks[task]["number"] for task in tasks.holding("幼儿园2所")] == [66]
    for missing in (tasks.__getitem__, tasks.document_of):
        with pytest.raises(KeyError):
            missing("urn:x")


def test_equal_rows_give_equal_bytes(tmp_path: Path) -> None:
    rows: dict[str, list[Row]] = {
        "concepts": [("托育",), ("养老",)],
        "forms": [(0, "财政局", "Unit")],
    }
    for name in ("a", "b"):
        with TablesWriter(tmp_path / name) as tables:
            for table, of_table in rows.items():
                tables.add(table, of_table)
            tables.finish()
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    connection = sqlite3.connect(tmp_path / "a")
    found = connection.execute("SELECT label FROM concepts ORDER BY rowid").fetchall()
    assert found == [("托育",), ("养老",)]
    connection.close()


def test_a_missing_or_damaged_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="build again"):
        Tables(tmp_path)
    (tmp_path / TABLES).parent.mkdir()
    (tmp_path / TABLES).write_text("no database at all, and long enough to be read as one")
    with pytest.raises(GraphError, match="build again"):
        Tables(tmp_path).rows("SELECT * FROM tasks")
