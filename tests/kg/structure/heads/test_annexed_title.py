"""A letter that only sends an annex has the annex's title; any other keeps its own."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.structure.parser import parse

LETTER = "东河县人民政府办公室关于做好重点工作的通知"
BODY = "各乡镇人民政府：\n请认真抓好落实。\n东河县人民政府办公室\n2024年3月5日\n"
TASKS = "1.修路。（牵头单位：县交通局）\n2.种树。（牵头单位：县林业局）\n"
TABLE = "东河县2024年重点工作任务分工表"
OTHER = "东河县2024年民生实事任务清单"

# (text, title, title of the letter where another one is the document's)
CASES: list[tuple[str, str, str | None]] = [
    (f"{LETTER}\n{BODY}附件\n{TABLE}\n{TASKS}", TABLE, LETTER),
    (f"{LETTER}\n{BODY}附件1：{TABLE}\n{TASKS}", TABLE, LETTER),
    # a title that says less than the letter's
    (f"{LETTER}\n{BODY}附件\n任务分工表\n{TASKS}", LETTER, None),
    # an annex of no work
    (f"{LETTER}\n{BODY}附件\n东河县2024年考核办法\n{TASKS}", LETTER, None),
    # a letter with tasks of its own
    (f"{LETTER}\n一、治水。修闸。（牵头单位：县水利局）\n附件\n{TABLE}\n{TASKS}", LETTER, None),
    # several annexes
    (f"{LETTER}\n{BODY}附件1\n{TABLE}\n{TASKS}附件2\n{OTHER}\n{TASKS}", LETTER, None),
    # no letter
    (f"东河县2024年工作方案\n附件\n{TABLE}\n{TASKS}", "东河县2024年工作方案", None),
    # the letter says what it brings
    (
        f"关于印发《{OTHER}》的通知\n{BODY}附件\n{OTHER}\n{TASKS}",
        OTHER,
        f"关于印发《{OTHER}》的通知",
    ),
]


@pytest.mark.parametrize("text, title, letter", CASES)
def test_annexed_title(text: str, title: str, letter: str | None) -> None:
    document = parse(text, KNOWLEDGE.lexicon)
    assert document.metadata.title is not None
    assert document.metadata.title.value == title
    notice = document.metadata.notice_title
    assert (notice.value if notice else None) == letter
    assert document.tasks
