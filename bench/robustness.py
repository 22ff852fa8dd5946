"""Count what is understood of a folder or zip of documents: python -m bench.robustness PATH."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from tqdm import tqdm

from bench.files import KNOWLEDGE, unzipped
from building.inputs.sources import find_sources
from errors import DocumentError
from kg.extraction import extract
from kg.extraction.mentions import DocumentFacts, UnitMention
from kg.structure.parser import parse_file


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.robustness")
    parser.add_argument("path", type=Path, help="folder or zip of documents")
    parser.add_argument("--worst", type=int, default=20, help="how many to list")
    options = parser.parse_args(argv)
    if options.path.suffix != ".zip":
        _measure(options.path, options.worst)
        return 0
    with unzipped(options.path) as folder:
        _measure(folder, options.worst)
    return 0


def _measure(folder: Path, worst: int) -> None:
    counts: Counter[str] = Counter()
    rows: list[tuple[int, int, int, str]] = []
    begun = time.process_time()
    for path in tqdm([source.path for source in find_sources([folder]).files], unit=""):
        counts["files"] += 1
        try:
            facts = extract(parse_file(path, KNOWLEDGE.lexicon), path.name, KNOWLEDGE)
        except DocumentError as error:
            counts["refused"] += 1
            print(error)
            continue
        units = [m for t in facts.tasks for m in t.mentions if isinstance(m, UnitMention)]
        counts.update(
            characters=len(facts.document.text),
            tasks=len(facts.tasks),
            units=len(units),
            with_tasks=bool(facts.tasks),
            mentions=sum(len(t.mentions) for t in facts.tasks),
        )
        rows.append(
            (_unexplained(facts), len(facts.tasks), len(units), str(path.relative_to(folder)))
        )
    seconds = time.process_time() - begun
    print(dict(counts), f"{counts['files'] / seconds:.1f} documents a CPU second")
    print("attribution words outside every attribution, tasks, units, file:")
    for row in sorted(rows, reverse=True)[:worst]:
        print(*row)


def _unexplained(facts: DocumentFacts) -> int:
    """Return how many 牵头 and 责任单位 stand outside every attribution that was read."""
    text = facts.document.text
    spans = [a.span for t in facts.document.tasks for a in t.attributions]
    return sum(
        1
        for word in ("牵头", "责任单位", "责任部门", "配合单位")
        for start in _occurrences(text, word)
        if not any(s.start <= start < s.end for s in spans)
    )


def _occurrences(text: str, word: str) -> list[int]:
    found, start = [], text.find(word)
    while start >= 0:
        found.append(start)
        start = text.find(word, start + 1)
    return found


if __name__ == "__main__":
    sys.exit(main())
