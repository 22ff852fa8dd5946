"""Targets: numbers the work must reach, with metric, comparator, unit, kind and commitment.

A sentence is read clause by clause. What stands before a number, back to the clause's start,
is its metric; a verb of making in front makes it a count, a word of change an increase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.document import Document, Span
from kg.entities import TargetMention
from kg.extraction.quantities import Quantity, quantities
from kg.rules import Rules, TargetWords
from kg.text import View

_SENTENCE = re.compile(r"[^。；！？]+")
_CLAUSE = re.compile(r"[^，：（）]+")
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|（含[^（）]*）|（[^（）]*期）")
_DEADLINE = re.compile(
    r"年内|年底前?|年末前?|(?:到|至|力争到)?20\d\d年(?:\d{1,2}月)?[底末]?前?|[上下]半年|(?:\d{1,2}月)[底末]?前"
)
_REGION = re.compile(r"全[国省市县区镇乡]|我[省市县区]|各地|全社会")
_RESPECTIVELY = re.compile(r"(?P<names>[^，]*?)分别(?P<change>[^\d、]*)$")
_EACH = re.compile(r"各$")
_COMPARED = re.compile(r"(?:较|比)(?:上年|去年|上一年|20\d\d年)(?:至少)?|同比")
_LEADING = re.compile(
    r"^(?:其中|(?:到|至)(?=20)|在|并|将|使|推动|实现|保持|稳定|全年|今年|年内|年底前|本年|我县|我市|我省|全面|基本|继续|积极|加快|大力|扎实|重点|"
    r"20\d\d年(?:底)?前?|梳理|确保|力争|争取|预计|计划|逐步|同时|以及|和|及|与|确定)+"
)
_TRAILING = re.compile(
    r"(?:总数|数量|规模)?(?:稳定|保持|维持|控制|提升|提高|增加|增长|下降|降低|压降)?(?:在|到|至|为|率?达到?|实现|超过?|突破|不低于|不少于|至少|约|共|力争|争取|确保|较上年|比上年|同比|较去年|均|各|前)*$"
)
RANKS = frozenset({"强", "位"})


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with the quantities in it; positions in the sentence's text."""

    start: int
    end: int
    found: tuple[Quantity, ...]


def targets(
    document: Document, span: Span, rules: Rules, year: int | None = None
) -> Iterator[TargetMention]:
    """Yield the targets of a span, in order.

    Args:
        document: the parsed document.
        span: a task's body.
        rules: units, cue words and exclusions.
        year: year of the document, for deadlines that are not printed.
    """
    view = View.of(document.text, span).without_breaks()
    seen: set[tuple[str, object, str, str]] = set()
    for sentence in _SENTENCE.finditer(view.text):
        part = view.slice(sentence.start(), sentence.end())
        for target in _sentence_targets(document, part, rules.targets, year):
            key = (target.metric, target.value, target.unit, target.comparator)
            if key not in seen:
                seen.add(key)
                yield target


def _sentence_targets(
    document: Document, view: View, words: TargetWords, year: int | None
) -> Iterator[TargetMention]:
    text = _without_quoted(view.text)
    subject = _subject(text, words)
    for match in _CLAUSE.finditer(text):
        found = tuple(
            q
            for q in quantities(text[: match.end()], words.units)
            if q.start >= match.start() and not _excluded(text, q, match.start(), words)
        )
        clause = _Clause(match.start(), match.end(), found)
        for position in range(len(found)):
            yield from _quantity_targets(
                document, view, text, clause, position, subject, words, year
            )


def _without_quoted(text: str) -> str:
    """Blank out digits inside names and asides, so that they are no quantities."""
    return _QUOTED.sub(lambda m: re.sub(r"\d", "＿", m[0]), text)


def _subject(text: str, words: TargetWords) -> str:
    """Return what a sentence is about, where it opens with it: 高端装备产业."""
    match = re.match(
        r"[^，、\d“]{2,14}?(?:产业|行业|教育|养老|企业|农业|工业|旅游)(?=[^，。]{2})", text
    )
    if match is None or words.create.match(text) or words.commitment.match(text):
        return ""
    return match[0]


