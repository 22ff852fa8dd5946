"""A format in which a build is taken away."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.export.excerpt.excerpt import Excerpt


@dataclass(frozen=True, slots=True)
class Format:
    """One format in which a build is taken away.

    Attributes:
        name: of the file.
        zh: what it is, in Chinese.
        en: the same in English.
        media_type: of the download.
        write: writes what is taken to a path.
    """

    name: str
    zh: str
    en: str
    media_type: str
    write: Callable[[Excerpt, Path], None]

    def save(self, excerpt: Excerpt, out: Path) -> None:
        """Write the file, whole or not at all; a folder that is missing is made."""
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as folder:
            path = Path(folder, out.name)
            self.write(excerpt, path)
            path.replace(out)
