"""Many people at once: python -m bench.users --build build [--users 20,60] [--workers 2].

A server is started, and people come to it as browsers do: each opens the page, then asks and clicks
in turn without a pause, over connections that stay open. Printed is how long they wait (p95: 95 of
100 waits are shorter) and what a request costs the server in processor time, which a loaded machine
changes little. Then the same while a build and a download are made, and what memory a new session
leaves behind.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from operator import methodcaller
from pathlib import Path
from statistics import median
from urllib.parse import quote, urlencode

import psutil

from bench.files import own_questions
from console.ports import free_port
from qa.build import open_build
from settings import ROOT

HOST = "127.0.0.1"
_STARTING = 120  # seconds
_LONGEST = 120  # seconds of one request
_GOALS = {"answer": 1.5, "click": 1.0}  # seconds, p95 of 20 users
_PAGES = (
    "/text?all=1",
    "/together",
    "/targets",
    "/policies",
    "/topics?concept=工业",
    "/search?q=水务局",
)
_GRAPH = "/graph/gradio_api/component_server/"


@dataclass(frozen=True, slots=True)
class Load:
    """What is served, and what is asked of it.

    Attributes:
        questions: asked in turn.
        pages: addresses that are clicked.
        walks: addresses of the graph that are clicked.
    """

    questions: tuple[str, ...]
    pages: tuple[str, ...]
    walks: tuple[str, ...]


@dataclass(slots=True)
class Waits:
    """How long people waited for each kind of request, in seconds, and what went wrong."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    @contextmanager
    def measured(self, kind: str) -> Iterator[None]:
        """Keep how long something takes, or why it failed."""
        begun = time.perf_counter()
        try:
            yield
        except (OSError, HTTPException, ValueError) as error:
            self.errors.append(f"{kind}: {type(error).__name__} {error}")
        else:
            self.seconds[kind].append(time.perf_counter() - begun)


class User:
    """Somebody at a browser: a connection that stays open, cookies, a session of Gradio."""

    def __init__(self, port: int, waits: Waits) -> None:
        self._connection = HTTPConnection(HOST, port, timeout=_LONGEST)
        self._waits, self._cookies = waits, ""
        self._session = f"{random.getrandbits(60):x}"
        self._functions: dict[str, int] = {}

    def open(self) -> None:
        """Open the page, as the first thing anybody does."""
        with self._waits.measured("page"):
            self._get("/", accept="text/html")
        with self._waits.measured("config"):
            self._functions = _functions(json.loads(self._get("/config")))

    def ask(self, question: str) -> None:
        """Ask a question and wait for its answer."""
        with self._waits.measured("answer"):
            body = {
                "data": [question, None, ""],
                "fn_index": self._functions["ask"],
                "trigger_id": self._functions["button"],
                "session_hash": self._session,
            }
            self._post("/gradio_api/queue/join", body)
            said = self._get(f"/gradio_api/queue/data?session_hash={self._session}")
            if '"success":true' not in said.replace(" ", "") or "zt-" not in said:
                raise ValueError(f"no answer to {question}: {said[-200:]}")

    def click(self, address: str) -> None:
        """Open one of the pages that are rendered by the server."""
        with self._waits.measured("click"):
            self._get(address, accept="text/html")

    def walk(self, query: str) -> None:
        """Click a thing of the graph."""
        with self._waits.measured("click"):
            component = self._functions.get("graph") or self._graph()
            body = {"data": query, "component_id": component, "fn_name": "view"}
            if '"error"' in self._post(_GRAPH, body | {"session_hash": self._session})[:20]:
                raise ValueError(query)

    def leave(self) -> None:
        """Close the browser."""
        self._connection.close()

    def _graph(self) -> int:
        config = json.loads(self._get("/graph/config"))
        found = [part["id"] for part in config["components"] if _is_graph(part)]
        self._functions["graph"] = found[0]
        return int(found[0])

    def _get(self, address: str, accept: str = "*/*") -> str:
        return self._sent("GET", address, None, {"Accept": accept})

    def _post(self, address: str, body: object) -> str:
        headers = {"Content-Type": "application/json"}
        return self._sent("POST", address, json.dumps(body).encode(), headers)

    def _sent(self, method: str, address: str, body: bytes | None, headers: dict[str, str]) -> str:
        cookie = {"Cookie": self._cookies} if self._cookies else {}
        place = quote(address, safe="/?&=%+")
        try:
            self._connection.request(method, place, body, headers | cookie)
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException):
            self._connection.close()
            raise
        if answer.status != 200:
            raise ValueError(f"{answer.status} at {address}: {text[:200]}")
        given = answer.getheader("Set-Cookie")
        self._cookies = given.partition(";")[0] if given else self._cookies
        return text


