"""Sizes and CPU seconds of every export of some builds: python -m bench.exports BUILD BUILD."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from errors import GraphError
from kg.export.build_folder import BuildFolder
from kg.export.excerpt.excerpt import Excerpt
from kg.export.formats import FORMATS


def main(builds: list[Path]) -> None:
    """Print a row for each format and a pair of columns for each build."""
    heads = [f"{len(Excerpt(BuildFolder(build)).documents)} documents" for build in builds]
    print(f"| format | {' | '.join(f'{head}: MB | s' for head in heads)} |")
    print(f"|---|{'---|---|' * len(builds)}")
    for name, form in FORMATS.items():
        cells = [_cell(build, name) for build in builds]
        print(f"| `{form.name}` | {' | '.join(cells)} |")


def _cell(build: Path, name: str) -> str:
    """Return megabytes and CPU seconds of one export."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, name)
        begun = time.process_time()
        try:
            FORMATS[name].save(Excerpt(BuildFolder(build)), out)
        except GraphError as error:
            return f"{error} | –"
        return f"{out.stat().st_size / 1e6:.2f} | {time.process_time() - begun:.1f}"


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
