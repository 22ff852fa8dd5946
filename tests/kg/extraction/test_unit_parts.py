"""Which part of a task each unit answers for: tables of (text, part of each unit)."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.extraction.assignments.units import units
from kg.extraction.task_reading import read_document
from kg.structure.parser import parse


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "1.稳定就业。一是加大岗位开发（责任单位：县人社局）；二是发放培训补贴。（责任单位：县财政局、县教育局）",
            {
                "县人社局": "一是加大岗位开发",
                "县财政局": "二是发放培训补贴",
                "县教育局": "二是发放培训补贴",
            },
        ),
        (
            "1.减轻负担。金融支持：增加贷款投放。（责任单位：县金融办）税费减免：按规定减免房产税。（责任单位：县税务局）",
            {"县金融办": "金融支持：增加贷款投放", "县税务局": "税费减免：按规定减免房产税"},
        ),
        (  # a colon, a number and a decimal begin no part by themselves
            "1.稳定就业。开发岗位1.5万个。（责任单位：县人社局）培训3.2万人次。（责任单位：县财政局）",
            {"县人社局": "开发岗位1.5万个", "县财政局": "培训3.2万人次"},
        ),
        (  # lead and assist of one place are of all of it
            "1.稳定就业。开发岗位。（牵头单位：县人社局；配合单位：县财政局）",
            {"县人社局": None, "县财政局": None},
        ),
        (
            "1.稳定就业。开发岗位。\n牵头单位：县人社局\n配合单位：县财政局",
            {"县人社局": None, "县财政局": None},
        ),
    ],
)
def test_parts(text: str, expected: dict[str, str | None]) -> None:
    document = parse(f"甲县人民政府2024年工作要点\n一、工作\n{text}\n", KNOWLEDGE.lexicon)
    (found,) = units(read_document(document, KNOWLEDGE), KNOWLEDGE)
    assert {unit.name: unit.part.text if unit.part else None for unit in found} == expected
    for unit in found:
        if unit.part:
            assert document.slice(unit.part.span) == unit.part.text
