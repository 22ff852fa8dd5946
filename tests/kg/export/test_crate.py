"""The package: everything is in it, described, with sizes and sums; it says what is not in it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, take
from rdflib import DCAT, DCTERMS, VOID, Graph

from errors import GraphError
from kg.export.crate.crate import QUALITY
from kg.export.excerpt.publication import Origin, Publication, read_origins
from kg.export.formats import FORMATS
from qa.build import Build
from zhengtu.exporting import main


@pytest.fixture(scope="module")
def crate(cities: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(take(cities.folder, "crate.zip", tmp_path_factory.mktemp("crate"))) as it:
        yield it


def rows(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")))]


def test_every_file_is_described_with_its_size_and_sum(crate: zipfile.ZipFile) -> None:
    graph = json.loads(crate.read("ro-crate-metadata.json"))["@graph"]
    files = {node["@id"]: node for node in graph if node["@type"] == "File"}
    assert set(files) == set(crate.namelist()) - {"ro-crate-metadata.json"}
    for name, node in files.items():
        content = crate.read(name)
        assert node["contentSize"] == str(len(content))
        assert node["sha256"] == hashlib.sha256(content).hexdigest()
    root = next(node for node in graph if node["@id"] == "./")
    assert {part["@id"] for part in root["hasPart"]} == set(files)
    assert len(graph) == len({node["@id"] for node in graph})


def test_every_format_is_in(crate: zipfile.ZipFile) -> None:
    names = crate.namelist()
    for name in FORMATS:
        folder = f"{Path(name).stem}/"
        if name not in ("crate.zip", "parquet.zip"):
            assert name in names or any(inside.startswith(folder) for inside in names), name


def test_the_description_counts_the_graph(crate: zipfile.ZipFile, cities: Build) -> None:
    graph = Graph().parse(data=crate.read("description.ttl"))
    lines = crate.read("graph.nq").decode().count("\n")
    assert [int(str(n)) for n in graph.objects(None, VOID.triples)] == [lines]
    assert {str(d) for d in graph.objects(None, DCTERMS.source)} == {
        d["id"] for d in cities.documents.values()
    }
    titles = {
        str(graph.value(part, DCTERMS.title)) for part in graph.objects(None, DCAT.distribution)
    }
    assert titles == set(crate.namelist()) - {"description.ttl", "ro-crate-metadata.json"}


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_is_filled_and_names_what_is_there(crate: zipfile.ZipFile, name: str) -> None:
    text = crate.read(name).decode()
    shown = re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)  # R has $ of its own
    assert "$" not in shown and "$$" not in text and "| `tasks` | " in text
    named = re.findall(
        r"`((?:tables|matrices|texts)/[^`*]+|[\w.-]+\.(?:csv|ttl|nq|json|gexf|dl|sqlite|md|cff))`",
        text,
    )
    missing = {n for n in named if n not in crate.namelist()} - {
        "texts/KEY.txt",
        "texts/文件键.txt",
    }
    assert len(named) > 20 and not missing


def test_what_is_not_in_is_listed(cities: Build, tmp_path: Path) -> None:
    with zipfile.ZipFile(take(cities.folder, "crate.zip", tmp_path, of="泰兴市")) as archive:
        found = rows(archive, "not_in.csv")
        assert len(rows(archive, "sources.csv")) == 1
    kinds = {row["kind"] for row in found}
    assert {"number not in", "left out"} <= kinds
    (left,) = (row for row in found if row["kind"] == "left out")
    assert left["note"] == "not of 泰兴市"
    (number,) = (row for row in found if row["kind"] == "number not in")
    assert number["what"] == "泰政办发〔2025〕1-10号"


def test_where_documents_were_found_comes_from_the_user(cities: Build, tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text(
        "file,address,retrieved\nliling_2024.txt,https://example.org/1,2025-01-02\n", "utf-8-sig"
    )
    command = ["--build", str(cities.folder), "--format", "crate", "--creator", "某大学"]
    out = ["--sources", str(tmp_path / "sources.csv"), "--out", str(tmp_path / "a" / "crate.zip")]
    assert main([*command, *out]) == 0
    with zipfile.ZipFile(tmp_path / "a" / "crate.zip") as archive:
        found = {row["file"]: row for row in rows(archive, "sources.csv")}
        said = (
            archive.read("CITATION.cff").decode() + archive.read("ro-crate-metadata.json").decode()
        )
    assert found["liling_2024.txt"]["address"] == "https://example.org/1"
    assert found["taixing_2025.txt"]["address"] == ""
    assert said.count("某大学") == 2 and "https://example.org/1" in said


def test_a_table_of_sources_that_names_no_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text("name,url\na,b\n", "utf-8")
    with pytest.raises(GraphError, match="needs a column"):
        read_origins(tmp_path / "sources.csv")
    with pytest.raises(GraphError, match="cannot be read"):
        read_origins(tmp_path / "no.csv")


def test_a_document_is_known_by_any_of_its_names() -> None:
    found = Publication(origins={"国发〔2020〕1号": Origin("https://example.org")})
    assert found.origin({"file": "a", "key": "b", "wenhao": "国发〔2020〕1号"}).address
    assert not found.origin({"file": "a", "key": "b", "wenhao": None}).address


def test_the_figures_of_quality_say_how_they_were_made() -> None:
    with QUALITY.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert all(row[c] for c in ("kind", "kind_zh", "set", "set_zh"))
            assert row["recall"] or row["f1"]
            module = row["command"].removeprefix("python -m ").replace(".", "/")
            assert (ROOT / f"{module}.py").is_file() or (ROOT / row["command"]).is_file()
