"""Write the examples that tell what a question asks for: python -m bench.examples.

Reads the tuning questions of data/gold/questions, puts letters for their names and writes
questions/examples.csv of a data folder (--data). Examples added by hand (source other than "written
blind") stay.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.files import GOLD, QUESTIONS, own_questions, silent_build
from kg.knowledge.knowledge import open_knowledge
from qa.build import Build, open_build
from qa.understanding.examples import TABLE
from qa.understanding.lettering import lettered
from qa.understanding.question import understand
from settings import DATA, layers

SOURCE = "written blind"
_FAMILIES = {"unit_tasks": "tasks", "shared_tasks": "tasks", "project_lookup": "thing_tasks"}
_TYPES = {"units": "units", "projects": "projects", "value": "value", "policies": "policies"}


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.examples")
    parser.add_argument("--build", type=Path, default=Path("build"), help="of the first document")
    parser.add_argument("--data", type=Path, default=DATA, help="data folder that is written to")
    options = parser.parse_args(argv)
    known = open_knowledge(*layers(options.data)).data.rows(TABLE)
    kept = [row for row in known if row["source"] != SOURCE]
    questions = [row for name in QUESTIONS for row in own_questions(name, "tune")]
    found = set(_examples(open_build(options.build), questions))
    with tempfile.TemporaryDirectory() as folder:
        silent_build(sorted((GOLD / "documents").glob("*.txt")), Path(folder) / "build")
        found |= set(_examples(open_build(Path(folder) / "build"), own_questions("places")))
    path = options.data / TABLE
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("kind", "question", "source"))
        writer.writerows((row["kind"], row["question"], row["source"]) for row in kept)
        writer.writerows((*example, SOURCE) for example in sorted(found))
    print(f"{path}: {len(kept)} kept, {len(found)} written")
    return 0


def _examples(build: Build, rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield (kind, question with letters) of the answerable questions in Chinese."""
    for row in rows:
        question = understand(build, row["question"])
        kind = kind_of(row)
        if kind and question.language == "zh":
            yield kind, lettered(question.plain, question.mentions)


def kind_of(row: dict[str, Any]) -> str:
    """Return what a question asks for by its gold answer; "" for an unanswerable one."""
    if row["family"] == "unanswerable":
        return ""
    if row["answer_type"] in ("tasks", "number"):
        return _FAMILIES.get(row["family"], "")
    return _TYPES.get(row["answer_type"], "none")


if __name__ == "__main__":
    sys.exit(main())
