"""What a task contains: tables of (text, expected) for targets, projects, campaigns, honours."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from building.coverage import unexplained
from kg.extraction import extract
from kg.extraction.campaigns import campaigns
from kg.extraction.enterprises import enterprises
from kg.extraction.honours import honours
from kg.extraction.mentions import DocumentFacts, TargetMention
from kg.extraction.places import places
from kg.extraction.policies import policies
from kg.extraction.projects import projects
from kg.extraction.targets import targets
from kg.structure.document import Document, DocumentMetadata
from kg.structure.parser import parse
from kg.text.span import Span
from kg.text.stored_text import StoredText

LEXICON = KNOWLEDGE.lexicon


def whole(text: str) -> tuple[Document, Span]:
    return Document(StoredText(text), DocumentMetadata()), Span(0, len(text))


# (text, [(metric, comparator, value, unit as printed, kind)])
TARGETS = [
    ("年内新增省市级研发平台14家以上", [("新增省市级研发平台", ">=", 14, "家", "count")]),
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
]
NO_TARGETS = [
    "聚焦“200亿级”目标，实施“1358”工程",
    "全县4A级景区、220千伏变电站和第十二小学",
    "按实际缴纳失业保险费的50%返还",
    "对在岗3年以上的企业，每人每天补助300元",
    "标准提高（含5%）",
    "打造12345热线，推广5G应用，口罩N95",
    "累计完成投资300亿元",
    "推动国达化工60万吨聚氯乙烯项目",
]


@pytest.mark.parametrize("text, expected", TARGETS)
def test_targets(text: str, expected: list[tuple[str, str, float, str, str]]) -> None:
    found = list(targets(*whole(text), LEXICON, 2024))
    assert [
        (t.metric, t.comparator, float(t.value), t.unit_text, t.kind) for t in found
    ] == expected
    assert all(text[t.span.start : t.span.end] == t.text for t in found)


@pytest.mark.parametrize("text", NO_TARGETS)
def test_numbers_that_are_no_targets(text: str) -> None:
    assert list(targets(*whole(text), LEXICON, 2024)) == []


def test_commitment_deadline_and_value() -> None:
    (target,) = targets(*whole("年底前力争普惠贷款突破85亿元"), LEXICON, 2023)
    assert (target.commitment, target.deadline_text, target.deadline) == (
        "力争",
        "年底前",
        "2023-12-31",
    )
    assert target.value_norm == 8_500_000_000


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "推进华首电动车桥、智能制造产业园等项目建设",
            [("华首电动车桥", "advance"), ("智能制造产业园", "advance")],
        ),
        ("启动鲁南高铁连接线工程", [("鲁南高铁连接线工程", "start")]),
        ("全力争取新105、新342国道规划建设", [("新105", "plan"), ("新342国道", "plan")]),
        (
            "确保中都社会福利中心、县二院养老中心投入使用",
            [("中都社会福利中心", "complete"), ("县二院养老中心", "complete")],
        ),
        (
            "完成东南片区九年一贯制学校等4处中小学新改扩建项目",
            [("东南片区九年一贯制学校", "complete")],
        ),
        ("实施大运河十里闸等文物保护展示工程", [("大运河十里闸等文物保护展示工程", "advance")]),
        ("谋划推进重点水利工程建设", []),
        ("滚动建设100个技术改造项目", []),
        ("实施农业人才培育工程", []),
        ("加快重点项目建设", []),
        # plain nouns are heads where something is built
        ("建设南塘光电产业研究院", [("南塘光电产业研究院", "advance")]),
        ("新建县精神卫生中心", [("县精神卫生中心", "advance")]),
        ("改造提升东门步行街、柳溪夜市", [("东门步行街", "upgrade"), ("柳溪夜市", "upgrade")]),
        ("支持南塘光电产业研究院", []),
        ("建设国家数据中心、综合服务平台、产业基地", []),
        ("新建洛西水厂1座", [("洛西水厂", "advance")]),
        ("新建口袋公园6个", []),
        # what is done to one thing; to a class it is no project
        ("推进东塘水库除险加固", [("东塘水库除险加固", "advance")]),
        ("推进病险水库除险加固，实施老旧小区改造", []),
        (
            "实施柳湾湖生态补水、清溪流域综合治理工程",
            [("柳湾湖生态补水", "advance"), ("清溪流域综合治理工程", "advance")],
        ),
        (
            "实施龙门景区提升、老县衙修缮及展陈、丝路风情街5个文旅项目",
            [
                ("龙门景区提升", "advance"),
                ("老县衙修缮及展陈", "advance"),
                ("丝路风情街", "advance"),
            ],
        ),
        # every member with its own verb
        (
            "新建滨河东路、改造人民路和解放巷、迁建县中医医院",
            [
                ("滨河东路", "advance"),
                ("人民路", "upgrade"),
                ("解放巷", "upgrade"),
                ("县中医医院", "advance"),
            ],
        ),
        # adverbials around a verb that stands behind
        ("确保东塘抽水蓄能电站6月底前开工", [("东塘抽水蓄能电站", "start")]),
        (
            "力争220千伏东塘输变电工程、城东污水处理厂二期年内建成投用",
            [("220千伏东塘输变电工程", "complete"), ("城东污水处理厂二期", "complete")],
        ),
        ("县中医院门诊综合楼主体完工", [("县中医院门诊综合楼", "complete")]),
        ("推进柳河150MW风电场并网发电", [("柳河150MW风电场", "complete")]),
        # numbered roads, shared heads
        (
            "加快S318线改建工程、S211、S218线改建、城南和城北客运枢纽建设",
            [
                ("S318线改建工程", "advance"),
                ("S211", "advance"),
                ("S218线改建", "advance"),
                ("城南", "advance"),
                ("城北客运枢纽", "advance"),
            ],
        ),
        (
            "其中县道X213线东门至关山段力争8月底前通车",
            [("县道X213线东门至关山段", "complete")],
        ),
        # what is organised and what is built
        ("推进引柳济清二期工程", [("引柳济清二期工程", "advance")]),
        ("实施“个转企、小升规”工程", []),
        ("建设“雪亮工程”三期", [("“雪亮工程”三期", "advance")]),
        # a title that is a project
        ("恒江重工智能装备产业园", [("恒江重工智能装备产业园", "advance")]),
        ("柳水大道快速化改造", [("柳水大道快速化改造", "advance")]),
        ("完善公共服务", []),
    ],
)
def test_projects(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(p.name, p.stage) for p in projects(*whole(text), KNOWLEDGE)] == expected


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
        ("实施“个转企、小升规”工程", ["“个转企、小升规”工程"]),
        ("开展“书香南塘”全民阅读活动", ["“书香南塘”全民阅读活动"]),
        ("推进引柳济清二期工程", []),
    ],
)
def test_campaigns(text: str, expected: list[str]) -> None:
    assert [c.name for c in campaigns(*whole(text), LEXICON)] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("争创国家、省级“四好农村路”示范县", ["省级“四好农村路”示范县"]),
        ("创建国家卫生乡镇2个、省市级美丽乡村17个", ["国家卫生乡镇", "省市级美丽乡村"]),
        ("争设省级医药卫生重点学科、重点实验室", ["省级医药卫生重点学科", "重点实验室"]),
        ("加强管理", []),
    ],
)
def test_honours(text: str, expected: list[str]) -> None:
    assert [h.name for h in honours(*whole(text), LEXICON)] == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("依托南塘县省级现代服务业集聚区，发展物流", [("省级现代服务业集聚区", "held")]),
        ("推进国家知识产权强县试点建设", [("国家知识产权强县试点", "held")]),
        ("二要扎实推进全国水网建设示范县建设", [("全国水网建设示范县", "held")]),
        ("建设水权交易改革试点", [("水权交易改革试点", "held")]),  # 试点 is granted by its name
        (
            "建好国家农业绿色先行区、省级康养旅游示范区",
            [("国家农业绿色先行区", "held"), ("省级康养旅游示范区", "held")],
        ),
        (
            "争创国家节水型城市，用好全国电子商务进农村示范县",
            [("国家节水型城市", "goal"), ("全国电子商务进农村示范县", "held")],
        ),
        ("支持白沙镇创建国家卫生乡镇2个", [("国家卫生乡镇", "goal")]),
        ("推进国家节水试点，争创国家节水试点", [("国家节水试点", "held")]),  # the first counts
        ("争创国家节水试点，推进国家节水试点", [("国家节水试点", "goal")]),
        ("县人民医院创建三级综合医院", [("三级综合医院", "goal")]),
        ("县疾控中心创建国家二级甲等", [("国家二级甲等", "goal")]),
        ("申建国家跨境电子商务综合试验区", [("国家跨境电子商务综合试验区", "goal")]),
        (
            "巩固国家园林县城、省级文明县城、四好农村路全国示范县等荣誉",
            [
                ("国家园林县城", "held"),
                ("省级文明县城", "held"),
                ("四好农村路全国示范县", "held"),
            ],
        ),
        ("巩固国家生态文明建设示范旗成果", [("国家生态文明建设示范旗", "held")]),
        ("做好国家卫生县城复审迎检", [("国家卫生县城", "held")]),
        ("顺利通过国家卫生县城复审", [("国家卫生县城", "held")]),
        ("建设国家中心城市", []),  # a vision, no title that is kept
        ("农村创建示范点", []),
        ("推进示范区建设", []),  # by whom?
        ("依托国家级示范区", []),  # which?
        ("发挥省级示范基地作用", []),
        ("位于国家农业绿色先行区", []),
    ],
)
def test_honours_sought_and_held(text: str, expected: list[tuple[str, str]]) -> None:
    found = list(honours(*whole(text), LEXICON))
    assert [(h.name, h.status) for h in found] == expected
    assert all(h.rule == f"honour/{h.status}" and h.text == h.name for h in found)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("推动河东钢宏、敦山种业等企业上市挂牌", ["河东钢宏", "敦山种业"]),
        ("支持天河科技、天章卫星等3家商业航天企业做大做强", ["天河科技", "天章卫星"]),
        ("支持新能源、新材料等企业", []),
        ("培育专精特新、小巨人等企业上市", []),
        ("推进组建南塘数据集团", ["南塘数据集团"]),
    ],
)
def test_enterprises(text: str, expected: list[str]) -> None:
    assert [e.name for e in enterprises(*whole(text), LEXICON)] == expected


def test_no_place_begins_with_a_verb() -> None:
    assert [p.name for p in places(*whole("新建滨河东路"), KNOWLEDGE)] == []


def test_enterprises_and_places() -> None:
    assert [
        e.name
        for e in enterprises(
            *whole("依托辰欣药业、中国石油集团公司等企业，支持各公司发展"), LEXICON
        )
    ][:1] == ["辰欣药业"]
    assert [p.name for p in places(*whole("南四湖流域和黄河文化、京津冀协同"), KNOWLEDGE)] == [
        "南四湖",
        "京津冀",
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "落实《甲市规划》（甲政发〔2022〕1号）和《乙方案》",
            [("甲市规划", "甲政发〔2022〕1号", "implements"), ("乙方案", None, "implements")],
        ),
        ("根据《关于印发〈丙办法〉的通知》", [("关于印发〈丙办法〉的通知", None, "basedOn")]),
        ("编制《丁规划》", [("丁规划", None, "toBeIssued")]),
        ("参见《戊报告》", [("戊报告", None, "mentions")]),
        ("推动《己计划》落地见效", [("己计划", None, "implements")]),
    ],
)
def test_policies(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert [(p.title, p.wenhao, p.relation) for p in policies(*whole(text), LEXICON)] == expected


def test_targets_of_the_first_document_are_whole(first_facts: DocumentFacts) -> None:
    found = [m for t in first_facts.tasks for m in t.mentions if isinstance(m, TargetMention)]
    assert len(found) > 80
    assert all(first_facts.document.slice(t.span) == t.text and t.metric for t in found)


def test_what_no_fact_explains_is_listed() -> None:
    text = (
        "甲市2024年重点任务\n（一）兴业。新增企业5家。参见《某报告》，配合县某某中心，每户补助300元。"
        "（牵头单位：市科技局）\n（二）兴农。做事。（牵头单位：市农业农村局）\n"
    )
    facts = extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE)
    missed = [(u.kind, u.text, u.line) for u in unexplained(facts, LEXICON)]
    assert missed == [("name", "配合县某某中心", 2), ("quantity", "300元", 2)]
    assert "新增企业5家" not in str(missed) and "《某报告》" not in str(missed)
