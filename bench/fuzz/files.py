"""Strategies for files: Word, web pages, tables, Markdown, archives, and bytes of no kind."""

from __future__ import annotations

import io
import warnings
import zipfile
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from bench.fuzz.papers import at, ofd, pdf, ruled
from bench.fuzz.texts import PIECES

_TEXT = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "</Types>"
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)

# properties of cells and paragraphs, most of them out of the ordinary
_CELL = st.sampled_from(
    ("", '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>', "<w:hMerge/>",
     '<w:gridSpan w:val="100000000"/>', '<w:gridSpan w:val="-1"/>', '<w:gridSpan w:val="x"/>')
)  # fmt: skip
_PARAGRAPH = st.sampled_from(
    ("", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>', "<w:rPr><w:vanish/></w:rPr>",
     '<w:numPr><w:ilvl w:val="99"/><w:numId w:val="z"/></w:numPr>', '<w:pStyle w:val="nowhere"/>')
)  # fmt: skip
_paragraph = st.builds(
    lambda properties, text: (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{_xml(text)}</w:t></w:r></w:p>"
    ),
    _PARAGRAPH,
    _TEXT,
)
_body = st.recursive(
    _paragraph,
    lambda inner: st.lists(
        st.lists(st.tuples(_CELL, st.one_of(inner, st.just(""))), max_size=4), max_size=4
    ).map(
        lambda rows: (
            "<w:tbl>"
            + "".join(
                "<w:tr>"
                + "".join(f"<w:tc><w:tcPr>{p}</w:tcPr>{c}</w:tc>" for p, c in row)
                + "</w:tr>"
                for row in rows
            )
            + "</w:tbl>"
        )
    ),
    max_leaves=12,
)


def _xml(text: str) -> str:
    return escape("".join(c for c in text if c in "\t\n" or c >= " "))


def _docx(parts: list[str]) -> bytes:
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELS,
            "word/document.xml": f"<w:document {_W}><w:body>{''.join(parts)}</w:body></w:document>",
        }
    )


def zipped(members: dict[str, str]) -> bytes:
    """Return an archive of some texts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


_TAGS = st.sampled_from(
    ("p", "div", "table", "tr", "td", "th", "ol", "li", "span", "br", "form", "style", "script", "h1",
     "td rowspan=3", "td colspan=99999999", "td rowspan=0 colspan=-1", "ol start=x", "p hidden", "meta")
)  # fmt: skip
_html = st.recursive(
    _TEXT,
    lambda inner: st.builds(
        lambda tag, parts, closed: (
            f"<{tag}>{''.join(parts)}" + (f"</{tag.split()[0]}>" if closed else "")
        ),
        _TAGS,
        st.lists(inner, max_size=4),
        st.booleans(),
    ),
    max_leaves=25,
)
_ODD_HTML = st.sampled_from(("<![foo", "<!--", "<![CDATA[", "&#xD800;", "&#1114112;", "<" * 50))
_rows = st.lists(st.lists(_TEXT, max_size=6), max_size=12)


def _markdown(rows: list[list[str]]) -> str:
    return "\n".join("|" + "|".join(cell.replace("\n", " ") for cell in row) + "|" for row in rows)


def _utf(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


# --- pages: texts at odd places, tables, operators that are none, and bytes changed -----------------

_PLACE = st.one_of(st.integers(-50, 900), st.sampled_from((0, 1e9, -1e9)))
_LATIN = st.text("abc 1.%()\\\\<>[]", max_size=12).map(
    lambda text: text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
)
_OPERATORS = st.sampled_from(
    ("q ", "Q ", "BT ", "ET ", "0 0 m 600 800 l S ", "0 0 600 800 re f ", "1e9 0 0 1e9 0 0 cm ", "/F 0 Tf ", "/X Do ",
     "[(a) -1e9 (b)] TJ ", "<zz> Tj ", "(", "BI /W 9 /H 9 ID x EI ", "3 Tr ", "-1 -1 -1 rg ", "0 1 -1 0 300 300 cm ")
)  # fmt: skip
_content = st.lists(
    st.one_of(
        st.builds(at, _PLACE, _PLACE, _LATIN),
        st.builds(ruled, _PLACE, st.just([["a", "b"], ["c", "d"]])),
        _OPERATORS,
    ),
    max_size=10,
).map("".join)
_pdf = st.lists(_content, max_size=3).map(lambda pages: pdf(*pages))
_ofd = st.lists(st.lists(st.tuples(_PLACE, _PLACE, _TEXT.map(_xml)), max_size=6), max_size=3).map(
    ofd
)


def _changed(data: bytes, places: list[tuple[int, int]]) -> bytes:
    found = bytearray(data)
    for place, byte in places:
        found[place % len(found)] = byte
    return bytes(found)


_BYTES = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1, max_size=6)

# (ending, bytes) of a file
files = st.one_of(
    st.tuples(st.just(".ofd"), st.one_of(_ofd, st.builds(_changed, _ofd, _BYTES))),
    st.tuples(
        st.just(".docx"), st.builds(_changed, st.lists(_body, max_size=3).map(_docx), _BYTES)
    ),
    st.tuples(st.just(".docx"), st.lists(_body, max_size=6).map(_docx)),
    st.tuples(
        st.just(".html"),
        st.lists(st.one_of(_html, _html, _ODD_HTML), max_size=6).map("".join).map(_utf),
    ),
    st.tuples(st.sampled_from((".md", ".txt")), _rows.map(_markdown).map(_utf)),
    st.tuples(
        st.sampled_from((".csv", ".tsv")),
        _rows.map(lambda rows: _utf("\n".join(",".join(row) for row in rows))),
    ),
    st.tuples(
        st.sampled_from((".txt", ".csv", ".html", ".md", ".docx", ".xlsx", ".ofd", ".xls", ".pdf")),
        st.one_of(
            st.binary(max_size=200),
            _TEXT.map(lambda text: text.encode("gb18030")),
            _TEXT.map(lambda text: text.encode("utf-16")),
            st.builds(
                lambda data, cut: data[: max(1, len(data) - cut)],
                st.lists(_body, max_size=2).map(_docx),
                st.integers(0, 400),
            ),
        ),
    ),
)

# a PDF takes some hundredths of a second, twenty times what others take
pages = st.tuples(st.just(".pdf"), st.one_of(_pdf, st.builds(_changed, _pdf, _BYTES)))
_MEMBER = st.tuples(
    st.one_of(
        st.sampled_from(("a.txt", "b.docx", "../x.txt", "/x.txt", "a/", "a/b/.txt", "~$a.txt", "c.zip", "C:\\d.csv")),
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=9).map("{}.txt".format),
    ),
    _TEXT.map(_utf),
    st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)),
)  # fmt: skip


def _archive(members: list[tuple[str, bytes, int]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two of one name
        for name, data, method in members:
            archive.writestr(name, data, compress_type=method)
    return out.getvalue()


_zip = st.recursive(
    st.lists(_MEMBER, max_size=5).map(_archive),
    lambda inner: inner.map(lambda data: _archive([("in.zip", data, zipfile.ZIP_DEFLATED)])),
    max_leaves=3,
)
archives = st.one_of(_zip, _zip, st.builds(_changed, _zip, _BYTES))
