"""Every file that is given is read, refused or passed over, and the report names it."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

import build_graph
import building.inputs.archives as archives
from building.inputs.archives import with_members
from building.inputs.sources import Sources, find_sources
from kg.text.files import LARGEST

PLAN = """甲县2024年重点任务
（一）培育企业。新增企业5家。（牵头单位：县科技局；配合单位：县财政局）
"""
posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")


def passed(found: Sources) -> dict[str, str]:
    return {Path(file.file).name: file.reason for file in found.passed}


def failed(found: Sources) -> dict[str, str]:
    return {Path(failure.file).name: failure.message for failure in found.failures}


def test_a_folder_is_accounted_for(tmp_path: Path) -> None:
    names = ["b.txt", "a.md", ".hidden.txt", "~$x.docx", "扫描.JPG", "x.exe", "README"]
    for name in [*names, "sub/c.csv", ".git/config"]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    found = find_sources([tmp_path, tmp_path / "b.txt"])
    assert [source.file for source in found.files] == ["a.md", "b.txt", "c.csv"]
    assert set(passed(found)) == {".git", ".hidden.txt", "~$x.docx", "扫描.JPG", "x.exe", "README"}
    assert "OCR" in passed(found)["扫描.JPG"] and ".exe" in passed(found)["x.exe"]


@posix
def test_links_pipes_and_large_files(tmp_path: Path) -> None:
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(LARGEST + 1)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    found = find_sources([tmp_path, Path("/dev/null"), tmp_path / "missing.txt"])
    said = failed(found)
    assert "leads nowhere" in said["broken.txt"] and "in a circle" in said["circle.txt"]
    assert "a pipe or a device" in said["pipe.txt"] and "a pipe or a device" in said["null"]
    assert "64 MB" in said["large.txt"] and "no such file" in said["missing.txt"]
    assert passed(found) == {"up": "a link to a folder that it stands in"}
    assert not found.files


@posix
def test_a_name_that_is_no_utf8_is_read_and_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / os.fsdecode("任务".encode("gb18030") + b"\n.txt")).write_text(PLAN, encoding="utf-8")
    out = tmp_path / "out"
    assert build_graph.main([str(folder), "--out", str(out), "--quiet"]) == 0
    (entry,) = json.loads((out / "tasks.json").read_text(encoding="utf-8"))["documents"]
    assert entry["document"]["file"].endswith("\ufffd.txt")
    assert "\ufffd.txt  →  " in capsys.readouterr().out


def packed(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def unpacked(tmp_path: Path, data: bytes) -> Sources:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(data)
    (tmp_path / "out").mkdir()
    found = with_members(find_sources([tmp_path / "in"]), tmp_path / "out")
    assert all(tmp_path / "out" in source.path.parents for source in found.files)
    return found


def test_an_archive_stands_for_its_files(tmp_path: Path) -> None:
    files = {
        "甲.txt": b"x",
        "../../up.txt": b"y",
        "图.png": b"z",
        "__MACOSX/._甲.txt": b"",
        "empty/": b"",
        "in.zip": packed({"b.txt": b"1", "deeper.zip": packed({"c.txt": b"2"})}),
    }
    found = unpacked(tmp_path, packed(files))
    assert [s.file for s in found.files] == [
        "a.zip/甲.txt",
        "a.zip/../../up.txt",
        "a.zip/in.zip/b.txt",
    ]
    assert set(passed(found)) == {"图.png", "._甲.txt"}
    assert "an archive in 2 others" in failed(found)["deeper.zip"]


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_one_packed_in_another_way_is_named_whatever_it_holds(tmp_path: Path, method: int) -> None:
    """LZMA takes the memory that a file asks for, and a damaged one is an exception of its own."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", b"1" * 5000, compress_type=method)
        archive.writestr("b.txt", b"2", compress_type=zipfile.ZIP_DEFLATED)
    damaged = bytearray(data.getvalue())
    for at in range(44, 50):  # within what is packed
        damaged[at] ^= 0xFF
    for place, content in (("whole", data.getvalue()), ("damaged", bytes(damaged))):
        (tmp_path / place).mkdir()
        found = unpacked(tmp_path / place, content)
        assert [source.file for source in found.files] == ["a.zip/b.txt"]
        assert "packed as most archives are not" in failed(found)["a.txt"]


def test_names_of_an_archive_in_gbk(tmp_path: Path) -> None:
    data = packed({"abcd.txt": b"x"}).replace(b"abcd", "任务".encode("gb18030"))
    assert [s.file for s in unpacked(tmp_path, data).files] == ["a.zip/任务.txt"]


@pytest.mark.parametrize(
    "data, part",
    [
        (b"no archive", "no zip archive, or a damaged one"),
        (packed({"a.txt": b"0" * 30_000_000}), "as a zip bomb does"),
        (packed({f"{n}.txt": b"" for n in range(6)}), "holds more than 5 files"),
    ],
)
def test_an_archive_that_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, part: str
) -> None:
    monkeypatch.setattr(archives, "MEMBERS", 5)
    found = unpacked(tmp_path, data)
    assert part in failed(found)["a.zip"]
    assert not found.files  # too many are known before any is unpacked


def test_a_member_that_lost_its_name_is_named_all_the_same(tmp_path: Path) -> None:
    data = packed({"a.txt": b"x", "b.txt": b"y"}).replace(b"b.txt", b"\0.txt")  # ends at NUL
    found = unpacked(tmp_path, data)
    assert [source.file for source in found.files] == ["a.zip/a.txt"]
    assert set(passed(found)) == {"?"}


def test_a_damaged_member_is_one_line(tmp_path: Path) -> None:
    data = packed({"a.txt": os.urandom(4000), "b.txt": b"x"})
    found = unpacked(tmp_path, data[:1000] + b"\0" * 100 + data[1100:])
    assert [source.file for source in found.files] == ["a.zip/b.txt"]
    assert "cannot be unpacked" in failed(found)["a.txt"]


def test_the_report_names_every_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_text(PLAN, encoding="utf-8")
    (folder / "copy.txt").write_text(PLAN, encoding="utf-8")
    (folder / "x.jpg").write_bytes(b"x")
    (folder / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    (folder / "z.zip").write_bytes(
        packed({"b.txt": PLAN.replace("5", "6").encode(), "c.docx": b""})
    )
    assert build_graph.main([str(folder), "--out", str(out), "--quiet"]) == 1
    shown = capsys.readouterr().out
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    named = [entry["file"] for entry in report["documents"]]
    named += [Path(entry["file"]).name for entry in report["failures"] + report["passed_over"]]
    assert len({"a.txt", "copy.txt"} & set(named)) == 2
    assert {"x.jpg", "old.doc", "z.zip/b.txt", "c.docx"} <= set(named)
    assert all(name in shown for name in named)
    assert "zhengtu-" not in shown  # where archives are unpacked


@pytest.mark.parametrize("name", ["", "x.jpg", "x.unknown"])
def test_a_folder_without_a_document_builds_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "in").mkdir()
    if name:
        (tmp_path / "in" / name).write_bytes(b"x")
    assert build_graph.main([str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 2
    assert (name or "no document found") in capsys.readouterr().err
