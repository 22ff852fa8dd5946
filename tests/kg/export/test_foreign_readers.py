"""What is taken away, opened by programs nobody here wrote, of one document and of several.

Each program that is missing is skipped, and says so: Debian has raptor2-utils, libxml2-utils,
r-base-core, r-cran-igraph and libreoffice-calc-nogui; npm has n3 and graphology; the others are in
requirements-foreign.txt.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
import subprocess
import sys
import warnings
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest
from conftest import FIRST, SHARED, take

import build_graph
from qa.build import Build, open_build
from settings import DATA

pytestmark = pytest.mark.foreign
SCHEMAS = SHARED / "vocabularies"
FORMATS = (
    *("crate.zip", "tables.zip", "tables.xlsx", "tables.sqlite", "graph.ttl", "graph.nq"),
    *("graph.jsonld", "graph.rdf", "ontology.ttl", "thesaurus.ttl", "shapes.ttl"),
    *("shacl-report.ttl", "graph.graphml", "units.graphml", "graph.gexf", "units.gexf"),
    *("units.dl", "matrix.csv", "comparison.csv"),
)


class Taken(NamedTuple):
    """A build and a folder with what was taken of it; tables.zip is unpacked in tables/."""

    build: Build
    folder: Path

    @property
    def triples(self) -> int:
        """Distinct triples of the build."""
        return len(self.build.graph)

    def rows(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self.folder / "tables.sqlite")) as connection:
            return connection.execute(query).fetchall()

    def counts(self) -> dict[str, int]:
        with (self.folder / "tables" / "datapackage.json").open() as file:
            names = [Path(r["path"]).stem for r in json.load(file)["resources"]]
        return {name: self.rows(f"SELECT count(*) FROM {name}")[0][0] for name in names}


@pytest.fixture(scope="module")
def twelve(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Build:
    """Build twelve documents of nine counties, some with two years."""
    gold = DATA / "gold"
    later = [
        gold / "next_year" / f"{n}.txt" for n in ("liling_2025", "dalate_2025", "taixing_2026")
    ]
    files = [FIRST, *sorted((gold / "documents").glob("*.txt")), *later]
    out = tmp_path_factory.mktemp("twelve") / "build"
    options = ["--out", str(out), "--quiet", "--cache", str(cache_folder)]
    assert len(files) == 12 and build_graph.main([*map(str, files), *options]) == 0
    return open_build(out)


@pytest.fixture(scope="module", params=["build", "twelve"])
def taken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    opened: Build = request.getfixturevalue(request.param)
    folder = tmp_path_factory.mktemp(f"taken-{request.param}")
    for name in FORMATS:
        take(opened.folder, name, folder, persons=True)  # as the graph, with which it is compared
    with zipfile.ZipFile(folder / "tables.zip") as archive:
        archive.extractall(folder / "tables")
    return Taken(opened, folder)


def ran(*command: str | Path, folder: Path | None = None) -> str:
    """Run a program and return what it says; skip where it is not there."""
    name = str(command[0])
    if not shutil.which(name):
        pytest.skip(f"{name} is not there")
    run = subprocess.run(
        [str(part) for part in command], cwd=folder, capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout + run.stderr


# --- RDF -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name, syntax", [("graph.ttl", "turtle"), ("graph.rdf", "rdfxml")])
def test_raptor_reads_every_triple(taken: Taken, name: str, syntax: str) -> None:
    said = ran("rapper", "-i", syntax, "-o", "ntriples", taken.folder / name)
    lines = {line for line in said.splitlines() if line.endswith(" .")}
    assert len(lines) == taken.triples


@pytest.mark.parametrize(
    "name", ["ontology.ttl", "thesaurus.ttl", "shapes.ttl", "shacl-report.ttl"]
)
def test_raptor_reads_what_describes_the_graph(taken: Taken, name: str) -> None:
    assert "rapper: Parsing returned" in ran("rapper", "-c", "-i", "turtle", taken.folder / name)


def test_raptor_reads_every_quad(taken: Taken) -> None:
    said = ran("rapper", "-c", "-i", "nquads", taken.folder / "graph.nq")
    lines = (taken.folder / "graph.nq").read_text("utf-8").count("\n")
    assert f"returned {lines} triples" in said


def test_a_json_ld_processor_reads_every_triple_without_a_network(taken: Taken) -> None:
    jsonld = pytest.importorskip("pyld.jsonld")
    content = json.loads((taken.folder / "graph.jsonld").read_text("utf-8"))
    quads = jsonld.to_rdf(content, {"format": "application/n-quads"})
    assert len({line for line in quads.splitlines() if line}) == taken.triples


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with packages of npm."""
    if not shutil.which("npm"):
        pytest.skip("npm is not there")
    folder = tmp_path_factory.mktemp("npm")
    wanted = ("n3@1.26.0", "graphology@0.26.0", "graphology-gexf@0.13.2")
    command = ["npm", "install", "--no-audit", "--no-fund", "--silent", *wanted]
    if subprocess.run(command, cwd=folder, capture_output=True, timeout=300).returncode:
        pytest.skip("npm cannot reach its packages")
    return folder


