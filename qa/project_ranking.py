"""Which projects a question is about: those of the sentences that speak most of its topic."""

from __future__ import annotations

import re

from embeddings.lexical import simplify, tokens
from qa.context import Context
from qa.facts import Row

_NUMBERS = {"两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4, "五": 5, "六": 6}
_SAID_COUNT = re.compile(r"哪([两俩三仨四五六])|([两三四五六])(?:个|条|家|所|处)(?:项目|工程)")
_NEAR = 0.25  # words and meaning of a sentence that speaks of a topic …
_AS_NEAR = 0.85  # … and share of the best from which another one does too


def of_topic(context: Context, rows: list[Row], topic: str, near: list[str]) -> list[Row]:
    """Return the projects of the sentences that speak most of a topic.

    Where a word of the topic stands in names only (国道 in 新342国道), the names that hold one
    count; where the sentence or title speaks of the topic, all of its projects.
    """
    pieces = [piece for piece in re.split(r"、|和|及", topic) if len(piece.strip()) > 1]
    if len(pieces) > 1:
        found = [row for piece in pieces for row in of_topic(context, rows, piece, near)]
        return list({(r["thing"], r["task"]): r for r in found}.values())
    sentences: dict[str, list[Row]] = {}
    for row in rows:
        if row["task"] in near:
            said = f"{context.build.tasks[row['task']]['title']}，{context.sentence(row)}"
            sentences.setdefault(simplify(said), []).append(row)
    scores = _nearness(context, topic, list(sentences))
    best = max(scores.values(), default=0.0)
    chosen = [s for s in sentences if scores[s] >= _AS_NEAR * best] if best >= _NEAR else []
    words = set(context.build.questions.words.query_tokens(topic))
    for_topic: list[Row] = []
    for sentence in chosen:
        named = _called(sentences[sentence])
        beside = sentence
        for row in sentences[sentence]:
            beside = beside.replace(simplify(row["label"]), "")
        only = words & set(tokens(sentence)) - set(tokens(beside))
        if only & set(tokens("，".join(named))):
            named_by = zip(sentences[sentence], named, strict=True)
            for_topic += [row for row, name in named_by if words & set(tokens(name))]
        else:
            for_topic += sentences[sentence]
    everything = [row for sentence in chosen for row in sentences[sentence]]
    count = _SAID_COUNT.search(context.question.plain)
    if count and len(for_topic) != _NUMBERS[count[1] or count[2]] == len(everything):
        return everything  # 哪三个工程, where the sentence names three
    return for_topic


def _nearness(context: Context, topic: str, sentences: list[str]) -> dict[str, float]:
    """Return how much of a topic some sentences speak, by words and by meaning."""
    if not sentences:
        return {}
    build = context.build
    encoder, words = build.encoder, build.questions.words.query_tokens(topic)
    cosines = encoder.encode_passages(sentences) @ encoder.encode_queries([topic])[0]
    covered = build.retriever.idf_coverage
    return {s: covered(words, s) + float(c) for s, c in zip(sentences, cosines, strict=True)}


def _called(rows: list[Row]) -> list[str]:
    """Return the names of projects; one cut short (新105、新342国道) with the end of the next."""
    names = [simplify(r["label"]) for r in rows]
    for i in range(len(names) - 2, -1, -1):
        if names[i][-1].isdigit():
            names[i] += re.sub(r"^.*\d", "", names[i + 1])
    return names
