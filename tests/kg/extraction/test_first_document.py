"""What is found in the first document: units, upstream policies, policies to be issued."""

from __future__ import annotations

from kg.extraction.mentions import DocumentFacts, PolicyMention, UnitMention


def test_mentions_of_the_first_document(first_facts: DocumentFacts) -> None:
    units = [m for t in first_facts.tasks for m in t.mentions if isinstance(m, UnitMention)]
    assert (len(units), len({u.text for u in units}), {u.role for u in units}) == (
        155,
        35,
        {"lead"},
    )
    mentions = [m for t in first_facts.tasks for m in t.mentions] + list(first_facts.basis)
    assert all(first_facts.document.slice(m.span) == m.text for m in mentions)


def test_the_four_upstream_policies(first_facts: DocumentFacts) -> None:
    assert [(p.wenhao, p.level, p.relation, p.role, p.verb) for p in first_facts.basis] == [
        ("国发〔2022〕18号", "state", "implements", "basis", "全面落实"),
        ("鲁发〔2022〕19号", "province", "implements", "basis", "全面落实"),
        ("济发〔2023〕4号", "city", "implements", "basis", "全面落实"),
        (None, "county", "implements", "basis", "推动…重点任务攻坚突破"),
    ]
    document = first_facts.document
    triggers = ["".join(document.slice(s) for s in p.triggers) for p in first_facts.basis]
    assert triggers[-1] == "推动重点任务攻坚突破"


def test_policies_in_tasks(first_facts: DocumentFacts) -> None:
    found = [m for t in first_facts.tasks for m in t.mentions if isinstance(m, PolicyMention)]
    assert ("汶上县新型城镇化规划", "toBeIssued") in {(m.title, m.relation) for m in found}
