"""Named queries give the same rows in Jena as in Oxigraph (Debian's libapache-jena-java)."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from test_engines import content  # noqa: F401 (a fixture)

from kg.rdf.named_queries import QUERIES

JAVA = shutil.which("java")
JARS = Path("/usr/share/java")
LIBRARIES = (
    *("jena-arq", "jena-core", "jena-base", "jena-iri", "slf4j-api"),
    *("slf4j-nop", "xercesImpl", "xml-apis", "commons-lang3", "commons-io", "commons-codec"),
    *("commons-csv", "commons-compress", "commons-cli", "thrift", "caffeine", "gson", "guava"),
    *("protobuf", "jackson-core", "jackson-databind", "jackson-annotations", "httpclient"),
    *("httpcore", "jsonld-java"),
)
NUMBERS = ("integer", "decimal", "double")
pytestmark = [
    pytest.mark.foreign,
    pytest.mark.skipif(not JAVA, reason="Debian package default-jdk"),
    pytest.mark.skipif(
        not (JARS / "jena-arq.jar").exists(), reason="Debian package libapache-jena-java"
    ),
]
Rows = list[list[tuple[str, str, Any, str]]]


def test_jena_gives_the_same_rows(content: str, tmp_path: Path) -> None:  # noqa: F811
    names = sorted(QUERIES.by_name)
    data = tmp_path / "graph.ttl"
    data.write_text(content, encoding="utf-8")
    store = ox.Store()
    store.bulk_load(path=data, format=ox.RdfFormat.TURTLE)
    texts = {name: QUERIES[name].bound({}) or "" for name in names}
    for name, text in texts.items():
        (tmp_path / f"{name}.rq").write_text(text, encoding="utf-8")
    unpack_messages(tmp_path)
    found = asked(data, [tmp_path / f"{name}.rq" for name in names])
    for name, rows in zip(names, found, strict=True):
        solutions = store.query(texts[name])
        assert isinstance(solutions, ox.QuerySolutions)
        written = solutions.serialize(format=ox.QueryResultsFormat.JSON)
        expected = read(json.loads(written or b"{}"))
        assert rows == expected and rows, name


def unpack_messages(folder: Path) -> None:
    """Put the messages of Jena's Xerces where its classes look; Debian moved the classes alone."""
    moved = "org/apache/jena/ext/"
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(f"{moved}xerces/") and name.endswith(".properties"):
                path = folder / name.removeprefix(moved)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(jar.read(name))


def asked(data: Path, queries: list[Path]) -> list[Rows]:
    """Return the rows that Jena gives for some queries."""
    path = ":".join([str(data.parent), *(str(JARS / f"{name}.jar") for name in LIBRARIES)])
    program = str(Path(__file__).with_name("JenaRows.java"))
    command = [str(JAVA), "-Dfile.encoding=UTF-8", "-cp", path, program, str(data)]
    run = subprocess.run([*command, *map(str, queries)], capture_output=True, text=True, check=True)
    return [read(json.loads(line)) for line in run.stdout.splitlines()]


def read(results: dict[str, Any]) -> Rows:
    """Return rows of the JSON of SPARQL as terms that compare, in one order."""
    return sorted(
        (sorted(map(_term, row.items())) for row in results["results"]["bindings"]), key=repr
    )


def _term(bound: tuple[str, dict[str, str]]) -> tuple[str, str, Any, str]:
    """Return a variable with its term; engines write a number that they reckon in several ways."""
    variable, term = bound
    datatype = term.get("datatype", "").rpartition("#")[2]
    value: Any = term["value"]
    if datatype in NUMBERS:
        value = round(Decimal(value), 6).normalize()
    kind = "" if datatype == "string" else datatype
    return variable, term["type"], str(value), kind or term.get("xml:lang", "")
