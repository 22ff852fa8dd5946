"""Questions over whole documents: told by the signs of their words, in any order and filling."""

from __future__ import annotations

import pytest

from qa.answering import ask
from qa.build import Build

HELD = [
    ("哪几条压根没写牵头单位？", ["共 3 项", "（七十六）", "（七十八）"]),
    ("牵头单位那一栏空着的有哪几项", ["共 3 项", "（七十七）"]),
    ("没有交代由哪个部门负责的任务都有哪些", ["共 3 项", "（七十六）"]),
    ("哪些活儿是财政局自己一家扛的？", ["（五十八）"]),
    ("财政局有没有一家独立负责的任务？是什么", ["有。", "（五十八）"]),
    ("民政局牵头的有哪些，其中独自牵头的又是哪些？", ["4 项", "有 2 项", "（七十一）"]),
    ("哪些指标直接定到了100%？", ["生活垃圾焚烧处理率", "特殊困难老年人月探访率"]),
    ("要做到100%的有哪些", ["绿色建筑占比", "社区养老服务设施配建达标率"]),
    ("十一个部分当中哪个部分任务条数最多？", ["降碳减污扩绿行动最多，13 项"]),
    ("哪块任务最少，有几条", ["3 项"]),
    ("全文一共列了几部分多少项任务？", ["共 11 个部分", "共 78 项"]),
    ("牵头单位列得最多的是哪项任务，有几家", ["（三十一）", "6 个单位"]),
    ("被点名牵头最多的是哪个部门？多少项？", ["县发展和改革局最多"]),
    ("制定这份任务依据了上级哪几个文件，文号是？", ["国发〔2022〕18号", "济发〔2023〕4号"]),
    ("谁下的文，文号和日期", ["汶上县人民政府办公室", "〔2023〕29号", "2023年7月17日"]),
    ("文件里康驿镇有哪些事？", ["（二十一）", "（四十六）"]),
    ("杨店镇今年有什么动作", ["（七）", "（四十六）"]),
    ("县文旅局参与牵头但没有宣传部的任务有哪些？", ["共 2 项", "（十四）", "（三十八）"]),
    ("文旅局牵头、不含宣传部的任务有哪几项", ["共 2 项", "（十四）", "（三十八）"]),
    ("第八部分里哪几项没写任何量化指标？", ["3 项", "（五十八）", "（五十九）", "（六十）"]),
    ("降碳减污扩绿那一部分有几条", ["13 项", "（三十三）"]),
    ("深化改革开放那一块一共几项", ["7 项"]),
    ("七十多项任务里，哪几项后面没有标牵头单位？", ["共 3 项", "（七十六）"]),
    ("这份任务是什么时候印发的，哪家单位印发的？", ["汶上县人民政府办公室", "2023年7月17日"]),
    ("这份通知哪个部门发的，哪天发的", ["汶上县人民政府办公室", "2023年7月17日"]),
    ("新增的规上企业目标，工业比服务业多几家？", ["35家", "15家", "相差 20家"]),
]
DECLINED = [
    "谁的电话最多",
    "哪几条写了充电桩没写牵头单位",
    "张伟分管哪几项",
    "这份文件有效期到哪天",
]
NONE_THERE = ["哪些指标定到了37%", "哪几条写了配合单位"]


@pytest.mark.parametrize(("question", "held"), HELD)
def test_all_that_has_a_property_is_told(build: Build, question: str, held: list[str]) -> None:
    answer = ask(build, question)
    assert answer.grade == "stated"
    assert [part for part in held if part not in answer.text] == []


@pytest.mark.parametrize("question", DECLINED)
def test_words_that_say_something_else_are_no_form(build: Build, question: str) -> None:
    assert ask(build, question).abstain


@pytest.mark.parametrize("question", NONE_THERE)
def test_that_nothing_has_it_is_an_answer(build: Build, question: str) -> None:
    assert "没有" in ask(build, question).text
