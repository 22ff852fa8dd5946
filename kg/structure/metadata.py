"""The metadata of a document: 文号, issuer, date, who receives it, whether it may be published.

Everything is found in the view's text first; the stored spans are made at the end, all at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.document_lexicon import DocumentLexicon
from kg.knowledge.lexicon import Lexicon
from kg.structure.document import DocumentMetadata, Paragraph
from kg.structure.document_title import FoundValue, Titles, stored_values
from kg.structure.heading_patterns import LINE
from kg.structure.heads.issuers import HeadPart, decree_number, labelled, read_issuers
from kg.structure.metadata_patterns import DATE_LINE, LABELLED, WENHAO
from kg.structure.organisation_names import split_lists
from kg.structure.outline import Outline
from kg.text.numerals import to_iso_date
from kg.text.span import Bounds, Range
from kg.text.view import View

_LONGEST_ADDRESSEES = 300
_METADATA_SHARE = 0.6  # a paragraph that holds more of it than this is metadata, not text
# 2024-03-05 · 2024/3/5
_NUMERIC_DATE = re.compile(r"((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
# --- · ***
_RULE = re.compile(r"[-*_=—]{3,}$")
# 《…》（国发〔2022〕18号): what is before a 文号 that a sentence cites
_CITING = re.compile("[《。，]")


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a view's text that hold metadata.

    Attributes:
        head: what comes before the first heading.
        letter: of it, what comes before the title of the plan that a notice brings.
        tail: what comes after the last item.
    """

    head: HeadPart
    letter: HeadPart
    tail: HeadPart


def read_metadata(
    view: View, outline: Outline, titles: Titles, lexicon: Lexicon
) -> DocumentMetadata:
    """Read the metadata from what is around the items of a text.

    Args:
        view: the whole text.
        outline: its items.
        titles: found before.
        lexicon: words of letters and closing lines, and how organisations are called.
    """
    text = view.text
    parts = _parts(text, outline, titles)
    found = _single_values(parts, titles, lexicon)
    lists = _addressees(parts.letter, titles, lexicon), _copied_to(parts.tail, lexicon)
    addressees, copies = split_lists([Range(text, *place) for place in lists], lexicon)
    if not any(lexicon.attributions.organisation.match(text[s:e]) for s, e in addressees):
        addressees = ()
    if "date" in found:
        printed = found["date"].value
        found["date"] = replace(found["date"], value=_iso_date(printed))
    names = [FoundValue(text[s:e].replace("\n", ""), s, e) for s, e in (*addressees, *copies)]
    issuers = read_issuers(view, (parts.letter, parts.head, parts.tail), titles, lexicon)
    if issuers:
        found["issuer"] = issuers[-1]
    stored = stored_values(view, [*found.values(), *names, *issuers])
    single, listed = dict(zip(found, stored, strict=False)), stored[len(found) :]
    preamble = single.pop("preamble", None)
    return DocumentMetadata(
        **single,
        addressees=tuple(listed[: len(addressees)]),
        cc=tuple(listed[len(addressees) : len(names)]),
        issuers=tuple(listed[len(names) :]),
        preamble=preamble.spans[0] if preamble else None,
    )


def number_letters(prefix: str, words: DocumentLexicon) -> str | None:
    """Return the letters of a 文号 without what ran into them; None where no issuer has such."""
    match = words.number_letters.match(prefix)
    return (match["letters"] or match["abbreviated"]) if match else None


def refused_numbers(text: str, words: DocumentLexicon) -> Iterator[Range]:
    """Yield what looks like a 文号 in the view's text, but has letters of no issuer."""
    for match in WENHAO.finditer(text):
        if number_letters(match["prefix"], words) is None:
            yield Range(text, *match.span())


def _parts(text: str, outline: Outline, titles: Titles) -> _Parts:
    head = text[: outline.head_end]
    letter = head[: titles.covered.start] if titles.covered else head
    tail = HeadPart(text[outline.tail_start :], outline.tail_start)
    return _Parts(HeadPart(head, 0), HeadPart(letter, 0), tail)


def _single_values(parts: _Parts, titles: Titles, lexicon: Lexicon) -> dict[str, FoundValue]:
    """Return the values that a document has once, by the name of their field."""
    cover, letter, tail = titles.cover, parts.letter, parts.tail
    brought = titles.covered or titles.named
    found = {
        "title": brought or cover,
        "notice_title": cover if brought else None,
        "wenhao": decree_number(parts.head)
        or _wenhao(parts.head, cover, lexicon.documents)
        or labelled(parts.head, "wenhao", lexicon.documents),
        "approved_by": _approval(letter, lexicon.documents),
        "date": _date(letter) or _date(tail) or labelled(parts.head, "date", lexicon.documents),
        "disclosure": _disclosure(parts, lexicon.documents),
        "preamble": _preamble(parts.head, titles.covered or cover),
    }
    return {name: value for name, value in found.items() if value}


