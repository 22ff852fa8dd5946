"""Conversations: what a turn takes from the turns before, and what it does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.__main__ import main
from qa.answering import ask, ask_in
from qa.build import Build
from qa.conversation import Conversation

# turns of one conversation: what is asked, and a question that asks the same by itself
SAME = [
    [("水务局牵头哪些任务", ""), ("民政局呢", "民政局牵头哪些任务")],
    [("县民政局牵头哪些任务", ""), ("我说的是县水务局", "县水务局牵头哪些任务")],
    [("谁负责现代水网建设", ""), ("这份文件是哪天印发的", "这份文件是哪天印发的")],
    [("谁负责现代水网建设", ""), ("文件里一共有多少项任务", "文件里一共有多少项任务")],
    [("今年要办多少场促消费活动", ""), ("谢谢", "谢谢")],
]
# turns, and what the last answer holds
HOLDS = [
    (["今年要办多少场促消费活动", "那它归谁管"], "县商务局"),
    (["小孩上幼儿园难谁管", "它有哪些指标"], "幼儿园"),
]


@pytest.mark.parametrize("turns", SAME, ids=str)
def test_a_turn_means_what_it_means_after_those_before(
    build: Build, turns: list[tuple[str, str]]
) -> None:
    conversation = Conversation()
    for asked, alone in turns:
        answer, conversation = ask_in(build, asked, conversation)
        by_itself = ask(build, alone or asked)
        assert (answer.grade, answer.value) == (by_itself.grade, by_itself.value), asked


@pytest.mark.parametrize(("turns", "held"), HOLDS)
def test_a_turn_may_point_back(build: Build, turns: list[str], held: str) -> None:
    conversation = Conversation()
    for asked in turns:
        answer, conversation = ask_in(build, asked, conversation)
    assert not answer.abstain
    assert held in answer.text + "".join(s.text for s in answer.statements)


def test_dialogues_on_the_command_line(build_folder: Path, build: Build, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        {"id": "a", "turns": [{"question": "水务局牵头哪些任务"}, {"question": "民政局呢"}]},
        {"id": "b", "turns": [{"question": "民政局呢"}, {}, {"question": "你好"}]},
        {"id": "c"},
    ]
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    source.write_text(f"{text}\nnot json\n", encoding="utf-8")
    asked = ["--dialogue", str(source), "--out", str(out), "--build", str(build_folder)]
    assert main(asked) == 0
    answered = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in answered] == ["a", "b", "c", None]
    first, second, *broken = (line["answers"] for line in answered)
    assert broken == [[], []] and all("error" in line for line in answered[2:])
    assert first[1]["answer"] == ask(build, "民政局牵头哪些任务").value
    assert second[0]["text"] == ask(build, "民政局呢").text  # nothing passes to the next dialogue
    assert second[1]["abstain"] and second[1]["error"]
    assert second[2]["grade"] == "reply"
