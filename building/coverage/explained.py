"""Coverage: how much of a document was understood, and what was missed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from building.coverage.candidates import COUNTED, Candidate, candidates
from kg.extraction.mentions import DocumentFacts, PlaceMention, ProjectMention, UnitMention
from kg.knowledge.lexicon import Lexicon
from kg.structure.document import Document, DocumentMetadata, MetadataValue
from kg.text.span import Span

_CONTEXT = 12  # characters shown on either side
_LONGEST_CLAUSE = 200
# 推进甲水库、乙铝业铝板带箔|，
_CLAUSE_END = re.compile(r"[，。；：\n（）]")
# 甲水库|、|乙铝业铝板带箔
_MEMBER = re.compile("[^、]{4,30}")
_SHOWN = 40  # characters of a numbered line
# （三）… · 12.…
_NUMBERED = re.compile(r"（?(?:[一二三四五六七八九十]{1,3}|\d{1,3})[）、.．]")


@dataclass(frozen=True, slots=True)
class Unexplained:
    """Characters that look like a fact and are part of none.

    Attributes:
        kind: quantity, title, name, quoted, attribution, heading or cell.
        text: the characters.
        line: 1-based.
        context: the characters around them, on one line.
        start: offset in the stored text.
        reason: why no fact was made of them.
    """

    kind: str
    text: str
    line: int
    context: str
    start: int
    reason: str


@dataclass(frozen=True, slots=True)
class Explained:
    """What of a document looks like a fact.

    Attributes:
        missed: what is part of no fact, in order.
        taken: how many others are part of one, by kind.
    """

    missed: tuple[Unexplained, ...]
    taken: Mapping[str, int]

    @property
    def share(self) -> float:
        """The share of attributions, quantities, titles and names that some fact explains."""
        taken = sum(self.taken.values())
        counted = taken + sum(item.kind in COUNTED for item in self.missed)
        return taken / counted if counted else 1.0


def explained(facts: DocumentFacts, lexicon: Lexicon) -> Explained:
    """Return what of a document looks like a fact: what some fact explains, and what none does."""
    document = facts.document
    spans, names = _Spans(_explained(facts)), _Spans(_named(facts))
    places = {m.span for t in facts.tasks for m in t.mentions if isinstance(m, PlaceMention)}
    lines = [m.start() for m in re.finditer("\n", document.text)]
    missed, taken = [], Counter[str]()
    for found in sorted({*candidates(document, lexicon), *_left(document), *_beside(facts)}):
        by_others = (names if found.kind == "name" else spans).touch(found.span)
        if by_others or found.span in places:
            taken[found.kind] += 1
        else:
            missed.append(_unexplained(found, document.text, bisect_right(lines, found.span.start)))
    return Explained(tuple(missed), {kind: taken[kind] for kind in sorted(COUNTED)})


def _unexplained(found: Candidate, text: str, line: int) -> Unexplained:
    start, end = found.span.start, found.span.end
    around = " ".join(text[max(0, start - _CONTEXT) : end + _CONTEXT].split())
    return Unexplained(found.kind, text[start:end], line + 1, around, start, found.reason)


def coverage(facts: DocumentFacts) -> float:
    """Return the share of characters, except white space, in a task, heading or metadata."""
    document = facts.document
    covered = bytearray(len(document.text))
    for span in _understood(facts):
        covered[span.start : span.end] = b"\x01" * (span.end - span.start)
    counted = [i for i, c in enumerate(document.text) if not c.isspace()]
    return sum(covered[i] for i in counted) / len(counted) if counted else 1.0


def _understood(facts: DocumentFacts) -> Iterator[Span]:
    """Yield the spans of tasks, headings, metadata and the policies a document rests on."""
    metadata = facts.document.metadata
    yield from (task.span for task in facts.document.tasks)
    yield from (section.span for section in facts.document.sections)
    yield from (policy.span for policy in facts.basis)
    for value in (*_common(metadata), metadata.disclosure, *metadata.addressees, *metadata.cc):
        if value:
            yield from value.spans


def _common(metadata: DocumentMetadata) -> tuple[MetadataValue | None, ...]:
    return (
        metadata.title,
        metadata.notice_title,
        metadata.wenhao,
        metadata.issuer,
        metadata.date,
    )


def _beside(facts: DocumentFacts) -> Iterator[Candidate]:
    """Yield the members of lists in which another member is a project."""
    text = facts.document.text
    projects = (m for t in facts.tasks for m in t.mentions if isinstance(m, ProjectMention))
    for start, end in sorted({_clause(text, project.span) for project in projects}):
        for match in _MEMBER.finditer(text, start, end):
            yield Candidate(Span(*match.span()), "name", "beside a project, but no head noun")


def _clause(text: str, span: Span) -> tuple[int, int]:
    """Return where the clause of a span begins and ends."""
    before = _CLAUSE_END.finditer(text, max(0, span.start - _LONGEST_CLAUSE), span.start)
    begin = max((match.end() for match in before), default=span.start)
    last = min(len(text), span.end + _LONGEST_CLAUSE)
    behind = _CLAUSE_END.search(text, span.end, last)
    return begin, behind.start() if behind else last


def _left(document: Document) -> Iterator[Candidate]:
    """Yield numbered lines that are no task, and cells of columns that are not known."""
    for paragraph in document.paragraphs:
        numbered = _NUMBERED.match(paragraph.text)
        if numbered:
            start = paragraph.span.start
            span = Span(start, start + min(len(paragraph.text), _SHOWN))
            yield Candidate(span, "heading", "numbered as a task, but names nobody who does it")
    for task in document.tasks:
        for cell in task.cells:
            if cell.kind == "unknown":
                yield Candidate(cell.span, "cell", "the column is not known")


def _explained(facts: DocumentFacts) -> Iterator[Span]:
    metadata = facts.document.metadata
    for value in (*_common(metadata), metadata.approved_by, *metadata.addressees, *metadata.cc):
        if value:
            yield from value.spans
    yield from _named(facts)
    for task in facts.tasks:
        yield task.task.title_span
        yield from (mention.span for mention in task.mentions)


def _named(facts: DocumentFacts) -> Iterator[Span]:
    """Yield what explains a name: longer names, policies and attributions; no place inside it."""
    yield from (policy.span for policy in facts.basis)
    for task in facts.tasks:
        yield from (attribution.span for attribution in task.task.attributions)
        for mention in task.mentions:
            is_name = mention.is_name and not isinstance(mention, PlaceMention)
            if is_name or isinstance(mention, UnitMention):
                yield mention.span


class _Spans:
    """Explained spans, to be asked whether one of them touches another span."""

    def __init__(self, spans: Iterator[Span]) -> None:
        ordered: Sequence[Span] = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reach: list[int] = []
        reach = 0
        for span in ordered:
            reach = max(reach, span.end)
            self._reach.append(reach)

    def touch(self, span: Span) -> bool:
        """Tell whether an explained span shares a character with this one."""
        position = bisect_left(self._starts, span.end)
        return position > 0 and self._reach[position - 1] > span.start
