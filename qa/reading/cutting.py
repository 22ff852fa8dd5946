"""Where a question is cut: each part that asks something of its own is a clause.

粮食种多少亩、|母猪稳多少头，|各归谁 · 写材料要用：|景区接待游客目标，…
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

# ends a clause that asks: 夜间经济和直播电商是同一条任务吗？|谁牵头 · 养老有哪些任务，|分别归谁
_END = re.compile(r"[？?；;。！!\n]|[，,] ?(?=\S)")
# ends one only where the next part asks as well: 建几处、|加多少 · 多少户|还有谁管
_WEAK_END = re.compile(r"、|(?=还有|以及|另外|顺便|同时|并且)")
# says what the answer is for: 问三个：|济广高速今年啥安排
_PREAMBLE = re.compile(
    r"[^：:，,？?。、]{0,12}(?:问|用|材料|查|统计|写|研究|核对|对账|请教|汇报)[^：:，,？?。、]{0,4}[：:](?=\S)"
)
# 除了创新驱动那一大块,|科技局还牵头哪些
_EXCEPTED = re.compile(
    r"(?:除了|除去|除开|除|撇开|不算)(?P<what>[^，,。？?]{2,18}?)"
    r"(?:(?:以外|之外|外)[，,]?|[，,]|(?=还有|还要|其他|其它|别的|剩下|另外|都有|还))"
)
_MARKS = "，,、？?；;。！!： \n"
Span = tuple[int, int]


def cut(
    plain: str,
    names: Iterable[Span],
    asks: Callable[[Span], bool],
    goes_on: Callable[[Span, Span], bool],
    also: Iterable[int] = (),
) -> list[Span]:
    """Return where the clauses of a question begin and end.

    What asks nothing joins the part after it, at the end the part before it.

    Args:
        plain: the question in simplified characters.
        names: stretches in which no clause ends.
        asks: tells whether a stretch asks something.
        goes_on: tells whether the second stretch only asks more of the first: 哪个高，|差多少.
        also: where a clause ends without a mark: 几部分|多少项.
    """
    inside = list(names)
    start = _begin(plain, inside, asks)
    ends = [*_ends(plain, inside, start, set(also)), (len(plain), True)]
    found: list[Span] = []
    for i, (end, sure) in enumerate(ends):
        if not plain[start:end].strip(_MARKS):
            continue
        last = end == len(plain)
        if last or (asks((start, end)) and (sure or asks((end, ends[i + 1][0])))):
            joins = bool(found) and goes_on(found[-1], (start, end))
            found[-1:] = [(found[-1][0], end)] if joins else [*found[-1:], (start, end)]
            start = end
    if len(found) > 1 and not asks(found[-1]):
        found[-2:] = [(found[-2][0], found[-1][1])]
    return found


def excepted(text: str) -> tuple[Span, Span] | None:
    """Return what a clause excepts, and the same with the words that say so: 除了创新驱动那块."""
    match = _EXCEPTED.search(text)
    return (match.span("what"), match.span()) if match else None


def _begin(plain: str, names: list[Span], asks: Callable[[Span], bool]) -> int:
    """Return where a question begins, without what only says what the answer is for."""
    match = _PREAMBLE.match(plain)
    if match is None or any(start < match.end() for start, _ in names) or asks(match.span()):
        return 0
    return match.end()


def _ends(plain: str, names: list[Span], begin: int, also: set[int]) -> Iterator[tuple[int, bool]]:
    """Yield where a clause may end, and whether it surely does where it asks."""
    sure = {match.end() for match in _END.finditer(plain)} | also
    weak = {match.end() for match in _WEAK_END.finditer(plain)} - sure
    for end in sorted(sure | weak):
        if begin < end < len(plain) and not any(s < end <= e for s, e in names):
            yield end, end in sure
