"""Numbers in paragraphs outside the tasks: read when a question comes near them.

A government report has no numbered tasks, so the graph holds no targets of it; its sentences say
them all the same. What looks back on past years is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from embeddings import Passage, Passages
from kg.text.span import Span
from kg.text.stored_text import StoredText
from qa.evidence.rows import Number, Quote

if TYPE_CHECKING:
    from kg.extraction.mentions import TargetMention
    from kg.knowledge.knowledge import Knowledge

_HEADING = re.compile(r"^[一二三四五六七八九十]+、.*$", re.MULTILINE)
_LONGEST = 20_000  # characters of a paragraph whose numbers are read: some files are one line
_PAST = re.compile(r"回顾|总结|过去|成就|完成情况|主要工作成效")


@dataclass(frozen=True)
class Paragraphs:
    """The paragraphs of a build's documents.

    Attributes:
        passages: what can be searched.
        text_of: gives the stored text of a document, by key.
        years: the year each document is about.
        knowledge: what numbers are told by.
    """

    passages: Passages
    text_of: Callable[[str], str]
    years: dict[str, int | None]
    knowledge: Knowledge
    _known: dict[str, list[Number]] = field(default_factory=dict)

    def passage(self, item: str) -> Passage:
        """Return the whole of a paragraph."""
        return self.passages.whole_of(self.passages.number(item))

    def text(self, item: str) -> str:
        """Return the text of a paragraph."""
        return self.passage(item).text

    def numbers(self, item: str) -> list[Number]:
        """Return the numbers a paragraph says must be reached."""
        if item not in self._known:
            passage = self.passage(item)
            past = any(passage.start in span for span in self._past(passage.document))
            self._known[item] = [] if past else list(self._numbers(passage))
        return self._known[item]

    def _past(self, document: str) -> Iterator[range]:
        """Yield where a document looks back, from such a heading to the next."""
        stored = self.text_of(document)
        headings = list(_HEADING.finditer(stored))
        ends = [*(h.start() for h in headings[1:]), len(stored)]
        for heading, end in zip(headings, ends, strict=False):
            if _PAST.search(heading[0]):
                yield range(heading.start(), end)

    def _numbers(self, passage: Passage) -> Iterator[Number]:
        from kg.extraction.targets import find_targets  # most questions come near no paragraph

        stored = StoredText(self.text_of(passage.document))
        span = Span(passage.start, min(passage.end, passage.start + _LONGEST))
        year = self.years[passage.document]
        for mention in find_targets(stored, span, self.knowledge.lexicon, year=year):
            yield _number(mention, passage)


def _number(mention: TargetMention, passage: Passage) -> Number:
    return Number(
        task=passage.item,
        metric=mention.metric,
        comparator=mention.comparator,
        amount=mention.value_norm,
        printed=f"{mention.value}{mention.unit_text}",
        unit=mention.unit,
        kind=mention.kind,
        commitment=mention.commitment or "",
        due=mention.due or "",
        assumed_due=mention.assumed_due or "",
        limit=mention.time_limit or "",
        text=mention.text,
        quote=Quote(passage.document, mention.span.start, mention.span.end),
    )
