"""Which of several units of one name a turn means: that of the place the conversation is of.

陕西的旗舰店谁牵头 · 教育厅参与吗: no other province's.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from qa.context import Context
from qa.conversation import Conversation
from qa.execution.scope import Scope
from qa.mentions import QuestionMention


def settled(context: Context, conversation: Conversation) -> Context:
    """Return a question whose units are those of the place of which the turns before told.

    Where they told of several, or the question names one itself, nothing is settled.
    """
    question, documents = context.question, context.build.documents
    if question.of_kind("Jurisdiction") or not any(len(m.nodes) > 1 for m in question.units):
        return context
    scope = Scope(context.build)
    places = {scope.place_of(key) for key in scope.documents_of(conversation.items)}
    if len(places) != 1:
        return context
    own = {key for key in documents if scope.place_of(key) in places}
    mentions = tuple(_meant(mention, own, context) for mention in question.mentions)
    return replace(context, question=replace(question, mentions=mentions))


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
