"""The graph as N-Quads: a named graph for each document, and those they share."""

from __future__ import annotations

import shutil
from pathlib import Path

from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format


def write(excerpt: Excerpt, path: Path) -> None:
    """Write the lines of the build that are taken, as they are there."""
    if excerpt.is_all:
        shutil.copyfile(excerpt.build.folder / "graph.nq", path)
        return
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for _, lines in excerpt.graphs():
            file.writelines(lines)


FORMAT = Format(
    "graph.nq",
    "N-Quads：每份文件一个命名图",
    "N-Quads: a named graph a document",
    "application/n-quads",
    write,
)
