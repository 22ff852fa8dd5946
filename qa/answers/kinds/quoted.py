"""The line that quotes sentences."""

from __future__ import annotations

from qa.answer import Statement
from qa.answers.speaker import Speaker
from qa.execution.results import Item


def quoted_line(item: Item, speaker: Speaker) -> Statement:
    """Return the sentences of an item as a line that quotes them."""
    where = f"{speaker.place(item).rstrip('：: ')}{speaker.scope.place_in(item.iri)}".strip()
    quoted = " … ".join(speaker.scope.words_at(row.quote).strip() for row in item.rows)
    text = speaker.say("quoted" if where else "quoted_of_document", where=where, text=quoted)
    return Statement(text, tuple(map(speaker.cite, item.rows)), ((item.name, item.iri),))
