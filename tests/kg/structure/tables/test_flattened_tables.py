"""Tables flattened to one cell a line: which rows are tasks, who does them and by when."""

from __future__ import annotations

import pytest
from conftest import FIRST, KNOWLEDGE
from hypothesis import given, settings
from hypothesis import strategies as st

from building.facts_cache import from_bytes, to_bytes
from kg.extraction import extract
from kg.extraction.mentions import (
    DocumentFacts,
    PolicyMention,
    TargetMention,
    TimeLimitMention,
    UnitMention,
)
from kg.structure.document import Document, Task
from kg.structure.parser import parse
from kg.structure.tables.flattened_tables import flat_tables
from kg.text.files import read_source
from kg.text.span import Span
from kg.text.view import View, normalise

Row = tuple[str, str, list[tuple[str, str]], list[str]]
LEXICON = KNOWLEDGE.lexicon
TITLE = "东河市2024年重点任务清单"


def cells(task: Task) -> list[tuple[str, Span]]:
    return [(a.column, a.span) for a in task.attributions if a.column]


def facts_of(*lines: str) -> DocumentFacts:
    """Return the facts of a text whose lines are given; / parts lines that belong together."""
    return extract(
        parse(normalise("\n".join([TITLE, *lines]).replace("/", "\n")), KNOWLEDGE.lexicon),
        "x.txt",
        KNOWLEDGE,
    )


def rows(facts: DocumentFacts) -> list[Row]:
    return [
        (
            task.task.key,
            task.task.title + task.task.text,
            [(m.role, m.text) for m in task.mentions if isinstance(m, UnitMention)],
            [m.text for m in task.mentions if isinstance(m, TimeLimitMention)],
        )
        for task in facts.tasks
    ]