# --- number, issuer and date -----------------------------------------------------------------


def _wenhao(head: HeadPart, cover: FoundValue | None, words: DocumentLexicon) -> FoundValue | None:
    """Read the 文号; in a line it shares with the title it is before that or behind it."""
    first, last = (cover.start, cover.end) if cover else (0, 0)
    for line in LINE.finditer(head.text):
        begin, end = line.span("line")
        pieces = ((begin, first), (last, end)) if begin < last < end else ((begin, end),)
        for lead, limit in pieces:
            match = WENHAO.search(head.text, lead, max(lead, limit))
            if match is None or _CITING.search(head.text[lead : match.start()]):
                continue
            letters = number_letters(match["prefix"], words)
            if letters:
                value = f"{letters}〔{match['year']}〕{match['number']}号"
                return head.value(match.end("prefix") - len(letters), match.end(), value)
    return None


def _date(part: HeadPart) -> FoundValue | None:
    """Read the date of adoption: the last date outside sentences."""
    dates = list(DATE_LINE.finditer(part.text))
    return part.value(*dates[-1].span("date")) if dates else None


def _iso_date(printed: str) -> str:
    """Return a date as 2024-03-05, however it is printed."""
    match = _NUMERIC_DATE.match(printed)
    if match is None:
        return to_iso_date(printed) or printed
    year, month, day = map(int, match.groups())
    return f"{year}-{month:02}-{day:02}"


# --- the letter and the closing block --------------------------------------------------------


def _approval(letter: HeadPart, words: DocumentLexicon) -> FoundValue | None:
    """Read who approved the document; the name may be broken over lines."""
    places = [i for i, character in enumerate(letter.text) if character != "\n"]
    match = words.approval.search(letter.text.replace("\n", ""))
    if match is None:
        return None
    start, end = match.span("organisation")
    place = places[start], places[end - 1] + 1
    return FoundValue(match["organisation"], *place, pieces=(place,))


def _addressees(letter: HeadPart, titles: Titles, lexicon: Lexicon) -> Bounds:
    """Return the addressee line: between the title, or the 文号 under it, and the first colon."""
    if titles.cover is None:
        return 0, 0
    start = _past_number(letter.text, titles.cover, lexicon)
    end = letter.text.find("：", start)
    if end < 0 or end - start > _LONGEST_ADDRESSEES or "。" in letter.text[start:end]:
        return 0, 0
    return start, end


def _past_number(letter: str, title: FoundValue, lexicon: Lexicon) -> int:
    """Return where the lines end that may be under a title: 文号, date, web residue, itself."""
    start = title.end
    words, organisation = lexicon.documents, lexicon.attributions.organisation
    for line in LINE.finditer(letter[start:]):
        begin, text = start + line.start("line"), line["line"]
        number = WENHAO.match(text)
        if number and number.end() < len(text):
            return begin + number.end()
        residue = (DATE_LINE, words.web_residue, words.disclosure, _RULE)
        field = LABELLED.match(text)
        is_field = field is not None and not organisation.match(field["label"])
        skipped = is_field or text in title.value or any(p.match(text) for p in residue)
        if number is None and not skipped:
            return begin
    return len(letter)


def _copied_to(tail: HeadPart, lexicon: Lexicon) -> Bounds:
    """Return the list of those who receive copies, in the whole text."""
    match = lexicon.documents.copies.search(tail.text)
    start, end = match.span("names") if match else (0, 0)
    return start + tail.offset, end + tail.offset


def _disclosure(parts: _Parts, words: DocumentLexicon) -> FoundValue | None:
    """Read whether the document may be published, from what is around its items."""
    for part in (parts.head, parts.tail):
        match = words.disclosure.search(part.text)
        if match:
            return part.value(*match.span("text"))
    return None


def _preamble(head: HeadPart, title: FoundValue | None) -> FoundValue | None:
    """Return what is between the title and the first heading."""
    end = len(head.text)
    if title is None or title.end >= end:
        return None
    return FoundValue("", title.end, end, pieces=((title.end, end),))


# --- the text without it ---------------------------------------------------------------------


def without_metadata(
    paragraphs: Sequence[Paragraph], metadata: DocumentMetadata
) -> tuple[Paragraph, ...]:
    """Return the paragraphs that hold more than title, number, date, addressees …."""
    single = (
        metadata.title,
        metadata.notice_title,
        metadata.wenhao,
        metadata.date,
        metadata.disclosure,
    )
    values = [
        value
        for value in (*single, *metadata.signed_by, *metadata.addressees, *metadata.cc)
        if value
    ]
    pieces = {piece for value in values for piece in value.spans}
    said = [
        sum(p.end - p.start for p in pieces if own.span.start <= p.start and p.end <= own.span.end)
        for own in paragraphs
    ]
    return tuple(
        paragraph
        for paragraph, characters in zip(paragraphs, said, strict=True)
        if characters < _METADATA_SHARE * (paragraph.span.end - paragraph.span.start)
    )
