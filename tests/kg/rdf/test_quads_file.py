"""The named graphs of a build in one file: plain or packed, whole or one by one."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

import build_graph
import kg.rdf.quads_file as quads_file
from kg.export.build_folder import BuildFolder
from kg.export.manifest import read_manifest
from kg.rdf.quads_file import NAME, PACKED, QuadsFile, QuadsWriter, quads_name

GRAPHS = {
    "urn:a": '<urn:s> <urn:p> "一\u2028行" <urn:a> .\n<urn:s> <urn:p> "x" <urn:a> .\n'.encode(),
    "urn:b": b"",
    "urn:c": b"<urn:s> <urn:p> <urn:o> <urn:c> .\n",
}


def written(folder: Path, name: str) -> QuadsWriter:
    with (folder / name).open("wb") as file:
        writer = QuadsWriter(file, name == PACKED)
        for graph, lines in GRAPHS.items():
            writer.write(graph, [lines])
    return writer


@pytest.mark.parametrize("name", [NAME, PACKED])
def test_what_was_written_is_read_whole_and_graph_by_graph(tmp_path: Path, name: str) -> None:
    writer, file = written(tmp_path, name), QuadsFile.of(tmp_path)
    assert file.path.name == name
    with file.open() as lines:
        assert b"".join(lines) == b"".join(GRAPHS.values())
    for graph, expected in GRAPHS.items():
        assert list(file.graph(writer.graphs, graph)) == expected.splitlines(keepends=True)
    assert list(file.graph(writer.graphs, "urn:none")) == []
    assert sum(graph["bytes"] for graph in writer.graphs.values()) == file.path.stat().st_size
    file.copy(tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"".join(GRAPHS.values())


def test_a_packed_file_has_the_same_bytes_each_time_and_any_program_reads_it(
    tmp_path: Path,
) -> None:
    written(tmp_path, PACKED)
    first = (tmp_path / PACKED).read_bytes()
    written(tmp_path, PACKED)
    assert (tmp_path / PACKED).read_bytes() == first
    assert gzip.decompress(first) == b"".join(GRAPHS.values())


PLAN = "东河政发〔2024〕{0}号\n东河市2024年水利重点任务\n（一）整治河道。新建水闸{0}座。（牵头单位：市水务局）\n"


def test_a_build_of_many_documents_is_packed_and_says_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert quads_name(quads_file.PACKED_FROM - 1) == NAME
    assert quads_name(quads_file.PACKED_FROM) == PACKED

    def built(documents: int, out: str) -> Path:
        for number in range(documents):
            (tmp_path / "in" / f"{number}.txt").write_text(PLAN.format(number + 1), "utf-8")
        order = [str(tmp_path / "in"), "--out", str(tmp_path / out), "--quiet", "--jobs", "1"]
        assert build_graph.main(order) == 0
        return tmp_path / out

    (tmp_path / "in").mkdir()
    monkeypatch.setattr(quads_file, "PACKED_FROM", 3)
    grown = built(2, "grown")
    assert (grown / NAME).exists() and not (grown / PACKED).exists()
    for documents in (3, 4):  # packed for the first time, then a document more
        built(documents, "grown")
    assert (grown / PACKED).exists() and not (grown / NAME).exists()
    clean = built(4, "clean")
    assert (clean / PACKED).read_bytes() == (grown / PACKED).read_bytes()
    assert read_manifest(clean) == read_manifest(grown)
    monkeypatch.setattr(quads_file, "PACKED_FROM", 5)
    plain = built(4, "plain")
    assert gzip.decompress((grown / PACKED).read_bytes()) == (plain / NAME).read_bytes()
    packed, whole = (
        [(name, list(lines)) for name, lines in BuildFolder(build).quads()]
        for build in (grown, plain)
    )
    assert packed == whole and len(packed) > 4
