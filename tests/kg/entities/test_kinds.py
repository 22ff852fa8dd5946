"""The table of kinds: every row is whole, and no two rows say the same."""

from __future__ import annotations

import dataclasses

import pytest

import kg.extraction.mentions as mentions
from kg.entities.kinds import KINDS, Kind, NamedKind
from kg.extraction.mentions import Mention, UnitMention
from kg.text.span import Span


def test_every_class_of_mentions_has_one_row() -> None:
    known = {c for c in vars(mentions).values() if isinstance(c, type) and issubclass(c, Mention)}
    assert {c.__name__ for c in known - {Mention}} <= {kind.mention for kind in KINDS}


@pytest.mark.parametrize("attribute", ["name", "mention", "key"])
def test_what_tells_kinds_apart_is_unique(attribute: str) -> None:
    values = [v for kind in KINDS if (v := getattr(kind, attribute))]
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("attribute", ["relation", "path", "mention_path"])
def test_what_tells_named_kinds_apart_is_unique(attribute: str) -> None:
    values = [getattr(kind, attribute) for kind in KINDS.named]
    assert len(set(values)) == len(values) and all(values)


@pytest.mark.parametrize("kind", KINDS.named, ids=lambda kind: kind.name)
def test_mentions_of_named_kinds_have_a_name_and_their_details(kind: NamedKind) -> None:
    fields = {field.name for field in dataclasses.fields(getattr(mentions, kind.mention))}
    assert {"name", *kind.details} <= fields


def test_kinds_are_looked_up_by_class_and_by_mention() -> None:
    assert KINDS["KeyProject"].key == "projects" and "Nothing" not in KINDS
    kind = KINDS.named[0]
    assert kind.mention == "ProjectMention"
    mention = mentions.ProjectMention(text="甲", span=Span(0, 1), rule="r", name="乙", stage="plan")
    assert KINDS.named_by(mention) is kind and kind.name_in(mention) == "乙"
    unit = UnitMention(
        text="甲", span=Span(0, 1), rule="r", name="甲", role="lead", kind="named", order=1
    )
    assert KINDS.named_by(unit) is None


def test_the_lists_of_kinds() -> None:
    assert {"Unit", "KeyProject", "PolicyDocument", "NamedPlace"} <= set(KINDS.asked_by_name)
    assert not {"Task", "Section", "Jurisdiction", "Target"} & set(KINDS.asked_by_name)
    assert set(KINDS.drawn) == {kind.name for kind in KINDS} - {
        "Benefit",
        "Person",
        "ConceptMention",
        "TimeLimit",
    }
    assert Kind(name="Law").colour is None
