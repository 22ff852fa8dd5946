"""The whole graph as Turtle, graph after graph under one header."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.rdf.serialise import TURTLE_HEADER, turtle_body

PIECE = 50_000  # lines that are turned into Turtle at once, about


def write(excerpt: Excerpt, path: Path) -> None:
    """Write the Turtle."""
    if excerpt.is_all:
        shutil.copyfile(excerpt.build.folder / "graph.ttl", path)
        return
    with path.open("wb") as file:
        file.write(TURTLE_HEADER)
        for _, lines in excerpt.graphs():
            for piece in pieces(lines):
                file.write(turtle_body("".join(piece).encode()))


def pieces(lines: Iterable[str]) -> Iterator[list[str]]:
    """Yield sorted lines in pieces that hold whole subjects."""
    piece: list[str] = []
    for _, same in by_subject(lines):
        piece += same
        if len(piece) >= PIECE:
            yield piece
            piece = []
    if piece:
        yield piece


def by_subject(lines: Iterable[str]) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield subjects of sorted lines with their lines."""
    yield from groupby(lines, lambda line: line.split(" ", 1)[0])


FORMAT = Format("graph.ttl", "Turtle：整个图谱", "Turtle: the whole graph", "text/turtle", write)
