"""Write docs/dependencies.md: what is installed, why, under which licence, how large.

python -m deploy.dependencies, run where requirements.txt is installed. Sizes are of the installed
files, licences as the distributions state them.
"""

from __future__ import annotations

import csv
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from settings import ROOT

PAGE = ROOT / "docs" / "dependencies.md"
REASONS = Path(__file__).with_name("reasons.csv")
ADVISORIES = Path(__file__).with_name("advisories.csv")
_HEAD = """# Dependencies

<!-- made by python -m deploy.dependencies; do not edit. Reasons: deploy/reasons.csv -->

Every version is pinned; `requirements.lock` holds the {count} distributions of the default with
their sha256 (`make lock` writes it, `make locked` and the continuous integration install from it,
packages are made of it). torch is not in it: its wheel differs from index to index, and the default
does not need it.
`make sbom` writes dist/sbom.json (CycloneDX). An extra is installed only where its option is used.

| distribution | version | licence | MB | why |
|---|---|---|---|---|
"""
_ADVISORIES = """
## Known advisories

What was found published on these versions and on earlier ones, as of November 2026:
deploy/advisories.csv, in which a test compares each fix with the version that is pinned. A package
that is not in the table is one on which nothing was found. The search was by hand, in advisory
databases and in the issues of projects that had to upgrade: pip-audit, and PyPI's own list, need a
network that was not there. Where there is one, `pip-audit -r requirements.lock` tells the rest.

| distribution | advisory | fixed in | pinned | what | here |
|---|---|---|---|---|---|
"""


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    print(PAGE)
    return 0


def page() -> str:
    """Return the page."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").split("\n")
    count = sum(1 for line in lines_of(lock))
    rows = "".join(f"{row}\n" for row in _rows())
    return _HEAD.format(count=count) + rows + _ADVISORIES + "".join(_advisory_rows())


def lines_of(lock: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a lock that name a distribution."""
    yield from (line for line in lock if line and line[0] not in " #")


def reasons() -> dict[str, str]:
    """Return why each distribution is needed."""
    with REASONS.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["reason"] for row in csv.DictReader(file)}


def advisories() -> list[dict[str, str]]:
    """Return the known advisories: distribution, advisory, fixed, what, here."""
    with ADVISORIES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pinned() -> dict[str, str]:
    """Return the version of every distribution that is pinned, by name."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").split("\n")
    locked = (line.partition(" ")[0].partition("==") for line in lines_of(lock))
    needs = {need.name: str(need.specifier).removeprefix("==") for need in required()}
    return needs | {name: version for name, _, version in locked}


def required() -> list[Requirement]:
    """Return what the project requires, its extras last."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for some in project["optional-dependencies"].values() for line in some]
    found = {
        Requirement(line).name: Requirement(line) for line in (*project["dependencies"], *extras)
    }
    return list(found.values())


def _rows() -> Iterator[str]:
    why = reasons()
    for need in required():
        version = str(need.specifier).removeprefix("==")
        try:
            held = distribution(need.name)
            licence, size = _licence(held), f"{_size(held) / 1e6:.1f}"
        except PackageNotFoundError:
            licence, size = "", ""
        yield f"| {need.name} | {version} | {licence} | {size} | {why[need.name]} |"


def _advisory_rows() -> Iterator[str]:
    versions = pinned()
    for row in advisories():
        name, here = row["distribution"], row["here"] or "fixed in what is pinned"
        cells = (name, row["advisory"], row["fixed"], versions[name], row["what"], here)
        yield f"| {' | '.join(cells)} |\n"


def _licence(held: Distribution) -> str:
    """Return the licence in a few words, from the field, the classifiers or the text."""

    def said(field: str) -> list[str]:
        return held.metadata.get_all(field) or []

    known = [c.split(" :: ")[-1] for c in said("Classifier") if c.startswith("License ::")]
    stated = said("License-Expression") or known or said("License")[:1]
    return ", ".join(stated).split("\n")[0][:80]


def _size(held: Distribution) -> int:
    paths = (Path(str(file.locate())) for file in held.files or ())
    return sum(path.stat().st_size for path in paths if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
