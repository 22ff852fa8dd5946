"""File kinds: Word, HTML, PDF, Markdown; what cannot be read says why, in one line."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from conftest import KNOWLEDGE, SHARED, needs_shared

from errors import DocumentError
from kg.extraction import extract
from kg.structure.parser import parse, parse_file
from kg.text.files import read_source

ROWS = [
    ["序号", "重点任务", "责任单位", "完成时限"],
    ["1", "做好甲事", "市教育局、市财政局", "6月底前"],
    ["2", "做好乙事", "市水利局", "年底前"],
]


def units_of(path: Path) -> list[list[str]]:
    facts = extract(parse_file(path, KNOWLEDGE.lexicon), path.name, KNOWLEDGE)
    return [
        [
            m.text
            for m in t.mentions
            if m.rule.startswith("attribution/") and "deadline" not in m.rule
        ]
        for t in facts.tasks
    ]


def test_word_documents_with_tables(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("甲市2024年重点任务")
    table = document.add_table(rows=0, cols=4)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    path = tmp_path / "任务.docx"
    document.save(str(path))
    assert units_of(path) == [["市教育局", "市财政局"], ["市水利局"]]


def test_html_without_scripts(tmp_path: Path) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    path = tmp_path / "页面.html"
    path.write_text(
        f"<html><head><title>x</title><script>evil('（牵头单位：假局）')</script></head><body><nav>首页</nav>"
        f"<h1>甲市2024年重点任务</h1><table>{rows}</table><p>附：<b>说</b>明</p><!-- hidden --></body></html>",
        encoding="utf-8",
    )
    text = read_source(path).text
    assert "evil" not in text and "hidden" not in text and "首页" not in text and "附：说明" in text
    assert units_of(path) == [["市教育局", "市财政局"], ["市水利局"]]


def test_markdown_headings(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# 甲市2024年重点任务\n## 一、兴业\n### （一）培育企业\n做事。（市工信局负责）\n",
        encoding="utf-8",
    )
    assert units_of(path) == [["市工信局"]]


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 60_000_000)
    return data.getvalue()


def plain_zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", "甲")
    return data.getvalue()


@pytest.mark.parametrize(
    "name, data, part",
    [
        ("a.docx", b"not a zip", "no zip archive inside"),
        ("a.docx", plain_zip(), "no Word document"),
        ("a.docx", bomb(), "possible zip bomb"),
        ("a.pdf", b"%PDF-1.4 broken", "damaged, or is none; .* print it to a new PDF"),
        ("a.xlsx", bomb()[:900], "save it again|save it as"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "save it as .docx"),
        ("a.wps", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "save it as .docx"),
        ("a.txt", b"\x89PNG\r\n", "OCR"),
    ],
)
def test_files_that_cannot_be_read_say_what_to_do(
    tmp_path: Path, name: str, data: bytes, part: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=part) as caught:
        read_source(path)
    assert "\n" not in str(caught.value)
    assert "Error" not in str(caught.value)  # no library's words


@needs_shared
def test_a_real_pdf() -> None:
    text = read_source(SHARED / "documents" / "govdoccn_397.pdf").text
    assert len(text) > 500
    parse(text, KNOWLEDGE.lexicon)
