"""The metadata of a document: 文号, issuer, date, who receives it, whether it may be published.

Everything is found in the view's text first; the stored spans are made at the end, all at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.knowledge.lexicon import Lexicon
from kg.structure.document import DocumentMetadata, Paragraph
from kg.structure.document_title import FoundValue, Titles, stored_values
from kg.structure.heading_patterns import LINE
from kg.structure.heads.head_values import HeadPart, HeadParts, lone_date, single_values
from kg.structure.heads.imprint import read_imprint, signed_date
from kg.structure.heads.issuers import read_issuers
from kg.structure.metadata_patterns import DATE_LINE, LABELLED, WENHAO
from kg.structure.organisation_names import split_lists
from kg.structure.outline import Outline
from kg.text.span import Bounds, Range
from kg.text.view import View

_LONGEST_ADDRESSEES = 300
_METADATA_SHARE = 0.6  # a paragraph that holds more of it than this is metadata, not text
# --- · ***
_RULE = re.compile(r"[-*_=—]{3,}$")
# （甲政发〔2024〕5号 2024年2月1日）: an imprint under a title
_IN_BRACKETS = re.compile(r"（[^（）]*）$")


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
    lists = _addressees(parts.letter, titles, lexicon), _copied_to(parts.tail, lexicon)
    addressees, copies = split_lists([Range(text, *place) for place in lists], lexicon)
    if not any(lexicon.attributions.organisation.match(text[s:e]) for s, e in addressees):
        addressees = ()
    names = [FoundValue(text[s:e].replace("\n", ""), s, e) for s, e in (*addressees, *copies)]
    found = single_values(parts, titles, lexicon)
    for field, value in read_imprint(view, parts.head, lexicon).items():
        found.setdefault(field, value)
    if date := "date" not in found and (lone_date(text) or signed_date(view, parts.head, lexicon)):
        found["date"] = date
    issuers = read_issuers(view, parts, titles, lexicon)
    if issuers:
        found["issuer"] = issuers[0]  # of several, who leads is named first (GB/T 9704)
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


def _parts(text: str, outline: Outline, titles: Titles) -> HeadParts:
    head = text[: outline.head_end]
    covered = titles.covered
    brought = covered and (covered.start == 0 or text[covered.start - 1] in "\n#")
    letter = head[: covered.start] if covered and brought else head
    tail = HeadPart(text[outline.tail_start :], outline.tail_start)
    closing = HeadPart(text[slice(*outline.closing)], outline.closing[0])
    return HeadParts(HeadPart(head, 0), HeadPart(letter, 0), closing, tail)


# --- the letter and the closing block --------------------------------------------------------


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
    if letter.startswith(title.value, start):  # printed twice on one line
        start += len(title.value)
    words, organisation = lexicon.documents, lexicon.attributions.organisation
    for line in LINE.finditer(letter[start:]):
        begin, text = start + line.start("line"), line["line"]
        number = WENHAO.match(text)
        if number and number.end() < len(text):
            return begin + number.end()
        residue = (DATE_LINE, words.web_residue, words.disclosure, _RULE, _IN_BRACKETS)
        field = LABELLED.match(text)
        is_field = field is not None and (
            field["label"] in words.head_labels or not organisation.match(field["label"])
        )
        skipped = is_field or text in title.value or any(p.match(text) for p in residue)
        if number is None and not skipped:
            return begin
    return len(letter)


def _copied_to(tail: HeadPart, lexicon: Lexicon) -> Bounds:
    """Return the list of those who receive copies, in the whole text."""
    match = lexicon.documents.copies.search(tail.text)
    start, end = match.span("names") if match else (0, 0)
    return start + tail.offset, end + tail.offset


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
