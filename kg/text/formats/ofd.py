"""OFD files (GB/T 33190-2016): the texts that stand on each page, put into lines by their places.

Elements are known by their local names: makers use several namespaces.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from lxml import etree

from errors import DocumentError
from kg.text.formats.file_format import FileFormat, SourceFile
from kg.text.source_text import Drawn
from kg.text.wrapped_lines import joined_lines

LARGEST = 256 * 2**20  # bytes of a page, unpacked
_GAP = 0.8  # sizes of a character between two texts of a line that do not belong together


@dataclass(frozen=True, slots=True)
class _Piece:
    """A text on a page: where it begins from the left and from above, where it ends, its size."""

    x: float
    y: float
    end: float
    size: float
    text: str


def read_ofd(data: bytes, name: str) -> Drawn:
    """Return the lines of each page.

    Raises:
        DocumentError: it holds no text.
    """
    remarks: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        pages = [_lines(page) for page in _pages(package, remarks)]
    text = "\n".join(line for lines in pages for line in lines)
    if not text.strip():
        raise DocumentError(
            f"{name}: no text in this OFD, so probably a scan; run text recognition (OCR) on it"
        )
    return Drawn((joined_lines(text),), tuple(remarks))


def _pages(package: zipfile.ZipFile, remarks: list[str]) -> Iterator[etree._Element]:
    """Yield the content of each page of each document, in order."""
    for root in _texts(_part(package, "OFD.xml"), "DocRoot"):
        folder = dirname(root)
        document = _part(package, root)
        remarks.extend(_template_remark(package, folder, document))
        for number, page in enumerate(document.iterfind("{*}Pages/{*}Page"), 1):
            place = _joined(folder, page.get("BaseLoc", ""))
            try:
                yield _part(package, place)
            except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile):
                remarks.append(f"page {number} is damaged or lost, and was left out")


def _template_remark(
    package: zipfile.ZipFile, folder: str, document: etree._Element
) -> Iterator[str]:
    """Yield that templates hold text: it is drawn below pages, as a head or a watermark is."""
    places = (t.get("BaseLoc", "") for t in document.iter("{*}TemplatePage"))
    names = [name for place in places if (name := _joined(folder, place)) in package.namelist()]
    texts = [piece.text for name in names for piece in _pieces(_part(package, name))]
    if texts:
        yield f"text of page templates was left out ({' '.join(texts)[:60]})"


def _texts(element: etree._Element, name: str) -> list[str]:
    return [_joined("", found.text or "") for found in element.iter(f"{{*}}{name}")]


def _joined(folder: str, place: str) -> str:
    """Return where a part is: from the root if it begins with a slash, else from the folder."""
    return normpath(join("/", folder, place.strip())).lstrip("/")


def _part(package: zipfile.ZipFile, name: str) -> etree._Element:
    if package.getinfo(name).file_size > LARGEST:
        raise MemoryError
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(package.read(name), parser)


def _lines(page: etree._Element) -> Iterator[str]:
    """Yield the lines of a page, from above."""
    line: list[_Piece] = []
    for piece in sorted(_pieces(page), key=lambda piece: piece.y):
        if line and piece.y - line[0].y > max(piece.size, line[0].size) / 2:
            yield _line(line)
            line = []
        line.append(piece)
    if line:
        yield _line(line)


def _line(pieces: list[_Piece]) -> str:
    """Return the texts of a line, from the left, with a space where there is a gap."""
    text, end = "", None
    for piece in sorted(pieces, key=lambda piece: piece.x):
        gap = end is not None and piece.x - end > _GAP * piece.size
        text += (" " if gap else "") + piece.text
        end = piece.end
    return text


def _pieces(page: etree._Element) -> Iterator[_Piece]:
    for found in page.iter("{*}TextObject"):
        left, top, *_ = _numbers(found.get("Boundary")) or (0.0, 0.0)
        turn = _numbers(found.get("CTM"))
        a, b, c, d, e, f = turn if len(turn) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        (size,) = _numbers(found.get("Size"))[:1] or (4.0,)
        x = y = 0.0
        for code in found.iterfind("{*}TextCode"):
            (x,) = _numbers(code.get("X"))[:1] or (x,)
            (y,) = _numbers(code.get("Y"))[:1] or (y,)
            place = left + a * x + c * y + e, top + b * x + d * y + f
            text = "".join(code.itertext()).strip("\n")
            if text.strip():
                end = place[0] + (abs(a) or 1) * _width(text, size, code.get("DeltaX"))
                yield _Piece(*place, end, size * (abs(d) or 1), text)


def _width(text: str, size: float, steps: str | None) -> float:
    """Return how wide a text is: by its steps from one character to the next, if it has them.

    >>> _width("甲乙丙", 4.0, "g 2 4.5"), _width("甲乙丙", 4.0, "4.5 5"), _width("甲a", 4.0, None)
    (13.0, 13.5, 6.0)
    """
    words = (steps or "").split()
    total, at = 0.0, 0
    try:
        while at < len(words):
            if words[at] == "g":  # as many steps, and how far each
                total, at = total + int(words[at + 1]) * float(words[at + 2]), at + 3
            else:
                total, at = total + float(words[at]), at + 1
    except (ValueError, IndexError):
        total = 0.0
    if total:
        return total + size * (0.5 if text[-1].isascii() else 1)
    return size * sum(0.5 if c.isascii() else 1 for c in text)


def _numbers(text: str | None) -> tuple[float, ...]:
    """Return the numbers of an attribute: of "20 38.5 180 8"; none if one of them is none."""
    try:
        return tuple(map(float, (text or "").split()))
    except ValueError:
        return ()


def _is_ofd(source: SourceFile) -> bool:
    return "OFD.xml" in source.members or source.suffix == ".ofd"


FORMAT = FileFormat(
    order=1,
    suffixes=(".ofd",),
    recognises=_is_ofd,
    read=lambda source: read_ofd(source.data, source.name),
)
