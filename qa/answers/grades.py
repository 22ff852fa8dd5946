"""How an answer holds: stated, quoted, absent, a reply to small talk, or a question asked back."""

from __future__ import annotations

from qa.answer import Grade
from qa.answers.answer_question import Answered
from qa.answers.judging.nearness import topics_of
from qa.answers.named_units import several_places
from qa.answers.speaker import Said
from qa.context import Context
from qa.execution.results import Compared, Found
from qa.query.tree import Talk, Within


def graded(answered: Answered, context: Context) -> tuple[Grade, Said | None]:
    """Return the grade of what a question got, and what is said.

    Args:
        answered: what it got.
        context: the question before its build.
    """
    if isinstance(answered.reading, Talk):
        return "reply", answered.said
    back = answered.back or asked_back(answered, context)
    if back is not None:
        return "asked", back
    if answered.said is None:
        return "absent", None
    return ("quoted" if answered.said.quoted else "stated"), answered.said


def asked_back(answered: Answered, context: Context) -> Said | None:
    """Return which of the units of different places is meant, where it is about a unit alone."""
    first = next(iter(answered.results), None)
    sides = first.sides if isinstance(first, Compared) else (first,)
    found = [side for side in sides if isinstance(side, Found) and not any(topics_of(side.find))]
    if not found:
        return None
    items = (item for side in found for item in side.items)
    tasks = (task for item in items for task in item.tasks if task in context.build.tasks)
    keys = {context.document_of(task) for task in tasks}
    narrowed = any(isinstance(c, Within) for side in found for c in side.find.where)
    if narrowed and len({_place(key, context) for key in keys}) < 2:
        return None  # 市公安局管哪条, after what was asked of 怀化
    draft = several_places(context, keys)
    return None if draft is None else Said(draft.head, draft.statements, draft.value)


def _place(key: str, context: Context) -> str:
    """Return the place a document is of; its key where that is unknown."""
    chain: list[str] = context.build.documents[key]["jurisdiction"]
    return chain[-1] if chain else key
