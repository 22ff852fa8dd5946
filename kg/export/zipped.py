"""Files of a zip, written piece by piece; equal content gives equal bytes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_UNDATED = (1980, 1, 1, 0, 0, 0)  # the first day a zip knows
_READABLE = 0o644 << 16  # who may read it, as the zip says it


@contextmanager
def member(archive: ZipFile, name: str) -> Iterator[IO[bytes]]:
    """Give a new file of a zip, for writing."""
    info = ZipInfo(name, _UNDATED)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = _READABLE
    with archive.open(info, "w", force_zip64=True) as file:
        yield file
