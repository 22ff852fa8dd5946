"""What twice as much input costs: operations are counted, so that a loaded machine tells the same.

Counted are calls, of Python and of C. What they cost beside the size of the input (tables that are
read, a graph of the ontology) falls out, as only what is added is looked at: linear work adds twice
as much for the second doubling as for the first, quadratic work four times as much.
"""

from __future__ import annotations

import ast
import importlib
import io
import json
import pkgutil
import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import openpyxl
import pytest
from conftest import KNOWLEDGE, take

import build_graph
import building
import console
import embeddings
import kg
import qa
import ui
from bench.fuzz.files import zipped
from bench.fuzz.papers import at, ofd, pdf
from building.inputs.archives import with_members
from building.inputs.sources import find_sources
from kg.corrections.corrections_file import (
    Correction,
    add_corrections,
    in_force,
    read_corrections,
    take_back_correction,
)
from kg.export.formats import FORMATS
from kg.extraction import extract
from kg.extraction.mentions import DocumentFacts, UnitMention
from kg.structure.parser import parse
from kg.text.files import read_source
from ui.planning.progress import Progress
from ui.server.calls import _read

MOST = 3.0  # times what the first doubling adds; between 2 (linear) and 4 (quadratic)
_HEAD = "东河县2024年重点任务\n一、工业发展\n"


