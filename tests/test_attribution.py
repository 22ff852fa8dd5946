"""Who does it: every style of attribution, as a table of (text, clauses)."""

from __future__ import annotations

import pytest

from kg.attribution import find_attributions, first_name_leads
from kg.rules import load_rules
from kg.text import View

RULES = load_rules()
CASES = [
    ("（牵头单位：县科技局、县财政局）", [("lead", ["县科技局", "县财政局"])]),
    (
        "(牵头单位:市教育局;配合单位:市财政局,各县区政府)",
        [("lead", ["市教育局"]), ("assist", ["市财政局", "各县区政府"])],
    ),
    (
        "[责任单位：市水利局，各县（市、区）政府]",
        [("responsible", ["市水利局", "各县（市、区）政府"])],
    ),
    ("〔责任单位：市水利局〕", [("responsible", ["市水利局"])]),
    (
        "（市水务局牵头，市财政局、各区政府配合）",
        [("lead", ["市水务局"]), ("assist", ["市财政局", "各区政府"])],
    ),
    ("（市商务局负责）", [("responsible", ["市商务局"])]),
    (
        "（省税务局牵头，各市、县〔区〕人民政府、赣江新区管委会配合）",
        [("lead", ["省税务局"]), ("assist", ["各市、县〔区〕人民政府", "赣江新区管委会"])],
    ),
    (
        "（财政部、税务总局等国务院相关部门及各地区按职责分工负责）",
        [("responsible", ["财政部", "税务总局", "各地区"])],
    ),
    (
        "牵头部门：省审改办、省司法厅\n\n参与部门：各市、县、区政府\n\n完成时限：2019年6月底前",
        [
            ("lead", ["省审改办", "省司法厅"]),
            ("assist", ["各市、县、区政府"]),
            ("deadline", ["2019年6月底前"]),
        ],
    ),
    ("提高效率。责任单位：市人社局、财政局", [("responsible", ["市人社局", "财政局"])]),
    (
        "（牵头单位：市住建局；责任单位：市水利局，6月底完成）",
        [("lead", ["市住建局"]), ("responsible", ["市水利局"]), ("deadline", ["6月底完成"])],
    ),
    (
        "（责任单位：省财政厅牵头，省税务局配合）",
        [("lead", ["省财政厅"]), ("assist", ["省税务局"])],
    ),
    (
        "（责任单位：各县市区人民政府、园区和示范区管委会）",
        [("responsible", ["各县市区人民政府", "园区和示范区管委会"])],
    ),
    ("（责任单位：省发展改革委和省财政厅）", [("responsible", ["省发展改革委", "省财政厅"])]),
    ("（牵头单位：县科技局、县财政局等）", [("lead", ["县科技局", "县财政局"])]),
    ("（牵头单位：县科技局", [("lead", ["县科技局"])]),
    ("（责任单位：拖欠账款的所有部门和单位）", [("responsible", ["拖欠账款的所有部门和单位"])]),
    (
        "（民政部牵头，国务院相关部门及各地区按职责分工负责）",
        [("lead", ["民政部"]), ("responsible", ["国务院相关部门", "各地区"])],
    ),
]
TRAPS = [
    "（联系电话：0731—58225116）",
    "（以下简称《通用目录》）",
    "本办法由市财政局负责解释。",
    "《国务院关于支持山东的意见》（国发〔2022〕18号）",
    "各乡镇（街道）要加强领导。",
    "（含5%）",
]


def clauses(text: str) -> list[tuple[str, list[str]]]:
    view = View.of(text)
    found = find_attributions(view.text, RULES)
    return [(c.role, [view.text[s:e] for s, e in c.names]) for a in found for c in a.clauses]


@pytest.mark.parametrize("text, expected", CASES)
def test_attributions(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert clauses(text) == expected


@pytest.mark.parametrize("text", TRAPS)
def test_what_is_no_attribution(text: str) -> None:
    assert clauses(text) == []


def test_a_global_rule_on_who_leads() -> None:
    assert first_name_leads("（责任单位：列首位的为牵头单位，下同）")
    assert not first_name_leads("各单位要高度重视")