# (lines of the table, [(key, title and text, [(role, unit)], [time limit])])
TABLES: list[tuple[str, list[Row]]] = [
    (
        "序号/重点任务/责任单位/完成时限/1/整治清溪河。/市水务局/6月底/2/新建水闸。/市林业局、市财政局/2024年12月底",
        [
            ("1", "整治清溪河", [("lead", "市水务局")], ["6月底"]),
            (
                "2",
                "新建水闸",
                [("lead", "市林业局"), ("lead", "市财政局")],
                ["2024年12月底"],
            ),
        ],
    ),
    # no numbers: a row is as many lines as there are columns
    (
        "工作任务/牵头单位/完成时限/整治清溪河/市水务局/6月底/新建水闸/市林业局/12月底",
        [
            ("1", "整治清溪河", [("lead", "市水务局")], ["6月底"]),
            ("2", "新建水闸", [("lead", "市林业局")], ["12月底"]),
        ],
    ),
    # the number before its cell, with a mark
    (
        "编号/事项/责任单位/1、整治清溪河/市水务局/2．新建水闸/市林业局",
        [
            ("1", "整治清溪河", [("lead", "市水务局")], []),
            ("2", "新建水闸", [("lead", "市林业局")], []),
        ],
    ),
    # who leads has a column of its own, and so has who helps
    (
        "序号/事项/牵头单位/配合单位/1/整治清溪河/市水务局/市财政局、各区政府/2/新建水闸/市林业局/市公安局",
        [
            (
                "1",
                "整治清溪河",
                [("lead", "市水务局"), ("assist", "市财政局"), ("assist", "各区政府")],
                [],
            ),
            ("2", "新建水闸", [("lead", "市林业局"), ("assist", "市公安局")], []),
        ],
    ),
    # beside one that leads, 责任单位 does not lead
    (
        "序号/事项/牵头单位/责任单位/1/整治清溪河/市水务局/市财政局",
        [("1", "整治清溪河", [("lead", "市水务局"), ("responsible", "市财政局")], [])],
    ),
    # 主办 and 协办
    (
        "项次/工作内容/主办单位/协办单位/完成时间/1/整治清溪河/市水务局/市财政局/长期坚持",
        [
            (
                "1",
                "整治清溪河",
                [("lead", "市水务局"), ("assist", "市财政局")],
                ["长期坚持"],
            )
        ],
    ),
    # a text broken over lines takes what the others leave
    (
        "序号/事项/牵头单位/配合单位/完成时限/1/整治清溪河，/修复湿地，/种树。/市水务局/市财政局/6月底/2/新建水闸/市林业局/各区政府/年底前",
        [
            (
                "1",
                "整治清溪河，修复湿地，\n种树。",
                [("lead", "市水务局"), ("assist", "市财政局")],
                ["6月底"],
            ),
            ("2", "新建水闸", [("lead", "市林业局"), ("assist", "各区政府")], ["年底前"]),
        ],
    ),
    # a cell is missing
    (
        "序号/事项/责任单位/完成时限/1/整治清溪河/市水务局/2/新建水闸/市林业局/6月底",
        [
            ("1", "整治清溪河", [("lead", "市水务局")], []),
            ("2", "新建水闸", [("lead", "市林业局")], ["6月底"]),
        ],
    ),
    # without the one that helps, the only body is still the one that leads
    (
        "序号/事项/牵头单位/配合单位/1/新建水闸/市水务局/2/植树/市林业局/市财政局",
        [
            ("1", "新建水闸", [("lead", "市水务局")], []),
            ("2", "植树", [("lead", "市林业局"), ("assist", "市财政局")], []),
        ],
    ),
    # a list of units broken over lines
    (
        "序号/事项/责任单位/1/新建水闸/市水务局、/市财政局/2/植树/市林业局",
        [
            ("1", "新建水闸", [("lead", "市水务局"), ("lead", "市财政局")], []),
            ("2", "植树", [("lead", "市林业局")], []),
        ],
    ),
    # the header once more, as on the next page
    (
        "序号/事项/责任单位/1/新建水闸/市水务局/2/植树/市林业局/序号/事项/责任单位/3/种草/市财政局",
        [
            ("1", "新建水闸", [("lead", "市水务局")], []),
            ("2", "植树", [("lead", "市林业局")], []),
            ("3", "种草", [("lead", "市财政局")], []),
        ],
    ),
    (
        "事项/牵头单位/完成时限/新建水闸/市水务局/6月/事项/牵头单位/完成时限/植树/市林业局/7月",
        [
            ("1", "新建水闸", [("lead", "市水务局")], ["6月"]),
            ("2", "植树", [("lead", "市林业局")], ["7月"]),
        ],
    ),
    # persons are no units
    (
        "序号/事项/责任领导/责任单位/1/整治清溪河/王某某/市水务局/2/新建水闸/李某某/市林业局",
        [
            ("1", "整治清溪河", [("lead", "市水务局")], []),
            ("2", "新建水闸", [("lead", "市林业局")], []),
        ],
    ),
    # numbers inside a cell open no item
    (
        "序号/事项/责任单位/1/1.整治清溪河。2.修复湿地。/市水务局/2/（一）新建水闸。/市林业局",
        [
            ("1", "1.整治清溪河2.修复湿地。", [("lead", "市水务局")], []),
            ("2", "（一）新建水闸", [("lead", "市林业局")], []),
        ],
    ),
    # a table in each section: keys take the section's number
    (
        "一、治水/序号/事项/牵头单位/1/整治清溪河/市水务局/2/新建水闸/市水务局/二、造林/序号/事项/牵头单位/1/植树/市林业局",
        [
            ("1.1", "整治清溪河", [("lead", "市水务局")], []),
            ("1.2", "新建水闸", [("lead", "市水务局")], []),
            ("2.1", "植树", [("lead", "市林业局")], []),
        ],
    ),
    # items follow a table
    (
        "序号/事项/牵头单位/1/整治清溪河/市水务局/2/新建水闸/市水务局/一、保障/（一）加强领导。做事。（市政府办公室负责）",
        [
            ("1", "整治清溪河", [("lead", "市水务局")], []),
            ("2", "新建水闸", [("lead", "市水务局")], []),
            ("1.1", "加强领导做事。", [("lead", "市政府办公室")], []),
        ],
    ),
    # 列首位的为牵头单位 is said above the table
    (
        "（责任单位列首位的为牵头单位，下同）/序号/事项/责任单位/1/整治清溪河/市水务局、市财政局/2/新建水闸/市林业局、市水务局",
        [
            ("1", "整治清溪河", [("lead", "市水务局"), ("responsible", "市财政局")], []),
            ("2", "新建水闸", [("lead", "市林业局"), ("responsible", "市水务局")], []),
        ],
    ),
    # spaces, empty lines and traditional characters are looked through
    (
        "序　號//事 項//責任單位//1//整治清溪河//市水務局//2//新建水闸//市林 业局",
        [
            ("1", "整治清溪河", [("lead", "市水務局")], []),
            ("2", "新建水闸", [("lead", "市林 业局")], []),
        ],
    ),
    # a mark behind the number, alone on its line
    (
        "编号/事项/责任单位/1、/整治清溪河/市水务局/2．/新建水闸/市林业局",
        [
            ("1", "整治清溪河", [("lead", "市水务局")], []),
            ("2", "新建水闸", [("lead", "市林业局")], []),
        ],
    ),
    # the last row is broken over lines, in a table with numbers and in one without
    (
        "序号/事项/责任单位/1/新建水闸/市水务局/2/整治清溪河，/修复湿地。/市林业局/各单位要落实。",
        [
            ("1", "新建水闸", [("lead", "市水务局")], []),
            ("2", "整治清溪河，修复湿地。", [("lead", "市林业局")], []),
        ],
    ),
    (
        "事项/责任单位/完成时限/整治清溪河，/修复湿地。/市林业局、/市水务局/6月/植树/市林业局/7月",
        [
            (
                "1",
                "整治清溪河，修复湿地。",
                [("lead", "市林业局"), ("lead", "市水务局")],
                ["6月"],
            ),
            ("2", "植树", [("lead", "市林业局")], ["7月"]),
        ],
    ),
    # a cell says roles of its own, by verbs or labels
    (
        "序号/事项/责任单位/1/新建水闸/市水务局牵头，市财政局配合/2/植树/市林业局",
        [
            ("1", "新建水闸", [("lead", "市水务局"), ("assist", "市财政局")], []),
            ("2", "植树", [("lead", "市林业局")], []),
        ],
    ),
    (
        "序号/事项/责任单位/1/新建水闸/牵头单位：市水务局；配合单位：市财政局",
        [("1", "新建水闸", [("lead", "市水务局"), ("assist", "市财政局")], [])],
    ),
    # the closing block is no row
    (
        "事项/责任单位/完成时限/新建水闸/市水务局/6月/植树/市林业局/7月/东河市人民政府办公室/2024年3月5日/抄送：市委办公室。",
        [
            ("1", "新建水闸", [("lead", "市水务局")], ["6月"]),
            ("2", "植树", [("lead", "市林业局")], ["7月"]),
        ],
    ),
    (
        "事项/牵头单位/配合单位/新建水闸/市水务局/市财政局/东河市人民政府办公室/2024年3月5日/抄送：市委办公室。",
        [("1", "新建水闸", [("lead", "市水务局"), ("assist", "市财政局")], [])],
    ),
    # who does it stands before the text
    (
        "序号/责任单位/事项/完成时限/1/市水务局/新建水闸5座/6月底",
        [("1", "新建水闸5座", [("lead", "市水务局")], ["6月底"])],
    ),
    (
        "序号/责任单位/事项/完成时限/1/市水务局/新建水闸/和堤防/6月底/2/市林业局/植树/7月底",
        [
            ("1", "新建水闸和堤防", [("lead", "市水务局")], ["6月底"]),
            ("2", "植树", [("lead", "市林业局")], ["7月底"]),
        ],
    ),
    # on both sides of it: the row is one list
    (
        "序号/牵头单位/事项/责任单位/1/市水务局/新建水闸/市财政局",
        [("1", "新建水闸", [("lead", "市水务局"), ("responsible", "市财政局")], [])],
    ),
    # nobody is named yet, or nobody that a rule knows
    (
        "序号/事项/责任单位/1/新建水闸/市水务局/2/植树/待定/3/种草/市财政局/4/修路/青山供电",
        [
            ("1", "新建水闸", [("lead", "市水务局")], []),
            ("2", "植树", [], []),
            ("3", "种草", [("lead", "市财政局")], []),
            ("4", "修路", [("lead", "青山供电")], []),
        ],
    ),
    (
        "事项/责任单位/完成时限/新建水闸/待定/6月/植树/市林业局/7月",
        [
            ("1", "新建水闸", [], ["6月"]),
            ("2", "植树", [("lead", "市林业局")], ["7月"]),
        ],
    ),
    (
        "序号/事项/责任单位/完成时限/1/新建水闸/市水务局/—/2/植树/市林业局/7月",
        [
            ("1", "新建水闸", [("lead", "市水务局")], []),
            ("2", "植树", [("lead", "市林业局")], ["7月"]),
        ],
    ),
    # a cell, or a list in one, holds the next number
    (
        "序号/事项/目标值/责任单位/1/新建水闸/2/市水务局/2/植树/3/市林业局",
        [
            ("1", "新建水闸2", [("lead", "市水务局")], []),
            ("2", "植树3", [("lead", "市林业局")], []),
        ],
    ),
    (
        "序号/事项/责任单位/1/整治：/1.清溪河/2.白沙河/市水务局/2/植树/市林业局",
        [
            ("1", "整治1.清溪河\n2.白沙河", [("lead", "市水务局")], []),
            ("2", "植树", [("lead", "市林业局")], []),
        ],
    ),
    # twelve rows: a number of two digits is one number
    (
        "序号/事项/责任单位/"
        + "/".join(
            f"{n}/整治{name}河/市水务局" for n, name in enumerate("甲乙丙丁戊己庚辛壬癸子丑", 1)
        ),
        [
            (str(n), f"整治{name}河", [("lead", "市水务局")], [])
            for n, name in enumerate("甲乙丙丁戊己庚辛壬癸子丑", 1)
        ],
    ),
    # numbers begin anywhere, jump and restart; they may have parts or brackets
    (
        "序号/重点工作任务/牵头单位/配合单位/3/修路/县交通局/县财政局/68/种树/县林业局/县财政局/69/建闸/县水利局/县发改局",
        [
            ("3", "修路", [("lead", "县交通局"), ("assist", "县财政局")], []),
            ("68", "种树", [("lead", "县林业局"), ("assist", "县财政局")], []),
            ("69", "建闸", [("lead", "县水利局"), ("assist", "县发改局")], []),
        ],
    ),
    (
        "序号/任务/责任单位/3.1/修路/县交通局/3.2/种树/县林业局/4.1/建闸/县水利局",
        [
            ("3.1", "修路", [("lead", "县交通局")], []),
            ("3.2", "种树", [("lead", "县林业局")], []),
            ("4.1", "建闸", [("lead", "县水利局")], []),
        ],
    ),
    (
        "序号/任务/市级责任单位/（三）/修路/县交通局/（四）/种树/县林业局/（一）/建闸/县水利局",
        [
            ("3", "修路", [("lead", "县交通局")], []),
            ("4", "种树", [("lead", "县林业局")], []),
            ("1", "建闸", [("lead", "县水利局")], []),
        ],
    ),
]
NO_TABLES = [
    "序号/事项/备注/1/整治清溪河/无",  # nobody is named
    "序号/事项/责任领导/1/整治清溪河/王某某",  # a person is no body
    "事项/责任单位/整治清溪河/市水务局",  # two columns may be anything
    "事项/事项/责任单位/整治清溪河/新建水闸/市水务局",  # a column twice
    "事项/牵头单位/完成时限",  # a header alone
    "序号/事项/牵头单位",
    "事项/牵头单位/完成时限/整治清溪河/待定/6月底",  # no row names a body
    "序号/事项/牵头单位/1/整治清溪河/待定/2/新建水闸/无",
    "序号/事项/牵头单位/1/整治清溪河/6月底",  # a date is nobody
    "本表所列序号、事项、责任单位如下。/1/整治清溪河/市水务局",
]


