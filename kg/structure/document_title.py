"""The titles of a document: of the covering notice, and of what the notice brings.

Everything is found in the view's text; a title is a `FoundValue` until it gets its stored spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise

from kg.knowledge.document_lexicon import DocumentLexicon
from kg.structure.document import MetadataValue
from kg.structure.heading_patterns import LINE
from kg.structure.metadata_patterns import (
    DECREE,
    DECREED,
    LABELLED,
    QUOTED_TITLE,
    TITLE_MARKS,
    TITLE_NOTE,
    WENHAO,
)
from kg.text.span import Bounds
from kg.text.stored_text import stored_spans
from kg.text.view import View

_LONGEST_TITLE_LINES = 8
_LONGEST_LINE = 90  # a longer first line is a text that lost its line breaks
# 根据《…》（国发〔2022〕18号): what is before a 文号 that a sentence cites
_CITING = re.compile("关于|印发|[，。《]")
# 关于印发|: one line of a title over several
_UNBROKEN = re.compile(r"[^\n]+")
# 甲市关于稳就业的措施 甲市关于稳就业的措施: a page's title and that of its text, on one line
_REPEATED = re.compile(rf"(?P<title>.{{8,{_LONGEST_LINE}}}?)(?P=title)")
_LATIN = re.compile("[A-Za-z]")
# f2 of Key Tasks of 2024
_LATIN_WORDS = re.compile("[A-Za-z][A-Za-z0-9]|[0-9][A-Za-z]")
# what stands between the titles that one letter sends
_AND = frozenset("《、和及与")
# 现将有关事项通知如下：
_SENTENCE = re.compile("[：。]")


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A value of the metadata, and where it is in the view's text.

    Attributes:
        value: canonical value, without line breaks.
        start: first position.
        end: one past the last.
        pieces: what it is made of, where that is not simply its lines.
    """

    value: str
    start: int
    end: int
    pieces: tuple[Bounds, ...] = ()


def stored_values(view: View, found: Sequence[FoundValue]) -> list[MetadataValue]:
    """Return found values with their stored spans: their pieces, or else their lines."""
    pieces = [
        value.pieces
        or tuple(m.span() for m in _UNBROKEN.finditer(view.text, value.start, value.end))
        for value in found
    ]
    values = [_spaced(view, value) for value in found]
    spans = iter(list(stored_spans(view, chain.from_iterable(pieces))))
    return [
        MetadataValue(value, tuple(islice(spans, len(own))))
        for value, own in zip(values, pieces, strict=True)
    ]


