"""The frame of a document: title, 文号, issuer, date, who receives it, what it rests on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

import kg.structure.heading_patterns as patterns
from kg.knowledge.lexicon import Lexicon
from kg.structure.document import DocumentMetadata, MetadataValue
from kg.structure.organisation_names import looks_like_organisation, split_names
from kg.text.numerals import to_iso_date
from kg.text.span import Span
from kg.text.view import View

_LONGEST_TITLE_LINES = 8
_LONGEST_LINE = 90  # a longer first line is a text that lost its line breaks
_NO_TITLE = (patterns.WEB_RESIDUE, patterns.MASTHEAD)
_IGNORED_PUNCTUATION = frozenset('《》〈〉“”"—–-－~～')  # in which two writings of a title differ


def read_metadata(view: View, head_end: int, tail_start: int, lexicon: Lexicon) -> DocumentMetadata:
    """Read the frame from what stands before the first heading and after the last item.

    Args:
        view: the whole text.
        head_end: view position of the first heading.
        tail_start: view position where the last item ends.
        lexicon: suffixes of bodies.
    """
    head = view.slice(0, head_end)
    cover = _cover_title(head)
    covered = _covered_title(head, cover)
    letter = head if covered is None else view.slice(0, _position(view, covered.spans[0].start))
    tail = view.slice(tail_start, len(view.text))
    issuer = _issuer(letter, cover, lexicon) or _issuer(tail, None, lexicon)
    return DocumentMetadata(
        title=covered or _named_in(cover) or cover,
        notice_title=cover if covered or _named_in(cover) else None,
        wenhao=_wenhao(head, cover),
        issuer=issuer,
        approved_by=_approval(letter),
        date=_date(letter) or _date(tail),
        addressees=_addressees(letter, cover, lexicon),
        cc=tuple(_copied_to(tail, lexicon)),
        disclosure=_disclosure(view, head_end, tail_start),
        preamble=_preamble(view, covered or cover, head_end),
    )


def metadata_value(view: View, start: int, end: int, value: str | None = None) -> MetadataValue:
    """Return a field of view[start:end]; its pieces stop at line breaks of the stored text."""
    lines = re.finditer(r"[^\n]+", view.text[start:end])
    spans = tuple(view.span(start + line.start(), start + line.end()) for line in lines)
    text = view.text[start:end].replace("\n", "")
    return MetadataValue(text if value is None else value, spans)


def _position(view: View, offset: int) -> int:
    return bisect_left(view.offsets, offset, 0, len(view.text))


def _lines(view: View) -> Iterator[tuple[int, int, str]]:
    for match in re.finditer(r"[^\n]+", view.text):
        text = patterns.MARKDOWN_HEADING.sub("", match[0])
        if text:
            yield match.end() - len(text), match.end(), text


def _cover_title(head: View) -> MetadataValue | None:
    """Read the first title: lines up to the one that ends with 通知, 意见 or 方案."""
    start = None
    for count, (begin, end, text) in enumerate(_title_lines(head)):
        if start is None:
            runs_on = len(text) > _LONGEST_LINE or re.search("[：。]", text)
            running = patterns.RUNNING_TITLE.match(text) if runs_on else None
            if running:
                return metadata_value(head, begin, _with_note(head.text, begin + running.end()))
            start = begin
            first_end = end
        if text[-1] in "：。；" or count >= _LONGEST_TITLE_LINES:
            break
        if (patterns.TITLE_END.search(text) and "关于" in head.text[start:end]) or (
            count == 0 and patterns.TITLE_END.search(text)
        ):
            return metadata_value(head, start, _with_note(head.text, end))
    if start is None:
        return None
    return metadata_value(head, start, min(first_end, start + _LONGEST_LINE))


def _title_lines(head: View) -> Iterator[tuple[int, int, str]]:
    for begin, end, text in _lines(head):
        number = patterns.WENHAO.search(text)
        if number and not re.search("关于|印发|[，。《]", text[: number.start()]):
            # 甲市人民政府文件甲政发〔2020〕2号甲市人民政府关于…
            begin, text = begin + number.end(), text[number.end() :]
        if len(text) > 1 and not any(p.match(text) for p in _NO_TITLE):
            yield begin, end, text


def _with_note(text: str, end: int) -> int:
    """Return where a title ends with the years or the （试行） behind it."""
    note = patterns.TITLE_NOTE.match(text, end)
    return note.end() if note else end


def _named_in(cover: MetadataValue | None) -> MetadataValue | None:
    """Return the title that a covering notice names: 关于印发《…》的通知."""
    match = patterns.COVERED.search(cover.value) if cover else None
    if cover is None or match is None:
        return None
    return MetadataValue(_unquoted(match["named"] or match["direct"]), cover.spans)


def _unquoted(title: str) -> str:
    """Return a title without the 《》 around the whole of it."""
    match = re.fullmatch("《(?P<title>.+)》(?P<note>(?:（[^（）]{1,24}）)?)", title)
    if match is None or re.search("[《》]", re.sub("《[^《》]*》", "", match["title"])):
        return title  # 《甲方案》和《乙方案》
    return match["title"] + match["note"]


def bare_title(title: str) -> str:
    """Return a title without what two writings of it differ in: brackets, quotes, dashes.

    >>> bare_title("《甲县〈工作报告〉分工方案（2023—2025年）》")
    '甲县工作报告分工方案（20232025年）'
    """
    return "".join(c for c in title if c not in _IGNORED_PUNCTUATION)


def _covered_title(head: View, cover: MetadataValue | None) -> MetadataValue | None:
    """Find the attached document's own title: the name in the notice, printed once more.

    A line of its own counts before a place in a running text; 《…》 in the notice is neither.
    """
    named = _named_in(cover)
    name = bare_title(named.value) if named else ""
    if not name or cover is None:
        return None
    flat = head.without_breaks()
    after = _position(flat, cover.spans[-1].end)
    kept = [i for i in range(after, len(flat.text)) if flat.text[i] not in _IGNORED_PUNCTUATION]
    bare = "".join(flat.text[i] for i in kept)
    found = []
    for match in re.finditer(re.escape(name), bare):
        start, end = _printed(flat.text, kept[match.start()], kept[match.end() - 1] + 1)
        own_line = _own_line(head, flat.span(start, end))
        if own_line == 2 or not _in_sentence(flat.text, start, end):
            found.append((-own_line, start, end))
    if not found:
        return None
    _, start, end = min(found)
    return MetadataValue(flat.text[start:end], tuple(_pieces(flat, start, end)))


def _printed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a title begins and ends with its note and with both of each 《》."""
    end = _with_note(text, end)
    title = text[start:end]
    if title.count("《") > title.count("》") and text[end : end + 1] == "》":
        end = _with_note(text, end + 1)
    if title.count("》") > title.count("《") and text[start - 1 : start] == "《":
        start -= 1
    return start, end


