"""Score answers on the public and the project's own questions: python -m bench.answers.

Own sets (data/gold/questions) were written from the document alone, by writers who had not seen the
rules. Each row's split says whether it has been looked at since (tune, and where there is none) or
is kept for the report. Beside the scores: as which kinds of queries each family of questions was
read, and the questions of the public set that are missed, by name.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.files import QUESTIONS, json_lines, own_questions, run_scorer
from qa.__main__ import main as ask_main
from qa.answers.answer_question import Answerer
from qa.build import open_build
from qa.context import context_of
from qa.query.tree import Asks, Compare, Reading
from settings import ROOT

_SEEN = {"tune": "tuned on", "report": "for the report"}


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.answers")
    parser.add_argument("--build", type=Path, default=Path("build"), help="of the first document")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options = parser.parse_args(argv)
    scorer = options.shared / "eval" / "score.py"
    if not scorer.exists():
        print(f"{scorer} is not there; the scorer exists in development only")
        return 0
    public = options.shared / "eval" / "questions_dev.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        for title, rows, misses in _sets(public):
            path = Path(folder) / "questions.jsonl"
            lines = (json.dumps(row, ensure_ascii=False) for row in rows)
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            print(f"\n== answers: {title}", flush=True)
            _score(scorer, path, options.build, misses=misses)
    own = [row for name in QUESTIONS for row in own_questions(name)]
    _queries([*json_lines(public), *own], options)
    return 0


def _sets(public: Path) -> Iterator[tuple[str, list[dict[str, Any]], bool]]:
    yield "public questions", list(json_lines(public)), True
    for name, title in QUESTIONS.items():
        for split, seen in _SEEN.items():
            chosen = list(own_questions(name, split))
            if chosen:
                yield f"{title}, {seen}", chosen, False


def _score(scorer: Path, questions: Path, build: Path, *, misses: bool) -> None:
    out = questions.with_name("answers.jsonl")
    ask_main(["--build", str(build), "--batch", str(questions), "--out", str(out)])
    gold = scorer.parent / "wenshang_2023_29.gold.json"
    listed = ["--misses"] if misses else []
    run_scorer(scorer, "questions", questions, out, "--gold", gold, *listed)


def _queries(rows: list[dict[str, Any]], options: argparse.Namespace) -> None:
    """Print how often each family of questions was read as which kind of query."""
    build = open_build(options.build)
    answerer = Answerer(build)
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        reading = answerer.answer(context_of(build, row["question"])).reading
        counts.setdefault(row["family"], Counter())[_kind(reading)] += 1
    print("\n== families of questions and the kinds of queries they were read as")
    for family, found in sorted(counts.items()):
        print(f"{family:22s} " + "  ".join(f"{kind} {n}" for kind, n in found.most_common()))


def _kind(reading: Reading) -> str:
    """Return what the first query of a reading does with what: count task."""
    if not isinstance(reading, Asks):
        return "no query"
    tree = next(iter(reading.trees), None)
    if isinstance(tree, Compare):
        return f"compare {tree.trees[0].kind}"
    return f"{type(tree.over).__name__.lower()} {tree.kind}" if tree else "nothing found"


if __name__ == "__main__":
    sys.exit(main())
