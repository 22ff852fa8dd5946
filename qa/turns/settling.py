"""Which of several units of one name a turn means: that of the place the conversation is of.

陕西的旗舰店谁牵头 · 教育厅参与吗: no other province's.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from qa.context import Context
from qa.conversation import Conversation
from qa.execution.scope import Scope
from qa.mentions import QuestionMention

# 那个地方|这事谁牵头 · 该市|还有什么; not 那个地方|的
_THAT_PLACE = re.compile(
    "[那这]一?个?(?:地方|地区|省|城市|市|县|区)(?!里?[的内些])|该[省市县区](?=[的还有])"
)


def settled(
    context: Context, conversation: Conversation, only: Collection[str] | None = None
) -> Context:
    """Return a question whose units are those of the place of which the turns before told.

    Where they told of several, or the question names one itself, nothing is settled.

    Args:
        context: the question.
        conversation: what was told before.
        only: keys of the documents it is asked of, where they were chosen: then their units.
    """
    context = _of_that_place(context, conversation)
    question = context.question
    if question.of_kind("Jurisdiction") or not any(len(m.nodes) > 1 for m in question.units):
        return context
    own = _told_of(context, conversation) if only is None else only
    mentions = tuple(_meant(mention, own, context) for mention in question.mentions)
    return replace(context, question=replace(question, mentions=mentions))


def _told_of(context: Context, conversation: Conversation) -> Collection[str]:
    """Return the documents of the place that was told of; none where there are several places."""
    scope = Scope(context.build)
    places = {scope.place_of(key) for key in scope.documents_of(conversation.items)}
    documents = context.build.documents if len(places) == 1 else ()
    return {key for key in documents if scope.place_of(key) in places}


def _of_that_place(context: Context, conversation: Conversation) -> Context:
    """Return a question in which 那个地方 is the place told first, the largest of a comparison.

    哪个地方减得最久: 湘潭 · 那个地方这事谁牵头
    """
    question = context.question
    points = _THAT_PLACE.search(question.plain)
    if points is None or question.of_kind("Jurisdiction") or not conversation.items:
        return context
    scope = Scope(context.build)
    told = (key for item in conversation.items for key in scope.documents_of([item]))
    key = next(told, "")
    place = scope.place_of(key) if key else ""
    if not place:
        return context
    named = QuestionMention("Jurisdiction", place, *points.span(), (place,))
    mentions = tuple(sorted((*question.mentions, named), key=lambda m: m.start))
    documents = context.build.documents_of(mentions)
    changed = replace(question, mentions=mentions, documents=documents)
    return replace(context, question=changed)


def _meant(
    mention: QuestionMention, documents: Collection[str], context: Context
) -> QuestionMention:
    """Return a mention with its units of some documents; as it is where they have none."""
    if mention.kind != "Unit" or len(mention.nodes) < 2:
        return mention
    own = tuple(
        node
        for node in mention.nodes
        if any(row["document"] in documents for row in context.facts.tasks_of(node))
    )
    return replace(mention, nodes=own or mention.nodes)
