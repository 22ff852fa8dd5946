"""Measures of units: partners, centrality, the matrix of shared tasks."""

from __future__ import annotations

from itertools import product

from kg.network.traversal import nodes_of_kind
from kg.network.unit_measures import centrality, partners, unit_matrix
from qa.build import Build


def test_the_first_partner_shares_most_tasks(build: Build) -> None:
    nodes = {build.network.nodes[n]["label"]: n for n in nodes_of_kind(build.network, "Unit")}
    other, tasks = partners(build.network, nodes["县发展和改革局"])[0]
    assert (other, len(tasks)) == (nodes["县工业和信息化局"], 8)


def test_centrality_and_matrix(build: Build) -> None:
    rows = centrality(build.network)
    assert (rows[0].label, rows[0].tasks) == ("县发展和改革局", 23)
    assert 0 < rows[0].betweenness < 1
    matrix = unit_matrix(build.network, [row.unit for row in rows[:5]])
    for i, j in product(range(5), repeat=2):
        assert matrix[i][j] == matrix[j][i] and matrix[i][i] == 0
