"""Attributions: the brackets, lines and verbs that say who does a task, and by when.

All styles of real documents: （牵头单位：…；配合单位：…） · （市科技局牵头，市财政局配合） ·
牵头部门：… on a line of its own · [责任单位：…] · a time limit inside any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.knowledge.csv_tables import alternation
from kg.knowledge.lexicon import Lexicon
from kg.structure.organisation_names import looks_like_organisation, split_names

_LONGEST_ORGANISATION = 16  # characters of a body's name that continues a list on the next line
_BRACKETS = {"（": "）", "〔": "〕", "[": "]", "【": "】"}
# 6月底完成 · 2023年底前完成 · 上半年完成 · 持续推进
_DEADLINE = re.compile(
    r"(?:20\d\d年(?:\d{1,2}月)?|\d{1,2}月|[上下]半年|[一二三四]季度|当?年)"
    r"(?:\d{1,2}日)?[底末内]?(?:之?前)?完成"
    r"|(?:持续|长期|常年|全年|年内)(?:推进|坚持|实施|落实|完成)"
)
_FIRST_LEADS = re.compile(
    r"列(?:在)?(?:首|第一)位的?(?:单位|部门)?为牵头(?:单位|部门)?(?:，?下同)?"
)
# （列首位的为牵头单位，下同) inside a list says how to read it and is no name
_READING = re.compile(rf"[（(]?(?:{_FIRST_LEADS.pattern})[）)]?")
# a cell that names nobody yet; its column says who would be named
_NOBODY = re.compile(r"[-—–/]*|暂?无|(?:暂|待|尚?未)[定明确]{1,2}|另行[^，。]{1,6}")
_CLOSES_ITEM = re.compile(r"[。；]?(?:\n|$)")
_NOT_ATTRIBUTION = re.compile(r"联系(?:电话|人|方式)|电话：|负责解释|网址|邮箱")


@dataclass(frozen=True, slots=True)
class FoundClause:
    """A list of names under one role, or a time limit; positions in the view matched on.

    Attributes:
        role: lead, responsible, assist, deadline or person.
        names: (start, end) of each name; of the whole limit for a deadline.
    """

    role: str
    names: tuple[tuple[int, int], ...]


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

    def shifted(self, by: int) -> FoundAttribution:
        """Return the same at positions in a text that this one's was cut from."""
        clauses = tuple(
            FoundClause(clause.role, tuple((start + by, end + by) for start, end in clause.names))
            for clause in self.clauses
        )
        return FoundAttribution(self.start + by, self.end + by, clauses, self.column)


@cache
def _label_pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?P<label>{alternation(labels)})[为是]?：")


@cache
def _verb_pattern(verbs: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"(?:等(?:相关|有关)?(?:部门|单位)?)?(?P<verb>{alternation(verbs)})(?=[，,；。、）〕\]】]|$)"
    )


def find_attributions(text: str, lexicon: Lexicon) -> Iterator[FoundAttribution]:
    """Yield the attributions of an item's text, in order.

    Args:
        text: a view's text, line breaks kept, of one numbered item.
        lexicon: labels and verbs.
    """
    taken = 0
    labels = _label_pattern(tuple(lexicon.labels))
    text = _READING.sub(lambda match: "、" * len(match[0]), text)
    for start, end, inner_start, inner_end in _candidates(text, labels, lexicon):
        if start < taken:
            continue
        clauses = tuple(_clauses(text, inner_start, inner_end, lexicon))
        if not clauses and inner_start > start and _CLOSES_ITEM.match(text, end):
            clauses = tuple(_bare_clause(text, inner_start, inner_end, lexicon))
        if any(clause.names for clause in clauses):
            taken = end
            yield FoundAttribution(start, end, clauses)


def cell_attribution(text: str, column: str, lexicon: Lexicon) -> FoundAttribution:
    """Return what a table cell says, whose label is the name of its column."""
    return FoundAttribution(0, len(text), tuple(_cell_clauses(text, column, lexicon)), column)


def _cell_clauses(text: str, column: str, lexicon: Lexicon) -> Iterator[FoundClause]:
    if names_nobody(text):
        return
    end = len(text.rstrip("。；，\n"))
    if lexicon.labels[column] == "deadline":
        yield FoundClause("deadline", ((0, end),))
        return
    stated = list(_clauses(text, 0, end, lexicon))
    yield from stated or [
        FoundClause(lexicon.labels[column], tuple(split_names(text, 0, end, lexicon)))
    ]


def names_nobody(cell: str) -> bool:
    """Tell whether a table cell says that nobody is named: 待定."""
    return _NOBODY.fullmatch(cell) is not None


def without_roles(text: str, lexicon: Lexicon) -> str:
    """Return a list of names without the labels and verbs that say their roles."""
    text = _label_pattern(tuple(lexicon.labels)).sub("", text)
    return _verb_pattern(tuple(lexicon.verbs)).sub("", text)


def _candidates(
    text: str, labels: re.Pattern[str], lexicon: Lexicon
) -> list[tuple[int, int, int, int]]:
    """Return (start, end, inner start, inner end) of brackets and labelled lines, in order."""
    found = [(s, e, s + 1, e - closed) for s, e, closed in _outer_brackets(text)]
    for match in labels.finditer(text):
        before = text[match.start() - 1] if match.start() else "\n"
        if before in "\n。；，）" and not any(s < match.start() < e for s, e, _, _ in found):
            end = _line_end(text, match.end(), labels, lexicon)
            found.append((match.start(), end, match.start(), end))
    return sorted(found)


