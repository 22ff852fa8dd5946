"""Which cells of an .xlsx are drawn as percentages: 0.15 that a sheet shows as 15%."""

from __future__ import annotations

import io
import re
import zipfile
from posixpath import join, normpath

from lxml import etree

Shares = dict[str, frozenset[tuple[int, int]]]  # sheet → row and column of its percentages
_BUILT_IN = frozenset({"9", "10"})  # 0% and 0.00%
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# AB12
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")
_PARSER = {"resolve_entities": False, "no_network": True}


def percentages(data: bytes) -> Shares:
    """Return the cells of a workbook that are drawn as percentages; none if it is no .xlsx."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = set(book.namelist())
        if not {"xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        styles = _percent_styles(_tree(book, "xl/styles.xml"))
        if not styles:
            return {}
        relations = _tree(book, "xl/_rels/workbook.xml.rels")
        targets = {r.get("Id"): normpath(join("xl", r.get("Target", ""))) for r in relations}
        sheets = _tree(book, "xl/workbook.xml").iter("{*}sheet")
        places = {s.get("name"): targets.get(s.get(_RELATION), "").lstrip("/") for s in sheets}
        return {
            name: _cells(book.read(place), styles)
            for name, place in places.items()
            if place in names
        }


def _tree(book: zipfile.ZipFile, name: str) -> etree._Element:
    return etree.fromstring(book.read(name), etree.XMLParser(**_PARSER))


def _percent_styles(styles: etree._Element) -> frozenset[str]:
    """Return the numbers of the styles whose number format has a percent sign."""
    own = {f.get("numFmtId") for f in styles.iter("{*}numFmt") if "%" in f.get("formatCode", "")}
    used = styles.iterfind("{*}cellXfs/{*}xf")
    return frozenset(str(n) for n, xf in enumerate(used) if xf.get("numFmtId") in own | _BUILT_IN)


def _cells(sheet: bytes, styles: frozenset[str]) -> frozenset[tuple[int, int]]:
    found = set()
    for _, cell in etree.iterparse(io.BytesIO(sheet), tag="{*}c", **_PARSER):
        if cell.get("s") in styles and (match := _PLACE.fullmatch(cell.get("r", ""))):
            found.add((int(match[2]) - 1, _column(match[1])))
        cell.clear()
    return frozenset(found)


def _column(letters: str) -> int:
    """Return the number of a column, from 0.

    >>> _column("A"), _column("AB")
    (0, 27)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
