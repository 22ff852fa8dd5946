"""Corrections: each kind of fact as read, what somebody says of it, and what it then is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import KNOWLEDGE

import kg.extraction.mentions as mentions
from kg.corrections.apply import apply
from kg.corrections.corrections_file import ADD, REMOVE, TEXT, Correction
from kg.corrections.fields import FIELDS
from kg.entities.kinds import KINDS
from kg.extraction import extract
from kg.extraction.benefits.benefits import BenefitMention
from kg.extraction.mentions import DocumentFacts, Mention
from kg.structure.parser import parse

TEXT_OF = """甲县2024年重点工作任务
（一）办好教育。新建幼儿园2所，建设东湖小学。（牵头单位：县教育局、县财政局）
"""


def read(text: str = TEXT_OF) -> DocumentFacts:
    return extract(parse(text, KNOWLEDGE.lexicon), "a.txt", KNOWLEDGE)


def correction(kind: str, text: str, field: str, old: str = "", new: str = "") -> Correction:
    start = TEXT_OF.index(text)
    span = (start, start + len(text))
    return Correction("2026-11-30", "张", "a", kind, *span, text, field, old, new, "错了")


def of_kind(facts: DocumentFacts, kind: str) -> list[Mention]:
    return [m for task in facts.tasks for m in task.mentions if KINDS[kind].holds(m)]


# (kind, characters, field, old, new), what the facts of that kind then say
CASES = [
    (("Target", "新建幼儿园2所", "value", "2所", "3所"), [("value", "3"), ("unit", "所")]),
    (("Target", "新建幼儿园2所", "value", "2所", "1.5万人"), [("multiplier", "10000")]),
    (("Target", "新建幼儿园2所", "due", "", "2024-06-30"), [("due", "2024-06-30")]),
    (("Target", "新建幼儿园2所", "metric", "新建幼儿园", "新建 园"), [("metric", "新建 园")]),
    (("Unit", "县教育局", "role", "lead", "assist"), [("role", "assist"), ("text", "县教育局")]),
    (("Unit", "县教育局", TEXT, "", "教育局"), [("text", "教育局"), ("role", "lead")]),
]


@pytest.mark.parametrize("given, expected", CASES)
def test_a_fact_says_what_was_corrected(
    given: tuple[str, str, str, str, str], expected: list[tuple[str, str]]
) -> None:
    facts = apply(read(), [correction(*given)])
    first = of_kind(facts, given[0])[0]
    assert [(name, str(getattr(first, name))) for name, _ in expected] == expected
    assert first.corrected is not None
    assert first.corrected.why == "错了"
    assert facts.document.slice(first.span) == first.text
    assert not [w for w in facts.document.warnings if "no longer" in w.message]


def test_what_was_read_is_kept_where_nobody_says_it() -> None:
    (target,) = of_kind(
        apply(read(), [correction("Target", "新建幼儿园2所", "value", "", "3所")]), "Target"
    )
    assert target.corrected is not None
    assert target.corrected.was == "2所"


def test_there_is_no_such_fact() -> None:
    before = [m.text for m in of_kind(read(), "Unit")]
    facts = apply(read(), [correction("Unit", "县财政局", REMOVE)])
    assert [m.text for m in of_kind(facts, "Unit")] == [t for t in before if t != "县财政局"]


def test_a_fact_that_was_not_read() -> None:
    facts = apply(read(), [correction("Campaign", "办好教育", ADD)])
    (added,) = of_kind(facts, "Campaign")
    assert (added.text, added.rule) == ("办好教育", "correction")


def test_corrections_are_applied_one_after_the_other() -> None:
    rows = [
        correction("Target", "新建幼儿园2所", "value", "2所", "3所"),
        correction("Target", "新建幼儿园2所", "value", "3所", "4所"),
    ]
    (target,) = of_kind(apply(read(), rows), "Target")
    assert str(getattr(target, "value")) == "4"  # noqa: B009


def test_of_two_corrections_of_one_value_the_later_holds_and_it_is_told() -> None:
    rows = [
        correction("Target", "新建幼儿园2所", "value", "2所", "3所"),
        correction("Target", "新建幼儿园2所", "value", "2所", "4所"),
    ]
    facts = apply(read(), rows)
    (target,) = of_kind(facts, "Target")
    assert str(getattr(target, "value")) == "4"  # noqa: B009
    assert target.corrected and target.corrected.was == "2所"
    (told,) = facts.document.warnings
    assert "'新建幼儿园2所' gives way to a later one, which says '4所'" in told.message


@pytest.mark.parametrize(
    ("earlier", "later", "attribute", "expected"),
    [
        (("Target", "新建幼儿园2所", "value", "", "3所"), ("Target", "新建幼儿园2所", "value", "", "4所"), "value", "4"),
        (("Unit", "县教育局", "role", "", "assist"), ("Unit", "县教育局", "role", "", "lead"), "role", "lead"),
        (("Unit", "县教育局", TEXT, "", "教育局"), ("Unit", "县教育局", TEXT, "", "县教"), "text", "县教"),
        (("Campaign", "办好教育", ADD), ("Campaign", "办好教育", ADD), "text", "办好教育"),
    ],
)  # fmt: skip
def test_of_two_about_the_same_the_last_holds(
    earlier: tuple[str, ...], later: tuple[str, ...], attribute: str, expected: str
) -> None:
    rows = [correction(*earlier), replace(correction(*later), why="错了两次")]
    facts = apply(read(), rows)
    found = [m for m in of_kind(facts, later[0]) if m.corrected is not None]
    assert [str(getattr(m, attribute)) for m in found] == [expected]
    assert found[0].corrected is not None
    assert found[0].corrected.why == "错了两次"
    assert "3所" not in found[0].corrected.was  # what was read, not what was said in between
    assert not [w for w in facts.document.warnings if "no longer" in w.message]


def test_it_finds_its_characters_where_the_text_moved() -> None:
    moved = read("\n\n" + TEXT_OF)
    facts = apply(moved, [correction("Unit", "县教育局", "role", "lead", "assist")])
    assert getattr(of_kind(facts, "Unit")[0], "role") == "assist"  # noqa: B009


MISFITS = [
    correction("Target", "新建幼儿园2所", "value", "5所", "3所"),  # says another thing by now
    replace(correction("Unit", "县教育局", "role", "lead", "assist"), text="县卫健局"),
    correction("Unit", "县教育局", "role", "lead", "boss"),
    correction("Unit", "县教育局", TEXT, "", "县卫健局"),  # not in the document
    correction("Nothing", "县教育局", REMOVE),
    correction("Target", "办好教育", ADD, "", "3"),
    correction("Campaign", "甲县2024年", ADD),  # in no task
]


@pytest.mark.parametrize("row", MISFITS)
def test_what_fits_no_more_changes_nothing_and_is_told(row: Correction) -> None:
    facts = read()
    after = apply(facts, [row])
    assert replace(after, document=facts.document) == facts
    assert "no longer fits" in after.document.warnings[-1].message


def test_every_field_is_an_attribute_of_its_kind() -> None:
    for kind, fields in FIELDS.items():
        mention = getattr(mentions, KINDS[kind].mention, BenefitMention)
        known = {name for base in mention.__mro__ for name in getattr(base, "__slots__", ())}
        assert {field.said for field in fields.values()} <= known
