"""Word files as they are drawn: pieces of markup, and the lines that come of them."""

from __future__ import annotations

import io
import zipfile

import pytest

from errors import DocumentError
from kg.text.formats.docx import read_docx
from kg.text.source_text import DrawnTable, source_text

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps" xmlns:m="urn:math"'
)
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def package(body: str, **parts: str) -> bytes:
    """Return a Word file with this body; parts: styles, numbering, footnotes, endnotes."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {NS}><w:body>{body}</w:body></w:document>"
        )
        for name, inner in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NS}>{inner}</w:{name}>")
    return data.getvalue()


def lines(body: str, **parts: str) -> list[str]:
    drawn = read_docx(package(body, **parts), "a.docx")
    return source_text(drawn).text.split("\n")


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def num(level: int = 0, number: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(at: int, form: str, pattern: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{pattern}"/>{more}</w:lvl>'
    )


def numbering(levels: str, *nums: str) -> str:
    lists = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for at, more in enumerate(nums or ("",), 1)
    )
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}'


OUTLINE = level(0, "chineseCounting", "%1、") + level(1, "chineseCountingThousand", "（%2）")


@pytest.mark.parametrize(
    "body, drawn",
    [
        (p("甲") + "<w:p/>" + p("乙"), ["甲", "", "乙"]),
        (
            f"<w:p>{r('新增')}<w:del><w:r><w:delText>12</w:delText></w:r></w:del><w:ins>{r('20')}</w:ins></w:p>",
            ["新增20"],
        ),
        (f"<w:ins>{p('插入')}</w:ins><w:del>{p('删去')}</w:del>", ["插入"]),
        (
            f"<w:p><w:moveFrom>{r('移走')}</w:moveFrom><w:moveTo>{r('移来')}</w:moveTo></w:p>",
            ["移来"],
        ),
        # the end of a paragraph was deleted: it goes on in the next one
        (p("前半", "<w:rPr><w:del/></w:rPr>") + p("后半"), ["前半后半"]),
        (p("最后", "<w:rPr><w:del/></w:rPr>"), ["最后"]),
        (f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>", ["控件"]),
        (
            f"<w:p>{r('由')}<w:sdt><w:sdtContent>{r('县财政局')}</w:sdtContent></w:sdt></w:p>",
            ["由县财政局"],
        ),
        (
            f"<w:p><w:smartTag><w:customXml>{r('2024年')}</w:customXml></w:smartTag></w:p>",
            ["2024年"],
        ),
        (
            f"<w:p><w:hyperlink>{r('链接')}</w:hyperlink><w:fldSimple>{r('域')}</w:fldSimple></w:p>",
            ["链接域"],
        ),
        (
            f"<w:p><w:r><w:fldChar/><w:instrText>PAGE</w:instrText></w:r>{r('3')}</w:p>",
            ["3"],
        ),
        (
            f"<w:p><w:r><w:ruby><w:rt>{r('ying')}</w:rt><w:rubyBase>{r('应')}</w:rubyBase></w:ruby></w:r></w:p>",
            ["应"],
        ),
        (
            "<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/></w:r></w:p>",
            ["甲", "乙\t丙-"],
        ),
        (
            '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:char="2460"/></w:r></w:p>',
            ["☑①"],
        ),
        (f"<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>{r('倍')}</w:p>", ["x倍"]),
        # a text box is said once, after its paragraph
        (
            f"<w:p>{r('文')}<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{p('框')}</w:txbxContent>"
            f"</wps:txbx></mc:Choice><mc:Fallback><v:textbox><w:txbxContent>{p('框')}</w:txbxContent></v:textbox>"
            f"</mc:Fallback></mc:AlternateContent></w:r>{r('字')}</w:p>",
            ["文字", "框"],
        ),
        (
            f"<w:p><w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><v:textbox><w:txbxContent>{p('旧')}"
            "</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>",
            ["", "旧"],
        ),
    ],
)
def test_what_a_paragraph_draws(body: str, drawn: list[str]) -> None:
    assert lines(body) == drawn


@pytest.mark.parametrize(
    "levels, nums, paragraphs, drawn",
    [
        (
            OUTLINE,
            ("",),
            [num(0), num(1), num(1), num(0), num(1)],
            ["一、甲", "（一）甲", "（二）甲", "二、甲", "（一）甲"],
        ),
        (
            level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2"),
            ("",),
            [num(0), num(1), num(1)],
            ["1. 甲", "1.1 甲", "1.2 甲"],
        ),
        (
            level(0, "chineseCounting", "第%1章") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
            ("",),
            [num(0), num(1)],
            ["第一章 甲", "1.1 甲"],
        ),
        (level(0, "bullet", "●"), ("",), [num(0)], ["甲"]),
        (level(0, "none", ""), ("",), [num(0)], ["甲"]),
        (level(0, "decimalEnclosedCircle", "%1"), ("",), [num(0)] * 2, ["① 甲", "② 甲"]),
        (level(0, "ideographTraditional", "%1、"), ("",), [num(0)] * 2, ["甲、甲", "乙、甲"]),
        (level(0, "upperLetter", "%1）"), ("",), [num(0)] * 2, ["A）甲", "B）甲"]),
        (
            level(0, "lowerRoman", "(%1)"),
            ("",),
            [num(0)] * 4,
            ["(i)甲", "(ii)甲", "(iii)甲", "(iv)甲"],
        ),
        # two lists of one definition count on together; one that says where it starts does not
        (OUTLINE, ("", ""), [num(0, 1), num(0, 2)], ["一、甲", "二、甲"]),
        (
            OUTLINE,
            ("", '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
            [num(0, 1), num(0, 2), num(0, 2)],
            ["一、甲", "一、甲", "二、甲"],
        ),
        (
            OUTLINE,
            ('<w:lvlOverride w:ilvl="0">' + level(0, "decimal", "%1、") + "</w:lvlOverride>",),
            [num(0)],
            ["1、甲"],
        ),
        # tasks that run on across sections
        (
            level(0, "chineseCounting", "%1、")
            + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'),
            ("",),
            [num(0), num(1), num(0), num(1)],
            ["一、甲", "1. 甲", "二、甲", "2. 甲"],
        ),
        (OUTLINE, ("",), [num(0, 0), num(0, 9), num(5)], ["甲", "甲", "甲"]),
    ],
)
def test_automatic_numbers(
    levels: str, nums: tuple[str, ...], paragraphs: list[str], drawn: list[str]
) -> None:
    body = "".join(p("甲", properties) for properties in paragraphs)
    assert lines(body, numbering=numbering(levels, *nums)) == drawn


def test_numbers_and_hiding_by_style() -> None:
    styles = (
        f'<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr>{num(0)}</w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="toc 1"/></w:style>'
    )
    levels = level(0, "chineseCounting", "%1、") + level(
        1, "chineseCounting", "（%2）", '<w:pStyle w:val="3"/>'
    )
    body = (
        p("目录行", '<w:pStyle w:val="t"/>')
        + p("甲", '<w:pStyle w:val="1"/>')
        + p("乙", '<w:pStyle w:val="3"/>')
        + p("丙", '<w:pStyle w:val="2"/>')
        + p("丁", f'<w:pStyle w:val="1"/>{num(0, 0)}')
        + "<w:p>"
        + r("戊")
        + r("隐", '<w:rStyle w:val="h"/>')
        + r("己", '<w:rStyle w:val="h"/><w:vanish w:val="0"/>')
        + "</w:p>"
    )
    drawn = read_docx(package(body, styles=styles, numbering=numbering(levels)), "a.docx")
    assert list(drawn.blocks) == ["一、甲", "（一）乙", "二、丙", "丁", "戊己"]
    assert drawn.remarks == (
        "hidden text was left out (1 characters)",
        "the table of contents was left out (1 lines)",
    )


def test_notes_stand_after_their_paragraph_once() -> None:
    notes = f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{r("注文")}</w:p></w:footnote>'
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = f"<w:p>{r('甲')}{reference}{r('乙')}</w:p><w:p>{r('丙')}{reference}</w:p>"
    assert lines(body, footnotes=notes) == ["甲乙", "注文", "丙"]


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def grid(rows: str) -> list[tuple[int, int, str, int, int]]:
    (table,) = read_docx(package(f"<w:tbl>{rows}</w:tbl>"), "a.docx").blocks
    assert isinstance(table, DrawnTable)
    return [(c.row, c.column, c.text, c.rows, c.columns) for c in table.cells]


BEGIN, GO_ON, TWO = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'


@pytest.mark.parametrize(
    "rows, cells",
    [
        (
            f"<w:tr>{tc('类', BEGIN)}{tc('甲')}</w:tr><w:tr>{tc('', GO_ON)}{tc('乙')}</w:tr>",
            [(0, 0, "类", 2, 1), (0, 1, "甲", 1, 1), (1, 1, "乙", 1, 1)],
        ),
        (
            f"<w:tr>{tc('总', TWO)}{tc('甲')}</w:tr><w:tr>{tc('乙')}{tc('丙')}{tc('丁')}</w:tr>",
            [
                (0, 0, "总", 1, 2),
                (0, 2, "甲", 1, 1),
                (1, 0, "乙", 1, 1),
                (1, 1, "丙", 1, 1),
                (1, 2, "丁", 1, 1),
            ],
        ),
        # a continuation of nothing is a cell of its own
        (
            f"<w:tr>{tc('甲')}{tc('乙')}</w:tr><w:tr>{tc('丙')}{tc('局', GO_ON)}</w:tr>",
            [(0, 0, "甲", 1, 1), (0, 1, "乙", 1, 1), (1, 0, "丙", 1, 1), (1, 1, "局", 1, 1)],
        ),
        (
            f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("甲")}</w:tr><w:tr>{tc("乙")}{tc("丙")}</w:tr>',
            [(0, 1, "甲", 1, 1), (1, 0, "乙", 1, 1), (1, 1, "丙", 1, 1)],
        ),
        (
            f"<w:tr>{tc('甲')}{tc('乙')}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{tc('删')}{tc('删')}</w:tr>",
            [(0, 0, "甲", 1, 1), (0, 1, "乙", 1, 1)],
        ),
        (
            f"<w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent>{tc('甲')}</w:sdtContent></w:sdt>{tc('乙')}</w:tr></w:sdtContent></w:sdt>",
            [(0, 0, "甲", 1, 1), (0, 1, "乙", 1, 1)],
        ),
        (
            f"<w:tr>{tc('甲')}<w:tc>{p('县教育局')}{p('县财政局')}</w:tc></w:tr>",
            [(0, 0, "甲", 1, 1), (0, 1, "县教育局\n县财政局", 1, 1)],
        ),
        # a table inside a cell is lines of the cell
        (
            f"<w:tr>{tc('甲')}<w:tc><w:tbl><w:tr>{tc('乙')}{tc('丙')}</w:tr></w:tbl><w:p/></w:tc></w:tr>",
            [(0, 0, "甲", 1, 1), (0, 1, "乙\n丙\n", 1, 1)],
        ),
    ],
)
def test_tables(rows: str, cells: list[tuple[int, int, str, int, int]]) -> None:
    assert grid(rows) == cells


def test_a_frame_of_one_cell_is_no_table() -> None:
    assert lines(f"<w:tbl><w:tr>{tc('青府发〔2024〕8号')}</w:tr></w:tbl>") == ["青府发〔2024〕8号"]


def test_strict_files_and_a_lost_end_are_read() -> None:
    body = package(p("甲"))
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(data, "w") as new:
        text = old.read("word/document.xml").decode()
        text = text.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", STRICT)
        new.writestr("word/document.xml", text[: text.index("</w:body>")])
        new.writestr("word/styles.xml", "no markup")
    drawn = read_docx(data.getvalue(), "a.docx")
    assert drawn.blocks == ("甲",)
    assert any("damaged" in remark for remark in drawn.remarks)


def test_entities_are_refused() -> None:
    data = io.BytesIO()
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f"{bomb}<w:document {NS}><w:body>{p('&b;&c;')}</w:body></w:document>",
        )
    with pytest.raises(DocumentError, match="declares entities"):
        read_docx(data.getvalue(), "a.docx")


def test_depth_and_width_do_not_end_the_program() -> None:
    deep = "<w:ins>" * 5000 + r("深") + "</w:ins>" * 5000
    drawn = read_docx(package(p("甲") + f"<w:p>{deep}</w:p>"), "a.docx")
    assert "甲" in drawn.blocks and drawn.remarks
    nested = "<w:tbl><w:tr><w:tc>" * 80 + p("深") + "</w:tc></w:tr></w:tbl>" * 80
    assert lines(nested) == ["深"]
