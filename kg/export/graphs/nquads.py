"""The graph as N-Quads: a named graph for each document, and those they share."""

from __future__ import annotations

from pathlib import Path

from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.rdf.quads_file import QuadsFile


def write(excerpt: Excerpt, path: Path) -> None:
    """Write the lines of the build that are taken, as they are there."""
    if excerpt.is_all:
        QuadsFile.of(excerpt.build.folder).copy(path)
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
