"""Fuzz for a time: python -m bench.fuzz --seconds 600 [--inputs N] [--only texts,files] [--build build].

Prints after every round how many inputs each promise was tried on. What breaks one is printed in its smallest form;
put it into bench/fuzz/corpus, mend its kind, and it is tried at every make test. Exit code 1 if any
was broken.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Iterable, Mapping
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from bench.files import GOLD
from bench.fuzz.promises import CORPUS, PROMISES, Promise
from qa.build import Build, open_build

_BATCH = 500  # inputs between two looks at the clock


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description="Fuzz for a time.")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--inputs", type=int, default=sys.maxsize, help="end after so many")
    parser.add_argument("--only", default=",".join(PROMISES), help=", ".join(PROMISES))
    parser.add_argument("--build", type=Path, help="that is asked; by default one of the corpus")
    options = parser.parse_args(argv)
    names = options.only.split(",")
    logging.disable(logging.WARNING)  # servers warn of what is sent to them
    with tempfile.TemporaryDirectory() as folder:
        build = open_build(options.build or _built(Path(folder))) if _asks(names) else None
        counts = dict.fromkeys(names, 0)
        broken: set[str] = set()
        begun = time.monotonic()
        while len(broken) < len(names) and sum(counts.values()) < options.inputs:
            if time.monotonic() - begun > options.seconds:
                break
            for name in (n for n in names if n not in broken):
                count, holds = tried(PROMISES[name], build, _BATCH)
                counts[name] += count
                if not holds:
                    broken.add(name)
            _tell(time.monotonic() - begun, counts, broken)
    return 1 if broken else 0


def tried(promise: Promise, build: Build | None, inputs: int) -> tuple[int, bool]:
    """Try a promise on some inputs; return how many, and whether it held of them."""
    count = 0

    @seed(random.randrange(2**64))
    @settings(
        max_examples=inputs,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(promise.inputs)
    def holds(data: object) -> None:
        nonlocal count
        count += 1
        promise.check(data, build)

    try:
        holds()
    except Exception:  # whatever breaks it is what is looked for
        traceback.print_exc()
        return count, False
    return count, True


def _tell(seconds: float, counts: Mapping[str, int], broken: Iterable[str]) -> None:
    each = "  ".join(f"{name} {count}" for name, count in counts.items())
    found = ", ".join(sorted(broken)) or "none"
    print(
        f"{sum(counts.values())} inputs in {seconds:.0f} s; broken: {found}  ({each})", flush=True
    )


def _asks(names: Iterable[str]) -> bool:
    return any(PROMISES[name].asks for name in names)


def _built(folder: Path) -> Path:
    """Build the corpus and one document of the gold set."""
    import build_graph

    sources = [str(CORPUS), str(GOLD / "documents" / "liling_2024.txt")]
    out = folder / "build"
    if build_graph.main([*sources, "--out", str(out), "--quiet"]) == 2:
        raise SystemExit("the corpus could not be built")
    return out


if __name__ == "__main__":
    os.nice(5)
    sys.exit(main())