def test_n3_js_reads_turtle_and_quads(taken: Taken, packages: Path) -> None:
    script = """
        const {Parser, Store} = require('n3'); const fs = require('fs');
        for (const name of ['graph.ttl', 'graph.nq']) {
            const parser = new Parser({format: name.endsWith('nq') ? 'N-Quads' : 'Turtle'});
            console.log(new Store(parser.parse(fs.readFileSync(process.argv[2] + '/' + name, 'utf8'))).size);
        }
    """
    (packages / "n3.cjs").write_text(script)
    counts = ran("node", packages / "n3.cjs", taken.folder).split()
    quads = len(set(ox.parse(path=taken.folder / "graph.nq", format=ox.RdfFormat.N_QUADS)))
    assert counts == [str(taken.triples), str(quads)]


# --- networks --------------------------------------------------------------------------------


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas are there in development only")
@pytest.mark.parametrize("name", ["graph", "units"])
@pytest.mark.parametrize(
    "kind, schema", [("gexf", "gexf-1.3/gexf"), ("graphml", "graphml/graphml")]
)
def test_networks_are_valid_by_the_official_schemas(
    taken: Taken, name: str, kind: str, schema: str
) -> None:
    file = taken.folder / f"{name}.{kind}"
    ran("xmllint", "--noout", "--nonet", "--schema", SCHEMAS / f"{schema}.xsd", file)


def test_graphology_reads_gexf(taken: Taken, packages: Path) -> None:
    script = """
        const {MultiGraph} = require('graphology'); const gexf = require('graphology-gexf');
        const fs = require('fs');
        for (const name of ['graph', 'units']) {
            const graph = gexf.parse(MultiGraph, fs.readFileSync(`${process.argv[2]}/${name}.gexf`, 'utf8'));
            const placed = graph.filterNodes((node, data) => data.x !== undefined && data.color);
            console.log(graph.order, graph.size, placed.length);
        }
    """
    (packages / "gexf.cjs").write_text(script)
    found = [int(n) for n in ran("node", packages / "gexf.cjs", taken.folder).split()]
    ((nodes,),) = taken.rows("SELECT count(*) FROM nodes")
    ((edges,),) = taken.rows("SELECT count(*) FROM edges")
    whole = "WHERE year = 'all' AND role = 'any'"
    ((units,),) = taken.rows(f"SELECT count(*) FROM unit_measures {whole}")
    ((pairs,),) = taken.rows(f"SELECT count(*) FROM unit_pairs {whole}")
    assert found == [nodes, edges, nodes, units, pairs, units]


