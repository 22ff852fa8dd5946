"""Attributions: the brackets, lines and verbs that say who does a task, and by when.

（牵头单位：…；配合单位：…） · （市科技局牵头，市财政局配合） · 牵头部门：… on a line of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from kg.knowledge.lexicon import Lexicon
from kg.structure.lists.brackets import Candidate, brackets
from kg.structure.lists.first_leads import without_rules
from kg.structure.organisation_names import looks_like_organisation, may_name, split_names
from kg.text.span import Bounds, Range

_LONGEST_ORGANISATION = 16  # characters of a name that continues a list on the next line
_SHORTEST = 3  # characters of what says who does it
# the end of a labelled line, or of its first sentence
_STOP = re.compile(r"[\n。]")
# 县财政局|（|张三|）
_IN_BRACKETS = re.compile(r"(?P<unit>[^（）]{3,})（(?P<said>[\u4e00-\u9fff×]{2,12})）")
# 县水利局|（|牵头|）
_WITH_ROLE = re.compile(r"(?P<unit>[^（）]{2,})（(?P<verb>[\u4e00-\u9fff]{2,4}?)(?:单位|部门)?）")
_ROLES = frozenset({"lead", "responsible", "assist"})
# 县科技局|，|2024年6月底前
_LIMIT_BEHIND = re.compile(r"[，；](?P<limit>[^，；、]{2,16})$")
# （市财政局、市税务局）|。
_CLOSES_ITEM = re.compile(r"[。；]?(?:\n|$)")


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


def find_attributions(text: str, lexicon: Lexicon) -> tuple[FoundAttribution, ...]:
    """Return the attributions of an item's text, in order.

    Args:
        text: a view's text, line breaks kept, of one numbered item.
        lexicon: labels, verbs and how organisations are called.
    """
    (found,) = attributions_of_items(text, [(0, len(text))], lexicon)
    return found


def attributions_of_items(
    text: str, items: Iterable[Bounds], lexicon: Lexicon
) -> list[tuple[FoundAttribution, ...]]:
    """Return the attributions of each item of a text, each looked at by itself.

    An item of which none says who does it (组长：张三) has none.
    """
    places, read = list(items), without_rules(text)
    texts = [read[start:end] for start, end in places]
    of_items = [
        tuple(_shifted(found, start) for found in _attributions(own, enclosed, lexicon))
        for (start, _), own, enclosed in zip(places, texts, brackets(texts, lexicon), strict=True)
    ]
    return [found if any(_says_who(a, lexicon) for a in found) else () for found in of_items]


def _says_who(found: FoundAttribution, lexicon: Lexicon) -> bool:
    """Tell whether an attribution says who does a task; 组长：张三 by itself does not."""
    return any(c.role != "person" or c.label in lexicon.labels for c in found.clauses)


def _attributions(
    text: str, enclosed: Sequence[Candidate], lexicon: Lexicon
) -> Iterator[FoundAttribution]:
    """Yield the attributions of a text with its brackets."""
    behind = 0
    for start, end, inner in _candidates(text, enclosed, lexicon):
        if start < behind:
            continue
        clauses = tuple(clauses_of(inner, lexicon))
        if not clauses and inner.start > start and _CLOSES_ITEM.match(text, end):
            clauses = tuple(_bare_clause(inner, lexicon))
        if any(clause.names for clause in clauses):
            yield FoundAttribution(start, end, clauses)
            behind = end


def _shifted(found: FoundAttribution, by: int) -> FoundAttribution:
    """Return the same at its place in the text that its own was cut from."""
    clauses = tuple(
        replace(clause, names=tuple((start + by, end + by) for start, end in clause.names))
        for clause in found.clauses
    )
    return FoundAttribution(found.start + by, found.end + by, clauses, found.column)


def _candidates(text: str, enclosed: Sequence[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """Return brackets and labelled lines, in order."""
    inside = _covered(enclosed)
    words = lexicon.attributions
    starts = [match.start() for match in words.label.finditer(text)]
    starts += [match.start() for match in words.field.finditer(text) if _unlisted(match, lexicon)]
    lines: list[Candidate] = []
    for start in sorted(set(starts)):
        before = text[start - 1] if start else "\n"
        behind = bisect_left(inside, (start,))
        end_of_brackets = inside[behind - 1][1] if behind else 0
        # 牵头单位：县体育局 |责任单位：县教育局: the next label of a line
        opens = before in "\n。；，）" or (lines and start == lines[-1].end)
        if opens and start >= end_of_brackets:
            end = _line_end(Range(text, text.index("：", start) + 1, len(text)), lexicon)
            lines.append(Candidate(start, end, Range(text, start, end)))
    return sorted([*enclosed, *lines])


def _covered(brackets: Sequence[Candidate]) -> list[Bounds]:
    """Return what brackets cover: where each begins, and the end of those up to it."""
    places: list[Bounds] = []
    for start, end, _ in brackets:
        places.append((start, max(end, places[-1][1] if places else 0)))
    return places


def _unlisted(field: re.Match[str], lexicon: Lexicon) -> bool:
    """Tell whether a field has a label of units, or persons, that no table knows: 挂帅单位."""
    label, words = field["label"], lexicon.attributions
    if label in lexicon.labels or words.no_attribution.search(label):
        return False
    return bool(words.unit_label.fullmatch(label) or words.person_label.fullmatch(label))


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
        # 牵头单位：县民政局|（责任人：周杰）
        return following.start() - (text[following.start() - 1] in "（(")
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
    return bool(names) and all(looks_like_organisation(text[s:e], lexicon) for s, e in names)


def clauses_of(inner: Range, lexicon: Lexicon) -> Iterator[FoundClause]:
    """Yield what a bracket, a labelled line or a cell says with labels and verbs of its own.

    A person in brackets behind a unit is no part of its name: 县财政局（张三）.
    """
    for clause in _marked(inner.text, _said(inner, lexicon), lexicon):
        apart = [_apart(inner.text, name, lexicon) for name in clause.names]
        yield replace(clause, names=tuple(unit for unit, _ in apart))
        if persons := tuple(person for _, person in apart if person):
            yield FoundClause("person", persons, clause.label)


def _marked(text: str, clauses: Iterable[FoundClause], lexicon: Lexicon) -> Iterator[FoundClause]:
    """Yield clauses with the names apart that say their role: 县水利局（牵头）、县财政局."""
    for clause in clauses:
        rest: list[Bounds] = []
        for name in clause.names:
            match = _WITH_ROLE.fullmatch(text, *name)
            role = lexicon.verbs.get(match["verb"]) if match else None
            if match and role and clause.role in _ROLES:
                yield FoundClause(role, (match.span("unit"),), clause.label)
            else:
                rest.append(name)
        if rest or not clause.names:
            yield replace(clause, names=tuple(rest))


def _apart(text: str, name: Bounds, lexicon: Lexicon) -> tuple[Bounds, Bounds | None]:
    """Return a name without the person in brackets behind it, and where that one is."""
    match = _IN_BRACKETS.fullmatch(text, *name)
    if match is None or not looks_like_organisation(match["unit"], lexicon):
        return name, None
    said = match["said"]
    if looks_like_organisation(said, lexicon) or not lexicon.persons.named.fullmatch(said):
        return name, None
    return match.span("unit"), match.span("said")


def _said(inner: Range, lexicon: Lexicon) -> Iterator[FoundClause]:
    """Yield what is said as it is printed, with brackets behind names."""
    text, start, end = inner
    words = lexicon.attributions
    labels = list(words.label.finditer(*inner))
    if end - start < _SHORTEST or (words.no_attribution.search(*inner) and not labels):
        return
    marks = _fields(inner, labels, lexicon)
    first = marks[0].start() if marks else end
    if first > start:
        yield from _verb_clauses(Range(text, start, first), lexicon)
    stops = [*(mark.start() for mark in marks[1:]), end]
    for mark, stop in zip(marks, stops, strict=False):
        # 牵头单位：县民政局|（|责任人：…: the bracket belongs to no name
        stop -= stop > mark.end() and text[stop - 1] in "（("
        content = Range(text, mark.end(), stop)
        if mark["label"] in lexicon.labels:
            yield from _labelled(mark["label"], content, lexicon)
        elif _unlisted(mark, lexicon):
            yield from _labelled_anew(mark["label"], content, lexicon)


def _labelled_anew(label: str, content: Range, lexicon: Lexicon) -> Iterator[FoundClause]:
    """Yield the clauses under a label that no table knows: 挂帅单位, 包保县领导."""
    if not lexicon.attributions.person_label.fullmatch(label):
        if _any_organisation(content, lexicon):
            yield FoundClause(_role(label, lexicon), _names(content, lexicon), label)
        return
    clauses = list(_persons(label, content, lexicon))
    persons = (name for clause in clauses if clause.role == "person" for name in clause.names)
    if any(lexicon.persons.named.fullmatch(content.text, *name) for name in persons):
        yield from clauses


def _fields(inner: Range, labels: Sequence[re.Match[str]], lexicon: Lexicon) -> list[re.Match[str]]:
    """Return the labels of a bracket or line in order, also those that no table knows."""
    ends = {label.end() for label in labels}
    others = [m for m in lexicon.attributions.field.finditer(*inner) if m.end() not in ends]
    ends.update(field.end() for field in others)
    persons = (m for m in lexicon.attributions.person_field.finditer(*inner) if m.end() not in ends)
    return sorted([*labels, *others, *persons], key=lambda match: match.start())


def _role(label: str, lexicon: Lexicon) -> str:
    """Return the role nearest to a label that no table knows: that of its last telling word."""
    roles = lexicon.attributions.unit_roles
    told = max(roles, key=lambda word: (label.rfind(word), len(word)))
    return roles[told] if told in label else "responsible"


def _any_organisation(content: Range, lexicon: Lexicon) -> bool:
    """Tell whether a list names an organisation."""
    text = content.text
    return any(looks_like_organisation(text[s:e], lexicon) for s, e in _names(content, lexicon))


def _names(content: Range, lexicon: Lexicon) -> tuple[Bounds, ...]:
    """Return the names of a list, without what can be none."""
    names = split_names(content, lexicon)
    return tuple((s, e) for s, e in names if may_name(content.text[s:e], lexicon))


def _bare_clause(inner: Range, lexicon: Lexicon) -> Iterator[FoundClause]:
    """Yield the clauses of a closing bracket with nothing but names, and perhaps a limit.

    （市财政局、市税务局） · （市财政局、市税务局，2024年6月底前）
    """
    limit = _LIMIT_BEHIND.search(inner.content)
    if limit and not lexicon.attributions.cell_limit.search(limit["limit"]):
        limit = None
    listed = inner._replace(end=inner.start + limit.start()) if limit else inner
    names = split_names(listed, lexicon)
    if "：" not in inner.content and _all_organisations(inner.text, names, lexicon):
        yield FoundClause("responsible", names)
        if limit:
            yield FoundClause("deadline", ((listed.end + 1, inner.end),))


def _labelled(label: str, content: Range, lexicon: Lexicon) -> Iterator[FoundClause]:
    """Yield the clauses under one label: 责任单位：A牵头，B配合 holds two."""
    role, (text, start, stop) = lexicon.labels[label], content
    if role == "deadline":
        stop = start + len(text[start:stop].rstrip("，；、。）\n"))
        yield FoundClause(role, ((start, stop),) if stop > start else ())
        return
    if role == "person":
        yield from _persons(label, content, lexicon)
        return
    verbal = list(_verb_clauses(content, lexicon))
    if verbal:
        yield from verbal
        return
    # …、市水利局|，6月底前完成
    limit = lexicon.attributions.limit_end.search(text[start:stop])
    names = Range(text, start, start + limit.start() if limit else stop)
    yield FoundClause(role, _names(names, lexicon), label)
    if limit:
        yield FoundClause("deadline", ((names.end + 1, stop),))


def _persons(label: str, content: Range, lexicon: Lexicon) -> Iterator[FoundClause]:
    """Yield the clauses under a label of persons, of whom units may stand: 张三，县水务局牵头."""
    verbal = list(_verb_clauses(content, lexicon))
    for clause in verbal or [FoundClause("person", _names(content, lexicon))]:
        texts = {name: content.text[slice(*name)] for name in clause.names}
        kept = [
            clause.role in ("person", "deadline")
            or said[0] == "各"
            or looks_like_organisation(said, lexicon)
            for said in texts.values()
        ]
        if persons := tuple(name for name, keep in zip(texts, kept, strict=True) if not keep):
            yield FoundClause("person", persons, label)
        yield FoundClause(clause.role, tuple(compress(texts, kept)), label)


def _verb_clauses(content: Range, lexicon: Lexicon) -> Iterator[FoundClause]:
    """Yield the clauses of 甲牵头，乙、丙配合; none unless a name looks like an organisation."""
    text, start, end = content
    position = start
    for match in lexicon.attributions.verb.finditer(*content):
        position += text.startswith("由", position)
        names = _names(Range(text, position, match.start()), lexicon)
        if any(text[s] == "各" or looks_like_organisation(text[s:e], lexicon) for s, e in names):
            yield FoundClause(lexicon.verbs[match["verb"]], names)
        position = match.end()
    if position > start:
        limit = lexicon.attributions.limit.search(text, position, end)
        if limit:
            yield FoundClause("deadline", (limit.span(),))
