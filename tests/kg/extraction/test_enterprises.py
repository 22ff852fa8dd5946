"""Enterprises: a table of (text, firms)."""

from __future__ import annotations

import pytest
from one_task import found

from kg.extraction.enterprises import enterprises


@pytest.mark.parametrize(
    "text, expected",
    [
        ("推动河东钢宏、敦山种业等企业上市挂牌", ["河东钢宏", "敦山种业"]),
        ("支持天河科技、天章卫星等3家商业航天企业做大做强", ["天河科技", "天章卫星"]),
        ("支持新能源、新材料等企业", []),
        ("培育专精特新、小巨人等企业上市", []),
        ("支持南塘实业、聚香园等龙头企业扩能", ["南塘实业", "聚香园"]),
        ("支持新能源、新材料、深加工等企业", []),
        ("推进组建南塘数据集团", ["南塘数据集团"]),
        # a legal form ends a name, whatever follows
        ("支持辽宁北方锻压机床有限公司攻关压力机", ["辽宁北方锻压机床有限公司"]),
        ("依托云岭机器人（南塘）有限公司建设基地", ["云岭机器人（南塘）有限公司"]),
        ("重点抓好与南塘机器人有限公司共建基地", ["南塘机器人有限公司"]),
        ("培育具有国际竞争力的环境服务有限公司", []),
        ("支持南塘集团做大做强", ["南塘集团"]),
        # by a trade, where the firm is helped to do something
        ("引进南康生物、瑞塘医药等企业落户", ["南康生物", "瑞塘医药"]),
        ("推动云岭竹业挂牌“新三板”", ["云岭竹业"]),
        ("引进南塘首华环保开展第三方运维", ["南塘首华环保"]),
        ("推动现代物流建设，支持绿色食品开展认证", []),
        ("依托辰欣药业、中国石油集团公司等企业，支持各公司发展", ["辰欣药业", "中国石油集团公司"]),
    ],
)
def test_enterprises(text: str, expected: list[str]) -> None:
    assert [e.name for e in found(text, enterprises)] == expected
