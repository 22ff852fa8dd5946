"""Score answers over several documents at once: python -m bench.several.

Two sets written blind (data/gold/questions): `places` over the eight invented documents and three
of other places, `thirteen` over four whole documents and nine of the archive of robustness texts.
Answers are compared by name; retrieval by a quote that the right paragraph holds.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.files import GOLD, own_questions, silent_build, unzipped
from bench.retrieval import MARKS, holding, measure, relevant_items
from qa.answer import Answer
from qa.answering import ask
from qa.build import Build, open_build
from settings import ROOT

Figures = tuple[float, float, float]


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.several")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--misses", action="store_true", help="show what was answered wrongly")
    options = parser.parse_args(argv)
    if not (options.shared / "documents").is_dir():
        print(f"{options.shared} is not there; the documents exist in development only")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for name, build, rows in sets(options.shared, Path(folder)):
            print(f"\n== {name}: {len(rows)} questions over {len(build.documents)} documents")
            _report(build, rows, misses=options.misses)
    return 0


def sets(shared: Path, folder: Path) -> Iterator[tuple[str, Build, list[dict[str, Any]]]]:
    """Yield each set's name, the build of its documents and its questions."""
    for name in ("places", "thirteen", "everyday"):
        rows = list(own_questions(name))
        yield name, _built(rows, shared, folder / name), rows


def _built(rows: list[dict[str, Any]], shared: Path, out: Path) -> Build:
    """Build the documents that a set's questions are about."""
    wanted = {answer["file"] for row in rows for answer in row["relevant"]}
    with unzipped(shared / "corpus" / "robustness_documents.zip") as archive:
        places = (GOLD / "documents", shared / "documents", archive)
        files = [path for place in places for path in sorted(place.rglob("*")) if path.is_file()]
        chosen = {path.name: path for path in files if path.name in wanted}
        silent_build(chosen.values(), out)
    return open_build(out)


def _report(build: Build, rows: list[dict[str, Any]], *, misses: bool) -> None:
    found: dict[str, list[Figures]] = defaultdict(list)
    for row in rows:
        answer = ask(build, row["question"])
        right, *ranks = _figures(build, row, answer)
        found[row["family"]].append((right, ranks[0], ranks[1]))
        if misses and right < 1:
            said = f"declined: {answer.text}" if answer.abstain else f"{answer.value!r:.120}"
            print(f"  {row['id']} {row['question']} | {answer.found.query} | {said}")
    _print(found)


def _figures(build: Build, row: dict[str, Any], answer: Answer) -> Figures:
    """Return how right an answer is, and R@1 and R@5 of what was ranked."""
    relevant = relevant_items(build, row)
    ranks = measure([r.id for r in answer.ranked], relevant) if relevant else (0.0, 0.0)
    return score(build, row, answer), ranks[0], ranks[1]


def _print(found: dict[str, list[Figures]]) -> None:
    for family, figures in found.items():
        right, first, five = (sum(column) / len(figures) for column in zip(*figures, strict=True))
        ranked = f"  R@1 {first:.2f}  R@5 {five:.2f}" if family != "unanswerable" else ""
        print(f"{family:22s} n={len(figures):3d}  right {right:.2f}{ranked}")
    answerable = [f for family, rows in found.items() if family != "unanswerable" for f in rows]
    print(f"{'answerable':22s} n={len(answerable):3d}  right {_mean(answerable):.2f}")


def _mean(figures: Sequence[tuple[float, ...]]) -> float:
    return sum(f[0] for f in figures) / len(figures)


def score(build: Build, row: dict[str, Any], answer: Answer) -> float:
    """Return how right an answer is, 0 to 1: F1 of a list, equality of a number or value."""
    wanted, given = row["answer"], answer.value
    if row["family"] == "unanswerable":
        return float(answer.abstain)
    if answer.abstain:
        return 0.0
    if isinstance(wanted, dict):
        return float(_is_value(given, wanted))
    if not isinstance(wanted, list):
        return float(wanted in (None, given))
    if row["answer_type"] == "tasks":
        wanted = [holding(build, row["file"], quote) for quote in wanted]
    return _f1(set(map(_bare, wanted)), set(map(_bare, given))) if isinstance(given, list) else 0.0


def _is_value(given: object, wanted: dict[str, Any]) -> bool:
    value = given if isinstance(given, dict) else {}
    return all(str(value.get(f)) == str(wanted[f]) for f in ("value", "unit", "comparator"))


def _bare(name: object) -> str:
    return MARKS.sub("", str(name))


def _f1(wanted: set[str], given: set[str]) -> float:
    """Return F1 of two lists; a title counts as given where it stands in a fuller one."""
    hits = sum(any(w == g or (len(w) > 6 and w in g) for g in given) for w in wanted)
    return 2 * hits / (len(wanted) + len(given)) if wanted or given else 1.0


if __name__ == "__main__":
    sys.exit(main())
