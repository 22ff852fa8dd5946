"""What cues, names and bounds of a clause share: what is only cut out of other words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.mentions import QuestionMention
from qa.reading.cues import Cue
from qa.reading.patterns import LITERAL

_BESIDE = 4  # characters between 最多 and the number that it bounds
# 一天多发多少钱 · 每亩补几块
_PER = re.compile(
    "[每一](?:个)?(?P<per>[天日月亩人户家台张头吨斤箱瓶桌餐]|公斤|平方米|平米|[件度](?=电|货|多|[要卖收给补]))"
)


def is_content(cue: Cue) -> bool:
    """Tell whether the words of a cue say what it is about as well: 能|通高铁|吗, 怎么|处理."""
    return cue.name in ("title", "may", "whether") or cue.value in ("total", "done")


def cut_out(mention: QuestionMention, cues: Sequence[Cue]) -> bool:
    """Tell whether a place is only cut out of other words: 对应县里 does not name 应县."""
    inside = any(cue.start < mention.start < cue.end for cue in cues)
    return mention.kind == "Jurisdiction" and inside


def only_alone(cue: Cue, cues: Sequence[Cue]) -> bool:
    """Tell whether a denial only says that nobody else does it: 没有别的单位|一起牵头."""
    alone = (other for other in cues if (other.name, other.value) == ("only", "only"))
    return cue.name == "without" and any(cue.overlaps(other) for other in alone)


def says_bound(cue: Cue, text: str) -> bool:
    """Tell whether 最多 only says a bound that is given: 最多拖3个月."""
    extreme = cue.name == "op" and cue.value in ("max", "min")
    near = range(cue.end, cue.end + _BESIDE + 1)
    return extreme and any(match.start() in near for match in LITERAL.finditer(text))


def per(text: str) -> str:
    """Return for what each a clause asks: 天 in 一天多发多少钱."""
    match = _PER.search(text)
    return match["per"] if match else ""


def moved(mention: QuestionMention, by: int) -> QuestionMention:
    """Return a name of a question by where it stands in a part of it."""
    return replace(mention, start=mention.start + by, end=mention.end + by)