def operations(work: Callable[[], object]) -> int:
    """Return how many calls some work makes, in this thread and those it starts."""
    count = 0

    def counted(_: FrameType, event: str, __: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    threading.setprofile(counted)
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return count


def growth(work: Callable[[int], object], size: int) -> float:
    """Return what the second doubling of an input adds, measured by what the first one adds."""
    work(size)  # what is read once
    one, two, four = (operations(lambda n=size * n: work(n)) for n in (1, 2, 4))  # type: ignore[misc]
    return (four - two) / max(two - one, 1)


def test_growth_tells_quadratic_work() -> None:
    assert growth(lambda n: [abs(i) for i in range(n)], 50) == pytest.approx(2, abs=0.1)
    assert growth(lambda n: [abs(j) for i in range(n) for j in range(n)], 20) > MOST


# --- texts -----------------------------------------------------------------------------------------

# what once was superlinear, and what rules look for, a hundred times in one sentence
REPEATED = (
    "9%", "3亿元，", "9万亩、", "（", "（一）", "牵头单位：", "县财政局、", "2024年12月底前，", "《水法》", "“",
    "1.", "新增幼儿园5个，", "东河县人民政府", "（牵头单位：县水务局；配合单位：县财政局）", "每人补助500元，",
    "汶政办字〔2023〕29号、", "一是推进水库建设；", "\n1.推进水库建设。（牵头单位：县水务局）", "\n（一）建设水库。",
    "\n序号\t任务\t单位\n", "\n|任务|单位|", "关于印发", "以上", "项目", "，", "\n",
)  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED, ids=lambda piece: piece.strip()[:12] or repr(piece))
def test_reading_a_text_grows_with_it(piece: str) -> None:
    def read(times: int) -> None:
        extract(parse(_HEAD + piece * times, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE)

    assert growth(read, 40) < MOST


# --- files -----------------------------------------------------------------------------------------


def _docx(rows: int) -> bytes:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in _CELLS)
    body = (
        f"<w:p><w:r><w:t>{_HEAD}</w:t></w:r></w:p><w:tbl>{f'<w:tr>{cells}</w:tr>' * rows}</w:tbl>"
    )
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return zipped(
        {"word/document.xml": f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'}
    )


def _xlsx(rows: int) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (("任务", "牵头单位", "完成时限"), *[_CELLS] * rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


_CELLS = ("建设水库5座", "县水务局", "2024年12月底前")
FILES: dict[str, Callable[[int], bytes]] = {
    ".docx": _docx,
    ".xlsx": _xlsx,
    ".csv": lambda rows: ("任务,牵头单位,完成时限\n" + f"{','.join(_CELLS)}\n" * rows).encode(),
    ".html": lambda rows: (
        "<table>" + f"<tr>{''.join(f'<td>{cell}</td>' for cell in _CELLS)}</tr>" * rows + "</table>"
        "<div><p>推进工业发展。" * rows
    ).encode(),
    ".md": lambda rows: ("|任务|单位|时限|\n|-|-|-|\n" + f"|{'|'.join(_CELLS)}|\n" * rows).encode(),
    ".pdf": lambda rows: pdf(
        *["".join(at(50, 700 - 40 * line, "Build 5 reservoirs.") for line in range(10))] * rows
    ),
    ".ofd": lambda rows: ofd(
        [[(20.0, 20.0 + 9 * line, "1.建设水库5座。") for line in range(10)]] * rows
    ),
    ".txt": lambda rows: (_HEAD + "1.建设水库5座。（牵头单位：县水务局）\n" * rows).encode("gb18030"),
}  # fmt: skip


@pytest.mark.parametrize("suffix", FILES)
def test_reading_a_file_grows_with_it(suffix: str, tmp_path: Path) -> None:
    def read(rows: int) -> None:
        path = tmp_path / f"{rows}{suffix}"
        path.write_bytes(FILES[suffix](rows))
        read_source(path, KNOWLEDGE.lexicon.frequent)

    assert growth(read, 4 if suffix in (".pdf", ".ofd") else 30) < MOST


def _members(count: int, folder: Path) -> Path:
    path = folder / f"{count}.zip"
    path.write_bytes(zipped({f"{n}.txt": _HEAD for n in range(count)}))
    return path


def _rows(facts: DocumentFacts) -> list[Correction]:
    """Return a correction of every unit."""
    return [
        Correction("2026-11-30", "", "x", "Unit", m.span.start, m.span.end, m.text, "role", "", "assist", "错了")
        for task in facts.tasks
        for m in task.mentions
        if isinstance(m, UnitMention)
    ]  # fmt: skip


@cache
def _facts(count: int) -> DocumentFacts:
    line = "{}.建设水库5座。（牵头单位：县第{}局）\n"
    text = _HEAD + "".join(line.format(n, n) for n in range(1, count + 1))
    return extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE)


def _kept(count: int, folder: Path) -> object:
    """Write corrections one by one, read them, take one back."""
    home = Path(tempfile.mkdtemp(dir=folder))
    rows = _rows(_facts(count))
    add_corrections(home, rows)
    take_back_correction(home, rows[0].mark)
    return in_force(read_corrections(home)["x"])


def _entered(count: int, folder: Path) -> object:
    """Enter how far tasks have come, twice."""
    progress = Progress(Path(tempfile.mkdtemp(dir=folder)))
    for status in ("done", "late"):
        progress.enter("", {f"task/{n}": {"status": status} for n in range(count)}, 0)
    return progress.last()


# what else people hand in
OTHERS: dict[str, Callable[[int, Path], object]] = {
    "archive": lambda count, folder: with_members(
        find_sources([_members(count, folder)]), Path(tempfile.mkdtemp(dir=folder))
    ),
    "files": lambda count, folder: find_sources(folder / f"{n}.txt" for n in range(count)),
    "corrections.csv": _kept,
    "progress.csv": _entered,
    "JSON": lambda count, _: _read(json.dumps({"data": [["水"] * count]}).encode()),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_else_is_handed_in_grows_with_it(name: str, tmp_path: Path) -> None:
    work = OTHERS[name]
    for count in (20, 40):  # what is made once for each size
        work(count, tmp_path)
    assert growth(lambda count: work(count, tmp_path), 10) < MOST


# --- patterns --------------------------------------------------------------------------------------


# every class of characters that the patterns tell apart, and what they begin with
PARTS = (
    "一、", "（", "（一）", "1.", "9%", "县财政局、", "《", "年", "关于", "，", "的", " ", "a", "2024年6月", "|",
)  # fmt: skip


SEARCHING = {"search", "finditer", "findall", "sub", "subn", "split"}


def _modules() -> Iterator[ModuleType]:
    for room in (kg, building, qa, ui, embeddings, console):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if not found.name.endswith(("__main__", "_child", "cluster")):
                with suppress(ModuleNotFoundError):  # what an option needs is not installed
                    yield importlib.import_module(found.name)


def _used(modules: Iterable[ModuleType]) -> dict[str, set[str]]:
    """Return the methods that are called of names anywhere: `NAME.search(…)`, `patterns.NAME.match(…)`."""
    used: dict[str, set[str]] = {}
    for module in modules:
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
                name = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
                used.setdefault(name, set()).add(node.attr)
    return used


def _patterns() -> dict[re.Pattern[str], tuple[str, bool]]:
    """Return every pattern that stands in a module by itself: its name, whether it is searched for."""
    modules = list(_modules())
    used = _used(modules)
    return {
        value: (f"{module.__name__}.{name}", bool(used.get(name, set()) & SEARCHING))
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    }


def test_no_pattern_is_superlinear() -> None:
    """Steps of the engine cannot be counted: what is slow at all is measured at two sizes."""

    def seconds(pattern: re.Pattern[str], text: str, searched: bool) -> float:
        begun = time.thread_time()
        if searched:
            for _ in pattern.finditer(text):
                pass
        else:
            pattern.match(text)
            pattern.fullmatch(text)
        return time.thread_time() - begun

    slow = {}
    for pattern, (name, searched) in _patterns().items():
        for piece in PARTS:
            text = (piece * 1000)[:1000]
            if seconds(pattern, text, searched) < 0.004:
                continue
            half, whole = (
                min(seconds(pattern, text * n, searched) for _ in range(3)) for n in (1, 2)
            )
            if whole > 0.01 and whole / half > MOST:
                slow[name] = (piece, round(whole, 3), pattern.pattern[:60])
    assert not slow


# --- exports --------------------------------------------------------------------------------------


# not what is the same for every build, nor what holds all the others
_SAME = ("crate.zip", "ontology.ttl", "thesaurus.ttl", "shapes.ttl", "tasks.schema.json")
GROWING = [name for name in FORMATS if name not in _SAME]


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> dict[int, Path]:
    """Build plans of some tasks, of twice and of four times as many."""
    folders = {}
    for count in (8, 16, 32):
        folder = tmp_path_factory.mktemp(f"tasks{count}")
        tasks = "".join(
            f"{n}.新建第{n}水库{n}座，完成投资{n}亿元。（牵头单位：县第{n}局；配合单位：县财政局）\n"
            for n in range(1, count + 1)
        )
        (folder / "plan.txt").write_text(_HEAD + tasks, encoding="utf-8")
        options = ["--out", str(folder / "build"), "--quiet", "--cache", str(cache_folder)]
        assert build_graph.main([str(folder / "plan.txt"), *options]) == 0
        folders[count] = folder / "build"
    return folders


@pytest.mark.parametrize("name", GROWING)
def test_an_export_grows_with_the_build(name: str, sizes: dict[int, Path], tmp_path: Path) -> None:
    assert growth(lambda tasks: take(sizes[tasks], name, tmp_path), 8) < MOST
