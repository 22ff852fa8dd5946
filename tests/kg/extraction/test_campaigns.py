"""Campaigns: a table of (text, names)."""

from __future__ import annotations

import pytest
from one_task import found

from kg.extraction.campaigns import campaigns


@pytest.mark.parametrize(
    "text, expected",
    [
        ("实施“消费提振年”行动", ["“消费提振年”行动"]),
        ("启动实施城市更新三年攻坚行动", ["城市更新三年攻坚行动"]),
        (
            "实施高端装备、绿色化工、纺织服装产业三年倍增计划",
            ["高端装备、绿色化工、纺织服装产业三年倍增计划"],
        ),
        ("实施农业人才培育工程", ["农业人才培育工程"]),
        ("落实林长制，推行“首席服务员”制度", []),
        ("推进新兴产业“倍增计划”", ["新兴产业“倍增计划”"]),
        (
            "实施“东河师傅”“东河家政”两项工程",
            ["“东河师傅”“东河家政”两项工程"],
        ),
        ("打好蓝天、碧水、净土三大保卫战", ["蓝天、碧水、净土三大保卫战"]),
        ("全面完成国企改革三年行动", ["国企改革三年行动"]),
        ("实施“个转企、小升规”工程", ["“个转企、小升规”工程"]),
        ("开展“书香南塘”全民阅读活动", ["“书香南塘”全民阅读活动"]),
        ("推进引柳济清二期工程", []),
        ("实施住宅品质提升行动和物业服务提升行动", ["住宅品质提升行动", "物业服务提升行动"]),
        ("实施普及攻坚和质量提升行动", ["普及攻坚和质量提升行动"]),
    ],
)
def test_campaigns(text: str, expected: list[str]) -> None:
    assert [c.name for c in found(text, campaigns)] == expected
