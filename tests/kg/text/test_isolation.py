"""Reading apart: limits hold, a process that dies is one line, no process is left."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import psutil
import pytest
from conftest import ROOT

from errors import DocumentError
from kg.text.child_process import Limits
from kg.text.files import read_source
from kg.text.isolation import Reader
from kg.text.reading_child import request

PAGE = "<html><body><p>甲市2024年重点任务</p><table><tr><td>1<td>做好甲事</table></body></html>"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "页 面.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def running() -> list[psutil.Process]:
    return list(psutil.Process().children(recursive=True))


def test_a_file_is_read_apart_as_it_is_here(page: Path) -> None:
    reader, before = Reader(), running()
    assert reader(page) == read_source(page)
    (child,) = [process for process in running() if process not in before]
    assert reader(page).grids and child.is_running()
    reader.close()
    assert running() == before


def test_plain_text_needs_no_process(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲", encoding="utf-8")
    before = running()
    assert Reader()(path).text == "甲"
    assert running() == before


def test_what_takes_too_long_is_ended(page: Path) -> None:
    reader, before = Reader(Limits(seconds=0)), running()
    with pytest.raises(DocumentError, match="not read within 0 s; split it"):
        reader(page)
    assert running() == before


def test_what_takes_too_much_memory_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "large.html"
    path.write_text("<p>" + "<b>甲</b>" * 400_000, encoding="utf-8")
    reader, before = Reader(Limits(memory=60 * 2**20)), running()
    with pytest.raises(DocumentError, match=r"(memory; split it|too large|died)"):
        reader(path)
    assert running() == before


def test_a_process_that_died_is_one_line_and_the_next_file_is_read(page: Path) -> None:
    reader = Reader()
    reader(page)
    child = reader.child._child
    assert child is not None and child.stdin is not None
    child.stdin.write(request(Path("\0"), frozenset())[:5] + "\n")  # no request: it ends
    child.stdin.flush()
    with pytest.raises(DocumentError, match="died"):
        reader(page)
    assert reader(page).text
    reader.close()


def text_or_error(reader: Reader, path: Path) -> str:
    try:
        return reader(path).text
    except DocumentError as error:
        return str(error)


@pytest.mark.parametrize("depth", [1_000, 100_000])
def test_nesting_ends_nothing(tmp_path: Path, depth: int) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<div>" * depth + "做好甲事", encoding="utf-8")
    word = tmp_path / "deep.docx"
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("[Content_Types].xml", "<a>" * depth)
        archive.writestr("word/document.xml", "<a>" * depth + "</a>" * depth)
    reader = Reader()
    for file in (path, word):
        said = text_or_error(reader, file)
        assert "做好甲事" in said or (said.startswith(f"{file}: ") and "\n" not in said)
    reader.close()


def test_what_a_process_wrote_for_a_while_goes_with_it(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    for end in (psutil.Process.kill, psutil.Process.terminate, None):
        reader, before = Reader(), running()
        reader(page)
        (own,) = place.iterdir()
        (own / "half").write_text("甲", encoding="utf-8")
        (child,) = [process for process in running() if process not in before]
        if end:
            end(child)
            child.wait(60)
        reader.close()
        assert not list(place.iterdir())


def test_a_process_whose_starter_died_leaves_nothing(page: Path, tmp_path: Path) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    command = (
        "import os, pathlib, sys; from kg.text.isolation import Reader; "
        "reader = Reader(); reader(pathlib.Path(sys.argv[1])); os._exit(9)"
    )
    done = subprocess.run(
        [sys.executable, "-c", command, str(page)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(place)},
        check=False,
    )
    assert done.returncode == 9
    end = time.monotonic() + 60
    while list(place.iterdir()) and time.monotonic() < end:
        time.sleep(0.05)
    assert not list(place.iterdir())
