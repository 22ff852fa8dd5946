"""The text of a Word file as it is drawn, paragraph by paragraph.

Changes count as accepted: what was inserted is read, what was deleted or moved away is not.
Hidden and struck text is left out and counted. Text boxes and notes stand after the paragraph
they hang on; headers, footers and tables of contents are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from kg.text.markup.word_numbering import Numbering
from kg.text.markup.word_package import W, WordPackage
from kg.text.markup.word_styles import Styles, is_on, value

# deleted, moved away, said twice (mc:Fallback) or not drawn as text
_SKIPPED = frozenset(
    (
        *("del", "moveFrom", "Fallback", "rt", "instrText", "delText", "delInstrText", "pPr"),
        *("rPr", "sectPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "tblPr", "tblGrid"),
        *("footnoteRef", "endnoteRef", "fldData", "ffData", "annotationRef"),
    )
)
_SIGNS = {
    **{"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n"},
    **{"noBreakHyphen": "-", "softHyphen": ""},
}
# Wingdings: boxes, ticks and bullets that stand for something in a form
_SYMBOLS = {
    **{0xA8: "□", 0x6F: "□", 0x71: "□", 0x72: "□", 0xFE: "☑", 0xFD: "☒", 0x52: "☑"},
    **{0xFC: "√", 0xFB: "×", 0x6C: "●", 0x6E: "■", 0x75: "◆", 0xAB: "★"},
    **{0x81 + n: chr(ord("①") + n) for n in range(10)},
    **{0x8C + n: chr(ord("①") + n) for n in range(10)},
}
# toc 1 · 目录 2
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d")


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table where it stands in the text."""

    node: etree._Element


class WordText:
    """Reads one document from its beginning to its end; automatic numbers count on the way."""

    def __init__(self, package: WordPackage) -> None:
        self._styles = Styles(package)
        self._numbering = Numbering(package, self._styles)
        self._notes = {
            kind: {value(node, "id"): node for node in package.part(f"{kind}s")}
            for kind in ("footnote", "endnote")
        }
        self._used: set[tuple[str, str | None]] = set()
        self.left_out: Counter[str] = Counter()  # characters, or things, by what they are
        self._held = ""  # text of a paragraph whose end was deleted: it goes on in the next one

    def blocks(self, node: etree._Element) -> Iterator[str | WordTable]:
        """Yield the lines and tables that stand under a node, in reading order."""
        for child in node:
            name = _name(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield WordTable(child)
            elif name not in _SKIPPED:
                yield from self.blocks(_alternative(child))

    def rest(self) -> str:
        """Return text whose paragraph was to go on where nothing follows."""
        held, self._held = self._held, ""
        return held

    def _paragraph(self, node: etree._Element) -> Iterator[str | WordTable]:
        """Yield a paragraph, then the boxes and notes that hang on it."""
        properties = node.find(f"{W}pPr")
        style = self._styles.of_paragraph(properties)
        if _CONTENTS.match(self._styles.name(style)):
            self.left_out["contents"] += 1
            return
        pieces: list[str] = []
        hanging: list[etree._Element] = []
        self._inline(node, _Line(pieces, hanging, style))
        text = self.rest() + "".join(pieces)
        if _goes_on(properties):
            self._held = text
        else:
            label = self._numbering.label(properties, style) if text.strip() else ""
            yield label + (text.lstrip() if label else text)
        for box in hanging:
            yield from self.blocks(box)

    def _inline(self, node: etree._Element, line: _Line) -> None:
        """Append the text under a node, and what hangs on it."""
        for child in node:
            name = _name(child)
            text = _text(child, name)
            if text is not None:
                line.pieces.append(text)
            elif name == "r":
                self._run(child, line)
            elif name in {"footnoteReference", "endnoteReference"}:
                self._note(child, name.removesuffix("Reference"), line)
            elif name == "txbxContent":
                line.hanging.append(child)
            elif name in {"blip", "imagedata"}:
                self.left_out["pictures"] += 1
            elif name not in _SKIPPED:
                self._inline(_alternative(child), line)

    def _run(self, run: etree._Element, line: _Line) -> None:
        cause = self._styles.left_out(run.find(f"{W}rPr"), line.style)
        if cause is None:
            self._inline(run, line)
            return
        text = "".join(t.text or "" for t in run.iterfind(f"{W}t"))
        self.left_out["hidden" if cause == "vanish" else "struck"] += len(text.strip())

    def _note(self, reference: etree._Element, kind: str, line: _Line) -> None:
        key = (kind, value(reference, "id"))
        note = self._notes[kind].get(key[1])
        if note is not None and key not in self._used:
            self._used.add(key)
            line.hanging.append(note)


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph while it is read: its text, what hangs on it, and its style."""

    pieces: list[str]
    hanging: list[etree._Element]
    style: str | None


def _name(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _alternative(node: etree._Element) -> etree._Element:
    """Return a node; of one that is drawn in several ways, the first with text or a picture."""
    if _name(node) != "AlternateContent":
        return node
    drawings = list(node)
    for drawing in drawings:
        if any(_name(part) in {"t", "blip", "imagedata"} for part in drawing.iter("{*}*")):
            return drawing
    return drawings[0] if drawings else node


def _text(node: etree._Element, name: str) -> str | None:
    """Return what a part of a run draws; None if it is no text by itself."""
    if name == "t":
        return node.text or ""
    return _symbol(node) if name == "sym" else _SIGNS.get(name)


def _goes_on(properties: etree._Element | None) -> bool:
    """Tell whether the end of a paragraph was deleted or is hidden: the next one continues it."""
    mark = None if properties is None else properties.find(f"{W}rPr")
    if mark is None:
        return False
    moved = mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None
    return moved or bool(is_on(mark.find(f"{W}vanish")))


def _symbol(node: etree._Element) -> str:
    """Return what a sign of a symbol font stands for; a sign that is not known is left out."""
    try:
        code = int(value(node, "char") or "", 16)
    except ValueError:
        return ""
    if 0xF000 <= code <= 0xF0FF or code < 0x100:
        return _SYMBOLS.get(code & 0xFF, "")
    return chr(code) if code < 0xD800 else ""
