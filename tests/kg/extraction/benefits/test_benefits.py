"""Benefits: who may get what, and how much; told apart from targets."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.extraction.benefits.benefits import BenefitMention, find_benefits
from kg.text.span import Span
from kg.text.stored_text import StoredText
from kg.text.stretches import stretches


def found(text: str) -> list[BenefitMention]:
    (part,) = stretches(StoredText(text), [Span(0, len(text))])
    (found,) = find_benefits([part], KNOWLEDGE.lexicon.benefits)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对一线人员每人每天补助300元。", ["= 300元 head/day"]),
        ("对承租国有房产的企业，房租减免3个月。", ["= 100% "]),
        ("对小微企业贷款贴息50%。", ["= 50% "]),
        ("1个月房租免收、2个月租金减半。", ["= 100% ", "= 50% "]),
        ("可返还其上年度实际缴纳失业保险费的50%。", ["= 50% "]),
        ("给予每家最高不超过20万元的研发费用补助。", ["<= 20万元 firm"]),
        ("按6个月的上年度月人均失业保险金标准返还。", ["= 6个月 "]),
        ("可延期3个月缴纳税款。", ["= 3个月 "]),
        ("可办理延期缴纳税款，最长不超过3个月。", ["<= 3个月 "]),
        ("一次性给予该企业3个月社会保险费30%的补贴。", ["= 30% once"]),
        ("展期3至6个月。", [">= 3个月 ", "<= 6个月 "]),
        ("担保费率降至1.5%以下。", ["<= 1.5% "]),
        ("财政补助标准提高到每人每年640元。", ["= 640元 head/year"]),
        ("为每人发放1张500元额度的交通卡。", ["= 500元 head"]),
        ("增加不少于5天的带薪休假。", [">= 5天 "]),
        # what the work must reach or spend is no one's share
        ("开展补贴性职业技能培训10000人次。", []),
        ("发放创业担保贷款5亿元。", []),
        ("拨付奖补资金300万元。", []),
        ("确保贷款利率下降0.5个百分点。", []),
        ("地区生产总值增长6%。", []),
        ("全市一般公共预算收入达到20亿元。", []),
        # conditions
        ("参展中小企业超过50%的，给予一定补贴。", []),
        ("职工人数增长20%以内的，给予补贴。", []),
        ("已经停征、免征的收费项目不得再征收。", []),
        ("鼓励业主为租户减免租金。", []),
    ],
)
def test_amounts(text: str, expected: list[str]) -> None:
    assert [f"{m.comparator} {m.value}{m.unit_text} {m.per}" for m in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "who", "duration", "condition"),
    [
        ("对承租国有房产的企业，3个月房租免收。", "承租国有房产的企业", "3个月", None),
        (
            "中小企业承租国有房产，不裁员的，免收2月份房租。",
            "中小企业",
            "2月份",
            "不裁员的",
        ),
        (
            "对受疫情影响较大，经营困难的参保企业，给予30%的补贴，补贴期限不超过1年。",
            "受疫情影响较大，经营困难的参保企业",
            "不超过1年",
            None,
        ),
        ("免费为一线医务人员出行提供服务。", "一线医务人员", None, None),
        ("全市收费标准降低30%。", None, None, None),
    ],
)
def test_who_how_long_and_when(
    text: str, who: str | None, duration: str | None, condition: str | None
) -> None:
    (mention,) = found(text)
    assert (mention.beneficiary, mention.duration, mention.condition) == (who, duration, condition)


def test_spans_are_verbatim() -> None:
    text = "（一）稳岗。\n对企业给予每家20 万元\n补助。"
    (mention,) = found(text)
    assert text[mention.span.start : mention.span.end] == mention.text
    assert text[mention.number.start : mention.number.end] == "20 万元"
