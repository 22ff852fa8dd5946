"""Honours: tables of (text, titles sought or held)."""

from __future__ import annotations

import pytest
from one_task import found

from kg.extraction.honours import honours


@pytest.mark.parametrize(
    "text, expected",
    [
        ("争创国家、省级“四好农村路”示范县", ["省级“四好农村路”示范县"]),
        ("创建国家卫生乡镇2个、省市级美丽乡村17个", ["国家卫生乡镇", "省市级美丽乡村"]),
        ("争设省级医药卫生重点学科、重点实验室", ["省级医药卫生重点学科", "重点实验室"]),
        ("加强管理", []),
        # titles that are counted
        ("新增省级智能制造示范单位4家", ["省级智能制造示范单位"]),
        ("培育国家级专精特新“小巨人”企业8家以上", ["国家级专精特新“小巨人”企业"]),
        ("新增规上工业企业12家，建设省级预制菜产业园", []),
        ("夺取“平安金鼎”", ["“平安金鼎”"]),
        ("争取将云亭镇老街纳入省级历史文化街区", ["省级历史文化街区"]),
        ("将新业态纳入省级监管目录，将村医纳入医保", []),
        ("通过全国义务教育优质均衡发展县省级评估", ["全国义务教育优质均衡发展县"]),
    ],
)
def test_honours(text: str, expected: list[str]) -> None:
    assert [h.name for h in found(text, honours)] == expected


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
    mentions = found(text, honours)
    assert [(h.name, h.status) for h in mentions] == expected
    assert all(h.rule == f"honour/{h.status}" and h.text == h.name for h in mentions)


# sentences of plans, with what each names
# fmt: off
SAID: list[tuple[str, list[str]]] = [
    ('争创国家级生态文明建设示范区', ['国家级生态文明建设示范区']),
    ('创建省级全域旅游示范区、国家4A级景区各1个', ['省级全域旅游示范区', '国家4A级景区']),
    ('力争入选全国百强县', ['全国百强县']),
    ('巩固提升全国文明城市创建成果', ['全国文明城市']),
    ('推进国家级县域商业体系建设试点县建设', ['国家级县域商业体系建设试点县']),
    ('做好国家知识产权强县建设试点县验收', ['国家知识产权强县建设试点县']),
    ('新增国家级专精特新“小巨人”企业2家', ['国家级专精特新“小巨人”企业']),
    ('申报省级现代农业产业园', ['省级现代农业产业园']),
    ('支持县中医院创建三级甲等中医医院', ['三级甲等中医医院']),
    ('支持脑机接口产品纳入医疗保险收费目录', []),
    ('将机械化发展列入粮食安全党政同责考核', []),
    ('争取纳入国家第三批碳达峰试点', ['国家第三批碳达峰试点']),
    ('确保通过国家卫生县城复审', ['国家卫生县城']),
    ('争创全国双拥模范县“五连冠”', ['全国双拥模范县“五连冠”']),
    ('创成省级四好农村路示范县', ['省级四好农村路示范县']),
    ('力争获评省级优秀', []),
    ('成功入围国家中小企业数字化转型试点城市', ['国家中小企业数字化转型试点城市']),
]
# fmt: on


@pytest.mark.parametrize("text, names", SAID)
def test_what_plans_say(text: str, names: list[str]) -> None:
    assert [mention.name for mention in found(text, honours)] == names
