"""Old Word and WPS files: by a LibreOffice that is there, else how to convert them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import docx
import pytest

import kg.text.formats.office as office
from errors import DocumentError
from kg.text.files import read_source

OLE = b"\xd0\xcf\x11\xe0" + b"\0" * 600
WORD = OLE + "WordDocument".encode("utf-16-le")
CONVERTER = """#!{python}
import pathlib, shutil, sys
assert any(a.startswith("-env:UserInstallation=file:///") for a in sys.argv)
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
if {works}:
    out.mkdir()
    shutil.copy({result!r}, out / "document.docx")
"""


@pytest.mark.parametrize(
    "name, data, part",
    [
        ("a.doc", OLE, "save it as .docx, or install LibreOffice"),
        ("a.wps", OLE, "save it as .docx, or install LibreOffice"),
        ("a.et", OLE, "save it as .xlsx, or install LibreOffice"),
        ("a.rtf", b"{\\rtf1 x}", "save it as .docx"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "needs a password"),
        ("a.ppt", OLE, "print them to a PDF"),
        ("a.mht", b"MIME-Version: 1.0\n", r"save it as .docx or as a web page"),
        ("a.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related", "a web archive"),
        ("a.rar", b"Rar!\x1a\x07", "unpack it, and name the folder"),
        ("a.jpg", b"\xff\xd8\xff", "OCR"),
        ("a.ceb", b"Founder CEB", "print it to a PDF"),
    ],
)
def test_what_is_not_read_says_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes, part: str
) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=part) as caught:
        read_source(path)
    assert str(caught.value).startswith(f"{path}: ") and "\n" not in str(caught.value)


def test_a_damaged_file_is_not_read_as_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "program", lambda: "soffice")
    path = tmp_path / "a.doc"
    path.write_bytes(OLE)
    with pytest.raises(DocumentError, match=r"damaged, or of another program.*as \.docx"):
        read_source(path)


def word() -> bytes:
    document, data = docx.Document(), io.BytesIO()
    document.add_paragraph("甲县2024年重点任务")
    document.save(data)
    return data.getvalue()


@pytest.mark.parametrize("name", ["a.doc", "a.wps"])
def test_a_new_file_with_an_old_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(word())
    assert "甲县2024年重点任务" in read_source(path).text


def test_a_web_page_with_the_name_of_a_word_file(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes("<html xmlns:o='x'><body><p>甲县任务</p></body></html>".encode("gb18030"))
    assert read_source(path).text.strip() == "甲县任务"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a script")
@pytest.mark.parametrize("works", [True, False])
def test_what_counts_is_the_file_that_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, works: bool
) -> None:
    result, script, path = tmp_path / "r.docx", tmp_path / "soffice", tmp_path / "a.doc"
    result.write_bytes(word())
    script.write_text(
        CONVERTER.format(python=sys.executable, works=works, result=str(result)), encoding="utf-8"
    )
    script.chmod(0o755)
    path.write_bytes(WORD)
    monkeypatch.setattr(office, "program", lambda: str(script))
    if works:
        assert "甲县2024年重点任务" in read_source(path).text
        return
    with pytest.raises(DocumentError, match="LibreOffice does not convert it"):
        read_source(path)
