"""What is left of a question beside a unit's name: a topic of its tasks, another's, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from embeddings.lexical import simplify, tokens
from kg.knowledge.thesaurus import ANY
from qa.context import Context

_DENSE, _WORDS = 0.45, 0.5  # from here on words beside a unit's name are a topic of its task
_KNOWN, _SHARE = 0.2, 0.6  # words of another's task; share of its score that makes a task near
_TITLED = 0.5  # share of a topic's words that a document's title holds
_TELLING = 1.2  # idf of a word that less than a third of the tasks hold
_SAID = re.compile(r"有关|相关|关于|涉及|方面|沾边|讲|里面?的|而且|管.{1,8}的(?:任务|事|活)")


def on_topic(context: Context, tasks: Iterable[str]) -> list[str] | None:
    """Return those of some tasks that are on the question's topic; None if it has none.

    Nothing is returned where the topic is known, but no task of these is near it.
    """
    own, hits = set(tasks), context.topic_hits
    if not hits or not _is_topical(context) or names_document(context):
        return None
    score = max((hit.score for hit in hits if hit.item in own), default=0.0)
    known = _has_concept(context) or hits[0].lexical >= _KNOWN
    if known and hits[0].item not in own and score < _SHARE * hits[0].score:
        return []
    best = next((hit for hit in hits if hit.item in own), None)
    about = best is not None and (best.dense >= _DENSE or best.lexical >= _WORDS)
    if about or (score and _SAID.search(context.question.plain)):
        return context.near_tasks(own)
    return None


def names_document(context: Context) -> bool:
    """Tell whether the topic is no more than the title of a document."""
    words, covered = _words(context), context.build.retriever.idf_coverage
    titles = (simplify(d["title"] or "") for d in context.build.documents.values())
    return bool(words) and any(covered(words, title) >= _TITLED for title in titles)


def _is_topical(context: Context) -> bool:
    """Tell whether a topic holds a concept, or a word of the documents that tells tasks apart."""
    words = _words(context)
    if not words or all(any(word in name for name in _own_names(context)) for word in words):
        return False  # 工商局，就是现在市场监管: the unit itself under another name
    known = [word for word in words if word in context.build.simplified_texts]
    telling = any(context.build.retriever.idf(word) >= _TELLING for word in known)
    return telling or _has_concept(context)


def _own_names(context: Context) -> list[str]:
    """Return the labels of the units a question names."""
    nodes = (node for mention in context.question.units for node in mention.nodes)
    return [simplify(label) for label in map(context.build.label, nodes) if label]


def _has_concept(context: Context) -> bool:
    return any(context.build.thesaurus.find(context.question.topic, kinds=ANY))


def _words(context: Context) -> list[str]:
    """Return the words of the topic, without filling ones."""
    left = context.build.questions.rules.empty.sub(" ", context.question.topic)
    return [word for piece in left.split() if len(piece) > 1 for word in tokens(piece)]
