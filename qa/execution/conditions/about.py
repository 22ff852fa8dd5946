"""Conditions by meaning: the tasks that speak of some words, in each document by itself."""

from __future__ import annotations

from collections.abc import Sequence

from embeddings import Hit
from embeddings.lexical import simplify
from qa.asked import Asked
from qa.evidence.rows import Number
from qa.execution.ground import Ground, Reached, Tasks
from qa.execution.ranking.sentences import Candidate, best_sentences, candidates, chosen, weighed
from qa.execution.reckoning.quantities import holds_literal
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.query.tree import About

NEAR = 0.6  # of the best score: tasks below it are about something else
_CITED = ("《", "〔")  # a title or 文号: who writes it speaks of it
_AS_LIKELY, _AS_MUCH = 0.8, 0.7  # of the best sentence's weight, of the words it holds
_SOME = 0.2  # of the words: less is held by chance
_HITS = 5  # items of a document whose sentences are looked at to the letter
_FARTHEST = 0.5  # of the best score: documents below it are not looked at by themselves
NEAREST = 0.9  # of the best score: the tasks that are meant where a condition needs one


def reach_about(about: About, ground: Ground) -> Tasks | None:
    """Return the tasks that speak of some words, nearest first."""
    scope = ground.scope
    if ground.kind == "section":
        return None  # found by its name
    hits = scope.search(about.words)
    if not hits:
        return {}
    if ground.kind in ("jurisdiction", "document"):
        return _reach_by_document(about, hits, ground)
    share = NEAREST if ground.inner else NEAR
    near = [hit for hit in hits if hit.score >= share * hits[0].score]
    found = {hit.item: Reached(hit.score, (scope.sentence(hit),)) for hit in near}
    held = {item: at for item, at in found.items() if _holds(about.noun, item, scope)}
    return held if about.noun else found


def _reach_by_document(about: About, hits: Sequence[Hit], ground: Ground) -> Tasks:
    """Return the best item of each document that speaks of what is asked about by itself."""
    scope, noun = ground.scope, about.noun or ""
    cited = noun.startswith(_CITED)
    best: dict[str, Hit] = {}
    for hit in hits:
        if cited and not _holds(noun, hit.item, scope):
            continue
        if cited or hit.score >= _FARTHEST * hits[0].score:
            best.setdefault(hit.document, hit)
    said = {key: hit for key, hit in best.items() if cited or scope.says(about.words, key)}
    if noun and not cited:
        words = about.words.replace(noun, " ")
        words = words if words.strip() else about.words
        return _to_the_letter(words, noun, list(said), ground)
    return {
        hit.item: Reached(hit.score, best_sentences(hit, about.words, scope))
        for hit in said.values()
        if _holds(noun, hit.item, scope)
    }


def _to_the_letter(words: str, noun: str, documents: Sequence[str], ground: Ground) -> Tasks:
    """Return the best sentence of each document that holds what must be held, by its task.

    20% may stand beside another matter: the sentence must say nearly as much as the best one.
    """
    asked = ground.scope.asked(words)
    best: list[tuple[float, float, Candidate]] = []
    for key in documents:
        scope = ground.scope.among([key])
        own = [c for hit in scope.search(words, _HITS) for c in candidates(hit, scope)]
        said = [c for c in own if holds_literal(c.passage.text, noun)]
        each = [(weighed(asked, c, scope), _share(asked, c, scope), c) for c in said]
        best += sorted(each, key=lambda entry: -entry[0])[:1]
    top = max((score for score, _, _ in best), default=0.0)
    most = max((share for _, share, _ in best), default=0.0)
    return {
        c.hit.item: Reached(c.hit.score, chosen([c], [1.0], ground.scope))
        for score, share, c in best
        if score >= _AS_LIKELY * top or share >= max(_AS_MUCH * most, _SOME)
    }


def _share(asked: Asked, found: Candidate, scope: Scope) -> float:
    """Return the share of some words that a sentence holds, with the title of its task."""
    return asked.covered(simplify(f"{found.passage.text}，{scope.task_name(found.hit.item)}"))


def _holds(noun: str | None, item: str, scope: Scope) -> bool:
    return not noun or holds_literal(scope.text_of(item), noun)


def keep_about(about: About, item: Item, ground: Ground) -> bool:
    """A number must be of what was asked, not only in a task that speaks of it."""
    if item.kind != "target" or not about.noun:
        return True
    numbers = [row for row in item.rows if isinstance(row, Number)]
    said = "，".join(f"{n.metric}，{n.text}，{ground.scope.task_name(n.task)}" for n in numbers)
    return holds_literal(said, about.noun)
