"""Measure how a build and its answers grow with its documents: python -m bench.growth 1,10,100.

For each size a build from nothing in one process, the same again, and one document more; then what
a click and questions cost. All in CPU seconds, which do not depend on what else the machine does.
1,300 documents are only measured when they are named; the last line estimates them from the fit.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bench.synthetic import write
from kg.network.traversal import neighbourhood
from kg.rdf.named_queries import select
from kg.rdf.quads_file import QuadsFile
from qa.answering import ask
from qa.build import Build, open_build
from settings import ROOT

LARGEST = 1_300  # documents; 10⁵ tasks
_QUESTION = "哪里要建幼儿园？"
_HEADS = (
    *("all CPU s", "exponent", "wall s", "peak MB", "disk MB", "disk while building MB"),
    *("unchanged", "one more, CPU s"),
)
_ASKED = (
    *("cold question s", "cold MB", "first use ms", "question ms", "95 of 100 ms"),
    "unit question ms",
    *("click ms", "anchored query ms"),
)
_QUESTIONS = (
    *(
        _QUESTION,
        "老旧小区怎么改造？",
        "污水管网谁来管？",
        "充电桩要建多少？",
        "今年修多少公里农村公路",
    ),
    *("哪些任务由财政局牵头？", "绿色工厂有什么补助", "12月底前要完成什么", "冷链物流投资多少"),
)
_WATCHED = 2.0  # seconds between two looks at what a folder holds


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command.

    Attributes:
        cpu: seconds, of the process and of those it started.
        peak: megabytes of memory.
        wall: seconds.
        disk: the most megabytes that its folder held meanwhile.
    """

    cpu: float
    peak: float
    wall: float
    disk: float


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured at one number of documents.

    Attributes:
        documents: how many.
        tasks: in all of them.
        triples: lines of graph.nq, packed or not.
        stages: CPU seconds of the stages of the build.
        clean: the build from nothing.
        again: the same again.
        more: with one document more.
        disk: megabytes of build and cache.
        asked: what asking costs, in the order of the table.
    """

    documents: int
    tasks: int
    triples: int
    stages: dict[str, float]
    clean: Run
    again: Run
    more: Run
    disk: float
    asked: tuple[float, ...]


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth")
    parser.add_argument("sizes", nargs="*", default=["1,10,100"], metavar="SIZES", help="1,10,100")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the builds there")
    parser.add_argument("--jobs", type=int, default=1, help="processes of a build (1)")
    options = parser.parse_args(argv)
    numbers = ",".join(options.sizes).split(",")
    sizes: list[Size] = []
    for number in map(int, numbers):
        sizes.append(_measure(number, options.keep, options.jobs))
    stages = [f"{stage} s" for stage in sizes[0].stages]
    print(_line("documents", "tasks", "triples", *stages, *_HEADS))
    print("|---" * (3 + len(stages) + len(_HEADS)) + "|")
    for before, size in zip([None, *sizes], sizes, strict=False):
        print(_row(size, before))
    print("\n" + _line("documents", *_ASKED) + "\n" + "|---" * (1 + len(_ASKED)) + "|")
    for size in sizes:
        print(_line(size.documents, *(f"{value:.1f}" for value in size.asked)))
    if len(sizes) > 1 and sizes[-1].documents < LARGEST:
        print("\n" + _estimate(sizes[-2], sizes[-1]))
    return 0


def _line(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _row(size: Size, before: Size | None) -> str:
    exponent = f"{_exponent(before, size, lambda s: s.clean.cpu):.2f}" if before else "–"
    return _line(
        *(size.documents, f"{size.tasks:,}", f"{size.triples:,}"),
        *(f"{value:.1f}" for value in size.stages.values()),
        *(f"{size.clean.cpu:.1f}", exponent, f"{size.clean.wall:.0f}", f"{size.clean.peak:.0f}"),
        *(f"{size.disk:.0f}", f"{size.clean.disk:.0f}"),
        *(f"{size.again.cpu / size.clean.cpu:.1%}", f"{size.more.cpu:.1f}"),
    )


def _exponent(small: Size, large: Size, value: Callable[[Size], float]) -> float:
    """Return the power of the number of documents with which a value grows."""
    return math.log(value(large) / value(small)) / math.log(large.documents / small.documents)


def _estimate(small: Size, large: Size) -> str:
    """Return what the largest size would take if all went on to grow as between two sizes."""

    def at_last(value: Callable[[Size], float]) -> float:
        grown: float = (LARGEST / large.documents) ** _exponent(small, large, value)
        return value(large) * grown

    cpu, peak = at_last(lambda s: s.clean.cpu), at_last(lambda s: s.clean.peak)
    disk = at_last(lambda s: s.disk)
    return (
        f"{LARGEST:,} documents, estimated from the last two: {cpu / 60:.0f} CPU minutes, "
        f"{peak / 1000:.1f} GB of memory, {disk / 1000:.1f} GB of build and cache"
    )


def _measure(number: int, kept: Path | None, jobs: int) -> Size:
    with tempfile.TemporaryDirectory(prefix="zhengtu-growth-") as name:
        folder = kept / str(number) if kept else Path(name)
        documents, out = folder / "documents", folder / "build"
        write(documents, number)
        clean = _build(documents, out, jobs)
        report = json.loads((out / "report.json").read_text(encoding="utf-8"))
        with QuadsFile.of(out).open() as lines:
            triples = sum(1 for _ in lines)
        disk = _held(folder)
        again = _build(documents, out, jobs)
        asked = _asked(out)
        write(documents, number + 1)
        more = _build(documents, out, jobs)
    tasks = sum(entry["tasks"] for entry in report["documents"])
    return Size(number, tasks, triples, report["cpu_seconds"], clean, again, more, disk, asked)


def _asked(out: Path) -> tuple[float, ...]:
    """Return what a cold question takes, and milliseconds of warm questions and a click."""
    cold = _run("-m", "qa", _QUESTION, "--build", str(out))
    build = open_build(out)
    units = _units(build)
    questions = [f"{build.label(unit)}负责哪些任务？" for unit in units]
    ask(build, _QUESTION)
    first = _taken(lambda text: ask(build, text), _QUESTIONS)
    taken = sorted(_taken(lambda text: ask(build, text), _QUESTIONS * 3))
    return (
        *(cold.cpu, cold.peak, statistics.median(first)),
        *(statistics.median(taken), taken[math.ceil(len(taken) * 0.95) - 1]),
        statistics.median(_taken(lambda text: ask(build, text), questions)),
        statistics.median(_taken(lambda node: neighbourhood(build.graph, node), units)),
        statistics.median(
            _taken(lambda unit: select(build.graph, "assignments", {"unit": unit}), units)
        ),
    )


def _units(build: Build) -> list[str]:
    """Return some units of the first document."""
    document = next(iter(build.documents))
    tasks = (build.tasks[task] for task in build.tasks.within([document]))
    found = {unit["id"] for task in tasks for unit in task["units"]}
    return sorted(found)[:5]


def _taken(work: Callable[[str], object], arguments: Iterable[str]) -> list[float]:
    """Return the CPU milliseconds that each argument takes."""
    taken = []
    for argument in arguments:
        begun = time.process_time()
        work(argument)
        taken.append((time.process_time() - begun) * 1000)
    return taken


def _build(documents: Path, out: Path, jobs: int) -> Run:
    order = (str(documents), "--out", str(out), "--quiet", "--jobs", str(jobs))
    found = _run("build_graph.py", *order, folder=documents.parent)
    print(f"{out}: {found}", file=sys.stderr, flush=True)
    return found


def _run(*arguments: str, folder: Path | None = None) -> Run:
    """Run a program; look now and then at what a folder holds."""
    begun, disk = time.perf_counter(), 0.0
    process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    while not (ended := os.wait4(process.pid, os.WNOHANG if folder else 0))[0]:
        disk = max(disk, _held(folder)) if folder else 0.0
        time.sleep(_WATCHED)
    _, status, usage = ended
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {process.returncode}")
    wall = time.perf_counter() - begun
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, wall, disk)


def _held(folder: Path) -> float:
    """Return how many megabytes of disk a folder takes; a file with several names counts once."""
    found: dict[tuple[int, int], int] = {}
    for path in folder.rglob("*"):
        with suppress(OSError):  # gone meanwhile
            told = path.lstat()
            found[told.st_dev, told.st_ino] = told.st_blocks * 512
    return sum(found.values()) / 1e6


if __name__ == "__main__":
    sys.exit(main())
