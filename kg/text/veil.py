"""Hide characters of a text, each behind one other, so that every position stays where it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from kg.text.span import Span

VEIL = "某"
# 13800000000 · 138-0000-0000 · 0537-7200000 · （0537）7200000 · 电话：7200000 · 手机（微信）：…
_TELEPHONE = re.compile(
    r"(?<![\dA-Za-z.])(?:"
    r"[1１][3-9３-９]\d(?:[-—－ ]?\d{4}){2}"
    r"|[（(]?[0０]\d{2,3}[）)]?[-—–－ ]{0,3}[2-9２-９]\d{6,7}(?:[-—－转]\d{1,5})?"
    r"|(?:(?<=电话)|(?<=手机)|(?<=传真)|(?<=方式)|(?<=热线)|(?<=电话号码)|(?<=手机号码))"
    r"[^\d\n。；]{0,8}(?:\d{3,4}[-—－ ])?\d{7,8}(?:[、，,/和 ]+\d{7,8})*"
    r")(?![\dA-Za-z])"
)
# 服务专线（联系电话：|0731-58225116: a line that is printed for everybody to call
_PUBLIC_LINE = re.compile(
    r"(?:专线|热线|(?:咨询|服务|投诉|举报|监督|报名|报修|客服)电话)[^。；;\n]{0,12}$"
)
_BEFORE = 20  # characters in which a public line is named
_MOBILE = re.compile(r"\s*[（(]?[1１][3-9３-９]")
_DIGIT = re.compile(r"\d")
_SEEN = re.compile(r"\S")


def without_telephones(text: str) -> str:
    """Return a text in which * stands for each digit of a telephone number.

    The numbers of public lines stay; nothing tells those of other offices from those of persons.
    """

    def hidden(match: re.Match[str]) -> str:
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if _PUBLIC_LINE.search(before) and not _MOBILE.match(match[0]):
            return match[0]
        return _DIGIT.sub("*", match[0])

    return _TELEPHONE.sub(hidden, text)


def in_strings(record: Any, change: Callable[[str], str]) -> Any:
    """Return a record of lists and dictionaries with every string in it changed."""
    if isinstance(record, str):
        return change(record)
    if isinstance(record, list):
        return [in_strings(part, change) for part in record]
    if isinstance(record, dict):
        return {key: in_strings(part, change) for key, part in record.items()}
    return record


def is_veiled(text: str) -> bool:
    """Tell whether nothing of a text is seen."""
    return not text.replace(VEIL, "").strip()


def veiled(text: str, spans: Iterable[Span], names: Iterable[str] = ()) -> str:
    """Return a text in which 某 stands for each character of some spans and of some names."""
    characters = list(text)
    for span in spans:
        start, end = max(span.start, 0), max(span.end, 0)
        characters[start:end] = _SEEN.sub(VEIL, text[start:end])
    hidden = "".join(characters)
    for name in names:
        hidden = hidden.replace(name, VEIL * len(name))
    return hidden
