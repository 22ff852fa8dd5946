"""What the documents do not hold: seen before an answer is tried, and said plainly.

Checks in order: nothing asked, a strange place, a larger place's figure, a strange unit, a quoted
name, another year, a detail the texts do not give, a name to the letter, a topic nothing answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from embeddings.lexical import simplify
from qa.answers.named_units import not_theirs, unit_name
from qa.context import Context
from qa.declining.specifics import other_one, strange_name
from qa.mentions import QuestionMention
from qa.reading.clause import Clause
from qa.understanding.question import ASKS

_QUOTED = re.compile(r"《(?P<name>[^《》]{2,60})》|“(?P<other>[^“”]{2,30})”")
_MARKS = " ，,。；;？?！!…\n"
_COMMA = re.compile("[，,。；;？?！!]")
_LONGEST_ASKED = 40  # characters of a question that are said again
_CLAUSE_ENDS = "，,。；;？?！!"
# a year told from this one, as documents write it
_SPOKEN_ALIKE = dict.fromkeys(("去年", "上年"), ("上年度", "上一年度"))
_OWN_MATTER = 3  # characters beside the year that make a clause say something
_DUTY = re.compile(r"负责|牵头|管|承担|配合|参与|任务|职责|分管|主抓")
_RANKED = re.compile(r"排名|名次|位次|排在|前列|进前|[前第](?:多少|几)|几强|多少强")
_NAMED_KIND = re.compile(
    r"行动|工程|计划|机制|项目|活动|战略|方案|品牌|试点|模式|平台|专项|体系|制度"
)
_POLICY = re.compile(r"《[^》]*》|〔\d{4}〕")
# a level of government spoken of as a whole, and the last characters of such places' names
_WHOLES = {"全国": "国", "全省": "省", "全市": "市", "全县": "县区旗市", "全区": "区县市"}


def absence(context: Context, clause: Clause | None = None) -> str:
    """Return what is absent, as a sentence that names what was looked for.

    Args:
        context: the question, which nothing that was found answers.
        clause: what asked.
    """
    if not context.question.plain:
        return context.say("empty")
    return plain_absence(context) or _topic(context, clause)


def plain_absence(context: Context) -> str:
    """Return what is plainly absent: a place, a unit, a name, a year, a detail."""
    for check in (_place, _level, _unit, _name, _year, _detail, _specific):
        missing = check(context)
        if missing:
            return missing
    return ""


def lacks_detail_only(context: Context) -> bool:
    """Tell whether nothing but a detail is plainly absent: no place, unit, name or year."""
    return plain_absence(context) in ("", _detail(context))


def _place(context: Context) -> str:
    question, build = context.question, context.build
    strange = [m for m in question.of_kind("Jurisdiction") if not build.places & set(m.nodes)]
    if strange and not question.things:
        known = context.listed(build.own_places)
        return context.say("absent_place", place=strange[0].text, known=known)
    elsewhere = _elsewhere(context)
    if elsewhere:
        return context.say("absent_place", place=elsewhere, known=context.listed(build.own_places))
    return ""


def _elsewhere(context: Context) -> str:
    """Return a place of which no document is and no near sentence speaks: 上海, not 上海青."""
    build, after_places = context.build, context.build.questions.rules.named_after_places
    if context.question.of_kind("Jurisdiction"):
        return ""
    plain = after_places.sub("", context.question.plain)
    named = build.names.places_elsewhere(
        plain, known_places=build.places, texts=build.simplified_texts
    )
    near = after_places.sub("", simplify("".join(_texts(context)))) if named else ""
    asked = context.question.plain
    units = [unit for unit in context.question.units if unit.nodes]  # 南昌海关 is no 南昌
    own = (
        name
        for name in named
        if not context.question.names(*_span(asked, name))
        and not any(unit.overlaps(*_span(asked, name)) for unit in units)
    )
    return next((name for name in own if name not in near), "")


def _span(plain: str, name: str) -> tuple[int, int]:
    at = plain.find(name)
    return at, at + len(name)


def _level(context: Context) -> str:
    """Return the larger place whose figure is asked for, where the documents give their own's."""
    question, build = context.question, context.build
    if not question.intent.startswith(("target_", "sum_")):
        return ""
    own = build.own_places
    named = [m for m in question.of_kind("Jurisdiction") if build.places & set(m.nodes)]
    asked = [m.text for m in named[-1:] if not set(own) & set(m.nodes)]
    if own and not _RANKED.search(question.plain):  # 全省进30强 is a county's aim
        asked += [w for w, ends in _WHOLES.items() if w in question.plain and not _end(own, ends)]
    if asked:
        return context.say("absent_place", place=asked[0], known=context.listed(own))
    return ""


