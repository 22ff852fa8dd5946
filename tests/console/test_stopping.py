"""The program is stopped: it tidies up, and no process that it started outlives it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from conftest import FIRST, ROOT

from console.exits import guarded
from console.ports import free_port
from console.stopping import stoppable
from ui.rebuilding import STOPPED, Rebuilding

PATIENCE = 60  # seconds; what waits without end waits longer
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def started_by(pid: int) -> list[psutil.Process]:
    try:
        found: list[psutil.Process] = psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []
    return found


def command_of(process: psutil.Process) -> list[str]:
    try:
        found: list[str] = process.cmdline()
    except psutil.Error:  # it has just ended
        return []
    return found


def works(pid: int) -> bool:
    """Tell whether a build has begun to work in several processes."""
    return sum("--multiprocessing-fork" in command_of(process) for process in started_by(pid)) > 1


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    text = FIRST.read_text(encoding="utf-8")
    for number in range(8):  # long enough for two processes to be in the middle of it
        (folder / f"{number}.txt").write_text(text.replace("29号", f"{number}号"), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "name, code, said",
    [
        ("SIGTERM", 2, "nothing built: stopped\n"),
        ("SIGHUP", 2, "nothing built: stopped\n"),
        ("SIGINT", 2, "nothing built: stopped\n"),
        ("SIGKILL", -9, None),
    ],
)
def test_a_build_that_is_stopped_leaves_no_process(
    documents: Path, tmp_path: Path, name: str, code: int, said: str | None
) -> None:
    command = [sys.executable, "build_graph.py", str(documents), "--out", str(tmp_path / "out")]
    with subprocess.Popen(
        [*command, "--jobs", "2"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        until(lambda: works(process.pid))
        family = started_by(process.pid)
        process.send_signal(getattr(signal, name))
        _, complaint = process.communicate(timeout=PATIENCE)  # no other holds its output open
    assert process.returncode == code
    assert not psutil.wait_procs(family, PATIENCE)[1]
    if said is not None:
        assert complaint.endswith(said), complaint
        left = {path.name for path in tmp_path.iterdir()}
        assert left == {"in", "out.cache"}


@pytest.mark.parametrize("how", ["stop", "SIGTERM", "SIGKILL"])
def test_a_build_of_the_page_that_is_stopped_lets_the_page_go_on(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    rebuilding = Rebuilding(tmp_path / "out", tmp_path)
    command = [sys.executable, "-m", "zhengtu", "build", str(documents), "--jobs", "2"]
    whole = [*command, "--out", str(tmp_path / "out")]
    monkeypatch.setattr(Rebuilding, "command", lambda _: whole)
    rebuilding.start()
    until(lambda: any(works(child.pid) for child in started_by(os.getpid())))
    build = next(child for child in started_by(os.getpid()) if works(child.pid))
    family = [build, *started_by(build.pid)]
    if how == "stop":
        rebuilding.stop()
    else:
        build.send_signal(getattr(signal, how))
    until(lambda: not rebuilding.progress.runs)
    assert rebuilding.progress.code == (STOPPED if how == "stop" else 2)
    assert not psutil.wait_procs(family, PATIENCE)[1]


def test_a_request_to_end_is_what_ctrl_c_is(capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGTERM)

    def work() -> int:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(PATIENCE)
        return 0

    assert guarded(work) == 2 and capsys.readouterr().err == "stopped\n"
    assert signal.getsignal(signal.SIGTERM) is before


def test_nohup_is_left_alone() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable():
            assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def asked(port: int, head: str, *lines: str) -> socket.socket:
    """Send a request, or the beginning of one, and stay."""
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall("\r\n".join((f"{head} HTTP/1.1", "Host: localhost", *lines, "")).encode())
    return connection


def test_a_server_ends_although_pages_are_open(build_folder: Path, tmp_path: Path) -> None:
    port = free_port("127.0.0.1", 17_900)
    command = [sys.executable, "-m", "ui", "--build", str(build_folder), "--port", str(port)]
    with subprocess.Popen(
        [*command, "--home", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    ) as server:
        until(lambda: answers(port))
        body = ("Content-Type: application/sparql-query", "Content-Length: 9", "", "SEL")
        opened = [
            asked(port, "GET /gradio_api/heartbeat/x", ""),  # a page: a stream without an end
            asked(port, "GET /gradio_api/queue/data?session_hash=x", ""),
            asked(port, "GET /download/crate.zip", ""),  # takes seconds to make
            asked(port, "GET /sparql?query=ASK%7B%3Fa%20%3Fb%20%3Fc%7D", ""),
            asked(port, "GET /health", ""),  # kept open
            asked(port, "GET /health"),
            asked(port, "POST /sparql", *body),
        ]
        until(lambda: bool(started_by(server.pid)))  # the download is being made
        family = started_by(server.pid)
        server.terminate()
        _, complaint = server.communicate(timeout=PATIENCE)
    for connection in opened:
        connection.close()
    assert (server.returncode, complaint) == (0, "")
    assert not psutil.wait_procs(family, PATIENCE)[1]
    until(lambda: not list(tmp_path.glob("zhengtu-*")))


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5).close()
    except OSError:  # the port opens first, and answers 503
        return False
    return True


def wait_for_python(pid: int) -> None:
    """Wait until Python, which listens to Ctrl+C from its start, has begun with the command."""
    caught, end = False, time.monotonic() + 5
    while time.monotonic() < end:
        try:
            status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        except OSError:  # no Linux, or it is done
            return
        listens = int(status.partition("SigCgt:")[2].split()[0], 16) >> signal.SIGINT - 1 & 1
        if caught and not listens:
            return
        caught = caught or bool(listens)
        time.sleep(0.001)


@pytest.mark.parametrize(
    "command",
    [["build_graph.py"], ["-m", "qa", "你好"], ["-m", "ui"], ["-m", "zhengtu", "ask", "你好"]],
)
@pytest.mark.parametrize("after", [0.0, 0.1, 0.3])
def test_ctrl_c_prints_no_traceback_whenever_it_comes(
    tmp_path: Path, command: list[str], after: float
) -> None:
    started = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "ZHENGTU_BUILD": str(tmp_path / "build")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_for_python(started.pid)
    time.sleep(after)  # it may be anywhere by then: in its imports, at work, or done
    started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=PATIENCE)
    assert "Traceback" not in said
