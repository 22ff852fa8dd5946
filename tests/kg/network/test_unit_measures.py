"""Measures of units: partners, centrality, the matrix of shared tasks."""

from __future__ import annotations

from itertools import product

import pytest

from kg.network import unit_measures
from kg.network.traversal import nodes_of_kind
from kg.network.unit_measures import (
    Assigned,
    UnitMeasures,
    partners,
    unit_matrix,
    unit_views,
    view_measures,
)
from qa.build import Build


def test_the_first_partner_shares_most_tasks(build: Build) -> None:
    nodes = {build.network.nodes[n]["label"]: n for n in nodes_of_kind(build.network, "Unit")}
    other, tasks = partners(build.network, nodes["县发展和改革局"])[0]
    assert (other, len(tasks)) == (nodes["县工业和信息化局"], 8)


def test_the_matrix_is_symmetric(build: Build) -> None:
    units = [unit for (unit,) in build.tables.rows("SELECT id FROM units LIMIT 5")]
    matrix = unit_matrix(build.network, units)
    for i, j in product(range(5), repeat=2):
        assert matrix[i][j] == matrix[j][i] and matrix[i][i] == 0


# a–b–c in a row (two tasks for a and b), d and e by themselves in another year
ASSIGNED: list[Assigned] = [
    *[("a", "1", "lead", 2023), ("b", "1", "assist", 2023)],
    *[("a", "2", "lead", 2023), ("b", "2", "assist", 2023)],
    *[("b", "3", "lead", 2023), ("c", "3", "lead", 2023)],
    *[("d", "4", "lead", 2024), ("e", "4", "lead", 2024), ("d", "4", "assist", 2024)],
]


def measured(year: str, role: str) -> dict[str, UnitMeasures]:
    views = {(v.year, v.role): v for v in unit_views(ASSIGNED)}
    return {m.unit: m for m in view_measures(views[year, role])}


def test_measures_of_a_row_of_three() -> None:
    found = measured("all", "any")
    assert [found[u].tasks for u in "abcde"] == [2, 3, 1, 1, 1]
    assert [found[u].partners for u in "abcde"] == [1, 2, 1, 1, 1]
    assert [found[u].shared for u in "abcde"] == [2, 3, 1, 1, 1]
    # the one path between a and c runs through b, of the one pair of others in their part
    assert [(found[u].betweenness, found[u].betweenness_share) for u in "abd"] == [
        (0, 0),
        (1, 1),
        (0, 0),
    ]
    assert found["d"].community == found["e"].community != found["a"].community


def test_measures_by_year_and_role() -> None:
    assert set(measured("2023", "any")) == set("abc") and set(measured("2024", "any")) == set("de")
    by_lead = measured("all", "lead")
    assert (by_lead["a"].partners, by_lead["b"].partners, by_lead["d"].partners) == (0, 1, 1)
    assert {(v.year, v.role) for v in unit_views(ASSIGNED)} == {
        (year, role) for year in ("all", "2023", "2024") for role in ("any", "lead", "assist")
    }


def test_measures_are_the_same_in_any_order() -> None:
    again = [*unit_views(reversed(ASSIGNED))]
    for view, other in zip(unit_views(ASSIGNED), again, strict=True):
        assert view_measures(view) == view_measures(other)


def counties(number: int) -> list[Assigned]:
    """Return the assignments of counties that one unit of the province ties to each other."""
    return [
        (unit, f"{county}-{task}", "lead", 2023)
        for county in range(number)
        for task in range(12)
        for unit in ("province", *(f"{county:03d}-{(task * n) % 11}" for n in (1, 2, 3)))
    ]


def test_betweenness_of_a_large_part_is_estimated_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (exact, *_) = (view_measures(view) for view in unit_views(counties(20)))
    assert {measure.sources for measure in exact} == {len(exact)}
    monkeypatch.setattr(unit_measures, "_STEPS", 1)
    (estimated, *_) = (view_measures(view) for view in unit_views(counties(20)))
    assert {measure.sources for measure in estimated} == {100} and len(exact) > 200
    assert exact[0].unit == estimated[0].unit == "province"
    for one, other in zip(exact, estimated, strict=True):
        assert one.betweenness_share == pytest.approx(other.betweenness_share, abs=0.05)


def test_paths_counted_do_not_grow_with_the_square_of_a_part() -> None:
    followed = [unit_measures.path_sources(n, 10 * n) * 10 * n for n in (700, 7_000, 70_000)]
    assert followed[1] / followed[0] < 2 and followed[2] / followed[1] < 15
