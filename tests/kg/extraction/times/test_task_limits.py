"""Time limits of whole tasks, and which limit a target has: tables of (text, expected)."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.extraction import extract
from kg.extraction.mentions import TargetMention, TimeLimitMention
from kg.structure.parser import parse

PLAN = "东河市2024年重点任务\n一、兴业\n（一）做事。{}\n（二）修路。修路。（牵头单位：市交通局）\n"
LED = "（牵头单位：市科技局）"

# (text of a task, its limits and the rule that found each)
LIMITS: list[tuple[str, list[tuple[str, str | None, str]]]] = [
    (
        "修缮城墙。（牵头单位：市文旅局；完成时限：2024年6月底）",
        [("2024年6月底", "2024-06-30", "attribution/deadline")],
    ),
    (
        "修缮城墙。（牵头单位：市文旅局；完成时限：6月底前完成方案，年底前完成建设）",
        [
            ("6月底前", "2024-06-30", "attribution/deadline"),
            ("年底前", "2024-12-31", "attribution/deadline"),
        ],
    ),
    (
        "修缮城墙。（牵头单位：市文旅局；完成时限：按时序进度）",
        [("按时序进度", None, "attribution/deadline")],
    ),
    (f"修缮城墙（6月底前完成）。{LED}", [("6月底前", "2024-06-30", "time/bracket")]),
    (f"修缮城墙（长期坚持）。{LED}", [("长期坚持", None, "time/bracket")]),
    (
        f"修缮城墙，整治河湖，确保6月底前全面完成。{LED}",
        [("6月底前", "2024-06-30", "time/closing")],
    ),
    (f"9月底前建成服务站1处。{LED}", [("9月底前", "2024-09-30", "time/sentence")]),
    (f"年底前，修缮城墙，整治河湖。{LED}", [("年底前", "2024-12-31", "time/sentence")]),
    (f"9月底前完成方案，推进建设。{LED}", []),
    (f"9月底前完成方案。推进建设。{LED}", []),
    (f"推进建设，长期坚持。{LED}", []),
    (f"全年举办活动60场。{LED}", []),
    (f"修缮城墙（含东门）。{LED}", []),
]

# (text of a task, due, limit as printed, assumed)
TARGETS: list[tuple[str, tuple[str | None, str | None, str | None]]] = [
    (f"新增企业5家。{LED}", (None, None, "2024-12-31")),
    (f"9月底前建成服务站1处。{LED}", ("2024-09-30", "9月底前", None)),
    (f"建成厂房3万平方米（6月底前完成）。{LED}", ("2024-06-30", "6月底前", None)),
    (f"建成厂房3万平方米，6月底前完成。{LED}", ("2024-06-30", "6月底前", None)),
    (f"新增企业5家于10月底前投产。{LED}", ("2024-10-31", "10月底前", None)),
    (f"年底前，修路，新增企业5家。{LED}", ("2024-12-31", "年底前", None)),
    (f"2022年增长8%，今年新增企业5家。{LED}", (None, None, "2024-12-31")),
    (f"到2025年新增企业5家。{LED}", ("2025-12-31", "到2025年", None)),
    (f"全年新增企业5家。{LED}", ("2024-12-31", "全年", None)),
    (
        "全年新增企业5家。（牵头单位：市科技局；完成时限：2024年6月底）",
        ("2024-06-30", "2024年6月底", None),
    ),
    (
        "9月底前新增企业5家。（牵头单位：市科技局；完成时限：12月）",
        ("2024-09-30", "9月底前", None),
    ),
    (
        "新增企业5家。（牵头单位：市科技局；完成时限：长期坚持）",
        (None, None, "2024-12-31"),
    ),
    (f"项目竣工后3个月内完成验收5家。{LED}", (None, "项目竣工后3个月内", None)),
]


def mentions(text: str) -> tuple[object, ...]:
    """Return what is found in a task with some text."""
    document = parse(PLAN.format(text), KNOWLEDGE.lexicon)
    return extract(document, "plan.txt", KNOWLEDGE).tasks[0].mentions


@pytest.mark.parametrize("text, expected", LIMITS)
def test_limits_of_a_task(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    found = [m for m in mentions(text) if isinstance(m, TimeLimitMention)]
    assert [(m.text, m.due, m.rule) for m in found] == expected


@pytest.mark.parametrize("text, expected", TARGETS)
def test_by_when_a_target_must_be_reached(
    text: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    target = [m for m in mentions(text) if isinstance(m, TargetMention)][-1]
    assert (target.due, target.time_limit, target.assumed_due) == expected