def _functions(config: dict[str, list[dict[str, object]]]) -> dict[str, int]:
    """Return the numbers Gradio gave the button that asks, and what it calls."""
    button = next(
        p["id"]
        for p in config["components"]
        if p["props"].get("elem_id") == "ask"  # type: ignore[attr-defined]
    )
    asks = next(d["id"] for d in config["dependencies"] if [button, "click"] in d["targets"])  # type: ignore[operator]
    return {"button": int(str(button)), "ask": int(str(asks))}


def _is_graph(part: dict[str, dict[str, str]]) -> bool:
    return part["props"].get("elem_id") == "graph-view"


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code: 1 if anything went wrong or took too long."""
    parser = argparse.ArgumentParser(prog="python -m bench.users")
    parser.add_argument("--build", type=Path, default=Path("build"))
    parser.add_argument("--users", default="20,60", help="how many at once, one after the other")
    parser.add_argument("--seconds", type=float, default=20, help="of each")
    parser.add_argument("--workers", default="", help="of the server; by default its own default")
    options = parser.parse_args(argv)
    load = _load(options.build)
    with _server(options.build, options.workers) as (port, process):
        _crowd(port, load, 2, 5)  # what is loaded at the first questions
        print(
            "| users | | times | p50 s | p95 s | CPU ms | errors |\n|---|---|---|---|---|---|---|"
        )
        costs = {kind: _cost(port, load, process, kind) for kind in ("answer", "click")}
        held = True
        for users in map(int, options.users.split(",")):
            waits = _crowd(port, load, users, options.seconds)
            held &= _told(str(users), waits, costs, goals=_GOALS if users <= 20 else {})
        with _beside(port):
            waits = _crowd(port, load, int(options.users.split(",")[0]), options.seconds)
        held &= _told("the same beside a build and downloads", waits, costs, goals={})
        _tell_memory(port, process)
    return 0 if held else 1


def _load(folder: Path) -> Load:
    build = open_build(folder)
    chosen = random.Random(1)

    def some(most: int, things: Iterable[str]) -> list[str]:
        known = sorted(things)
        return chosen.sample(known, min(most, len(known)))

    units = some(10, (unit for (unit,) in build.tables.rows("SELECT id FROM units")))
    nodes = some(60, (node for (node,) in build.tables.rows("SELECT id FROM nodes")))
    asked = [row["question"] for row in own_questions("blind3")]
    return Load(
        questions=tuple(asked[20:220]),
        pages=(
            *_PAGES,
            *(f"/unit?{urlencode({'iri': unit})}" for unit in units),
            *(f"/thing?{urlencode({'iri': task})}" for task in some(10, build.tasks)),
        ),
        walks=tuple(f"?{urlencode({'node': node})}" for node in nodes),
    )


@contextmanager
def _server(build: Path, workers: str) -> Iterator[tuple[int, psutil.Process]]:
    port = free_port(HOST, 20_000)
    command = [sys.executable, "-m", "ui", "--build", str(build), "--port", str(port)]
    command += ["--workers", workers] if workers else []
    with (
        tempfile.TemporaryDirectory() as home,
        subprocess.Popen([*command, "--home", home], cwd=ROOT, stdout=subprocess.DEVNULL) as server,
    ):
        try:
            _wait_for(port)
            yield port, psutil.Process(server.pid)
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    end = time.monotonic() + _STARTING
    while time.monotonic() < end:
        try:
            connection = HTTPConnection(HOST, port, timeout=5)
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.3)
    raise SystemExit("the server did not start")


def _crowd(port: int, load: Load, users: int, seconds: float) -> Waits:
    """Let people ask and click for a time."""
    waits = Waits()
    end = time.monotonic() + seconds

    def work(number: int) -> None:
        user = User(port, waits)
        user.open()
        turns = _turns(load, number)
        while time.monotonic() < end:
            next(turns)(user)
        user.leave()

    with ThreadPoolExecutor(users) as crowd:
        list(crowd.map(work, range(users)))
    return waits


def _turns(load: Load, number: int) -> Iterator[Callable[[User], None]]:
    """Return what a user does: asks, opens a page, asks, walks in the graph."""
    chosen = random.Random(number)
    while True:
        yield methodcaller("ask", chosen.choice(load.questions))
        yield methodcaller("click", chosen.choice(load.pages))
        yield methodcaller("ask", chosen.choice(load.questions))
        yield methodcaller("walk", chosen.choice(load.walks))


def _cost(port: int, load: Load, process: psutil.Process, kind: str) -> float:
    """Return the processor time of one request, in milliseconds, asked by one user."""
    user, turns, times = User(port, Waits()), _turns(load, 1), 0
    user.open()
    user.walk(load.walks[0])
    begun = _processor(process)
    wanted = {"answer": (0, 2), "click": (1, 3)}[kind]
    for number in range(160):
        turn = next(turns)
        if number % 4 in wanted:
            turn(user)
            times += 1
    user.leave()
    return 1000 * (_processor(process) - begun) / times


def _processor(process: psutil.Process) -> float:
    """Return the processor time of a process and its children so far, in seconds."""
    used = 0.0
    for one in (process, *process.children(recursive=True)):
        times = one.cpu_times()
        used += times.user + times.system
    return used


@contextmanager
def _beside(port: int) -> Iterator[None]:
    """Make a build of the first document, and downloads, as long as the context is open."""
    document = ROOT / "data" / "documents"
    with tempfile.TemporaryDirectory() as out, ThreadPoolExecutor(2) as work:
        command = [sys.executable, "build_graph.py", str(document), "--quiet", "--out", f"{out}/b"]
        ends = time.monotonic() + _LONGEST
        building = subprocess.Popen([*command, "--cache", f"{out}/c"], cwd=ROOT)
        open_ = [True]

        def download() -> None:
            user = User(port, Waits())
            while open_[0] and time.monotonic() < ends:
                user.click("/download/tasks.xlsx")
            user.leave()

        work.submit(download)
        try:
            yield
        finally:
            open_[0] = False
            building.terminate()
            building.wait()


def _told(users: str, waits: Waits, costs: dict[str, float], goals: dict[str, float]) -> bool:
    """Print a row for every kind of request; return whether all was well."""
    held = not waits.errors
    for kind, seconds in sorted(waits.seconds.items()):
        late = sorted(seconds)[int(len(seconds) * 0.95)]
        row = [users, kind, len(seconds), f"{median(seconds):.2f}", f"{late:.2f}"]
        failed = [error for error in waits.errors if error.startswith(kind)]
        cost = f"{costs[kind]:.0f}" if kind in costs else ""
        print("|", " | ".join(map(str, (*row, cost, len(failed)))), "|")
        held &= late <= goals.get(kind, late)
    for error in waits.errors[:3]:
        print(error)
    return held


def _tell_memory(port: int, process: psutil.Process) -> None:
    """Print what memory new sessions leave behind, once as many have come as are kept."""
    for said, sessions in (("until as many are kept as there may be", 300), ("then", 200)):
        before = _memory(process)
        for _ in range(sessions):
            user = User(port, Waits())
            user.open()
            user.ask("水务局牵头哪些任务")
            user.leave()
        grown = (_memory(process) - before) / sessions / 1000
        print(f"memory of a new session, {said}: {grown:.1f} kB, of {sessions}", flush=True)
    print(f"memory of the server: {_memory(process) / 1e6:.0f} MB")


def _memory(process: psutil.Process) -> int:
    return sum(p.memory_info().rss for p in (process, *process.children(recursive=True)))


if __name__ == "__main__":
    sys.exit(main())
