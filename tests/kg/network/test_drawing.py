"""Stored positions: every node has one, in the square, the same for the same graph."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import networkx as nx
import pytest
from conftest import ROOT

import kg.network.drawing as layout
from building.work.cache import Cache
from kg.network.drawing import Positions, by_document, positions, scattered, unit_positions
from kg.network.forces import force_layout

BASE = "https://w3id.org/zhengtu/"


def documents(count: int, tasks: int = 4) -> nx.Graph[str]:
    """Return documents with tasks, each task with a unit that all documents share."""
    graph: nx.Graph[str] = nx.Graph()
    for number in range(count):
        document = f"{BASE}doc/东河政发-2024-{number:02d}"
        for task in range(tasks):
            graph.add_edge(f"{document}/task/{task}", document)
            graph.add_edge(f"{document}/task/{task}", f"{BASE}unit/东河市/{task}")
    return graph


def in_the_square(found: Positions) -> bool:
    return all(
        len(point) == 2 and all(-1 <= value <= 1 and round(value, 4) == value for value in point)
        for point in found.values()
    )


@pytest.fixture
def small_wholes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let more than ten nodes be too many to lay out as a whole."""
    monkeypatch.setattr(layout, "LARGEST_WHOLE", 10)


@pytest.mark.parametrize("graph", [nx.karate_club_graph(), nx.path_graph(9), documents(3)])
def test_the_layout_is_that_of_networkx(graph: nx.Graph[str]) -> None:
    found = force_layout(graph, seed=7, steps=20)
    expected = nx.spring_layout(graph, seed=7, iterations=20, weight=None)
    for node, point in expected.items():
        assert found[node] == pytest.approx(list(point), abs=1e-6)


def test_a_layout_of_nothing_and_of_one() -> None:
    assert force_layout(nx.Graph(), seed=7, steps=3) == {}
    assert force_layout(nx.path_graph(["a"]), seed=7, steps=3) == {"a": [0.0, 0.0]}


@pytest.mark.parametrize(
    "graph",
    [
        nx.Graph(),
        nx.Graph([("a", "b")]),
        nx.Graph([("a", "a")]),
        nx.path_graph([*"abcdefgh"]),
        nx.compose(nx.path_graph([*"abc"]), nx.complete_graph([*"xyz"])),
        documents(3),
    ],
)
def test_every_node_stands_in_the_square(graph: nx.Graph[str]) -> None:
    found = positions(graph, Cache().json)
    assert set(found) == set(graph)
    assert in_the_square(found)
    assert len(set(map(tuple, found.values()))) == len(graph)  # none upon another


@pytest.mark.parametrize("count", [2, 3, 20])
def test_a_large_graph_stands_in_the_square_too(count: int, small_wholes: None) -> None:
    graph = documents(count)
    found = positions(graph, Cache().json)
    assert list(found) == list(graph)
    assert in_the_square(found)


def test_equal_graphs_have_equal_pictures() -> None:
    graph = documents(3)
    other: nx.Graph[str] = nx.Graph()
    other.add_nodes_from(sorted(graph, reverse=True))
    other.add_edges_from((b, a) for a, b in reversed(list(graph.edges())))
    assert positions(other, Cache().json) == positions(graph, Cache().json)


def test_a_loop_or_a_second_edge_moves_nothing() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(documents(2))
    plain = positions(nx.Graph(graph), Cache().json)
    graph.add_edges_from([(node, node) for node in list(graph)[:3]])
    graph.add_edges_from([(b, a) for a, b in list(graph.edges())])
    assert positions(nx.Graph(graph), Cache().json) == plain


def test_a_picture_is_kept(tmp_path: Path) -> None:
    graph = documents(2)
    first = Cache(tmp_path)
    found = positions(graph, first.json)
    second = Cache(tmp_path)
    assert positions(graph, second.json) == found == positions(graph, Cache().json)
    assert (first.made, second.made, second.found) == (1, 0, 1)
    graph.add_edge(*list(graph)[:2])
    graph.add_edge(f"{BASE}unit/东河市/0", f"{BASE}unit/东河市/1")
    third = Cache(tmp_path)
    assert positions(graph, third.json) != found
    assert third.made == 1


A, B = f"{BASE}doc/甲-1", f"{BASE}doc/甲-12"
UNIT, PLAN = f"{BASE}unit/东河市/市水务局", f"{BASE}doc/东河市-5d5d5d5d"
LAID_OUT: list[tuple[str, Positions]] = [
    (A, {A: [1, 0], f"{A}/task/1": [0, 0], UNIT: [0, 1], B: [-1, 0]}),
    (B, {B: [1, 0], f"{B}/task/1": [0, 0], UNIT: [0, -1], PLAN: [0, 1]}),
]


def test_each_document_stands_in_a_circle_of_its_own() -> None:
    first, second = by_document(LAID_OUT, [A, B])
    assert list(first) == [A, f"{A}/task/1", UNIT]  # what several name stands with the first
    assert list(second) == [B, f"{B}/task/1", PLAN]  # but a document with its own
    assert in_the_square(first) and in_the_square(second)
    middles = first[f"{A}/task/1"], second[f"{B}/task/1"]
    assert distance({"a": middles[0], "b": middles[1]}, "a", "b") > 0.4


