"""Names a question means to the letter: 泉河北支 is not 泉河南支, and 星光托育园 is nobody's.

Two things make a name one's own: what tells it from its neighbours (a number, a direction, a
phase: data/questions/identifiers.csv), and what stands before the kind of thing it is: 星光 in
星光托育园 (facilities.csv names the kinds, name_bounds.csv the words that are no part of a name).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from embeddings.lexical import simplify, tokens
from qa.context import Context
from qa.understanding.rules import QuestionRules

_LONGEST = 10  # characters before the kind of thing
_HAN = re.compile(r"[\u4e00-\u9fffa-z0-9]")
_LOOSE, _SHORT = ("工程", "行动"), 2  # kinds that short descriptions stand before
_MOST = 0.5  # share of a name's own words that no document holds, above which it is nobody's


def strange_name(context: Context) -> str:
    """Return a name in the question that no document holds, "" if there is none."""
    for kind, own in _phrases(context):
        if not any(word in context.build.simplified_texts for word in tokens(kind)):
            continue  # what kind of thing it is, is strange already: a topic, not a name
        if kind in _LOOSE and len(own) <= _SHORT:
            continue  # 治河工程 is a description
        if own in context.build.thesaurus_words:
            continue  # 学生 in 学生实训基地 says what it is, not which
        words = set(tokens(own))
        unknown = [w for w in words if w not in context.build.simplified_texts]
        if words and len(unknown) / len(words) > _MOST:
            return own + kind
    return ""


def other_one(context: Context, text: str) -> str:
    """Return what tells the thing asked for from its neighbour in a text, "" if nothing does."""
    said = simplify(text)
    for pattern in context.build.questions.rules.identifiers:
        for match in pattern.finditer(context.question.plain):
            after = context.question.plain[match.end() : match.end() + 1]
            if _stands(match[0], after, said) or context.question.names(*match.span()):
                continue
            if context.build.names.cuts_place(context.question.plain, match.start()):
                continue
            return f"{match[0]}{after}"
    return ""


def _stands(own: str, after: str, said: str) -> bool:
    """Tell whether a text holds what tells a thing apart; 新105、新342国道 has 105国道."""
    number = own.lstrip("新")
    if number.isdigit():
        return re.search(rf"(?<!\d){number}(?!\d)", said) is not None
    return f"{own}{after}" in said


def _phrases(context: Context) -> Iterator[tuple[str, str]]:
    """Yield the kind of facility each name ends in, and what of the name stands before it."""
    plain, kinds = context.question.plain, _kinds(context.build.questions.rules)
    for match in kinds.finditer(plain):
        start = match.start()
        while start > 0 and match.start() - start < _LONGEST and _HAN.match(plain[start - 1]):
            start -= 1
        names = (m.end for m in context.question.mentions if m.end <= match.start())
        start = max([start, *names])
        bounds = context.build.questions.rules.name_bounds.finditer(plain, start, match.start())
        start = max([start, *(bound.end() for bound in bounds)])
        own = plain[start : match.start()]
        if len(kinds.sub("", own)) > 1 and not context.question.names(start, match.end()):
            yield match[0], own


def _kinds(rules: QuestionRules) -> re.Pattern[str]:
    """Match what a name may end in."""
    return re.compile(f"{rules.facility.pattern}|工程|行动")
