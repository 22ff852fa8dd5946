"""Measure how a build grows with its documents: python -m bench.growth 1 10 50.

For each size a build from nothing in one process, the same again, and one document more; all in
CPU seconds, which do not depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.synthetic import write
from settings import ROOT


@dataclass(frozen=True, slots=True)
class Run:
    """One run of build_graph.py.

    Attributes:
        cpu: seconds, of the process and of those it started.
        peak: megabytes of memory.
    """

    cpu: float
    peak: float


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured at one number of documents."""

    documents: int
    tasks: int
    triples: int
    stages: dict[str, float]
    clean: Run
    again: Run
    more: Run
    disk: float


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth")
    parser.add_argument("sizes", nargs="*", default=["1,10,50"], metavar="SIZES", help="1,10,50")
    numbers = ",".join(parser.parse_args(argv).sizes).split(",")
    sizes = [_measure(number) for number in map(int, numbers)]
    stages = list(sizes[0].stages)
    print(
        f"| documents | tasks | triples | {' | '.join(f'{s} s' for s in stages)} | all CPU s | "
        "exponent | peak MB | build + cache MB | unchanged | one more, CPU s |"
    )
    print("|---" * (10 + len(stages)) + "|")
    before: Size | None = None
    for size in sizes:
        print(_row(size, before))
        before = size
    return 0


def _row(size: Size, before: Size | None) -> str:
    exponent = "–"
    if before:
        grown = math.log(size.clean.cpu / before.clean.cpu)
        exponent = f"{grown / math.log(size.documents / before.documents):.2f}"
    stages = " | ".join(f"{value:.1f}" for value in size.stages.values())
    return (
        f"| {size.documents} | {size.tasks:,} | {size.triples:,} | {stages} | {size.clean.cpu:.1f} "
        f"| {exponent} | {size.clean.peak:.0f} | {size.disk:.0f} "
        f"| {size.again.cpu / size.clean.cpu:.0%} | {size.more.cpu:.1f} |"
    )


def _measure(number: int) -> Size:
    with tempfile.TemporaryDirectory(prefix="zhengtu-growth-") as name:
        folder = Path(name)
        documents, out = folder / "documents", folder / "build"
        write(documents, number)
        clean = _build(documents, out)
        report = json.loads((out / "report.json").read_text(encoding="utf-8"))
        triples = sum(1 for _ in (out / "graph.nq").open("rb"))
        disk = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6
        again = _build(documents, out)
        write(documents, number + 1)
        more = _build(documents, out)
    tasks = sum(entry["tasks"] for entry in report["documents"])
    stages: dict[str, Any] = report["cpu_seconds"]
    return Size(number, tasks, triples, stages, clean, again, more, disk)


def _build(documents: Path, out: Path) -> Run:
    command = [sys.executable, "build_graph.py", str(documents), "--out", str(out)]
    process = subprocess.Popen(
        [*command, "--quiet", "--jobs", "1"], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"build_graph.py ended with {process.returncode}")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    sys.exit(main())
