"""Enterprises: firms that the ending of their name gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.document import Document, Span
from kg.entities import EnterpriseMention
from kg.extraction.names import body_view, distinct
from kg.rules import Rules

# what may stand right before a firm's name
_BEFORE = ("依托", "支持", "引导", "推动", "推进", "培育", "支撑", "发挥", "以", "与", "和")
_BOUNDARY = "|".join([r"(?<![\u4e00-\u9fff])", *(f"(?<={word})" for word in _BEFORE)])
_CLASSES = re.compile("各|国有|骨干|龙头|一批|上市|相关|有关|跨国|头部|链主|大型|民营|平台|担保")


def enterprises(document: Document, span: Span, rules: Rules) -> Iterator[EnterpriseMention]:
    """Yield firms that a suffix of company names gives away; 跨国公司 is a class, no firm."""
    view = body_view(document, span)
    for name, stored, _ in distinct(view, _firms(view.text, rules)):
        yield EnterpriseMention(
            text=document.slice(stored), span=stored, rule="enterprise/suffix", name=name
        )


def _firms(text: str, rules: Rules) -> Iterator[tuple[int, int, None]]:
    ending = rf"(?:{rules.names.company.pattern})(?=[、，。；等在通接的和]|$)"
    for match in re.finditer(rf"(?:{_BOUNDARY})[\u4e00-\u9fff]{{2,10}}?{ending}", text):
        lead = re.match("|".join(_BEFORE), match[0])
        start = match.start() + (lead.end() if lead else 0)
        if not _CLASSES.search(text, start, match.end()):
            yield start, match.end(), None