@pytest.mark.parametrize("lines, expected", TABLES)
def test_rows_are_tasks(lines: str, expected: list[Row]) -> None:
    assert rows(facts_of(lines)) == expected


@pytest.mark.parametrize("lines", NO_TABLES)
def test_what_is_no_table(lines: str) -> None:
    facts = facts_of(lines)
    assert rows(facts) == []
    assert list(flat_tables(View.of(facts.document.text).text, LEXICON)) == []


def test_cells_keep_their_places_and_columns() -> None:
    document = facts_of(
        "序号/事项/责任单位/完成时限/1/整治清溪河。/市水务局、市财政局/6月底"
    ).document
    (task,) = document.tasks
    assert [(name, document.slice(span)) for name, span in cells(task)] == [
        ("责任单位", "市水务局、市财政局"),
        ("完成时限", "6月底"),
    ]
    assert task.attributions == tuple(a for a in task.attributions if a.column)
    assert document.slice(task.span).startswith("1\n整治清溪河。\n市水务局")
    assert document.slice(task.content) == "整治清溪河。"
    assert (task.ordinal, task.title_span.start) == ("1", task.content.start)


def test_a_cell_tells_facts_like_any_text() -> None:
    facts = facts_of(
        "序号/事项/责任单位/1/新建水闸5座以上。按照《水网建设规划》做事。/市水务局/2/植树/市林业局"
    )
    found = facts.tasks[0].mentions
    assert [m.metric for m in found if isinstance(m, TargetMention)] == ["新建水闸"]
    assert [m.title for m in found if isinstance(m, PolicyMention)] == ["水网建设规划"]


