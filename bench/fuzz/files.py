"""Strategies for files: Word, web pages, tables, Markdown, archives, and bytes of no kind."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from hypothesis import strategies as st

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


# (ending, bytes) of a file
files = st.one_of(
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
