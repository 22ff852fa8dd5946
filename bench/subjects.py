"""Score the linking of tasks to concepts: python -m bench.subjects.

150 tasks (the first document, three of other places, 25 of the robustness set), indexed twice and
independently with the whole thesaurus at hand (data/gold/subjects). Words were added while looking
at the tasks with odd numbers; those with even numbers give the figures.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from bench.files import KNOWLEDGE, json_lines, unzipped
from kg.extraction import extract
from kg.extraction.mentions import ConceptMention
from kg.knowledge.thesaurus import Thesaurus
from kg.structure.parser import parse_file
from settings import ROOT

GOLD = ROOT / "data" / "gold" / "subjects"
Concepts = dict[str, set[str]]


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.subjects")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options = parser.parse_args(argv)
    if not (options.shared / "documents").is_dir():
        print(f"{options.shared} is not there; the indexed texts exist in development only")
        return 0
    thesaurus = KNOWLEDGE.thesaurus
    one, other = _read("annotator_a"), _read("annotator_b")
    found = _found(options.shared)
    print(f"{'':22s} exact P / R / F1            one step in the tree apart counts")
    _print("one indexer, the other", one, other, thesaurus)
    for name, odd in (("words added here", True), ("report", False)):
        chosen = {i for i in one if (int(i[1:]) % 2 == 1) is odd and i in found}
        _print(name, _only(one, chosen), _only(found, chosen), thesaurus)
    print(f"not found again: {sorted(set(one) - set(found))}")
    return 0


def _found(shared: Path) -> Concepts:
    """Return the concepts linked to each indexed task."""
    with unzipped(shared / "corpus" / "robustness_documents.zip") as folder:
        places = [ROOT / "data" / "documents", shared / "documents", *folder.iterdir()]
        paths = {path.name: path for place in places for path in place.glob("*")}
        by_file: dict[str, dict[str, set[str]]] = {}
        found: Concepts = {}
        for row in json_lines(GOLD / "tasks.jsonl"):
            name = row["file"]
            if name not in by_file:
                by_file[name] = _concepts(paths[name])
            if row["task"] in by_file[name]:
                found[row["id"]] = by_file[name][row["task"]]
        return found


def _concepts(path: Path) -> dict[str, set[str]]:
    facts = extract(parse_file(path, KNOWLEDGE.lexicon), path.name, KNOWLEDGE)
    return {
        task.task.key: {m.concept for m in task.mentions if isinstance(m, ConceptMention)}
        for task in facts.tasks
    }


def _print(name: str, gold: Concepts, found: Concepts, thesaurus: Thesaurus) -> None:
    figures = [_score(gold, found, lambda a, b: a == b), _score(gold, found, thesaurus.are_near)]
    print(f"{name:22s} " + "   ".join(" / ".join(f"{x:.3f}" for x in f) for f in figures))


def _score(
    gold: Concepts, found: Concepts, same: Callable[[str, str], bool]
) -> tuple[float, float, float]:
    """Return precision, recall and F1 over all tasks."""
    right = sum(any(same(c, g) for g in gold[i]) for i in gold for c in found[i])
    held = sum(any(same(c, g) for c in found[i]) for i in gold for g in gold[i])
    precision = right / max(1, sum(len(found[i]) for i in gold))
    recall = held / max(1, sum(map(len, gold.values())))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _only(concepts: Concepts, wanted: Iterable[str]) -> Concepts:
    return {i: concepts[i] for i in sorted(wanted)}


def _read(name: str) -> Concepts:
    return {r["id"]: set(r["concepts"]) for r in json_lines(GOLD / f"{name}.jsonl")}


if __name__ == "__main__":
    sys.exit(main())