def test_a_header_is_no_paragraph_and_what_follows_the_table_is_one() -> None:
    document = facts_of(
        "说明：本表一次公布。/序号/事项/责任单位/1/整治清溪河/市水务局/各单位要认真落实。"
    ).document
    assert [p.text for p in document.paragraphs] == ["说明：本表一次公布。", "各单位要认真落实。"]


def test_a_header_with_spaces_is_no_paragraph() -> None:
    document = facts_of("序 号/事 项/责任單位/1/新建水闸/市水务局").document
    assert document.paragraphs == ()


def test_the_closing_block_is_no_row_of_a_numbered_table() -> None:
    document = facts_of(
        "序号/事项/责任单位/1/整治清溪河/市水务局/2/新建水闸/市水务局",
        "东河市人民政府办公室/2024年3月5日/抄送：市委办公室。",
    ).document
    assert [task.key for task in document.tasks] == ["1", "2"]
    assert document.metadata.issuer and document.metadata.issuer.value == "东河市人民政府办公室"
    assert document.metadata.date and document.metadata.date.value == "2024-03-05"
    assert [f.value for f in document.metadata.cc] == ["市委办公室"]


def test_numbering_that_restarts_in_a_second_table_stays_unique() -> None:
    table = "序号/事项/责任单位/1/整治清溪河/市水务局"
    document = facts_of(table, table.replace("清溪河", "白沙河")).document
    assert [task.key for task in document.tasks] == ["1", "1-2"]


