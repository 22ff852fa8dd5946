"""Answer a question: understand it, ask the graph, rank the texts, or say what is not there."""

from __future__ import annotations

from collections.abc import Collection

from embeddings import Hit
from qa.absence import absence, plain_absence
from qa.answer import Answer, Draft, Evidence, Found, Grade, RankedItem
from qa.answers.answer_question import Answered, Answerer
from qa.answers.grades import graded
from qa.build import Build
from qa.context import Context, context_of
from qa.conversation import Conversation
from qa.intents.roles import several_places, unit_name
from qa.query.in_words import in_words, query_words
from qa.query.tree import Reading
from qa.question import LONGEST, Question
from qa.wording import say

__all__ = ["LONGEST", "ask"]

_CANDIDATES = 4  # units of different places offered to go on with


def ask(
    build: Build, question: str, k: int = 10, *, documents: Collection[str] | None = None
) -> Answer:
    """Answer a question from a build.

    Args:
        build: an opened build.
        question: in anyone's words, Chinese or English; cut to 400 characters.
        k: largest number of ranked items.
        documents: only these documents' keys, if given.

    Returns:
        The answer. `abstain` is set where the documents do not hold one; `text` then says what
        is missing and what is there instead.
    """
    context = context_of(build, question, documents)
    return _answer(context, Answerer(build).answer(context, documents), k)


def _answer(context: Context, answered: Answered, k: int) -> Answer:
    """Return what a question got, with its ranking and what to ask next."""
    build, understood = context.build, context.question
    grade, draft = drafted(answered, context)
    ranked = _ranking(context, draft, k)
    return Answer(
        question=understood.text,
        language=understood.language,
        text=draft.absent or draft.head,
        statements=() if draft.absent else draft.statements,
        value=draft.value,
        ranked=ranked,
        abstain=grade in ("absent", "reply"),
        confidence=draft.confidence,
        found=_found(build, understood, draft, answered.reading),
        suggestions=() if draft.absent else _suggestions(context, ranked),
        grade=grade,
        choices=tuple(draft.value) if grade == "asked" else (),
    )


def ask_in(build: Build, question: str, conversation: Conversation) -> tuple[Answer, Conversation]:
    """Answer a turn of a conversation; return the answer and what the next turn goes on from."""
    context = context_of(build, question)
    answered = Answerer(build).answer(context, conversation=conversation)
    return _answer(context, answered, 10), answered.conversation


def drafted(answered: Answered, context: Context) -> tuple[Grade, Draft]:
    """Return the grade of what a question got, and what is said; why it is absent where it is."""
    grade, told = graded(answered, context)
    missing = "" if grade in ("reply", "asked") else plain_absence(context)
    if told is None or missing:
        return "absent", Draft(absent=missing or absence(context, answered.conversation.clause))
    items = tuple(item for item in told.tasks if item not in context.build.documents_by_id)
    return grade, Draft(told.head, told.statements, told.value, items)


def _ranking(context: Context, draft: Draft, k: int) -> tuple[RankedItem, ...]:
    """Return the tasks the answer speaks of, then what retrieval ranked."""
    by_item = {hit.item: hit for hit in context.hits}
    order = list(dict.fromkeys([*draft.items, *by_item]))
    return tuple(_ranked(context, item, by_item.get(item)) for item in order[:k])


def _ranked(context: Context, item: str, hit: Hit | None) -> RankedItem:
    task = context.build.tasks.get(item)
    if hit is None:
        cited = context.cite_task(item)
        evidence, document = Evidence(cited.text, cited.start, cited.end), cited.document
    else:
        passage = hit.passage
        evidence, document = Evidence(passage.text, passage.start, passage.end), hit.document
    text = "。".join(filter(None, (task["title"], task["text"]))) if task else evidence.text
    return RankedItem(
        id=item,
        document=document,
        number=task["number"] if task else None,
        ordinal=task["ordinal"] if task else "",
        title=task["title"] if task else "",
        text=text,
        units=tuple((unit["name"], unit["role"]) for unit in task["units"]) if task else (),
        evidence=evidence,
        score=hit.score if hit else 1.0,
        dense=hit.dense if hit else 0.0,
        lexical=hit.lexical if hit else 0.0,
        reason=hit.reason if hit else "graph",
    )


def _found(build: Build, question: Question, draft: Draft, reading: Reading) -> Found:
    linked = tuple(
        (m.text, "、".join(build.label(n) or n for n in m.nodes) or "—") for m in question.mentions
    )
    words = query_words(build.questions.data, question.language)
    return Found(in_words(reading, words), linked, draft.queries, retrieval=True)


def _suggestions(context: Context, ranked: tuple[RankedItem, ...]) -> tuple[str, ...]:
    """Return questions that lead on from an answer; each is one the program answers."""
    language, intent = context.question.language, context.question.intent
    units = [m for m in context.question.units if m.nodes]
    unclear = several_places(context)
    if unclear:
        return tuple(say(language, "next_all", unit=unit) for unit in unclear.value[:_CANDIDATES])
    if units:
        unit = unit_name(context, units[0])
        keys = {"unit_partners": "next_partners", "unit_tasks": "next_tasks"}
        keys |= {"unit_targets": "next_unit_targets"}
        return tuple(say(language, key, unit=unit) for i, key in keys.items() if i != intent)
    task = next((r for r in ranked if r.title), None)
    keys = {"responsible": "next_units"}
    if task and context.facts.targets(task.id):
        keys["target_list"] = "next_targets"
    found = [say(language, key, task=task.title) for i, key in keys.items() if i != intent and task]
    return (*found, say(language, "next_basis"))
