"""A new version over an old one: documents, corrections, progress, lists and the build stay."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import building.merged
import building.pipeline
from kg.corrections.corrections_file import Correction, add_corrections
from kg.corrections.left_out import write_left_out
from settings import VERSION
from ui.planning.progress import Progress
from zhengtu.starting import built

TEXT = "甲政发〔2024〕5号\n甲县2024年重点任务\n（一）办学。新建幼儿园2所。（牵头单位：县教育局）\n"
OTHER = "乙县2024年重点任务\n（一）治水。整治河道3条。（牵头单位：县水务局）\n"
FACT = "新建幼儿园2所"


def documents(build: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((build / "tasks.json").read_text("utf-8"))["documents"]
    return found


def program(build: Path) -> str:
    return str(json.loads((build / "manifest.json").read_text(encoding="utf-8"))["program"])


def test_an_upgrade_keeps_what_the_user_has(
    tmp_path: Path,
    cache_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if cache_folder.exists():  # the thesaurus is written out once for all tests
        shutil.copytree(cache_folder, tmp_path / "build.cache")
    monkeypatch.setenv("ZHENGTU_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "文件"
    folder.mkdir()
    (folder / "甲.txt").write_text(TEXT, encoding="utf-8")
    (folder / "乙.txt").write_text(OTHER, encoding="utf-8")
    with monkeypatch.context() as earlier:
        for module in (building.merged, building.pipeline):
            earlier.setattr(module, "VERSION", "0.0.1")
        build = built(tmp_path, [])
    assert program(build) == "zhengtu 0.0.1"
    first = next(d for d in documents(build) if d["document"]["file"] == "甲.txt")
    key, task, start = first["document"]["key"], first["tasks"][0], TEXT.index(FACT)
    row = Correction("2026-11-30", "张", key, "Target", start, start + len(FACT), FACT, "value",
                     "2所", "3所", "漏了一所")  # fmt: skip
    add_corrections(tmp_path, [row])
    write_left_out(tmp_path, frozenset({"乙.txt"}))
    Progress(tmp_path).enter("张", {task["id"]: {"status": "done", "remark": "已建成"}}, 0)
    kept = {p: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()}
    kept |= {p: p.read_bytes() for p in folder.iterdir()}
    assert len(kept) == 5

    assert built(tmp_path, []) == build  # the new version's first start
    assert program(build) == f"zhengtu {VERSION}"
    assert {p: p.read_bytes() for p in kept} == kept
    (document,) = documents(build)  # the other one is left out
    assert document["tasks"][0]["id"] == task["id"]
    assert document["tasks"][0]["targets"][0]["corrected"]["was"] == "2所"
    assert Progress(tmp_path).last()[task["id"]].state.remark == "已建成"

    for path in folder.iterdir():  # a version that could read nothing would lose nothing
        path.write_bytes(b"")
    assert built(tmp_path, []) == build
    assert documents(build) == [document]
    assert "the earlier build is served" in capsys.readouterr().out