def _excluded(text: str, q: Quantity, clause: int, words: TargetWords) -> bool:
    before, after = text[clause : q.start], text[q.end : q.end + 12]
    if q.unit in RANKS:
        return not re.search(
            r"(?:进入?|居|跻身|保持|排名|列)[^，]{0,10}(?:前|全[国省市])?$|前$", before
        )
    if before.endswith("等") and not words.create.search(before):
        return True  # 洛阳等10个国家物流枢纽: the number counts what is named
    places = {"before": before, "after": after, "unit": q.unit + text[q.end : q.end + 20]}
    return any(pattern.search(places[where]) is not None for where, pattern in words.exclusions)


def _quantity_targets(
    document: Document,
    view: View,
    text: str,
    clause: _Clause,
    position: int,
    subject: str,
    words: TargetWords,
    year: int | None,
) -> Iterator[TargetMention]:
    q = clause.found[position]
    begin = clause.found[position - 1].end if position else clause.start
    begin = _after_previous(text, begin, clause, position)
    before, after = text[begin : q.start], text[q.end : clause.end]
    comparator = _comparator(before, after, words)
    if comparator == "=" and "分别" in text[clause.start : q.start]:
        last = clause.found[-1]  # 分别增长4.5%、5.5%左右: the cue at the end speaks for all
        comparator = _comparator("", text[last.end : clause.end], words)
    metrics = _metrics(text, clause, position, begin, subject, words)
    end = q.end + _cue_length(after, words)
    bounds = [(q.value, comparator)] if q.upper is None else [(q.value, ">="), (q.upper, "<=")]
    if q.unit in RANKS:
        bounds = [(q.value, "<=")]
    start = begin + len(before) - len(before.lstrip("、，和及与"))
    for metric in metrics:
        for value, sign in bounds:
            span = view.span(start, end)
            yield TargetMention(
                text=document.slice(span),
                span=span,
                rule="target/quantity",
                metric=metric,
                comparator=sign,
                value=value,
                multiplier=q.multiplier,
                unit=q.unit,
                unit_text=q.unit_text,
                kind=_kind(text[clause.start : q.start], q, metric, words),
                modality=_modality(text[: q.start], words),
                deadline=f"{year}-12-31" if year else None,
                deadline_text=_deadline_text(text[: q.end]),
            )


def _after_previous(text: str, begin: int, clause: _Clause, position: int) -> int:
    """Return where a quantity's own words begin: after the previous one, its cue and the comma."""
    if not position:
        return clause.start
    stop = text.find("、", begin, clause.found[position].start)
    if stop >= 0:
        return stop + 1
    return begin + len(re.match(r"(?:以上|以下|左右|以内)?", text[begin:])[0])  # type: ignore[index]


def _comparator(before: str, after: str, words: TargetWords) -> str:
    """Return the comparator: 突破 before 以上 before 达到 before 左右 before none."""
    lead = re.sub(rf"(?:{words.change.pattern})$", "", before)  # 至少下降0.5, 不低于上年增长
    cue = words.before.search(before[-9:]) or words.before.search(lead[-9:])
    sign = words.before_signs.get(cue["cue"], "") if cue else ""
    tail = words.after.match(re.sub(r"^[^\d，、以左上]{0,4}?(?=以上|以下|以内|左右)", "", after))
    tail_sign = words.after_signs[tail["cue"]] if tail else ""
    for best in (">", "<=", ">=", "~"):
        if best in {sign, tail_sign}:
            return best
    return "="


def _cue_length(after: str, words: TargetWords) -> int:
    match = words.after.match(after)
    return match.end() if match else 0


