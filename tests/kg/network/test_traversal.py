"""Traversal: shared tasks, and paths whose steps are named."""

from __future__ import annotations

import pytest

from errors import GraphError
from kg.network.traversal import (
    ego,
    find_nodes,
    neighbourhood,
    neighbours,
    nodes_of_kind,
    path,
    shared_tasks,
    tasks_of,
)
from qa.build import Build


def unit(build: Build, label: str) -> str:
    nodes = build.network.nodes
    return next(n for n in nodes_of_kind(build.network, "Unit") if nodes[n]["label"] == label)


def test_shared_tasks(build: Build) -> None:
    a, b = unit(build, "县发展和改革局"), unit(build, "县工业和信息化局")
    numbers = [build.tasks[task]["number"] for task in shared_tasks(build.network, [a, b])]
    assert numbers == [1, 6, 7, 9, 10, 12, 15, 43]
    assert len(tasks_of(build.network, a)) == 23
    assert tasks_of(build.network, a, "assistingUnit") == []
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


def test_a_node_with_its_neighbours(build: Build) -> None:
    node = unit(build, "县水务局")
    shown, left_out = ego(build.network, [node], 3)
    assert shown[0] == node and len(shown) == 3
    everything, none = ego(build.network, [node], 1000)
    assert (len(everything), none) == (3 + left_out, 0)
    assert ego(build.network, ["https://example.org/nothing"], 3) == ([], 0)


def test_a_neighbourhood_is_a_part_of_the_whole_view(build: Build) -> None:
    for node in list(build.network)[::9]:
        part = neighbourhood(build.graph, node)
        assert neighbours(part, node) == neighbours(build.network, node)
        assert part.nodes[node] == build.network.nodes[node]
        assert build.label(node) == part.nodes[node]["label"]
    for nothing in ("https://example.org/nothing", "", "no IRI >"):
        assert build.label(nothing) is None
        with pytest.raises(GraphError, match="not in the graph"):
            neighbourhood(build.graph, nothing)


def test_nodes_are_found_by_their_labels(build: Build) -> None:
    found = find_nodes(build.network, "水务局")
    assert unit(build, "县水务局") == found[0]
    assert find_nodes(build.network, "  ") == []
