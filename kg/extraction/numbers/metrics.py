"""Metrics: what a number measures, read from the words around it and completed from context."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extraction.numbers.quantity_contexts import QuantityContext
from kg.knowledge.target_lexicon import TargetLexicon

# 城镇、农村居民收入分别增长
_RESPECTIVELY = re.compile(r"(?:^|(?<=，))(?P<names>[^，]*?)分别(?P<change>[^\d、]*)$")
# 新建口袋公园、街头游园各10个
_EACH = re.compile(r"各[^\d、，各]{0,4}$")
# 引导合作机构逐步将|平均担保费率
_AGENT = re.compile(r"^[^将]{2,14}将(?=.{3})")
# 每村
_EVERY = re.compile(r"每[^，、]{1,5}")
# 甲率、乙率均达到
_BOTH = re.compile(r"[均都][^\d，、]{0,6}$")
# 一二三产增加值
_SECTORS = re.compile(r"^(?P<which>[一二三]{2,3})产(?P<rest>.*)$")
# 城镇、农村居民收入
_NAMES_JOINT = re.compile(r"、|和|及|与")
# 个的技术改造项目
_NOUN = re.compile(r"(?:的)?(?P<noun>[^，。；、\d（）]{2,20})")
# 综合排名全市进
_REGION_END = re.compile(r"(?:全[国省市县区])?进?$")
# 到2027年，达到42家: a stage of the number of the sentence before
_STAGE = re.compile(r"[到至]?20\d\d年[底末]?前?，")
_LONGEST = 200  # characters before a number in which its metric is looked for
_SHORT, _SHORT_EXPANDED = 2, 4  # a metric below the first says nothing, up to the other little
SHARES = frozenset({"%", "个百分点"})  # units of what may rise and fall


@dataclass(frozen=True, slots=True)
class Metric:
    """What a number measures.

    Attributes:
        read: by the words around the number.
        name: completed from the number before it where these say nothing.
    """

    read: str
    name: str


def read_metrics_of_part(
    sentences: Sequence[Sequence[QuantityContext]], words: TargetLexicon
) -> list[list[tuple[Metric, ...]]]:
    """Return the metrics of each number of each sentence.

    What says only when (到2026年，达到38家) goes on from the sentence before, in its unit.
    """
    found: list[list[tuple[Metric, ...]]] = []
    before, unit = "", ""
    for contexts in sentences:
        stage = contexts and _STAGE.match(contexts[0].sentence.text)
        goes_on = stage and contexts[0].quantity.measure_unit == unit
        found.append(read_metrics(contexts, words, before if goes_on else ""))
        named = [metrics[-1].name for metrics in found[-1] if metrics]
        before = named[-1] if named else ""
        unit = contexts[-1].quantity.measure_unit if named else ""
    return found


def read_metrics(
    contexts: Sequence[QuantityContext], words: TargetLexicon, previous: str = ""
) -> list[tuple[Metric, ...]]:
    """Return the metrics of each number of a sentence; several where one is shared (A、B各10个).

    Args:
        contexts: the numbers.
        words: words that tell what numbers are.
        previous: the metric that a number without one goes on from.
    """
    found = []
    for context in contexts:
        metrics = []
        for read in _read(context, words):
            name = _inherit_metric(read, previous, context.quantity.measure_unit, words)
            name = name or _bare_noun(context, words)
            if name:
                previous = name
                metrics.append(Metric(read, name))
        found.append(tuple(metrics))
    return found


def _bare_noun(context: QuantityContext, words: TargetLexicon) -> str:
    """Return a noun that says no more than 规模 or 总数, where nothing else is measured."""
    text = words.leading.sub("", context.before)
    match = words.trailing.search(text)
    return match["noun"] or "" if match and match.start() == 0 else ""


def _read(context: QuantityContext, words: TargetLexicon) -> list[str]:
    subject = context.sentence.subject
    names = _shared_metrics(context, words) or [_own_metric(context, words)]
    return [_expand_metric(name, subject, words) for name in names]


def _own_metric(context: QuantityContext, words: TargetLexicon) -> str:
    """Return the metric of a number that shares it with no other."""
    metric = _strip_metric(context.before, words)
    counted = _counted(metric, context, words)
    if counted:
        metric = counted
    elif context.position and "、" in context.so_far:
        metric = _with_first_verb(metric, context, words)
    elif len(metric) < _SHORT:
        metric = _strip_metric(context.so_far, words)
    if words.kinds.get(context.quantity.measure_unit) == "rank":
        return _ranked(metric, _strip_metric(context.opening, words), words)
    return metric


def _counted(metric: str, context: QuantityContext, words: TargetLexicon) -> str:
    """Return the metric of a number that counts the noun behind it, else "".

    滚动建设100个技术改造项目 · 在电网关键节点布局建设700万千瓦新型储能项目
    """
    noun = _noun_after(context, words)
    if not noun:
        return ""
    making = words.create_end.search(context.before)
    metric = making[0] if making else metric
    if context.before.endswith(("等", "前")):  # 完成甲学校等4处…项目 · 最常用的前100项…
        verb = words.create.match(metric)
        return (verb[0] if verb else "") + noun
    where = metric.removeprefix("为")  # 为全县8000名农村妇女免费开展检查
    says_nothing = (
        len(words.create.sub("", where)) < _SHORT
        or words.region.fullmatch(where)
        or _EVERY.fullmatch(where)
    )
    metric = "" if where != metric and says_nothing else metric
    return metric + noun if says_nothing else ""


def _noun_after(context: QuantityContext, words: TargetLexicon) -> str:
    cue = words.after.match(context.after)
    match = _NOUN.match(context.after, cue.end() if cue else 0)
    return match["noun"] if match else ""


def _with_first_verb(metric: str, context: QuantityContext, words: TargetLexicon) -> str:
    """Return the metric of 乙 in 新增甲10个、乙4个: the verb counts for the list."""
    first = words.create.match(_strip_metric(context.opening, words))
    own = words.create.match(metric) or words.change.search(context.before)
    return first[0] + metric if first and not own else metric


def _ranked(metric: str, first_metric: str, words: TargetLexicon) -> str:
    """Return the metric of a rank; 全省 of 综合排名全市进5强、全省进30强 is 综合排名全省."""
    metric = words.rank_verb.sub("", metric)
    if words.region.fullmatch(metric) and not first_metric.startswith(metric):
        return _REGION_END.sub("", first_metric) + metric
    return metric


def _shared_metrics(context: QuantityContext, words: TargetLexicon) -> list[str]:
    """Return the metrics of A、B分别增长4%、5% (one) or A、B各10个 (all), else none."""
    together = _RESPECTIVELY.search(context.opening)
    if together:
        names = _names(together["names"], words)
        fits = len(names) == len(context.targets)
        return [names[context.position] + together["change"]] if fits else []
    if _EACH.search(context.before) and "、" in context.so_far:
        named = context.so_far[: context.so_far.rindex("各")]
        return _names(_strip_metric(named, words), words)
    both = _BOTH.search(context.before)
    if both is None:
        return []
    return _alike(_strip_metric(context.before[: both.start()].rpartition("，")[2], words))


def _alike(text: str) -> list[str]:
    """Return the names of a list of rates: 秸秆利用率、粪污利用率; 种植、收获机械化率 is one."""
    names = _NAMES_JOINT.split(text)
    return names if len({name[-2:] for name in names if name}) == 1 < len(names) else []


def _names(text: str, words: TargetLexicon) -> list[str]:
    """Return the names of a list with the noun they share: 一二三产增加值, 城镇、农村居民收入."""
    text = words.leading.sub("", text)
    sectors = _SECTORS.match(text)
    if sectors:
        return [f"{which}产{sectors['rest']}" for which in sectors["which"]]
    parts = [part for part in _NAMES_JOINT.split(text) if part]
    if len(parts) > 1 and len(parts[-1]) > len(parts[0]):
        tail = parts[-1][len(parts[0]) :] if len(parts[0]) <= 3 else ""
        return [part if part == parts[-1] else part + tail for part in parts]
    return parts


def _strip_metric(text: str, words: TargetLexicon) -> str:
    """Return a metric without what leads into it or on to its number; 增长 becomes 增速."""
    text = words.compared.sub("", re.split(r"[，；]", text[-_LONGEST:])[-1])
    text = words.leading.sub("", _AGENT.sub("", text.strip("、＿")))
    cue = words.before.search(text)
    text = text[: cue.start()] if cue else text
    change = words.change_end.search(text)
    making = words.create_end.search(text)
    if change and making and making.start() < change.start():
        return text.strip("、，的")  # 改造提升1万亩 makes something
    if change:
        name = words.change_names.get(change["change"], "")
        return text[: change.start()].strip("、，的") + name if name else text
    text = words.trailing.sub("", text).strip("、，的")
    return text.strip("“”") if text.count("“") != text.count("”") else text


def _expand_metric(metric: str, subject: str, words: TargetLexicon) -> str:
    """Complete a bare metric (营收) with what the sentence is about (高端装备产业)."""
    if not words.change_name_end.search(metric):
        metric = _strip_metric(metric, words)
    if subject and len(metric) <= _SHORT_EXPANDED and not metric.startswith(subject[:2]):
        return subject + metric
    return metric


def _inherit_metric(metric: str, previous: str, unit: str, words: TargetLexicon) -> str:
    """Return a metric, completed from the one before it where it says nothing itself.

    突破4500万吨，同比增长8.5% · 新增12家，力争达到15家: the second number measures the first's.
    """
    own = metric.removeprefix("年均")
    only_change = words.change_name_end.fullmatch(own) is not None
    if not previous or (len(words.time.sub("", metric)) >= _SHORT and not only_change):
        return metric
    base = words.change_name_end.sub("", previous)
    if only_change:
        return base + metric
    return previous if unit in SHARES else base
