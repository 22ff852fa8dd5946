"""Numbers that lead to persons are hidden; lines for the public and amounts are not."""

from __future__ import annotations

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from kg.knowledge.csv_tables import read_csv
from kg.text.hiding.telephones import SURNAMES, without_telephones


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # mobiles
        ("张三 13800000000", "张三 ***********"),
        ("手机：138 0000 0000", "手机：*** **** ****"),
        ("手机+8613800000000；", "手机+*************；"),
        ("138.0000.0000", "***.****.****"),
        ("1380 000 0000", "**** *** ****"),
        ("138-000-00000", "***-***-*****"),
        ("１３８00000000", "***********"),
        ("咨询电话：13800000000", "咨询电话：***********"),
        # landlines by their own shape
        ("（0537-7200000）", "（****-*******）"),
        ("（0537）7200000转801", "（****）*******转***"),
        ("0537/7212345", "****/*******"),
        ("区号0537，号码7212345", "区号****，号码*******"),
        # behind a label
        ("联系电话：7200000", "联系电话：*******"),
        ("联系人及电话：刘建国，副局长，7212345", "联系人及电话：刘建国，副局长，*******"),
        ("电话：721 2345", "电话：*** ****"),
        ("电话：7212-345", "电话：****-***"),
        ("电 话：7212345", "电 话：*******"),
        ("tel:7212345", "tel:*******"),
        ("电话：7212345，13900001111", "电话：*******，***********"),
        ("电话：7212345，7212346/7212347", "电话：*******，*******/*******"),
        # beside a name or an office
        ("张三，7212345", "张三，*******"),
        ("李四（副局长）7212345", "李四（副局长）*******"),
        ("周明亮\n7212345\n", "周明亮\n*******\n"),
        ("办公室 7212345", "办公室 *******"),
        ("咨询电话（工作日）：王科长 7212345", "咨询电话（工作日）：王科长 *******"),
        ("张三，办公电话：7212345", "张三，办公电话：*******"),
        ("投诉电话：0537-7200000。张三7200001", "投诉电话：0537-7200000。张三*******"),
        # accounts and identity numbers
        ("zhang13800000000@163.com", "zhang***********@163.com"),
        ("微信号13800000000a", "微信号***********a"),
        ("身份证号110101199001011234", "身份证号" + "*" * 18),
        ("身份证号11010119900101123X", "身份证号" + "*" * 17 + "X"),
    ],
)
def test_hidden(text: str, shown: str) -> None:
    assert without_telephones(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        # lines for the public
        "开辟服务专线（联系电话：0731—58225116）",
        "县教育局咨询电话：7212345、7212346",
        "监督电话：0537-7212345，0537-7212346",
        "办公电话：0537-7212345",
        "服务热线12345，2024年1月",
        "统一的森林火警电话“6660119”，",
        # amounts, and other numbers
        "增加值138000000000元",
        "投资13800000000元、7212345元",
        "总投资 138 0000 0000 元",
        "电话用户7212345户",
        "金额：7212345",
        "江苏 7212345",
        "邮编272500",
        "测政办字〔2024〕7212345号",
        "sha256 9f13800000000c",
        "2024-2025年，15000-20000亩",
    ],
)
def test_shown(text: str) -> None:
    assert without_telephones(text) == text


@given(
    st.text(
        alphabet="0123456789１３８+-—/.（）(), ：\n@aX张三电话手机咨询办公室元号区", max_size=60
    )
)
def test_digits_alone_are_hidden(text: str) -> None:
    shown = without_telephones(text)
    assert len(shown) == len(text)
    assert all(a == b or (a.isdigit() and b == "*") for a, b in zip(text, shown, strict=True))
    assert without_telephones(shown).count("*") >= shown.count("*")


def test_surnames_are_those_that_the_table_begins_with() -> None:
    surnames = [row["surname"] for row in read_csv(ROOT / "data/rules/surnames.csv")]
    assert surnames[: len(SURNAMES)] == list(SURNAMES)
