"""A user's own folder of tables: it moves everything, and may hold only what it changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import FIRST, KNOWLEDGE, ROOT

import build_graph
from errors import GraphError
from kg.entities.iri import IriMinter
from kg.entities.linking import linker_for
from kg.extraction import extract
from kg.extraction.mentions import ConceptMention, UnitMention
from kg.knowledge.knowledge import Knowledge, open_knowledge
from kg.structure.parser import parse
from kg.text.files import read_source
from qa.answering import ask
from qa.build import Build, open_build
from qa.declining.calibration import read_calibrations
from qa.understanding.question import understand
from settings import DATA

LABELS = "rules/attribution_labels.csv"
PLAN = """新桃县2024年水利重点任务
一、治水
（一）新建水闸5座以上。
牵头单位：县水务局、县财政局
（二）整治河道。
掌舵人：县水务局
（三）推广海水淡化装备。
"""
Table = Callable[..., Path]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Write one table of an own folder: the shipped one's header, or all of it, and some rows."""
    own = tmp_path / "own"

    def write(name: str, *rows: str, emptied: bool = False) -> Path:
        lines = KNOWLEDGE.data.path(name).read_text(encoding="utf-8").splitlines()
        path = own / name
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = lines[:1] if emptied else lines
        path.write_text("\n".join([*kept, *rows]) + "\n", encoding="utf-8")
        return own

    return write


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def first_text() -> str:
    return read_source(FIRST).text[:4000]


def labelled_leads(knowledge: Knowledge, text: str) -> list[str]:
    """Return the lead units that are printed just behind a label: 牵头单位：县水务局."""
    facts = extract(parse(text, knowledge.lexicon), "x.txt", knowledge)
    found = (m for task in facts.tasks for m in task.mentions)
    leads = [m for m in found if isinstance(m, UnitMention) and m.role == "lead"]
    return [m.text for m in leads if text[m.span.start - 1] == "："]


def built_leads(out: Path) -> list[list[str]]:
    """Return the canonical names of each task's lead units in a build."""
    (entry,) = json.loads((out / "tasks.json").read_text(encoding="utf-8"))["documents"]
    units = [task["units"] for task in entry["tasks"]]
    return [[u["name"] for u in row if u["role"] == "lead"] for row in units]


AS_HELPER = "牵头单位,assist,ours"


# --- what documents are read by --------------------------------------------------------------


def test_a_row_decides_what_a_label_says(table: Table) -> None:
    text, own = read_source(FIRST).text, open_knowledge(table(LABELS, AS_HELPER), DATA)
    assert len(labelled_leads(KNOWLEDGE, text)) == 75
    assert labelled_leads(own, text) == []
    assert labelled_leads(KNOWLEDGE, PLAN) == ["县水务局"]
    assert labelled_leads(own, PLAN) == []


def test_without_the_table_labels_are_read_by_their_words_with_a_warning(table: Table) -> None:
    emptied = open_knowledge(table(LABELS, emptied=True), DATA)
    document = parse(PLAN, emptied.lexicon)
    assert any("牵头单位" in warning.message for warning in document.warnings)


def test_the_command_line_reads_an_own_folder(
    table: Table, plan: Path, tmp_path: Path, cache_folder: Path
) -> None:
    def build(own: Path | None, out: Path) -> list[list[str]]:
        options = ["--out", str(out), "--quiet", "--cache", str(cache_folder)]
        data = ["--data", str(own)] if own else []
        assert build_graph.main([str(plan), *options, *data]) == 0
        return built_leads(out)

    assert build(None, tmp_path / "a") == [["县水务局", "县财政局"], [], []]
    own = table(LABELS, "掌舵人,lead,ours")
    assert build(own, tmp_path / "a") == [["县水务局", "县财政局"], ["县水务局"], []]
    own = table(LABELS, AS_HELPER)
    assert build(own, tmp_path / "b") == [[], [], []]


def test_the_environment_names_an_own_folder(
    table: Table, plan: Path, tmp_path: Path, cache_folder: Path
) -> None:
    own, out = table(LABELS, AS_HELPER), tmp_path / "out"
    options = ["--out", str(out), "--quiet", "--cache", str(cache_folder)]
    command = [sys.executable, "build_graph.py", str(plan), *options]
    environment = {**os.environ, "ZHENGTU_DATA": str(own)}
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    assert built_leads(out) == [[], [], []]


def test_a_row_of_the_gazetteer_is_a_place(table: Table) -> None:
    def places(knowledge: Knowledge) -> list[str]:
        facts = extract(parse(PLAN, knowledge.lexicon), "x.txt", knowledge)
        linker = linker_for(facts, IriMinter("https://example.org/"), knowledge)
        return [place.name for place in linker.chain]

    own = table("gazetteer/places.csv", "370899,新桃县,county,370800,ours")
    assert "济宁市" not in places(KNOWLEDGE)
    assert places(open_knowledge(own, DATA)) == ["山东省", "济宁市", "新桃县"]


