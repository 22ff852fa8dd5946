"""Time the questions of a researcher in two engines: python -m bench.research --build build.

Each query of kg/rdf/queries/research is run in Oxigraph on the build's store, and in rdflib on the
same triples in memory; seconds are of the processor, the least of five runs.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rdflib import Graph

from kg.rdf.named_queries import FOLDER, QUERIES, select
from kg.rdf.store import open_database

RUNS = 5
RESEARCH = sorted(path.stem for path in (FOLDER / "research").glob("*.rq"))


def main() -> None:
    """Print a line for each question."""
    parser = argparse.ArgumentParser(prog="python -m bench.research")
    parser.add_argument("--build", type=Path, default=Path("build"))
    options = parser.parse_args()
    store = open_database(options.build)
    memory = Graph().parse(options.build / "graph.ttl")
    print("| query | question | rows | Oxigraph, ms | rdflib, ms | equal |")
    print("|---|---|---|---|---|---|")
    for name in RESEARCH:
        rows, oxigraph = _timed(lambda name=name: select(store, name), RUNS)  # type: ignore[misc]
        same, rdflib = _timed(lambda name=name: select(memory, name), 1)  # type: ignore[misc]
        asked = QUERIES[name].titles[1]
        equal = "yes" if same == rows else "no"
        print(f"| `{name}` | {asked} | {len(rows)} | {oxigraph:.0f} | {rdflib:.0f} | {equal} |")


def _timed(run: Callable[[], Any], times: int) -> tuple[Any, float]:
    """Return a result and the least milliseconds it took."""
    least, found = float("inf"), None
    for _ in range(times):
        start = time.process_time()
        found = run()
        least = min(least, 1000 * (time.process_time() - start))
    return found, least


if __name__ == "__main__":
    main()
