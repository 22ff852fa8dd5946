"""Answer a question: understand it, ask the graph, rank the texts, or say what is not there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise

from embeddings import Hit
from qa.answer import Answer, Draft, Evidence, Grade, RankedItem
from qa.answers.answer_question import Answered, Answerer
from qa.answers.clauses.parts import Part, whole
from qa.answers.grades import graded
from qa.answers.judging.nearest import near, nearest
from qa.answers.speaker import Said, Speaker
from qa.build import Build
from qa.context import Context, context_of
from qa.conversation import Conversation
from qa.declining.absence import absence, lacks_detail_only, plain_absence
from qa.execution.results import Found
from qa.execution.scope import Scope
from qa.how_found import how_found
from qa.query.tree import Find, Related
from qa.suggestions import suggestions
from qa.turns.exchanging import exchanged, names_outright
from qa.turns.in_talk import in_talk, stays
from qa.turns.settling import settled
from qa.understanding.question import LONGEST

__all__ = ["LONGEST", "ask", "ask_in", "warm"]
_FIRST = ("今年的标准是多少？", "哪些任务12月底前完成？", "How many projects are to be built?")


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


def warm(build: Build) -> None:
    """Ask what reads most of what questions need, so that nobody waits for it at their first."""
    for question in _FIRST:
        ask(build, question)


def _answer(context: Context, answered: Answered, k: int) -> Answer:
    """Return what a question got, with its ranking and what to ask next."""
    understood = context.question
    grade, draft = drafted(answered, context)
    ranked = () if grade == "reply" else _ranking(context, draft, k)
    return Answer(
        question=understood.text,
        language=context.language,
        text=draft.absent or draft.head,
        statements=() if draft.absent else draft.statements,
        value=draft.value,
        ranked=ranked,
        abstain=grade in ("absent", "reply"),
        confidence=draft.confidence,
        found=how_found(context, answered),
        suggestions=() if draft.absent else suggestions(context, answered.reading, ranked),
        grade=grade,
        choices=tuple(draft.value or ()) if grade == "asked" else (),
    )


def ask_in(
    build: Build,
    question: str,
    conversation: Conversation,
    language: str = "",
    documents: Collection[str] | None = None,
) -> tuple[Answer, Conversation]:
    """Answer a turn of a conversation; return the answer and what the next turn goes on from.

    Args:
        build: an opened build.
        question: in anyone's words.
        conversation: what was asked before.
        language: of the answer, zh or en; by default the question's own.
        documents: where to look, unless the question names a place itself; None: in all.
    """
    asked = replace(context_of(build, question), wanted=language)
    again = exchanged(asked, conversation)
    if again is None:
        return _said_in(asked, conversation, documents)
    other = replace(context_of(build, again), wanted=language)
    outright = names_outright(asked, conversation)
    ways = (other, asked) if outright else (asked, other)
    for way in ways:
        answer, after = _said_in(way, conversation, documents)
        if answer.grade != "absent":
            break
    return replace(answer, question=asked.question.text), replace(after, said=again)


def _said_in(
    asked: Context, conversation: Conversation, documents: Collection[str] | None
) -> tuple[Answer, Conversation]:
    """Answer a turn in the words of a question, in the documents in talk before others."""
    build, question = asked.build, asked.question
    only = documents if question.documents is None else None
    if only is not None:
        asked = replace(context_of(build, question.text, only), wanted=asked.wanted)
    keys = in_talk(asked, conversation)
    near = asked
    if keys is not None:
        near = replace(context_of(build, question.text, keys), wanted=asked.wanted)
    told = _in_turn(near, conversation, only if keys is None else keys)
    if keys is not None and told[0].grade == "absent" and not stays(asked):
        anywhere = _in_turn(asked, conversation, only)
        told = anywhere if anywhere[0].grade == "stated" else told
    return told[0], replace(told[1], said=question.plain)


def _in_turn(
    context: Context, conversation: Conversation, only: Collection[str] | None
) -> tuple[Answer, Conversation]:
    """Answer a turn, of some documents only."""
    context = settled(context, conversation, only)
    answered = Answerer(context.build).answer(context, only, conversation)
    return _answer(context, answered, 10), answered.conversation


def drafted(answered: Answered, context: Context) -> tuple[Grade, Draft]:
    """Return the grade of what a question got, and what is said; why it is absent where it is."""
    grade, told = graded(answered, context)
    if told is not None and told.absent:
        return "absent", Draft(absent=told.head)
    known = grade in ("reply", "asked") or _names_persons(answered)
    known = known or (bool(answered.parts) and all(map(_tells_facts, answered.parts)))
    missing = "" if known else plain_absence(context)
    if missing and told is not None and _gives_sum(answered, context):
        missing = ""
    if missing and len(answered.parts) > 1:
        told = _without_absent(answered, context)
        missing = "" if told else missing
    if told is None and not missing:
        told = nearest(answered, context)
        grade = "quoted" if told else grade
    if told is None or missing:
        missing = missing or absence(context, answered.conversation.clause)
        return "absent", Draft(absent=missing + near(answered, context))
    items = tuple(item for item in told.tasks if item not in context.build.documents_by_id)
    return grade, Draft(told.head, told.statements, told.value, items)


def _gives_sum(answered: Answered, context: Context) -> bool:
    """Tell whether the sum of money that was asked for is told: it needs no word 补贴 beside it."""
    dimension = context.build.questions.measures.dimension
    asked = [part.clause.measure for part in answered.parts if part.found]
    sums = bool(asked) and all(dimension.get(measure) == "money" for measure in asked)
    return sums and lacks_detail_only(context)


def _names_persons(answered: Answered) -> bool:
    """Tell whether persons were found, whose names sentences rarely give."""
    return any(isinstance(r, Found) and r.find.kind == "person" for r in answered.results)


def _tells_facts(part: Part) -> bool:
    """Tell whether it is found what documents, rows and limits say: 几号文, 建设地点, 几月底."""
    finds = [r.find for _, r in part.found if isinstance(r, Found) and not r.is_empty]
    by_itself = ("limit", "policy")  # no detail is asked for beside it
    return bool(finds) and all(
        f.kind in by_itself or (bool(f.show) and f.kind != "sentence") or _names_person(f)
        for f in finds
    )


def _names_person(find: Find) -> bool:
    """Tell whether tasks are asked for by who is in charge of them."""
    return any(isinstance(c, Related) and c.relation == "person" for c in find.where)


def _without_absent(answered: Answered, context: Context) -> Said | None:
    """Return the answer to the parts of a question that state something; others are absent."""
    build, documents = context.build, context.question.documents
    missing = {
        i: absent
        for i, part in enumerate(answered.parts)
        if (part.found or part.asked)  # what is told with the part before it asks no more
        and not _tells_facts(part)
        and (part.clause.topic or not part.clause.has("cell"))
        and (absent := plain_absence(context_of(build, part.clause.text, documents)))
    }
    for i, (before, part) in enumerate(pairwise(answered.parts), start=1):
        if i - 1 in missing and part.clause.topic == before.clause.topic:
            missing.setdefault(i, "")  # 北京2021年还减免房租吗？减几个月？ asks of 2021 twice
    told = whole(answered.parts, Speaker(context, Scope(build, documents)), missing)
    return None if told is None or (told.quoted and not _quotes_surely(answered, missing)) else told


def _quotes_surely(answered: Answered, missing: Collection[int]) -> bool:
    """Tell whether a part that lacks nothing is answered by itself: 能转正吗？走什么手续？."""
    return any(part.found for i, part in enumerate(answered.parts) if i not in missing)


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
        start, end, document = hit.passage.start, hit.passage.end, hit.document
        evidence = Evidence(context.build.text(document)[start:end], start, end)
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
