"""The parts of a Word file as XML: no entities, no network, nothing that swells."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field

from lxml import etree

from errors import DocumentError

LARGEST = 256 * 2**20  # bytes unpacked
LARGEST_RATIO = 100  # unpacked to packed
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BODY = "word/document.xml"


@dataclass(frozen=True, slots=True)
class WordPackage:
    """The parts of a Word file that text stands in.

    Attributes:
        body: the root of the main part.
        parts: roots of styles, numbering, footnotes and endnotes, as far as they can be read.
        remarks: what is damaged.
    """

    body: etree._Element
    parts: dict[str, etree._Element]
    remarks: tuple[str, ...] = ()

    def part(self, name: str) -> etree._Element:
        """Return the root of a part: styles, numbering, footnotes, endnotes; empty if missing."""
        return self.parts.get(name, etree.Element("missing"))


def open_package(data: bytes, name: str) -> WordPackage:
    """Return the parts of a Word file.

    The parts are looked for by name, since Word opens files whose relationships or content
    types are damaged.

    Raises:
        DocumentError: no zip, no Word document, or one that unpacks to far too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive, len(data), name)
            return _Opened(archive, name).package()
    except (zipfile.BadZipFile, OSError) as error:
        raise DocumentError(
            f"{name}: not a .docx file (no zip archive inside); save it as .docx again"
        ) from error


def _check_size(archive: zipfile.ZipFile, packed: int, name: str) -> None:
    size = sum(member.file_size for member in archive.infolist())
    if size > LARGEST or size > LARGEST_RATIO * max(packed, 2**16):
        raise DocumentError(f"{name}: unpacks to {size >> 20} MB; refused as a possible zip bomb")


@dataclass
class _Opened:
    """An archive while its parts are read."""

    archive: zipfile.ZipFile
    name: str
    remarks: list[str] = field(default_factory=list)

    def package(self) -> WordPackage:
        main = self._main_part()
        folder = posixpath.dirname(main)
        body = self._root(main)
        if body is None or not str(body.tag).startswith(W):
            raise DocumentError(
                f"{self.name}: a zip archive, but no Word document; save it as .docx again"
            )
        parts = {}
        for part in ("styles", "numbering", "footnotes", "endnotes"):
            path = posixpath.join(folder, f"{part}.xml")
            root = self._root(path)
            if root is not None:
                parts[part] = root
        return WordPackage(body, parts, tuple(self.remarks))

    def _main_part(self) -> str:
        """Return the path of the main part: the usual one, else what the package names."""
        names = {name.replace("\\", "/"): name for name in self.archive.namelist()}
        if _BODY in names:
            return names[_BODY]
        relations = self._root("_rels/.rels")
        for relation in relations if relations is not None else ():
            target = str(relation.get("Target") or "").lstrip("/")
            if str(relation.get("Type") or "").endswith("/officeDocument") and target in names:
                return names[target]
        return _BODY

    def _root(self, path: str) -> etree._Element | None:
        """Return the root of a part; None when it is missing or cannot be read."""
        try:
            data = self.archive.read(path)
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError):
            self.remarks.append(f"{path} of the archive is damaged and was left out")
            return None
        root, is_whole = _parsed(data.replace(_STRICT, _USUAL))
        if root is not None and root.getroottree().docinfo.internalDTD is not None:
            raise DocumentError(
                f"{self.name}: {path} declares entities, as no Word file does; save it again"
            )
        if not is_whole:
            self.remarks.append(f"{path} of the archive is damaged; what follows is lost")
        return root


def _parsed(data: bytes) -> tuple[etree._Element | None, bool]:
    """Return the root of an XML part as far as it can be read, and whether that is all of it."""
    limits = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    for recover in (False, True):
        parser = etree.XMLParser(**limits, recover=recover, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(data, parser), not recover
        except (etree.XMLSyntaxError, ValueError):
            continue
    return None, False
