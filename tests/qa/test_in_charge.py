"""Who is in charge: persons and posts that documents name beside the units."""

from __future__ import annotations

from pathlib import Path

import pytest

import build_graph
from qa.answering import ask, ask_in
from qa.build import Build, open_build
from qa.conversation import Conversation

PLAN = """东河市人民政府办公室
关于印发《东河市2024年重点任务》的通知
东政办发〔2024〕8号
东河市人民政府办公室
2024年3月5日
东河市2024年重点任务
一、稳住工业
（一）培育企业。全年新增规上工业企业12家。（牵头单位：市经信局；分管领导：张建国；责任人：李四）
（二）整治河湖。清理河湖乱占。（牵头单位：市水务局；分管领导：副市长 王大明）
（三）改造小区。改造老旧小区5个。（牵头单位：市住建局）
"""


@pytest.fixture(scope="module")
def plan_folder(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Path:
    folder = tmp_path_factory.mktemp("plan")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    options = ["--out", str(folder / "build"), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([str(folder / "plan.txt"), *options]) == 0
    return folder / "build"


@pytest.fixture(scope="module")
def plan(plan_folder: Path) -> Build:
    return open_build(plan_folder)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("河湖整治谁分管", ["王大明"]),
        ("培育规上工业企业的分管领导是谁", ["张建国", "李四"]),
        ("市水务局的任务是哪位领导分管", ["王大明"]),
        ("河湖整治那项谁是分管领导？", ["王大明"]),
    ],
)
def test_who_is_in_charge(plan: Build, question: str, names: list[str]) -> None:
    answer = ask(plan, question)
    assert answer.grade == "stated" and answer.value == names
    assert answer.statements[0].citations


def test_a_pronoun_means_the_person_told(plan: Build) -> None:
    _, conversation = ask_in(plan, "河湖整治谁分管", Conversation())
    answer, _ = ask_in(plan, "他还分管哪几项？", conversation)
    assert answer.grade == "stated" and "整治河湖" in answer.text


def test_persons_are_not_told_where_they_are_not_shown(plan_folder: Path) -> None:
    answer = ask(open_build(plan_folder, persons=False), "河湖整治谁分管")
    assert "王大明" not in answer.text and answer.grade == "reply"
