"""Projects: a table of (text, names with their stage)."""

from __future__ import annotations

import pytest
from one_task import found

from kg.extraction.projects import projects


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
        # what leads up to building, and the noun that no other replaces
        ("开展东塘高铁物流港前期工作", [("东塘高铁物流港", "plan")]),
        ("争取东塘民用机场列入国家规划", [("东塘民用机场", "plan")]),
        ("加快东河药业中成药扩建项目建设", [("东河药业中成药扩建项目", "advance")]),
        ("一是建设东塘辣椒交易大市场", [("东塘辣椒交易大市场", "advance")]),
        ("打造南楼特色商业街区", [("南楼特色商业街区", "advance")]),
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
    assert [(p.name, p.stage) for p in found(text, projects)] == expected


# lists of public works and of projects: what is beside a name, before it and behind it
LISTS = [
    ("加快建设总投资7.58亿元的县医院迁建项目", ["县医院迁建项目"]),
    # 新城路 and 兴新小学 are of plain words; their neighbours say what they are
    ("改造提升新城路、像山路、渭川路", ["新城路", "像山路", "渭川路"]),
    (
        "确保六中新校区、三中初中部、兴新小学、第六幼儿园秋季投入使用",
        ["六中新校区", "三中初中部", "兴新小学", "第六幼儿园"],
    ),
    ("新建幼儿园、卫生院、口袋公园", []),  # a list of classes
    ("打通像山路、农村公路、断头路", ["像山路"]),
    # what is done to the last is done to all
    ("推进北塘片区、东关棚户区改造", ["北塘片区", "东关棚户区改造"]),
    ("推进老旧片区、城中村改造", []),
    ("完成南湖纪念馆整体提升工程对外开放", ["南湖纪念馆整体提升工程"]),
    ("推进大庙弄核心区改造及三堡街整治", ["大庙弄核心区改造", "三堡街整治"]),
    # the only one of a county
    ("改扩建县中医院", ["县中医院"]),
    ("新建县级公园、市民中心", []),
    # what is behind a project
    ("东塘特大桥合龙通车", ["东塘特大桥"]),
    ("东塘至南塘高速公路完成投资12亿元以上", ["东塘至南塘高速公路"]),
    ("东塘通用机场完成选址报批", ["东塘通用机场"]),
    ("县统计局完成投资统计", []),
    ("9月底前完成牛谷河便民桥建设", ["牛谷河便民桥"]),
    ("县人民医院、农业企业等实施技术改造项目", []),
]


@pytest.mark.parametrize("text, expected", LISTS)
def test_projects_of_lists(text: str, expected: list[str]) -> None:
    assert [p.name for p in found(text, projects)] == expected
