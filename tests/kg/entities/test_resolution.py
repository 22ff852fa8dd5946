"""Entity resolution: one policy under several titles, and the doubts a person should judge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from conftest import KNOWLEDGE

from building.collection import keys_of_titles, read_collection
from building.report import report
from kg.entities.entity import Entity
from kg.entities.iri import IriMinter
from kg.entities.linking import entities, merge
from kg.entities.resolution import (
    UncertainMatch,
    normal_title,
    numbered_titles,
    policy_mentions,
    uncertain_matches,
)
from kg.extraction import extract
from kg.extraction.mentions import DocumentFacts
from kg.structure.keys import title_key
from kg.structure.parser import parse

BASE = "https://w3id.org/zhengtu/"
CITING = """东河市2024年重点任务
为落实《东河市水网建设五年规划》，制定如下任务。
（一）治水。按照《西川省河湖保护总体方案》（西政发〔2022〕3号）做事。（市水务局负责）
（二）造林。执行《东河市水网建设五年规划》。（市林业局负责）
"""
PLAN = """东河政发〔2023〕8号
东河市水网建设五年规划
一、目标
（一）建成水网。（市水务局负责）
"""


def facts_of(text: str) -> DocumentFacts:
    return extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE)


def unit(label: str, *aliases: str, place: str = "东河市") -> Entity:
    return Entity(f"{BASE}unit/{place}/{label}", "Unit", label, aliases)


def policy(label: str, *aliases: str) -> Entity:
    return Entity(f"{BASE}doc/东河政发-2023-8", "PolicyDocument", label, aliases)


def found(
    *entities: Entity, titles: Mapping[str, Iterable[str]] | None = None
) -> list[UncertainMatch]:
    keys = {title: frozenset(of_title) for title, of_title in (titles or {}).items()}
    return list(uncertain_matches(entities, keys, BASE))


# --- titles ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title, normal",
    [
        ("东河市水网规划", "东河市水网规划"),
        ("东河市 水网规划（2023—2025年）", "东河市水网规划20232025年"),
        ("东河市水网规划(2023-2025年)", "东河市水网规划20232025年"),
        ("东河市“十四五”水网、路网规划", "东河市十四五水网路网规划"),
        ("关于印发〈东河市水网规划〉的通知", "东河市水网规划"),
        ("东河市人民政府关于转发《西川省水网规划》的通知", "西川省水网规划"),
        ("批转〈水网规划〉的决定", "水网规划"),
        # without brackets, where what is left can stand for the text
        ("关于印发东河市水网建设规划的通知", "东河市水网建设规划"),
        ("东河市人民政府关于转发西川省水网建设规划（试行）的通知", "西川省水网建设规划试行"),
        ("关于转发市水务局关于印发东河市水网建设规划的通知的通知", "东河市水网建设规划"),
        ("关于印发东河市水网规划的通知", "关于印发东河市水网规划的通知"),
        ("关于转发市水务局关于印发规划的通知的通知", "市水务局关于印发规划的通知"),
        ("关于公布东河市水网建设名单的通知", "关于公布东河市水网建设名单的通知"),
        ("关于加强水网管理的通知", "关于加强水网管理的通知"),  # adopts nothing
        ("印发〈水网规划〉", "印发水网规划"),
        ("", ""),
    ],
)
def test_writings_of_a_title_have_one_form(title: str, normal: str) -> None:
    assert normal_title(title) == normal
    assert normal_title(normal) == normal


def test_every_named_policy_is_met() -> None:
    titles = [mention.title for mention in policy_mentions(facts_of(CITING))]
    assert titles == ["东河市水网建设五年规划", "西川省河湖保护总体方案", "东河市水网建设五年规划"]


def policy_keys(found: Iterable[DocumentFacts]) -> Mapping[str, frozenset[str]]:
    return keys_of_titles(pair for facts in found for pair in numbered_titles(facts))


def test_titles_get_their_numbers_from_mentions_and_documents() -> None:
    assert policy_keys([facts_of(CITING), facts_of(PLAN)]) == {
        "西川省河湖保护总体方案": {"西政发-2022-3"},
        "东河市水网建设五年规划": {"东河政发-2023-8"},
    }
    again = PLAN.replace("〔2023〕8号", "〔2024〕1号")
    assert policy_keys([facts_of(PLAN), facts_of(again)]) == {
        "东河市水网建设五年规划": {"东河政发-2023-8", "东河政发-2024-1"},
    }


@pytest.mark.parametrize("title, known", [("东河市水网总规划", 0), ("东河市水网的总规划", 1)])
def test_a_short_title_is_known_by_no_number(title: str, known: int) -> None:
    assert len(policy_keys([facts_of(PLAN.replace("东河市水网建设五年规划", title))])) == known


def cited(folder: Path, *texts: str) -> set[str]:
    """Return the keys the first text's plan is linked to, in a collection of all texts."""
    files = [folder / f"{number}.txt" for number in range(len(texts))]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    documents, _ = read_collection(files, IriMinter(BASE), KNOWLEDGE)
    ((facts, linker),) = [d for d in documents if d[0].file == "0.txt"]
    mentions = [m for m in policy_mentions(facts) if m.title == "东河市水网建设五年规划"]
    return {linker.policy_key(mention) for mention in mentions}


