"""What a fragment puts into the clause before it: 那杭州呢."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from qa.reading.clause import Clause
from qa.reading.kinds import COMPARING

_CHANGED = ("Unit", "Jurisdiction", "Year")
# 私人房东的呢 asks the same of another kind of thing
_OF_THE_SAME = re.compile("的呢?[？?。]?$")


# 同样|这税，湘潭怎么说
_THIS_NOUN = re.compile(
    "[这那该](?:个|种|项|笔|份)?(?P<noun>[\u4e00-\u9fff]{1,3}?)(?=[，,。？?的呢在有怎咋是]|$)"
)
_LEADS = re.compile("^(?:那么?|如果是|要是|换成|换|拿了?|有了?|是)+")


def _all_words(clause: Clause) -> str:
    """Return the words of what is put in place of something, with those of a level: 市级表彰."""
    said = _LEADS.sub("", _OF_THE_SAME.sub("", clause.text))
    return said if clause.has("level") and not clause.mentions else clause.topic


def changed_by(clause: Clause, before: Clause, *, more: bool = True) -> Clause:
    """Return the clause before with the names, or the topic, that a fragment puts there.

    Args:
        clause: the fragment.
        before: what it is put into.
        more: whether 私人房东的 takes what was spoken of before as well.
    """
    told = before.has("last") and not before.has("whether")  # 那发改委呢, after 教育厅参与吗
    if clause.named("Unit") and told:  # 那应急局呢, after 其中跟农村有关的呢
        cues = tuple(cue for cue in before.cues if cue.name != "last")
        before = replace(before.without_topic(), cues=cues)
    elif clause.topic and told and before.has("ask", "unit", "limit"):
        # 旗舰店呢, after 谁牵头: of no task told before
        before = replace(before, cues=tuple(cue for cue in before.cues if cue.name != "last"))
    if clause.nth and before.has("last", "unit"):  # 第一家呢, after 第二家单位还管什么
        return replace(before, nth=clause.nth)
    mentions = before.mentions
    for kind in _CHANGED:
        new = clause.named(kind)
        if new:
            mentions = (*(m for m in mentions if m.kind != kind), *new)
    things = [m for m in clause.mentions if m.kind not in _CHANGED]
    words = before
    if things or (clause.topic and not clause.named(*_CHANGED)):
        words = clause
        if more and clause.topic and _OF_THE_SAME.search(clause.text):
            # 拿了市级表彰的呢, after 支援湖北的|医务人员评副高: in the place of 支援湖北的
            behind = _OF_THE_SAME.sub("", before.topic).partition("的")[2]
            of_what = (clause.has("level") and behind) or before.topic
            own = _all_words(clause)
            whole = replace(clause, topic=own, bare=own, works=own)
            words = whole.with_more(of_what, "")
            before = before.without("op", *COMPARING)
        mentions = (*(m for m in mentions if m.kind in _CHANGED), *things)
    role = tuple(cue for cue in clause.cues if cue.name == "role")
    cues = (*(c for c in before.cues if not (role and c.name == "role")), *role)
    topic, bare, works = words.topic, words.bare, words.works
    changed = replace(before, mentions=mentions, topic=topic, bare=bare, works=works)
    return replace(changed, cues=cues, ordinals=clause.ordinals, section=clause.section)


def with_noun_told(clause: Clause, before: Iterable[Clause]) -> Clause:
    """Return a clause in which 这税 is the tax that was spoken of: 房产税.

    Args:
        clause: of a turn.
        before: the turns before it, the last one first.
    """
    match = _THIS_NOUN.search(clause.text)
    if match is None or any(c.name == "last" and c.start < match.end() for c in clause.cues):
        return clause
    noun = match["noun"]
    longer = re.compile(f"[\u4e00-\u9fff]{{1,4}}{re.escape(noun)}")
    said = (one.topic or _without_names(one) for one in before)
    told = next((found[0] for words in said if (found := longer.search(words))), "")
    if not told or clause.topic.strip("，, ") not in ("", noun, match[0]):
        return clause
    return replace(clause, topic=told, bare=told, works=told)


def _without_names(clause: Clause) -> str:
    """Return the words of a clause without the places it names."""
    text = clause.text
    for mention in clause.named("Jurisdiction", "Year"):
        text = text.replace(mention.text, " ")
    return text
