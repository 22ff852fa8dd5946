"""What became of tasks: kept, renamed, split, merged, dropped, new; and of their numbers."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from conftest import KNOWLEDGE
from hypothesis import given
from hypothesis import strategies as st

from kg.comparison.alignment import Alignment, aligned, together
from kg.comparison.comparison import compare, read_renamed_units
from kg.comparison.likeness import Likeness
from kg.comparison.same_metric import words_alike
from kg.comparison.sides import ComparedTarget, ComparedTask, Side, side_of
from kg.comparison.target_changes import target_changes

# 新增企业5家
_NUMBER = re.compile(r"(?P<metric>[一-龥]{2,}?)(?P<number>\d+)(?P<unit>[家个人%])")


def task(number: int, title: str, text: str, *units: str, year: int = 2023) -> ComparedTask:
    """A task; the numbers in its text are its targets."""
    targets = tuple(
        ComparedTarget(
            m["metric"], m["metric"], ">=", Decimal(m["number"]), m["number"] + m["unit"],
            m["unit"], "count", "", m[0], *m.span(),
        )
        for m in _NUMBER.finditer(text)
    )  # fmt: skip
    names = {f"unit/{unit}": unit for unit in units}
    iri = f"doc/{year}/task/{number}"
    return ComparedTask(iri, str(year), number, "", title, text, names, frozenset(), {}, targets)


def told(found: Alignment) -> list[tuple[str, list[int], list[int]]]:
    return [
        (change.change, [t.number for t in change.old], [t.number for t in change.new])
        for change in found.changes
    ]


ROADS = "完善农村公路网络，新改建农村公路50个。"
NURSERY = "发展普惠托育服务，新增托位300个，支持幼儿园开设托班。"
HOSPITAL = "加快县医院新院区建设，提升重大疫情救治能力。"
LIBRARY = "推进城市书房建设，开展全民阅读活动。"


@pytest.mark.parametrize(
    "old, new, changes",
    [
        # numbers move, the heading stays
        ([("修路", ROADS)], [("修路", ROADS.replace("50", "65"))], [("kept", [1], [1])]),
        # the heading moves, what it says stays
        ([("修路", ROADS)], [("建设四好农村路", ROADS)], [("renamed", [1], [1])]),
        # another number in the heading is no other heading
        ([("新增企业5家", "")], [("新增企业6家", "")], [("kept", [1], [1])]),
        # nothing alike: one went and another came
        ([("修路", ROADS)], [("读书", LIBRARY)], [("new", [], [1]), ("dropped", [1], [])]),
        # two parts of one
        (
            [("卫生托育", HOSPITAL + NURSERY)],
            [("卫生", HOSPITAL), ("托育", NURSERY)],
            [("split", [1], [1, 2])],
        ),
        # a part that was reworded is known by its number
        (
            [("卫生", HOSPITAL + "新增托位300个。")],
            [("卫生", HOSPITAL), ("托育", "让家庭放心送托，新增托位450个。")],
            [("split", [1], [1, 2])],
        ),
        # two that became one
        (
            [("卫生", HOSPITAL), ("托育", NURSERY)],
            [("公共服务", HOSPITAL + NURSERY)],
            [("merged", [1, 2], [1])],
        ),
        # a plan without headings renames nothing
        ([("", ROADS)], [("", ROADS.replace("完善", "提升"))], [("kept", [1], [1])]),
        # what went along is known by a number whose words changed places
        (
            [("医疗", HOSPITAL + "组织适龄女生疫苗免费接种22人。")],
            [("医疗", HOSPITAL), ("疾病预防", "为适龄女生免费接种疫苗24人，提供两癌筛查30人。")],
            [("split", [1], [1, 2])],
        ),
        # a part that was added to is known by what only the whole had
        (
            [("巩固脱贫成果", "防止规模性返贫，脱贫劳动力务工24人，集成示范点6个。")],
            [
                ("巩固脱贫成果", "防止规模性返贫，脱贫劳动力务工25人。"),
                ("和美乡村", "集成示范点5个，改造农村户厕12个，垃圾收运覆盖率100%。"),
            ],
            [("split", [1], [1, 2])],
        ),
        # a number that went over into a task that went on
        (
            [("企业", "奖励高新技术企业20家，全社会研发占比3%。"), ("平台", HOSPITAL)],
            [("企业", "奖励高新技术企业25家。"), ("平台", HOSPITAL + "全社会研发占比4%。")],
            [("split", [1], [1, 2]), ("merged", [1, 2], [2])],
        ),
        # a part of much more that is most of what only the whole has
        (
            [("市场秩序", "开展清风旅途专项整治行动，经营场所检查全覆盖，重大旅游安全事故零发生。")],
            [
                ("市场秩序", "深化清风旅途专项整治行动，经营场所检查全覆盖。"),
                ("安全", "排查游乐设施隐患，更换老旧缆车，重大旅游安全事故零发生。"),
            ],
            [("split", [1], [1, 2])],
        ),
        ([], [("读书", LIBRARY)], [("new", [], [1])]),
        ([("读书", LIBRARY)], [], [("dropped", [1], [])]),
    ],
)  # fmt: skip
def test_what_became_of_tasks(
    old: list[tuple[str, str]],
    new: list[tuple[str, str]],
    changes: list[tuple[str, list[int], list[int]]],
) -> None:
    olds = [task(n, *said, "县局") for n, said in enumerate(old, 1)]
    news = [task(n, *said, "县局", year=2024) for n, said in enumerate(new, 1)]
    assert told(aligned(olds, news)) == changes


def test_few_words_in_common_are_enough_where_there_is_no_other() -> None:
    hospital = "新建总投资七亿元的县医院迁建项目。"
    built = "县医院迁建项目完工，建成疾控实验楼。"
    others = (ROADS, NURSERY, LIBRARY)
    old, new = (
        [task(n, "", said, year=year) for n, said in enumerate((one, *others), 1)]
        for one, year in ((hospital, 2023), (built, 2024))
    )
    assert told(aligned(old, new))[0] == ("kept", [1], [1])
    beside = task(6, "", "县医院迁建项目引进设备，建成急诊楼。")
    assert told(aligned([*old, beside], new))[0] != ("kept", [1], [1])


def test_of_two_merged_neither_need_be_far_more_like_what_they_became() -> None:
    scenes = "上线一码通平台，实现就医、公交、借阅等场景一码通行，让市民少带卡，注册用户45人。"
    villages = "在乡镇开展数字乡村试点，推行村级事务网上议，高频事项村级可办率90%。"
    both = (
        "一码通新增停车、养老等场景，推进便民惠民，注册用户60人，高频事项村级可办率93%，"
        "数字乡村试点扩大。"
    )
    old = [
        task(1, "智慧应用", scenes, "政务中心"),
        task(2, "基层治理", villages, "网信办"),
        task(3, "读书", LIBRARY, "文旅局"),
    ]
    new = [
        task(1, "便民", both, "政务中心", year=2024),
        task(2, "读书", LIBRARY, "文旅局", year=2024),
    ]
    assert told(aligned(old, new)) == [("merged", [1, 2], [1]), ("kept", [3], [2])]


def test_what_every_task_says_makes_no_two_alike() -> None:
    phrase = "坚持稳中求进工作总基调，切实加强组织领导，确保取得实效。"
    old = [task(1, "修路", phrase + ROADS), task(2, "读书", phrase + LIBRARY)]
    new = [
        task(1, "读书", phrase + LIBRARY, year=2024),
        task(2, "托育", phrase + NURSERY, year=2024),
    ]
    assert told(aligned(old, new)) == [
        ("kept", [2], [1]),
        ("new", [], [2]),
        ("dropped", [1], []),
    ]


def test_what_is_only_just_alike_is_listed_for_a_person() -> None:
    old = [task(1, "做好保交楼工作", "推进恒大御景等保交楼项目，交付商品房1246个。", "市住建局")]
    new = [
        task(
            1,
            "打赢保交房攻坚战",
            "盘活存量用房，扩大保障性住房供给，交付商品房860个。",
            "市住建局",
            year=2024,
        )
    ]
    found = aligned(old, new)
    assert told(found) == [("renamed", [1], [1])]
    assert [(d.old.number, d.new.number, d.taken) for d in found.doubts] == [(1, 1, True)]


WORDS = st.lists(
    st.sampled_from([ROADS, NURSERY, HOSPITAL, LIBRARY, "稳定粮食生产。", "发展低空经济。"]),
    max_size=3,
).map("".join)
TASKS = st.lists(st.tuples(WORDS, WORDS), max_size=7)


@given(TASKS, TASKS)
def test_every_task_is_in_one_change_or_split_and_merged(
    old: list[tuple[str, str]], new: list[tuple[str, str]]
) -> None:
    olds = [task(n, *said) for n, said in enumerate(old)]
    news = [task(n, *said, year=2024) for n, said in enumerate(new)]
    changes = aligned(olds, news).changes
    told: dict[str, list[str]] = {}
    for change in changes:
        for one in (*change.old, *change.new):
            told.setdefault(one.iri, []).append(change.change)
    assert told.keys() == {one.iri for one in (*olds, *news)}
    assert all(len(kinds) == 1 or {*kinds} == {"split", "merged"} for kinds in told.values())
    groups = list(together(changes))
    assert sorted(t.iri for group in groups for side in group for t in side) == sorted(told)


def test_numbers_of_a_task_cut_up_and_joined_to_others_are_told_once() -> None:
    old = [task(1, "读书", LIBRARY), task(2, "卫生托育", "支持医院。" + NURSERY + ROADS)]
    new = [
        task(1, "读书", LIBRARY + NURSERY + ROADS.replace("50", "40"), year=2024),
        task(2, "医院", "支持医院。", year=2024),
    ]
    found = aligned(old, new)
    assert told(found) == [("merged", [1, 2], [1]), ("split", [2], [1, 2])]
    (group,) = together(found.changes)
    numbers = [(t.change, t.old_in and t.old_in.number) for t in target_changes(*group)]
    assert numbers == [("same", 2), ("lowered", 2)]


def test_a_sentence_that_is_all_of_an_item_is_no_heading() -> None:
    record = {
        "id": "doc/1/task/1", "number": 1, "ordinal": "一、", "title": "硬化村道路210公里",
        "text": "", "units": [], "subjects": [], "policies": [], "targets": [],
    }  # fmt: skip
    (said,) = side_of("2023", [], [("doc", record)]).tasks
    assert (said.title, said.text) == ("", "硬化村道路210公里")


@given(TASKS)
def test_a_side_compared_with_itself_is_kept(said: list[tuple[str, str]]) -> None:
    tasks = [task(n, f"第{n}类{title}", text) for n, (title, text) in enumerate(said)]
    assert {change.change for change in aligned(tasks, tasks).changes} <= {"kept"}


@given(TASKS, TASKS)
def test_likeness_lies_between_nothing_and_one(
    old: list[tuple[str, str]], new: list[tuple[str, str]]
) -> None:
    olds = [task(n, *said) for n, said in enumerate(old)]
    news = [task(n, *said, year=2024) for n, said in enumerate(new)]
    if olds and news:
        scores = Likeness.between(olds, news).scores()
        assert scores.shape == (len(olds), len(news))
        assert scores.min() >= 0 and scores.max() <= 1 + 1e-9


def test_what_became_of_numbers() -> None:
    old = [task(1, "企业", "规上企业100家，研发平台14家，就业岗位500个，科技企业3家。")]
    new = [
        task(1, "企业", "规上企业118家，研发平台14家，就业岗位450个，独角兽企业1家。", year=2024)
    ]
    (change,) = aligned(old, new).changes
    found = [
        (t.change, t.shown.metric, None if t.difference is None else int(t.difference))
        for t in target_changes(change.old, change.new)
    ]
    assert found == [
        ("raised", "规上企业", 18),
        ("same", "研发平台", 0),
        ("lowered", "就业岗位", -50),
        ("added", "独角兽企业", None),
        ("removed", "科技企业", None),
    ]


@pytest.mark.parametrize(
    "old, new, one",
    [
        ("药品抽检", "抽检药品", True),
        ("接待游客", "推动仙都景区创建国家级旅游接待游客", True),
        ("组织适龄女生HPV疫苗免费接种", "为适龄女生免费接种HPV疫苗", True),
        ("新增医疗床位", "改造老旧小区", False),
        ("食品抽检合格率", "宽带接入率", False),
    ],
)
def test_one_metric_in_other_words(old: str, new: str, one: bool) -> None:
    assert (words_alike(old, new) >= 0.8) is one


def test_units_of_another_name_are_told_by_the_table() -> None:
    renamed = read_renamed_units(KNOWLEDGE.data)
    assert renamed.source("县大数据中心", "县数据局").startswith("2023")
    assert renamed.source("大数据局", "数据局") and not renamed.source("县大数据中心", "市数据局")
    old = Side("2023", (), (task(1, "修路", ROADS, "县大数据中心", "县教育局"),), {})
    new = Side("2024", (), (task(1, "修路", ROADS, "县数据局", "县水务局", year=2024),), {})
    units = compare(old, new, renamed).units
    assert [(u.change, u.old_name, u.new_name) for u in units] == [
        ("renamed", "县大数据中心", "县数据局"),
        ("dropped", "县教育局", ""),
        ("new", "", "县水务局"),
    ]
