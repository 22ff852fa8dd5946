"""Words that say by when (data/rules/time_words.csv), and the shape of a time around them.

The table holds the words, the grammar of a time is compiled here, once. All patterns match on a
`kg.text.view.View`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from kg.knowledge.csv_tables import Words, alternation, words_by_use
from kg.knowledge.data_folder import DataFolder

_NAME = re.compile(r"\?P<\w+>")
_NUMERAL = "[〇○零一二三四五六七八九]"
# 6月 · 十二月份
_MONTH = r"(?<![\d.个十])(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?"
# 2023—2025年 · 6月至12月
_DASH = "(?:[-—–~～]{1,2}|至|到)"
# 三个月 · 30日
_COUNT = r"(?<!\d)(?P<count>\d{1,3}|[一二两三四五六七八九十百]{1,4}|半)"


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """Words and patterns of times.

    Attributes:
        time: any time; its group says of which sort: recurring, relative, range, day or standing.
        day: a day, month, part of a year or year, with a group for each piece.
        range: two of them, groups `first` and `last`.
        relative: 自…之日起30日内, groups `event`, `count` and `unit`.
        words: what a word means, by use: 一季度 → 01-03 (year_part), 每月 → P1M (every).
        cue: what a time holds that makes it a limit also in running text: 前, 底, 到.
        finishing: a verb of an end right behind a time: 6月|建成.
        not_before: what comes right before a time that is no limit: 截至.
        not_after: what comes right behind one: 以来.
        closing_before, closing_after: all that a clause holds around a limit which closes a task.
    """

    time: re.Pattern[str]
    day: re.Pattern[str]
    range: re.Pattern[str]
    relative: re.Pattern[str]
    words: Words
    cue: re.Pattern[str]
    finishing: re.Pattern[str]
    not_before: re.Pattern[str]
    not_after: re.Pattern[str]
    closing_before: re.Pattern[str]
    closing_after: re.Pattern[str]


class _Grammar(NamedTuple):
    """The shapes of times as source of patterns, with named groups."""

    day: str
    range: str
    recurring: str
    relative: str
    standing: str


def read_time_lexicon(data: DataFolder) -> TimeLexicon:
    """Read rules/time_words.csv.

    Raises:
        GraphError: the table is missing or malformed.
    """
    words = words_by_use(data.rows("rules/time_words.csv"))
    grammar = _grammar(words)
    finish, wholly = alternation(words["finish"]), alternation(words["wholly"])
    sorts = {
        "recurring": grammar.recurring,
        "relative": grammar.relative,
        "range": grammar.range,
        "day": f"(?:{alternation(words['until'])})?{grammar.day}{_BY}",
        "standing": grammar.standing,
    }
    until = alternation(words["until"])
    return TimeLexicon(
        time=re.compile("|".join(f"(?P<{sort}>{_plain(p)})" for sort, p in sorts.items())),
        day=re.compile(f"(?:{until})?{grammar.day}"),
        range=re.compile(grammar.range),
        relative=re.compile(grammar.relative),
        words=words,
        # 6月|底前 · |到2025年 · 上|半年 · 5月|上旬
        cue=re.compile(rf"^(?:{until})|(?:前|[内底末终旬]|半年|全年度?|\d[日号])$"),
        # 6月|全面建成
        finishing=re.compile(f"，?(?:{wholly})*(?:{finish})"),
        not_before=re.compile(f"(?:{alternation(words['not_before'])})$"),
        not_after=re.compile(alternation(words["not_after"])),
        closing_before=re.compile(f"(?:{alternation([*words['what'], *words['wholly']])})*"),
        closing_after=re.compile(f"，?(?:{wholly})*(?:{finish})*"),
    )


# 6月底|前 · 2024年|内, and not 6月前20强, 2024年内蒙古
_BY = r"(?:(?:之|以)?前(?![\d期后往景列沿])|(?:之|以)?内(?![容蒙部外需])|止)?"


def time_source(data: DataFolder) -> str:
    """Return the source of a pattern of a time and what makes it a limit: 8月底前, 到2025年."""
    words = words_by_use(data.rows("rules/time_words.csv"))
    return f"(?:{alternation(words['until'])})?{_plain(_day(words))}{_BY}"


def _plain(pattern: str) -> str:
    """Return a pattern without the names of its groups."""
    return _NAME.sub("?:", pattern)


def _grammar(words: Words) -> _Grammar:
    day = _day(words)
    first = rf"(?:20\d\d|(?<!\d)\d{{1,2}}|(?:{alternation(words['today'])})|{_plain(day)})"
    every, units = alternation(words["every"]), alternation(words["unit"])
    standing, verbs = alternation(words["standing"]), alternation(words["standing_verb"])
    return _Grammar(
        day=day,
        # 2023—2025年 · 2023年6月至12月 · 即日起至6月底
        range=rf"(?P<first>{first})起?{_DASH}(?P<last>{_plain(day)}){_BY}",
        # 每月 · 每季度末 · 每月5日前 · 每年6月底前, and not 每年1000万元
        recurring=rf"(?:{every})(?:{_plain(day)}|[底末初]|\d{{1,2}}[日号])?{_BY}(?!\d)",
        # 自印发之日起30日内 · 项目竣工后3个月内 · 15个工作日内
        relative=(
            rf"(?:(?:自|从)?(?P<event>[^\s，、。；：（）\d]{{2,20}}?)(?:之日起|后|起)的?)?"
            rf"{_COUNT}(?P<unit>{units})(?:之|以)?内(?![容蒙部外需])"
        ),
        # 长期坚持 · 持续
        standing=rf"(?:{standing})(?:{verbs})?",
    )


def _day(words: Words) -> str:
    """Match 2024年6月15日 · 明年3月上旬 · 上半年 · 2025年底 · 2024-06-30 · “十四五”末."""
    relative, parts = alternation(words["year"]), alternation(words["year_part"])
    year = rf"(?:(?:(?<!\d)20\d\d|二[〇○零]{_NUMERAL}{{2}})年度?|{relative})"
    month = f"{_MONTH}|{alternation(words['month'])}"
    part = alternation(words["month_part"])
    end = rf"(?:{alternation(words['year_end'])})(?![容蒙部外需结端]|总结)"
    return (
        rf"(?:(?P<iso>(?<!\d)20\d\d[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?)(?![\d月年])"
        rf"|“?(?P<plan>{alternation(words['plan'])})”?(?:规划)?(?:时期|期间)?[末底]"
        rf"|(?P<year>{year})?(?:的)?(?:"
        rf"(?P<month>{month})(?:(?P<day>[1-3]?\d)[日号]|(?P<month_part>{part}))?"
        rf"|(?P<year_part>{parts})[末底]?|(?P<whole_year>{alternation(words['whole_year'])}))"
        rf"|(?P<only_year>{year})(?:年?{end})?"
        # 年底, and not 近年内, 三年内
        rf"|(?<![\d近多几半一二两三四五六七八九十])年{end})"
    )
