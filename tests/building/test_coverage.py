"""Coverage: what a document says that no fact explains."""

from __future__ import annotations

from conftest import KNOWLEDGE

from building.coverage import unexplained
from kg.extraction import extract
from kg.structure.parser import parse


def test_what_no_fact_explains_is_listed() -> None:
    text = (
        "甲市2024年重点任务\n（一）兴业。新增企业5家。参见《某报告》，配合县某某中心，每户补助300元。"
        "（牵头单位：市科技局）\n（二）兴农。做事。（牵头单位：市农业农村局）\n"
    )
    facts = extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE)
    missed = [(u.kind, u.text, u.line) for u in unexplained(facts, KNOWLEDGE.lexicon)]
    assert missed == [("name", "配合县某某中心", 2), ("quantity", "300元", 2)]
    assert "新增企业5家" not in str(missed) and "《某报告》" not in str(missed)
