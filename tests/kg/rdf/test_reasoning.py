"""Others reason with the graph: OWL 2 DL by the OWL API, consistency with public vocabularies.

The OWL API is Debian's (libowlapi-java, default-jdk), HermiT that of owlready2; ELI, PROV and SKOS
lie beside the project, ORG is the npm package @vocabulary/org.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from conftest import ROOT
from rdflib import OWL, XSD, Dataset, Graph, Literal, URIRef
from rdflib.term import Node
from small_document import IRIS, SMALL, dataset_of

from kg.rdf.serialise import union
from kg.rdf.vocabulary import ELI, ZT

JAVA = shutil.which("java")
JARS = Path("/usr/share/java")
LIBRARIES = (
    *("owlapi-*", "rdf4j-*", "commons-rdf-*", "commons-codec", "commons-io", "commons-logging"),
    *("guava", "caffeine", "hppcrt", "slf4j-api", "slf4j-nop", "jsr305", "atinject-jsr330-api"),
    *("xz", "jackson-core", "jackson-databind", "jackson-annotations", "httpclient", "httpcore"),
)
OWLREADY = importlib.util.find_spec("owlready2")
VOCABULARIES = ROOT.parent / "shared" / "vocabularies"
ORG = "@vocabulary/org@1.0.6"
# HermiT refuses these datatypes; each value becomes a dateTime, so that a string stays another one
UNKNOWN = {XSD.date, XSD.gYear, XSD.gYearMonth, XSD.gMonth, XSD.gDay, XSD.time, XSD.duration}
TASK = IRIS.task("东河政发-2024-5", "1")
pytestmark = [
    pytest.mark.foreign,
    pytest.mark.skipif(not JAVA, reason="Debian package default-jdk"),
]


def violations(ontology: Path) -> list[str]:
    """Return what keeps an ontology out of OWL 2 DL."""
    jars = [jar for name in LIBRARIES for jar in JARS.glob(f"{name}.jar")]
    path = ":".join(str(jar) for jar in jars if not jar.stem[-1].isdigit())  # each lies twice
    program = str(Path(__file__).with_name("ProfileCheck.java"))
    command = [str(JAVA), "-cp", path, program, str(ontology)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return run.stdout.splitlines()


@pytest.mark.skipif(not (JARS / "owlapi-api.jar").exists(), reason="Debian's libowlapi-java")
def test_the_ontology_is_owl_2_dl(tmp_path: Path) -> None:
    assert violations(ROOT / "ontology.ttl") == []
    undeclared = tmp_path / "undeclared.ttl"
    undeclared.write_text('<urn:a> <urn:b> "c" .', encoding="utf-8")
    assert "undeclared annotation property" in " ".join(violations(undeclared))


def known(term: Node) -> Node:
    """Return a term with no datatype that HermiT refuses."""
    if isinstance(term, Literal) and term.datatype in UNKNOWN:
        year_first = f"{term}-01-01"[:10]  # 2024-03-05 · 2024
        return Literal(f"{year_first}T00:00:00", datatype=XSD.dateTime)
    return XSD.dateTime if term in UNKNOWN else term


def is_consistent(graph: Graph, folder: Path) -> bool:
    """Ask HermiT whether a graph can be true."""
    given = Graph()
    for triple in graph:
        if triple[1] != OWL.imports:  # nothing is fetched
            given.add(tuple(map(known, triple)))  # type: ignore[arg-type]
    given.serialize(folder / "given.owl", format="xml", encoding="utf-8")
    assert OWLREADY and OWLREADY.origin
    hermit = Path(OWLREADY.origin).with_name("hermit")
    path = f"{hermit}:{hermit / 'HermiT.jar'}"
    program = "org.semanticweb.HermiT.cli.CommandLine"
    command = [str(JAVA), "-cp", path, program, "-k", (folder / "given.owl").as_uri()]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    said = run.stdout + run.stderr
    assert "satisfiable" in said or "InconsistentOntology" in said, said[-2000:]
    return "Thing is satisfiable" in said


@pytest.fixture(scope="module")
def own() -> Graph:
    """The ontology with a document."""
    if not OWLREADY:
        pytest.skip("PyPI package owlready2")
    return union(dataset_of(SMALL, ontology=Graph().parse(ROOT / "ontology.ttl")))


@pytest.fixture(scope="module")
def beside() -> Graph:
    """ELI, PROV and SKOS."""
    if not VOCABULARIES.is_dir():
        pytest.skip("no copies of the vocabularies beside the project")
    graph = Graph()
    for name in ("eli-1.3.rdf", "prov.ttl", "skos.ttl"):
        graph.parse(VOCABULARIES / name)
    return graph


@pytest.fixture(scope="module")
def org(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """ORG, from the npm registry."""
    folder = tmp_path_factory.mktemp("npm")
    npm = shutil.which("npm")
    command = [str(npm), "pack", "--silent", ORG]
    if not npm or subprocess.run(command, cwd=folder, capture_output=True, timeout=120).returncode:
        pytest.skip(f"npm package {ORG}")
    (packed,) = folder.glob("*.tgz")
    with tarfile.open(packed) as archive:
        content = archive.extractfile("package/org.nq")
        assert content is not None
        dataset = Dataset()
        dataset.parse(data=content.read().decode(), format="nquads")
    return union(dataset)


def test_a_document_is_consistent_with_public_vocabularies(
    own: Graph, beside: Graph, tmp_path: Path
) -> None:
    assert (URIRef(TASK), None, None) in own
    assert is_consistent(own + beside, tmp_path)


def test_units_are_organisations_as_org_has_them(
    own: Graph, beside: Graph, org: Graph, tmp_path: Path
) -> None:
    assert (ZT.Unit, None, None) in own and len(org) > 100
    assert is_consistent(own + beside + org, tmp_path)


@pytest.mark.parametrize(
    "predicate, value",
    [
        (ZT.number, Literal("one")),
        (ZT.year, Literal("2024", datatype=XSD.date)),
        (ELI.date_document, Literal("2024-03")),  # as zt:date may be
    ],
)
def test_a_value_of_another_kind_is_found(
    own: Graph, beside: Graph, predicate: URIRef, value: Literal, tmp_path: Path
) -> None:
    wrong = Graph()
    wrong.add((URIRef(TASK), predicate, value))
    assert not is_consistent(own + beside + wrong, tmp_path)