def test_igraph_measures_the_same(taken: Taken) -> None:
    igraph = pytest.importorskip("igraph")
    for year, role in taken.rows("SELECT DISTINCT year, role FROM unit_measures"):
        where = f"WHERE year = '{year}' AND role = '{role}'"
        measures = taken.rows(f"SELECT * FROM unit_measures {where}")
        pairs = taken.rows(f"SELECT unit, other, tasks FROM unit_pairs {where}")
        graph = igraph.Graph.DictList(
            [{"name": row[0]} for row in measures],
            [{"source": a, "target": b, "weight": n} for a, b, n in pairs],
        )
        _, _, _, _, partners, shared, betweenness, share, sources, community = zip(
            *measures, strict=True
        )
        assert graph.degree() == list(partners)
        weights = graph.es["weight"] if pairs else None
        assert graph.strength(weights=weights) == pytest.approx(shared, abs=1e-9)
        assert graph.betweenness() == pytest.approx(betweenness, abs=1e-9)
        parts = graph.connected_components()
        sizes = [parts.size(part) for part in parts.membership]
        among = [(n - 1) * (n - 2) / 2 for n in sizes]
        assert sources == tuple(sizes)
        expected = [b / n if n else 0 for b, n in zip(graph.betweenness(), among, strict=True)]
        assert expected == pytest.approx(share, abs=1e-9)
        # no group reaches over two parts, and none is worse than igraph's own of the same method
        for part in parts.subgraphs():
            if part.ecount() < 2:
                continue
            group = {row[0]: row[9] for row in measures}
            ours = part.modularity([group[v["name"]] for v in part.vs], weights="weight")
            theirs = part.community_multilevel(weights="weight").modularity
            assert ours >= theirs - 0.03
        of_part: dict[int, set[int]] = {}
        for place, number in zip(parts.membership, community, strict=True):
            of_part.setdefault(number, set()).add(place)
        assert all(len(places) == 1 for places in of_part.values())


def test_igraph_reads_graphml_and_dl(taken: Taken) -> None:
    igraph = pytest.importorskip("igraph")
    whole = igraph.Graph.Read_GraphML(str(taken.folder / "graph.graphml"))
    assert (whole.vcount(), whole.ecount()) == (
        taken.rows("SELECT count(*) FROM nodes")[0][0],
        taken.rows("SELECT count(*) FROM edges")[0][0],
    )
    units = igraph.Graph.Read_GraphML(str(taken.folder / "units.graphml"))
    dl = igraph.Graph.Read_DL(str(taken.folder / "units.dl"))
    assert (dl.vcount(), dl.ecount()) == (units.vcount(), 2 * units.ecount())
    assert sum(dl.es["weight"]) == 2 * sum(units.es["weight"])
    assert len(set(dl.vs["name"])) == dl.vcount()


def test_r_reads_matrix_tables_and_network(taken: Taken) -> None:
    script = """
        m <- read.csv("matrix.csv", row.names = 1, fileEncoding = "UTF-8-BOM", check.names = FALSE)
        t <- read.csv("tables/targets.csv", fileEncoding = "UTF-8-BOM")
        a <- read.csv("tables/assignments.csv", fileEncoding = "UTF-8-BOM")
        cat(nrow(m), ncol(m), sum(m[, -1]), nrow(t), is.numeric(t$amount), nrow(a), "\\n")
    """
    found = ran("Rscript", "-e", script, folder=taken.folder).split()
    units = taken.rows("SELECT count(DISTINCT unit) FROM assignments")[0][0]
    shared = taken.rows("SELECT sum(tasks) FROM unit_pairs WHERE year='all' AND role='any'")[0][0]
    counts = taken.counts()
    assert found == [
        *map(str, (units, units + 1, 2 * shared, counts["targets"], "TRUE")),
        str(counts["assignments"]),
    ]


def test_igraph_of_r_finds_the_same_betweenness(taken: Taken) -> None:
    script = """
        if (!suppressWarnings(suppressMessages(require(igraph)))) { cat("missing"); quit() }
        g <- read_graph("units.graphml", format = "graphml")
        cat(max(abs(betweenness(g, weights = NA) - V(g)$betweenness)), vcount(g))
    """
    said = ran("Rscript", "-e", script, folder=taken.folder).split()
    if "missing" in said:
        pytest.skip("R has no igraph (r-cran-igraph)")
    assert float(said[-2]) < 1e-9 and int(said[-1]) > 1


