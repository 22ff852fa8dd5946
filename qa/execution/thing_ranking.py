"""Which named things are meant by some words: those of the sentences that speak most of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.lexical import simplify, tokens
from qa.evidence.rows import NamedThing
from qa.execution.scope import Scope

_NEAR = 0.25  # words and meaning of a sentence that speaks of a topic …
_AS_NEAR = 0.85  # … and share of the best from which another one does too
_PARTS = re.compile("、|和|及")
_TO_NUMBER = re.compile(r"^.*\d")  # 新342|国道


def things_about(words: str, rows: Sequence[NamedThing], scope: Scope) -> Sequence[NamedThing]:
    """Return the things that some words mean.

    Where a word stands in names only (国道 in 新342国道), the names that hold one count; where the
    sentence or title speaks of it, all of the sentence.

    Args:
        words: what is asked about; several parts are looked for one by one.
        rows: the things, each with where it is named.
        scope: where their sentences stand.
    """
    parts = [part.strip() for part in _PARTS.split(words) if len(part.strip()) > 1]
    if len(parts) > 1:
        meant = {row for part in parts for row in things_about(part, rows, scope)}
        return [row for row in rows if row in meant]
    sentences: dict[str, list[NamedThing]] = {}
    for row in rows:
        said = f"{scope.task_name(row.task)}，{scope.words_around(row.quote)}"
        sentences.setdefault(simplify(said), []).append(row)
    scores = nearness(words, list(sentences), scope)
    best = max(scores, default=0.0)
    near = [s for s, score in zip(sentences, scores, strict=True) if score >= _AS_NEAR * best]
    asked = set(scope.build.questions.words.query_tokens(simplify(words)))
    return [r for s in near if best >= _NEAR for r in _of_sentence(s, sentences[s], asked)]


def _of_sentence(sentence: str, rows: list[NamedThing], asked: set[str]) -> list[NamedThing]:
    """Return the things of a sentence: by their names where only names hold what is asked."""
    names = _called(rows)
    beside = sentence
    for row in rows:
        beside = beside.replace(simplify(row.name), "")
    only = asked & set(tokens(sentence)) - set(tokens(beside))
    if not only & set(tokens("，".join(names))):
        return rows
    return [row for row, name in zip(rows, names, strict=True) if asked & set(tokens(name))]


def nearness(words: str, sentences: list[str], scope: Scope) -> list[float]:
    """Return how much each sentence speaks of some words, by words and by meaning."""
    if not sentences:
        return []
    encoder, covered = scope.build.encoder, scope.asked(words).covered
    cosines = encoder.encode_passages(sentences) @ encoder.encode_queries([words])[0]
    return [covered(s) + float(c) for s, c in zip(sentences, cosines, strict=True)]


def _called(rows: Sequence[NamedThing]) -> list[str]:
    """Return the names of things; one cut short (新105、新342国道) with the end of the next."""
    names = [simplify(row.name) for row in rows]
    for i in range(len(names) - 2, -1, -1):
        if names[i][-1].isdigit():
            names[i] += _TO_NUMBER.sub("", names[i + 1])
    return names
