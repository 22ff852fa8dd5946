"""Every format of the registry can be taken away, of one document and of several, or of a part."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import said, take

from errors import GraphError
from kg.export.build_folder import BuildFolder
from kg.export.excerpt.narrowing import only
from kg.export.formats import FORMATS, format_called
from qa.build import Build
from zhengtu.exporting import main

# what says the same of every build
OF_NO_DOCUMENT = {"tasks.schema.json", "shapes.ttl", "ontology.ttl", "thesaurus.ttl"}
OF_NO_NAME = {"shacl-report.ttl", "comparison.csv"}  # one document is compared with none


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_can_be_taken_away(build: Build, tmp_path: Path, name: str) -> None:
    content = said(take(build.folder, name, tmp_path))
    if name not in OF_NO_DOCUMENT | OF_NO_NAME:
        assert "县财政局" in content and "县财政局" in content.replace("\ufeff", "")
    if name.endswith(("json", "jsonld")):
        assert json.loads(content)
    if name.endswith(("graphml", "gexf", "rdf")):
        assert ElementTree.fromstring(content.encode()).tag


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_row_is_whole(name: str) -> None:
    row = FORMATS[name]
    assert row.name == name and row.zh and row.en and "/" in row.media_type


@pytest.mark.parametrize("name", sorted(set(FORMATS) - OF_NO_DOCUMENT - {"crate.zip"}))
def test_one_place_is_taken_without_the_other(cities: Build, tmp_path: Path, name: str) -> None:
    content = said(take(cities.folder, name, tmp_path, of="泰兴市"))
    assert "醴陵" not in content and "liling" not in content
    if name not in OF_NO_NAME:
        assert "泰兴" in content


@pytest.mark.parametrize("name", ["graph.nq", "tasks.json", "tables.sqlite", "graph.gexf"])
def test_equal_builds_give_equal_bytes(cities: Build, tmp_path: Path, name: str) -> None:
    files = [take(cities.folder, name, tmp_path / n).read_bytes() for n in ("a", "b")]
    assert files[0] == files[1]


def test_a_whole_excerpt_is_the_build_line_for_line(cities: Build, tmp_path: Path) -> None:
    for name in ("graph.nq", "graph.ttl", "tasks.json"):
        assert (
            take(cities.folder, name, tmp_path).read_bytes() == (cities.folder / name).read_bytes()
        )


@pytest.mark.parametrize(
    "said, documents",
    [("", 2), ("2024", 1), ("2025年", 1), ("泰兴市", 1), ("湖南省", 1), ("江苏省", 1)],
)
def test_what_only_keeps(cities: Build, said: str, documents: int) -> None:
    wanted = only(said, BuildFolder(cities.folder).tables)
    assert sum(map(wanted.keeps_document, cities.documents.values())) == documents


def test_what_only_cannot_find_is_said_with_what_there_is(cities: Build) -> None:
    with pytest.raises(GraphError, match=r"2024, 2025.*泰兴市"):
        only("海南省", BuildFolder(cities.folder).tables)


@pytest.mark.parametrize("said, name", [("matrices", "matrices.zip"), ("tasks.csv", "tasks.csv")])
def test_a_format_is_called_by_the_beginning_of_its_name(said: str, name: str) -> None:
    assert format_called(said).name == name


@pytest.mark.parametrize(
    "said, told",
    [
        ("mat", "'mat' begins the names of several formats: matrix.csv, matrices.zip"),
        ("graph.g", "'graph.g' begins the names of several formats: graph.graphml, graph.gexf"),
        ("x", "no format is called 'x'; there are: crate.zip, "),
    ],
)
def test_what_calls_no_format_or_several_is_told(said: str, told: str) -> None:
    with pytest.raises(GraphError) as failed:
        format_called(said)
    assert str(failed.value).startswith(told)


def test_the_command_makes_a_missing_folder(
    build: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "no" / "such" / "ledger.csv"
    command = ["--build", str(build.folder), "--format", "tasks.csv", "--only", "县财政局"]
    assert main([*command, "--out", str(out)]) == 0 and capsys.readouterr().out == f"{out}\n"
    rows = out.read_text("utf-8-sig").splitlines()
    assert 1 < len(rows) < 30 and all("县财政局" in row for row in rows[1:])
    assert main([*command[:-1], "海南省", "--out", str(out)]) == 2
    assert "海南省" in capsys.readouterr().err


def test_a_file_that_cannot_be_made_leaves_the_old_one(build: Build, tmp_path: Path) -> None:
    out = tmp_path / "tables.zip"
    out.write_text("old")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "manifest.json").write_text("{}")
    assert main(["--build", str(broken), "--format", "tables.zip", "--out", str(out)]) == 2
    assert out.read_text() == "old" and [p.name for p in tmp_path.iterdir()] != []
