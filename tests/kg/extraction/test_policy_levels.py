"""Policies: whose they are, and which are the document's own."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.extraction import extract
from kg.extraction.policies import level_of
from kg.structure.parser import parse

LINES = "一、甲甲。做事。（市教育局负责）\n二、乙乙。做事。（市财政局负责）"


def test_a_document_is_no_policy_of_its_own() -> None:
    plan = f"为绿化，根据《西川省绿化条例》，制定本方案。\n一、要求\n按照《东河市绿化规划》做事。\n二、措施\n{LINES.replace('一、', '（一）').replace('二、', '（二）')}\n"
    text = (
        "东河市人民政府关于印发两个专项方案的通知\n各县人民政府：\n"
        "《东河市第一专项方案》《东河市第二专项方案》等2个方案已经市政府同意，现印发给你们。\n"
        f"东河市人民政府\n2022年3月5日\n东河市第一专项方案\n{plan}东河市第二专项方案\n{plan}"
    )
    basis = extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE).basis
    # once each, from the preambles of the plans and from paragraphs that are no task
    assert [policy.title for policy in basis] == ["西川省绿化条例", "东河市绿化规划"]
    assert {policy.role for policy in basis} == {"basis"}


@pytest.mark.parametrize(
    "title, wenhao, level",
    [
        ("中共云山市委云山市人民政府关于发展的意见", "云发〔2023〕9号", "city"),
        ("青河县重点工作方案", "青政办发〔2024〕11号", "county"),
        ("关于推动发展的意见", "鲁发〔2023〕9号", "province"),
        ("自治区党委自治区人民政府关于乡村振兴的意见", None, "province"),
        ("省人民政府办公厅关于绿化的通知", None, "province"),
        ("市人民政府办公厅关于落实〈国务院关于就业的意见〉的通知", None, "city"),
        ("县人民政府关于绿化的通知", None, "county"),
        ("区委办公室关于绿化的通知", None, "county"),
        ("甲河镇人民政府关于绿化的通知", None, "township"),
        ("重庆市人民政府关于绿化的意见", None, "province"),
        ("重庆市甲河区人民政府关于绿化的意见", None, "county"),
        ("甲河彝族自治县绿化条例", None, "county"),
        ("甲河市民政局关于救助的通知", None, "city"),
        ("国务院关于绿化的意见", "国发〔2022〕18号", "state"),
        ("关于加强城市管理的意见", None, None),
        ("推进乡村振兴若干措施", None, None),
        ("成渝地区双城经济圈建设规划纲要", None, None),
    ],
)
def test_the_level_of_a_policy(title: str, wenhao: str | None, level: str | None) -> None:
    assert level_of(title, wenhao, KNOWLEDGE.lexicon) == level
