"""Compare two documents, years or places: python -m zhengtu.comparing 2023 2024 --build build."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from errors import PolicyGraphError
from kg.comparison.comparison import Comparison, compare, read_renamed_units
from kg.export.build_folder import BuildFolder
from kg.export.build_tables import Tables, TaskRecords
from kg.export.compared_sides import comparison_table, selected
from kg.export.manifest import read_manifest
from kg.export.personless import Personless
from kg.knowledge.knowledge import open_knowledge
from settings import Settings, layers


def main(argv: list[str] | None = None, prog: str = "python -m zhengtu.comparing") -> int:
    """Run the command line; return the exit code."""
    options = _parser(prog).parse_args(argv)
    try:
        comparisons, alone = _compared(options)
        if options.out:
            options.out.write_bytes(comparison_table(comparisons).encode())
    except (PolicyGraphError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    for comparison in comparisons:
        print(_summary(comparison))
    for place in alone:
        print(f"{place}: documents of one of the two years only, not compared", file=sys.stderr)
    if options.out:
        print(options.out)
    return 0


def _compared(options: argparse.Namespace) -> tuple[list[Comparison], tuple[str, ...]]:
    """Return the comparisons, and the places that could not be compared."""
    read_manifest(options.build)
    tables, folder = Tables(options.build), BuildFolder(options.build)
    shown = None if options.with_persons else Personless(options.build, folder).task
    found = selected(tables, TaskRecords(tables, shown), options.old, options.new)
    renamed = read_renamed_units(open_knowledge(*layers(options.data)).data)
    return [compare(old, new, renamed) for old, new in found.pairs], found.alone


def _summary(comparison: Comparison) -> str:
    """Return a comparison in a few lines: how many of what, and what was dropped and is new."""
    lines = [f"{comparison.old.label}  →  {comparison.new.label}"]
    for part, changes in (
        ("tasks", Counter(change.change for change in comparison.tasks)),
        ("targets", Counter(change.change for change in comparison.targets)),
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


def _parser(prog: str) -> argparse.ArgumentParser:
    settings = Settings()
    parser = argparse.ArgumentParser(
        prog=prog, description="Compare two documents, years or places of a build."
    )
    parser.add_argument("old", help="文号, title, file or key of a document; a year; a place")
    parser.add_argument("new", help="the same for the later, or the other, side")
    parser.add_argument(
        "--build", type=Path, default=Path(settings.build), help="folder of the build"
    )
    parser.add_argument(
        "--data",
        type=Path,
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
