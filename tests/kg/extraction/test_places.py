"""Places: the places that a task names, near the document's own."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE
from one_task import document_of, found_in

from kg.extraction import extract
from kg.extraction.mentions import PlaceMention
from kg.extraction.places import places
from kg.structure.parser import parse


def places_of(text: str, issuer: str | None = None) -> list[tuple[str, str]]:
    mentions = found_in(document_of(text, issuer=issuer), places)
    return [(m.name, m.rule.removeprefix("place/")) for m in mentions]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("推进白沙河、青石河治理", ["白沙河", "青石河"]),
        ("白沙河文化旅游带和古城墙遗址公园开放", ["白沙河"]),
        ("允许综合保税区内企业开展维修，在自贸试验区推广", ["综合保税区", "自贸试验区"]),
        ("全面推行河长制湖长制", []),
        ("聚焦白沙河治理", ["白沙河"]),
        ("推进白沙河和青石河治理", ["白沙河", "青石河"]),
        ("推进清溪湖湿地保护", ["清溪湖湿地"]),
        ("推动白沙河流域治理", ["白沙河"]),
        ("推进银湾经济技术开发区建设", ["银湾经济技术开发区"]),
        ("推进沿白沙绿色创新带建设", ["沿白沙绿色创新带"]),
        ("推进白沙\n河治理", ["白沙河"]),  # a line broken in a name
        ("推进白沙河治理，推进白沙河治理", ["白沙河", "白沙河"]),  # every time it stands there
        ("推进各类开发区、中小河建设", []),
        ("推进重点河湖治理", []),
        ("打造“两河”示范", []),
        ("建设15公里的青石河", []),
    ],
)
def test_zones_and_waters(text: str, expected: list[str]) -> None:
    assert places_of(text) == [(name, "zone") for name in expected]


# (text, issuer, names): the real gazetteer, in sentences that no document holds
NEAR = [
    ("与嘉祥县、梁山和洛阳市结对", "汶上县人民政府", ["嘉祥县", "梁山", "洛阳市"]),
    ("与洛阳、青岛结对", "汶上县人民政府", ["青岛"]),  # a city of another province in full
    ("与汶上县、济宁市、山东省结对", "汶上县人民政府", []),  # its own chain
    ("与商河县、商河结对", "汶上县人民政府", ["商河县"]),  # another city's county in full
    ("与嘉祥县、嘉祥结对", "洛阳市人民政府", ["嘉祥县"]),  # a county anywhere in full
    ("与嘉祥县结对", "山东省人民政府", ["嘉祥县"]),
    ("在南旺镇、中都街道试点", "汶上县人民政府", ["南旺镇", "中都街道"]),
    ("南旺镇政府、嘉祥县财政局做事", "汶上县人民政府", ["嘉祥县"]),
    ("市生态环境局嘉祥县分局、洛阳市政府", "汶上县人民政府", []),
    ("与济南大学、青岛银行合作", "汶上县人民政府", []),
    ("黄河文化与京津冀、大运河", None, ["京津冀", "大运河"]),
    ("加快中部地区崛起", None, ["中部地区"]),
]


# (text, names): places by how they end, in sentences of the kinds that plans have
NAMED = [
    ("在乌江街道、龙塘镇开展试点", ["乌江街道", "龙塘镇"]),
    ("开通市区至罗江镇、桃花山乡等航线", ["罗江镇", "桃花山乡"]),
    ("开通县城至罗山景区公交线路2条", ["罗山景区"]),
    ("疏通竹溪河、那洪江三条内河卡口段", ["竹溪河", "那洪江"]),
    ("以112国道、滦河两岸为重点", ["112国道", "滦河"]),
    ("更换海棠路、白燕街等老旧供水管网", ["海棠路", "白燕街"]),
    ("支持柳林乡、黄坪乡发展乡村旅游", ["柳林乡", "黄坪乡"]),
    ("引导平台向张江高新区集聚", ["张江高新区"]),
    ("市、区协同共建临江新区", ["临江新区"]),
    ("积极稳妥地在综合保税区推广试点", ["综合保税区"]),
    ("鼓励云亭科技园、锦溪里文创街区参照执行", ["云亭科技园", "锦溪里文创街区"]),
    ("在建设路、和平路设卡", ["建设路", "和平路"]),
    ("对沿河镇的山洪沟开展治理", ["沿河镇"]),
    ("与邻水县、大竹县合作", ["邻水县", "大竹县"]),
    ("送戏下乡，建设家乡，服务城乡，引老乡回故乡", []),
    ("硬化产业路，修复水毁路，养护公路、铁路、四好农村路", []),
    ("改造提升8条背街，打通断头路", []),
    ("严格化工园区管理，建设特色小镇、重点镇", []),
    ("培育一批产业集聚区，落实河长制，治理黑臭河", []),
    ("各乡镇街道要加强巡查，完善县乡村三级体系", []),
    # borders, deserts and areas of works
    ("提升黑山口岸通关能力", ["黑山口岸"]),
    ("治理沙泉沙漠，锁边乌兰沙地3万亩", ["沙泉沙漠", "锁边乌兰沙地"]),
    ("做大宝泉工业项目区", ["宝泉工业项目区"]),
    ("推进边境口岸、退化沙地治理", []),
    # what is called after a place, and what something enters
    ("推广“清溪”治理模式", []),
    ("争取将云亭镇老街纳入省级文化街区", ["云亭镇"]),
    ("新建滨河东路", []),  # built, so no place yet
    ("澜溪县建设带动澜溪发展", []),  # a place's own name
]


@pytest.mark.parametrize("text, expected", NAMED)
def test_places_by_how_they_end(text: str, expected: list[str]) -> None:
    assert [name for name, _ in places_of(text, "澜溪县人民政府")] == expected


@pytest.mark.parametrize("text, issuer, expected", NEAR)
def test_places_the_gazetteer_knows(text: str, issuer: str | None, expected: list[str]) -> None:
    assert places_of(text, issuer) == [(name, "gazetteer") for name in expected]


def test_a_longer_place_hides_the_ones_in_it() -> None:
    assert places_of("长江经济带、长江") == [("长江经济带", "gazetteer"), ("长江", "gazetteer")]


def test_a_place_in_a_longer_name_is_no_place_of_the_task() -> None:
    text = (
        "东河市2024年重点任务\n（一）治水。推进白沙河治理，推进白沙河保护。"
        "落实《京津冀协同规划》。推进大运河水闸工程建设。（市水务局负责）\n"
    )
    facts = extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE)
    mentions = [m for m in facts.tasks[0].mentions if isinstance(m, PlaceMention)]
    assert [m.name for m in mentions] == ["白沙河"]  # and once
    assert facts.document.text[: mentions[0].span.start].endswith("治水。推进")


@pytest.mark.parametrize(
    ("issuer", "text", "expected"),
    [
        ("怀化市人民政府", "会同有关部门畅通绿色通道", []),
        ("怀化市人民政府", "支持通道侗族自治县", ["通道侗族自治县"]),
        ("南昌市人民政府", "新建公园10个", []),
        ("南昌市人民政府", "支持新建区", ["新建区"]),
        ("滨州市人民政府", "落实惠民政策", []),
    ],
)
def test_names_that_are_common_words_count_in_full_only(
    issuer: str, text: str, expected: list[str]
) -> None:
    assert [name for name, _ in places_of(text, issuer)] == expected


def test_no_place_begins_with_a_verb() -> None:
    assert places_of("新建滨河东路") == []


def test_waters_and_regions() -> None:
    names = [name for name, _ in places_of("南四湖流域和黄河文化、京津冀协同")]
    assert names == ["南四湖", "京津冀"]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("新改建土主镇、苏稽镇农村公路", ["土主镇", "苏稽镇"]),
        ("涉及兴洲镇、大屯镇等14个村", ["兴洲镇", "大屯镇"]),
        ("疏浚枫江，保护滦河两岸", ["枫江", "滦河"]),
        ("沿滦河打造画廊", ["滦河"]),
        ("推进重点镇、城镇、各镇建设", []),
        ("清理内河两岸", []),
        ("发挥浦江创新论坛作用", []),
        ("支持江西鑫瑞铜业有限公司扩能", []),  # the firm's name
    ],
)
def test_towns_and_waters(text: str, expected: list[str]) -> None:
    assert [name for name, _ in places_of(text)] == expected
