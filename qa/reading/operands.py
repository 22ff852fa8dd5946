"""What is reckoned with: the sides of a difference or a ratio, the members of a list.

公益电影|比|送戏下乡|多放多少场 · 技改项目数|是|数字化改造项目数|的几倍
规上工业、|规上服务业，|再加文化企业，合计几家
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.knowledge.data_folder import DataFolder
from qa.query.vocabulary import Comparison

TABLE = "questions/arithmetic.csv"
_SLOT = r"(?:它|[^,，。;；？?]{2,24}?)"
# 占比, 比重, 比上年 and 比赛 compare nothing
_THAN = "(?<![占评对相同环])比(?!最|上年|去年|今年|往年|[重例率较赛武拼如值对照])"
_BETWEEN = r"[^,，。;；？?]{0,6}?"
# 规上工业、|规上服务业,再加|文化企业
_LISTED = re.compile(r"、|[,，]?(?:再加上?|加上|以及|还有)|(?<=[^,，])(?:和|与|跟|及)")
_LIST_ENDS = re.compile(r"[,，：:？?。]")
# 四个|增长目标 · 这三样
_SO_MANY = re.compile(r"[,，]?(?:这|那)?(?:[两三四五六七八九十几]|\d{1,2})(?:个|项|样|条|类|种|者)")
# 装备、化工、服装|里哪个最高
_AMONG = re.compile(r"[,，]?(?:这|那)?(?:里面?|中|当中|之间|之中|哪[个项种一]|谁)")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a clause reckons with.

    Attributes:
        asks: what is asked of the sides.
        sides: where each stands in the clause; nowhere for what was told last: 比南充多多少.
        shared: what is said of all of them: 重点项目，平均一个项目多少投资 speaks of 重点项目.
        framed: what is said before a list of all of it: 规上企业，|工业的、服务业的各几家.
    """

    asks: tuple[Comparison, ...]
    sides: tuple[Span, ...]
    shared: Span | None = None
    framed: Span | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A way of asking to reckon: slots A and B are its sides; with B alone, what was told and B.

    Attributes:
        ask: difference, ratio or average.
        pattern: matches it, the sides as groups a and b.
        first: a word it must hold, so that most questions need no look at the pattern.
    """

    ask: str
    pattern: re.Pattern[str]
    first: str

    def find(self, text: str) -> Reckoned | None:
        """Return the sides that a clause names in this way."""
        match = self.pattern.search(text) if self.first in text else None
        if match is None:
            return None
        told = "a" not in self.pattern.groupindex
        a, b = (match.start(),) * 2 if told else match.span("a"), match.span("b")
        if self.ask == "average":  # of B, for each A
            before = (0, match.start()) if match.start() else None
            return Reckoned(("average",), (b, a), before)
        if self.ask == "ratio":
            return Reckoned(("ratio",), (a, b))
        before = (0, match.start()) if match.start() else None  # 新增规上企业，工业比服务业多几家
        return Reckoned(("difference",), (a, b), before)


def read_ways(data: DataFolder) -> tuple[Way, ...]:
    """Read questions/arithmetic.csv.

    Raises:
        GraphError: the table is missing or malformed.
    """
    return tuple(_way(row["ask"], row["way"]) for row in data.rows(TABLE))


def _way(ask: str, words: str) -> Way:
    last = words.endswith("B")
    slots = {"A": f"(?P<a>{_SLOT})", "B": f"(?P<b>{_SLOT})", "…": _BETWEEN, "比": _THAN}
    pattern = "".join(slots.get(character, re.escape(character)) for character in words)
    begins = words[0] in "A比"
    pattern = (r"(?:^|(?<=[,，:：]))(?:那么?|又)?" if begins else "") + pattern
    fixed = max(re.split("[AB…]", words), key=len)
    return Way(ask, re.compile(pattern + (r"(?=[,，。;；？?]|$)" if last else "")), fixed)


def listed(text: str, end: int, names: Sequence[Span]) -> Iterator[Span]:
    """Yield where the members of a list stand, if a clause has one.

    Args:
        text: of the clause.
        end: where the list ends at the latest.
        names: stretches that are never cut: 自然资源和规划局.
    """
    found = (match.span() for match in _LISTED.finditer(text, 0, end))
    cuts = [(a, b) for a, b in found if not any(start < b and a < stop for start, stop in names)]
    if not cuts:
        return
    begins = [match.end() for match in _LIST_ENDS.finditer(text, 0, cuts[0][0])]
    starts = [begins[-1] if begins else 0, *(cut[1] for cut in cuts)]
    ends = [*(cut[0] for cut in cuts), end]
    for start, stop in zip(starts, ends, strict=True):
        mark = _LIST_ENDS.search(text, start, stop) if stop == end else None
        yield start, mark.start() if mark else stop


def ends_list(text: str, end: int) -> int:
    """Return where a list ends before a character: 装备、化工、服装|三个产业各多少."""
    match = _SO_MANY.search(text, 0, end)
    return match.start() if match else end


def closes_list(text: str, end: int) -> int | None:
    """Return where a list is closed before a character; None where nothing closes one."""
    match = _SO_MANY.search(text, 0, end) or _AMONG.search(text, 0, end)
    return match.start() if match else None


def frames(text: str, members: Sequence[Span]) -> Span | None:
    """Return what is said before a list and parted from it: 规上企业，|工业的、服务业的各几家."""
    before = text[: members[0][0]].rstrip() if members else ""
    asks = "多少" in before or "几" in before
    return (0, len(before) - 1) if before[-1:] in tuple("，,：:") and not asks else None


def said_of_all(text: str, members: Sequence[Span], end: int) -> Span | None:
    """Return what is said of all members of a list, after it or before it.

    四个|增长|目标 · 今年一共|新增多少学位|？幼儿园和中小学加起来
    """
    if not members:
        return None
    first, last = members[0][0], members[-1][1]
    if "多少" in text[:first]:
        return (0, first)
    many = _SO_MANY.match(text, last)
    start = many.end() if many else last
    return (start, end) if start < end else None
