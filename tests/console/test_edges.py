"""The edge of the commands: whatever is asked for, a sentence and the documented exit code."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

import build_graph
import qa.__main__
import zhengtu.exporting
from building.publishing import alone, temporary
from building.work.cache import in_use
from console.exits import guarded
from console.options import base_iri, words
from console.output import json_text
from errors import GraphError

SMALL = "东河市2024年水利重点任务\n（一）整治河道。（牵头单位：市水务局）\n"
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "水 务.txt"
    path.parent.mkdir()
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def run(cache_folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; return its exit code and the one sentence it complained in."""

    def run_command(*arguments: object, main: Callable[..., int] = build_graph.main) -> Any:
        options = list(map(str, arguments))
        if main is build_graph.main:
            options = ["--quiet", "--cache", str(cache_folder), *options]
        try:
            code = main(options)
        except SystemExit as stop:
            code = int(str(stop.code))
        said = capsys.readouterr().err
        assert "Traceback" not in said
        return code, said

    return run_command


# --- where a build may be written ------------------------------------------------------------


@pytest.mark.parametrize(
    "out, because",
    [
        ("", "the name of the folder is empty"),
        (".", "is the folder you are in"),
        ("..", "is the folder you are in, or holds it"),
        ("/", "is the folder you are in, or holds it"),
        ("/dev/null", "is no folder"),
        ("/dev/null/build", "/dev/null is no folder"),
        ("/proc/build", "No such file|Permission"),
        ("in", "not empty and holds no build"),
        ("in/build", "whose files are read as documents"),
        ("in/水 务.txt", "is no folder"),
        ("in/水 务.txt/build", "whose files are read|is no folder"),
        ("长" * 100, "choose a shorter name"),
        ("a\udcff", "not UTF-8"),
    ],
)
def test_a_place_that_is_no_place_for_a_build(
    run: Run, text: Path, monkeypatch: pytest.MonkeyPatch, out: str, because: str
) -> None:
    monkeypatch.chdir(text.parent.parent)
    code, said = run("in", "--out", out)
    assert code == 2 and said.count("\n") == 1, said
    assert re.search(because, said), said
    assert [p.name for p in text.parent.parent.iterdir()] == ["in"]
    assert text.read_text(encoding="utf-8") == SMALL


