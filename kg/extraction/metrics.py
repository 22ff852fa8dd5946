"""Metrics: what a number measures, read from the words around it and completed from context."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extraction.quantities import Quantity
from kg.knowledge.target_lexicon import TargetLexicon

_REGION = re.compile(r"全[国省市县区镇乡]|我[省市县区]|各地|全社会")
_RESPECTIVELY = re.compile(r"(?P<names>[^，]*?)分别(?P<change>[^\d、]*)$")
_EACH = re.compile(r"各[^\d、，各]{0,4}$")
_COMPARED = re.compile(r"(?:较|比)(?:上年|去年|上一年|20\d\d年)(?:至少)?|同比")
_LEADING = re.compile(
    r"^(?:其中|(?:到|至)(?=20)|在|并|将|使|推动|实现|保持|稳定|全年|今年|年内|年底前|本年|我县|我市|我省|全面|基本|继续|积极|加快|大力|扎实|重点|"
    r"20\d\d年(?:底)?前?|梳理|确保|力争|争取|预计|计划|逐步|同时|以及|和|及|与|确定)+"
)
_TRAILING = re.compile(
    r"(?:总数|数量|规模)?(?:稳定|保持|维持|控制|提升|提高|增加|增长|下降|降低|压降)?(?:在|到|至|为|率?达到?|实现|超过?|突破|不低于|不少于|至少|约|共|力争|争取|确保|较上年|比上年|同比|较去年|均|各|前)*$"
)
# what remains of a clause that names no metric: a time
_TIME = re.compile(r"\d+|[年月日底前末内]|季度|上半|下半|全|其中|每|达标?|实际")
RANKS = frozenset({"强", "位"})


@dataclass(frozen=True, slots=True)
class QuantityClause:
    """A clause with its targets' quantities and every other one; positions in the sentence."""

    start: int
    end: int
    found: tuple[Quantity, ...]
    every: tuple[Quantity, ...] = ()


def metrics(
    text: str, clause: QuantityClause, position: int, begin: int, subject: str, words: TargetLexicon
) -> list[str]:
    """Return the metric of a quantity; several where one number is shared (A、B各10个)."""
    q = clause.found[position]
    before = text[begin : q.start]
    shared = _shared_metrics(text, clause, position, before, words)
    if shared:
        return [_expand_metric(name, subject, words) for name in shared]
    metric = _strip_metric(before, words)
    noun = _noun_after(text, q, clause.end, words)
    making = words.create_end.search(before)
    if noun and making:  # 在电网关键节点布局建设700万千瓦新型储能项目 · 增加5000个招生计划
        metric = making[0]
    verb = words.create.match(metric)
    if noun and before.endswith(("等", "前")):  # 完成甲学校等4处…项目 · 最常用的前100项…
        metric = (verb[0] if verb else "") + noun
    elif noun and (len(words.create.sub("", metric)) < 2 or _REGION.fullmatch(metric)):
        metric = f"{metric}{noun}"
    elif position and "、" in text[clause.start : q.start]:
        first = words.create.match(_strip_metric(text[clause.start : clause.found[0].start], words))
        carried = first and not words.create.match(metric) and not words.change.search(before)
        if first and carried:  # 新增甲10个、乙4个
            metric = first[0] + metric
    elif len(metric) < 2:
        metric = _strip_metric(text[clause.start : q.start], words)
    if q.unit in RANKS:
        metric = _ranked(metric, _strip_metric(text[clause.start : clause.found[0].start], words))
    return [_expand_metric(metric, subject, words)]


def _ranked(metric: str, first_metric: str) -> str:
    """Return the metric of a rank; 全省 of 综合排名全市进5强、全省进30强 is 综合排名全省."""
    metric = re.sub(r"(?:进入?|居|跻身|列|前|保持)+$", "", metric)
    if _REGION.fullmatch(metric) and not first_metric.startswith(metric):
        return re.sub(r"(?:全[国省市县区])?进?$", "", first_metric) + metric
    return metric


def _shared_metrics(
    text: str, clause: QuantityClause, position: int, before: str, words: TargetLexicon
) -> list[str]:
    """Return the metrics of A、B分别增长4%、5% (one) or A、B各10个 (all), else none."""
    together = _RESPECTIVELY.search(text[clause.start : clause.found[0].start])
    if together:
        names = _named(together["names"])
        return [names[position] + together["change"]] if len(names) == len(clause.found) else []
    whole = text[clause.start : clause.found[position].start]
    if _EACH.search(before) and "、" in whole:
        return _named(_strip_metric(whole[: whole.rindex("各")], words))
    return []


def _named(text: str) -> list[str]:
    """Return the names of a list with the noun they share: 一二三产增加值, 城镇、农村居民收入."""
    sectors = re.match(r"^(?P<which>[一二三]{2,3})产(?P<rest>.*)$", _LEADING.sub("", text))
    if sectors:
        return [f"{which}产{sectors['rest']}" for which in sectors["which"]]
    parts = [p for p in re.split(r"、|和|及|与", _LEADING.sub("", text)) if p]
    if len(parts) > 1 and len(parts[-1]) > len(parts[0]):
        tail = parts[-1][len(parts[0]) :] if len(parts[0]) <= 3 else ""
        return [p if p == parts[-1] else p + tail for p in parts]
    return parts


def _noun_after(text: str, q: Quantity, end: int, words: TargetLexicon) -> str:
    """Return the noun a number counts, where it follows: 100个技术改造项目."""
    after = text[q.end : end]
    after = after[cue_length(after, words) :]
    match = re.match(r"(?:的)?(?P<noun>[^，。；、\d（）]{2,20})", after)
    return match["noun"] if match else ""


def _strip_metric(text: str, words: TargetLexicon) -> str:
    """Return a metric without what leads into it or on to its number; 增长 becomes 增速."""
    text = _COMPARED.sub("", re.split(r"[，；]", text)[-1])
    text = _LEADING.sub("", text.strip("、＿"))
    cue = words.before.search(text)
    text = text[: cue.start()] if cue else text
    change = re.search(rf"(?:{words.change.pattern})$", text)
    making = words.create_end.search(text)
    if change and making and making.start() < change.start():
        return text.strip("、，的")  # 改造提升1万亩 makes something
    if change:
        name = words.change_names.get(change["change"], "")
        return text[: change.start()].strip("、，的") + name if name else text
    text = _TRAILING.sub("", text).strip("、，的")
    return text.strip("“”") if text.count("“") != text.count("”") else text


def _expand_metric(metric: str, subject: str, words: TargetLexicon) -> str:
    """Complete a bare metric (营收) with what the sentence is about (高端装备产业)."""
    if not metric.endswith(tuple(filter(None, words.change_names.values()))):
        metric = _strip_metric(metric, words)
    if subject and len(metric) <= 4 and not metric.startswith(subject[:2]):
        return subject + metric
    return metric


def inherit_metric(metric: str, previous: str, unit: str, words: TargetLexicon) -> str:
    """Return a metric, completed from the one before it where it says nothing itself.

    突破4500万吨，同比增长8.5% · 新增12家，力争达到15家: the second number measures the first's.
    """
    changes = tuple(filter(None, words.change_names.values()))
    base = re.sub(rf"(?:{'|'.join(changes)})$", "", previous)
    if not previous or (len(_TIME.sub("", metric)) > 1 and metric not in changes):
        return metric
    if metric in changes:
        return base + metric
    return previous if unit in {"%", "个百分点"} else base


def cue_length(after: str, words: TargetLexicon) -> int:
    """Return how many characters of a cue (以上, 左右) follow a unit."""
    match = words.after.match(after)
    return match.end() if match else 0
