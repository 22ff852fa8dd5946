"""Chinese numerals and dates, as printed in headings and metadata."""

from __future__ import annotations

import re
from functools import lru_cache
from math import prod

_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)}
# what may stand between a number and its unit
MULTIPLIERS = {"": 1, "百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8, "万亿": 10**12}
_YEAR_DIGITS = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")
# 2023年7月17日 · 2020年2月 · 二○二三年七月十七日
DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d|[一二三四五六七八九〇○零]{4})年"
    r"(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月)?"
    r"(?:(?P<day>\d{1,2}|[一二三四五六七八九十廿]{1,3})日)?"
)


@lru_cache(maxsize=1024)  # a document prints the same few numerals over and over
def to_int(numeral: str) -> int | None:
    """Return the number a numeral writes, or None.

    >>> to_int("七十八"), to_int("66"), to_int("③"), to_int("两"), to_int("俩"), to_int("甲")
    (78, 66, 3, 2, 2, None)
    """
    if numeral in _CIRCLED:
        return _CIRCLED[numeral]
    import cn2an  # a sixth of a second, and few questions hold such a number

    try:
        return int(cn2an.cn2an(numeral.replace("廿", "二十").replace("俩", "两"), "smart"))
    except (ValueError, KeyError):
        return None


def numbered(ordinal: str, words: str) -> str:
    """Return words behind their printed number, apart from a bare one.

    >>> numbered("（一）", "搭建创新平台"), numbered("4", "2024年农村公路"), numbered("", "工业")
    ('（一）搭建创新平台', '4. 2024年农村公路', '工业')
    """
    return f"{ordinal}. {words}" if ordinal.isdigit() and words else f"{ordinal}{words}"


def multiplier(words: str) -> int:
    """Return by what any words between a number and its unit multiply it.

    >>> multiplier("万"), multiplier("百万"), multiplier("万亿"), multiplier("")
    (10000, 1000000, 1000000000000, 1)
    """
    return prod(MULTIPLIERS[word] for word in words)


def to_iso_date(text: str) -> str | None:
    """Return the first date of a text in ISO form, as far as it is printed, or None.

    >>> to_iso_date("2023年7月17日"), to_iso_date("二○二三年七月")
    ('2023-07-17', '2023-07')
    """
    match = DATE.search(text)
    if match is None:
        return None
    parts = [int(match["year"].translate(_YEAR_DIGITS))]
    for name in ("month", "day"):
        if match[name] is None:
            break
        parts.append(to_int(match[name]) or 0)
    return "-".join(f"{part:02d}" for part in parts)