def _in_sentence(text: str, start: int, end: int) -> bool:
    """Tell whether the notice speaks of a title: 现将《…》, 市发改委《关于…》已经市政府同意."""
    enclosed = text[start - 1 : start] == "《" and text[end : end + 1] == "》"
    return enclosed or text[end - 1] == "》" or text[end : end + 2] in {"已经", "业经", "印发"}


def _own_line(head: View, span: Span) -> int:
    """Count the ends of a span, 0 to 2, that are ends of lines."""
    start, end = _position(head, span.start), _position(head, span.end)
    return (head.text[start - 1 : start] in "\n#") + (head.text[end : end + 1] in "\n")


def _pieces(flat: View, start: int, end: int) -> Iterator[Span]:
    """Yield stored spans of flat[start:end], parted where characters were left out."""
    begin = start
    for position in range(start + 1, end + 1):
        if position == end or flat.offsets[position] != flat.offsets[position - 1] + 1:
            yield flat.span(begin, position)
            begin = position


def _wenhao(head: View, cover: MetadataValue | None) -> MetadataValue | None:
    """Read the 文号; in a line it shares with the title it stands before that or behind it."""
    title = cover.spans if cover else ()
    first, last = (_position(head, x) for x in (title[0].start, title[-1].end)) if title else (0, 0)
    for begin, end, _ in _lines(head):
        parts = ((begin, first), (last, end)) if begin < last < end else ((begin, end),)
        for lead, limit in parts:
            match = patterns.WENHAO.search(head.text, lead, max(lead, limit))
            if match and not re.search("[《。，]", head.text[lead : match.start()]):
                prefix = clean_prefix(match["prefix"])
                start = match.end("prefix") - len(prefix)
                value = f"{prefix}〔{match['year']}〕{match['number']}号"
                return metadata_value(head, start, match.end(), value)
    return None


