"""Read time limits: words as printed → kind, first and last day, period, event.

One reader for cells, brackets and running text. A place that only says by when (完成时限：6月)
is read as it is; in running text a time is a limit only where a word makes it one.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.extraction.times.time_limit import Moment, TimeLimit
from kg.knowledge.time_lexicon import TimeLexicon
from kg.text.numerals import to_int, to_iso_date

Period = tuple[date | None, date | None]  # first and last day
_WHOLE_YEAR, _WHOLE_MONTH = (1, 12), (1, 31)
_FAR = 1000  # a limit that counts further counts from nothing
_PART = re.compile(r"\d+")
# 修缮古城墙|（6月底前完成）
_BRACKET = re.compile(r"（(?P<inner>[^（）]{2,30})）")
# 修缮古城墙，|确保6月底前全面完成|。
_LAST_CLAUSE = re.compile(r"[，；](?P<inner>[^，。；（）]{4,30})[。；]?$")
# 建成厂房3万平方米|（6月底前完成） · 建成厂房3万平方米|，6月底前完成
_NEXT_CLAUSE = re.compile(r"[（，](?P<inner>[^，（）]+)")
_NOTHING = re.compile(r"[。；，\s]*")
UNDATED = ("recurring", "standing")  # kinds that no day ends


def read_limits(texts: Sequence[str], moment: Moment, words: TimeLexicon) -> list[list[TimeLimit]]:
    """Return the limits of each text that says nothing but by when, in order."""
    return [[_limit(match, moment, words) for match in words.time.finditer(text)] for text in texts]


def find_limits(texts: Sequence[str], moment: Moment, words: TimeLexicon) -> list[list[TimeLimit]]:
    """Return the limits of each running text: 6月底前 but not 5月份以来, 2022年增长8%."""
    return [
        [
            _limit(match, moment, words)
            for match in words.time.finditer(text)
            if _limits(match, moment, words)
        ]
        for text in texts
    ]


def next_limits(
    places: Sequence[tuple[str, int]], moment: Moment, words: TimeLexicon
) -> list[TimeLimit | None]:
    """Return the dated limit that fills the bracket or clause behind each place in a text."""
    found = [
        _inside(_NEXT_CLAUSE.match(text, position), moment, words) for text, position in places
    ]
    return [limit if limit and limit.due else None for limit in found]


def closing_limits(
    texts: Sequence[str], moment: Moment, words: TimeLexicon
) -> list[tuple[TimeLimit, str] | None]:
    """Return the limit that alone fills the bracket or clause which closes each text.

    With it comes where: bracket or clause.
    """
    return [_closing(text, moment, words) for text in texts]


def _closing(text: str, moment: Moment, words: TimeLexicon) -> tuple[TimeLimit, str] | None:
    """Return the limit of a closing bracket (also 长期坚持), or of a clause with its verb."""
    brackets = list(_BRACKET.finditer(text))
    if brackets and _NOTHING.fullmatch(text, brackets[-1].end()):
        limit = _inside(brackets[-1], moment, words)
        return (limit, "bracket") if limit else None
    limit = _inside(_LAST_CLAUSE.search(text), moment, words)
    if not limit or limit.kind in UNDATED or not words.finishing.match(text, limit.end):
        return None
    return limit, "clause"


def _inside(match: re.Match[str] | None, moment: Moment, words: TimeLexicon) -> TimeLimit | None:
    """Return the limit that alone fills the group `inner` of a match."""
    limit = _only_limit(match["inner"], moment, words) if match else None
    if not match or not limit:
        return None
    first = match.start("inner")
    return replace(limit, start=first + limit.start, end=first + limit.end)


def _only_limit(text: str, moment: Moment, words: TimeLexicon) -> TimeLimit | None:
    """Return the limit of a text that holds nothing else: 确保6月底前全面完成."""
    matches = list(words.time.finditer(text))
    if len(matches) != 1:
        return None
    (match,) = matches
    before, behind = text[: match.start()], text[match.end() :]
    alone = words.closing_before.fullmatch(before) and words.closing_after.fullmatch(behind)
    says_when = match.lastgroup in UNDATED or _limits(match, moment, words)
    return _limit(match, moment, words) if alone and says_when else None


def _limits(match: re.Match[str], moment: Moment, words: TimeLexicon) -> bool:
    """Tell whether a time in running text is a limit."""
    text, start, end = match.string, *match.span()
    if match.lastgroup in UNDATED:
        return False
    if words.not_before.search(text[max(0, start - 6) : start]) or words.not_after.match(text, end):
        return False
    finishing = words.finishing.match(text, end) is not None
    if match.lastgroup == "relative":
        return finishing
    year = _last_year(match, moment, words)
    ahead = year > moment.year if year and moment.year else False
    behind = year < moment.year if year and moment.year else False
    return not behind and (ahead or finishing or words.cue.search(match[0]) is not None)


def _last_year(match: re.Match[str], moment: Moment, words: TimeLexicon) -> int | None:
    due = _limit(match, moment, words).due
    return int(due[:4]) if due else None


def _limit(match: re.Match[str], moment: Moment, words: TimeLexicon) -> TimeLimit:
    sort, printed = match.lastgroup or "", match[0]
    start, end = match.span()
    if sort == "standing":
        return TimeLimit(start, end, "standing")
    if sort == "recurring":
        every = words.words["every"]
        word = max((w for w in every if printed.startswith(w)), key=len)
        return TimeLimit(start, end, "recurring", every=every[word])
    if sort == "relative":
        return _relative(match, moment, words)
    return _dated(match, moment, words)


def _dated(match: re.Match[str], moment: Moment, words: TimeLexicon) -> TimeLimit:
    """Return a limit that is a day or a range; 2024年6月起 is a range without an end."""
    start, end = match.span()
    if match.lastgroup == "range":
        begins, due = _range(match[0], moment, words)
        return TimeLimit(start, end, "range", begins=_iso(begins), due=_iso(due))
    found = words.day.match(match[0])
    assert found  # the pattern of times holds it
    begins, due = _days(found, moment, words)
    if match.string.startswith(("起", "开始"), end):
        return TimeLimit(start, end + 1, "range", begins=_iso(begins))
    if found["whole_year"]:
        return TimeLimit(
            start, end, "range", begins=_iso(begins), due=_iso(due), is_whole_year=True
        )
    return TimeLimit(start, end, "date", due=_iso(due))


def _range(printed: str, moment: Moment, words: TimeLexicon) -> Period:
    """Return the first and last day of 2023—2025年, 2023年6月至12月, 11月至次年3月."""
    match = words.range.match(printed)
    assert match
    last = words.day.match(match["last"])
    assert last
    first = _first(match["first"])
    opening = words.day.match(first)
    year = _parse_year(opening, moment, words) if opening else None
    own = _parse_year(last, _in_year(moment, year), words)
    due = _days(last, _in_year(moment, year), words)[1]
    if opening is None:
        return moment.day if first in words.words["today"] else None, due
    counted = last["year"] in words.words["year"]  # 次年3月 counts from the first year
    begins = _days(opening, _in_year(moment, None if counted else year or own), words)[0]
    if not begins or not due or begins <= due:
        return begins, due
    if own is None:  # 2024年11月至3月
        return begins, _days(last, _in_year(moment, begins.year + 1), words)[1]
    return _days(opening, _in_year(moment, due.year - 1), words)[0], due  # 11月至2025年3月


def _first(printed: str) -> str:
    """Return the first time of a range in full: 2023 of 2023—2025年 is 2023年, 6 of 6—9月 6月."""
    if not printed.isdigit():
        return printed
    if len(printed) == 4:
        return f"{printed}年"
    return f"{printed}月"


def _days(match: re.Match[str], moment: Moment, words: TimeLexicon) -> Period:
    if match["iso"]:
        return _numeric_days(match["iso"])
    if match["plan"]:
        year = int(words.words["plan"][match["plan"]])
        return _days_of(year - 4)[0], _days_of(year)[1]
    return _days_of(*_pieces(match, moment, words))


def _pieces(
    match: re.Match[str], moment: Moment, words: TimeLexicon
) -> tuple[int | None, tuple[int, int], tuple[int, int]]:
    """Return the year, the first and last month and the first and last day of a time."""
    year = _parse_year(match, moment, words) or moment.year
    months, days = (1, 12), (1, 31)
    if match["year_part"]:
        months = _pair(words.words["year_part"][match["year_part"]])
    elif match["month"] in words.words["month"]:
        if moment.day is None:
            return None, months, days
        ahead = moment.day.month - 1 + int(words.words["month"][match["month"]])
        year, months = moment.day.year + ahead // 12, (ahead % 12 + 1,) * 2
    elif match["month"]:
        months = (_number(match["month"].split("月")[0]),) * 2
    if match["day"]:
        days = (int(match["day"]),) * 2
    elif match["month_part"]:
        days = _pair(words.words["month_part"][match["month_part"]])
    return year, months, days


def _relative(match: re.Match[str], moment: Moment, words: TimeLexicon) -> TimeLimit:
    """Return a limit that counts from an event; from the issue of the document it has a date."""
    found = words.relative.fullmatch(match[0])
    assert found
    event, unit = found["event"], words.words["unit"][found["unit"]]
    count = 0 if found["count"] == "半" else to_int(found["count"])
    event = event.removesuffix("之日") if event else None
    from_issue = event is not None and event.endswith(tuple(words.words["issued"]))
    due = _later(moment.day, count, unit) if from_issue and count and moment.day else None
    return TimeLimit(*match.span(), "relative", due=_iso(due), after=event)


def _number(printed: str) -> int:
    return int(printed) if printed.isdigit() else to_int(printed) or 0


def _pair(printed: str) -> tuple[int, int]:
    first, last = printed.split("-")
    return int(first), int(last)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _parse_year(match: re.Match[str], moment: Moment, words: TimeLexicon) -> int | None:
    """Return the year a time names: 2024年, 二〇二四年, or 明年 of a moment; None without one."""
    printed = match["year"] or match["only_year"]
    if not printed:
        return None
    relative = words.words["year"]
    if printed in relative:
        return moment.year + int(relative[printed]) if moment.year else None
    return int(printed[:4]) if printed[:4].isdigit() else _year_in_words(printed)


def _year_in_words(printed: str) -> int:
    return int((to_iso_date(printed) or "0")[:4])


def _in_year(moment: Moment, year: int | None) -> Moment:
    """Return the same moment in a plan of another year; None changes nothing."""
    return replace(moment, year=year) if year else moment


def _days_of(
    year: int | None,
    months: tuple[int, int] = _WHOLE_YEAR,
    days: tuple[int, int] = _WHOLE_MONTH,
) -> Period:
    """Return the first and last day of some months, or of some days of one month.

    A day past the end of every month stands for its last; one that no calendar has gives None.
    """
    if not year or not 1 <= months[0] <= months[1] <= 12:
        return None, None
    last = calendar.monthrange(year, months[1])[1]
    closing = last if days[1] == _WHOLE_MONTH[1] and days[0] != days[1] else days[1]
    try:
        return date(year, months[0], days[0]), date(year, months[1], closing)
    except ValueError:
        return None, None


def _numeric_days(printed: str) -> Period:
    """Return the days of 2024-06-30 or 2024.6."""
    year, month, *day = map(int, _PART.findall(printed))
    return _days_of(year, (month, month), (day[0], day[0]) if day else _WHOLE_MONTH)


def _later(day: date, count: int, unit: str) -> date | None:
    """Return the day some days, weeks, months or years (D, W, M, Y) later; None for other units."""
    days = {"D": 1, "W": 7}.get(unit)
    months = {"M": 1, "Y": 12}.get(unit)
    if not 0 < count < _FAR or not (days or months):
        return None
    if days:
        return day + timedelta(days=count * days)
    ahead = day.month - 1 + count * (months or 0)
    year, month = day.year + ahead // 12, ahead % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