def test_a_text_without_tables_has_none(first_document: Document) -> None:
    assert list(flat_tables(View.of(read_source(FIRST).text).text, LEXICON)) == []
    assert not any(cells(task) for task in first_document.tasks)


PIECES = [
    *(
        "序号\n事项\n责任单位",
        "序号\n任务\n牵头单位\n配合单位\n完成时限",
        "事项\n责任单位\n完成时限",
    ),
    *("责任领导", "备注", "1", "2", "3", "1、", "12", "市水务局", "市教育局、市财政局", "6月底"),
    *(
        "待定",
        "2、",
        "配合单位：市公安局",
        "市财政局牵头，市水务局配合",
        "整治清溪河，",
        "建闸3座。",
        "一、兴业",
        "（一）修路。做事。",
    ),
    *("（市水务局负责）", "抄送：市委办公室。", "东河市人民政府办公室", "2024年3月5日", TITLE),
    *("", "、", "（", "《", "#"),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["\n", "\n\n", ""]))
def test_no_mixture_of_headers_and_lines_is_refused(pieces: list[str], mark: str) -> None:
    text = normalise(mark.join(pieces))
    facts = extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE)
    assert len({task.key for task in facts.document.tasks}) == len(facts.document.tasks)
    assert all(text[m.span.start : m.span.end] == m.text for t in facts.tasks for m in t.mentions)
    assert from_bytes(to_bytes(facts)) == facts
