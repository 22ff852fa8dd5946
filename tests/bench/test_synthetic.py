"""Invented documents: seeded, unlike each other, and read as work plans."""

from __future__ import annotations

from conftest import KNOWLEDGE

from bench.synthetic import documents
from kg.extraction import extract
from kg.extraction.mentions import TargetMention, UnitMention
from kg.structure.parser import parse


def test_the_first_of_many_are_those_of_few() -> None:
    few, many = dict(documents(2)), dict(documents(5))
    assert few.items() <= many.items()
    assert len(set(many.values())) == 5
    assert few != dict(documents(2, seed=8))


def test_an_invented_document_is_read_as_a_plan() -> None:
    ((name, text),) = documents(1, tasks=20)
    facts = extract(parse(text, KNOWLEDGE.lexicon), name, KNOWLEDGE)
    assert len(facts.tasks) == 20
    kinds = [{type(m) for m in task.mentions} for task in facts.tasks]
    assert all(UnitMention in found for found in kinds)
    assert sum(TargetMention in found for found in kinds) > 15
