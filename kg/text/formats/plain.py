"""Plain text; whatever no other kind recognises is tried as text."""

from __future__ import annotations

from kg.text.formats.file_format import FileFormat
from kg.text.source_text import Drawn

FORMAT = FileFormat(
    order=9,
    suffixes=(".txt",),
    recognises=lambda _: True,
    read=lambda source: Drawn((source.decoded.text,)),
    apart=False,
)
