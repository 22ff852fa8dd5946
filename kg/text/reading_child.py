"""The process that files are read in: requests come as lines of JSON, and so do replies.

Run as python -m kg.text.reading_child BYTES, where BYTES is the most memory it may ask for.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from errors import DocumentError
from kg.text.child_process import serve
from kg.text.files import read_source
from kg.text.source_text import Grid, GridCell, SourceText
from kg.text.span import Span


def request(path: Path, frequent: frozenset[str]) -> str:
    """Return the line that asks for a file."""
    return json.dumps([str(path), "".join(sorted(frequent))]) + "\n"


def reply(line: str) -> SourceText:
    """Return the text that a line of reply holds.

    Raises:
        DocumentError: the file could not be read.
    """
    content: dict[str, Any] = json.loads(line)
    if "error" in content:
        raise DocumentError(content["error"])
    grids = (
        Grid(
            tuple(
                tuple(GridCell(c, cs, Span(s, e), bool(again)) for c, cs, s, e, again in row)
                for row in rows
            )
        )
        for rows in content["grids"]
    )
    return SourceText(content["text"], tuple(grids), tuple(content["remarks"]))


def _answer(line: str) -> dict[str, Any]:
    path, frequent = json.loads(line)
    try:
        source = read_source(Path(path), frozenset(frequent))
    except DocumentError as error:
        return {"error": str(error)}
    grids = [
        [[(c.column, c.columns, c.span.start, c.span.end, c.continued) for c in row] for row in g]
        for g in (grid.rows for grid in source.grids)
    ]
    return {"text": source.text, "grids": grids, "remarks": source.remarks}


def main() -> None:
    """Answer requests until there are no more."""
    serve(lambda: lambda line: json.dumps(_answer(line)))


if __name__ == "__main__":
    main()