def _metrics(
    text: str, clause: _Clause, position: int, begin: int, subject: str, words: TargetWords
) -> list[str]:
    """Return the metric of a quantity; several where one number is shared (A、B各10个)."""
    q = clause.found[position]
    before = text[begin : q.start]
    shared = _shared_metrics(text, clause, position, before, words)
    if shared:
        return [_completed(name, subject, words) for name in shared]
    metric = _clean(before, words)
    noun = _noun_after(text, q, clause.end, words)
    verb = words.create.match(metric)
    if noun and before.endswith(("等", "前")):  # 完成甲学校等4处…项目 · 最常用的前100项…
        metric = (verb[0] if verb else "") + noun
    elif noun and (len(words.create.sub("", metric)) < 2 or _REGION.fullmatch(metric)):
        metric = f"{metric}{noun}"
    elif position and "、" in text[clause.start : q.start]:
        first = words.create.match(_clean(text[clause.start : clause.found[0].start], words))
        carried = first and not words.create.match(metric) and not words.change.search(before)
        if first and carried:  # 新增甲10个、乙4个
            metric = first[0] + metric
    elif len(metric) < 2:
        metric = _clean(text[clause.start : q.start], words)
    if q.unit in RANKS:
        metric = _ranked(metric, _clean(text[clause.start : clause.found[0].start], words))
    return [_completed(metric, subject, words)]


def _ranked(metric: str, first_metric: str) -> str:
    """Return the metric of a rank; 全省 of 综合排名全市进5强、全省进30强 is 综合排名全省."""
    metric = re.sub(r"(?:进入?|居|跻身|列|前|保持)+$", "", metric)
    if _REGION.fullmatch(metric) and not first_metric.startswith(metric):
        return re.sub(r"(?:全[国省市县区])?进?$", "", first_metric) + metric
    return metric


def _shared_metrics(
    text: str, clause: _Clause, position: int, before: str, words: TargetWords
) -> list[str]:
    """Return the metrics of A、B分别增长4%、5% (one) or A、B各10个 (all), else none."""
    together = _RESPECTIVELY.search(text[clause.start : clause.found[0].start])
    if together:
        names = _named(together["names"])
        return [names[position] + together["change"]] if len(names) == len(clause.found) else []
    whole = text[clause.start : clause.found[position].start]
    if _EACH.search(before) and "、" in whole:
        return _named(_clean(whole[:-1], words))
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


def _noun_after(text: str, q: Quantity, end: int, words: TargetWords) -> str:
    """Return the noun a number counts, where it follows: 100个技术改造项目."""
    after = text[q.end : end]
    after = after[_cue_length(after, words) :]
    match = re.match(r"(?:的)?(?P<noun>[^，。；、\d（）]{2,20})", after)
    return match["noun"] if match else ""


def _clean(text: str, words: TargetWords) -> str:
    """Return a metric without what leads into it or on to its number; 增长 becomes 增速."""
    text = _COMPARED.sub("", re.split(r"[，；]", text)[-1])
    text = _LEADING.sub("", text.strip("、＿"))
    cue = words.before.search(text)
    text = text[: cue.start()] if cue else text
    change = re.search(rf"(?:{words.change.pattern})$", text)
    if change:
        name = words.change_names.get(change["change"], "")
        return text[: change.start()].strip("、，的") + name if name else text
    text = _TRAILING.sub("", text).strip("、，的")
    return text.strip("“”") if text.count("“") != text.count("”") else text


def _completed(metric: str, subject: str, words: TargetWords) -> str:
    """Complete a bare metric (营收) with what the sentence is about (高端装备产业)."""
    if not metric.endswith(tuple(filter(None, words.change_names.values()))):
        metric = _clean(metric, words)
    if subject and len(metric) <= 4 and not metric.startswith(subject[:2]):
        return subject + metric
    return metric


def _kind(before: str, q: Quantity, metric: str, words: TargetWords) -> str:
    if q.unit in RANKS:
        return "rank"
    if re.search(
        r"(?:增长|增速|增幅|涨幅|降幅|下降|降低|减少)[^，、]{0,4}$", before
    ) and q.unit in {
        "%",
        "个百分点",
        "个基点",
    }:
        return "increase"
    if metric.endswith(("增速", "增幅", "降幅", "涨幅")):
        return "increase"
    if q.unit in {"%", "个百分点"}:
        return "level"
    return "count" if words.create.search(before) or "新增" in before else "level"


def _modality(before: str, words: TargetWords) -> str | None:
    found = list(words.commitment.finditer(before))
    return words.commitments[found[-1][0]] if found else None


def _deadline_text(before: str) -> str | None:
    found = _DEADLINE.findall(before)
    return found[-1] if found else None
