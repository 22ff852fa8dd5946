"""Signs: what each word of a question says by itself, whatever order the words stand in.

哪几条压根没写牵头单位 is which · (filling) · no · lead. What a question asks of whole documents is
told by its signs alone (qa.reading.forms), if no word is left that says something else.
data/questions/signs.csv lists the words of each sign; one added there counts at once. A word may
say several things at once (哪几条: what, which, task), or one thing or another (措施: a task, or
the document); each row of the table in which it stands is one of its readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.data_folder import DataFolder
from qa.mentions import QuestionMention
from qa.query.tree import Due, Measured
from qa.reading.patterns import DUE, SECTION, amount_said, due

TABLE = "questions/signs.csv"
FILL = "fill"
_NO = "no"
_LEFT, _WORD = 3, 2  # what a character that no sign explains costs, and a sign
# what a document or a task may lack: 没写|文号
_LACKED = ("lead", "assist", "unit", "limit", "number", "target", "wenhao", "date", "validity")
# may stand between 没写 and 文号, 2028年的|目标
_BETWEEN = ("fill", "what", "has", "document", "do", "till", "Y")
_PLACE = "NamedPlace"  # its words are looked for
_LETTERS = {"Person": FILL, "Unit": "U", "Jurisdiction": "R", "Year": "Y", "PolicyDocument": "P"}
# |六份|文件 · |十一个|部分 · 江西|20条|里: how many there are is known
_MANY = re.compile(
    r"(?<![第哪头末每])(?:\d{1,3}|[一二两三四五六七八九十]{1,3}几?)"
    r"(?:[来多余]?(?:份|项|(?:大|大?个)(?=[大类]?(?:部分|板块|方面|章|块|文件|地方|方案|专项|行动|项目|任务|指标|增长|目标|预期)))"
    r"|[来多余]?条(?=里|分|的|当中|之中|中|措施|任务|举措|政策|[,，]))"
    r"|(?<=哪)[三四五六七八九十](?=[项条件个])"
)
_YEAR = re.compile(r"20\d\d")
_MARKS = re.compile(r"[\s,，。.？?！!、；;：:…“”\"'《》()（）·—-]+")
# says nothing, and is rarely part of a word
_PARTICLES = "的了着过是有在里中上下内和与跟都要会能把被给由让对从到就也还又才及或其各为所这那没"
_FIRST, _REST = "\1", "\0"  # stand for the first and each other character of what is read already
_BLANK = f"{_FIRST}{_REST} \t,，。.？?！!、；;：:…“”\"'《》()（）·—-的"
Span = tuple[int, int]
Word = tuple[frozenset[str], ...]  # the readings of a word, each with its signs


@dataclass(frozen=True, slots=True)
class Signs:
    """What the words of a question say.

    Attributes:
        each: the readings of every word that says something, in order.
        left: words that no sign explains, in order; single characters say little.
        value: the number it says: 100% in 哪些指标定到了100%.
        due: by or within which month: 6月底前, of the year it says.
        year: the year it says: 2020.
    """

    each: tuple[Word, ...]
    left: tuple[str, ...] = ()
    value: Measured | None = None
    due: Due | None = None
    year: str = ""

    @property
    def every(self) -> frozenset[str]:
        """All that its words may say."""
        return frozenset(sign for word in self.each for signs in word for sign in signs)

    def all_within(self, allowed: frozenset[str]) -> bool:
        """Tell whether each word has a reading that says nothing but what is allowed."""
        return all(any(signs <= allowed for signs in word) for word in self.each)

    def with_sign(self, sign: str) -> Signs:
        """Return them with one word more, that says one thing."""
        return replace(self, each=(*self.each, (frozenset((sign,)),)))


@dataclass(frozen=True, slots=True)
class SignTable:
    """The words of all signs.

    Attributes:
        words: what each says.
        longest: characters of the longest.
    """

    words: Mapping[str, Word]
    longest: int

    def read(self, plain: str, mentions: Sequence[QuestionMention]) -> Signs:
        """Return what the words of a question say.

        Args:
            plain: the question in simplified characters.
            mentions: what it names.
        """
        when = _due_said(plain)
        amount = None if DUE.search(plain) else amount_said(plain)
        spans = [(match.span(), FILL) for match in _MANY.finditer(plain)]
        spans += [(match.span(), "part") for match in SECTION.finditer(plain)]
        spans += [(when[1], "due")] if when else []
        spans += [(amount[1], "value")] if amount else []
        spans += [((m.start, m.end), _letter(m)) for m in mentions if m.kind != _PLACE]
        text, each = _taken(plain, spans)
        places = [m for m in mentions if m.kind == _PLACE]
        for place in places:
            text[place.start : place.end] = _REST * (place.end - place.start)
        words, left = self._words("".join(text))
        every = [signs for _, signs in sorted((*each, *words), key=lambda one: one[0])]
        return Signs(
            tuple(_lacking(every)),
            (*(place.text for place in places), *left),
            amount[0] if amount else None,
            when[0] if when else None,
            _year_said(plain),
        )

    def _words(self, text: str) -> tuple[list[tuple[int, Word]], tuple[str, ...]]:
        """Return the words of a text that are signs, and what is left."""
        found = [(at, end, self.words[text[at:end]]) for at, end in self._cut(text)]
        left = [c not in _BLANK for c in text]
        for at, end, _ in found:
            left[at:end] = [False] * (end - at)
        kept = []
        for start, end, signs in found:  # 件 of 软件 is no sign, 点 of 重点 no filling
            alone = end - start == 1 and start > 0 and left[start - 1]
            if alone and text[start] not in _PARTICLES:
                left[start] = True
            else:
                kept.append((start, signs))
        pieces = "".join(c if left[i] else " " for i, c in enumerate(text)).split()
        return kept, tuple(pieces)

    def _cut(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the signs of a text stand, so that few characters are left and few words.

        是|什么时候印发的, though 是什么 is a sign as well: it would leave 时候.
        """
        costs, ends = [0] * (len(text) + 1), [0] * len(text)
        for at in range(len(text) - 1, -1, -1):
            costs[at], ends[at] = costs[at + 1] + (_LEFT if text[at] not in _BLANK else 0), at
            for end in range(at + 1, min(at + self.longest, len(text)) + 1):
                if text[at:end] in self.words and costs[end] + _WORD <= costs[at]:
                    costs[at], ends[at] = costs[end] + _WORD, end
        at = 0
        while at < len(text):
            if ends[at] > at:
                yield at, ends[at]
            at = max(ends[at], at + 1)


