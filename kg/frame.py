"""The frame of a document: title, 文号, issuer, date, who receives it, what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import kg.patterns as patterns
from kg.document import Field, Frame, Span
from kg.names import looks_like_body, split_names
from kg.numerals import to_iso_date
from kg.rules import Rules
from kg.text import View

_LONGEST_TITLE_LINES = 8
_LONGEST_LINE = 90  # a longer first line is a text that lost its line breaks


def read_frame(view: View, head_end: int, tail_start: int, rules: Rules) -> Frame:
    """Read the frame from what stands before the first heading and after the last item.

    Args:
        view: the whole text.
        head_end: view position of the first heading.
        tail_start: view position where the last item ends.
        rules: suffixes of bodies.
    """
    head = view.slice(0, head_end)
    cover = _cover_title(head)
    flat = head.without_breaks()
    covered = _covered_title(flat, cover)
    letter = head if covered is None else view.slice(0, _position(view, covered.spans[0].start))
    tail = view.slice(tail_start, len(view.text))
    issuer = _issuer(letter, cover, rules) or _issuer(tail, None, rules)
    return Frame(
        title=covered or _named_in(cover) or cover,
        notice_title=cover if covered or _named_in(cover) else None,
        wenhao=_wenhao(head),
        issuer=issuer,
        approved_by=_approval(letter),
        date=_date(letter) or _date(tail),
        addressees=_addressees(letter, cover, rules),
        cc=tuple(_copied_to(tail, rules)),
        disclosure=_disclosure(view, head_end, tail_start),
        preamble=_preamble(view, covered or cover, head_end),
    )


def field(view: View, start: int, end: int, value: str | None = None) -> Field:
    """Return a field of view[start:end]; its pieces stop at line breaks of the stored text."""
    lines = re.finditer(r"[^\n]+", view.text[start:end])
    spans = tuple(view.span(start + line.start(), start + line.end()) for line in lines)
    text = view.text[start:end].replace("\n", "")
    return Field(text if value is None else value, spans)


def _position(view: View, offset: int) -> int:
    return len(view.within(Span(0, offset)).text)


def _lines(view: View) -> Iterator[tuple[int, int, str]]:
    for match in re.finditer(r"[^\n]+", view.text):
        text = patterns.MARKDOWN_HEADING.sub("", match[0])
        if text:
            yield match.end() - len(text), match.end(), text


def _cover_title(head: View) -> Field | None:
    """Read the first title: lines up to the one that ends with 通知, 意见 or 方案."""
    start = None
    for count, (begin, end, text) in enumerate(_title_lines(head)):
        if start is None:
            running = patterns.RUNNING_TITLE.match(text) if len(text) > _LONGEST_LINE else None
            if running:
                return field(head, begin, begin + running.end())
            start = begin
            first_end = end
        if text[-1] in "：。；" or count >= _LONGEST_TITLE_LINES:
            break
        if (patterns.TITLE_END.search(text) and "关于" in head.text[start:end]) or (
            count == 0 and patterns.TITLE_END.search(text)
        ):
            return field(head, start, end)
    if start is None:
        return None
    return field(head, start, min(first_end, start + _LONGEST_LINE))


def _title_lines(head: View) -> Iterator[tuple[int, int, str]]:
    for begin, end, text in _lines(head):
        number = patterns.WENHAO.search(text)
        if patterns.WEB_RESIDUE.match(text) or (number and len(number[0]) > 0.6 * len(text)):
            continue
        yield begin, end, text


def _named_in(cover: Field | None) -> Field | None:
    """Return the title that a covering notice names: 关于印发《…》的通知."""
    match = patterns.COVERED.search(cover.value) if cover else None
    if cover is None or match is None:
        return None
    return Field(match["quoted"] or match["plain"] or match["direct"], cover.spans)


def _covered_title(flat: View, cover: Field | None) -> Field | None:
    """Find the attached document's own title: the name in the notice, printed once more."""
    named = _named_in(cover)
    if named is None or cover is None:
        return None
    after = _position(flat, cover.spans[-1].end)
    for match in re.finditer(re.escape(named.value), flat.text[after:]):
        start, end = after + match.start(), after + match.end()
        if flat.text[start - 1 : start] != "《" and flat.text[end : end + 1] != "》":
            return Field(named.value, tuple(_pieces(flat, start, end)))
    return None


