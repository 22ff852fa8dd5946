"""The ledger in an office program nobody here wrote: LibreOffice opens, prints and saves it.

It stands in for Excel and WPS, which run on no machine of ours.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from serving import pages_client
from starlette.testclient import TestClient

from qa.build import Build
from ui.planning.progress import Progress, State

pytestmark = [
    pytest.mark.foreign,
    pytest.mark.skipif(
        shutil.which("soffice") is None, reason="no LibreOffice: apt-get install libreoffice-calc"
    ),
]
TASK = "https://w3id.org/zhengtu/doc/汶政办字-2023-29/task/1"
EVIL = "=1+1"
A4 = (841.9, 595.3)  # points, landscape


@pytest.fixture
def ledger(build: Build, tmp_path: Path) -> tuple[TestClient, Path]:
    """Give pages of a user, and the ledger of all tasks, in which a cell looks like a formula."""
    pages = pages_client(build, tmp_path / "home")
    row = {"task": TASK, "status": "under_way", "progress": EVIL, "remark": "", "seen": "0"}
    assert pages.post("/ledger", data=row, follow_redirects=False).status_code == 303
    path = tmp_path / "ledger.xlsx"
    path.write_bytes(pages.get("/ledger.xlsx").content)
    return pages, path


def converted(path: Path, kind: str) -> Path:
    """Have LibreOffice save a file as another kind, beside it in a folder."""
    out = path.parent / "out"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=240)
    return out / f"{path.stem}.{kind}"


def test_the_whole_ledger_is_printed(ledger: tuple[TestClient, Path], build: Build) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(converted(ledger[1], "pdf"))
    assert document[0].get_size() == pytest.approx(A4, abs=1)
    printed = "".join(page.get_textpage().get_text_range() for page in document)
    printed = "".join(printed.split())
    for task in build.tasks.values():
        end = "".join(task["text"].split())[-8:]
        assert end in printed, f"the end of {task['title']} is cut off"
    assert printed.count("完成时限") == len(document)  # heads on every page


def test_nothing_in_it_is_computed(ledger: tuple[TestClient, Path]) -> None:
    with converted(ledger[1], "csv").open(encoding="latin-1", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert EVIL in cells


def test_what_it_saved_is_read_back(ledger: tuple[TestClient, Path], tmp_path: Path) -> None:
    pages, path = ledger
    book = openpyxl.load_workbook(path)
    book.active["I3"] = "已建 3 家"
    book.save(path)
    for kind in ("ods", "xlsx"):  # opened and saved twice
        path = converted(path, kind)
    file = {"file": ("台账.xlsx", path.read_bytes())}
    assert pages.post("/ledger", files=file, follow_redirects=False).status_code == 303
    assert Progress(tmp_path / "home").states()[TASK] == State("under_way", "已建 3 家", "")