def _outer_brackets(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, 1 if closed) of outermost brackets; an unclosed one ends its line."""
    for match in re.finditer(r"[（〔\[【]", text):
        start = match.start()
        end = _closing(text, start)
        if end is not None:
            yield start, end, 1
        elif _NOT_ATTRIBUTION.search(text, start) is None:
            stop = text.find("\n", start)
            yield start, len(text) if stop < 0 else stop, 0


def _closing(text: str, start: int) -> int | None:
    """Return one past the bracket that closes the one at start, looking 400 characters far."""
    depth: list[str] = []
    for position in range(start, min(len(text), start + 400)):
        character = text[position]
        if character in _BRACKETS:
            depth.append(_BRACKETS[character])
        elif depth and character == depth[-1]:
            depth.pop()
            if not depth:
                return position + 1
    return None


def _only_organisations(text: str, start: int, lexicon: Lexicon) -> bool:
    """Tell whether the line that begins here is nothing but names of organisations.

    协同配合单位：市教育局 is none: it says a role that the table of labels does not know.
    """
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    names = list(split_names(text, start, end, lexicon))
    return (
        bool(names)
        and "：" not in text[start:end]
        and all(
            looks_like_organisation(text[s:e], lexicon) and e - s <= _LONGEST_ORGANISATION
            for s, e in names
        )
    )


def _line_end(text: str, start: int, labels: re.Pattern[str], lexicon: Lexicon) -> int:
    """Return where a labelled line ends: at its break, at a full stop or at the next label."""
    end = start
    while True:
        stop = re.compile(r"[\n。]").search(text, end)
        end = stop.start() if stop else len(text)
        if stop is None or stop[0] != "\n" or labels.match(text, end + 1) or end <= start:
            break
        if text[end - 1] not in "、，" and not _only_organisations(text, end + 1, lexicon):
            break
        end += 1
    follower = labels.search(text, start, end)
    if follower and text[follower.start() - 1] not in "，；、":
        return follower.start()
    return end


def _clauses(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[FoundClause]:
    inner = text[start:end]
    if _NOT_ATTRIBUTION.search(inner) or len(inner) < 3:
        return
    labels = list(_label_pattern(tuple(lexicon.labels)).finditer(text, start, end))
    if not labels:
        yield from _verb_clauses(text, start, end, lexicon)
        return
    if labels[0].start() > start:
        yield from _verb_clauses(text, start, labels[0].start(), lexicon)
    for match, following in zip(labels, [*labels[1:], None], strict=True):
        stop = following.start() if following else end
        yield from _labelled(text, match, stop, lexicon)


def _bare_clause(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[FoundClause]:
    """Yield the clause of a closing bracket that only holds bodies: （市财政局、市税务局）."""
    names = tuple(split_names(text, start, end, lexicon))
    if names and all(looks_like_organisation(text[s:e], lexicon) for s, e in names):
        yield FoundClause("responsible", names)


def _labelled(
    text: str, match: re.Match[str], stop: int, lexicon: Lexicon
) -> Iterator[FoundClause]:
    """Yield the clauses under one label: 责任单位：A牵头，B配合 holds two."""
    role = lexicon.labels[match["label"]]
    start = match.end()
    if role == "deadline":
        stop = start + len(text[start:stop].rstrip("，；、。）\n"))
        yield FoundClause(role, ((start, stop),) if stop > start else ())
        return
    verbal = list(_verb_clauses(text, start, stop, lexicon))
    if verbal:
        yield from verbal
        return
    stop, limit = _cut_deadline(text, start, stop)
    yield FoundClause(role, tuple(split_names(text, start, stop, lexicon)))
    if limit:
        yield FoundClause("deadline", (limit,))


def _verb_clauses(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[FoundClause]:
    """Yield the clauses of 甲牵头，乙、丙配合; nothing unless a name looks like a body."""
    position = start
    for match in _verb_pattern(tuple(lexicon.verbs)).finditer(text, start, end):
        position += text.startswith("由", position)
        names = tuple(split_names(text, position, match.start(), lexicon))
        if any(looks_like_organisation(text[s:e], lexicon) or text[s] == "各" for s, e in names):
            yield FoundClause(lexicon.verbs[match["verb"]], names)
        position = match.end()
    if position > start:
        limit = _DEADLINE.search(text, position, end)
        if limit:
            yield FoundClause("deadline", (limit.span(),))


def _cut_deadline(text: str, start: int, stop: int) -> tuple[int, tuple[int, int] | None]:
    """Cut a time limit off the end of a list of names: …、市水利局，6月底前完成."""
    match = re.compile(rf"[，；](?:{_DEADLINE.pattern})[。；，]?$").search(text[start:stop])
    if match is None:
        return stop, None
    return start + match.start(), (start + match.start() + 1, stop)


def first_name_leads(text: str) -> bool:
    """Tell whether a text states that the first name of each list leads (下同)."""
    return _FIRST_LEADS.search(text) is not None
