"""Enterprises: firms that the ending of their name gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.mentions import EnterpriseMention
from kg.extraction.name_lists import content_view, distinct, is_specific_name, items
from kg.knowledge.lexicon import Lexicon
from kg.structure.document import Document
from kg.text.span import Span

# what may stand right before a firm's name
_BEFORE = ("依托", "支持", "引导", "推动", "推进", "培育", "支撑", "发挥", "以", "与", "和")
_BOUNDARY = "|".join([r"(?<![\u4e00-\u9fff])", *(f"(?<={word})" for word in _BEFORE)])
# 推动甲、乙科技等3家企业上市
_LISTED = re.compile(
    rf"(?:{'|'.join(_BEFORE)})(?P<names>[^，。；：]{{4,60}}?)等(?:\d+[家户])?"
    r"[^，。；、]{0,8}?(?:企业|公司)(?P<public>(?:挂牌)?上市|挂牌)?"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{4,8}")


def enterprises(document: Document, span: Span, lexicon: Lexicon) -> Iterator[EnterpriseMention]:
    """Yield firms that a suffix of company names gives away; 跨国公司 is a class, no firm."""
    view = content_view(document, span)
    for name, stored, _ in distinct(view, _firms(view.text, lexicon)):
        yield EnterpriseMention(
            text=document.slice(stored), span=stored, rule="enterprise/suffix", name=name
        )


def _firms(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, None]]:
    yield from sorted({*_suffixed(text, lexicon), *_listed(text, lexicon)})


def _suffixed(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, None]]:
    ending = rf"(?:{lexicon.names.company.pattern})(?=[、，。；等在通接的和]|$)"
    for match in re.finditer(rf"(?:{_BOUNDARY})[\u4e00-\u9fff]{{2,10}}?{ending}", text):
        lead = lexicon.names.company_lead.match(match[0]) or re.match("|".join(_BEFORE), match[0])
        start = match.start() + (lead.end() if lead else 0)
        if not lexicon.names.company_class.search(text, start, match.end()):
            yield start, match.end(), None


def _listed(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, None]]:
    """Yield the firms of 支持天河科技、天章卫星等企业: one has a trade, or all go public."""
    for match in _LISTED.finditer(text):
        names = [n for n in items(text, *match.span("names")) if _is_firm(text[slice(*n)], lexicon)]
        traded = any(lexicon.names.company_trade.search(text[slice(*n)]) for n in names)
        if traded or match["public"]:
            yield from ((start, end, None) for start, end in names)


def _is_firm(name: str, lexicon: Lexicon) -> bool:
    if not _NAME.fullmatch(name) or lexicon.names.company_class.search(name):
        return False
    return is_specific_name(lexicon.names.company_trade.sub("", name), lexicon)
