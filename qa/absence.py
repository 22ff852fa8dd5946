"""What the documents do not hold: seen before an answer is tried, and said plainly.

Checks in order: nothing asked, a strange place, a strange unit, another year, a detail the texts
do not give, a topic nothing is near to.
"""

from __future__ import annotations

import re

from embeddings.lexical import simplify
from qa.context import Context
from qa.rules import load_question_rules

_QUOTED = re.compile(r"《(?P<name>[^《》]{2,60})》|“(?P<other>[^“”]{2,30})”")
_POLICY = re.compile(r"《[^》]*》|〔\d{4}〕")
# Calibrated on the tuning half of data/gold/questions; the report half gives the figures.
_LEAST_DENSE = 0.20  # below this nothing in the documents is near the question …
_LEAST_WORDS = 0.30  # … unless they hold its words
_NEAR_DENSE = 0.36  # below this, a concept that no document names is what is missing
_NEAR_WORDS = 0.60
_NEAR_FACILITY = 0.50  # dense or lexical score from which a facility may be meant in other words


def absence(context: Context) -> str:
    """Return what is absent, as a sentence, or "" if an answer may be tried."""
    if not context.question.plain:
        return context.say("empty")
    for check in (_place, _unit, _name, _year, _detail, _facility, _topic):
        missing = check(context)
        if missing:
            return missing
    return ""


def _place(context: Context) -> str:
    question, build = context.question, context.build
    strange = [m for m in question.of_kind("Place") if not build.places & set(m.nodes)]
    if strange and not question.things:
        known = context.listed(
            sorted({d["jurisdiction"][-1] for d in build.documents.values() if d["jurisdiction"]})
        )
        return context.say("absent_place", place=strange[0].text, known=known)
    return ""


def _unit(context: Context) -> str:
    for mention in context.question.units:
        place = next((p for p in context.question.of_kind("Place") if p.end == mention.start), None)
        elsewhere = place and not any(
            f"/unit/{name}/" in node for name in place.nodes for node in mention.nodes
        )
        if not mention.nodes or elsewhere:
            name = f"{place.text if place else ''}{mention.text}"
            return context.say("absent_unit", unit=name)
    return ""


def _name(context: Context) -> str:
    """Return a 《title》 or “name” that is quoted in the question and stands in no document."""
    for match in _QUOTED.finditer(context.question.plain):
        linked = any(
            m.start < match.end() and match.start() < m.end for m in context.question.things
        )
        if not linked and _quoted(match) not in context.build.simplified_texts:
            return context.say("absent_name", name=_quoted(match))
    return ""


def _quoted(match: re.Match[str]) -> str:
    return match["name"] or match["other"]


def _year(context: Context) -> str:
    """Return what is missing for a year no document is about and no near sentence names."""
    build, question = context.build, context.question
    years = {d["year"] for k, d in build.documents.items() if d["year"] and context.within(k)}
    for mention in question.of_kind("Year"):
        value = int(mention.nodes[0])
        asked = {value} if value > 1900 else {year + value for year in years}
        if value == 0 or not years or asked & years:
            continue
        named = {str(year) for year in asked}
        if not any(year in text for year in named for text in _near_sentences(context)):
            return context.say(
                "absent_year",
                known=context.listed(str(y) for y in sorted(years)),
                year=context.listed(sorted(named)),
            )
    return ""


def _near_sentences(context: Context) -> list[str]:
    """Return the best sentences of the nearest tasks, without names of policies and their years."""
    near = [h for h in context.hits[:3] if h.item in context.build.tasks]
    return [_POLICY.sub("", h.passage.text) for h in near]


def _detail(context: Context) -> str:
    """Return the detail asked for that none of the nearest sentences gives."""
    near = simplify("".join(_texts(context)))
    for detail in load_question_rules().details:
        if detail.asked.search(context.question.plain) and not detail.said.search(near):
            return context.say("absent_detail", detail=detail.name)
    return ""


def _texts(context: Context) -> list[str]:
    """Return the best sentence of the nearest items, and the whole of the nearest task."""
    task = context.main_task()
    whole = [context.build.tasks[task]["text"]] if task else []
    return [h.passage.text for h in context.hits[:3]] + whole


def _topic(context: Context) -> str:
    question = context.question
    if (
        question.units
        or question.things
        or question.intent.startswith(("document_", "policy_", "busiest", "target_", "sum_"))
    ):
        return ""
    if not context.hits:
        return context.say("absent_topic" if context.build.tasks else "absent_all")
    best = context.hits[0]
    strange = context.strange_concepts()
    if strange and best.dense < _NEAR_DENSE and best.lexical < _NEAR_WORDS:
        return context.say("absent_concept", concept=context.listed(strange))
    far = best.dense < _LEAST_DENSE and best.lexical < _LEAST_WORDS
    return context.say("absent_topic") if far else ""


def _facility(context: Context) -> str:
    """Return a kind of facility (机场) that no document speaks of, where one is asked for."""
    question = context.question
    if question.things or question.intent not in {"responsible", "projects", "task_number"}:
        return ""
    best = context.hits[0] if context.hits else None
    if best and max(best.dense, best.lexical) >= _NEAR_FACILITY:
        return ""
    for match in load_question_rules().facility.finditer(question.plain):
        if match[0] not in context.build.simplified_texts:
            return context.say("absent_name", name=match[0])
    return ""
