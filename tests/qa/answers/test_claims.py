"""What a question claims is confirmed or denied, with what the document says."""

from __future__ import annotations

import pytest

from qa.answering import ask
from qa.build import Build
from qa.query.json_form import json_of
from qa.query.json_reader import reading_of
from qa.query.tree import Asks, Find, Holds, Measured

CLAIMS = [
    ("生活垃圾焚烧处理率是不是定的95%？", "不是。", ["100%"]),
    ("本科录取率目标增长超过5%吗", "不是。", ["3%"]),
    ("今年外贸进出口有没有定到40亿元以上？", "不是。", ["39亿元"]),
    ("新建5G基站是300个吗", "不是。", ["200个"]),
    ("5G基站新建200个对吧", "是。", ["200个"]),
    ("公办率能到66.5%吗", "是。", ["66.5%"]),
    ("煤炭智能化产量比重要达到80%吗", "是。", ["80%"]),
    ("济广高速改扩建是发改局一家负责的吗？", "不是。", ["县交通运输局、县发展和改革局"]),
    ("职业教育这块是不是人社局牵头？", "不是。", ["县教育和体育局"]),
    ("养老归民政局管吗", "是。", ["县民政局"]),
    ("民政局和财政局是不是都管低保", "是。", ["县民政局、县财政局、县医保局"]),
    ("饮用水源保护是生态环境局的活吗", "不是。", ["县水务局"]),
]


@pytest.mark.parametrize(("question", "answer", "held"), CLAIMS)
def test_a_claim_is_decided_by_what_is_written(
    question: str, answer: str, held: list[str], build: Build
) -> None:
    told = ask(build, question)
    assert told.grade == "stated"
    assert told.text.startswith(answer)
    assert [words for words in held if words not in told.text] == []


@pytest.mark.parametrize(
    "question",
    [
        "有没有哪几条后面没写牵头单位？",  # asks which
        "财政局有没有一家独立负责的任务",  # asks whether there is one
        "人社局管几项任务吗",  # counts
    ],
)
def test_what_is_asked_for_itself_is_no_claim(question: str, build: Build) -> None:
    assert not ask(build, question).text.startswith(("是。", "不是。"))


def test_a_claim_has_a_json_form() -> None:
    claim = Holds(Measured("value", ">=", 40, "亿元"))
    reading = Asks((Find("target", over=claim),))
    assert reading_of(json_of(reading)) == reading
