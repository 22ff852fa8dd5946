"""Coverage: what a document says that some fact explains, and what none does, with the reason."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from building.coverage.explained import Explained, Unexplained, explained
from kg.extraction import extract
from kg.structure.parser import parse

HEAD = "甲市2024年重点任务\n"
UNIT = "（牵头单位：市科技局）\n"


def found(*tasks: str) -> Explained:
    text = HEAD + "".join(tasks)
    facts = extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE)
    return explained(facts, KNOWLEDGE.lexicon)


def missed(*tasks: str) -> list[tuple[str, str, int]]:
    return [(item.kind, item.text, item.line) for item in found(*tasks).missed]


def test_what_no_fact_explains_is_listed_with_its_line() -> None:
    listed = missed(
        f"（一）兴业。新增企业5家。参见《某报告》，配合县某某中心，目前已有300家。{UNIT}",
        f"（二）兴农。做事。{UNIT}",
    )
    assert listed == [("name", "配合县某某中心", 2), ("quantity", "300家", 2)]


@pytest.mark.parametrize(
    ("sentence", "kind", "text"),
    [
        ("目前已有300家", "quantity", "300家"),
        ("擦亮“云上之城”", "quoted", "“云上之城”"),
        ("擦亮红旗岭抽水蓄能电站", "name", "擦亮红旗岭抽水蓄能电站"),
    ],
)
def test_kinds(sentence: str, kind: str, text: str) -> None:
    assert (kind, text, 2) in missed(f"（一）兴业。{sentence}。{UNIT}")


def test_an_address_holds_no_quantity() -> None:
    address = "https://example.org/#:~:text=%E5%86%9C%E4%B8%9A%86%E5%90%91"
    assert missed(f"（一）兴业。见 {address} 。{UNIT}") == []


def test_what_is_excluded_says_why() -> None:
    (item,) = (m for m in found(f"（一）兴业。目前已有300家。{UNIT}").missed)
    assert (item.text, item.reason) == ("300家", "present stock or the past")


def test_a_number_in_a_fact_is_explained() -> None:
    one = found(f"（一）兴业。新增企业5家，对企业每户补助300元。{UNIT}")
    assert one.taken == {"attribution": 1, "name": 1, "quantity": 2, "title": 0}
    assert (one.missed, one.share) == ((), 1.0)


def test_the_share_counts_attributions_numbers_titles_and_names() -> None:
    heading = Unexplained("heading", "（一）", 1, "", 0, "")
    number = Unexplained("quantity", "5家", 1, "", 0, "")
    assert Explained((heading, number), {"name": 3}).share == 0.75
    assert Explained((), {}).share == 1.0
