"""Compare two documents, years or places: python -m zhengtu.comparing 2023 2024 --build build."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from console.exits import guarded
from console.options import Parser, folder, words
from console.output import complain, say
from kg.comparison.comparison import Comparison, compare, read_renamed_units
from kg.export.build_folder import BuildFolder
from kg.export.build_tables import TaskRecords
from kg.export.comparisons.compared_sides import SideReader, selected
from kg.export.comparisons.comparison_file import comparison_table
from kg.export.personless import Personless
from kg.export.wholeness import opened
from kg.knowledge.knowledge import open_knowledge
from settings import Settings, layers


def main(argv: list[str] | None = None, prog: str = "python -m zhengtu.comparing") -> int:
    """Run the command line; return the exit code."""
    return guarded(lambda: _run(argv, prog))


def _run(argv: list[str] | None, prog: str) -> int:
    options = _parser(prog).parse_args(argv)
    comparisons, alone = _compared(options)
    if options.out:
        options.out.write_bytes(comparison_table(comparisons).encode())
    say(map(_summary, comparisons))
    for place in alone:
        complain(f"{place}: documents of one of the two years only, not compared")
    if options.out:
        say([str(options.out)])
    return 0


def _compared(options: argparse.Namespace) -> tuple[list[Comparison], tuple[str, ...]]:
    """Return the comparisons, and the places that could not be compared."""
    build, _ = opened(options.build)
    found = selected(
        _reader(BuildFolder(build), persons=options.with_persons), options.old, options.new
    )
    renamed = read_renamed_units(open_knowledge(*layers(options.data)).data)
    return [compare(old, new, renamed) for old, new in found.pairs], found.alone


def _reader(build: BuildFolder, *, persons: bool) -> SideReader:
    if persons:
        return SideReader(build.tables, TaskRecords(build.tables).of_document, build.text)
    shown = Personless(build)
    records = TaskRecords(build.tables, shown.task)
    return SideReader(build.tables, records.of_document, shown.text)


def _summary(comparison: Comparison) -> str:
    """Return a comparison in a few lines: how many of what, and what was dropped and is new."""
    lines = [f"{comparison.old.label}  →  {comparison.new.label}"]
    for part, changes in (
        ("tasks", Counter(change.change for change in comparison.tasks)),
        ("goals", Counter(t.change for t in comparison.targets if t.is_headline)),
        ("targets", Counter(t.change for t in comparison.targets if not t.is_headline)),
        ("units", Counter(change.change for change in comparison.units)),
        ("policies", Counter(change.change for change in comparison.policies)),
    ):
        lines.append(
            f"  {part:9} " + "  ".join(f"{name} {n}" for name, n in sorted(changes.items()))
        )
    for change in comparison.tasks:
        if change.change != "kept":
            old, new = ("、".join(t.heading for t in side) for side in (change.old, change.new))
            lines.append(f"  {change.change:8}  {old} → {new}".rstrip(" →"))
    for doubt in comparison.doubts:
        lines.append(f"  look at   {doubt.old.heading} · {doubt.new.heading} ({doubt.likeness})")
    return "\n".join(lines)


def _parser(prog: str) -> Parser:
    settings = Settings()
    parser = Parser(prog=prog, description="Compare two documents, years or places of a build.")
    parser.add_argument(
        "old", type=words, help="文号, title, file or key of a document; a year; a place"
    )
    parser.add_argument("new", type=words, help="the same for the later, or the other, side")
    parser.add_argument("--build", type=folder, default=settings.build, help="folder of the build")
    parser.add_argument(
        "--data",
        type=folder,
        default=settings.own_data,
        help="folder of tables laid over those of the program",
    )
    parser.add_argument(
        "--with-persons", action="store_true", help="also show names of persons in texts"
    )
    parser.add_argument("--out", type=Path, help="file to write the whole comparison to (CSV)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