def _spaced(view: View, found: FoundValue) -> str:
    """Return a value with the spaces between its Latin words, which a view leaves out.

    KeyTasksof2024, printed as Key Tasks of 2024, is the latter.
    """
    places = [n for n in range(found.start, found.end) if view.text[n] != "\n"]
    if not _LATIN.search(found.value) or found.value != "".join(view.text[n] for n in places):
        return found.value
    said = [view.text[n] for n in places]
    for number, (before, after) in enumerate(pairwise(places)):
        pair = view.text[before] + view.text[after]
        if view.offsets[after] - view.offsets[before] > 1 and _LATIN_WORDS.fullmatch(pair):
            said[number] += " "
    return "".join(said)


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of a document.

    Attributes:
        cover: the first title, of the document or of a covering notice.
        named: what a covering notice says it brings, in its own title.
        covered: the same, printed once more above the plan itself.
    """

    cover: FoundValue | None = None
    named: FoundValue | None = None
    covered: FoundValue | None = None


def read_titles(view: View, head_end: int, words: DocumentLexicon) -> Titles:
    """Read the titles from what comes before the first heading (at head_end in the view)."""
    head = view.text[:head_end]
    if decreed := _decreed(view, head, words):
        return Titles(decreed)
    cover = _cover(head, words)
    if cover is None or not words.title_end.search(cover.value):
        cover = _labelled(head, words) or cover
    match = words.covered.search(cover.value) if cover else None
    if cover is None or match is None:
        return Titles(cover)
    named = replace(cover, value=_unquoted(match["named"] or match["direct"] or match["quoted"]))
    named = _sent(head, named, words) or named
    found = _printed_again(head, named, words)
    if found is None:
        return Titles(cover, named)
    start, end = found
    text = head[start:end].replace("\n", "")
    covered = FoundValue(text, start, end, tuple(_runs(view, start, end)))
    return Titles(cover, named, covered)


def _decreed(view: View, head: str, words: DocumentLexicon) -> FoundValue | None:
    """Return the title that a decree brings: 现公布《甲办法》, and where it is printed again."""
    decree = DECREE.search(head)
    match = DECREED.search(head, decree.end()) if decree else None
    if match is None:
        return None
    named = FoundValue(match["title"].replace("\n", ""), *match.span("title"))
    again = _printed_again(head, named, words)
    if again is None:
        return named
    return FoundValue(named.value, *again, tuple(_runs(view, *again)))


def _sent(head: str, named: FoundValue, words: DocumentLexicon) -> FoundValue | None:
    """Return the title under which a letter sends what its own title names in other words.

    关于下达2024年目标任务的通知: 现将《甲区2024年目标任务表》下达给你们. Of several, the first.
    """
    name = _bare(named.value)
    for match in words.sent.finditer(head, named.end):
        title = match["title"].replace("\n", "")
        sent = _bare(title)
        if TITLE_MARKS.sub("", title) == TITLE_MARKS.sub("", named.value):
            return None
        # 现将《甲方案》《甲项目表》印发, but not 现将《政府工作报告》重点任务分解如下
        of_several = sent in name and head[match.end() : match.end() + 1] in _AND
        if name in sent or of_several:
            return FoundValue(title, *match.span("title"))
    return None


def _bare(title: str) -> str:
    """Return a title without what two writings of it differ in: 《》, dashes, 的."""
    return TITLE_MARKS.sub("", title).replace("的", "")


def _labelled(head: str, words: DocumentLexicon) -> FoundValue | None:
    """Return the title that a page's head gives: 标题：…."""
    for match in LABELLED.finditer(head):
        if words.head_labels.get(match["label"]) == "title":
            return FoundValue(match["value"], *match.span("value"))
    return None


# --- the first title -------------------------------------------------------------------------


def _cover(head: str, words: DocumentLexicon) -> FoundValue | None:
    """Read the first title: lines up to the one that ends with 通知, 意见 or 方案."""
    lines = list(islice(_title_lines(head, words), _LONGEST_TITLE_LINES + 1))
    if not lines:
        return None
    start, first_end = lines[0]
    first = head[start:first_end]
    if len(first) > _LONGEST_LINE or _SENTENCE.search(first):
        running = words.running_title.match(first)
        if running:
            return _title(head, start, _with_note(head, start + running.end()))
    for count, (begin, end) in enumerate(lines):
        text = head[begin:end]
        if text[-1] in "：。；" or count >= _LONGEST_TITLE_LINES:
            break
        is_whole = count == 0 or "关于" in head[start:end]
        goes_on = count + 1 < len(lines) and _goes_on(
            head[start:end], head[slice(*lines[count + 1])], words
        )
        if is_whole and words.title_end.search(text) and not goes_on:
            return _title(head, start, _with_note(head, end))
    return _title(head, start, min(first_end, start + _LONGEST_LINE))


def _goes_on(title: str, line: str, words: DocumentLexicon) -> bool:
    """Tell whether a title ends on the next line only: 关于全面推行公示制度⏎记录制度的指导意见."""
    if "关于" not in title or words.letter_end.search(title) or not words.letter_end.search(line):
        return False
    return line.startswith("的") or not re.search("关于|印发|[：，。《]", line)


