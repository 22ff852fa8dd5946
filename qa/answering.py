"""Answer a question: for now, the tasks that speak of it, each with its best sentence."""

from __future__ import annotations

from collections.abc import Collection

from embeddings import Hit
from qa.answer import Answer, Evidence, RankedItem
from qa.build import Build

LONGEST = 400  # characters of a question that are read; a pasted page is no question
_LEAST_SCORE = 0.09  # below this nothing in the documents is near the question


def ask(
    build: Build, question: str, k: int = 10, *, documents: Collection[str] | None = None
) -> Answer:
    """Answer a question from a build.

    Args:
        build: an opened build.
        question: in anyone's words; cut to 400 characters.
        k: largest number of items.
        documents: only these documents' keys, if given.
    """
    hits = build.retriever.search(question.strip()[:LONGEST], k, documents=documents)
    ranked = tuple(_ranked(build, hit) for hit in hits)
    return Answer(question, ranked, abstain=not hits or hits[0].score < _LEAST_SCORE)


def _ranked(build: Build, hit: Hit) -> RankedItem:
    passage = hit.passage
    task = build.tasks.get(hit.item)
    return RankedItem(
        id=hit.item,
        document=hit.document,
        number=task["number"] if task else None,
        ordinal=task["ordinal"] if task else "",
        title=task["title"] if task else "",
        text="。".join(filter(None, (task["title"], task["text"]))) if task else passage.text,
        units=tuple((unit["name"], unit["role"]) for unit in task["units"]) if task else (),
        evidence=Evidence(passage.text, passage.start, passage.end),
        score=hit.score,
        dense=hit.dense,
        lexical=hit.lexical,
        reason=hit.reason,
    )
