"""Rules on how the lists of units of a document are read: the first leads, 下同."""

from __future__ import annotations

import re
from dataclasses import dataclass

# 列首位的为牵头单位，下同 · 第一个逗号前为牵头单位，其余为配合单位，下同 · 第一个为牵头部门
# 逗号前为牵头单位，下同
_FIRST_LEADS = re.compile(
    r"(?:[列排](?:在|名)?(?:首|第一)位?的?|第一[个家位]|首[个家位]|名列第一的?"
    r"|(?P<comma>(?:第一个)?逗号[之以]?前的?))(?:责任)?(?:单位|部门)?"
    r"[为是]牵头(?:单位|部门)?"
    r"(?:[，；]?(?:其余|其他|其它|之?后)的?(?:单位|部门)?均?为(?P<rest>[责配参协]..?)(?:单位|部门))?"
    r"(?:[，；]?下同)?"
)
# （列首位的为牵头单位，下同) inside a list says how to read it; it is not a name
_READING = re.compile(r"[（(]?(?:" + re.sub(r"\?P<\w+>", "?:", _FIRST_LEADS.pattern) + r")[）)]?")


@dataclass(frozen=True, slots=True)
class FirstLeads:
    """A rule on how the lists of a text are read: the first of each leads.

    Attributes:
        comma: all before the first comma lead, not only the first name.
        rest: role of the others, None for that of their label.
    """

    comma: bool = False
    rest: str | None = None


def first_name_leads(text: str) -> FirstLeads | None:
    """Return the rule by which the first of each list leads (下同), where a text states one."""
    match = _FIRST_LEADS.search(text)
    if match is None:
        return None
    rest = match["rest"]
    role = None if rest is None else "responsible" if rest.startswith("责") else "assist"
    return FirstLeads(match["comma"] is not None, role)


def without_rules(text: str) -> str:
    """Return a text in which 、 stands for each character of such a rule: it names nobody."""
    return _READING.sub(lambda match: "、" * len(match[0]), text)
