"""What the documentation says is there: sources, links, commands, the example of the README."""

from __future__ import annotations

import csv
import re
import runpy
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from qa.__main__ import main
from settings import DATA

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
TABLES = sorted(
    path
    for folder in (".", "rules", "gazetteer", "questions", "topics", "comparison")
    for path in DATA.glob(f"{folder}/*.csv")
)
# docs/annotation.md §7a: benefit figures
_CITED = re.compile(r"(?P<page>docs/[\w-]+\.md) §(?P<section>\w+)")
# ## 7a Benefit
_SECTION = re.compile(r"^#+ (?P<section>\d+\w*) ", re.MULTILINE)
# [docs/design.md](docs/design.md#decisions) · ![The page](docs/images/ask.png)
_LINK = re.compile(r"\]\((?!https?:)(?P<target>[^)#\s]+)[^)]*\)")
# $ python -m qa "今年要建几所幼儿园", and its output up to the end of the block
_EXAMPLE = re.compile(
    r"^\$ \S*python -m qa (?P<options>.*)\n(?P<output>(?:.+\n)+?)```", re.MULTILINE
)
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


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "docs/tour.md"])
def test_examples_of_questions_are_true(
    build_folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = list(_EXAMPLE.finditer((ROOT / name).read_text(encoding="utf-8")))
    assert examples
    for example in examples:
        options = shlex.split(example["options"], comments=True)
        assert main([*options, "--build", str(build_folder)]) == 0
        assert capsys.readouterr().out.startswith(example["output"].rstrip()), options


def test_the_drawings_are_those_of_the_script() -> None:
    images = ROOT / "docs" / "images"
    for name, content in runpy.run_path(str(images / "draw.py"))["drawings"]().items():
        assert (images / name).read_text(encoding="utf-8") == content, f"{name}: run make docs"
