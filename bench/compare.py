"""Score the comparison of two years: python -m bench.compare [--errors] [--only NAME,NAME].

Each pair of documents has a table of what became of every task, and which numbers moved: the next
year in ../shared/eval/next_year, and those of data/gold/next_year.
"""

from __future__ import annotations

import argparse
import csv
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import build_graph
from bench.files import GOLD, KNOWLEDGE
from kg.comparison.alignment import TaskChange
from kg.comparison.comparison import Comparison, compare, read_renamed_units
from kg.comparison.target_changes import TargetChange
from kg.export.build_folder import BuildFolder
from kg.export.build_tables import TaskRecords
from kg.export.comparisons.compared_sides import SideReader, selected
from settings import ROOT

SHARED = ROOT.parent / "shared"
# 高新技术企业100家→高新技术企业118家
_MOVE = re.compile(
    r"(?P<old_name>[^→；]*?)(?P<old>\d[\d.]*)[^→；\d]*→[^→；]*?(?P<new>\d[\d.]*)[^；\d]*；"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two years of a document and what became of the tasks of the first.

    Attributes:
        old: file of the earlier year.
        new: file of the later one.
        truth: the table.
    """

    old: Path
    new: Path
    truth: Path


NEXT_YEAR = GOLD / "next_year"
PAIRS = (
    Pair(
        SHARED / "documents" / "wenshang_2023_29.txt",
        SHARED / "eval" / "next_year" / "wenshang_2024_31.txt",
        SHARED / "eval" / "next_year" / "truth.csv",
    ),
    Pair(
        SHARED / "documents" / "table_and_list" / "gangu_2020.txt",
        NEXT_YEAR / "gangu_2021.txt",
        NEXT_YEAR / "gangu_2021.csv",
    ),
    *(
        Pair(
            GOLD / folder / f"{name}_{year}.txt",
            NEXT_YEAR / f"{name}_{year + 1}.txt",
            NEXT_YEAR / f"{name}_{year + 1}.csv",
        )
        for folder, name, year in (
            ("documents", "liling", 2024),
            ("documents", "dalate", 2024),
            ("documents", "taixing", 2025),
            ("documents", "nanhai", 2026),
            ("documents", "jinyun", 2021),
            ("documents", "bozhou", 2023),
            ("documents", "shehong", 2022),
            ("documents", "tongchuan", 2019),
            ("files", "longyuan", 2023),
            ("files", "yongling", 2023),
            ("files", "wuchuan", 2024),
            ("next_year", "qingyuan", 2023),
            ("next_year", "nanling", 2025),
            ("next_year", "fengqi", 2025),
            ("next_year", "yunting", 2025),
            ("next_year", "amuhe", 2026),
            ("next_year", "guiyuan", 2025),
        )
    ),
)
Fact = tuple[str, ...]


def compared(pair: Pair) -> Comparison:
    """Return the comparison of a pair, through a build of both."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "build"
        build_graph.main([str(pair.old), str(pair.new), "--out", str(out), "--quiet"])
        build = BuildFolder(out)
        reader = SideReader(build.tables, TaskRecords(build.tables).of_document, build.text)
        sides = selected(reader, pair.old.name, pair.new.name)
        renamed = read_renamed_units(KNOWLEDGE.data)
        return compare(*sides.pairs[0], renamed)


def true_facts(path: Path) -> tuple[set[Fact], set[Fact]]:
    """Return what became of tasks, and which numbers moved, by the table."""
    with path.open(encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    tasks: set[Fact] = {(_told(row["change"]), row["old"], row["new"]) for row in rows}
    moves: set[Fact] = {
        (row["old"], row["new"], f"{float(m['old']):g}", f"{float(m['new']):g}")
        for row in rows
        for m in _MOVE.finditer(row["note"])
        if row["change"] != "renamed" or m["old"]
    }
    return tasks, moves


def _told(change: str) -> str:
    """Return what a table calls a change; whether numbers moved is told by them."""
    return "kept" if change in ("same", "changed") else change


def found_facts(comparison: Comparison) -> tuple[set[Fact], set[Fact]]:
    """Return the same of a comparison."""
    tasks = {fact for change in comparison.tasks for fact in _facts(change)}
    moves = {
        _move(target)
        for target in comparison.targets
        if target.change in ("raised", "lowered")
        and not target.is_headline  # the tables have tasks
    }
    return tasks, moves


def _facts(change: TaskChange) -> Iterator[Fact]:
    for old in change.old or (None,):
        for new in change.new or (None,):
            numbers = (str(task.number) if task else "" for task in (old, new))
            yield (change.change, *numbers)


def _move(target: TargetChange) -> Fact:
    assert target.old is not None
    assert target.new is not None
    assert target.old_in is not None
    assert target.new_in is not None
    numbers = (re.sub(r"[^\d.]", "", t.printed) for t in (target.old, target.new))
    return (
        str(target.old_in.number),
        str(target.new_in.number),
        *(f"{float(number):g}" for number in numbers),
    )


def main() -> None:
    """Print the figures of each pair."""
    parser = argparse.ArgumentParser(prog="python -m bench.compare")
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    parser.add_argument("--only", default="", help="names of pairs, parted by commas")
    options = parser.parse_args()
    wanted = options.only.split(",")
    print("pair                      tasks right   changes right   numbers found / right")
    for pair in PAIRS:
        if options.only and pair.new.stem not in wanted:
            continue
        comparison = compared(pair)
        (tasks, moves), (told, moved) = true_facts(pair.truth), found_facts(comparison)
        changes = {fact for fact in tasks if fact[0] != "kept"}
        told_changes = {fact for fact in told if fact[0] != "kept"}
        right, every = changes & told_changes, changes | told_changes
        print(
            f"{pair.new.stem:24}  {len(tasks & told):3} of {len(tasks | told):3}    "
            f"{len(right):3} of {len(every):3}      "
            f"{len(moves & moved):3} of {len(moves):3} / {len(moved)}"
        )
        if options.errors:
            _print_errors(tasks, told, moves, moved)
            for d in comparison.doubts:
                pair_of = f"{d.old.number} {d.old.heading} · {d.new.number} {d.new.heading}"
                print(f"  doubt {d.likeness} {'taken' if d.taken else 'apart'}: {pair_of}")


def _print_errors(tasks: set[Fact], told: set[Fact], moves: set[Fact], moved: set[Fact]) -> None:
    for name, wrong in (
        ("missed", tasks - told),
        ("said wrongly", told - tasks),
        ("number missed", moves - moved),
        ("number said wrongly", moved - moves),
    ):
        for fact in sorted(wrong):
            print(f"  {name}: {' '.join(fact)}")


if __name__ == "__main__":
    main()