def _pieces(flat: View, start: int, end: int) -> Iterator[Span]:
    """Yield stored spans of flat[start:end], parted where characters were left out."""
    begin = start
    for position in range(start + 1, end + 1):
        if position == end or flat.offsets[position] != flat.offsets[position - 1] + 1:
            yield flat.span(begin, position)
            begin = position


def _wenhao(head: View) -> Field | None:
    for begin, _, text in _lines(head):
        match = patterns.WENHAO.search(text)
        if match and "《" not in text[: match.start()]:
            prefix = clean_prefix(match["prefix"])
            start = begin + match.start() + len(match["prefix"]) - len(prefix)
            value = f"{prefix}〔{match['year']}〕{match['number']}号"
            return field(head, start, begin + match.end(), value)
    return None


def clean_prefix(prefix: str) -> str:
    """Return the letters of a 文号 without the words that ran into them."""
    return patterns.WENHAO_LEAD.sub("", prefix)


def _issuer(letter: View, cover: Field | None, rules: Rules) -> Field | None:
    """Read who signs: the line above the date, else who the title begins with."""
    lines = list(_lines(letter))
    for previous, line in pairwise(lines):
        dated = patterns.DATE_LINE.match(line[2])
        if dated and len(previous[2]) <= 40 and looks_like_body(previous[2], rules):
            return field(letter, previous[0], previous[1])
    if cover and "关于" in cover.value:
        name = cover.value.split("关于", 1)[0].removesuffix("印发").removesuffix("转发")
        if name and looks_like_body(name, rules):
            spans = cover.spans[:1]
            return Field(
                name, (Span(spans[0].start, min(spans[0].end, spans[0].start + len(name))),)
            )
    return None


def _approval(letter: View) -> Field | None:
    flat = letter.without_breaks()
    match = patterns.APPROVAL.search(flat.text)
    return field(flat, *match.span("body")) if match else None


def _date(letter: View) -> Field | None:
    """Read the date of adoption: the last date that stands alone."""
    found = list(patterns.DATE_LINE.finditer(letter.text))
    if not found:
        return None
    start, end = found[-1].span("date")
    return field(letter, start, end, to_iso_date(letter.text[start:end]))


def _addressees(letter: View, cover: Field | None, rules: Rules) -> tuple[Field, ...]:
    """Read the addressee line: between the title and the first colon."""
    if cover is None or not cover.spans:
        return ()
    start = _position(letter, cover.spans[-1].end)
    end = letter.text.find("：", start)
    line = letter.text[start:end]
    if end < 0 or len(line) > 300 or "。" in line:
        return ()
    names = list(split_names(letter.text, start, end, rules))
    if not any(looks_like_body(letter.text[s:e], rules) for s, e in names):
        return ()
    return tuple(field(letter, s, e) for s, e in names)


def _copied_to(tail: View, rules: Rules) -> Iterator[Field]:
    match = patterns.CC.search(tail.text)
    if match:
        for start, end in split_names(tail.text, *match.span("names"), rules):
            yield field(tail, start, end)


def _disclosure(view: View, head_end: int, tail_start: int) -> Field | None:
    for start, end in ((0, head_end), (tail_start, len(view.text))):
        match = patterns.DISCLOSURE.search(view.text, start, end)
        if match:
            return field(view, *match.span("text"))
    return None


def _preamble(view: View, title: Field | None, head_end: int) -> Span | None:
    if title is None or not title.spans:
        return None
    start = _position(view, title.spans[-1].end)
    return view.span(start, head_end) if start < head_end else None
