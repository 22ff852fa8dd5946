"""「复制引文」: the sentence itself stands in it, whatever an answer points to."""

from __future__ import annotations

import pytest
from serving import pages_of

from qa.answering import ask
from qa.build import Build
from ui.gradio_pages.citing import citation_of
from ui.site import Asked

SOURCE = "《汶上县深化新旧动能转换推动绿色低碳高质量发展2023年重点工作任务》（汶政办字〔2023〕29号，2023-07-17），"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        # words of a sentence: that sentence
        (
            "今年新建多少所幼儿园",
            "（六十六）推动基础教育高质量发展：“新建幼儿园2所、投入使用2所，"
            "新增公办学位900个，学前教育公办率达到66.5%、普惠率达93%以上。”",
        ),
        # a unit in its bracket: the sentence it is responsible for, and the bracket
        (
            "华首电动车桥由谁负责",
            "华首电动车桥",
        ),
        ("华首电动车桥由谁负责", "（牵头单位：县工业和信息化局、县发展和改革局）”"),
        # a heading: what the task says
        ("县水务局牵头哪些任务", "（十七）强力推进现代水网建设：“持续完善现代水网规划，"),
    ],
)
def test_a_citation_quotes_the_sentence(build: Build, question: str, expected: str) -> None:
    answer = ask(build, question)
    at = Asked(pages_of(build), None)
    copied = citation_of(at, answer.statements[0].citations[0], answer.ranked)
    assert copied.startswith(SOURCE)
    assert expected in copied