def _after(view: View, found: MetadataValue | None) -> int:
    return _position(view, found.spans[-1].end) if found and found.spans else 0


def clean_prefix(prefix: str) -> str:
    """Return the letters of a 文号 without the words that ran into them."""
    return patterns.WENHAO_LEAD.sub("", prefix)


def _issuer(letter: View, cover: MetadataValue | None, lexicon: Lexicon) -> MetadataValue | None:
    """Read who signs: the line above the date, else who the title begins with."""
    lines = list(_lines(letter))
    for previous, line in pairwise(lines):
        dated = patterns.DATE_LINE.match(line[2])
        if dated and len(previous[2]) <= 40 and looks_like_organisation(previous[2], lexicon):
            return metadata_value(letter, previous[0], previous[1])
    if cover and "关于" in cover.value:
        name = re.split("关于|印发|转发|批转", cover.value, maxsplit=1)[0]
        if name and looks_like_organisation(name, lexicon):
            spans = cover.spans[:1]
            return MetadataValue(
                name, (Span(spans[0].start, min(spans[0].end, spans[0].start + len(name))),)
            )
    return None


def _approval(letter: View) -> MetadataValue | None:
    flat = letter.without_breaks()
    match = patterns.APPROVAL.search(flat.text)
    return metadata_value(flat, *match.span("organisation")) if match else None


def _date(letter: View) -> MetadataValue | None:
    """Read the date of adoption: the last date that stands alone."""
    found = list(patterns.DATE_LINE.finditer(letter.text))
    if not found:
        return None
    start, end = found[-1].span("date")
    return metadata_value(letter, start, end, to_iso_date(letter.text[start:end]))


def _addressees(
    letter: View, cover: MetadataValue | None, lexicon: Lexicon
) -> tuple[MetadataValue, ...]:
    """Read the addressee line: between the title, or the 文号 under it, and the first colon."""
    if cover is None or not cover.spans:
        return ()
    start = _past_number(letter, _after(letter, cover))
    end = letter.text.find("：", start)
    line = letter.text[start:end]
    if end < 0 or len(line) > 300 or "。" in line:
        return ()
    names = list(split_names(letter.text, start, end, lexicon))
    if not any(looks_like_organisation(letter.text[s:e], lexicon) for s, e in names):
        return ()
    return tuple(metadata_value(letter, s, e) for s, e in names)


def _past_number(letter: View, start: int) -> int:
    """Return where the lines end that may stand under a title: 文号, date, web residue."""
    for begin, _, text in _lines(letter.slice(start, len(letter.text))):
        number = patterns.WENHAO.match(text)
        if number and number.end() < len(text):
            return start + begin + number.end()
        residue = (patterns.DATE_LINE, patterns.WEB_RESIDUE, patterns.DISCLOSURE)
        if number is None and not any(pattern.match(text) for pattern in residue):
            return start + begin
    return len(letter.text)


def _copied_to(tail: View, lexicon: Lexicon) -> Iterator[MetadataValue]:
    match = patterns.CC.search(tail.text)
    if match:
        for start, end in split_names(tail.text, *match.span("names"), lexicon):
            yield metadata_value(tail, start, end)


def _disclosure(view: View, head_end: int, tail_start: int) -> MetadataValue | None:
    for start, end in ((0, head_end), (tail_start, len(view.text))):
        match = patterns.DISCLOSURE.search(view.text, start, end)
        if match:
            return metadata_value(view, *match.span("text"))
    return None


def _preamble(view: View, title: MetadataValue | None, head_end: int) -> Span | None:
    if title is None or not title.spans:
        return None
    start = _position(view, title.spans[-1].end)
    return view.span(start, head_end) if start < head_end else None
