"""The command line of questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.__main__ import main


def test_tables_of_the_user_are_laid_over_those_of_the_program(
    build_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "questions" / "english.csv"
    table.parent.mkdir()
    table.write_text("english,chinese,source\nzzz kindergarten,小孩上幼儿园难谁管,test\n", "utf-8")
    answers = []
    for data in ([], ["--data", str(tmp_path)]):
        assert main(["zzz kindergarten", "--build", str(build_folder), *data]) == 0
        answers.append(capsys.readouterr().out.splitlines()[0])
    without, laid_over = answers
    assert "is led by" in laid_over and "is led by" not in without
