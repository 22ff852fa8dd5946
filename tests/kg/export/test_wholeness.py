"""A damaged build: every kind of damage to every kind of file is recognised and named."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FIRST

import build_graph
from errors import GraphError
from kg.export.manifest import retired
from kg.export.snapshot import snapshot
from kg.export.wholeness import damages, opened
from qa.__main__ import main as ask
from qa.build import open_build
from zhengtu.checking import main as check

# one of each kind of file that a build holds
KINDS = (
    "graph.nq",
    "graph.ttl",
    "index/lexical/data.npy",
    "index/manifest.json",
    "index/passages/rows.text.npy",
    "index/vectors.npy",
    "layout.json",
    "manifest.json",
    "report.json",
    "serving/concepts.npy",
    "serving/tables.sqlite",
    "serving/texts.txt",
    "store/CURRENT",
    "store/*.sst",
    "store/checksums.json",
    "tasks.json",
    "text/*.txt",
    "thesaurus.ttl",
)


def _flip(at: Callable[[int], int]) -> Callable[[Path], None]:
    def flip(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[at(len(data))] ^= 1
        _replace(path, bytes(data))

    return flip


def _replace(path: Path, data: bytes) -> None:
    path.unlink()  # a link: the build it is of stays as it is
    path.write_bytes(data)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "missing": Path.unlink,
    "empty": lambda path: _replace(path, b""),
    "cut": lambda path: _replace(path, path.read_bytes()[: path.stat().st_size // 2]),
    "cut by a byte": lambda path: _replace(path, path.read_bytes()[:-1]),
    "longer": lambda path: _replace(path, path.read_bytes() + b"\n"),
    "flipped in the middle": _flip(lambda size: size // 2),
    "flipped at its head": _flip(lambda size: min(9, size - 1)),
    "a folder": _folder,
    "a broken link": _link,
}


@pytest.fixture
def copied(build_folder: Path, tmp_path: Path) -> Path:
    """A build that may be damaged."""
    shutil.copytree(build_folder, tmp_path / "build", copy_function=os.link)
    return tmp_path / "build"


def one(build: Path, kind: str) -> Path:
    return sorted(build.glob(kind), key=lambda path: path.stat().st_size)[-1]


def test_a_build_as_it_was_written_is_whole(
    build_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert damages(build_folder) == []
    assert opened(build_folder)[0] == build_folder
    assert check(["--build", str(build_folder)]) == 0
    assert "is whole" in capsys.readouterr().out


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_is_named_with_what_to_do(copied: Path, kind: str, damage: str) -> None:
    path = one(copied, kind)
    DAMAGES[damage](path)
    found = damages(copied)
    assert any(path.relative_to(copied).as_posix() in said for said in found), found
    assert all(f"build again: python build_graph.py --out {copied}" in said for said in found)
    if not damage.startswith("flipped"):
        with pytest.raises(GraphError):
            open_build(copied)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("damage", [name for name in DAMAGES if name.startswith("flipped")])
def test_what_is_asked_of_a_flipped_byte_is_answered_or_explained(
    copied: Path, kind: str, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    DAMAGES[damage](one(copied, kind))
    code = ask(["小孩上幼儿园难谁管", "--build", str(copied)])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "") or (code == 2 and err.count("\n") == 1 and "build" in err)
    assert "Traceback" not in out + err


def test_files_of_another_build_are_recognised(copied: Path, cities: object) -> None:
    other = Path(cities.folder)  # type: ignore[attr-defined]
    for name in ("graph.nq", "serving/tables.sqlite", "tasks.json", "store/CURRENT"):
        again = copied.with_name(name.replace("/", "-"))
        shutil.copytree(copied, again, copy_function=os.link)
        _replace(again / name, (other / name).read_bytes())
        assert any(name in said for said in damages(again)) or name == "store/CURRENT"


def test_opening_never_writes(copied: Path) -> None:
    def state() -> dict[str, tuple[int, int]]:
        return {
            str(path): (path.stat().st_mtime_ns, path.stat().st_size)
            for path in sorted(copied.parent.rglob("*"))
        }

    before = state()
    build = open_build(copied)
    assert build.rows is not None and len(build.tasks) and build.documents
    assert state() == before


def test_a_swap_that_was_cut_off_is_read_where_it_left_the_build(copied: Path) -> None:
    copied.rename(retired(copied))  # what a kill between the two renames leaves
    assert opened(copied)[0] == retired(copied)
    with snapshot(copied) as folder:
        assert open_build(folder).documents
    assert not copied.exists()


def test_a_damaged_build_is_made_again_although_nothing_changed(
    copied: Path, cache_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--out", str(copied), "--quiet", "--cache", str(cache_folder), "--if-changed"]
    _flip(lambda size: size // 2)(one(copied, "text/*.txt"))
    assert build_graph.main([str(FIRST), *options]) == 0
    assert damages(copied) == []
    assert "up to date" not in capsys.readouterr().out
    assert build_graph.main([str(FIRST), *options]) == 0
    assert "up to date" in capsys.readouterr().out


def test_a_build_of_an_earlier_version_is_opened(copied: Path) -> None:
    import json

    manifest = json.loads((copied / "manifest.json").read_text("utf-8"))
    del manifest["bytes"], manifest["sha256"]
    _replace(copied / "manifest.json", json.dumps(manifest).encode())
    (copied / "store" / "checksums.json").unlink()
    assert open_build(copied).documents
    assert damages(copied) == []
