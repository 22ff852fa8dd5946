"""Downloads are made in a process of its own: one that is slow, large or ends is a sentence."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.export.export_child import Wanted, answer
from kg.export.format import Format
from kg.text.child_process import Limits
from settings import DATA
from ui.server.downloads import BusyError, DownloadError, Downloads


def wanted(build: Path, name: str, out: Path) -> Wanted:
    return Wanted(name, str(build), str(out / name), persons=False, data=(str(DATA),))


def test_files_come_whole_and_leave_nothing(client: TestClient, tmp_path: Path) -> None:
    for name in ("tasks.csv", "graph.graphml"):
        answer = client.get(f"/download/{name}")
        assert answer.status_code == 200 and len(answer.content) > 1000
    assert client.get("/download/none.csv").status_code == 404


@pytest.mark.parametrize(
    "limits, because",
    [(Limits(seconds=0), "took too long"), (Limits(memory=2**20), "memory|ended")],
)
def test_a_download_that_takes_too_much_is_a_sentence(
    build_folder: Path, tmp_path: Path, limits: Limits, because: str
) -> None:
    with pytest.raises(DownloadError, match=because):
        asyncio.run(Downloads(limits).make(wanted(build_folder, "tasks.csv", tmp_path)))


def test_what_cannot_be_written_is_a_sentence(build_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DownloadError, match="cannot be written"):
        asyncio.run(Downloads().make(wanted(build_folder, "tasks.csv", tmp_path / "file")))


def test_many_wait_and_more_are_sent_away(build_folder: Path, tmp_path: Path) -> None:
    async def many() -> list[BaseException | None]:
        downloads = Downloads(waiting=2)
        names = ("tasks.json", "tasks.csv", "graph.graphml", "graph.gexf", "graph.nq")
        made = (downloads.make(wanted(build_folder, name, tmp_path)) for name in names)
        return await asyncio.gather(*made, return_exceptions=True)

    found = asyncio.run(many())
    assert 1 <= sum(isinstance(error, BusyError) for error in found) <= 3
    assert len(list(tmp_path.iterdir())) == found.count(None) >= 2


def test_a_full_disk_is_a_sentence(
    build_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(Format, "save", full)
    said = json.loads(answer(wanted(build_folder, "tables.sqlite", tmp_path).line()))
    assert said == "the file cannot be written: database or disk is full"
