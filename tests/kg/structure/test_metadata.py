"""Metadata: number, addressees, approval."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.structure.parser import parse

NOTICE = """东河市人民政府办公室
关于印发东河市2024年重点任务的通知
各县（区）人民政府，市政府各部门：
《东河市2024年重点任务》已经市政府同意，现印发给你们。
东河市人民政府办公室
2024年3月5日
（此件公开发布）
东河市2024年重点任务
为贯彻《西川省发展规划》（川发〔2023〕7号），制定如下任务。
"""


LINES = "一、甲甲。做事。（市教育局负责）\n二、乙乙。做事。（市财政局负责）"


@pytest.mark.parametrize(
    "between, addressees, wenhao",
    [
        ("\n东政发〔2020〕22号\n各县（市、区）人民政府，市直各部门：", ["各县（市、区）人民政府", "市直各部门"], "东政发〔2020〕22号"),
        ("\n东政发[2020] 22 号\n各县人民政府：", ["各县人民政府"], "东政发〔2020〕22号"),
        # brackets that were lost or read wrong
        ("\n东政办〔20206号\n各县人民政府，市直各部门：", ["各县人民政府", "市直各部门"], "东政办〔2020〕6号"),
        ("\n东管发〔20203)5号\n各县人民政府：", ["各县人民政府"], "东管发〔2020〕5号"),
        # all in one line
        ("东政发〔2020〕22号各县（市、区）人民政府：", ["各县（市、区）人民政府"], "东政发〔2020〕22号"),
        # other lines under the title
        ("\n东政发〔2020〕22号\n2020年9月15日\n各县人民政府：", ["各县人民政府"], "东政发〔2020〕22号"),
        ("\n各镇党委和人民政府，县委各部委：", ["各镇党委和人民政府", "县委各部委"], None),
        ("\n各县人民政府，市政府各部委、各直属机构：", ["各县人民政府", "市政府各部委", "各直属机构"], None),
        ("\n相关区人民政府，市政府有关委、办、局：", ["相关区人民政府", "市政府有关委、办、局"], None),
        ("\n各县人民政府和各开发区管委会：", ["各县人民政府", "各开发区管委会"], None),
    ],
)  # fmt: skip
def test_addressees_after_the_number(
    between: str, addressees: list[str], wenhao: str | None
) -> None:
    head = f"东河市人民政府关于加快海洋经济高质量发展的实施意见{between}"
    joint = "" if "\n" not in between else "\n"
    metadata = parse(f"{head}为做好工作，提出如下意见，请各单位结合本地实际认真组织实施，确保各项任务落到实处。{joint}{LINES}", KNOWLEDGE.lexicon).metadata  # fmt: skip
    assert [field.value for field in metadata.addressees] == addressees
    assert (metadata.wenhao.value if metadata.wenhao else None) == wenhao
    assert metadata.title and metadata.title.value.endswith("发展的实施意见")


@pytest.mark.parametrize(
    "sentence, body",
    [
        ("已经市政府同意", "市政府"),
        ("已经市政府第38次常务会议研究同意", "市政府"),
        ("经旗人民政府2021年第4次常务会议研究同意", "旗人民政府"),
        ("经县政府2022年1月5日第4次常务会议审议通过", "县政府"),
        ("已经县政府常务会议审议并通过", "县政府"),
    ],
)
def test_who_approved(sentence: str, body: str) -> None:
    metadata = parse(NOTICE.replace("已经市政府同意", sentence) + LINES, KNOWLEDGE.lexicon).metadata
    assert metadata.approved_by and metadata.approved_by.value == body


def test_a_title_that_is_printed_twice_is_no_addressee() -> None:
    title = "东河市支持企业若干措施"
    text = f"{title} {title} 东政发〔2022〕2号\n各县人民政府，市直各部门：\n为支持企业，制定措施。\n{LINES}"
    metadata = parse(text, KNOWLEDGE.lexicon).metadata
    assert metadata.title
    assert metadata.title.value == title
    assert [field.value for field in metadata.addressees] == ["各县人民政府", "市直各部门"]
