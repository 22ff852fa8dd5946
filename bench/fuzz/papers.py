"""Files of pages, written by hand: PDF and OFD, of texts at places."""

from __future__ import annotations

import io
import zipfile

Texts = list[tuple[float, float, str]]


def pdf(*pages: str) -> bytes:
    """Return a PDF whose pages have these contents."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    for n, content in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R "
            f">> >> /Contents {5 + 2 * n} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    text = "%PDF-1.4\n"
    places = []
    for n, inner in enumerate(objects, 1):
        places.append(len(text))
        text += f"{n} 0 obj\n{inner}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"
    return (text + head + tail).encode()


def at(x: float, y: float, text: str, turned: str = "1 0 0 1") -> str:
    """Return what draws a text at a place of a PDF page."""
    return f"BT /F 10 Tf {turned} {x} {y} Tm ({text}) Tj ET\n"


def ruled(top: float, rows: list[list[str]], width: float = 100) -> str:
    """Return a table with lines around each cell."""
    height, left = 20.0, 50.0
    bottom, right = top - height * len(rows), left + width * len(rows[0])
    across = [top - height * n for n in range(len(rows) + 1)]
    down = [left + width * n for n in range(len(rows[0]) + 1)]
    content = "".join(f"{left} {y} m {right} {y} l S\n" for y in across)
    content += "".join(f"{x} {top} m {x} {bottom} l S\n" for x in down)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            content += at(left + width * column + 5, top - height * row - 14, text)
    return content


def ofd(pages: list[Texts], space: str = "http://www.ofdspec.org/2016", root: str = "") -> bytes:
    """Return an OFD whose pages hold texts at places."""
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
