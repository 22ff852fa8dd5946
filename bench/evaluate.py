"""Print quality figures on the evaluation sets beside the project: python -m bench.evaluate.

Extraction is scored per type on the hand-annotated documents, questions per family for each
retrieval leg and for the fusion. Without ../shared (a user's machine) it says so and ends.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import build_graph
from kg.document import Document, Frame, Span
from kg.extraction.targets import targets
from kg.records import target_record
from kg.rules import load_rules
from kg.text import normalise
from qa.__main__ import main as ask_main
from qa.build import Build, open_build
from settings import ROOT

SHARED = ROOT.parent / "shared"
LEGS = ("dense", "lexical", None)


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.evaluate")
    parser.add_argument(
        "--build", type=Path, default=Path("build"), help="build of the first document"
    )
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args(argv)
    if not (options.shared / "eval").is_dir():
        print(f"{options.shared}/eval is not there; the evaluation sets exist in development only")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        _extraction(options.shared, Path(folder))
        _sentences(options.shared, Path(folder))
        _questions(options.shared, options.build, Path(folder))
    _legs(options.shared, open_build(options.build))
    return 0


def _score(shared: Path, *arguments: object) -> None:
    command = [sys.executable, str(shared / "eval" / "score.py"), *map(str, arguments)]
    subprocess.run(command, check=False)


def _extraction(shared: Path, folder: Path) -> None:
    out = folder / "all"
    files = sorted((shared / "documents").glob("*.txt"))
    named = [f for f in files if not f.name.endswith(".flat.txt")]
    build_graph.main([*map(str, named), "--out", str(out), "--quiet"])
    for gold in sorted((shared / "eval").glob("*.gold.json")):
        print(f"\n== extraction: {gold.name}", flush=True)
        _score(shared, "extraction", gold, out / "tasks.json")


def _sentences(shared: Path, folder: Path) -> None:
    """Score the targets of single sentences."""
    gold = shared / "eval" / "targets_extra_dev.json"
    rows = []
    for row in json.loads(gold.read_text(encoding="utf-8")):
        text = normalise(row["sentence"])
        found = targets(Document(text, Frame()), Span(0, len(text)), load_rules())
        rows.append({"sentence": text, "targets": [target_record(t) for t in found]})
    (folder / "sentences.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    print(f"\n== targets of single sentences: {gold.name}", flush=True)
    _score(shared, "sentences", gold, folder / "sentences.json")


def _questions(shared: Path, build: Path, folder: Path) -> None:
    questions, out = shared / "eval" / "questions_dev.jsonl", folder / "answers.jsonl"
    ask_main(["--build", str(build), "--batch", str(questions), "--out", str(out)])
    print("\n== questions on the first document", flush=True)
    gold = shared / "eval" / "wenshang_2023_29.gold.json"
    _score(shared, "questions", questions, out, "--gold", gold)


def _legs(shared: Path, build: Build) -> None:
    """Print R@1 and R@5 with standard errors for each leg alone and fused."""
    print("\n== retrieval by leg: R@1 ± s.e. / R@5 ± s.e.")
    for leg in LEGS:
        for family, rows in sorted(_recalls(shared, build, leg).items()):
            figures = " / ".join(_mean([row[i] for row in rows]) for i in (0, 1))
            print(f"{leg or 'fused':8s} {family:22s} n={len(rows):2d}  {figures}")


def _mean(values: list[float]) -> str:
    mean = sum(values) / len(values)
    variance = sum((v - mean) ** 2 for v in values) / max(1, len(values) - 1)
    return f"{mean:.2f} ± {math.sqrt(variance / len(values)):.2f}"


def _recalls(shared: Path, build: Build, leg: str | None) -> dict[str, list[tuple[float, float]]]:
    found: dict[str, list[tuple[float, float]]] = {}
    for question in _read(shared / "eval" / "questions_dev.jsonl"):
        best = {int(n) for n, grade in question["relevant_tasks"].items() if grade >= 2}
        if best:
            hits = build.retriever.search(question["question"], 10, leg=leg)
            numbers = [build.tasks[h.item]["number"] for h in hits if h.item in build.tasks]
            recall = tuple(len(best & set(numbers[:k])) / min(k, len(best)) for k in (1, 5))
            found.setdefault(question["family"], []).append((recall[0], recall[1]))
    return found


def _read(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


if __name__ == "__main__":
    sys.exit(main())
