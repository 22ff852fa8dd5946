"""Words that tell what a number in a task is: rules/target_words.csv, benefit_words.csv and so on.

Each function compiles the patterns of one step of reading a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.knowledge.csv_tables import Words, alternation, any_of, words_by_use
from kg.knowledge.data_folder import DataFolder
from kg.knowledge.time_lexicon import time_source

# 5%86%9C of an address, where characters are written as %E5%86%9C
_NO_ADDRESS = r"(?!(?<=%)\d\d%)"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_YEAR = r"20\d\d年"


@dataclass(frozen=True, slots=True)
class TargetLexicon:
    """Words that tell what a number in a task is.

    Attributes:
        units: measure words, longest first; kinds what each measures (count, money, time …).
        quantity: a number (groups `low` and `high`), `multiplier` and `unit`.
        counted: a count in words of number behind what is counted, groups `low` and `unit`;
            counting a verb that makes it one: 打通断头路三条.
        before: cue directly before a number, group `cue`; before_signs its comparator.
        after: cue directly after a unit, group `cue`; after_signs its comparator.
        change: words of change, group `change`; change_end the same right before a number.
        change_names: what words of change make of a metric; change_name_end such a name at the
            end of a metric.
        create: verbs of making something; create_end the same right before a number.
        commitment: words of commitment; commitments their canonical form.
        exclusions: (before|given|after|unit|size, pattern) that make a number no target;
            reasons why.
        leading: what leads into a metric; trailing what leads on to its number; compared what
            its change is compared with; region a whole region, which is not a metric.
        time: pieces of a time, which are not a metric.
        ranked: verb before a rank, as far as the number; rank_verb the same where it ends a
            metric.
        cell_verb: what a cell of target values says before its figure, beside what it measures.
        repeated: how often something is done, before a number of times; done what follows a
            number of things that shall be finished.
        shortened: words of a time that is to become shorter; measured what is counted in times:
            优良天数.
        capacity: 年产 right before a number; undertaking what such a number is part of.
        subject: what a sentence is about, where it opens with it.
        increase: words right before the number of an increase; increase_end how metrics end that
            are one.
    """

    units: tuple[str, ...]
    kinds: dict[str, str]
    quantity: re.Pattern[str]
    counted: re.Pattern[str]
    counting: re.Pattern[str]
    before: re.Pattern[str]
    before_signs: dict[str, str]
    after: re.Pattern[str]
    after_signs: dict[str, str]
    change: re.Pattern[str]
    change_end: re.Pattern[str]
    change_names: dict[str, str]
    change_name_end: re.Pattern[str]
    create: re.Pattern[str]
    create_end: re.Pattern[str]
    commitment: re.Pattern[str]
    commitments: dict[str, str]
    exclusions: tuple[tuple[str, re.Pattern[str]], ...]
    reasons: tuple[str, ...]
    leading: re.Pattern[str]
    trailing: re.Pattern[str]
    compared: re.Pattern[str]
    region: re.Pattern[str]
    time: re.Pattern[str]
    ranked: re.Pattern[str]
    rank_verb: re.Pattern[str]
    shortened: re.Pattern[str]
    repeated: re.Pattern[str]
    done: re.Pattern[str]
    measured: re.Pattern[str]
    cell_verb: re.Pattern[str]
    capacity: re.Pattern[str]
    undertaking: re.Pattern[str]
    subject: re.Pattern[str]
    increase: re.Pattern[str]
    increase_end: re.Pattern[str]


def read_target_lexicon(data: DataFolder) -> TargetLexicon:
    """Read rules/target_words.csv, measure_units.csv and target_exclusions.csv."""
    words = words_by_use(data.rows("rules/target_words.csv"))
    units = list(data.rows("rules/measure_units.csv"))
    exclusions = list(data.rows("rules/target_exclusions.csv"))
    return TargetLexicon(
        units=tuple(row["unit"] for row in units),
        kinds={row["unit"]: row["kind"] for row in units},
        quantity=_quantity((row["unit"] for row in units), words),
        counted=_counted(row["unit"] for row in units if row["kind"] == "count"),
        counting=any_of(words, "create", "count_verb"),
        exclusions=tuple((row["where"], re.compile(row["pattern"])) for row in exclusions),
        reasons=tuple(row["reason"] for row in exclusions),
        commitment=re.compile(alternation(words["commitment"])),
        commitments=words["commitment"],
        **_cues(words),
        **_metrics(words, time_source(data)),
        **_ranks(words),
        **_contexts(words),
    )


def _quantity(units: Iterable[str], words: Words) -> re.Pattern[str]:
    """Match 1,200亿元, 5%-5.5%, 0.5元/亩."""
    return re.compile(
        rf"(?<![\d.,A-Za-z]){_NO_ADDRESS}(?P<low>{_NUMBER})"
        rf"(?:[%万亿]?[—–~～至-]{{1,2}}(?P<high>{_NUMBER}))?"
        rf"(?P<multiplier>万亿|[万亿]|千(?![瓦米克伏])|百(?!分))?余?多?"
        rf"(?P<unit>(?:{alternation(units)})(?:/(?:{alternation(words['per'])}))?)"
        r"(?:（[只头户人套]）)?"
    )


def _counted(units: Iterable[str]) -> re.Pattern[str]:
    """Match 三条, 一百二十栋 at the end of what is counted; 一个, 第三批, 二期 are none."""
    return re.compile(
        r"(?<=[\u4e00-\u9fff”）])(?<![第每各约近几数逐年月日一二三四五六七八九十百千])"
        r"(?P<low>(?!一(?![百千十]))[一两二三四五六七八九十][一二三四五六七八九十百千零]{0,6})"
        rf"(?!期)(?P<unit>{alternation(units)})(?=以上|左右|以内|[、，。；）]|$)"
    )


def _cues(words: Words) -> dict[str, Any]:
    change = f"(?P<change>{alternation(words['change'])})"
    return {
        "before": re.compile(rf"(?P<cue>{alternation(words['before'])})[到至在为]?$"),
        "before_signs": words["before"],
        "after": re.compile(f"(?P<cue>{alternation(words['after'])})"),
        "after_signs": words["after"],
        "change": re.compile(change),
        "change_end": re.compile(f"{change}$"),
        "change_names": words["change"],
        "change_name_end": re.compile(
            f"(?:{alternation(filter(None, words['change'].values()))})$"
        ),
        "create": any_of(words, "create"),
        "create_end": any_of(words, "create", end="$"),
    }


def _metrics(words: Words, time: str) -> dict[str, Any]:
    last = alternation(words["last_year"])
    return {
        # 其中，到2025年底前力争… · 8月底前…
        "leading": re.compile(rf"^(?:{alternation(words['leading'])}|{time})+"),
        # …总数稳定在
        "trailing": re.compile(
            rf"(?P<noun>(?<!总)(?:{alternation(words['metric_noun'])}))?"
            rf"(?:{alternation(words['metric_verb'])})?"
            rf"(?:{alternation(words['reaching'])})*$"
        ),
        # 较上年至少 · 比2020年 · 同比
        "compared": re.compile(rf"(?:较|比)(?:{last}|{_YEAR})(?:至少)?|同比"),
        "region": any_of(words, "region"),
        "time": re.compile(rf"\d+|{alternation(words['time_word'])}"),
    }


def _ranks(words: Words) -> dict[str, Any]:
    verbs = [*words["rank_verb"], *words["rank_noun"]]
    return {
        # 综合排名进入全省前; not 排名后|10位的村
        "ranked": re.compile(
            rf"(?:{alternation(verbs)})[^，]{{0,10}}(?:前|全[国省市])?(?<![后末])$|前$"
        ),
        "rank_verb": re.compile(f"(?:{alternation([*words['rank_verb'], '前'])})+$"),
    }


def _contexts(words: Words) -> dict[str, Any]:
    return {
        "shortened": any_of(words, "shortened"),
        # 每季度开展|1次
        "repeated": re.compile(
            rf"^每(?:季度?|个?月|年|半年|周)(?:{alternation(words['repeated_verb'])})+$"
        ),
        # 对列入清单的|7处|黑臭水体于2023年底前完成治理
        "done": re.compile(r"[^，。；]{0,16}(?:于|在)[^，。；]{2,12}前(?:全部|全面)?(?:完成|实现)"),
        # 全年累计完成|24.6亿元
        "cell_verb": re.compile(f"(?:{alternation(words['cell_verb'])})+"),
        "measured": any_of(words, "measured_time", end="[^，。；]{0,8}$"),
        # 年产… · 日处理能力…
        "capacity": re.compile(rf"[年日](?:{alternation(words['capacity'])})(?:能力)?$"),
        # …白酒技改
        "undertaking": re.compile(rf"[^，。；]{{0,14}}?(?:{alternation(words['undertaking'])})"),
        # 高端装备产业营收突破…
        "subject": re.compile(
            rf"[^，、\d“]{{2,14}}?(?:{alternation(words['sentence_subject'])})(?=[^，。]{{2}})"
        ),
        "increase": any_of(words, "increase", end="[^，、]{0,4}$"),
        "increase_end": any_of(words, "increase_name", end="$"),
    }


@dataclass(frozen=True, slots=True)
class BenefitLexicon:
    """Words that tell what a person or firm may get: data/rules/benefit_words.csv.

    Attributes:
        quantity: a sum, share or time, groups `low`, `high`, `multiplier`, `unit`.
        kinds: what a unit measures (money, share, time).
        share: words that say a share themselves, group `word`; shares the share: 减半 → 50.
        given: words of giving before a number; giving the same behind one.
        handed: words of handing out before a number, where each gets it: 发放.
        waived: a waiver before a number of months; waives the same behind one.
        deferred: what is put off, before a number.
        rate: what one pays, and then a word of its change, before a number.
        of_standard: a standard behind a number of months, of which that many are given.
        leave: days off, behind their number.
        signs: comparators; at_number words before a number, group `cue`; behind_number behind it.
        per: what it is given for, group `word`; pers its closed value: 每人 → head.
        recipient: nouns of those who get something.
        total: words before a number that is a sum or a goal, and no one's share.
        limit: how a clause begins that limits what the clause before grants: 最长不超过.
    """

    quantity: re.Pattern[str]
    kinds: dict[str, str]
    share: re.Pattern[str]
    shares: dict[str, str]
    given: re.Pattern[str]
    giving: re.Pattern[str]
    handed: re.Pattern[str]
    waived: re.Pattern[str]
    waives: re.Pattern[str]
    deferred: re.Pattern[str]
    rate: re.Pattern[str]
    of_standard: re.Pattern[str]
    leave: re.Pattern[str]
    signs: dict[str, str]
    at_number: re.Pattern[str]
    behind_number: re.Pattern[str]
    per: re.Pattern[str]
    pers: dict[str, str]
    recipient: re.Pattern[str]
    total: re.Pattern[str]
    limit: re.Pattern[str]


def read_benefit_lexicon(data: DataFolder) -> BenefitLexicon:
    """Read rules/benefit_words.csv."""
    words = words_by_use(data.rows("rules/benefit_words.csv"))
    shares = alternation(words["share"])
    return BenefitLexicon(
        # 20万元 · 3至6个月 · 300 元; no year of the calendar
        quantity=re.compile(
            rf"(?<![\d.,A-Za-z第])(?!20\d\d年)(?P<low>{_NUMBER})"
            rf"(?:[%万]?[—–~～至-]{{1,2}}(?P<high>{_NUMBER}))?"
            rf"\s?(?P<multiplier>[万亿千百]?)(?P<unit>{alternation(words['unit'])})"
        ),
        kinds=words["unit"],
        # 免收房租; 停征、免征的项目 grants nothing
        share=re.compile(f"(?P<word>{shares})(?!(?:、(?:{shares}))*的)"),
        shares=words["share"],
        signs={**words["at_number"], **words["behind_number"]},
        # 最高不超过 · 不少于
        at_number=re.compile(f"(?P<cue>{alternation(words['at_number'])})"),
        behind_number=re.compile(f"(?P<cue>{alternation(words['behind_number'])})"),
        # 每人每天 · 一次性
        per=re.compile(f"(?P<word>{alternation(words['per'])})"),
        pers=words["per"],
        recipient=any_of(words, "recipient"),
        total=any_of(words, "total", end="[^，]{0,14}$"),
        limit=re.compile(rf"[^，]{{0,6}}?(?:{alternation(words['at_number'])})"),
        **_grants(words),
    )


def _grants(words: Words) -> dict[str, Any]:
    """Compile what must stand before or behind a number that is given."""
    rate, cut = alternation(words["rate"]), alternation(words["cut"])
    return {
        "given": any_of(words, "give", end="[^，]{0,24}$"),
        "giving": re.compile(f"[^，、]{{0,14}}?(?:{alternation(words['give'])})"),
        "handed": any_of(words, "give", "hand_out", end="[^，]{0,24}$"),
        "waived": any_of(words, "waive", end="[^，]{0,4}$"),
        "waives": re.compile(f"的?[^，、]{{0,6}}?(?:{alternation(words['waive'])})"),
        "deferred": any_of(words, "defer", end="[^，]{0,16}$"),
        # 收费标准降低 · 降低综合费率 · 费率按
        "rate": re.compile(
            rf"(?:(?:{rate})[^，、]*?(?:{cut})|(?:{cut})[^，、]*?(?:{rate}))[^，、]{{0,8}}$"
        ),
        "of_standard": re.compile(f"[^，]{{0,24}}?(?:{alternation(words['standard'])})"),
        "leave": re.compile(f"的?[^，、]{{0,4}}?(?:{alternation(words['leave'])})"),
    }
