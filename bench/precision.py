"""Measure how many of the facts that rules find are right: python -m bench.precision [--write].

Each rule, apart for facts that are marked doubtful, on the annotated documents: eight invented
ones of data/gold/documents, and ten real ones beside the project (../shared/eval), which exist in
development only. --write keeps the counts in data/quality/precision.csv, from which the graph tells
how sure a statement is.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.files import silent_build
from bench.invented import scorer_of
from kg.knowledge.judging.measured_precision import PRECISION, MeasuredPrecision
from settings import DATA, ROOT

SHARED = ROOT.parent / "shared"
# a row of the scorer, the list of tasks.json it is of, and the rules that fill the list
SCORED = (
    ("units with role", "units", "attribution"),
    ("projects", "projects", "project"),
    ("campaigns", "campaigns", "campaign"),
    ("policies", "policies", "policy"),
    ("honours", "honours", "honour"),
    ("enterprises", "enterprises", "enterprise"),
    ("places", "places", "place"),
    ("targets (strict + metric)", "targets", "target"),
)
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Annotated:
    """Documents with what is right about them.

    Attributes:
        zh: what they are.
        en: the same in English.
        documents: their files.
        gold: files of what is right about each.
    """

    zh: str
    en: str
    documents: tuple[Path, ...]
    gold: tuple[Path, ...]


def sets() -> Iterator[Annotated]:
    """Yield the annotated documents, those that are there."""
    invented = DATA / "gold" / "documents"
    yield Annotated(
        "八份虚构的外地文件，规则曾据以改进",
        "eight invented documents of other places, with which the rules were mended",
        tuple(sorted(invented.glob("*.txt"))),
        tuple(sorted(invented.glob("*.gold.json"))),
    )
    tables = SHARED / "documents" / "table_and_list"
    gold = sorted((*(SHARED / "eval").glob("*.gold.json"), *SHARED.glob("eval/*/*.gold.json")))
    plain = (SHARED / "documents").glob("*.txt")
    yield Annotated(
        "十份真实文件，由他人标注，规则曾据以改进",
        "ten real documents annotated by others, with which the rules were mended",
        (*sorted(tables.glob("*")), *sorted(p for p in plain if ".flat" not in p.name)),
        tuple(gold),
    )


def measured(annotated: Annotated) -> Iterator[MeasuredPrecision]:
    """Yield the counts of each rule, for facts that are marked doubtful and for the others."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "build"
        silent_build(list(annotated.documents), out)
        entries = json.loads((out / "tasks.json").read_text(encoding="utf-8"))
    scorer = scorer_of(SHARED)
    for doubtful in (False, True):
        counts = {row: [0, 0] for row, _, _ in SCORED}
        for file in annotated.gold:
            gold = json.loads(file.read_text(encoding="utf-8"))
            entry = _only(scorer.pick_document(gold, entries), doubtful=doubtful)
            for name, row in scorer.score_extraction(gold, entry)[0].items():
                if name in counts:
                    counts[name][0] += row["tp"]
                    counts[name][1] += row["tp"] + row["fp"]
        for name, _, rules in SCORED:
            right, found = counts[name]
            if found:
                yield MeasuredPrecision(rules, doubtful, right, found, annotated.zh, annotated.en)


def _only(entry: Entry, *, doubtful: bool) -> Entry:
    """Return a document with those facts of its tasks that are marked doubtful, or are not."""
    lists = {name for _, name, _ in SCORED}
    tasks = [
        {
            name: [fact for fact in value if bool(fact.get("doubt")) is doubtful]
            if name in lists
            else value
            for name, value in task.items()
        }
        for task in entry["tasks"]
    ]
    return {**entry, "tasks": tasks}


def _write(rows: Iterable[MeasuredPrecision]) -> None:
    """Keep what was measured; what other programs measured stays."""
    path, own = DATA / PRECISION, "python -m bench.precision"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or ())
        others = [row for row in reader if row["source"] != own]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow(
                {
                    "rules": row.rules,
                    "doubtful": "yes" if row.doubtful else "no",
                    "right": row.right,
                    "found": row.found,
                    "set_zh": row.zh,
                    "set_en": row.en,
                    "source": own,
                }
            )
        writer.writerows(others)


def main() -> None:
    """Print the counts, and keep them if that is wanted."""
    parser = argparse.ArgumentParser(prog="python -m bench.precision")
    parser.add_argument("--write", action="store_true", help=f"keep them in data/{PRECISION}")
    options = parser.parse_args()
    rows = [row for annotated in sets() if annotated.gold for row in measured(annotated)]
    for row in rows:
        marked = "doubtful" if row.doubtful else ""
        print(
            f"{row.rules:12} {marked:9} {row.right:5} of {row.found:5}  {row.precision:.3f}  "
            f"at least {row.at_least:.3f}  {row.en}"
        )
    if options.write:
        _write(rows)


if __name__ == "__main__":
    main()
