"""OFD: texts of each page by their places, whatever namespace; scans and lost pages said."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from errors import DocumentError
from kg.text.files import read_source
from kg.text.formats.ofd import read_ofd

Texts = list[tuple[float, float, str]]


def package(
    pages: list[Texts], space: str = "http://www.ofdspec.org/2016", root: str = ""
) -> bytes:
    """Make an OFD whose pages hold texts at places."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f'<o:OFD xmlns:o="{space}"><o:DocBody><o:DocRoot>{root}Doc_0/Document.xml'
            "</o:DocRoot></o:DocBody></o:OFD>",
        )
        named = "".join(f'<o:Page BaseLoc="Pages/{n}.xml"/>' for n in range(len(pages) + 1))
        archive.writestr(
            "Doc_0/Document.xml",
            f'<o:Document xmlns:o="{space}"><o:CommonData><o:TemplatePage BaseLoc="T.xml"/>'
            "</o:CommonData><o:Pages>"
            f"{named}</o:Pages></o:Document>",
        )
        mark = '<o:TextObject Boundary="0 0 9 9"><o:TextCode>内部资料</o:TextCode></o:TextObject>'
        archive.writestr("Doc_0/T.xml", f'<o:Page xmlns:o="{space}">{mark}</o:Page>')
        for number, texts in enumerate(pages):
            objects = "".join(
                f'<o:TextObject Boundary="{x} {y} 100 8" Size="4"><o:TextCode X="0" Y="4">'
                f"{text}</o:TextCode></o:TextObject>"
                for x, y, text in texts
            )
            archive.writestr(
                f"Doc_0/Pages/{number}.xml",
                f'<o:Page xmlns:o="{space}"><o:Content><o:Layer>{objects}</o:Layer></o:Content></o:Page>',
            )
    return data.getvalue()


PAGES = [
    [(20.0, 30.0, "一、培育企业。"), (20.0, 20.0, "甲县任务。"), (80.0, 20.2, "（右边）")],
    [(20.0, 20.0, "二、建设园区。")],
]


@pytest.mark.parametrize("space", ["http://www.ofdspec.org/2016", "http://www.ofdspec.org"])
@pytest.mark.parametrize("root", ["", "/"])
def test_lines_by_their_places(tmp_path: Path, space: str, root: str) -> None:
    path = tmp_path / "通知.ofd"
    path.write_bytes(package(PAGES, space, root))
    found = read_source(path)
    assert found.text.split("\n")[:3] == ["甲县任务。 （右边）", "一、培育企业。", "二、建设园区。"]
    assert found.remarks == (
        "text of page templates was left out (内部资料)",
        "page 3 is damaged or lost, and was left out",
    )


def test_a_scan_is_refused() -> None:
    with pytest.raises(DocumentError, match="no text in this OFD, so probably a scan"):
        read_ofd(package([[]]), "x.ofd")


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"no zip"])
def test_a_damaged_file_is_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "通知.ofd"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=r"通知\.ofd: "):
        read_source(path)
