"""Zip archives as the files they hold, unpacked within limits of size, number and depth."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from building.inputs.sources import ARCHIVES, Source, Sources, hidden, not_read, printable
from errors import one_line
from kg.text.files import LARGEST

MEMBERS = 2000  # files of an archive
UNPACKED = 512 * 2**20  # bytes of an archive
RATIO = 200  # unpacked to packed, of more than a mebibyte
DEPTH = 2  # archives in archives
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # LZMA takes the memory its file asks for
_UTF8 = 0x800  # flag of a name in UTF-8
_ENCRYPTED = 0x1
_REASON = 120  # characters of what is said to be wrong
_ANEW = "unpack it, and name the folder"


def with_members(found: Sources, folder: Path) -> Sources:
    """Return sources with each archive replaced by what it holds.

    Args:
        found: files, of which some are archives.
        folder: files are unpacked into; it must stay until they are read.
    """
    result = Sources(failures=list(found.failures), passed=list(found.passed))
    for source in found.files:
        if source.path.suffix.lower() in ARCHIVES:
            _Unpacking(result, Path(tempfile.mkdtemp(dir=folder))).unpack(source, 1)
        else:
            result.files.append(source)
    return result


class _Unpacking:
    """One archive, with those in it, being unpacked."""

    def __init__(self, found: Sources, folder: Path) -> None:
        self.found, self.folder = found, folder
        self.left = UNPACKED
        self.members = 0

    def unpack(self, archive: Source, depth: int) -> None:
        """Add the files of an archive to those found."""
        try:
            with zipfile.ZipFile(archive.path) as opened:
                files = [info for info in opened.infolist() if not info.filename.endswith("/")]
                if self.members + len(files) > MEMBERS:  # said before any of them is unpacked
                    raise _TooMuch(f"holds more than {MEMBERS} files ({len(files)})")
                for info in files:
                    self._add(archive, opened, info, depth)
        except _TooMuch as error:
            self.found.fail(archive, f"{error}; {_ANEW}")
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            reason = one_line(error, _REASON)
            self.found.fail(archive, f"no zip archive, or a damaged one ({reason}); {_ANEW}")

    def _add(
        self, archive: Source, opened: zipfile.ZipFile, info: zipfile.ZipInfo, depth: int
    ) -> None:
        """Add one file of an archive: to read, failed or passed over."""
        inside = _name(info) or "?"  # a damaged archive may have lost it
        self.members += 1
        member = Source(self._place(inside), f"{archive.name}/{inside}", f"{archive.file}/{inside}")
        place = PurePosixPath(inside)
        reason = next(
            filter(None, map(hidden, (part for part in place.parts if part != ".."))), ""
        ) or not_read(Path(place.name))
        if reason:
            self.found.skip(member.name, reason)
        elif info.flag_bits & _ENCRYPTED:
            self.found.fail(member, f"needs a password; {_ANEW}")
        elif info.compress_type not in _METHODS:
            self.found.fail(member, f"packed as most archives are not; {_ANEW}")
        elif info.file_size > LARGEST:
            self.found.fail(member, f"larger than {LARGEST >> 20} MB; split it")
        elif not self._written(opened, info, member):
            return
        elif member.path.suffix not in ARCHIVES:
            self.found.add(member)
        elif depth == DEPTH:
            self.found.fail(member, f"an archive in {DEPTH} others; {_ANEW}")
        else:
            self.unpack(member, depth + 1)

    def _place(self, inside: str) -> Path:
        """Return where a file is unpacked to: no name of an archive is used as a path."""
        suffix = PurePosixPath(inside).suffix.lower()
        known = suffix if not not_read(Path(f"x{suffix}")) else ""
        return self.folder / f"{self.members:06d}{known}"

    def _written(self, opened: zipfile.ZipFile, info: zipfile.ZipInfo, member: Source) -> bool:
        """Unpack a file, piece by piece; tell whether that went well."""
        size = 0
        most = max(2**20, RATIO * info.compress_size)
        try:
            with opened.open(info) as packed, member.path.open("wb") as file:
                while piece := packed.read(2**16):
                    size += len(piece)
                    if size > min(most, self.left, LARGEST):
                        raise _TooMuch("unpacks to far too much, as a zip bomb does")
                    file.write(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
            reason = one_line(error, _REASON)
            self.found.fail(member, f"cannot be unpacked ({reason}); {_ANEW}")
            return False
        self.left -= size
        return True


class _TooMuch(ValueError):
    """An archive that is larger than is read."""


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name of a file in an archive; what says no encoding is UTF-8 or GB18030."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        data = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            break
    return printable(name.replace("\\", "/"))
