"""Print every figure of quality: python -m bench.evaluate (make eval).

Extraction on the hand-annotated documents beside the project, then the other parts one by one:
passages of other places, subjects, retrieval, answers. Without ../shared (a user's machine) it
says so and ends.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import build_graph
from bench import answers, invented, passages, retrieval, several, subjects
from bench.files import KNOWLEDGE, run_scorer
from kg.export.task_records import target_record
from kg.extraction.targets import find_targets
from kg.text.span import Span
from kg.text.stored_text import StoredText
from kg.text.view import normalise
from settings import ROOT

SHARED = ROOT.parent / "shared"


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
    rest = (invented.main, passages.main, subjects.main, retrieval.main, several.main)
    failed = [part(["--shared", str(options.shared)]) for part in rest]
    return max(failed) or answers.main(["--build", str(options.build)])


def _extraction(shared: Path, folder: Path) -> None:
    out = folder / "all"
    files = sorted((shared / "documents").glob("*.txt"))
    named = [f for f in files if not f.name.endswith(".flat.txt")]
    build_graph.main([*map(str, named), "--out", str(out), "--quiet"])
    for gold in sorted((shared / "eval").glob("*.gold.json")):
        print(f"\n== extraction: {gold.name}", flush=True)
        run_scorer(shared / "eval" / "score.py", "extraction", gold, out / "tasks.json")


def _sentences(shared: Path, folder: Path) -> None:
    """Score the targets of single sentences."""
    gold = shared / "eval" / "targets_extra_dev.json"
    rows = []
    for row in json.loads(gold.read_text(encoding="utf-8")):
        text = normalise(row["sentence"])
        found = find_targets(StoredText(text), Span(0, len(text)), KNOWLEDGE.lexicon)
        rows.append({"sentence": text, "targets": [target_record(t) for t in found]})
    (folder / "sentences.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    print(f"\n== targets of single sentences: {gold.name}", flush=True)
    run_scorer(shared / "eval" / "score.py", "sentences", gold, folder / "sentences.json")


if __name__ == "__main__":
    sys.exit(main())