def test_a_build_that_holds_what_is_read_is_refused(run: Run, text: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(text, "--out", out)[0] == 0
    inside = out / "text" / next((out / "text").iterdir()).name
    code, said = run(inside, "--out", out)
    assert code == 2 and "which is read" in said and inside.exists()


def test_a_cache_in_a_build_is_refused(run: Run, text: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for cache in (out, out / "cache", tmp_path):
        code, said = run(text, "--out", out, "--cache", cache)
        assert code == 2 and "lie in each other" in said
    code, said = run(text, "--out", out, "--cache", text)
    assert code == 2 and "is no folder; choose another --cache" in said


def test_a_link_to_a_folder_stays_a_link(run: Run, text: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "there")
    assert run(text, "--out", tmp_path / "link")[0] == 0
    assert (tmp_path / "link").is_symlink() and (tmp_path / "there" / "manifest.json").exists()


# --- options ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "option, value, because",
    [
        *(("--base-iri", value, "is no base of IRIs") for value in (
            "", "abc", "http://a b/", "http://x/a", "http://x/<a>/", "file:///x/", "urn:x:",
            "http://x/\n/", "javascript:alert(1)/", "http://x/?q=/", "http://x/#/", "http://x/%zz/",
            "http://[::1/", "http:///",
        )),
        *(("--jobs", value, "is no number of processes") for value in ("0", "-1", "x", "1.5", "²")),
        ("--model", "", "it is empty"),
        ("--scheduler", "x", "is no address"),
        ("--data", "", "the name of the folder is empty"),
        ("--data", "/nowhere", "no such folder"),
        ("--cache", "", "the name of the folder is empty"),
    ],
)  # fmt: skip
def test_a_bad_option_is_a_sentence(
    run: Run, text: Path, tmp_path: Path, option: str, value: str, because: str
) -> None:
    code, said = run(text, "--out", tmp_path / "out", f"{option}={value}")
    assert code == 2 and because in said and said.count("\n") == 1, said
    assert not (tmp_path / "out").exists()


def test_a_bad_setting_is_a_sentence(run: Run, text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGTU_BASE_IRI", "x y")
    assert "is no base of IRIs" in run(text)[1]
    monkeypatch.setenv("ZHENGTU_BUILD", "")
    assert run("x", main=qa.__main__.main)[0] == 2


def test_a_model_is_looked_for_before_the_documents(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, said = run(tmp_path / "missing.txt", "--out", out, "--model", tmp_path)
    assert code == 2 and "model" in said and "missing.txt" not in said


@pytest.mark.parametrize("base", ["https://w3id.org/zhengtu/", "http://localhost:8000/图/"])
def test_a_good_base_is_taken(base: str) -> None:
    assert base_iri(base) == base


# --- disks and others ------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit of the size of files")
@pytest.mark.parametrize("kilobytes", [64, 700])
def test_a_full_disk_is_a_sentence_and_leaves_nothing(
    text: Path, tmp_path: Path, kilobytes: int
) -> None:
    command = [sys.executable, "build_graph.py", str(text), "--out", str(tmp_path / "out")]
    script = f'ulimit -f {kilobytes}; exec "$@"'
    found = subprocess.run(
        ["bash", "-c", script, "x", *command, "--quiet", "--no-cache"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert found.returncode == 2 and "Traceback" not in found.stderr
    assert re.match("nothing built: .*(File too large|disk I/O error).*make room", found.stderr)
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


def test_a_cache_that_cannot_be_written_is_done_without(
    run: Run, text: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("building.pipeline.not_writable", lambda _: "Read-only file system")
    code, said = run(text, "--out", tmp_path / "out", "--cache", tmp_path / "cache")
    assert code == 0 and "nothing is kept for the next build" in said
    assert not (tmp_path / "cache").exists()


def test_two_builds_into_one_folder(run: Run, text: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with alone(out):
        code, said = run(text, "--out", out)
        assert code == 2 and "another build is writing" in said
    assert run(text, "--out", out)[0] == 0
    assert not (tmp_path / ".out.lock").exists()


def test_what_killed_builds_left_is_removed_by_the_next(
    run: Run, text: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out[1]"
    left = temporary(out)
    (Path(left.name) / "build").mkdir()
    (tmp_path / ".other.new-x").mkdir()
    assert run(text, "--out", out)[0] == 0
    names = {p.name for p in tmp_path.iterdir()}
    assert names == {"in", "out[1]", ".other.new-x"}


def test_no_build_sweeps_the_cache_of_another(run: Run, text: Path, tmp_path: Path) -> None:
    cache, out = tmp_path / "cache", tmp_path / "out"
    with in_use(cache):
        (cache / "1.building").write_bytes(b"")  # of a killed build
        entry = cache / "ab" / ("ab" + "0" * 62)
        entry.parent.mkdir()
        entry.write_bytes(b"")
        command = [sys.executable, "build_graph.py", str(text), "--out", str(out), "--quiet"]
        subprocess.run([*command, "--cache", str(cache)], cwd=ROOT, check=True, capture_output=True)
        assert entry.exists() and not (cache / "1.building").exists()
    assert run(text, "--out", out, "--cache", cache, "--without-persons")[0] == 0
    assert not entry.exists()


# --- what is printed -------------------------------------------------------------------------


class Console(io.TextIOWrapper):
    """A console of some encoding, as Windows and pipes have them."""

    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize("encoding", ["cp936", "cp1252", "cp437", "ascii", "utf-8", "utf-16"])
def test_any_console_shows_reports_and_answers(
    build_folder: Path, text: Path, tmp_path: Path, cache_folder: Path,
    monkeypatch: pytest.MonkeyPatch, encoding: str,
) -> None:  # fmt: skip
    out, err = Console(encoding), Console(encoding)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    options = ["--out", str(tmp_path / "b"), "--cache", str(cache_folder), "--quiet"]
    assert build_graph.main([str(text), *options]) == 0
    assert "tasks 1" in out.text()
    built = len(out.text())
    question = ["小孩上幼儿园难谁管", "--json", "--build", str(build_folder)]
    assert qa.__main__.main(question) == 0
    assert "县教育和体育局" in json.loads(out.text()[built:])["text"]
    assert qa.__main__.main([question[0], *question[2:]]) == 0


@pytest.mark.parametrize("command", ["build", "ask"])
def test_a_reader_that_went_away_is_no_error(build_folder: Path, text: Path, command: str) -> None:
    arguments = {
        "build": ["build_graph.py", str(text), "--out", str(text.parent.parent / "o"), "--quiet"],
        "ask": ["-m", "qa", "谁管水", "--build", str(build_folder)],
    }[command]
    read, write = os.pipe()
    os.close(read)
    found = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, stdout=write, stderr=subprocess.PIPE
    )
    os.close(write)
    assert (found.returncode, found.stderr) == (0, b"")


def test_what_is_typed_in_another_encoding_is_read() -> None:
    assert words("谁管水".encode("gbk").decode("ascii", "surrogateescape")) == "谁管水"
    assert json_text({"a": "\ud800水"}, "utf-8") == '{"a": "\\ud800\\u6c34"}'


# --- asking and exporting --------------------------------------------------------------------


def test_questions_that_are_odd(build_folder: Path, run: Run, tmp_path: Path) -> None:
    ask, source, out = qa.__main__.main, tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    for question in ("\udcff\udcfe", "\ud800", "\x00", "\u2028", "水" * 100_000):
        assert run(question, "--build", build_folder, main=ask)[0] == 0
    lines = ['{"id": 1, "question": "谁管\u2028河道"}', "[]", "null", '"x"', '{"id": 2}', "no json",
             '{"id": 3, "question": "\\ud800"}', '{"id": 4, "question": 5}']  # fmt: skip
    source.write_text("\n".join(lines), encoding="gb18030")
    assert run("--batch", source, "--out", out, "--build", build_folder, main=ask)[0] == 0
    answers = [json.loads(line) for line in out.read_text("utf-8").split("\n") if line]
    assert [a["id"] for a in answers] == [1, None, None, None, 2, None, 3, 4]


@pytest.mark.parametrize(
    "arguments, because",
    [
        (["--batch", "/nowhere"], "no such file"),
        (["--batch", "{folder}"], "Is a directory|a folder|cannot be read"),
        (["--batch", "{lines}", "--out", "{folder}"], "Is a directory"),
        (["--batch", "{lines}", "--out", "{lines}"], "holds the questions"),
        (["--neighbours", "\udcff"], "没有"),
        ([""], "nothing asked"),
        (["谁管水", "--build", "/nowhere"], "holds no build"),
        (["谁管水", "--build", "{lines}"], "holds no build"),
        (["谁管水", "--build", ""], "the name of the folder is empty"),
        (["谁管水", "--model", "/nowhere"], "cannot be loaded"),
    ],
)
def test_what_cannot_be_asked_is_a_sentence(
    build_folder: Path, run: Run, tmp_path: Path, arguments: list[str], because: str
) -> None:
    lines = tmp_path / "in.jsonl"
    lines.write_text('{"id": 1, "question": "谁管水"}', encoding="utf-8")
    given = [a.replace("{folder}", str(tmp_path)).replace("{lines}", str(lines)) for a in arguments]
    code, said = run("--build", build_folder, *given, main=qa.__main__.main)
    assert code == 2 and said.count("\n") == 1, said
    assert re.search(because, said), said
    assert "question" in lines.read_text(encoding="utf-8")


def test_an_export_that_cannot_be_written_is_a_sentence(
    build_folder: Path, run: Run, tmp_path: Path
) -> None:
    options = ["--format", "tasks.csv", "--build", build_folder, "--out"]
    (tmp_path / "tasks.csv").mkdir()
    code, said = run(*options, tmp_path, main=zhengtu.exporting.main)
    assert (code, said.count("\n")) == (2, 1) and "Is a directory" in said


# --- errors ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "error, said",
    [
        (GraphError("this and that"), "this and that"),
        (KeyboardInterrupt(), "stopped"),
        (MemoryError(), "not enough memory"),
        (OSError(28, "No space left on device", "/x"), "/x: No space left on device; make room"),
        (OSError(30, "Read-only file system", "/x"), "only read; choose another"),
        (ValueError("odd"), "the program failed (ValueError: odd); please report it"),
    ],
)
def test_every_error_is_one_sentence(
    error: BaseException, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def work() -> int:
        raise error

    assert guarded(work, "nothing built: ") == 2
    found = capsys.readouterr().err
    assert found.startswith("nothing built: ") and said in found and found.count("\n") == 1
    assert guarded(work, explained=lambda: "a file is damaged") == 2
    assert ("a file is damaged" in capsys.readouterr().err) == isinstance(error, ValueError)
