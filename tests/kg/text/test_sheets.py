"""Workbooks and delimited texts: the table as drawn, what stands around it, hidden sheets."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from conftest import KNOWLEDGE

from errors import DocumentError
from kg.text.files import read_source
from kg.text.formats.delimited import mark, read_delimited
from kg.text.formats.spreadsheet import drawn, read_workbook
from kg.text.sheets.cell_rows import Cells, sheet_blocks
from kg.text.source_text import DrawnCell, DrawnTable

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = """<worksheet {main}><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>甲县2024年重点任务</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>类别</t></is></c>
<c r="B2" t="inlineStr"><is><t>任务</t></is></c><c r="C2" t="inlineStr"><is><t>目标</t></is></c></row>
<row r="3"><c r="A3" t="inlineStr"><is><t>工业</t></is></c>
<c r="B3" t="inlineStr"><is><t>工业增长</t></is></c><c r="C3" s="1"><v>0.085</v></c></row>
<row r="4"><c r="B4" t="inlineStr"><is><t>新增企业</t></is></c><c r="C4"><v>12</v></c></row>
<row r="5"><c r="A5" t="inlineStr"><is><t>注：以上由县发改局解释</t></is></c></row>
</sheetData><mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A3:A4"/></mergeCells>
</worksheet>"""


def workbook() -> bytes:
    """Make an .xlsx with a percentage, merged cells and a hidden sheet."""
    hidden = f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
    parts = {
        "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId1" Type="{REL}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{REL}"><sheets>'
        '<sheet name="任务表" sheetId="1" r:id="rId1"/>'
        '<sheet name="底稿" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/'
        f'package/2006/relationships"><Relationship Id="rId1" Type="{REL}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{REL}/worksheet" '
        'Target="worksheets/sheet2.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="176" '
        'formatCode="0.0%"/></numFmts><cellXfs count="2"><xf numFmtId="0"/>'
        '<xf numFmtId="176"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": SHEET.format(main=MAIN),
        "xl/worksheets/sheet2.xml": hidden,
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_a_workbook() -> None:
    found = read_workbook(workbook(), "a.xlsx")
    assert found.blocks[:2] == ("甲县2024年重点任务", "任务表")
    assert found.blocks[3] == "注：以上由县发改局解释"
    table = found.blocks[2]
    assert isinstance(table, DrawnTable)
    assert [cell.text for cell in table.cells][3:] == ["工业", "工业增长", "8.5%", "新增企业", "12"]
    assert DrawnCell(2, 0, "工业", rows=2) in table.cells
    assert found.remarks == ("hidden sheets were left out (底稿)",)


@pytest.mark.parametrize("name", ["表.xlsx", "表.et", "表.txt"])
def test_a_workbook_is_known_by_what_it_holds(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(workbook())
    text = read_source(path).text
    assert "工业\n新增企业\n12\n" in text


@pytest.mark.parametrize(
    "value, text",
    [
        (1.0, "1"),
        (0.1 + 0.2, "0.3"),
        (1234567.5, "1234567.5"),
        (date(2024, 6, 30), "2024年6月30日"),
        (datetime(2024, 6, 30), "2024年6月30日"),
        (datetime(2024, 6, 30, 9, 5), "2024年6月30日 09:05"),
        (" 县 ", "县"),
        ("", ""),
    ],
)
def test_values_as_a_sheet_draws_them(value: object, text: str) -> None:
    assert drawn(value) == text


@pytest.mark.parametrize(
    "lines, expected",
    [
        (["a,b,c", "1,2,3"], ","),
        (["序号\t任务", "1\t甲，乙、丙"], "\t"),
        (["序号;任务", "1;甲,乙"], ";"),
        (["一行"], ","),
    ],
)
def test_the_mark_of_a_delimited_text(lines: list[str], expected: str) -> None:
    assert mark(lines) == expected


def test_a_delimited_text() -> None:
    title, table, note = read_delimited(
        '甲县任务表,,\n序号,任务,单位\n1,"培育企业,\n新增5家",县经信局\n注：略,,\n'
    ).blocks
    assert (title, note) == ("甲县任务表", "注：略")
    assert isinstance(table, DrawnTable)
    assert DrawnCell(2, 1, "培育企业,\n新增5家") in table.cells


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_table_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes("序号,重点任务,牵头单位\n1,培育企业,县经信局\n".encode(encoding))
    assert "1\n培育企业\n县经信局\n" in read_source(path, KNOWLEDGE.lexicon.frequent).text


def test_rows_beside_a_cell_of_several_rows_are_rows() -> None:
    texts = {(0, 0): "类", (0, 1): "甲", (1, 0): "工业", (1, 1): "乙", (2, 1): "丙"}
    (table,) = sheet_blocks(Cells(texts, (((1, 0), (2, 0)),)))
    assert isinstance(table, DrawnTable) and len(table.cells) == 5


def test_a_damaged_workbook_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook()[:900])
    with pytest.raises(DocumentError, match=r"表\.xlsx: damaged") as caught:
        read_source(path)
    assert "\n" not in str(caught.value)
