"""OFD: texts of each page by their places, whatever namespace; scans and lost pages said."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.fuzz.papers import ofd
from errors import DocumentError
from kg.text.files import read_source
from kg.text.formats.ofd import read_ofd

PAGES = [
    [(20.0, 30.0, "一、培育企业。"), (20.0, 20.0, "甲县任务。"), (80.0, 20.2, "（右边）")],
    [(20.0, 20.0, "二、建设园区。")],
]


@pytest.mark.parametrize("space", ["http://www.ofdspec.org/2016", "http://www.ofdspec.org"])
@pytest.mark.parametrize("root", ["", "/"])
def test_lines_by_their_places(tmp_path: Path, space: str, root: str) -> None:
    path = tmp_path / "通知.ofd"
    path.write_bytes(ofd(PAGES, space, root))
    found = read_source(path)
    assert found.text.split("\n")[:3] == ["甲县任务。 （右边）", "一、培育企业。", "二、建设园区。"]
    assert found.remarks == (
        "text of page templates was left out (内部资料)",
        "page 3 is damaged or lost, and was left out",
    )


def test_a_scan_is_refused() -> None:
    with pytest.raises(DocumentError, match="no text in this OFD, so probably a scan"):
        read_ofd(ofd([[]]), "x.ofd")


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"no zip"])
def test_a_damaged_file_is_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "通知.ofd"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=r"通知\.ofd: "):
        read_source(path)
