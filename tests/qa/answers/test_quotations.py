"""What a person reads over the first document: quotations, facts of the document, what is missing."""

from __future__ import annotations

import pytest

from qa.answering import ask
from qa.build import Build
from qa.execution.ranking.sentences import candidates, chances
from qa.execution.scope import Scope

# (question, what the first sentence must say, what must not stand in it)
SAID = [
    # what is done is quoted, with who does it below, where nobody asks who
    ("县医院那个新院区咋样了", ("加快建设县人民医院新院区",), ()),
    ("宁德时代要来汶上？具体是怎么说的", ("宁德时代配套协作区",), ()),
    ("冰箱用了十几年，想换台新的，县里有没有什么优惠活动啊？", ("以旧换新",), ("文明实践",)),
    ("玉米地里间着种豆子，这是县里真有的政策吗", ("大豆玉米带状复合种植",), ()),
    ("乡村振兴用地保障比例要是达不到5%怎么办？", ("未达到5%则全部保障用地",), ()),
    ("新建化工项目能不能放到园区外面？", ("必须在园区内建设",), ("有。",)),
    ("畜禽业提升工程里的“四大行动”是哪四个？", ("创新攻关、基地提升、企业扶优",), ()),
    ("“四个方向”指的是什么", ("中字号国字头",), ()),
    ("What will be done about old urban areas?", ("城市更新",), ("led by",)),
    # what the document says of itself, in one sentence
    (
        "这份文件文号多少，哪家发的，什么时候印的，能对外公开吗",
        ("汶政办字〔2023〕29号", "汶上县人民政府办公室", "2023年7月17日", "此件公开发布"),
        ("牵头",),
    ),
    ("发给谁的？又抄送了哪些单位", ("县政府有关部门", "县委各部门"), ("县科技局",)),
    ("正文分几大部分、总共多少条任务", ("11 个部分", "78 项"), ()),
    ("它是根据上面哪几个文件定的？带文号", ("国发〔2022〕18号", "鲁发〔2022〕19号"), ("城镇化",)),
    ("这份文件经谁同意发的", ("县政府",), ()),
    # everyday words for how work goes
    ("工作推不动的单位会怎么处理？推得好的呢？", ("追责问责", "给予支持"), ()),
    # a year of who asks is none of what is asked
    ("我去年刚买了房，县里有没有家电以旧换新的活动？", ("以旧换新",), ("去年",)),
    # a number of a name is met by its number: 新105、新342国道
    ("105国道的事有没有写", ("新105",), ("没有",)),
]


@pytest.mark.parametrize(("question", "held", "strange"), SAID)
def test_the_first_sentence_answers(
    build: Build, question: str, held: tuple[str, ...], strange: tuple[str, ...]
) -> None:
    text = ask(build, question).text
    assert all(words in text for words in held), text
    assert not any(words in text for words in strange), text


# (question, what it asks and nothing says, what is written instead)
LACKING = [
    ("PM2.5要降到多少微克", "PM2.5要降到多少微克", "超额完成市定目标"),
    ("李尔产业园后续要投多少亿", "李尔产业园后续要投多少亿", "谋划李尔产业园"),
    ("家电以旧换新一台洗衣机能补多少钱", "补贴", "“以旧换新”政策"),
]


# what no quotation answers that lacks the very thing asked for: a town, a number of a document
NOT_THERE = [
    "新建的两所幼儿园在哪个乡镇？",
    "20个过亿的项目都落在哪些乡镇？",
    "省里的失业保险政策文号是什么？",
    "帮我推荐只股票",
]


@pytest.mark.parametrize("question", NOT_THERE)
def test_what_only_comes_near_is_no_answer(build: Build, question: str) -> None:
    assert ask(build, question).abstain


@pytest.mark.parametrize(("question", "asked", "nearest"), LACKING)
def test_what_is_written_instead_is_quoted(
    build: Build, question: str, asked: str, nearest: str
) -> None:
    answer = ask(build, question)
    assert answer.abstain and asked in answer.text and nearest in answer.text


def test_who_does_it_stands_below_a_quotation(build: Build) -> None:
    answer = ask(build, "县医院那个新院区咋样了")
    assert answer.grade == "quoted" and "县卫生健康局牵头" in answer.statements[0].text
    assert answer.text not in [statement.text for statement in answer.statements]


SMALL_TALK = ["你好呀，吃了没", "你到底是人还是机器，哪家公司做的"]


@pytest.mark.parametrize("question", SMALL_TALK)
def test_small_talk_gets_a_reply(build: Build, question: str) -> None:
    assert ask(build, question).grade == "reply"


def test_the_chances_of_sentences_are_shares(build: Build) -> None:
    scope = Scope(build)
    asked = scope.asked("新建幼儿园")
    found = [c for hit in asked.hits[:3] for c in candidates(hit, scope)]
    likely = chances(asked, found, scope)
    assert (
        sum(likely) == pytest.approx(1)
        and "幼儿园" in found[likely.index(max(likely))].passage.text
    )
