"""Edges between policies: from loaded text to loaded text, and as a text states them."""

from __future__ import annotations

import pytest
from rdflib import Graph
from small_document import dataset_of, linked

from building.work.facts_cache import from_bytes, to_bytes
from kg.rdf.serialise import union

NOTICE = """{number}
{place}人民政府关于印发{place}2024年重点任务的通知
各有关单位：
为贯彻落实{basis}，现将任务印发给你们。
{place}人民政府
2024年3月5日
{place}2024年重点任务
（一）治理河道。疏浚清溪河。{text}（牵头单位：水务局）
"""


def pairs(graph: Graph, path: str) -> set[tuple[str, str]]:
    prefix = (
        "PREFIX zt: <https://w3id.org/zhengtu/ontology#> PREFIX dct: <http://purl.org/dc/terms/>"
    )
    rows = graph.query(
        f"{prefix} SELECT ?a ?b {{ ?x a zt:PolicyDocument ; dct:title ?a ; {path} ?y . "
        "?y a zt:PolicyDocument ; dct:title ?b }"
    )
    return {(str(row[0]), str(row[1])) for row in rows}  # type: ignore[index]


def test_a_chain_through_loaded_texts() -> None:
    county = NOTICE.format(
        number="汶政发〔2024〕5号",
        place="汶上县",
        basis="《济宁市2024年重点任务》（济政发〔2024〕3号）",
        text="",
    )
    city = NOTICE.format(
        number="济政发〔2024〕3号",
        place="济宁市",
        basis="《山东省发展规划》（鲁政发〔2023〕7号）",
        text="",
    )
    graph = union(dataset_of(county, city))
    assert ("汶上县2024年重点任务", "山东省发展规划") in pairs(graph, "zt:implements+")
    assert ("汶上县2024年重点任务", "山东省发展规划") not in pairs(graph, "zt:implements")


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        ("《东河水网条例》依据《中华人民共和国水法》制定。", "zt:basedOn", True),
        ("《东河治水方案》贯彻落实《中华人民共和国水法》。", "zt:implements", True),
        ("《东河治水方案》提到，依据《中华人民共和国水法》。", "zt:basedOn", False),
        ("按照《东河治水方案》落实《中华人民共和国水法》。", "zt:implements", False),
    ],
)
def test_a_text_states_a_relation_of_two_policies(
    text: str, relation: str, *, expected: bool
) -> None:
    notice = NOTICE.format(
        number="汶政发〔2024〕5号", place="汶上县", basis="《山东省发展规划》", text=text
    )
    facts = linked(notice).facts
    assert from_bytes(to_bytes(facts)) == facts
    found = {(a, b) for a, b in pairs(union(dataset_of(notice)), relation) if a.startswith("东河")}
    assert bool(found) == expected
    assert {b for _, b in found} <= {"中华人民共和国水法"}
