"""Ask what strangers asked, for a second reader to judge: python -m bench.strangers --set 11.

A set lies in data/gold/strangers: questions over the first document (one.jsonl), over six and over
fourteen documents of other places, and dialogues over the fourteen. Each was written from the
documents alone by somebody who had seen neither program nor sets, asked once, and judged by a
reader with the documents in front; `first` is that verdict. --out keeps what a person reads now, a
line for each question, beside what the writer found; without it the verdicts are counted.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.files import GOLD, json_lines, silent_build
from qa.answer import Answer
from qa.answering import ask, ask_in
from qa.build import Build, open_build
from qa.conversation import Conversation
from settings import ROOT

SETS = GOLD / "strangers"
VERDICTS = ("right", "partly", "wrong", "declined", "answered")
_SHOWN = 25  # lines under an answer that a reader looks at
_FIRST = "wenshang_2023_29.txt"


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.strangers")
    parser.add_argument("--set", default=_newest(), help="a folder of data/gold/strangers")
    parser.add_argument("--out", type=Path, help="write builds and answers into this folder")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options = parser.parse_args(argv)
    chosen = SETS / options.set
    if not options.out:
        _print_verdicts(chosen)
        return 0
    if not (options.shared / "documents").is_dir():
        print(f"{options.shared} is not there; the documents exist in development only")
        return 0
    for name, documents in _documents(options.shared / "documents").items():
        out = options.out / name
        if not (out / "manifest.json").exists():
            silent_build(documents, out)
        _answer_all(open_build(out), chosen / f"{name}.jsonl", options.out)
    _answer_all(open_build(options.out / "many"), chosen / "dialogues.jsonl", options.out)
    return 0


def _newest() -> str:
    """Return the set that was written last: their names are numbers of writers."""
    return max(folder.name for folder in SETS.iterdir())


def _documents(folder: Path) -> dict[str, list[Path]]:
    """Return the files that each part of a set is about."""
    one = folder / _FIRST
    six = sorted((folder / "several").glob("*.txt"))
    other = [*sorted(folder.glob("陕西*.txt")), *sorted((folder / "table_and_list").iterdir())]
    return {"one": [one], "six": six, "many": [one, *six, *other]}


def _answer_all(build: Build, questions: Path, out: Path) -> None:
    """Write what each question of a file gets now."""
    lines = [json.dumps(row, ensure_ascii=False) for row in _answered(build, questions)]
    (out / questions.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{questions.stem}: {len(lines)} lines")


def _answered(build: Build, questions: Path) -> Iterator[dict[str, Any]]:
    for row in json_lines(questions):
        if "turns" not in row:
            yield {**row, "answered": _read(ask(build, row["question"]))}
            continue
        conversation = Conversation()
        for turn in row["turns"]:
            answer, conversation = ask_in(build, turn["question"], conversation)
            turn["answered"] = _read(answer)
        yield row


def _read(answer: Answer) -> dict[str, Any]:
    """Return what a person reads of an answer."""
    lines = [
        f"{said.text}　{said.citations[0].reference if said.citations else ''}"
        for said in answer.statements[:_SHOWN]
    ]
    return {"grade": answer.grade, "text": answer.text, "lines": lines, "query": answer.found.query}


def _print_verdicts(folder: Path) -> None:
    """Print how often each verdict was given as a set was first met."""
    print(f"| {folder.name}, as first met | " + " | ".join(VERDICTS) + " | right of those there |")
    print("|---" * (len(VERDICTS) + 2) + "|")
    for name in ("one", "six", "many", "dialogues"):
        asked = list(_single(json_lines(folder / f"{name}.jsonl")))
        for there in (True, False):
            counts = Counter(row["first"] for row in asked if row["there"] is there)
            share = f"{counts['right'] / counts.total():.2f}" if there else ""
            cells = " | ".join(str(counts[verdict]) for verdict in VERDICTS)
            print(f"| {name}, {'there' if there else 'not there'} | {cells} | {share} |")


def _single(rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield questions and turns of dialogues."""
    for row in rows:
        yield from row.get("turns", [row])


if __name__ == "__main__":
    raise SystemExit(main())