def test_a_row_of_the_units_is_a_short_name(table: Table) -> None:
    own = table("gazetteer/unit_cores.csv", "低空经济和无人机,低空,ours")
    names = open_knowledge(own, DATA).unit_names
    assert names.canonical("县低空局") == "县低空经济和无人机局"
    assert KNOWLEDGE.unit_names.canonical("县低空局") == "县低空局"


def test_a_new_table_of_topics_adds_concepts(tmp_path: Path) -> None:
    def concepts(knowledge: Knowledge) -> set[str]:
        facts = extract(parse(PLAN, knowledge.lexicon), "x.txt", knowledge)
        mentions = [m for m in facts.tasks[2].mentions if isinstance(m, ConceptMention)]
        return {m.concept for m in mentions}

    (tmp_path / "topics").mkdir()
    header = KNOWLEDGE.data.path("topics/水利.csv").read_text(encoding="utf-8").splitlines()[0]
    row = "淡化装备,desalination plants,水利,海水淡化装备,,把海水变成淡水的设备。,,ours"
    path = tmp_path / "topics" / "海洋.csv"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    assert "淡化装备" not in concepts(KNOWLEDGE)
    assert "淡化装备" in concepts(open_knowledge(tmp_path, DATA))


def names_of_documents() -> list[str]:
    folders = ("gazetteer", "rules", "topics", ".")
    return [name for folder in folders for name in KNOWLEDGE.data.tables(folder)]


@pytest.mark.parametrize("name", names_of_documents())
def test_a_build_depends_on_every_table_documents_are_read_by(name: str, table: Table) -> None:
    assert open_knowledge(table(name, emptied=True), DATA).digest != KNOWLEDGE.digest


def test_a_build_does_not_depend_on_tables_of_questions(table: Table) -> None:
    for folder in ("questions", "search"):
        for name in KNOWLEDGE.data.tables(folder):
            assert open_knowledge(table(name, emptied=True), DATA).digest == KNOWLEDGE.digest


EMPTIED = [n for folder in ("gazetteer", "rules", ".") for n in KNOWLEDGE.data.tables(folder)]


@pytest.mark.parametrize("name", EMPTIED)
def test_any_table_may_be_emptied(name: str, table: Table, first_text: str) -> None:
    knowledge = open_knowledge(table(name, emptied=True), DATA)
    facts = extract(parse(first_text, knowledge.lexicon), "x.txt", knowledge)
    linker_for(facts, IriMinter("https://example.org/"), knowledge)
    assert facts.tasks


# --- what questions are understood by --------------------------------------------------------


def test_an_english_phrase_of_ours_is_understood(table: Table, build_folder: Path) -> None:
    question = "Which outfit tackles village toilets?"
    own = table(
        "questions/english.csv",
        "which outfit,哪个单位,ours",
        "tackles,负责,ours",
        "village toilets,农村厕所,ours",
    )
    ours = open_build(build_folder, knowledge=open_knowledge(own, DATA))
    shipped = open_build(build_folder, knowledge=KNOWLEDGE)
    assert "农村厕所" not in understand(shipped, question).plain
    assert understand(ours, question).intent == "responsible"
    answers = [ask(build, question) for build in (shipped, ours)]
    assert [task.number for task in answers[1].ranked][:1] == [57]
    assert answers[0].text != answers[1].text


def test_an_example_of_ours_counts(table: Table, build_folder: Path) -> None:
    question = "水网咋回事"
    rows = [f"units,{about}咋回事,ours" for about in ("修路", "水利", "学校", "低保")]
    own = table("questions/examples.csv", *rows)
    ours = open_build(build_folder, knowledge=open_knowledge(own, DATA))
    assert understand(open_build(build_folder, knowledge=KNOWLEDGE), question).intent == "search"
    assert understand(ours, question).intent == "responsible"


def test_a_word_of_ours_only_asks(table: Table, build_folder: Path) -> None:
    own = table("search/question_words.csv", "劳烦掌柜,asking,ours")
    ours = open_build(build_folder, knowledge=open_knowledge(own, DATA))
    shipped = open_build(build_folder, knowledge=KNOWLEDGE)
    asked, plain = "劳烦掌柜农村厕所", "农村厕所"

    def lexical(build: Build, question: str) -> float:
        return build.retriever.search(question, 1, ranker="lexical")[0].lexical

    assert lexical(ours, asked) == lexical(shipped, plain) > lexical(shipped, asked)


def test_without_weights_it_is_said_what_to_do(table: Table) -> None:
    own = table("questions/answerability.csv", emptied=True)
    with pytest.raises(GraphError, match=r"answerability\.csv lacks weights"):
        read_calibrations(open_knowledge(own, DATA).data)


def test_the_environment_moves_the_tables_of_questions(
    table: Table, build_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = table("questions/regional.csv", "劳驾整明白,多少,ours")
    monkeypatch.setenv("ZHENGTU_DATA", str(own))
    assert open_build(build_folder).questions.rules.regional["劳驾整明白"] == "多少"
