"""Work on documents on a Dask cluster of two local workers: equal bytes, and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import KNOWLEDGE
from test_workers import FAILURES, tasks, write

import build_graph
from building.order import known_digest, program_digest
from building.work.workers import Workshop
from errors import PolicyGraphError
from settings import BASE_IRI, layers

distributed = pytest.importorskip("distributed", reason="extra dask")
cluster = pytest.importorskip("building.work.cluster")
pytestmark = pytest.mark.foreign


@pytest.fixture(scope="module")
def local() -> Iterator[Any]:
    options = {"dashboard_address": None, "host": "127.0.0.1", "threads_per_worker": 1}
    with distributed.LocalCluster(n_workers=2, **options) as found:
        yield found


@pytest.fixture(scope="module")
def scheduler(local: Any) -> str:
    return str(local.scheduler_address).removeprefix("tcp://")


def known() -> str:
    return known_digest(KNOWLEDGE, BASE_IRI, program_digest())


def files(out: Path) -> dict[Path, bytes]:
    found = [p for p in sorted(out.rglob("*")) if p.is_file() and p.name != "report.json"]
    return {p.relative_to(out): p.read_bytes() for p in found if p.parent.name != "store"}


def test_a_cluster_gives_the_same_bytes(
    tmp_path: Path, scheduler: str, capsys: pytest.CaptureFixture[str]
) -> None:
    documents, built = write(tmp_path / "in"), []
    for name, options in (("here", ["--jobs", "1"]), ("there", ["--scheduler", scheduler])):
        out = tmp_path / name
        command = [str(documents), "--out", str(out), "--quiet", "--no-cache", *options]
        assert build_graph.main(command) == 1
        assert capsys.readouterr().out.count("FAILED") == 1
        built.append(files(out))
    assert built[0] == built[1]


def test_what_fails_there_is_one_line_for_its_file(tmp_path: Path, scheduler: str) -> None:
    workshop = Workshop(layers(None), BASE_IRI, tmp_path / "cache")
    wanted = tasks()
    with cluster.Cluster(workshop, scheduler, known(), quiet=True) as workers:
        failed = workers.run("x", wanted)
    assert failed == {task.key: FAILURES[task.ends] for task in wanted if task.ends != "good"}
    assert workshop.cache.find(wanted[0].key) == str(tmp_path / "cache").encode()


def test_a_worker_that_dies_is_one_line_too(tmp_path: Path, scheduler: str) -> None:
    workshop, wanted = Workshop(layers(None), BASE_IRI, tmp_path / "cache"), tasks("dies")
    with cluster.Cluster(workshop, scheduler, known(), quiet=True) as workers:
        failed = workers.run("x", wanted)
    assert "dies.txt: the process that read it died" in failed[wanted[-1].key]
    assert all(workshop.cache.find(task.key) for task in wanted if task.ends == "good")


def test_another_version_there_ends_the_build(tmp_path: Path, scheduler: str) -> None:
    workshop = Workshop(layers(None), BASE_IRI, tmp_path / "cache")
    with (
        cluster.Cluster(workshop, scheduler, "another", quiet=True) as workers,
        pytest.raises(PolicyGraphError, match="another version of the program or other tables"),
    ):
        workers.run("x", tasks())


def test_without_scheduler_or_workers_one_line_says_what_to_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    workshop = Workshop(layers(None), BASE_IRI, tmp_path / "cache")
    with pytest.raises(PolicyGraphError, match="start one there: dask scheduler"):
        cluster.Cluster(workshop, "127.0.0.1:9", known(), quiet=True)
    options = {"dashboard_address": None, "host": "127.0.0.1"}
    with distributed.LocalCluster(n_workers=0, **options) as empty:
        address = empty.scheduler_address
        with pytest.raises(PolicyGraphError, match="has no worker; start: dask worker"):
            cluster.Cluster(workshop, address, known(), quiet=True)
