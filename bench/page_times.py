"""How long the pages take: python -m bench.page_times --build build.

A server is started and a Chromium opens it, as the first user of a day does. Printed is what the
issue of the pages sets goals for: port, usable, memory, first HTML, first paint, first answer, and
the median of 20 answers, clicks in the graph and pages; each on the clock and, as a loaded machine
changes that, in processor time of the server. Needs playwright and a Chromium.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from bench.files import own_questions
from console.ports import free_port
from settings import ROOT

TIMES = 20
_STARTING = 300.0  # seconds
_PAGES = ("/text?all=1", "/together", "/targets", "/policies", "/ledger")
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000"
_CHOSEN = """title => !document.querySelector('.zt-walk[aria-busy]')
  && (document.querySelector('#panel h2')?.innerText ?? title) !== title"""


@dataclass(slots=True)
class Clock:
    """Seconds that something took, on the clock and of the server's processor time, by name."""

    server: psutil.Process
    walls: dict[str, list[float]] = field(default_factory=dict)
    works: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def measured(self, name: str) -> Iterator[None]:
        """Keep what something takes."""
        work, begun = worked(self.server), time.perf_counter()
        yield
        self.walls.setdefault(name, []).append(time.perf_counter() - begun)
        self.works.setdefault(name, []).append(worked(self.server) - work)

    def rows(self) -> list[str]:
        """Return a line of a table for each name."""
        return [
            f"| {name} | {median(walls):.2f} s | {median(self.works[name]):.3f} s |"
            for name, walls in self.walls.items()
        ]


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.page_times")
    parser.add_argument("--build", type=Path, default=Path("build"))
    options = parser.parse_args(argv)
    asked = (row["question"] for row in own_questions("blind3"))
    questions = list(islice(asked, TIMES + 1))
    begun = time.perf_counter()  # what the system says of a process may be a second off
    with tempfile.TemporaryDirectory() as home, served(options.build, home) as (address, process):
        print("| | clock | processor time of the server |\n|---|---|---|")
        clock = Clock(process)
        _await_port(int(address.rpartition(":")[2]))
        print(f"| port | {time.perf_counter() - begun:.2f} s | {worked(process):.2f} s |")
        html = _await_page(address)
        print(f"| usable | {time.perf_counter() - begun:.2f} s | {worked(process):.2f} s |")
        print(_memory("when usable", process))
        paint = _visit(address, clock, questions)
        print(f"| first HTML | {len(html) / 1000:.0f} kB | |")
        print(f"| first paint | {paint:.2f} s | |")
        print("\n".join(clock.rows()))
        print(_memory("at the end", process))
    return 0


@contextmanager
def served(build: Path, home: str) -> Iterator[tuple[str, psutil.Process]]:
    """Serve a build with nothing of a user's; give the address and the process."""
    port = free_port("127.0.0.1", 20_000)
    options = ["--build", str(build.resolve()), "--home", home, "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", *options], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        yield f"http://127.0.0.1:{port}", psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(60)


def worked(process: psutil.Process) -> float:
    """Return the seconds of processor time of a process and its children."""
    family = [process, *process.children(recursive=True)]
    times = [one.cpu_times() for one in family]
    return float(sum(one.user + one.system for one in times))


def _memory(when: str, process: psutil.Process) -> str:
    """Return a line on the memory of a process: its own, and with files that are mapped."""
    used = process.memory_full_info()
    return (
        f"| memory {when} | {used.uss / 2**20:.0f} MB, with mapped files {used.rss / 2**20:.0f} | |"
    )


def _await_port(port: int) -> None:
    _until(lambda: socket.create_connection(("127.0.0.1", port), 1).close())


def _await_page(address: str) -> bytes:
    """Return the page of questions as soon as it is there."""
    request = urllib.request.Request(address, headers={"Accept": "text/html"})
    found: bytes = _until(lambda: urllib.request.urlopen(request, timeout=60).read())
    return found


def _until(attempt: Callable[[], Any]) -> Any:
    end = time.monotonic() + _STARTING
    while time.monotonic() < end:
        with suppress(OSError):
            return attempt()
        time.sleep(0.01)
    raise TimeoutError("the server did not start")


def _visit(address: str, clock: Clock, questions: list[str]) -> float:
    """Do what users do in a browser; return the seconds until the first page was painted."""
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        with clock.measured("box can be typed in"):
            page.goto(address)
            page.wait_for_selector(".zt-opening")
            page.wait_for_selector("#question textarea")
        paint = float(page.evaluate(_PAINT))
        for number, question in enumerate(questions):
            _ask(page, clock, "answer" if number else "first answer", question)
        page.goto(f"{address}/graph")
        page.wait_for_function("document.querySelector('.zt-walk-list button[data-node]')")
        page.evaluate("document.querySelector('.zt-walk-list').open = true")
        for number in range(TIMES):
            _click(page, clock, number)
        for number in range(TIMES):
            with clock.measured("page"):
                page.goto(address + _PAGES[number % len(_PAGES)], wait_until="domcontentloaded")
        browser.close()
    return paint


def _ask(page: Any, clock: Clock, name: str, question: str) -> None:
    page.evaluate("document.querySelector('.zt-said')?.remove()")
    page.fill("#question textarea", question)
    with clock.measured(name):
        page.click("#ask")
        page.wait_for_selector(".zt-said")


def _click(page: Any, clock: Clock, number: int) -> None:
    title = page.evaluate("document.querySelector('#panel h2')?.innerText || ''")
    button = page.locator(".zt-walk-list button[data-node]").nth(number)
    with clock.measured("click in the graph"):
        button.click()
        page.wait_for_function(_CHOSEN, arg=title)


if __name__ == "__main__":
    sys.exit(main())
