"""Headline goals: the paragraphs outside tasks that say what the whole document must reach."""

from __future__ import annotations

from kg.knowledge.document_lexicon import DocumentLexicon
from kg.structure.document import Document
from kg.text.span import Span


def goal_spans(document: Document, words: DocumentLexicon) -> tuple[Span, ...]:
    """Return the paragraphs under a heading such as 总体目标, or that open with one."""
    sections = {section.key: section for section in document.sections}

    def is_goal(key: str | None) -> bool:
        section = sections.get(key or "")
        if section is None:
            return False
        return words.goal.search(section.title) is not None or is_goal(section.parent)

    return tuple(
        paragraph.span
        for paragraph in document.paragraphs
        if is_goal(paragraph.section) or words.goal_opening.match(paragraph.text)
    )
