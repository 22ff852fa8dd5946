"""PDF files as text, read in a child process with a time limit: a hostile file cannot hang us."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from errors import DocumentError
from kg.text.formats.file_format import FileFormat

SECONDS = 120
_READ = """
import io, sys, pdfplumber
with pdfplumber.open(io.BytesIO(sys.stdin.buffer.read())) as pdf:
    pages = [page.extract_text() or "" for page in pdf.pages]
sys.stdout.reconfigure(encoding="utf-8")
print("\\n".join(pages))
"""


def pdf_text(data: bytes, path: Path) -> str:
    """Return the text layer of a PDF, page after page.

    Raises:
        DocumentError: encrypted, damaged, scanned (no text layer) or too slow to read.
    """
    command = [sys.executable, "-c", _READ]
    try:
        run = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
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
    text = run.stdout.decode("utf-8", errors="replace")
    if len(text.strip()) < 20:
        raise DocumentError(
            f"{path}: no text layer, so probably a scan; run text recognition (OCR) on it first"
        )
    return joined_lines(text)


def joined_lines(text: str) -> str:
    """Join lines that a page broke in mid-sentence: full ones that end without a stop."""
    lines = [line.rstrip() for line in text.split("\n")]
    widths = sorted(len(line) for line in lines if line)
    full = widths[int(len(widths) * 0.8)] - 3 if widths else 0
    pieces: list[str] = []
    for line in lines:
        pieces.append(line)
        broken = len(line) >= full and line[-1:] not in "。；：！？）"
        pieces.append("" if broken else "\n")
    return "".join(pieces)


FORMAT = FileFormat(
    order=1,
    suffixes=(".pdf",),
    recognises=lambda source: source.data.startswith(b"%PDF"),
    read=lambda source: pdf_text(source.data, source.path),
)
