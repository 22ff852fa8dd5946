"""The documents a conversation is of: a turn that names no place is asked of them first.

谯城2025年GDP要涨多少 · 外贸有定数没: of 谯城, where it is not said; no other place's number.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from qa.context import Context
from qa.conversation import Conversation
from qa.execution.scope import Scope
from qa.reading.composing.said_subjects import PLACES
from qa.turns.told_sets import TWO_PLACES

MOST_IN_TALK = 3  # documents that a conversation can be of at a time
# 哪些地方 · 几份文件 · 其他城市 · 全部文件: asked of all that there are
_EVERYWHERE = re.compile(
    "(?:哪|几|各|其[他它余]|别的?|另外|所有|全部|每)[个些几两三一]*(?:地方|[省市县区地](?!直|级)|城市|地区|份|篇|文件)"
    "|别处|其[他它]地"
)
# 哪边最多 · 两边差多少: asked of all the places of which the same was asked
_SIDES = re.compile("[哪谁两俩三几][个边家地者]|谁|差|比|最|一样|相同|加起|合计|都|前者|后者")
_NAMES_DOCUMENT = ("PolicyDocument", *PLACES)


def in_talk(context: Context, conversation: Conversation) -> frozenset[str] | None:
    """Return the keys of the documents a turn goes on about; None where it may be any.

    Args:
        context: the turn.
        conversation: what was asked and told before it.
    """
    question, build = context.question, context.build
    if conversation.clause is None or len(build.documents) == 1:
        return None
    if question.documents is not None or question.of_kind(*_NAMES_DOCUMENT):
        return None
    if _EVERYWHERE.search(question.plain):
        return None
    asked = conversation.places if _SIDES.search(question.plain) else ()
    asked = conversation.all_places[-2:] if TWO_PLACES.search(question.plain) else asked
    places = build.documents_of(asked) if len(asked) > 1 else None
    keys = places or _told_of(context, conversation)
    return frozenset(keys) if 0 < len(keys) <= MOST_IN_TALK else None


def _told_of(context: Context, conversation: Conversation) -> Collection[str]:
    """Return the documents of what was told last; of the places asked of, where nothing was."""
    named = conversation.clause.named(*PLACES) if conversation.clause else ()
    told = Scope(context.build).documents_of(conversation.items)
    asked = context.build.documents_of(named) if named else None
    return told if asked is None else (asked & told or asked)  # 陕西 is of 洋县's, too


def stays(context: Context) -> bool:
    """Tell whether a turn can only be of what was told, so that no other place's text answers it.

    那投钱最少的呢 · 预算是几千万; not what names a unit, a project or a town, which may be another
    place's.
    """
    return all(mention.kind == "Year" for mention in context.question.mentions)
