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
