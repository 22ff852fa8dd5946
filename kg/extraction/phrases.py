"""Phrases: the clauses of a text and the lists in them, found once for all who look for names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.knowledge.name_lexicon import NameLexicon
from kg.text.span import Range

# 加快推进甲、乙等项目建设 · （3）|建成甲中心 · 1.|完成乙路改造
_CLAUSE = re.compile(r"(?:（\d{1,2}）|\d{1,2}[.、](?!\d)|[①-⑳])?\s*(?P<content>[^，。；！？：]+)")
# “甲、乙”平台、丙（丁、戊）
_BRACKET_OR_COMMA = re.compile("[“（《”）》、]")


@dataclass(frozen=True, slots=True)
class Clause:
    """What is between two punctuation marks.

    Attributes:
        content: all of it.
        items: the members of its list, 甲、乙; the clause itself where it is not a list.
    """

    content: Range
    items: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class NameList:
    """A list of names with the words that open or frame it: 争创 | 甲、乙.

    Attributes:
        lead: match of those words; its groups are described in NameLexicon.
        names: the whole list.
        items: its members.
    """

    lead: re.Match[str]
    names: Range
    items: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of a text.

    Attributes:
        clauses: in order.
        lists: lists of names in order, by what they hold (NameLexicon.list_openings, list_frames).
    """

    clauses: tuple[Clause, ...]
    lists: dict[str, tuple[NameList, ...]]


def read_phrases(text: str, names: NameLexicon) -> Phrases:
    """Return the phrases of a text (of a view, without line breaks)."""
    contents = [Range(text, *match.span("content")) for match in _CLAUSE.finditer(text)]
    openings = {use: _opened(contents, lead) for use, lead in names.list_openings.items()}
    frames = {use: _framed(text, frame) for use, frame in names.list_frames.items()}
    clauses = (Clause(content, _items(content)) for content in contents)
    return Phrases(tuple(clauses), {**openings, **frames})


def _opened(clauses: list[Range], lead: re.Pattern[str]) -> tuple[NameList, ...]:
    """Return the clauses that open with a lead: 争创甲、乙."""
    found = [(clause, match) for clause in clauses if (match := lead.match(*clause))]
    return tuple(_name_list(match, clause._replace(start=match.end())) for clause, match in found)


def _framed(text: str, frame: re.Pattern[str]) -> tuple[NameList, ...]:
    """Return the lists within a frame: 支持甲、乙等企业."""
    found = frame.finditer(text)
    return tuple(_name_list(match, Range(text, *match.span("names"))) for match in found)


def _name_list(lead: re.Match[str], names: Range) -> NameList:
    return NameList(lead, names, _items(names))


def _items(content: Range) -> tuple[Range, ...]:
    """Return the members of a list joined by 、 outside quotes and brackets."""
    text, start, end = content
    depth, found = 0, []
    for match in _BRACKET_OR_COMMA.finditer(text, start, end):
        depth += (match[0] in "“（《") - (match[0] in "”）》")
        if match[0] == "、" and depth == 0:
            found.append(Range(text, start, match.start()))
            start = match.end()
    return (*found, Range(text, start, end)) if start < end else tuple(found)
