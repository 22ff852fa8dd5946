"""What documents say of themselves in sentences of their own: how long they apply, and to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.knowledge.csv_tables import alternation
from kg.knowledge.data_folder import DataFolder
from kg.text.sentences import sentences
from kg.text.span import Span

_MOST = 3  # sentences that say one thing of one document


def read_sayings(data: DataFolder) -> Mapping[str, re.Pattern[str]]:
    """Return what tells the sentence that says something of its document, by what it says.

    {itself} in a pattern of questions/document_sayings.csv stands for how a document speaks of
    itself: 本意见, 以上措施, 上述相关条款.

    Raises:
        GraphError: a table is missing or malformed.
    """
    nouns = alternation([row["word"] for row in data.rows("questions/document_nouns.csv")])
    itself = f"(?:(?:本|以上|上述|此|该)[^，,。；“]{{0,6}}?(?:{nouns}|条款|条例|细则))"
    return {
        row["field"]: re.compile(row["said"].replace("{itself}", itself))
        for row in data.rows("questions/document_sayings.csv")
    }


def sayings(text: str, said: re.Pattern[str]) -> list[str]:
    """Return the sentences of a document that say something of it, in their order."""
    return list(_sayings(text, said))[:_MOST]


def _sayings(text: str, said: re.Pattern[str]) -> Iterator[str]:
    for span in sentences(text, Span(0, len(text))):
        sentence = text[span.start : span.end]
        if said.search(sentence):
            yield sentence.strip()
