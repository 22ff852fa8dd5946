"""Targets: numbers the work must reach, with metric, comparator, unit, kind and commitment.

A sentence is read clause by clause. What stands before a number, back to the clause's start,
is its metric; a verb of making in front makes it a count, a word of change an increase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.mentions import TargetMention
from kg.extraction.metrics import RANKS, QuantityClause, cue_length, inherit_metric, metrics
from kg.extraction.quantities import Quantity, quantities
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.target_lexicon import TargetLexicon
from kg.structure.document import Document
from kg.text.span import Span
from kg.text.view import View

_SENTENCE = re.compile(r"[^。；！？]+")
_CLAUSE = re.compile(r"[^，：（）]+")
# 国家高新技术企业达到1.5万家、科技型中小企业3.2万家: 达到 speaks for the list
_CARRIED = re.compile(r"达到?$")
_QUOTED = re.compile(r"“[^“”]*”|《[^《》]*》|（含[^（）]*）|（[^（）]*期）")
_SHORTENED = re.compile(r"压缩|缩短|压减|减少|减至|降至|降低|压降|控制在|提速|时限|用时|时长")
_CAPACITY = re.compile(r"[年日](?:产|屠宰|处理|加工|出栏|吞吐)(?:能力)?$")
_UNDERTAKING = re.compile(r"[^，。；]{0,14}?(?:项目|技改|工程|生产线|基地|扩建)")
_ASIDE = re.compile(r"（[^（）\d]{1,6}）(?=\d)")
_DEADLINE = re.compile(
    r"年内|年底前?|年末前?|(?:到|至|力争到)?20\d\d年(?:\d{1,2}月)?[底末]?前?|[上下]半年|(?:\d{1,2}月)[底末]?前"
)


def targets(
    document: Document, span: Span, lexicon: Lexicon, year: int | None = None
) -> Iterator[TargetMention]:
    """Yield the targets of a span, in order.

    Args:
        document: the parsed document.
        span: a task's content.
        lexicon: units, cue words and exclusions.
        year: year of the document, for deadlines that are not printed.
    """
    view = document.stored.view.within(span).without_breaks()
    seen: set[tuple[str, object, str, str]] = set()
    for sentence in _SENTENCE.finditer(view.text):
        part = view.slice(sentence.start(), sentence.end())
        for target in _sentence_targets(document, part, lexicon.targets, year):
            key = (target.metric, target.value, target.unit, target.comparator)
            if key not in seen:
                seen.add(key)
                yield target


def _sentence_targets(
    document: Document, view: View, words: TargetLexicon, year: int | None
) -> Iterator[TargetMention]:
    text = _without_quoted(view.text)
    subject = _subject(text, words)
    previous = ""
    for match in _CLAUSE.finditer(text):
        every = tuple(
            q for q in quantities(text[: match.end()], words.units) if q.start >= match.start()
        )
        found = tuple(q for q in every if not _excluded(text, q, match.start(), words))
        clause = QuantityClause(match.start(), match.end(), found, every)
        for position in range(len(found)):
            for target in _quantity_targets(
                document, view, text, clause, position, subject, words, year
            ):
                metric = inherit_metric(target.metric, previous, target.unit, words)
                if metric:
                    previous = metric
                    yield replace(target, metric=metric)


def _without_quoted(text: str) -> str:
    """Blank out digits inside names and asides, and asides within a noun: 示范村（社区）12个."""
    text = _QUOTED.sub(lambda m: re.sub(r"\d", "＿", m[0]), text)
    return _ASIDE.sub(lambda m: "＿" * len(m[0]), text)


def _subject(text: str, words: TargetLexicon) -> str:
    """Return what a sentence is about, where it opens with it: 高端装备产业."""
    match = re.match(
        r"[^，、\d“]{2,14}?(?:产业|行业|教育|养老|企业|农业|工业|旅游)(?=[^，。]{2})", text
    )
    if match is None or words.create.match(text) or words.commitment.match(text):
        return ""
    return match[0]


def _excluded(text: str, q: Quantity, clause: int, words: TargetLexicon) -> bool:
    """Tell whether a number names, limits or reports something and sets no target."""
    before, after = text[clause : q.start], text[q.end : q.end + 12]
    if q.unit == "名" and before.endswith("前"):
        return False
    if q.unit in RANKS:
        return not re.search(
            r"(?:进入?|居|跻身|保持|排名|列)[^，]{0,10}(?:前|全[国省市])?$|前$", before
        )
    if before.endswith("等") and not words.create.search(before):
        return True  # 洛阳等10个国家物流枢纽: the number counts what is named
    if words.kinds.get(q.unit) == "time" and not _SHORTENED.search(before):
        return True  # 免收3个月 says how long, 压缩至3个工作日 what must be reached
    if _CAPACITY.search(before) and _UNDERTAKING.match(after):
        return True  # 年产5000吨白酒技改 is a name
    places = {"before": before, "after": after, "unit": q.unit + text[q.end : q.end + 20]}
    if words.create_end.search(before):
        places.pop("unit")  # 布局建设700万千瓦新型储能项目 is no project's name
    return any(
        p.search(places[where]) is not None for where, p in words.exclusions if where in places
    )


def _quantity_targets(
    document: Document,
    view: View,
    text: str,
    clause: QuantityClause,
    position: int,
    subject: str,
    words: TargetLexicon,
    year: int | None,
) -> Iterator[TargetMention]:
    q = clause.found[position]
    earlier = [
        other.end
        for other in clause.every  # 过50亿元项目1个 is one item, 1亿人次、总收入1000亿元 are two
        if other.end <= q.start and (other in clause.found or "、" in text[other.end : q.start])
    ]
    begin = _after_previous(text, earlier[-1], q.start) if earlier else clause.start
    before, after = text[begin : q.start], text[q.end : clause.end]
    comparator = _comparator(before, after, words)
    if comparator == "=" and position and _CARRIED.search(text[: clause.found[0].start]):
        plain = not words.create.search(before) and not words.change.search(before)
        comparator = ">=" if plain else comparator
    if comparator == "=" and "分别" in text[clause.start : q.start]:
        last = clause.found[-1]  # 分别增长4.5%、5.5%左右: the cue at the end speaks for all
        comparator = _comparator("", text[last.end : clause.end], words)
    named = metrics(text, clause, position, begin, subject, words)
    end = q.end + cue_length(after, words)
    bounds = [(q.value, comparator)] if q.upper is None else [(q.value, ">="), (q.upper, "<=")]
    rank = q.unit in RANKS or (q.unit == "名" and before.endswith("前"))
    if rank:
        bounds = [(q.value, "<=")]
    start = begin + len(before) - len(before.lstrip("、，和及与"))
    for metric in named:
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
                kind="rank" if rank else _kind(text[clause.start : q.start], q, metric, words),
                commitment=_commitment(text[: q.start], words),
                deadline=_deadline(_deadline_text(text[: q.end]), year),
                deadline_text=_deadline_text(text[: q.end]),
            )


def _after_previous(text: str, begin: int, start: int) -> int:
    """Return where a quantity's own words begin: after the previous one, its cue and the comma."""
    stop = text.find("、", begin, start)
    if stop >= 0:
        return stop + 1
    return begin + len(re.match(r"(?:以上|以下|左右|以内)?", text[begin:])[0])  # type: ignore[index]


def _comparator(before: str, after: str, words: TargetLexicon) -> str:
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


def _kind(before: str, q: Quantity, metric: str, words: TargetLexicon) -> str:
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


def _commitment(before: str, words: TargetLexicon) -> str | None:
    found = list(words.commitment.finditer(before))
    return words.commitments[found[-1][0]] if found else None


def _deadline(printed: str | None, year: int | None) -> str | None:
    """Return the last day a target may take: of the printed year, else of the document's."""
    named = re.search(r"20\d\d", printed or "")
    last = int(named[0]) if named else year
    return f"{last}-12-31" if last else None


def _deadline_text(before: str) -> str | None:
    found = _DEADLINE.findall(before)
    return found[-1] if found else None