def _title_lines(head: str, words: DocumentLexicon) -> Iterator[Bounds]:
    """Yield the lines that may be a title: no masthead, no 文号, nothing of a web page."""
    for line in LINE.finditer(head):
        begin, end = line.span("line")
        if repeated := _REPEATED.match(head, begin, end):
            yield repeated.span("title")
            continue
        number = WENHAO.search(line["line"])
        if number and not _CITING.search(line["line"][: number.start()]):
            begin += number.end()  # 甲市人民政府文件甲政发〔2020〕2号甲市人民政府关于…
        annex = words.annex.fullmatch(head, begin, end)
        if annex:  # 附件1：任务表
            begin = annex.start("title") if annex["title"] else end
        text = head[begin:end]
        if len(text) > 1 and not words.web_residue.match(text) and not words.masthead.match(text):
            yield begin, end


def _title(head: str, start: int, end: int) -> FoundValue:
    return FoundValue(head[start:end].replace("\n", ""), start, end)


def _with_note(text: str, end: int) -> int:
    """Return where a title ends with the years or the （试行） behind it."""
    note = TITLE_NOTE.match(text, end)
    return note.end() if note else end


def _unquoted(title: str) -> str:
    """Return a title without the 《》 around the whole of it."""
    match = QUOTED_TITLE.fullmatch(title)
    if match is None or re.search("[《》]", re.sub("《[^《》]*》", "", match["title"])):
        return title  # 《甲方案》和《乙方案》
    return match["title"] + match["note"]


# --- the title of what a notice brings -------------------------------------------------------


def _printed_again(head: str, named: FoundValue, words: DocumentLexicon) -> Bounds | None:
    """Return where the title that a notice names is printed once more.

    A title on a line of its own is preferred to one in a running text; what the notice itself
    cites as 《…》 does not count.
    """
    name = TITLE_MARKS.sub("", named.value)
    if not name:
        return None
    places = [i for i, c in enumerate(head) if c != "\n"]  # of each character of the flat text
    flat = head.replace("\n", "")
    kept = [
        i for i, place in enumerate(places) if place >= named.end and not TITLE_MARKS.match(flat[i])
    ]
    bare = "".join(flat[i] for i in kept)
    found = []
    for match in re.finditer(re.escape(name), bare):
        start, end = _printed(flat, kept[match.start()], kept[match.end() - 1] + 1)
        place = places[start], places[end - 1] + 1
        ends = _line_ends(head, *place)
        if ends == 2 or not _in_sentence(flat, start, end, words):
            found.append((-ends, *place))
    return min(found)[1:] if found else None


def _printed(text: str, start: int, end: int) -> Bounds:
    """Return where a title begins and ends with its note and with both of each 《》 and “”."""
    end = _with_note(text, end)
    title = text[start:end]
    if title.count("《") > title.count("》") and text[end : end + 1] == "》":
        end = _with_note(text, end + 1)
    for opening, closing in ("《》", "“”"):
        missing = title.count(closing) > title.count(opening)
        if missing and text[start - 1 : start] == opening:
            start -= 1
    return start, end


def _in_sentence(text: str, start: int, end: int, words: DocumentLexicon) -> bool:
    """Tell whether the notice cites a title: 现将《…》, 市发改委《关于…》已经市政府同意."""
    enclosed = text[start - 1 : start] == "《" and text[end : end + 1] == "》"
    return enclosed or text[end - 1] == "》" or words.issued.match(text, end) is not None


def _line_ends(head: str, start: int, end: int) -> int:
    """Count the ends of a range, 0 to 2, that are ends of lines."""
    return (head[start - 1 : start] in "\n#") + (head[end : end + 1] in "\n")


def _runs(view: View, start: int, end: int) -> Iterator[Bounds]:
    """Yield the pieces of a range of a view that are unbroken in the stored text."""
    begin = start
    for position in range(start, end):
        after = position + 1
        goes_on = after < end and view.offsets[after] == view.offsets[position] + 1
        if view.text[position] == "\n":
            begin = after
        elif not goes_on or view.text[after] == "\n":
            yield begin, after
            begin = after
