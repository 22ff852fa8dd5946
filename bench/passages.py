"""Score extraction on annotated passages of other places' documents: python -m bench.passages.

78 passages of nine documents of the robustness set, each annotated twice and independently
(data/gold/passages). What both annotators hold is core; what only one of them holds, or either
calls optional, is a case on which careful annotators differ and counts neither way. The texts stay
in ../shared; the gold holds their offsets and the sha256 of what stood there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.files import KNOWLEDGE, json_lines, run_scorer, unzipped
from kg.entities.iri import IriMinter
from kg.entities.linking import linker_for
from kg.export.task_records import mention_records
from kg.extraction.mentions import DocumentFacts, TaskFacts
from kg.extraction.task_facts import task_mentions
from kg.extraction.task_reading import read_document
from kg.structure.attribution import find_attributions
from kg.structure.document import Document, DocumentMetadata, MetadataValue, Task
from kg.structure.task_building import stored_attributions
from kg.text.files import read_source
from kg.text.span import Span
from kg.text.stored_text import StoredText
from kg.text.view import View
from settings import ROOT

Record = dict[str, Any]
GOLD = ROOT / "data" / "gold" / "passages"
DOCUMENTS = ROOT.parent / "shared" / "corpus" / "robustness_documents.zip"
NAMED = ("projects", "campaigns", "policies", "honours", "enterprises", "places")
# documents the rules may be tuned on; the others are only measured
TUNED = ("江苏省", "河南省", "内蒙古自治区", "007")


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.passages")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--agreement", action="store_true", help="score one annotator by the other")
    parser.add_argument("--errors", action="store_true", help="show what is missed and extra")
    options = parser.parse_args(argv)
    zipped = options.shared / "corpus" / DOCUMENTS.name
    if not zipped.exists():
        print(f"{zipped} is not there; the annotated texts exist in development only")
        return 0
    scorer = options.shared / "eval" / "score.py"
    with unzipped(zipped) as folder:
        passages = list(_passages(folder))
        for title, wanted in (("tuned on", True), ("held out", False)):
            chosen = [p for p in passages if _tuned(p) is wanted]
            print(f"\n== passages of documents {title}: {len(chosen)}", flush=True)
            gold, found = _tables(chosen, agreement=options.agreement)
            listed = ["--errors"] if options.errors and wanted else []
            _score(scorer, gold, found, *listed)
    return 0


def _tuned(passage: Record) -> bool:
    return passage["id"].rsplit("-", 1)[0] in TUNED


def _passages(folder: Path) -> Iterator[Record]:
    """Yield the passages with their text; one that is nowhere in its file any more is told of."""
    for passage in json_lines(GOLD / "passages.jsonl"):
        text = read_source(folder / passage["file"]).text
        start = _found_at(text, passage)
        if start is None:
            print(f"{passage['file']}: what was annotated at {passage['start']} is not read now")
            continue
        end = start + passage["end"] - passage["start"]
        yield {**passage, "start": start, "end": end, "document": text, "text": text[start:end]}


def _found_at(text: str, passage: Record) -> int | None:
    """Return where the annotated characters are; a page's head may be read otherwise today."""
    length, annotated = passage["end"] - passage["start"], passage["start"]
    near = sorted(range(max(0, len(text) - length) + 1), key=lambda at: abs(at - annotated))
    return next((at for at in near if _sha256(text[at : at + length]) == passage["sha256"]), None)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _tables(passages: list[Record], *, agreement: bool) -> tuple[Record, Record]:
    """Return gold and predictions in the scorer's shape, a passage a task."""
    one, other = _annotations("a"), _annotations("b")
    gold, found = [], []
    for number, passage in enumerate(passages, 1):
        a, b = one[passage["id"]], other[passage["id"]]
        about = {"number": number, "ordinal": str(number), "full_text": passage["text"]}
        gold.append({**(a if agreement else agreed(a, b)), **about})
        found.append({**(_without_optional(b) if agreement else predicted(passage)), **about})
    return {"document": {}, "tasks": gold}, {"document": {}, "tasks": found}


