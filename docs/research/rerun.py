"""Run a notebook cell after cell: python docs/research/rerun.py NOTEBOOK [--write].

What a cell prints is its output. With --write it is kept in the notebook; without, a cell that
prints anything else than what is kept ends the run with status 1. CRATE names the folder of the
package, as in the notebook.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path


def main(notebook: Path, *, write: bool) -> int:
    """Run a notebook; return how many cells print something else than what is kept."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    space: dict[str, object] = {}
    changed = 0
    cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    for number, cell in enumerate(cells, 1):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec("".join(cell["source"]), space)  # the notebook is part of this project
        text = out.getvalue().splitlines(keepends=True)
        output = [{"output_type": "stream", "name": "stdout", "text": text}] if text else []
        if output != cell["outputs"]:
            changed += 1
            print(f"cell {number} prints\n{''.join(text)}", file=sys.stderr)
        cell["outputs"], cell["execution_count"] = output, number
    if write:
        text = json.dumps(content, ensure_ascii=False, indent=1)
        notebook.write_text(f"{text}\n", encoding="utf-8")
        return 0
    return min(changed, 1)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), write="--write" in sys.argv[2:]))
