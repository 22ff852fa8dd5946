"""The title of a document whose letter only sends what an annex holds: a table of tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.knowledge.document_lexicon import DocumentLexicon
from kg.structure.document_title import FoundValue, Titles
from kg.structure.outline import Item, Outline
from kg.structure.parts.annexes import Annex

# …关于做好2024年重点工作的|通知
_LETTER = re.compile("(?:通知|通报|函)$")


def with_annexed_title(titles: Titles, outline: Outline, words: DocumentLexicon) -> Titles:
    """Return titles in which a letter without tasks brings the one annex that has them.

    Not where the letter says itself what it brings, or the annex's title is that of no work.
    """
    cover = titles.cover
    if cover is None or titles.named or not _LETTER.search(cover.value):
        return titles
    annex = _only_annex(outline)
    if annex is None or not (words.work.search(annex.title) or words.listing.search(annex.title)):
        return titles
    return replace(titles, named=FoundValue(annex.title, annex.content, annex.end))


def _only_annex(outline: Outline) -> Annex | None:
    """Return the annex that everything attributed is in, where there is only one such."""
    told = [item for item in outline.items if item.attributions or item.style == "row"]
    holding = {_annex_of(item, outline.annexes) for item in told}
    return holding.pop() if len(holding) == 1 else None


def _annex_of(item: Item, annexes: Sequence[Annex]) -> Annex | None:
    return next((a for a in reversed(annexes) if a.content <= item.start), None)
