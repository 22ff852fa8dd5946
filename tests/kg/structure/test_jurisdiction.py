"""The place of a document, from all that names one."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.structure.jurisdiction import jurisdiction_of
from kg.structure.parser import parse

TASK = "一、做好幼儿园建设\n（一）建成幼儿园2所。（责任单位：{units}）\n"

# (text, place)
PLACES = [
    ("青川县2024年教育工作方案\n" + TASK.format(units="县教育局、县财政局"), "青川县"),
    ("2024年教育工作方案\n" + TASK.format(units="县教育局、县财政局"), None),
    ("2024年教育工作方案\n" + TASK.format(units="县教育局") + "青川县人民政府\n", "青川县"),
    ("2024年教育工作方案\n" + TASK.format(units="青川县教育局、青川县财政局"), "青川县"),
    # units of two places, of which neither is named more
    ("2024年教育工作方案\n" + TASK.format(units="青川县教育局、剑阁县财政局"), None),
    ("关于印发《青川县教育工作方案》的通知\n" + TASK.format(units="县教育局"), "青川县"),
    # who issues counts more than what is issued
    (
        "青川县人民政府关于印发《广元市教育工作方案》的通知\n" + TASK.format(units="县教育局"),
        "青川县",
    ),
    ("国务院关于青川县城市规划的批复\n" + TASK.format(units="青川县教育局"), "中华人民共和国"),
    ("【直击两会】青川县政府2024年教育工作方案\n" + TASK.format(units="教育局"), "青川县"),
    ("东河县2024年教育工作方案\n" + TASK.format(units="县教育局"), "东河县"),  # in no table
]


@pytest.mark.parametrize("text, place", PLACES)
def test_the_place_of_a_document(text: str, place: str | None) -> None:
    found = jurisdiction_of(parse(text, KNOWLEDGE.lexicon), KNOWLEDGE.gazetteer)
    assert (found.name if found else None) == place