def _end(names: Iterable[str], ends: str) -> bool:
    return any(name[-1] in ends for name in names)


def _unit(context: Context) -> str:
    if context.question.intent == "unit_check" and not _DUTY.search(context.question.plain):
        return ""  # the unit is part of what is asked about
    missing: list[str] = []
    for mention in context.question.units:
        place = next(
            (p for p in context.question.of_kind("Jurisdiction") if p.end == mention.start), None
        )
        elsewhere = place and not any(
            f"/unit/{name}/" in node for name in place.nodes for node in mention.nodes
        )
        if not mention.nodes or elsewhere:
            missing.append(f"{place.text if place else ''}{mention.text}")
    return context.say("absent_unit", unit=context.listed(missing)) if missing else ""


def _name(context: Context) -> str:
    """Return a 《title》 or “name” that is quoted in the question and stands in no document.

    A “name” counts where a word for what it is stands beside it: “雪亮”工程, but not “我妈是我妈”.
    """
    for match in _QUOTED.finditer(context.question.plain):
        after = context.question.plain[match.end() : match.end() + 10]
        if match["other"] and not (_NAMED_KIND.search(after) or _NAMED_KIND.search(match["other"])):
            continue
        if (
            not context.question.names(*match.span())
            and _quoted(match) not in context.build.simplified_texts
        ):
            return context.say("absent_name", name=_quoted(match))
    return ""


def _quoted(match: re.Match[str]) -> str:
    return match["name"] or match["other"]


def _year(context: Context) -> str:
    """Return what is missing for a year no document is about and no near sentence names."""
    build, question = context.build, context.question
    places = {node for m in question.of_kind("Jurisdiction") for node in m.nodes} & build.places
    own = [d for k, d in build.documents.items() if context.within(k)]
    there = [d for d in own if places & set(d["jurisdiction"])] or own
    years = {d["year"] for d in there if d["year"]}
    cited = [match.span() for match in _POLICY.finditer(question.plain)]
    for mention in question.of_kind("Year"):
        if any(start <= mention.start < end for start, end in cited):
            continue  # 〔2011〕300号 is a policy's number
        if _aside(question.plain, mention):
            continue
        value = int(mention.nodes[0])
        asked = {value} if value > 1900 else {year + value for year in years}
        if value == 0 or not years or asked & years:
            continue
        named = {str(year) for year in asked}
        spoken = _SPOKEN_ALIKE.get(mention.text, (mention.text,))  # 返还上年度保险费
        said = (*named, *spoken)
        if not any(year in text for year in said for text in _near_sentences(context)):
            return context.say(
                "absent_year",
                known=context.listed(str(y) for y in sorted(years)),
                year=context.listed(sorted(named)),
            )
    return ""


def _aside(plain: str, year: QuestionMention) -> bool:
    """Tell whether a year stands in a clause of its own: 孩子明年高考，本科录取率增长多少."""
    start = max(plain.rfind(mark, 0, year.start) for mark in _CLAUSE_ENDS) + 1
    ends = [at for mark in _CLAUSE_ENDS if (at := plain.find(mark, year.end)) >= 0]
    if not ends:
        return False
    own, rest = plain[start : min(ends)], plain[min(ends) :]
    beside = own.replace(year.text, "")
    return len(beside) >= _OWN_MATTER and not ASKS.search(own) and bool(ASKS.search(rest))


def _near_sentences(context: Context) -> list[str]:
    """Return the nearest tasks and paragraphs, without names of policies and their years."""
    return [_POLICY.sub("", context.text_of(hit.item)) for hit in context.hits[:3]]