def test_a_title_alone_is_the_policy_that_another_document_numbers(tmp_path: Path) -> None:
    by_title = title_key("东河市水网建设五年规划", "东河市")
    assert cited(tmp_path, CITING) == {by_title}
    assert cited(tmp_path, CITING, PLAN) == {"东河政发-2023-8"}
    naming = "西川省任务\n（一）甲。执行《东河市水网建设五年规划》（东河政发〔2023〕8号）。（省水利厅负责）"
    assert cited(tmp_path, CITING, naming) == {"东河政发-2023-8"}
    two = PLAN.replace("〔2023〕8号", "〔2024〕1号")
    assert cited(tmp_path, CITING, PLAN, two) == {by_title}  # which of the two nobody says


# --- doubts ----------------------------------------------------------------------------------


# (entities, [(kind, merged, names)])
DOUBTS: list[tuple[list[Entity], list[tuple[str, bool, tuple[str, ...]]]]] = [
    ([], []),
    # an abbreviation is no doubt, another word is
    ([unit("市发展和改革局", "市发改局")], []),
    ([unit("市发改局", "市发展和改革局")], []),
    (
        [unit("市工业和信息化局", "市工信局", "市经信局")],
        [("alias", True, ("市工业和信息化局", "市经信局"))],
    ),
    # nearly one name, two nodes
    (
        [unit("市住房城乡建设局"), unit("市住房和城乡建设局")],
        [("similar", False, ("市住房和城乡建设局", "市住房城乡建设局"))],
    ),
    ([unit("市住房城乡建设局"), unit("市住房和城乡建设局", place="西川市")], []),
    ([unit("市水务局"), unit("市林业局"), unit("市财政局")], []),
    ([unit("市财政局"), unit("市财政局", place="西川市")], []),
    # titles of one number
    ([policy("东河市水网规划", "关于印发〈东河市水网规划〉的通知")], []),
    ([policy("东河市水网建设规划（试行）", "东河市水网建设规划")], []),
    (
        [policy("东河市水网规划", "西川省教育改革方案")],
        [("title-of-number", True, ("东河市水网规划", "西川省教育改革方案"))],
    ),
    # other things have titles of their own
    ([Entity(f"{BASE}campaign/x", "Campaign", "治水行动", ("教育改革",))], []),
]


@pytest.mark.parametrize("entities, expected", DOUBTS)
def test_doubtful_merges(
    entities: list[Entity], expected: list[tuple[str, bool, tuple[str, ...]]]
) -> None:
    assert [(d.kind, d.merged, d.names) for d in found(*entities)] == expected
    assert {d.iri for d in found(*entities)} <= {e.iri for e in entities}


def test_a_title_of_several_numbers_is_a_doubt() -> None:
    (doubt,) = found(titles={"东河市水网规划方案": ["b-2", "a-1"], "西川省路网规划方案": ["c-3"]})
    assert (doubt.kind, doubt.merged, doubt.names) == ("number-of-title", False, ("a-1", "b-2"))
    assert doubt.iri == f"{BASE}doc/a-1" and "东河市水网规划方案" in doubt.reason


def test_doubts_come_in_one_order() -> None:
    entities = [
        unit("市工业和信息化局", "市经信局"),
        policy("东河市水网规划", "西川省教育改革方案"),
        unit("市住房城乡建设局"),
        unit("市住房和城乡建设局"),
    ]
    titles = {"东河市水网规划方案": ["b-2", "a-1"]}
    there, back = found(*entities, titles=titles), found(*reversed(entities), titles=titles)
    assert [d.kind for d in there] == ["alias", "number-of-title", "similar", "title-of-number"]
    assert [(d.kind, d.names) for d in there] == [(d.kind, d.names) for d in back]


def test_the_report_lists_the_doubts(tmp_path: Path) -> None:
    text = PLAN.replace("（市水务局负责）", "（牵头单位：市招商局、市投资促进局）")
    (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
    ((facts, linker),), _ = read_collection([tmp_path], IriMinter(BASE), KNOWLEDGE)
    doubts = uncertain_matches(merge(entities(facts, linker)), linker.titles, BASE)
    (doubt,) = report([], doubts, [])["doubts"]
    assert (doubt["kind"], doubt["names"]) == ("alias", ("市投资促进局", "市招商局"))
    assert doubt["iri"] == f"{BASE}unit/东河市/市投资促进局"
