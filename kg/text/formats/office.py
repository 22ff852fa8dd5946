"""Old Word and WPS files (.doc, .wps, .rtf, .et) through LibreOffice, where it is installed.

Each conversion has its own profile: two at once with one profile write nothing. LibreOffice ends
with 0 also when it fails, so what counts is the file it should have written.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from errors import DocumentError
from kg.text.formats.docx import read_docx
from kg.text.formats.file_format import FileFormat, SourceFile
from kg.text.formats.spreadsheet import read_workbook
from kg.text.source_text import Drawn

SECONDS = 50
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SLIDES = "PowerPoint Document".encode("utf-16-le")
# the names of the streams that hold what is written
_STREAMS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "Workbook", "Book"))
_SUFFIXES = (".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ods", ".dps", ".ppt")
_SHEETS = (".et", ".xls", ".ods")
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def program() -> str | None:
    """Return LibreOffice, if it is found."""
    places = (place for place in _PLACES if Path(place).is_file())
    return next(filter(None, map(shutil.which, _PROGRAMS)), None) or next(places, None)


def read_office(source: SourceFile) -> Drawn:
    """Return what a file of an old kind holds.

    Raises:
        DocumentError: encrypted, damaged, slides, or LibreOffice is not there or writes nothing.
    """
    if "word/document.xml" in source.members:  # a new file with an old name
        return read_docx(source.data, source.name)
    if _ENCRYPTED in source.data:
        raise DocumentError(f"{source.name}: needs a password; save it without one")
    if _SLIDES in source.data or source.suffix in (".ppt", ".dps"):
        raise DocumentError(f"{source.name}: slides, which are not read; print them to a PDF")
    kind = "xlsx" if source.suffix in _SHEETS else "docx"
    converter = program()
    if converter is None:
        raise DocumentError(
            f"{source.name}: an old Word or WPS file ({source.suffix}); open it in Word or WPS "
            f"and save it as .{kind}, or install LibreOffice, which then does it by itself"
        )
    if source.data.startswith(_OLE) and not any(name in source.data for name in _STREAMS):
        raise DocumentError(  # LibreOffice would read its bytes as characters
            f"{source.name}: damaged, or of another program; where Word or WPS opens it, save it "
            f"as .{kind}"
        )
    with tempfile.TemporaryDirectory(prefix="zhengtu-") as folder:
        data = _converted(converter, source, kind, Path(folder))
    return (read_workbook if kind == "xlsx" else read_docx)(data, source.name)


def _converted(converter: str, source: SourceFile, kind: str, folder: Path) -> bytes:
    """Return a file as LibreOffice converts it."""
    given = folder / f"document{source.suffix}"
    given.write_bytes(source.data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--convert-to", kind, "--outdir", str(folder / "out")]
    try:
        subprocess.run(
            [converter, profile, *options, str(given)],
            timeout=SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(folder)},
        )
        return (folder / "out" / f"document.{kind}").read_bytes()
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DocumentError(
            f"{source.name}: LibreOffice does not convert it; open it in Word or WPS and save it "
            f"as .{kind}"
        ) from error


def _is_old(source: SourceFile) -> bool:
    """Tell whether a file is of an old kind, by its first bytes or its name."""
    if source.data.startswith((_OLE, b"{\\rtf")):
        return True
    return source.suffix in _SUFFIXES and bool(source.members)


FORMAT = FileFormat(
    order=1,
    suffixes=_SUFFIXES,
    recognises=_is_old,
    read=read_office,
)
