"""Attributions: the brackets, lines and verbs that say who does a task, and by when.

All styles of real documents: （牵头单位：…；配合单位：…） · （市科技局牵头，市财政局配合） ·
牵头部门：… on a line of its own · [责任单位：…] · a time limit inside any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.knowledge.lexicon import Lexicon
from kg.structure.organisation_names import looks_like_organisation, split_names
from kg.text.span import Bounds, Range

_LONGEST_ORGANISATION = 16  # characters of a name that continues a list on the next line
_LONGEST_BRACKET = 400  # characters
_SHORTEST = 3  # characters of what says who does it
_BRACKETS = {"（": "）", "〔": "〕", "[": "]", "【": "】"}
# （|牵头单位：…
_OPENING = re.compile(r"[（〔\[【]")
# the end of a labelled line, or of its first sentence
_STOP = re.compile(r"[\n。]")
# （市财政局、市税务局）|。
_CLOSES_ITEM = re.compile(r"[。；]?(?:\n|$)")
# 列首位的为牵头单位，下同 · 列在第一位的部门为牵头部门
_FIRST_LEADS = re.compile(
    r"列(?:在)?(?:首|第一)位的?(?:单位|部门)?为牵头(?:单位|部门)?(?:，?下同)?"
)
# （列首位的为牵头单位，下同) inside a list says how to read it; it is not a name
_READING = re.compile(rf"[（(]?(?:{_FIRST_LEADS.pattern})[）)]?")


@dataclass(frozen=True, slots=True)
class FoundClause:
    """A list of names under one role, or a time limit; positions in the view matched on.

    Attributes:
        role: lead, responsible, assist, deadline or person.
        names: (start, end) of each name; of the whole limit for a deadline.
        label: as printed: 分管领导; "" where a verb says the role.
    """

    role: str
    names: tuple[Bounds, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class FoundAttribution:
    """One bracket, line or table cell, with its clauses; positions in the view matched on.

    Attributes:
        start: at the bracket or label.
        end: one past the bracket or line.
        clauses: what it says, in order.
        column: name of its column, where it is a table cell.
    """

    start: int
    end: int
    clauses: tuple[FoundClause, ...]
    column: str | None = None


class _Candidate(NamedTuple):
    """A bracket or labelled line, and what it says without the bracket."""

    start: int
    end: int
    inner: Range


def find_attributions(text: str, lexicon: Lexicon) -> tuple[FoundAttribution, ...]:
    """Return the attributions of an item's text, in order.

    Args:
        text: a view's text, line breaks kept, of one numbered item.
        lexicon: labels, verbs and how organisations are called.
    """
    found: list[FoundAttribution] = []
    text = _READING.sub(lambda match: "、" * len(match[0]), text)
    for start, end, inner in _candidates(text, lexicon):
        if found and start < found[-1].end:
            continue
        clauses = tuple(clauses_of(inner, lexicon))
        if not clauses and inner.start > start and _CLOSES_ITEM.match(text, end):
            clauses = tuple(_bare_clause(inner, lexicon))
        if any(clause.names for clause in clauses):
            found.append(FoundAttribution(start, end, clauses))
    return tuple(found)


def attributions_of_items(
    text: str, items: Iterable[Bounds], lexicon: Lexicon
) -> list[tuple[FoundAttribution, ...]]:
    """Return the attributions of each item of a text, each looked at by itself."""
    return [
        tuple(_shifted(found, start) for found in find_attributions(text[start:end], lexicon))
        for start, end in items
    ]


def _shifted(found: FoundAttribution, by: int) -> FoundAttribution:
    """Return the same at its place in the text that its own was cut from."""
    clauses = tuple(
        replace(clause, names=tuple((start + by, end + by) for start, end in clause.names))
        for clause in found.clauses
    )
    return FoundAttribution(found.start + by, found.end + by, clauses, found.column)


def _candidates(text: str, lexicon: Lexicon) -> list[_Candidate]:
    """Return brackets and labelled lines, in order."""
    found = list(_outer_brackets(text, lexicon))
    for match in lexicon.attributions.label.finditer(text):
        start = match.start()
        before = text[start - 1] if start else "\n"
        if before in "\n。；，）" and not any(c.start < start < c.end for c in found):
            end = _line_end(Range(text, match.end(), len(text)), lexicon)
            found.append(_Candidate(start, end, Range(text, start, end)))
    return sorted(found)


def _outer_brackets(text: str, lexicon: Lexicon) -> Iterator[_Candidate]:
    """Yield outermost brackets; one that is not closed ends with its line."""
    for match in _OPENING.finditer(text):
        start = match.start()
        end = _closing(text, start)
        if end is not None:
            yield _Candidate(start, end, Range(text, start + 1, end - 1))
        elif lexicon.attributions.no_attribution.search(text, start) is None:
            stop = text.find("\n", start)
            end = len(text) if stop < 0 else stop
            yield _Candidate(start, end, Range(text, start + 1, end))


def _closing(text: str, start: int) -> int | None:
    """Return one past the bracket that closes the one at start, if it is near."""
    depth: list[str] = []
    for position in range(start, min(len(text), start + _LONGEST_BRACKET)):
        character = text[position]
        if character in _BRACKETS:
            depth.append(_BRACKETS[character])
        elif depth and character == depth[-1]:
            depth.pop()
            if not depth:
                return position + 1
    return None


def _line_end(rest: Range, lexicon: Lexicon) -> int:
    """Return where a labelled line ends: at its break, at a full stop or at the next label.

    Args:
        rest: all that follows the label.
        lexicon: labels and suffixes of organisations.
    """
    text, start, _ = rest
    label = lexicon.attributions.label
    end = start
    while True:
        stop = _STOP.search(text, end)
        end = stop.start() if stop else len(text)
        if stop is None or stop[0] != "\n" or label.match(text, end + 1) or end <= start:
            break
        if text[end - 1] not in "、，" and not _only_organisations(text, end + 1, lexicon):
            break
        end += 1
    following = label.search(text, start, end)
    if following and text[following.start() - 1] not in "，；、":
        return following.start()
    return end


def _only_organisations(text: str, start: int, lexicon: Lexicon) -> bool:
    """Tell whether the line that begins here is nothing but names of organisations.

    协同配合单位：市教育局 is not: it says a role that the table of labels does not know.
    """
    end = text.find("\n", start)
    line = Range(text, start, len(text) if end < 0 else end)
    names = split_names(line, lexicon)
    return (
        "：" not in text[start : line.end]
        and _all_organisations(text, names, lexicon)
        and all(end - begin <= _LONGEST_ORGANISATION for begin, end in names)
    )


def _all_organisations(text: str, names: tuple[Bounds, ...], lexicon: Lexicon) -> bool:
    """Tell whether there are names, and all look like organisations."""
    return bool(names) and all(looks_like_organisation(text[s:e], lexicon) for s, e in names)


def clauses_of(inner: Range, lexicon: Lexicon) -> Iterator[FoundClause]:
    """Yield what a bracket, a labelled line or a cell says with labels and verbs of its own."""
    text, start, end = inner
    words = lexicon.attributions
    if words.no_attribution.search(text[start:end]) or end - start < _SHORTEST:
        return
    labels = list(words.label.finditer(*inner))
    first = labels[0].start() if labels else end
    if first > start:
        yield from _verb_clauses(Range(text, start, first), lexicon)
    stops = [*(label.start() for label in labels[1:]), end]
    for match, stop in zip(labels, stops, strict=False):
        yield from _labelled(match["label"], Range(text, match.end(), stop), lexicon)


def _bare_clause(inner: Range, lexicon: Lexicon) -> Iterator[FoundClause]:
    """Yield the clause of a closing bracket with nothing but names: （市财政局、市税务局）.

    （挂帅单位：市水务局） has a label that no table knows; whom it means is not guessed.
    """
    names = split_names(inner, lexicon)
    if "：" not in inner.content and _all_organisations(inner.text, names, lexicon):
        yield FoundClause("responsible", names)


def _labelled(label: str, content: Range, lexicon: Lexicon) -> Iterator[FoundClause]:
    """Yield the clauses under one label: 责任单位：A牵头，B配合 holds two."""
    role, (text, start, stop) = lexicon.labels[label], content
    if role == "deadline":
        stop = start + len(text[start:stop].rstrip("，；、。）\n"))
        yield FoundClause(role, ((start, stop),) if stop > start else ())
        return
    verbal = list(_verb_clauses(content, lexicon))
    if verbal:
        yield from verbal
        return
    # …、市水利局|，6月底前完成
    limit = lexicon.attributions.limit_end.search(text[start:stop])
    names = Range(text, start, start + limit.start() if limit else stop)
    yield FoundClause(role, split_names(names, lexicon), label)
    if limit:
        yield FoundClause("deadline", ((names.end + 1, stop),))


def _verb_clauses(content: Range, lexicon: Lexicon) -> Iterator[FoundClause]:
    """Yield the clauses of 甲牵头，乙、丙配合; none unless a name looks like an organisation."""
    text, start, end = content
    position = start
    for match in lexicon.attributions.verb.finditer(*content):
        position += text.startswith("由", position)
        names = split_names(Range(text, position, match.start()), lexicon)
        if any(text[s] == "各" or looks_like_organisation(text[s:e], lexicon) for s, e in names):
            yield FoundClause(lexicon.verbs[match["verb"]], names)
        position = match.end()
    if position > start:
        limit = lexicon.attributions.limit.search(text, position, end)
        if limit:
            yield FoundClause("deadline", (limit.span(),))


def first_name_leads(text: str) -> bool:
    """Tell whether a text states that the first name of each list leads (下同)."""
    return _FIRST_LEADS.search(text) is not None
