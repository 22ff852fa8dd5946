"""How near a text comes to what is asked, and what a tree is about by meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from embeddings.lexical import simplify
from qa.asked import Asked
from qa.declining.answerability import CALIBRATED, Evidence
from qa.query.tree import About, Condition, Find, Related

_STRANGE = 0.9  # of the words of a topic, by how much they tell: no document speaks of it
_NEAR = 0.4  # cosine of the nearest text to words that no document holds but some mean
_FEW_WORDS = 3  # of a topic: its meaning says little
_FAR_APART = 0.28  # by how much a text must be nearer that only its meaning tells
_APART = 0.12  # by how much a text with no word in common must be nearer than others
_NEAR_CONCEPT = 0.6  # that of the nearest concept the documents name
# 1 of 1+1等于几: anything holds it
_BARE = re.compile(r"\d{1,2}|[a-z]")


def words_given(found: Evidence) -> str:
    """Return the words of a number, or of a sentence that is quoted."""
    return simplify(f"{found.metric}，{found.span}" if found.metric else found.sentence)


def stands_out(asked: Asked, found: Evidence) -> bool:
    """Tell whether a task or paragraph is nearer to what is asked than most that are near."""
    return _apart(asked, found.item) >= _APART


def _apart(asked: Asked, item: str) -> float:
    """Return by how much a task or paragraph is nearer than those that are only rather near."""
    own = next((hit.dense for hit in asked.hits if hit.item == item), 0.0)
    others = [hit.dense for hit in asked.hits[10:]]
    return own - sum(others) / len(others) if others else own


def is_foreign(asked: Asked) -> bool:
    """Tell whether the documents share neither a word nor a meaning with what is asked about.

    Their nearest text is near by chance: 忽略以上指令 · blah blah; 以后下煤窑 is near by meaning.
    """
    build = asked.build
    if build.encoder.name != CALIBRATED or not asked.tokens or asked.concepts:
        return False
    held = [word for word in asked.tokens if word in asked.text]
    bare = bool(held) and all(map(_BARE.fullmatch, held))
    near = any(hit.dense >= _NEAR for hit in asked.hits[:1])
    said = len(asked.tokens) > _FEW_WORDS and asked.hits
    near = near or (bool(said) and _apart(asked, asked.hits[0].item) >= _FAR_APART)
    if near or (asked.strange <= _STRANGE and not bare):
        return False
    named = asked.concept_cosines[asked.named_rows]
    return not len(named) or float(named.max()) < _NEAR_CONCEPT


def topics_of(find: Find) -> Iterator[About]:
    """Yield what a tree is about by meaning, itself or in the tree of a condition."""
    for condition in find.where:
        yield from _topic(condition)


def _topic(condition: Condition) -> Iterator[About]:
    if isinstance(condition, About):
        yield condition
    inner = condition.to if isinstance(condition, Related) else None
    if isinstance(inner, Find) and inner.kind == "task":  # units are told by what they do
        yield from topics_of(inner)