# --- tables ----------------------------------------------------------------------------------


def test_frictionless_finds_the_data_package_valid(
    taken: Taken, monkeypatch: pytest.MonkeyPatch
) -> None:
    frictionless = pytest.importorskip("frictionless")
    monkeypatch.chdir(taken.folder / "tables")  # it takes paths of the working folder only
    report = frictionless.validate("datapackage.json")
    assert report.valid, report.flatten(["type", "note"])[:5]
    assert {Path(t.place).stem: t.stats.get("rows", 0) for t in report.tasks} == taken.counts()


def test_csvw_finds_the_metadata_valid(taken: Taken) -> None:
    csvw = pytest.importorskip("csvw")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # by default it takes no empty foreign key: a headline goal belongs to no task
        tables = csvw.CSVW(str(taken.folder / "tables" / "csv-metadata.json"), strict=False)
        assert tables.is_valid


def test_pandas_reads_every_table(taken: Taken) -> None:
    pandas = pytest.importorskip("pandas")
    for name, count in taken.counts().items():
        frame = pandas.read_csv(taken.folder / "tables" / f"{name}.csv")
        assert len(frame) == count and frame.columns[0].isascii()
    matrix = pandas.read_csv(taken.folder / "matrix.csv", index_col=0)
    assert matrix.index.is_unique and matrix.columns.is_unique


def test_pandas_and_r_read_what_changed_between_years(taken: Taken) -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_csv(taken.folder / "comparison.csv")
    years = taken.rows("SELECT count(DISTINCT year) FROM documents")[0][0]
    assert bool((frame.part != "nothing").any()) is (years > 1)
    tasks = frame[frame.part == "task"]
    known = {iri for (iri,) in taken.rows("SELECT task FROM tasks")}
    assert set(tasks.old.dropna()) | set(tasks.new.dropna()) <= known
    moved = frame[frame.change.isin(["raised", "lowered"])]
    assert (moved.new_value - moved.old_value).sub(
        moved.difference
    ).abs().max() < 1e-6 or moved.empty
    script = 'cat(nrow(read.csv("comparison.csv", fileEncoding = "UTF-8-BOM")))'
    assert int(ran("Rscript", "-e", script, folder=taken.folder)) == len(frame)


def test_openpyxl_reads_every_sheet(taken: Taken) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(taken.folder / "tables.xlsx", read_only=True)
    counts = {sheet.title: sum(1 for _ in sheet.iter_rows()) - 1 for sheet in book}
    assert {name: counts[name] for name in taken.counts()} == taken.counts()


def test_libreoffice_reads_every_sheet_without_a_formula(taken: Taken, tmp_path: Path) -> None:
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    out = ("--outdir", tmp_path, taken.folder / "tables.xlsx")
    ran("soffice", "--headless", profile, "--convert-to", every_sheet, *out)
    for name, count in taken.counts().items():
        with (tmp_path / f"tables-{name}.csv").open(encoding="utf-8", newline="") as file:
            assert len([*csv.reader(file)]) - 1 == count, name


def test_datasette_serves_and_searches(taken: Taken) -> None:
    pytest.importorskip("datasette")
    query = "/tables/tasks.json?_shape=array&_size=max&_search=高质量"
    command = [sys.executable, "-m", "datasette", str(taken.folder / "tables.sqlite")]
    run = subprocess.run([*command, "--get", query], capture_output=True, text=True, timeout=120)
    found = json.loads(run.stdout)
    like = "SELECT count(*) FROM tasks WHERE text LIKE '%高质量%' OR title LIKE '%高质量%'"
    assert len(found) == taken.rows(like)[0][0] > 0


