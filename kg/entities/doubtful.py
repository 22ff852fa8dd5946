"""Which facts are doubtful, and why."""

from __future__ import annotations

from kg.entities.kinds import KINDS, Kinds
from kg.extraction.mentions import Mention, UnitMention
from kg.knowledge.judging.doubts import Doubt
from kg.knowledge.knowledge import Knowledge


def doubt_of(mention: Mention, knowledge: Knowledge, kinds: Kinds = KINDS) -> Doubt | None:
    """Return why a fact is doubtful by the first rule that says so; None where none does.

    What a person corrected is not doubtful, nor a body that has no name (有关部门).
    """
    if mention.corrected or (isinstance(mention, UnitMention) and mention.kind == "unnamed"):
        return None
    for rule in knowledge.doubts.get(kinds.list_of(mention), ()):
        if rule.holds(getattr(mention, rule.field)):
            return rule.doubt
    return None
