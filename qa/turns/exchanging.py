"""The question before with one name exchanged, or a turn with a name for its pronoun.

何海平呢 · 同样这税，湘潭怎么说 · 他还管哪几项.

A turn that says nothing but a place, or who is in charge, beside words of data/questions/
same_again.csv asks again what was asked, of another one.
"""

from __future__ import annotations

from collections.abc import Iterable

from embeddings.lexical import simplify
from qa.context import Context, context_of
from qa.conversation import Conversation, of_kind
from qa.query.vocabulary import Kind
from qa.reading.composing.said_subjects import PLACES

_FRAGMENT = 3  # characters beside the name in 那湘潭呢
_LONGEST = 24  # characters of a turn that only names another one


def exchanged(context: Context, conversation: Conversation) -> str | None:
    """Return the question before with what a turn names in place of what it named; None if not.

    Args:
        context: the turn.
        conversation: with the question before it.
    """
    plain, before = context.question.plain, conversation.said
    if not before or len(plain) > _LONGEST:
        return None
    return (
        _named(context, conversation)
        or _with_person(context, before)
        or _with_place(context, before)
    )


def _named(context: Context, conversation: Conversation) -> str | None:
    """Return the turn with whom was told before in the pronoun's place: 他还管哪几项."""
    plain = context.question.plain
    kinds: tuple[Kind, ...] = ("person", "unit")
    for kind in kinds:
        told = {item.name for item in of_kind(kind, conversation.items)}
        pronouns = context.build.questions.pronouns[kind]
        if len(told) == 1 and pronouns.search(plain):
            return pronouns.sub(simplify(told.pop()), plain, count=1)
    return None


def _with_person(context: Context, before: str) -> str | None:
    """Return the question before of somebody else in charge: 何海平呢."""
    build, plain = context.build, context.question.plain
    new, old = (_person(text, build.in_charge) for text in (plain, before))
    if not new or not old or new == old or not _says_nothing(plain.replace(new, ""), context):
        return None
    return before.replace(old, new)


def _person(text: str, names: Iterable[str]) -> str:
    """Return who in charge is named, the longest name; "" where nobody is."""
    return max((name for name in map(simplify, names) if name in text), key=len, default="")


def _with_place(context: Context, before: str) -> str | None:
    """Return the question before of another place: 同样这税，湘潭怎么说."""
    own = context.question.of_kind(*PLACES)
    if len(own) != 1 or len(context.question.mentions) > 1:
        return None
    plain, new = context.question.plain, own[0]
    if not _says_nothing(plain[: new.start] + plain[new.end :], context):
        return None
    told = context_of(context.build, before).question
    old = told.of_kind(*PLACES)
    if len(old) != 1 or old[0].text == new.text:
        return None
    return told.plain[: old[0].start] + new.text + told.plain[old[0].end :]


def _says_nothing(text: str, context: Context) -> bool:
    return context.build.questions.same_again.fullmatch(text) is not None


def names_outright(context: Context, conversation: Conversation) -> bool:
    """Tell whether the exchanged question is likelier than a change to the query before.

    同样这税，湘潭怎么说 says that it is the same, 何海平呢 names a person, and after
    房产税那条怎么补 the task that was told is no other place's.
    """
    own, before = context.question.of_kind(*PLACES), conversation.clause
    told = before is not None and before.has("last")
    return not own or told or len(context.question.plain) - len(own[0].text) > _FRAGMENT
