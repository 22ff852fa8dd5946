"""What documents say of themselves: in their heads, and in a sentence of their own at the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT

import build_graph
from kg.knowledge.data_folder import DataFolder
from qa.answering import ask
from qa.build import Build, open_build
from qa.evidence.sayings import read_sayings, sayings

SAYINGS = read_sayings(DataFolder((ROOT / "data",)))

# (what is asked for, words of which it must speak, text, the sentences)
SAID = [
    (
        "validity",
        "",
        "本文件有效期2年，自2026年7月31日起施行。",
        ["本文件有效期2年，自2026年7月31日起施行。"],
    ),
    (
        "validity",
        "",
        "（责任单位：市税务局） 本政策执行期暂定为三个月。",
        ["本政策执行期暂定为三个月。"],
    ),
    ("validity", "", "以上措施在疫情防控期间有效。", ["以上措施在疫情防控期间有效。"]),
    ("validity", "", "贷款利率自2月1日起执行。", []),  # of loans, not of the document
    ("covers", "", "本办法适用于在本县注册的企业。", ["本办法适用于在本县注册的企业。"]),
    ("covers", "护林员", "本意见所称护林员是指专职人员。", ["本意见所称护林员是指专职人员。"]),
    ("covers", "网格员", "本意见所称护林员是指专职人员。", []),
    ("status", "", "征求意见截止2026年6月24日。", ["征求意见截止2026年6月24日。"]),
]


@pytest.mark.parametrize(("field", "words", "text", "expected"), SAID)
def test_sentences_a_document_says_of_itself(
    field: str, words: str, text: str, expected: list[str]
) -> None:
    assert sayings(text, SAYINGS[field], words) == expected


FOREST = """青政办发〔2024〕8号

青川县人民政府办公室关于印发青川县护林防火若干措施的通知

各乡镇人民政府：
《青川县护林防火若干措施》已经县政府同意，现印发给你们。
青川县人民政府办公室
2024年3月5日

青川县护林防火若干措施
为贯彻落实国务院防火指挥部《关于加强护林工作的通知》（森防发〔2023〕12号），制定本措施。
（一）加强巡护。新增护林员120名，年底前完成。（牵头单位：县林业局）
（二）畅通报警。设立防火热线（电话：0839-7200000），联系人李四13800000000。（牵头单位：县应急管理局）
本措施所称护林员，是指村级专职和季节性护林人员。本措施自2024年4月1日起施行，有效期3年。
"""
ROADS = """2024年重点工作任务
（一）修路。改造乡村道路30公里。（牵头单位：交通运输局）
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, cache_folder: Path) -> Build:
    """Build a notice that says of itself what a stranger asks, and a text that names no place."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "护林.txt").write_text(FOREST, encoding="utf-8")
    (folder / "jiange_2024.txt").write_text(ROADS, encoding="utf-8")
    out = folder / "build"
    files = [str(folder / name) for name in ("护林.txt", "jiange_2024.txt")]
    assert (
        build_graph.main([*files, "--out", str(out), "--quiet", "--cache", str(cache_folder)]) == 0
    )
    return open_build(out)


# (question, what is said)
ASKED = [
    ("青川护林防火那份文是几号，哪天印的", ("青政办发〔2024〕8号", "2024年3月5日")),
    ("青川这份措施是照国家哪个文办的？", ("森防发〔2023〕12号",)),
    ("青川的措施管多久", ("2024年4月1日起施行，有效期3年",)),
    ("青川那2条从哪天起用，用几年", ("2024年4月1日起施行，有效期3年",)),
    ("青川说的护林员到底包括谁？", ("村级专职和季节性护林人员",)),
    ("青川防火热线打哪个号码", ("0839-7200000",)),
    ("剑阁要改造多少公里路", ("30公里",)),  # jiange_2024.txt
    ("我表哥从剑阁去成都打工，剑阁要改造多少公里路", ("30公里",)),  # 成都 is said in passing
]


@pytest.mark.parametrize(("question", "held"), ASKED)
def test_what_a_document_says_of_itself(small: Build, question: str, held: tuple[str, ...]) -> None:
    answer = ask(small, question)
    assert answer.grade in ("stated", "quoted")
    assert [words for words in held if words not in answer.text] == []
    assert "13800000000" not in answer.text


def test_a_place_that_is_asked_about_is_absent(small: Build) -> None:
    assert ask(small, "成都要改造多少公里路").grade == "absent"
