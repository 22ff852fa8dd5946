"""The reader of time limits: a table of (text, year, day of issue, what it says)."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import KNOWLEDGE
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction.times.reader import closing_limits, find_limits, next_limits, read_limits
from kg.extraction.times.time_limit import Moment, TimeLimit

TIMES = KNOWLEDGE.lexicon.times
MARCH = "2024-03-05"


def said(limit: TimeLimit) -> tuple[str | None, ...]:
    """Return kind, first day, last day, period and event, as far as there are any."""
    return (limit.kind, limit.begins, limit.due, limit.every, limit.after)


def on(day: str) -> tuple[str | None, ...]:
    return ("date", None, day, None, None)


def between(first: str | None, last: str | None) -> tuple[str | None, ...]:
    return ("range", first, last, None, None)


def every(period: str) -> tuple[str | None, ...]:
    return ("recurring", None, None, period, None)


STANDING = ("standing", None, None, None, None)
UNDATED = ("date", None, None, None, None)

# (a place that says by when, planned year, day of issue, what each limit in it says)
PLACES: list[tuple[str, int | None, str | None, list[tuple[str | None, ...]]]] = [
    ("6月底前", 2024, None, [on("2024-06-30")]),
    ("6月15日前", 2024, None, [on("2024-06-15")]),
    ("6月", 2024, None, [on("2024-06-30")]),
    ("2月", 2024, None, [on("2024-02-29")]),
    ("2月底", 2023, None, [on("2023-02-28")]),
    ("12月底前完成", 2024, None, [on("2024-12-31")]),
    ("十二月底前", 2024, None, [on("2024-12-31")]),
    ("5月上旬", 2024, None, [on("2024-05-10")]),
    ("6月中旬", 2024, None, [on("2024-06-20")]),
    ("2月下旬", 2023, None, [on("2023-02-28")]),
    ("3月初", 2024, None, [on("2024-03-10")]),
    ("三季度", 2024, None, [on("2024-09-30")]),
    ("第三季度末", 2024, None, [on("2024-09-30")]),
    ("1季度", 2024, None, [on("2024-03-31")]),
    ("前三季度", 2024, None, [on("2024-09-30")]),
    ("上半年", 2024, None, [on("2024-06-30")]),
    ("下半年", 2024, None, [on("2024-12-31")]),
    ("年底前", 2024, None, [on("2024-12-31")]),
    ("年内完成", 2024, None, [on("2024-12-31")]),
    ("年末", 2024, None, [on("2024-12-31")]),
    ("今年年底", 2024, None, [on("2024-12-31")]),
    ("2025年底", 2023, None, [on("2025-12-31")]),
    ("到2025年", 2023, None, [on("2025-12-31")]),
    ("2024年", 2024, None, [on("2024-12-31")]),
    ("2024年度内", 2024, None, [on("2024-12-31")]),
    ("2024年6月底前", None, None, [on("2024-06-30")]),
    ("二〇二四年六月底前", None, None, [on("2024-06-30")]),
    ("2024-06-30", None, None, [on("2024-06-30")]),
    ("2024.6", None, None, [on("2024-06-30")]),
    ("明年3月底前", 2024, None, [on("2025-03-31")]),
    ("本月底", 2024, MARCH, [on("2024-03-31")]),
    ("下月15日前", 2024, "2024-12-05", [on("2025-01-15")]),
    ("到“十四五”末", 2023, None, [on("2025-12-31")]),
    ("有效期至2026年6月", 2024, None, [on("2026-06-30")]),
    ("不迟于9月底", 2024, None, [on("2024-09-30")]),
    ("6月底前", None, None, [UNDATED]),
    ("年底前", None, None, [UNDATED]),
    ("本月底", 2024, None, [UNDATED]),
    ("2月30日", 2024, None, [UNDATED]),
    ("2023—2025年", 2023, None, [between("2023-01-01", "2025-12-31")]),
    ("2023年6月至12月", 2023, None, [between("2023-06-01", "2023-12-31")]),
    ("2023年6月至2024年5月", 2023, None, [between("2023-06-01", "2024-05-31")]),
    ("6—9月", 2024, None, [between("2024-06-01", "2024-09-30")]),
    ("11月至次年3月", 2024, None, [between("2024-11-01", "2025-03-31")]),
    ("2024年11月至3月", None, None, [between("2024-11-01", "2025-03-31")]),
    ("2024年11月至次年3月", 2023, None, [between("2024-11-01", "2025-03-31")]),
    ("11月至2025年3月", 2025, None, [between("2024-11-01", "2025-03-31")]),
    ("即日起至6月底", 2024, MARCH, [between(MARCH, "2024-06-30")]),
    ("2024年6月起", 2024, None, [between("2024-06-01", None)]),
    ("全年", 2024, None, [between("2024-01-01", "2024-12-31")]),
    ("长期坚持", 2024, None, [STANDING]),
    ("持续推进", 2024, None, [STANDING]),
    ("常年", None, None, [STANDING]),
    ("每月", 2024, None, [every("P1M")]),
    ("每月5日前", 2024, None, [every("P1M")]),
    ("每季度末", 2024, None, [every("P3M")]),
    ("每半年", 2024, None, [every("P6M")]),
    ("每年6月底前", 2024, None, [every("P1Y")]),
    ("自印发之日起30日内", 2024, MARCH, [("relative", None, "2024-04-04", None, "印发")]),
    (
        "自本通知印发之日起1年内",
        2024,
        MARCH,
        [("relative", None, "2025-03-05", None, "本通知印发")],
    ),
    ("印发后15个工作日内", 2024, MARCH, [("relative", None, None, None, "印发")]),
    ("项目竣工后3个月内", 2024, MARCH, [("relative", None, None, None, "项目竣工")]),
    ("2月29日至2023年1月", 2024, None, [between(None, "2023-01-31")]),
    ("3个月内", 2024, MARCH, [("relative", None, None, None, None)]),
    ("6月底前完成方案，12月底前完成建设", 2024, None, [on("2024-06-30"), on("2024-12-31")]),
    ("持续推进至2024年12月", 2024, None, [STANDING, on("2024-12-31")]),
    ("按时序进度", 2024, None, []),
]

# (running text, the limits in it, in a plan of 2024)
RUNNING: list[tuple[str, list[str]]] = [
    ("9月底前建成低空飞行服务站1处", ["9月底前"]),
    ("确保6月15日前全面完成", ["6月15日前"]),
    ("到2025年，企业达到100家", ["到2025年"]),
    ("2025年达到100家", ["2025年"]),
    ("污水处理站上半年建成投产", ["上半年"]),
    ("三季度完成主体工程", ["三季度"]),
    ("年内新增5家，明年3月底前投用", ["年内", "明年3月底前"]),
    ("全年举办活动60场", ["全年"]),
    ("收到申请后5个工作日内办结", ["收到申请后5个工作日内"]),
    ("5月份以来，企业增加5家", []),
    ("2022年增长8%", []),
    ("比2023年底增长8%", []),
    ("截至4月底，企业5家", []),
    ("去年年底前建成", []),
    ("2024年5月1日前到期的贷款", []),
    ("2024年重点项目116个", []),
    ("高质量完成全年目标任务", []),
    ("实施三年行动", []),
    ("发放1年期贷款", []),
    ("近年内、三年内", []),
    ("2024年内蒙古馆", []),
    ("每年1000万元", []),
    ("6月前20强", []),
    ("开展“大干一季度、实现开门红”活动", []),
    ("持续推进湘商回归，长期坚持", []),
    ("自2024年6月起施行", []),
    ("纳税申报期限延长至2月24日", []),
    ("年终考核", []),
]

# (a clause or bracket, the limit it consists of)
CLOSING: list[tuple[str, str | None]] = [
    ("6月底前完成", "6月底前"),
    ("确保6月底前全面完成", "6月底前"),
    ("12月底前建成投用", "12月底前"),
    ("长期坚持", "长期坚持"),
    ("6月底前完成方案编制", None),
    ("市财政局，6月底前完成", None),
]


@pytest.mark.parametrize("text, year, issued, expected", PLACES)
def test_a_place_that_says_by_when(
    text: str, year: int | None, issued: str | None, expected: list[tuple[str | None, ...]]
) -> None:
    moment = Moment(year, date.fromisoformat(issued) if issued else None)
    (limits,) = read_limits([text], moment, TIMES)
    assert [said(limit) for limit in limits] == expected


@pytest.mark.parametrize("text, expected", RUNNING)
def test_running_text(text: str, expected: list[str]) -> None:
    (limits,) = find_limits([text], Moment(2024, date(2024, 3, 5)), TIMES)
    assert [text[limit.start : limit.end] for limit in limits] == expected


@pytest.mark.parametrize("text, expected", CLOSING)
def test_what_holds_nothing_but_a_limit(text: str, expected: str | None) -> None:
    whole = f"修路（{text}）"
    (found,) = closing_limits([whole], Moment(2024), TIMES)
    assert (whole[found[0].start : found[0].end] if found else None) == expected


def test_the_clause_behind_a_place() -> None:
    texts = ["建成厂房，6月底前完成", "建成厂房（长期坚持）", "建成厂房"]
    found = next_limits([(text, 4) for text in texts], Moment(2024), TIMES)
    assert [limit and limit.due for limit in found] == ["2024-06-30", None, None]


@pytest.mark.parametrize("issued", ["2024-03", "", None])
def test_a_date_that_is_no_day(issued: str | None) -> None:
    assert Moment.of(2024, issued) == Moment(2024)


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        "年月日底末前内至到—-.0123469十二九〇今明本上半季度每长期自印发起后个（“”五", max_size=14
    )
)
def test_no_text_is_refused(text: str) -> None:
    for moment in (Moment(), Moment(2024, date(2024, 2, 29))):
        for limit in read_limits([text], moment, TIMES)[0]:
            assert text[limit.start : limit.end]
            assert not limit.due or date.fromisoformat(limit.due)
