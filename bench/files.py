"""What the measurements share: question files, zipped documents, builds on the side, the scorer."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import build_graph
from kg.knowledge.knowledge import open_knowledge
from settings import DATA, ROOT

KNOWLEDGE = open_knowledge(DATA)
GOLD = ROOT / "data" / "gold"
# own questions over the first document (data/gold/questions), with what each set holds
QUESTIONS = {
    "blind": "200 written blind",
    "blind2": "160 more",
    "abstention": "near misses",
    "blind3": "four writers, half near misses",
    "blind4": "two writers, more lists and values",
    "blind5": "two writers, more projects and units",
    "offtopic": "what no county plan is about",
}


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file that holds one a line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def own_questions(name: str, split: str = "") -> Iterator[dict[str, Any]]:
    """Yield the questions of an own set, those of one split (tune, report) if given.

    Rows without a split have been looked at: they are tuned on.
    """
    for row in json_lines(GOLD / "questions" / f"{name}.jsonl"):
        if split in ("", row.get("split", "tune")):
            yield row


@contextlib.contextmanager
def unzipped(archive: Path) -> Iterator[Path]:
    """Give a temporary folder with what an archive holds."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(archive) as content:
            content.extractall(folder)
        yield Path(folder)


def silent_build(files: Iterable[Path], out: Path) -> None:
    """Build some documents anew, without a word."""
    with contextlib.redirect_stdout(io.StringIO()):
        build_graph.main([*map(str, files), "--out", str(out), "--quiet", "--no-cache"])


def run_scorer(scorer: Path, *arguments: object) -> None:
    """Run the scorer that stands beside the project; it prints its figures."""
    subprocess.run([sys.executable, str(scorer), *map(str, arguments)], check=False)
