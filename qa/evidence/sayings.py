"""What documents say of themselves in sentences of their own: how long they apply, and to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.knowledge.csv_tables import alternation
from kg.knowledge.data_folder import DataFolder
from kg.text.sentences import sentences
from kg.text.span import Span

_APART = re.compile(r"[\s）)]$")  # （责任单位：…）|以上措施
_MARKS = re.compile("[“”‘’《》,，、]")
_ROW = 4  # characters of a word that tell it
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


def sayings(text: str, said: re.Pattern[str], words: str = "") -> list[str]:
    """Return the sentences of a document that say something of it, in their order.

    Args:
        text: of the document.
        said: what tells them.
        words: of which one must speak: 一线医务人员 in 所称一线医务人员范围为…; any without it.
    """
    found = [s for s in _sayings(text, said) if not words or _speaks_of(s, words)]
    return found[:_MOST]


def _speaks_of(sentence: str, words: str) -> bool:
    """Tell whether a sentence holds some characters in a row of one of some words."""
    parts = _MARKS.sub("", words).split()
    pieces = (p[i : i + _ROW] for p in parts for i in range(max(1, len(p) - _ROW + 1)))
    return any(len(piece) > 1 and piece in sentence for piece in pieces)


def _sayings(text: str, said: re.Pattern[str]) -> Iterator[str]:
    for span in sentences(text, Span(0, len(text))):
        sentence = text[span.start : span.end]
        match = said.search(sentence)
        if match:
            begins = match.start() if _APART.search(sentence[: match.start()]) else 0
            yield sentence[begins:].strip()
