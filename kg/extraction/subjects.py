"""Subjects: the concepts of the thesaurus a task works on, with the words that decided it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from kg.extraction.mentions import ConceptMention
from kg.knowledge.thesaurus import Match, Thesaurus
from kg.structure.document import Document, Task
from kg.text.span import Span
from kg.text.view import View

MOST = 5  # concepts of a task, as indexers give them
_TITLE = 2.0  # a word of the title weighs this much
_LEAST = 0.35  # of the best concept's weight; below it a word is a mere mention
_LONG = 4  # characters of a word that weighs 1; longer ones weigh up to half more
_DEPTH = (0.5, 0.8, 1.0)  # weight of a top concept, of the second level, of those below
_ABOVE = 0.3  # of a broader concept's own weight goes to the narrower one that is named too
_BESIDE = 0.15  # more for each concept under the same broader one: they are about one matter

_IGNORED_PUNCTUATION = "\n“”‘’"  # “放管服”改革

_Found = tuple[View, Match]


def subjects(document: Document, task: Task, thesaurus: Thesaurus) -> Iterator[ConceptMention]:
    """Yield the words that name the concepts of a task, heaviest concept first.

    A concept weighs by where, how often and how fully its words stand; a broader one gives way to
    a narrower one that is named too, and what weighs little beside the best is a mere mention.
    """
    found: dict[str, list[_Found]] = defaultdict(list)
    weights: Counter[str] = Counter()
    titled: set[str] = set()
    for span, weight in _weighted(task):
        view = document.stored.view.within(span).without(_IGNORED_PUNCTUATION)
        seen: Counter[str] = Counter()
        for match in thesaurus.find(view.text):
            seen[match.concept] += 1
            full = min(1.5, (match.end - match.start) / _LONG)
            weights[match.concept] += weight * full / seen[match.concept]  # type: ignore[assignment]
            found[match.concept].append((view, match))
        titled |= set(seen) if weight == _TITLE else set()
    for concept in _chosen(weights, titled, thesaurus):
        for view, match in found[concept]:
            stored = view.span(match.start, match.end)
            yield ConceptMention(
                text=document.slice(stored),
                span=stored,
                rule=f"subject/{match.kind}",
                concept=concept,
            )


def _weighted(task: Task) -> tuple[tuple[Span, float], ...]:
    """Return what is read of a task, with the weight of a word in it: its title, the rest."""
    if not task.title:
        return ((task.content, 1.0),)
    title = task.title_span
    return (title, _TITLE), (Span(max(title.end, task.content.start), task.content.end), 1.0)


def named_concepts(document: Document, thesaurus: Thesaurus) -> tuple[str, ...]:
    """Return every concept that a word of a document names, also outside the tasks, sorted."""
    view = document.stored.view.without(_IGNORED_PUNCTUATION)
    return tuple(sorted({match.concept for match in thesaurus.find(view.text)}))


def _chosen(weights: Counter[str], titled: set[str], thesaurus: Thesaurus) -> list[str]:
    """Return the concepts that a task is about, heaviest first, ties in the order of the text.

    A broader concept stays beside a narrower one only where the title names it alone.
    """
    own = {c: w * _DEPTH[min(2, len(thesaurus.ancestors(c)))] for c, w in weights.items()}
    above = {broader for concept in own for broader in thesaurus.ancestors(concept)}
    above -= titled - {b for concept in titled for b in thesaurus.ancestors(concept)}
    beside = Counter(thesaurus.concepts[concept].broader for concept in own)
    final = {
        concept: (weight + sum(_ABOVE * own.get(b, 0.0) for b in thesaurus.ancestors(concept)))
        * (1 + _BESIDE * (beside[thesaurus.concepts[concept].broader] - 1))
        for concept, weight in own.items()
        if concept not in above
    }
    best = max(final.values(), default=0.0)
    ranked = sorted(final, key=lambda concept: -final[concept])
    return [concept for concept in ranked if final[concept] >= _LEAST * best][:MOST]
