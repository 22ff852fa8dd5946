"""The lexicon: words come from tables only; a user's table that lacks some finds less."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extraction import extract
from kg.knowledge.knowledge import open_knowledge
from kg.structure.parser import parse
from settings import DATA

TEXT = (
    "甲市2024年重点任务\n（一）兴业。新增企业5家。推进东塘水库除险加固，实施质量提升行动，争创国家卫生县城，"
    "组建南塘数据集团，治理白沙河，落实《乙市规划》。（牵头单位：市科技局）\n"
)


def kinds_found(data: Path | None = None) -> set[str]:
    knowledge = open_knowledge(*([data] if data else []), DATA)
    (task,) = extract(parse(TEXT, knowledge.lexicon), "x.txt", knowledge).tasks
    return {mention.rule.split("/")[0] for mention in task.mentions} - {"subject"}


def test_every_kind_is_found() -> None:
    expected = {"target", "project", "campaign", "honour", "enterprise", "place", "policy"}
    assert kinds_found() == expected | {"attribution"}


@pytest.mark.parametrize(
    "table, lost",
    [
        ("name_words.csv", {"project", "campaign", "honour", "enterprise", "place"}),
        ("policy_words.csv", set()),
        ("measure_units.csv", {"target"}),
    ],
)
def test_an_emptied_table_finds_nothing(tmp_path: Path, table: str, lost: set[str]) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    header = (DATA / "rules" / table).read_text(encoding="utf-8").split("\n")[0]
    (rules / table).write_text(f"{header}\n", encoding="utf-8")
    assert kinds_found(tmp_path) == kinds_found() - lost


def test_a_row_added_is_read(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    table = (DATA / "rules" / "target_words.csv").read_text(encoding="utf-8")
    (tmp_path / "rules" / "target_words.csv").write_text(
        table + "企盼,commitment,企盼,a test\n", encoding="utf-8"
    )
    knowledge = open_knowledge(tmp_path, DATA)
    assert knowledge.lexicon.targets.commitment.search("企盼新增企业5家")