def test_another_document_turns_no_picture() -> None:
    more = (f"{BASE}doc/乙-1", LAID_OUT[0][1])
    one, three = next(by_document(LAID_OUT, [A, B])), next(by_document([*LAID_OUT, more], "abc"))
    for node in (A, UNIT):
        shape = [
            [(found[node][i] - found[f"{A}/task/1"][i]) * count**0.5 for i in (0, 1)]
            for found, count in ((one, 3), (three, 4))
        ]
        assert shape[0] == pytest.approx(shape[1], abs=1e-3)


def test_too_many_nodes_are_spread_evenly() -> None:
    found = scattered([str(number) for number in range(200)])
    assert in_the_square(found) and len(set(map(tuple, found.values()))) == 200


def test_nodes_of_no_document_have_a_place(small_wholes: None) -> None:
    graph = documents(3)
    graph.add_edge(f"{BASE}place/东河市", f"{BASE}place/西川省")
    graph.add_node(f"{BASE}unit/西川省/省水利厅")
    found = positions(graph, Cache().json)
    assert set(found) == set(graph) and in_the_square(found)


# --- units -----------------------------------------------------------------------------------


def test_units_that_share_nothing_are_left_out() -> None:
    units = nx.complete_graph([*"abcde"])
    units.add_node("z")
    found = unit_positions(units, Cache().json)
    assert set(found) == set("abcde") and in_the_square(found)
    alone: nx.Graph[str] = nx.Graph()
    alone.add_nodes_from("abc")
    assert unit_positions(alone, Cache().json) == {} == unit_positions(nx.Graph(), Cache().json)


@pytest.mark.parametrize(
    "units",
    [
        nx.Graph([("a", "b")]),
        nx.cycle_graph([*"abcdefgh"]),
        nx.Graph([("a", "b"), ("b", "c"), ("x", "y")]),  # not connected
    ],
)
def test_units_stand_apart(units: nx.Graph[str]) -> None:
    found = unit_positions(units, Cache().json)
    assert set(found) == set(units) and in_the_square(found)
    assert all(distance(found, a, b) > 0.05 for a, b in combinations(units, 2))


def test_units_of_several_cities_stand_in_frames_of_their_own() -> None:
    cities = [[f"{city}{n}" for n in range(3 + city)] for city in range(6)]
    found = unit_positions(nx.compose_all(map(nx.complete_graph, cities)), Cache().json)
    assert in_the_square(found)

    def bounds(city: list[str]) -> tuple[float, ...]:
        (xs, ys) = zip(*(found[unit] for unit in city), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    for one, other in combinations(map(bounds, cities), 2):
        apart = (one[0] > other[2], other[0] > one[2], one[1] > other[3], other[1] > one[3])
        assert any(apart)
        assert min(one[2] - one[0], one[3] - one[1]) > 0.2  # none is a heap of dots


def test_units_on_a_line_stand_evenly() -> None:
    found = unit_positions(nx.path_graph([*"abcdef"]), Cache().json)
    steps = [distance(found, a, b) for a, b in pairwise("abcdef")]
    assert max(steps) < 1.5 * min(steps)


def test_the_weight_of_an_edge_moves_no_unit() -> None:
    units = nx.cycle_graph([*"abcdef"])
    plain = unit_positions(units, Cache().json)
    nx.set_edge_attributes(units, {("a", "b"): 9}, "weight")
    assert unit_positions(units, Cache().json) == plain


def test_units_stand_the_same_whatever_the_hash_seed() -> None:
    program = (
        "import networkx as nx; from kg.network.drawing import *; from building.work.cache import Cache; g = nx.Graph();"
        "g.add_nodes_from(f'u{i}' for i in range(30)); nx.add_path(g, ['u1', 'u7', 'u12', 'u20']);"
        "print(unit_positions(g, Cache().json) == unit_positions(nx.Graph(g), Cache().json));"
        "print(sorted(unit_positions(g, Cache().json).items()))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            check=True,
            capture_output=True,
        ).stdout
        for seed in range(4)
    }
    assert len(found) == 1


def test_the_order_of_nodes_and_edges_moves_no_unit() -> None:
    edges = [("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"), ("d", "e")]
    turned = nx.Graph([(b, a) for a, b in reversed(edges)])
    assert unit_positions(turned, Cache().json) == unit_positions(nx.Graph(edges), Cache().json)


def test_many_units_are_laid_out_like_any_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    units = nx.cycle_graph([*"abcdef"])
    monkeypatch.setattr(layout, "LARGEST_SPREAD", 5)
    assert unit_positions(units, Cache().json) == positions(units, Cache().json)


def distance(found: Positions, a: str, b: str) -> float:
    (ax, ay), (bx, by) = found[a], found[b]
    return float(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5)
