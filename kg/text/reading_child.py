"""The process that files are read in: requests come as lines of JSON, and so do replies.

Run as python -m kg.text.reading_child BYTES, where BYTES is the most memory it may ask for.
It ends with the process that started it: when its input ends.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, TextIO

from errors import DocumentError
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
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _limit(int(sys.argv[1]))
    replies = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="ascii")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no reply
    requests: SimpleQueue[str] = SimpleQueue()
    Thread(target=_receive, args=(sys.stdin, requests), daemon=True).start()
    while True:
        replies.write(json.dumps(_answer(requests.get())) + "\n")
        replies.flush()


def _receive(lines: TextIO, requests: SimpleQueue[str]) -> None:
    """Hand requests on; end the process with the one that asks, also in the middle of a file."""
    for line in lines:
        requests.put(line)
    os._exit(0)


def _limit(size: int) -> None:
    """Let this process ask for no more memory than that, where the system can see to it."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (size, size))


if __name__ == "__main__":
    main()
