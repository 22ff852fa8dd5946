"""Work in processes: the same bytes for any number, one line for what fails, no child left."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT

import build_graph
from building.work.cache import Cache
from building.work.workers import Workers, Workshop, cores
from errors import DocumentError
from settings import BASE_IRI, layers

PLAN = """{city}2024年水利重点任务
一、治水
（一）整治河道。新建水闸{number}座以上。（牵头单位：市水务局；配合单位：市财政局）
"""


def write(folder: Path) -> Path:
    folder.mkdir()
    for number, city in enumerate(("济南市", "青岛市", "烟台市", "德州市")):
        text = PLAN.format(city=city, number=number + 2)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


def test_any_number_of_processes_gives_the_same_bytes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    documents, built = write(tmp_path / "in"), []
    for jobs in ("1", "2"):
        out = tmp_path / jobs
        options = ["--out", str(out), "--quiet", "--no-cache", "--jobs", jobs]
        assert build_graph.main([str(documents), *options]) == 1
        assert capsys.readouterr().out.count("FAILED") == 1
        files = [p for p in sorted(out.rglob("*")) if p.is_file() and p.name != "report.json"]
        files = [p for p in files if p.parent.name != "store"]
        built.append({p.relative_to(out): p.read_bytes() for p in files})
    assert built[0] == built[1]
    assert multiprocessing.active_children() == []


@dataclass(frozen=True)
class Task:
    """A job that ends as it is told."""

    key: str
    ends: str

    @property
    def file(self) -> str:
        return f"{self.ends}.txt"

    def data(self, cache: Cache) -> bytes:
        return str(cache.folder).encode()

    def do(self, workshop: Workshop, data: bytes) -> bytes:
        if self.ends == "refused":
            raise DocumentError("refused.txt: no text")
        if self.ends == "fault":
            raise ValueError("of the\nprogram")
        if self.ends == "dies":
            os._exit(9)
        return data


FAILURES = {
    "refused": "refused.txt: no text",
    "fault": "fault.txt: the program failed on it (ValueError: of the program)",
}


def tasks(*more: str) -> list[Task]:
    names = ["good", "refused", "fault", "good", "good", *more]
    return [Task(f"{number:064x}", ends) for number, ends in enumerate(names)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_fails_is_one_line_for_its_file(tmp_path: Path, jobs: int) -> None:
    workshop = Workshop(layers(None), BASE_IRI, tmp_path / "cache")
    wanted = tasks()
    with Workers(workshop, jobs, quiet=True) as workers:
        failed = workers.run("x", wanted)
    assert failed == {task.key: FAILURES[task.ends] for task in wanted if task.ends != "good"}
    assert workshop.cache.find(wanted[0].key) == str(tmp_path / "cache").encode()


def test_a_process_that_dies_is_one_line_too(tmp_path: Path) -> None:
    workshop, wanted = Workshop(layers(None), BASE_IRI, tmp_path / "cache"), tasks("dies")
    with Workers(workshop, 2, quiet=True) as workers:
        failed = workers.run("x", wanted)
    assert "dies.txt: the process that read it died" in failed[wanted[-1].key]
    good = [task for task in wanted if task.ends == "good"]
    assert all(workshop.cache.find(task.key) is not None for task in good)
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_stopped_build_leaves_no_process(tmp_path: Path) -> None:
    documents, out = write(tmp_path / "in"), tmp_path / "out"
    command = [sys.executable, "build_graph.py", str(documents), "--out", str(out), "--quiet"]
    with subprocess.Popen(
        [*command, "--jobs", "2"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # a process group of its own, as Ctrl+C in a terminal reaches one
        # a job of a shell's background ignores the signal, and so would all it starts
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        while process.poll() is None and not (tmp_path / "out.cache").exists():
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, out.exists()) == (2, False)
    assert said == "nothing built: stopped\n"
    for _ in range(500):
        if not alive(process.pid):
            return
        time.sleep(0.02)
    pytest.fail("a process is left")


def alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_there_is_a_core() -> None:
    assert cores() >= 1
