"""Enterprises: firms that the ending of their name gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.mentions import EnterpriseMention
from kg.extraction.task_reading import DocumentReading, Part
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.name_lexicon import NameLexicon
from kg.text.span import Range, Span

# 天河科技, 辰欣药业, 聚芳园
_NAME = re.compile(r"[\u4e00-\u9fff]{3,8}")
_OWN = 2  # characters of a name that are no words of a class


def enterprises(reading: DocumentReading, knowledge: Knowledge) -> list[list[EnterpriseMention]]:
    """Return the firms named in each task; 跨国公司 is a class, not a firm."""
    names = knowledge.lexicon.names
    return [
        [mention for part in (*task.parts, *task.beside) for mention in _mentions(part, names)]
        for task in reading.tasks
    ]


def is_company(name: str, names: NameLexicon) -> bool:
    """Tell whether a name in a column of units is a firm's; 各燃气公司 is a class of them."""
    one = name.isalpha() and "各" not in name  # 高新园（甲镇）各街道市国有公司 are several
    ends = names.company_ending.search(name) is not None
    return one and ends and names.company_class.match(name) is None


def _mentions(part: Part, names: NameLexicon) -> Iterator[EnterpriseMention]:
    seen: set[str] = set()
    found = {*_suffixed(part, names), *_listed(part, names), *_acting(part, names)}
    for text, start, end in sorted(found):
        name = text[start:end]
        if name not in seen:
            seen.add(name)
            span = Span(part.starts[start], part.ends[end])
            yield EnterpriseMention(
                text=part.stored[span.start : span.end],
                span=span,
                rule="enterprise/suffix",
                name=name,
            )


def _suffixed(part: Part, names: NameLexicon) -> Iterator[Range]:
    """Yield the firms that end as firms do, without the verb before them: 南塘数据集团."""
    for match in names.company.finditer(part.text):
        lead = names.company_lead.match(match[0])
        name = Range(part.text, match.start() + (lead.end() if lead else 0), match.end())
        if not names.company_class.search(*name):
            yield name


def _acting(part: Part, names: NameLexicon) -> Iterator[Range]:
    """Yield the firms that are helped to do something: 推动华云竹业挂牌."""
    for match in names.company_acting.finditer(part.text):
        firm = Range(part.text, *match.span("name"))
        if is_firm(firm, names):
            yield firm


def _listed(part: Part, names: NameLexicon) -> Iterator[Range]:
    """Yield the firms of 支持天河科技、天章卫星等企业: one has a trade, or all go public."""
    for listed in part.phrases.lists["firm"]:
        firms = [item for item in listed.items if is_firm(item, names)]
        if listed.lead["public"] or any(names.company_trade.search(*firm) for firm in firms):
            yield from firms


def is_firm(item: Range, names: NameLexicon, *, traded: bool = False) -> bool:
    """Tell whether an item is a firm's name: apart from its trade, it says more than a class.

    Args:
        item: the name.
        names: words that tell names.
        traded: whether it must end with a trade.
    """
    if traded and not names.company_trade.search(*item):
        return False
    if not _NAME.fullmatch(*item) or names.company_class.search(*item):
        return False
    own = names.company_trade.sub("", item.text[item.start : item.end])
    return names.numbered.search(own) is not None or len(names.common.sub("", own)) >= _OWN
