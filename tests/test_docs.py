"""What the documentation says is there: sources, links, commands, the example of the README."""

from __future__ import annotations

import csv
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from qa.__main__ import as_text
from qa.answering import ask
from qa.build import Build
from settings import DATA

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TABLES = sorted(
    path
    for folder in ("rules", "gazetteer", "questions", "topics")
    for path in DATA.glob(f"{folder}/*.csv")
)
# docs/annotation.md §7a: benefit figures
_CITED = re.compile(r"(?P<page>docs/[\w-]+\.md) §(?P<section>\w+)")
# ## 7a Benefit
_SECTION = re.compile(r"^#+ (?P<section>\d+\w*) ", re.MULTILINE)
# [docs/design.md](docs/design.md#decisions) · ![The page](docs/images/page.png)
_LINK = re.compile(r"\]\((?!https?:)(?P<target>[^)#\s]+)[^)]*\)")
# make test-foreign
_MAKE = re.compile(r"`make (?P<target>[a-z-]+)")
# python -m bench.several
_MODULE = re.compile(r"python -m (?P<module>(?:bench|building|embeddings|qa|ui|zhengtu)[\w.]*)")


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_row_says_where_it_is_from(path: Path) -> None:
    without = [row for row in rows(path) if not (row.get("source") or "").strip()]
    assert not without, without[:3]


def test_every_cited_section_exists() -> None:
    cited = {
        (match["page"], match["section"])
        for path in TABLES
        for row in rows(path)
        for match in _CITED.finditer(row["source"])
    }
    assert ("docs/annotation.md", "4") in cited
    for page, section in sorted(cited):
        sections = _SECTION.findall((ROOT / page).read_text(encoding="utf-8"))
        assert section in sections, f"{page} has no §{section}"


def test_no_source_lies_outside_the_repository() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in TABLES)
    assert not re.findall(r"guideline §|references/|\.\./shared", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    for match in _LINK.finditer(text):
        assert (page.parent / match["target"]).exists(), match[0]
    for match in _MAKE.finditer(text):
        assert match["target"] in targets, match[0]
    for match in _MODULE.finditer(text):
        path = ROOT / match["module"].rstrip(".").replace(".", "/")
        assert path.is_dir() or path.with_suffix(".py").exists(), match[0]


def test_make_help_names_every_target_with_a_sentence() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("run", "build", "test", "test-foreign", "eval", "bench", "fix", "docs"):
        assert re.search(rf"^make {target} +\w+", listed.stdout, re.M), target


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_example_of_the_readme_is_true(build: Build, name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    match = re.search(
        r"^\$ .*?-m qa \"(?P<question>.*?)\".*\n(?P<answer>(?:.+\n)+?)```", text, re.M
    )
    assert match
    answer = as_text(build, ask(build, match["question"]))
    assert answer.startswith(match["answer"].rstrip())
