"""Score extraction on the project's own annotated documents: python -m bench.invented.

Eight invented documents (137 tasks) in the styles of real issuers of eight provinces, and
thirty-four (486 tasks) in the formats of files (docx, xlsx, pdf, html, md, txt) with tables and
lists, written and annotated after docs/annotation.md by people who had not seen the rules
(data/gold/documents, data/gold/files). The rules have been mended while looking at them since;
docs/extraction.md has the first figures.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.files import silent_build
from settings import ROOT

SCORER = Path("eval", "score.py")
GOLD = ROOT / "data" / "gold"
SETS = ("documents", "files")


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.invented")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--errors", action="store_true", help="show what is missed and extra")
    options = parser.parse_args(argv)
    if not (options.shared / SCORER).exists():
        print(f"{options.shared / SCORER} is not there; the scorer exists in development only")
        return 0
    for name in SETS:
        _score(scorer_of(options.shared), GOLD / name, show_errors=options.errors)
    return 0


def _score(scorer: ModuleType, folder: Path, *, show_errors: bool) -> None:
    """Print the figures of one folder of documents with their annotation."""
    golds = sorted(folder.glob("*.gold.json"))
    found = _records(sorted(set(folder.iterdir()) - set(golds)))
    sums: dict[str, Counter[str]] = {}
    for file in golds:
        gold = json.loads(file.read_text(encoding="utf-8"))
        rows, errors = scorer.score_extraction(gold, scorer.pick_document(gold, found))
        for kind, row in rows.items():
            sums.setdefault(kind, Counter()).update({k: row[k] for k in ("tp", "fp", "fn")})
        for error in errors if show_errors else ():
            print(file.stem, *error)
    print(f"\n== {len(golds)} invented documents of other places ({folder.name})")
    for kind, row in sums.items():
        print(f"{kind:28s} {_figures(row)}")


def _figures(row: Counter[str]) -> str:
    precision = row["tp"] / max(1, row["tp"] + row["fp"])
    recall = row["tp"] / max(1, row["tp"] + row["fn"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    counts = f"{row['tp']:5d} {row['fp']:4d} {row['fn']:4d}"
    return f"{counts}   P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"


def _records(files: list[Path]) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "build"
        silent_build(files, out)
        return json.loads((out / "tasks.json").read_text(encoding="utf-8"))


def scorer_of(shared: Path) -> ModuleType:
    """Return score.py, which stands beside the project, as a module."""
    spec = importlib.util.spec_from_file_location("score", shared / SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
