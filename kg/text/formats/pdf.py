"""PDF files as they are drawn, read in a child process with a time limit: none can hang us."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from errors import DocumentError
from kg.text.formats.file_format import FileFormat
from kg.text.source_text import Drawn, DrawnCell, DrawnTable

SECONDS = 120
_FEWEST = 20  # letters of a PDF that has a text layer
_READ = [sys.executable, "-m", "kg.text.markup.pdf_pages"]


def read_pdf(path: Path, data: bytes) -> Drawn:
    """Return the lines and tables of a PDF, page after page.

    Raises:
        DocumentError: encrypted, damaged, scanned (no text layer) or too slow to read.
    """
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    try:
        run = subprocess.run(
            _READ, input=data, capture_output=True, timeout=SECONDS, check=False, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"{path}: not read within {SECONDS} s; print it to a new PDF, or save it as text"
        ) from error
    problem = run.stderr.decode(errors="replace")
    if "Password" in problem or "Encrypt" in problem:
        raise DocumentError(f"{path}: the PDF is encrypted; save it without a password")
    if run.returncode:
        last = problem.strip().splitlines()[-1:] or ["unknown error"]
        raise DocumentError(
            f"{path}: the PDF cannot be read ({last[0][:120]}); print it to a new PDF"
        )
    found = json.loads(run.stdout)
    drawn = Drawn(tuple(_block(block) for block in found["blocks"]), tuple(found["remarks"]))
    _check_letters(drawn, path)
    return drawn


def _block(block: str | dict[str, Any]) -> str | DrawnTable:
    if isinstance(block, str):
        return block
    return DrawnTable(tuple(DrawnCell(**cell) for cell in block["cells"]))


def _check_letters(drawn: Drawn, path: Path) -> None:
    letters = sum(len(b) if isinstance(b, str) else _FEWEST for b in drawn.blocks)
    if letters >= _FEWEST:
        return
    why = "its fonts tell no letters" if drawn.remarks else "no text layer, so probably a scan"
    raise DocumentError(f"{path}: {why}; run text recognition (OCR) on it first")


FORMAT = FileFormat(
    order=1,
    suffixes=(".pdf",),
    recognises=lambda source: source.data.startswith(b"%PDF"),
    read=lambda source: read_pdf(source.path, source.data),
)
