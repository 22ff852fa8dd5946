"""Which named things are meant by some words: those of the sentences that speak most of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.lexical import simplify, tokens
from qa.evidence.rows import NamedThing
from qa.execution.scope import Scope

_NEAR = 0.25  # words and meaning of a sentence that speaks of a topic …
_MOST = 0.6  # of the best share of what is asked that is said of a thing: others that count
_CLAUSE_ENDS = re.compile("[，,；;。]")
_AS_NEAR = 0.85  # … and share of the best from which another one does too
_PARTS = re.compile("、|和|及")
_TO_NUMBER = re.compile(r"^.*\d")  # 新342|国道


def things_about(
    words: str, rows: Sequence[NamedThing], scope: Scope, so_many: int | None = None
) -> Sequence[NamedThing]:
    """Return the things that some words mean.

    Where a word stands in names only (国道 in 新342国道), the names that hold one count; where the
    sentence or title speaks of it, all of the sentence.

    Args:
        words: what is asked about; several parts are looked for one by one.
        rows: the things, each with where it is named.
        scope: where their sentences stand.
        so_many: how many are asked for; the nearest sentence that names so many is meant.
    """
    parts = [part.strip() for part in _PARTS.split(words) if len(part.strip()) > 1]
    if len(parts) > 1:
        of_parts = {row for part in parts for row in things_about(part, rows, scope)}
        return [row for row in rows if row in of_parts]
    sentences: dict[str, list[NamedThing]] = {}
    for row in rows:
        said = f"{scope.task_name(row.task)}，{scope.words_around(row.quote)}"
        sentences.setdefault(simplify(said), []).append(row)
    scores = nearness(words, list(sentences), scope)
    best = max(scores, default=0.0)
    near = [s for s, score in zip(sentences, scores, strict=True) if score >= _AS_NEAR * best]
    asked = set(scope.build.questions.words.query_tokens(simplify(words)))
    named = {s: _of_sentence(s, sentences[s], asked) for s in near if best >= _NEAR}
    if len(named) == 1:
        return _said_of(words, next(iter(named.values())), scope)
    order = sorted(named, key=lambda s: -scores[list(sentences).index(s)])
    exact = (named[s] for s in order if so_many and len(named[s]) == so_many)
    return next(exact, [row for own in named.values() for row in own])


def _said_of(words: str, rows: Sequence[NamedThing], scope: Scope) -> Sequence[NamedThing]:
    """Return the things of a sentence of which it says what is asked, where of others it does not.

    精致城镇试点: 杨店镇, where 杨店镇济宁市精致城镇试点和杨店镇、苑庄镇、郭楼镇示范镇 is written.
    """
    groups = _together(rows, scope) if rows else []
    covered = scope.asked(words).covered
    shares = [covered(simplify(said)) for said, _ in groups]
    best = max(shares, default=0.0)
    kept = [own for share, (_, own) in zip(shares, groups, strict=True) if share >= _MOST * best]
    meant = {row for own in kept for row in own}
    return [row for row in rows if row in meant] or rows


def _together(rows: Sequence[NamedThing], scope: Scope) -> list[tuple[str, list[NamedThing]]]:
    """Return what is said of things that are named in a row: 杨店镇、苑庄镇、郭楼镇|示范镇."""
    sentence = scope.words_at(scope.around(rows[0]).quote)
    places = [
        (match.start(), match.end(), row)
        for row in rows
        for match in re.finditer(re.escape(row.text or row.name), sentence)
    ]
    places.sort(key=lambda place: place[:2])
    found: list[tuple[str, list[NamedThing]]] = []
    own: list[NamedThing] = []
    for i, (_, end, row) in enumerate(places):
        own.append(row)
        said = sentence[end : places[i + 1][0] if i + 1 < len(places) else None]
        if i + 1 == len(places) or said.strip() != "、":
            names = "、".join(one.name for one in own)
            found.append((f"{names}{_CLAUSE_ENDS.split(said)[0]}", own))
            own = []
    return found


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
