"""A collection: each text once, another text of one key under a number, failures named."""

from __future__ import annotations

from pathlib import Path

from conftest import KNOWLEDGE

from building.collection import read_collection
from kg.entities.iri import IriMinter

PLAN = """东河政发〔2024〕5号
东河市2024年重点任务
（一）培育企业。新增企业5家。（牵头单位：市科技局、市财政局）
"""


def test_the_same_text_twice_is_one_document_and_another_text_gets_a_number(
    tmp_path: Path,
) -> None:
    for name, text in (
        ("a.txt", PLAN),
        ("b.txt", PLAN + "\n"),
        ("c.txt", PLAN.replace("5家", "6家")),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "d.txt").write_bytes(b"")
    collection = read_collection([tmp_path], IriMinter("https://w3id.org/zhengtu/"), KNOWLEDGE)
    assert [facts.key for facts in collection.facts] == ["东河政发-2024-5", "东河政发-2024-5-2"]
    assert collection.failures[0].message.endswith("the file is empty; nothing to build")
