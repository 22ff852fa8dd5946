"""Targets: tables of (text, expected)."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE
from one_task import document_of, found, found_in

from kg.extraction.mentions import DocumentFacts, TargetMention
from kg.extraction.targets import find_targets, targets
from kg.text.span import Span
from kg.text.stored_text import StoredText

# (text, [(metric, comparator, value, unit as printed, kind)])
TARGETS = [
    ("年内新增省市级研发平台14家以上", [("新增省市级研发平台", ">=", 14, "家", "count")]),
    # the address of a page
    ("见https://a.cn/#text=%E5%86%9C%E4%B8%9A%86%E5%90%91%95", []),
    ("垃圾密度控制在280平方米/公里以下", [("垃圾密度", "<=", 280, "平方米/公里", "level")]),
    ("每季度开展1次防返贫大排查", [("开展防返贫大排查", "=", 1, "次", "count")]),
    ("排名后10位的村约谈村支部书记", []),
    ("免费接种疫苗2.8万剂次", [("免费接种疫苗", "=", 2.8, "万剂次", "level")]),
    ("30户以上自然村网络覆盖率98%", [("30户以上自然村网络覆盖率", "=", 98, "%", "level")]),
    ("新增日处理100吨设备1套", [("新增日处理100吨设备", "=", 1, "套", "count")]),
    ("对47座水库开展排查", []),
    ("对新增187户危房于5月底前完成改造", [("新增危房于", "=", 187, "户", "count")]),
    ("力争营收突破65亿元", [("营收", ">", 65, "亿元", "level")]),
    (
        "示范社10家、家庭农场10家、龙头企业4家以上",
        [
            ("示范社", "=", 10, "家", "level"),
            ("家庭农场", "=", 10, "家", "level"),
            ("龙头企业", ">=", 4, "家", "level"),
        ],
    ),
    ("粮食种植面积稳定在80万亩左右", [("粮食种植面积", "~", 80, "万亩", "level")]),
    ("滚动建设100个技术改造项目", [("滚动建设技术改造项目", "=", 100, "个", "count")]),
    (
        "城镇、农村居民收入分别增长4.5%、5.5%左右",
        [
            ("城镇居民收入增速", "~", 4.5, "%", "increase"),
            ("农村居民收入增速", "~", 5.5, "%", "increase"),
        ],
    ),
    (
        "地区生产总值增长5%-5.5%",
        [
            ("地区生产总值增速", ">=", 5, "%", "increase"),
            ("地区生产总值增速", "<=", 5.5, "%", "increase"),
        ],
    ),
    (
        "培育龙头企业5—8家",
        [("培育龙头企业", ">=", 5, "家", "count"), ("培育龙头企业", "<=", 8, "家", "count")],
    ),
    ("综合排名进入全省前20强", [("综合排名进入全省", "<=", 20, "强", "rank")]),
    ("融资成本较上年至少下降0.5个百分点", [("融资成本降幅", ">=", 0.5, "个百分点", "increase")]),
    ("能耗强度控制在0.5吨以内", [("能耗强度", "<=", 0.5, "吨", "level")]),
    ("完成固定资产投资1,200亿元", [("完成固定资产投资", "=", 1200, "亿元", "count")]),
    (
        "新建口袋公园、街头游园各10个",
        [("新建口袋公园", "=", 10, "个", "count"), ("街头游园", "=", 10, "个", "count")],
    ),
    ("有研发活动企业超过100家", [("有研发活动企业", ">", 100, "家", "level")]),
    ("确保招引过50亿元项目1个", [("招引过50亿元项目", "=", 1, "个", "count")]),
    ("生活垃圾无害化处理率达到１００％", [("生活垃圾无害化处理率", ">=", 100, "%", "level")]),
    # 按期 is no share, a count of days no time allowed, a class by size no number of its own
    ("案件按期结案率达到98%以上", [("案件按期结案率", ">=", 98, "%", "level")]),
    ("优良天数不少于245天", [("优良天数", ">=", 245, "天", "level")]),
    (
        "10万元以上行政村占比达到70%",
        [("10万元以上行政村占比", ">=", 70, "%", "level")],
    ),
    ("平均等候时间不超过10分钟", [("平均等候时间", "<=", 10, "分钟", "level")]),
    ("办电接入时间平均不超过20天", [("办电接入时间", "<=", 20, "天", "level")]),
    # bounds in other words, a verb between a bound and its number
    ("担保占比不得低于80%", [("担保占比", ">=", 80, "%", "level")]),
    ("单项资金不得超过50万元", [("单项资金", "<=", 50, "万元", "level")]),
    ("接待游客逾300万人次", [("接待游客", ">", 300, "万人次", "level")]),
    ("至少建成1个产业园", [("建成产业园", ">=", 1, "个", "count")]),
    ("每村不少于1名法律明白人", [("每村法律明白人", ">=", 1, "名", "level")]),
    # what is counted stands behind its number; people are helped, not given
    ("推出100项体育赛事", [("推出体育赛事", "=", 100, "项", "count")]),
    ("资助困难学生8500人次以上", [("资助困难学生", ">=", 8500, "人次", "level")]),
    ("累计改造管网120公里", [("累计改造管网", "=", 120, "公里", "count")]),
    ("体育产业总规模达到2万亿元", [("体育产业总规模", ">=", 2, "万亿元", "level")]),
    ("引导合作机构逐步将平均担保费率降至1%以下", [("平均担保费率", "<=", 1, "%", "level")]),
    # a number that two rates share
    (
        "秸秆利用率、粪污利用率均达到90%以上",
        [("秸秆利用率", ">=", 90, "%", "level"), ("粪污利用率", ">=", 90, "%", "level")],
    ),
    ("2026年底前累计开通15条", [("累计开通", "=", 15, "条", "level")]),
    ("资助参保率保持100%", [("资助参保率", "=", 100, "%", "level")]),
    ("组建50人以上专业队伍8支", [("组建50人以上专业队伍", "=", 8, "支", "count")]),
    ("为全区23000名老年人提供服务", [("老年人提供服务", "=", 23000, "名", "level")]),
    ("每年的信贷额度不低于50亿元", [("每年的信贷额度", ">=", 50, "亿元", "level")]),
]
NO_TARGETS = [
    "聚焦“200亿级”目标，实施“1358”工程",
    "全县4A级景区、220千伏变电站和第十二小学",
    "按实际缴纳失业保险费的50%返还",
    "对在岗3年以上的企业，每人每天补助300元",
    "标准提高（含5%）",
    "打造12345热线，推广5G应用，口罩N95",
    "累计完成投资300亿元",
    "①对2314户监测对象实行“一户一策”",
    "年营业收入首次突破10亿元、50亿元的，分别给予奖励",
    "企业每年可申领创新券不超过20万元",
    "实现5万元以下村全面消除",
    "推动国达化工60万吨聚氯乙烯项目",
]


@pytest.mark.parametrize("text, expected", TARGETS)
def test_targets(text: str, expected: list[tuple[str, str, float, str, str]]) -> None:
    assert [
        (t.metric, t.comparator, float(t.value), t.unit_text, t.kind) for t in found(text, targets)
    ] == expected


@pytest.mark.parametrize("text", NO_TARGETS)
def test_numbers_that_are_no_targets(text: str) -> None:
    assert found(text, targets) == []


@pytest.mark.parametrize(
    "year, due", [(2023, "2023-12-31"), (None, None)], ids=["with year", "without"]
)
def test_commitment_due_and_value(year: int | None, due: str | None) -> None:
    document = document_of("年底前力争普惠贷款突破85亿元", year=year)
    (target,) = found_in(document, targets)
    assert (target.commitment, target.time_limit, target.due) == ("力争", "年底前", due)
    assert target.value_norm == 8_500_000_000


def test_a_printed_year_counts_before_the_document_s() -> None:
    (target,) = found_in(document_of("到2025年底新增企业5家", year=2023), targets)
    assert (target.time_limit, target.due) == ("到2025年底", "2025-12-31")


# (text, metrics): a number that says nothing itself measures what the one before it does
INHERITED = [
    ("新增研发平台12家，力争达到15家", ["新增研发平台", "新增研发平台"]),
    ("港口吞吐量突破4500万吨，同比增长8.5%", ["港口吞吐量", "港口吞吐量增速"]),
    ("新增农民合作社10个、家庭农场4个", ["新增农民合作社", "新增家庭农场"]),
    ("产业营业收入突破100亿元、年均增长25%", ["产业营业收入", "产业营业收入年均增速"]),
    # stages in sentences of their own go on in one unit
    (
        "到2025年，滑雪场达到35家；到2026年，达到38家；到2027年底，达到42家以上",
        ["滑雪场", "滑雪场", "滑雪场"],
    ),
    ("到2025年，滑雪场达到35家；到2026年，达到38%", ["滑雪场"]),
    ("滑雪场达到35家；同时达到38家", ["滑雪场"]),
]


@pytest.mark.parametrize("text, expected", INHERITED)
def test_metrics_completed_from_the_number_before(text: str, expected: list[str]) -> None:
    assert [target.metric for target in found(text, targets)] == expected


def test_targets_outside_tasks() -> None:
    text = "过去一年。新增企业5家。新增企业5家。"
    (target,) = find_targets(StoredText(text), Span(5, 12), KNOWLEDGE.lexicon)
    assert (target.text, target.span, target.due) == ("新增企业5家", Span(5, 11), None)


def test_targets_of_the_first_document_are_whole(first_facts: DocumentFacts) -> None:
    found = [m for t in first_facts.tasks for m in t.mentions if isinstance(m, TargetMention)]
    assert len(found) > 80
    assert all(first_facts.document.slice(t.span) == t.text and t.metric for t in found)