def test_duckdb_reads_parquet(taken: Taken) -> None:
    duckdb = pytest.importorskip("duckdb")
    with zipfile.ZipFile(
        take(taken.build.folder, "parquet.zip", taken.folder, persons=True)
    ) as archive:
        archive.extractall(taken.folder / "parquet")
    for name, count in taken.counts().items():
        file = taken.folder / "parquet" / f"{name}.parquet"
        assert duckdb.sql(f"SELECT count(*) FROM '{file}'").fetchall() == [(count,)]
    kinds = duckdb.sql(f"DESCRIBE FROM '{taken.folder}/parquet/targets.parquet'").fetchall()
    kind = {name: kind for name, kind, *_ in kinds}
    assert (kind["amount"], kind["due"], kind["start"]) == ("DOUBLE", "DATE", "BIGINT")
    ours = taken.rows("SELECT target, amount, due, text FROM targets ORDER BY target")
    query = (
        f"SELECT target, amount, due::VARCHAR, text FROM '{taken.folder}/parquet/targets.parquet'"
    )
    assert sorted(duckdb.sql(query).fetchall()) == ours


# --- the package -----------------------------------------------------------------------------


def test_rocrate_opens_the_package(taken: Taken) -> None:
    rocrate = pytest.importorskip("rocrate.rocrate")
    crate = rocrate.ROCrate(str(taken.folder / "crate.zip"))
    with zipfile.ZipFile(taken.folder / "crate.zip") as archive:
        assert len(crate.data_entities) == len(archive.namelist()) - 1


@pytest.mark.parametrize("language, runs", [("r", ["Rscript"]), ("python", [sys.executable])])
def test_what_the_readme_shows_runs_as_it_stands(
    build: Build, tmp_path: Path, language: str, runs: list[str]
) -> None:
    pytest.importorskip("pandas")
    with zipfile.ZipFile(take(build.folder, "crate.zip", tmp_path)) as archive:
        archive.extractall(tmp_path)
    for name in ("README.md", "README.zh-CN.md"):
        blocks = re.findall(
            rf"^```{language}\n(.*?)^```", (tmp_path / name).read_text("utf-8"), re.S | re.M
        )
        assert blocks
        (tmp_path / "shown").write_text("\n".join(blocks), encoding="utf-8")
        said = ran(*runs, tmp_path / "shown", folder=tmp_path)
        assert language == "r" or "县发展和改革局 23" in said


# the validator asks w3id.org for the context of RO-Crate, which the package rocrate brings along
VALIDATE = """
import json, sys, pathlib
import rdflib.plugins.shared.jsonld.context as context, rdflib.plugins.shared.jsonld.util as util
import requests, rocrate
import rocrate_validator.utils.document_loader as loader
from requests_cache import CachedSession
from rocrate_validator import services

TEXT = (pathlib.Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_text()
whole = util.source_to_json

def source_to_json(source, *args, **kwargs):
    known = isinstance(source, str) and "w3id.org/ro/crate" in source
    return (json.loads(TEXT), None) if known else whole(source, *args, **kwargs)

def send(self, request, **kwargs):
    found = requests.Response()
    found.status_code, found._content, found.url, found.request = 200, TEXT.encode(), request.url, request
    found.headers["Content-Type"], found.from_cache = "application/ld+json", False
    return found

CachedSession.send = requests.Session.send = send
util.source_to_json = context.source_to_json = loader._original_source_to_json = source_to_json
settings = services.ValidationSettings(
    rocrate_uri=pathlib.Path(sys.argv[1]), profile_identifier="ro-crate-1.1",
    requirement_severity="REQUIRED",
)
found = services.validate(settings)
print([issue.message for issue in found.get_issues()])
sys.exit(not found.passed())
"""


def test_the_package_is_a_valid_ro_crate(taken: Taken, tmp_path: Path) -> None:
    pytest.importorskip("rocrate_validator")
    pytest.importorskip("rocrate")
    with zipfile.ZipFile(taken.folder / "crate.zip") as archive:
        archive.extractall(tmp_path)
    ran(sys.executable, "-c", VALIDATE, tmp_path)