def _annotations(annotator: str) -> dict[str, Record]:
    return {row["id"]: row for row in json_lines(GOLD / f"annotator_{annotator}.jsonl")}


def agreed(one: Record, other: Record) -> Record:
    """Return the gold of a passage: what both annotators hold is core, the rest optional."""
    merged: Record = {"units": _agreed_units(one["units"], other["units"])}
    for kind in (*NAMED, "targets"):
        rows = {**_keyed(kind, other[kind]), **_keyed(kind, one[kind])}
        firm = [
            {key for key, row in _keyed(kind, x[kind]).items() if not _soft(row)}
            for x in (one, other)
        ]
        merged[kind] = [
            {**row, "optional": not all(key in keys for keys in firm)} for key, row in rows.items()
        ]
    return merged


def _agreed_units(one: list[Record], other: list[Record]) -> list[Record]:
    """Return all units; one that only one annotator holds is marked unnamed: not scored."""
    shared = {(u["name"], u["role"]) for u in one} & {(u["name"], u["role"]) for u in other}
    rows = {(u["name"], u["role"]): u for u in (*one, *other)}
    return [{**row, "unnamed": key not in shared} for key, row in rows.items()]


def _keyed(kind: str, rows: list[Record]) -> dict[tuple[object, ...], Record]:
    """Return rows by what makes two annotators' rows the same; equal targets are counted."""
    seen: Counter[tuple[object, ...]] = Counter()
    keyed: dict[tuple[object, ...], Record] = {}
    for row in rows:
        key: tuple[object, ...] = (row.get("mention"),)
        if kind == "targets":
            key = (row["value"], row["unit_text"], row["comparator"])
        seen[key] += 1
        keyed[(*key, seen[key])] = row
    return keyed


def _soft(row: Record) -> bool:
    return bool(row.get("optional") or row.get("nested"))


def _without_optional(row: Record) -> Record:
    return {
        kind: [r for r in value if not _soft(r)] if isinstance(value, list) else value
        for kind, value in row.items()
    }


def predicted(passage: Record) -> Record:
    """Return what the rules find in a passage, as tasks.json would hold it."""
    span = Span(passage["start"], passage["end"])
    text = passage["document"]
    view = View.of(text, span)
    found = find_attributions(view.text, KNOWLEDGE.lexicon)
    places = tuple(stored_attributions(view, found))
    task = Task("1", 1, "1", "", passage["text"], None, None, span, span, span, places)
    name = passage["id"].rsplit("-", 1)[0]
    issuer = MetadataValue(name, ()) if name.endswith(("省", "区")) else None
    document = Document(StoredText(text), DocumentMetadata(issuer=issuer), tasks=(task,))
    reading = read_document(document, KNOWLEDGE)
    (mentions,) = task_mentions(reading, KNOWLEDGE)
    tasks = (TaskFacts(task, mentions),)
    facts = DocumentFacts(document, name, name, "", (), tasks, jurisdiction=reading.jurisdiction)
    linker = linker_for(facts, IriMinter("https://w3id.org/zhengtu/"), KNOWLEDGE)
    found_here = mention_records(mentions, linker)
    # as the annotators counted: a unit and role once, bodies without a name not at all
    named = (unit for unit in found_here["units"] if not unit["unnamed"])
    once = {(unit["name"], unit["role"]): unit for unit in named}
    return {**found_here, "units": list(once.values())}


def _score(scorer: Path, gold: Record, found: Record, *options: str) -> None:
    rows = Counter(kind for task in gold["tasks"] for kind in NAMED for _ in task[kind])
    print(f"annotated: {dict(rows)}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        paths = (Path(folder) / "gold.json", Path(folder) / "found.json")
        for path, content in zip(paths, (gold, found), strict=True):
            path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        run_scorer(scorer, "extraction", *paths, *options)


if __name__ == "__main__":
    sys.exit(main())
