"""Bytes, CPU seconds and memory of every export of some builds: python -m bench.exports BUILD ….

Each is made by the command that a user gives, `zhengtu export`, in a process of its own, whose
start is counted too. --only NAME,NAME measures some formats; --seconds N passes over what takes
longer.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kg.export.build_folder import BuildFolder
from kg.export.excerpt.excerpt import Excerpt
from kg.export.formats import FORMATS
from settings import ROOT


@dataclass(frozen=True, slots=True)
class Cost:
    """What an export took.

    Attributes:
        size: megabytes of the file.
        cpu: seconds.
        peak: megabytes of memory.
        told: why there is no file; "" where there is one.
    """

    size: float
    cpu: float
    peak: float
    told: str = ""

    def __str__(self) -> str:
        """Return it as cells of a table."""
        if self.told:
            return f"{self.told} | – | –"
        return f"{self.size:.2f} | {self.cpu:.1f} | {self.peak:.0f}"


def cost(build: Path, name: str, seconds: int) -> Cost:
    """Return what one export took."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, name)
        command = [sys.executable, "-m", "zhengtu.exporting", "--build", str(build)]
        child = subprocess.Popen(
            [*command, "--format", name, "--out", str(out), "--quiet"],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds)),
        )
        assert child.stderr is not None
        said = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            told = said.strip().splitlines()[-1][:80] if said.strip() else f"more than {seconds} s"
            return Cost(0, 0, 0, told)
        cpu = used.ru_utime + used.ru_stime
        return Cost(out.stat().st_size / 1e6, cpu, used.ru_maxrss / 1024)


def main() -> None:
    """Print a row for each format and three columns for each build."""
    parser = argparse.ArgumentParser(prog="python -m bench.exports")
    parser.add_argument("builds", nargs="+", type=Path)
    parser.add_argument("--only", default="", help="names of formats, parted by commas")
    parser.add_argument("--seconds", type=int, default=3600, help="of the processor, for each")
    options = parser.parse_args()
    counts = [len(Excerpt(BuildFolder(build)).documents) for build in options.builds]
    print(f"| format | {' | '.join(f'{n} documents: MB | CPU s | peak MB' for n in counts)} |")
    print(f"|---|{'---|---|---|' * len(counts)}")
    for name in options.only.split(",") if options.only else FORMATS:
        cells = [str(cost(build, name, options.seconds)) for build in options.builds]
        print(f"| `{name}` | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