def _detail(context: Context) -> str:
    """Return the detail asked for that none of the nearest sentences gives."""
    if context.question.intent.startswith("document_"):
        return ""
    near = simplify("".join(_texts(context)))
    for detail in context.build.questions.rules.details:
        asked = detail.asked.search(context.question.plain)
        if asked and not detail.said.search(near) and not _of_speaker(context, asked.start()):
            return _absent(context, "absent_detail", detail=detail.name)
    return ""


def _absent(context: Context, key: str, **values: str) -> str:
    """Return what is absent, of the documents asked: 沈阳市的文件中没有写房租, of many places."""
    known = context.build.places
    asked = [m.text for m in context.question.of_kind("Jurisdiction") if known & set(m.nodes)]
    asked = asked or _places_asked(context)
    if not asked or len(context.build.own_places) < 2:
        return context.say(key, where=context.say("documents"), **values)
    where = context.say("documents_of", places=context.listed(dict.fromkeys(asked)))
    return context.say(key, where=where, **values)


def _places_asked(context: Context) -> list[str]:
    """Return the places of the documents that a turn is asked of, where it names none itself."""
    build, keys = context.build, context.question.documents or ()
    chains = [build.documents[key]["jurisdiction"] for key in sorted(keys)]
    return [chain[-1] for chain in chains if chain] if all(chains) else []


def _of_speaker(context: Context, at: int) -> bool:
    """Tell whether what stands at a place is said of who asks: 我去年刚毕业，有补贴吗."""
    years = context.question.of_kind("Year")
    return any(year.start == at and _aside(context.question.plain, year) for year in years)


def _texts(context: Context) -> list[str]:
    """Return the best sentence of the nearest items, and the whole of the nearest task."""
    item = context.main_item()
    whole = [context.text_of(item)] if item else []
    return [h.passage.text for h in context.hits[:3]] + whole


def _specific(context: Context) -> str:
    """Return a name that is nobody's here, or whose neighbour only the documents know."""
    if context.question.intent.startswith("document_"):
        return ""
    name = strange_name(context)
    item = context.main_item()
    if not name and item:
        name = other_one(context, context.text_of(item))
    return context.say("absent_name", name=name) if name else ""


def _topic(context: Context, clause: Clause | None) -> str:
    """Return that nothing in the documents answers a question."""
    if not context.hits and not context.build.tasks:
        return context.say("absent_all")
    details = clause.details if clause else ()
    if details:  # a telephone number is asked for, and no sentence that could answer gives one
        return _absent(context, "absent_detail", detail=context.listed(details))
    units = [mention for mention in context.question.units if mention.nodes]
    if units and context.question.has_topic and not _is_theirs(context, units):
        return not_theirs(context, unit_name(context, units[0])).absent
    asked = _asked(context, clause) if clause else ""
    if asked and clause and clause.asks_number:
        return _absent(context, "absent_number", asked=asked)
    strange = context.strange_concepts()
    if strange:
        return _absent(context, "absent_concept", concept=context.listed(strange))
    if asked and clause and clause.has("ask", "unit") and clause.has("role"):
        return _absent(context, "absent_number", asked=asked)
    return _absent(context, "absent_words" if asked else "absent_topic", asked=asked)


def _asked(context: Context, clause: Clause) -> str:
    """Return what is asked in the words of the question, the last part of a long one."""
    if not clause.topic or context.question.language != "zh":
        return ""
    said = context.question.text.strip(_MARKS)
    if simplify(clause.text).strip(_MARKS) not in simplify(said):  # 沈阳呢 asks what was asked
        names = dict.fromkeys(m.text for m in clause.named("Jurisdiction", "Unit"))
        return f"{'、'.join(names)}{clause.topic}"
    while len(said) > _LONGEST_ASKED and _COMMA.search(said):
        said = _COMMA.split(said, maxsplit=1)[1]
    return said if len(said) <= _LONGEST_ASKED else clause.text.strip(_MARKS)[:_LONGEST_ASKED]


def _is_theirs(context: Context, units: Iterable[QuestionMention]) -> bool:
    """Tell whether one of some units has the task that the topic is of."""
    nodes = {node for mention in units for node in mention.nodes}
    task = next(iter(context.task_hits(1)), None)
    return task is not None and any(row["unit"] in nodes for row in context.facts.units(task))
