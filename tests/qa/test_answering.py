"""Asking: the function, the command line, batches, bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.__main__ import main
from qa.answering import ask
from qa.build import Build

HOSTILE = [
    "",
    "   ",
    "？？？",
    "😀",
    "x" * 5000,
    "' } UNION { ?s ?p ?o }",
    "<script>alert(1)</script>",
    "\x00",
    "a\nb\nc",
]


def test_an_answer_has_its_evidence(build: Build) -> None:
    best = ask(build, "农村厕所没人管").ranked[0]
    assert best.number == 57
    assert build.text(best.document)[best.evidence.start : best.evidence.end] == best.evidence.text
    assert ("县农业农村局", "lead") in best.units


def test_a_complaint_is_answered(build: Build) -> None:
    assert not ask(build, "农村厕所没人管").abstain


@pytest.mark.parametrize("question", HOSTILE)
def test_bad_questions_get_an_answer_all_the_same(build: Build, question: str) -> None:
    ask(build, question)


def test_the_command_line(
    build_folder: Path,
    build: Build,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    where = ["--build", str(build_folder)]
    assert main(["问", "--build", "nowhere"]) == 2
    assert "holds no build" in capsys.readouterr().err
    assert main(["农村厕所没人管", *where]) == 0
    assert "优化农村人居环境" in capsys.readouterr().out
    monkeypatch.setattr("qa.__main__.open_build", lambda *_: build)  # it opens; once is enough
    assert main(["农村厕所没人管", "--json", *where]) == 0
    assert json.loads(capsys.readouterr().out)["ranked"][0]["number"] == 57
    assert main(["--path", "县水务局", "县民政局", *where]) == 0
    assert "牵头单位" in capsys.readouterr().out
    assert main(["--path", "县水务局", "县水务局", *where]) == 2
    assert "是同一个对象" in capsys.readouterr().err
    assert main(["--shared", "县财政局", "县民政局", *where]) == 0
    assert "共同承担 1 项任务" in capsys.readouterr().out
    assert main(["--neighbours", "县民政局", *where]) == 0
    assert "← 牵头单位" in capsys.readouterr().out
    assert main(["--neighbours", "不存在局", *where]) == 2
    assert "图谱中没有" in capsys.readouterr().err


def test_a_batch_keeps_order_and_survives_bad_lines(build_folder: Path, tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text(
        '{"id": 1, "question": "低保"}\nnot json\n{"id": 3}\n{"id": "四", "question": ""}\n',
        encoding="utf-8",
    )
    assert main(["--build", str(build_folder), "--batch", str(source), "--out", str(out)]) == 0
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == [1, None, 3, "四"]
    assert lines[0]["ranked_tasks"][0] == 70
    said = {"id", "grade", "text", "statements", "answer", "value", "abstain", "ranked"}
    assert set(lines[0]) == {*said, "ranked_tasks"}
    assert [set(line) for line in lines[1:3]] == [{*said, "error"}] * 2
    assert all(line["abstain"] and line["grade"] == "absent" for line in lines[1:3])
    assert set(lines[0]["ranked"][0]) == {"id", "document", "number", "text"}
