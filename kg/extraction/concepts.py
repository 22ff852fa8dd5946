"""Concepts: what of the thesaurus a task works on, with the words that decided it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.mentions import ConceptMention
from kg.extraction.task_reading import DocumentReading
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.thesaurus import Match, Thesaurus
from kg.structure.document import Document, Task
from kg.text.span import Span
from kg.text.stretches import Stretch, stretches

MOST = 5  # concepts of a task, as indexers give them
_TITLE = 2.0  # a word of the title weighs this much
_LEAST = 0.35  # of the best concept's weight; below it a word is a mere mention
_LONG = 4  # characters of a word that weighs 1; longer ones weigh up to half more
_DEPTH = (0.5, 0.8, 1.0)  # weight of a top concept, of the second level, of those below
_ABOVE = 0.3  # of a broader concept's own weight goes to the narrower one that is named too
_BESIDE = 0.15  # more for each concept under the same broader one: they are about one matter

_IGNORED = "\n“”‘’"  # “放管服”改革


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a stretch that name concepts, and whether it is a task's title."""

    stretch: Stretch
    matches: Sequence[Match]
    is_title: bool


def concepts(reading: DocumentReading, knowledge: Knowledge) -> list[list[ConceptMention]]:
    """Return the words that name the concepts of each task, heaviest concept first.

    A concept weighs by where, how often and how fully its words are read; a broader one gives way
    to a narrower one that is named too, and what weighs little beside the best is a mere mention.
    """
    spans = [_spans(task.task) for task in reading.tasks]
    every = [span for of_task in spans for span in of_task]
    read = stretches(reading.document.stored, every, without=_IGNORED)
    found = knowledge.thesaurus.find_all([stretch.text for stretch in read])
    rows = iter(zip(read, found, strict=True))
    words = [
        [_Words(*next(rows), is_title=span != of_task[-1]) for span in of_task] for of_task in spans
    ]
    return [list(_mentions(of_task, knowledge.thesaurus)) for of_task in words]


def named_concepts(document: Document, thesaurus: Thesaurus) -> tuple[str, ...]:
    """Return every concept that a word of a document names, also outside the tasks, sorted."""
    view = document.stored.view.without(_IGNORED)
    (found,) = thesaurus.find_all([view.text])
    return tuple(sorted({match.concept for match in found}))


def _spans(task: Task) -> tuple[Span, ...]:
    """Return where a task is read: its title and the rest; all of it, where it has no title."""
    if not task.title:
        return (task.content,)
    title = task.title_span
    return title, Span(max(title.end, task.content.start), task.content.end)


def _mentions(words: Sequence[_Words], thesaurus: Thesaurus) -> Iterator[ConceptMention]:
    found: dict[str, list[tuple[Stretch, Match]]] = defaultdict(list)
    for read in words:
        for match in read.matches:
            found[match.concept].append((read.stretch, match))
    titled = {match.concept for read in words if read.is_title for match in read.matches}
    for concept in _chosen(_weights(words), titled, thesaurus):
        for stretch, match in found[concept]:
            span = Span(stretch.starts[match.start], stretch.ends[match.end])
            yield ConceptMention(
                text=stretch.stored[span.start : span.end],
                span=span,
                rule=f"subject/{match.kind}",
                concept=concept,
            )


def _weights(words: Sequence[_Words]) -> dict[str, float]:
    """Return what each concept weighs by its words; the second time one is read, half as much."""
    weights: dict[str, float] = {}
    for read in words:
        weight = _TITLE if read.is_title else 1.0
        times: Counter[str] = Counter()
        for match in read.matches:
            times[match.concept] += 1
            full = min(1.5, (match.end - match.start) / _LONG)
            more = weight * full / times[match.concept]
            weights[match.concept] = weights.get(match.concept, 0) + more
    return weights


def _chosen(weights: dict[str, float], titled: set[str], thesaurus: Thesaurus) -> list[str]:
    """Return the concepts that a task is about, heaviest first, ties in the order of the text.

    A broader concept stays beside a narrower one only where the title names it alone.
    """
    ancestors = thesaurus.ancestors_of
    own = {c: weight * _DEPTH[min(2, len(ancestors[c]))] for c, weight in weights.items()}
    above = {broader for concept in own for broader in ancestors[concept]}
    above -= titled - {broader for concept in titled for broader in ancestors[concept]}
    beside = Counter(thesaurus.concepts[concept].broader for concept in own)
    final = {
        concept: (weight + sum(_ABOVE * own.get(broader, 0.0) for broader in ancestors[concept]))
        * (1 + _BESIDE * (beside[thesaurus.concepts[concept].broader] - 1))
        for concept, weight in own.items()
        if concept not in above
    }
    best = max(final.values(), default=0.0)
    ranked = sorted(final, key=lambda concept: -final[concept])
    return [concept for concept in ranked if final[concept] >= _LEAST * best][:MOST]
