"""Who does it: every style of attribution, as a table of (text, clauses)."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.extraction import extract
from kg.extraction.mentions import TimeLimitMention, UnitMention
from kg.structure.attribution import find_attributions
from kg.structure.lists.first_leads import FirstLeads, first_name_leads
from kg.structure.parser import parse
from kg.text.view import View

LEXICON = KNOWLEDGE.lexicon
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
    # a person in brackets is no part of a unit; another body is
    (
        "（责任单位：县财政局（张三）、县公安局（交警大队））",
        [("responsible", ["县财政局", "县公安局（交警大队）"]), ("person", ["张三"])],
    ),
    (
        "（牵头单位：县商务局负责人：刘洋；责任单位：各镇（街道）、县公安局）",
        [
            ("lead", ["县商务局"]),
            ("person", ["刘洋"]),
            ("responsible", ["各镇（街道）", "县公安局"]),
        ],
    ),
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
CASES += [
    # fields that name nobody
    ("（负责部门：县司法局；适用范围：全部工业园区）", [("responsible", ["县司法局"])]),
    (
        "（责任单位：县住建局；责任人：王某；联系电话：0839-0000000）",
        [("responsible", ["县住建局"]), ("person", ["王某"])],
    ),
    ("（责任单位：县住建局、无、12345）", [("responsible", ["县住建局"])]),
    ("（责任单位：县住建局、其他部门不再列出）", [("responsible", ["县住建局"])]),
    # labels that no table knows, by their words
    ("（挂帅单位：市水务局；督办单位：市督查室）", [("lead", ["市水务局"])]),
    ("做事。\n帮扶单位：市水务局、市财政局", [("responsible", ["市水务局", "市财政局"])]),
    ("（牵头单位：县财政局；填报单位：县统计局）", [("lead", ["县财政局"])]),
    # ends of lists
    ("（县公交公司、青溪镇等乡镇负责）", [("responsible", ["县公交公司", "青溪镇"])]),
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
    found = find_attributions(view.text, LEXICON)
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
    assert first_name_leads("排在第一位的为牵头单位") == FirstLeads()
    comma = first_name_leads("第一个逗号前为牵头单位，其余为配合单位，下同")
    assert comma == FirstLeads(comma=True, rest="assist")
    assert first_name_leads("第一个逗号前为牵头单位，下同") == FirstLeads(comma=True)
    assert first_name_leads("（责任单位：甲局、乙局，丙局；逗号前为牵头单位，下同）") == FirstLeads(
        comma=True
    )


# (lines of one task, [(role, unit)])
ROLES: list[tuple[str, list[tuple[str, str]]]] = [
    # 责任单位 leads where nobody else does
    ("做事。（责任单位：市水务局、市财政局）", [("lead", "市水务局"), ("lead", "市财政局")]),
    (
        "做事。（牵头单位：市水务局；责任单位：市财政局）",
        [("lead", "市水务局"), ("responsible", "市财政局")],
    ),
    (
        "做事。（责任单位：市水务局；配合单位：市财政局）",
        [("lead", "市水务局"), ("assist", "市财政局")],
    ),
    ("做事。（配合单位：市财政局）", [("assist", "市财政局")]),
    # attributions that stand together are one
    (
        "做事。\n牵头单位：市水务局\n责任单位：市财政局",
        [("lead", "市水务局"), ("responsible", "市财政局")],
    ),
    (
        "做事。（责任单位：市财政局）；（牵头单位：市水务局）。",
        [("responsible", "市财政局"), ("lead", "市水务局")],
    ),
    # those of the parts of a task speak for themselves
    (
        "修闸。（牵头单位：市水务局）植树。（责任单位：市林业局）",
        [("lead", "市水务局"), ("lead", "市林业局")],
    ),
    (
        "修闸（市水务局负责）；植树（市林业局牵头，市财政局负责）。",
        [("lead", "市水务局"), ("lead", "市林业局"), ("responsible", "市财政局")],
    ),
    (
        "修闸。（责任单位：市水务局）\n植树。（责任单位：市林业局）\n种草。（配合单位：市财政局）",
        [("lead", "市水务局"), ("lead", "市林业局"), ("assist", "市财政局")],
    ),
]
# the same where the document says 列首位的为牵头单位
FIRST_LEADS: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "做事。（责任单位：市水务局、市财政局、市林业局）",
        [("lead", "市水务局"), ("responsible", "市财政局"), ("responsible", "市林业局")],
    ),
    (
        "做事。（牵头单位：市水务局；责任单位：市财政局、市林业局）",
        [("lead", "市水务局"), ("responsible", "市财政局"), ("responsible", "市林业局")],
    ),
    (
        "做事。（牵头单位：市水务局、市财政局）",
        [("lead", "市水务局"), ("lead", "市财政局")],
    ),
    (
        "做事。（责任单位：市水务局、市财政局；配合单位：市林业局）",
        [("lead", "市水务局"), ("responsible", "市财政局"), ("assist", "市林业局")],
    ),
    # those that assist may stand first
    (
        "做事。（配合单位：市公安局；责任单位：市水务局、市财政局）",
        [("assist", "市公安局"), ("lead", "市水务局"), ("responsible", "市财政局")],
    ),
    # per list: each part of a task has a first name
    (
        "修闸。（责任单位：市水务局、市财政局）植树。（责任单位：市林业局、市财政局）",
        [
            ("lead", "市水务局"),
            ("responsible", "市财政局"),
            ("lead", "市林业局"),
            ("responsible", "市财政局"),
        ],
    ),
    (
        "修闸。（市水务局、市财政局负责）植树。（市林业局牵头，市财政局负责）",
        [
            ("lead", "市水务局"),
            ("responsible", "市财政局"),
            ("lead", "市林业局"),
            ("responsible", "市财政局"),
        ],
    ),
]
HEAD = "东河市2024年重点任务\n"
RULE = "（责任单位列首位的为牵头单位，下同）\n"


def roles(text: str) -> list[list[tuple[str, str]]]:
    """Return the roles of each task's units, whose order counts them."""
    found = []
    for task in extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE).tasks:
        mentions = [m for m in task.mentions if isinstance(m, UnitMention)]
        assert [m.order for m in mentions] == list(range(1, len(mentions) + 1))
        found.append([(m.role, m.text) for m in mentions])
    return found


@pytest.mark.parametrize("task, expected", ROLES)
def test_roles_of_units(task: str, expected: list[tuple[str, str]]) -> None:
    other = "\n（二）兴教。做事。（责任单位：市教育局、市公安局）\n"
    assert roles(f"{HEAD}（一）治水。{task}{other}") == [
        expected,
        [("lead", "市教育局"), ("lead", "市公安局")],
    ]


@pytest.mark.parametrize("task, expected", FIRST_LEADS)
def test_roles_where_the_first_name_leads(task: str, expected: list[tuple[str, str]]) -> None:
    other = "\n（二）兴教。做事。（责任单位：市教育局、市公安局）\n"
    assert roles(f"{HEAD}{RULE}（一）治水。{task}{other}") == [
        expected,
        [("lead", "市教育局"), ("responsible", "市公安局")],
    ]


def test_a_time_limit_is_no_unit() -> None:
    text = (
        f"{HEAD}{RULE}（一）治水。做事。（责任单位：市水务局、市财政局；完成时限：2024年6月底前）"
    )
    assert roles(text) == [[("lead", "市水务局"), ("responsible", "市财政局")]]
    (task,) = extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE).tasks
    limits = [m for m in task.mentions if isinstance(m, TimeLimitMention)]
    assert [(m.text, m.value) for m in limits] == [("2024年6月底前", "2024-06")]
