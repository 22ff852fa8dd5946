"""What was read from a document, as marks on its text: which characters, which kind, which rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.entities.kinds import KINDS
from kg.export.build_folder import Record
from kg.network.traversal import local_name
from kg.rdf.value_graph import COMPARATORS
from kg.text.numerals import numbered
from qa.build import Build
from ui.planning.doubts import doubt_said

MISSED = "Missed"  # looks like a fact and is part of none
KINDS_SHOWN = (*(kind.name for kind in KINDS if kind.key), MISSED)
# what a fact says besides its words, in this order; keys of the records of tasks.json
_SAID = (
    "role",
    "comparator",
    "value",
    "modality",
    "deadline",
    "assumed_deadline",
    "stage",
    "status",
    "level",
    "relation",
    "wenhao",
    "beneficiary",
    "condition",
    "duration",
    "due",
    "every",
    "after",
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters [start, end) that a fact was read from.

    Attributes:
        kind: a class of the ontology, as a local name, or MISSED.
        name: what the graph calls the thing; "" where it has no name of its own.
        node: IRI of the thing, "" for none.
        task: IRI of the task it belongs to, "" for the document itself.
        rule: which rule read it; for what was missed, why none did.
        said: what else the fact says, (key of the record, value).
        corrected: when a person corrected it and what it said before; empty if nobody did.
        doubt: why a person should look at it, in Chinese and English; empty where nothing says so.
    """

    start: int
    end: int
    kind: str
    name: str = ""
    node: str = ""
    task: str = ""
    rule: str = ""
    said: tuple[tuple[str, str], ...] = ()
    corrected: tuple[str, ...] = ()
    doubt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring characters that are marked alike.

    Attributes:
        text: the characters.
        start: offset of the first.
        kinds: of the marks they are in, the shortest mark first.
        span: of the shortest mark.
        is_found: whether the address points at them.
        is_first: whether they are the first of those it points at.
        anchor: of the heading or task that begins here, "" for none.
        is_doubtful: whether the shortest mark is of a doubtful fact.
    """

    text: str
    start: int
    kinds: tuple[str, ...]
    span: tuple[int, int]
    is_found: bool
    is_first: bool
    anchor: str = ""
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: a section or a task."""

    start: int
    title: str
    level: int


def marks_of(build: Build, key: str) -> list[Mark]:
    """Return all marks of a document, in text order."""
    document = build.documents[key]
    found = [_mark("PolicyDocument", fact, "") for fact in document["upstream_policies"]]
    for task in build.tasks.within({key}):
        record = build.tasks[task]
        for kind in KINDS:
            facts = record.get(kind.key, ()) if kind.key else ()
            found += [_mark(kind.name, fact, task) for fact in facts]
    found += _missed(build, key)
    return sorted(set(found), key=lambda mark: (mark.start, -mark.end, mark.kind))


def _mark(kind: str, fact: Record, task: str) -> Mark:
    names = ("canonical", "concept", "title", "metric", "name")
    name = next((str(fact[key]) for key in names if fact.get(key)), "")
    said = tuple((key, _value(fact, key)) for key in _SAID if fact.get(key))
    node = str(fact.get("id") or "")
    noted = fact.get("corrected")
    corrected = (noted["when"], noted["was"]) if noted else ()
    rule = str(fact["rule"])
    span = fact["start"], fact["end"]
    return Mark(*span, kind, name, node, task, rule, said, corrected, doubt_said(fact))


def _value(fact: Record, key: str) -> str:
    """Return what a fact says, numbers with their measure unit: 14家."""
    if key == "value":
        return f"{fact[key]}{fact.get('unit_text', '')}"
    if key == "comparator":
        return local_name(COMPARATORS[fact[key]])
    return str(fact[key])


def _missed(build: Build, key: str) -> Iterator[Mark]:
    """Yield what looks like a fact and is part of none, as the build's report lists it."""
    for document in build.reported([key]):
        for missed in document["unexplained"]:
            start = missed["start"]
            yield Mark(start, start + len(missed["text"]), MISSED, rule=missed["reason"])


def pieces(
    text: str, marks: Sequence[Mark], start: int, end: int, part: tuple[int, int]
) -> list[Piece]:
    """Return a part of a text cut wherever a mark begins or ends.

    Args:
        text: the stored text.
        marks: in text order.
        start: of the characters the address points at.
        end: of them; equal to start for none.
        part: first character of the part, and the one behind its last.
    """
    low, high = part
    cuts = {low, high, start, end}
    for mark in marks:
        cuts |= {mark.start, mark.end}
    open_marks: list[Mark] = []
    waiting = iter(marks)
    following = next(waiting, None)
    found: list[Piece] = []
    for first, last in pairwise(sorted(cut for cut in cuts if low <= cut <= high)):
        open_marks = [mark for mark in open_marks if mark.end > first]
        while following is not None and following.start <= first:
            open_marks.append(following)
            following = next(waiting, None)
        over = sorted(open_marks, key=lambda mark: mark.end - mark.start)
        kinds = tuple(dict.fromkeys(mark.kind for mark in over))
        span = (over[0].start, over[0].end) if over else (first, last)
        is_found = start <= first and last <= end and start < end
        is_doubtful = bool(over and over[0].doubt)
        is_first = is_found and first == start
        found.append(
            Piece(text[first:last], first, kinds, span, is_found, is_first, "", is_doubtful)
        )
    return found


def contents(build: Build, key: str, text: str) -> list[Entry]:
    """Return the sections and tasks of a document, where they begin."""
    found: list[Entry] = []
    last, reached = None, 0
    for task in build.tasks.within({key}):
        record = build.tasks[task]
        section = record["section"]
        if section and section != last:
            place = text.rfind(section, reached, record["start"])
            found.append(Entry(place if place >= 0 else record["start"], section, 1))
        title = numbered(record["ordinal"] or "", record["title"] or record["text"][:16])
        found.append(Entry(record["start"], title, 2))
        last, reached = section, record["start"]
    return found


def with_anchors(cut: Iterable[Piece], entries: Sequence[Entry]) -> list[Piece]:
    """Return pieces cut again where an entry of the contents begins, with its anchor there."""
    starts = sorted({entry.start for entry in entries})
    found: list[Piece] = []
    for piece in cut:
        end = piece.start + len(piece.text)
        inside = [start for start in starts if piece.start <= start < end]
        bounds = sorted({piece.start, *inside, end})
        for first, last in pairwise(bounds):
            shown = piece.text[first - piece.start : last - piece.start]
            is_first = piece.is_first and first == piece.start
            anchor = f"c{first}" if first in inside else ""
            cut_piece = replace(piece, text=shown, start=first, is_first=is_first, anchor=anchor)
            found.append(cut_piece)
    return found