def _year_said(plain: str) -> str:
    return next(iter(_YEAR.findall(plain)), "")


def _due_said(plain: str) -> tuple[Due, Span] | None:
    """Return by or within which month something is done, of the year said, and where it stands."""
    match, when, year = DUE.search(plain), due(plain), _year_said(plain)
    if match is None or when is None:
        return None
    return (Due(when.when, f"{year}{when.date[1:]}") if year else when), match.span()


def _taken(
    plain: str, spans: Iterable[tuple[Span, str]]
) -> tuple[list[str], list[tuple[int, Word]]]:
    """Return a text in which what says something as a whole is taken out, and what it says where.

    Of two that share a character the first counts.
    """
    text = list(plain)
    each: list[tuple[int, Word]] = []
    for (start, end), sign in spans:
        if _REST not in text[start:end] and text[start] not in (_FIRST, _REST):
            text[start:end] = [_FIRST, *_REST * (end - start - 1)]
            each.append((start, (frozenset((sign,)),)))
    return text, each


def _letter(mention: QuestionMention) -> str:
    if mention.kind == "Year" and not _YEAR.match(mention.text):
        return FILL  # 今年
    return _LETTERS.get(mention.kind, "X")


def _lacking(each: Sequence[Word]) -> Iterator[Word]:
    """Yield words, of what is lacking so: no · lead are no_lead; 牵头单位|空着 as well."""
    words = list(each)
    for i, word in enumerate(each):
        if not _says(word, (_NO,)):
            continue
        after = _first_lacked(words, range(i + 1, len(words)))
        before = _first_lacked(words, range(i - 1, -1, -1))
        at = after if after is not None else before
        if at is not None:
            lacked = (next((s for s in _LACKED if s in signs), "") for signs in words[at])
            words[at] = tuple(frozenset((f"no_{sign}",)) for sign in lacked if sign)
            words[i] = (frozenset((FILL,)),)
    yield from words


def _first_lacked(words: Sequence[Word], indexes: range) -> int | None:
    for i in indexes:
        if _says(words[i], _LACKED):
            return i
        if not _says(words[i], _BETWEEN):
            return None
    return None


def _says(word: Word, signs: Iterable[str]) -> bool:
    """Tell whether a word may say one of some things."""
    return any(not reading.isdisjoint(signs) for reading in word)


def read_signs(data: DataFolder) -> SignTable:
    """Read questions/signs.csv.

    Raises:
        GraphError: the table is missing or malformed.
    """
    words: dict[str, Word] = {}
    for row in data.rows(TABLE):
        for word in row["words"].split("|"):
            words[word] = (*words.get(word, ()), frozenset(row["signs"].split()))
    return SignTable(words, max(map(len, words), default=0))
