"""Source files: encodings, and files that cannot be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from errors import DocumentError
from kg.text.decoding import decode
from kg.text.files import read_source
from kg.text.view import normalise


def later_zip() -> bytes:
    """Return an archive that says it needs version 6.4 of zip, which nobody unpacks."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", "x")
    content = bytearray(data.getvalue())
    content[content.index(b"PK\x01\x02") + 6] = 64
    return bytes(content)


LATER = later_zip()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_encodings(encoding: str) -> None:
    text = "汶上县人民政府办公室\n关于印发任务的通知\n" * 20
    assert normalise(decode(text.encode(encoding), "x.txt")) == text


@pytest.mark.parametrize(
    "data, part",
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"%PDF-1.7 ...", "PDF is damaged"),
        (b"\xd0\xcf\x11\xe0...", "save it as .docx"),
        (b"PK\x03\x04...", "zip"),
        (LATER, "zip"),
        (bytes(range(256)) * 20, "no text in UTF-8"),
    ],
)
def test_unreadable_files_say_why(tmp_path: Path, data: bytes, part: str) -> None:
    path = tmp_path / "文件.txt"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=part):
        read_source(path)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        read_source(tmp_path / "无.txt")
