"""The member of an enumeration that a question asks of."""

from __future__ import annotations

import pytest

from qa.answers.respectively import member_asked

PRIZES = (
    "对获得国家级一、二、三等奖的，分别给予最高不超过25万元、10万元、3万元一次性后补助；"
    "对获得省级一、二、三等奖的，分别给予最高不超过10万元、3万元、1万元一次性后补助。"
)
MEMBERS = [
    ("错了，是国家级的三等奖，多少？", PRIZES, "3万元"),
    ("省级三等奖呢", PRIZES, "1万元"),
    ("一等奖二等奖各多少", PRIZES, ""),
    ("大赛得奖给多少", PRIZES, ""),
    ("工信部认定的给多少", "经科技厅、工信部认定的，分别给予50万元、200万元补助。", "200万元"),
    ("满18个月的呢", "正常经营6、18个月以上的，依次给予5000元、1万元补贴。", "1万元"),
    (
        "农村居民收入涨多少",
        "城镇、农村常住居民人均可支配收入分别增长5.2%、8%左右。",
        "8%",
    ),
    ("达到B类资助多少", "分别给予总额500万元（达到A类）、200万元（达到B类）资助", "200万元"),
    ("建几所学校", "新建学校2所、改建学校3所。", ""),
]


@pytest.mark.parametrize(("asked", "sentence", "value"), MEMBERS)
def test_the_member_asked_of_is_told(asked: str, sentence: str, value: str) -> None:
    member = member_asked(asked, [sentence])
    assert (member.value if member else "") == value
