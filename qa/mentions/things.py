"""Projects, policies, campaigns, titles, firms and regions that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.entities.kinds import KINDS
from qa.mentions.mention import QuestionMention
from qa.mentions.slips import tells_apart

_SHORTENED = {kind.name for kind in KINDS.named if kind.is_shortened}
_SHORTEST_NAME = 3
_SHORTEST_PART = 4
_YEAR = re.compile("\\d+年?度?")  # says nothing of a name
_LONGEST_PIECE = 12
_ANY_PLAN = re.compile(r"(?:实施|工作|行动|总体)?(?:方案|意见|办法|计划|规划|细则|通知)")
_QUOTES = re.compile(r"[“”\"'‘’《》〈〉「」\s]")


class ThingFinder:
    """Finds the graph's named things in questions.

    Attributes:
        names: (class, nodes) by name without quotes.
    """

    def __init__(self, labels: Iterable[tuple[str, str, str]]) -> None:
        self.names: dict[str, tuple[str, set[str]]] = {}
        for kind, name, node in labels:
            bare = _QUOTES.sub("", name)
            if _ANY_PLAN.fullmatch(bare):
                continue  # 《实施方案》 is the name of too many to be meant by its words alone
            if len(bare) >= _SHORTEST_NAME:
                self.names.setdefault(bare, (kind, set()))[1].add(node)
        self._longest_first = sorted(self.names, key=len, reverse=True)

    def known(self, plain: str) -> Iterator[QuestionMention]:
        """Yield what is named in full, longest first; quotes and spaces are no matter."""
        offsets = [i for i, c in enumerate(plain) if not _QUOTES.match(c)]
        squeezed = "".join(plain[i] for i in offsets)
        for name in self._longest_first:
            at = squeezed.find(name)
            if at >= 0:
                kind, nodes = self.names[name]
                start, end = offsets[at], offsets[at + len(name) - 1] + 1
                yield QuestionMention(kind, plain[start:end], start, end, tuple(sorted(nodes)))

    def shortened(self, plain: str) -> Iterator[QuestionMention]:
        """Yield projects and firms with words left out: 康驿变电站 ⊂ 康驿500千伏变电站增容工程."""
        for name, (kind, nodes) in self.names.items():
            at = plain.find(name[:2]) if kind in _SHORTENED else -1
            length = _pieces(plain[at:], name) if at >= 0 else 0
            if length >= _SHORTEST_PART and not _YEAR.fullmatch(plain[at : at + length]):
                text = plain[at : at + length]
                yield QuestionMention(kind, text, at, at + length, tuple(sorted(nodes)), False)

    def clipped(self, plain: str) -> Iterator[QuestionMention]:
        """Yield projects and firms of which three quarters stand there: 店铁矿 of 杨店铁矿."""
        for name, (kind, nodes) in self.names.items():
            if kind not in _SHORTENED or len(name) < _SHORTEST_PART:
                continue
            size = max(3, -(-3 * len(name) // 4))
            for offset in (0, len(name) - size):
                at = plain.find(name[offset : offset + size])
                around = plain[max(0, at - offset) : at - offset + len(name)]
                if at >= 0 and not tells_apart(name, around):
                    yield QuestionMention(
                        kind, plain[at : at + size], at, at + size, tuple(sorted(nodes)), False
                    )


def _pieces(text: str, name: str) -> int:
    """Return how long a text goes on with pieces of a name, each of two characters or more."""
    read = at = 0
    while read < len(text):
        sizes = range(min(_LONGEST_PIECE, len(text) - read), 1, -1)
        size = next((n for n in sizes if text[read : read + n] in name[at:]), 0)
        if not size:
            break
        at = name.index(text[read : read + size], at) + size
        read += size
    return read
