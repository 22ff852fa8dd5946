"""Tables that a format drew: rows, categories, headers, and who and how much the cells say."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from conftest import KNOWLEDGE

from kg.extraction import extract
from kg.extraction.mentions import (
    DocumentFacts,
    PlaceMention,
    ProjectMention,
    TargetMention,
    TimeLimitMention,
    UnitMention,
)
from kg.structure.parser import parse
from kg.structure.tables.reading import read_tables
from kg.text.source_text import Drawn, DrawnCell, DrawnTable, source_text
from kg.text.stored_text import StoredText

TITLE = "东河县2024年重点任务分解表\n"
HEADER = "序号|任务|责任单位"


def drawn(lines: str) -> DrawnTable:
    """Return a table: a line a row, | between cells, / in one for a line; < and ^ merge cells."""
    rows = [line.strip().split("|") for line in lines.strip().split("\n")]
    cells: list[DrawnCell] = []
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text in {"<", "^"}:
                continue
            width = next(
                (w for w, t in enumerate([*texts, ""][column + 1 :], 1) if t != "<"), len(texts)
            )
            below = [*(line[column] for line in rows[row + 1 :]), ""]
            height = next((h for h, t in enumerate(below, 1) if t != "^"), len(rows))
            cells.append(DrawnCell(row, column, text.replace("/", "\n"), height, width))
    return DrawnTable(tuple(cells))


def facts_of(*blocks: str | DrawnTable) -> DocumentFacts:
    source = source_text(Drawn(blocks))
    document = parse(source.text, KNOWLEDGE.lexicon, source.grids)
    facts = extract(document, "x.docx", KNOWLEDGE)
    for task in facts.tasks:
        assert all(source.text[m.span.start : m.span.end] == m.text for m in task.mentions)
    return facts


def units(facts: DocumentFacts) -> list[dict[str, list[str]]]:
    """Return the units of each task by role, without the line breaks in their names."""
    found: list[dict[str, list[str]]] = []
    for task in facts.tasks:
        by_role: dict[str, list[str]] = {}
        for mention in task.mentions:
            if isinstance(mention, UnitMention):
                by_role.setdefault(mention.role, []).append(mention.text.replace("\n", ""))
        found.append(by_role)
    return found


# (table, [(key, ordinal, title, text)])
ROWS: list[tuple[str, list[tuple[str, str, str, str]]]] = [
    (
        f"{HEADER}\n1|修路|县交通局\n2|种树|县林业局",
        [("1", "1", "修路", ""), ("2", "2", "种树", "")],
    ),
    # the task's cell is its title, in whatever column
    (
        "序号|领域|重点任务|工作措施|责任单位\n1|工业|培育企业|分批培育。|县工信局\n2|^|建厂房|尽快。|县住建局",
        [("1", "1", "培育企业", "分批培育。"), ("2", "2", "建厂房", "尽快。")],
    ),
    # a sentence that is the title, and the rest of its cell
    (
        f"{HEADER}\n1|修路。年底通车。|县交通局\n2|种树/种草|县林业局",
        [("1", "1", "修路", "年底通车。"), ("2", "2", "种树", "种草")],
    ),
    # a year begins a task and is no number
    (
        f"{HEADER}\n1|修路|县交通局\n2|2024年新建水闸|县水利局",
        [("1", "1", "修路", ""), ("2", "2", "2024年新建水闸", "")],
    ),
    # numbers as they are printed; without them rows are counted
    (
        f"{HEADER}\n3.1|修路|县交通局\n3.2|种树|县林业局\n4.1|建闸|县水利局",
        [("3.1", "3.1", "修路", ""), ("3.2", "3.2", "种树", ""), ("4.1", "4.1", "建闸", "")],
    ),
    (
        f"{HEADER}\n（三）|修路|县交通局\n（四）|种树|县林业局",
        [("3", "（三）", "修路", ""), ("4", "（四）", "种树", "")],
    ),
    ("任务|责任单位\n修路|县交通局\n种树|县林业局", [("1", "", "修路", ""), ("2", "", "种树", "")]),
    # a header of two rows, and again on the next page
    (
        "序号|任务|责任单位|<\n^|^|牵头|配合\n1|修路|县交通局|县财政局\n"
        "序号|任务|责任单位|<\n^|^|牵头|配合\n2|种树|县林业局|县财政局",
        [("1", "1", "修路", ""), ("2", "2", "种树", "")],
    ),
    # a title above, sums and notes below
    (
        f"重点任务表|<|<\n{HEADER}\n1|修路|县交通局\n合计|1项|<\n注：由县政府办公室解释。|<|<",
        [("1", "1", "修路", "")],
    ),
    # one task over several rows; one project in several parts
    (
        f"{HEADER}\n1|修路|县交通局\n^|^|县财政局\n2|种树|县林业局",
        [("1", "1", "修路", ""), ("2", "2", "种树", "")],
    ),
    (
        "序号|项目名称|主要内容|责任单位\n1|老城更新|修路。|县交通局\n^|^|种树。|县林业局",
        [("1", "1", "老城更新", "修路。"), ("1-2", "1", "种树", "老城更新")],
    ),
    # telephone numbers are left out
    (
        "序号|任务|责任单位|联系电话\n1|修路|县交通局|0537-7654321",
        [("1", "1", "修路", "")],
    ),
]
NO_TASKS = [
    "项目|内容\n责任单位|县水利局\n联系电话|0537-1234567",
    "项目名称|城北水厂\n建设单位|县水利局\n建设内容|新建水厂1座",
    "序号|单位|联系人|联系电话\n1|县教育局|张三|0537-7654321",
    "姓名|职务\n张三|县长\n李四|副县长",
    "序号|名称\n1|任务表\n2|名单",
    HEADER,
]
# (table, [units by role])
UNITS: list[tuple[str, list[dict[str, list[str]]]]] = [
    # lines, spaces and names broken over lines
    (
        f"{HEADER}\n1|修路|县交通局/县财政局\n2|种树|县林业局 县水利局\n3|办事|市市场监/管局",
        [
            {"lead": ["县交通局", "县财政局"]},
            {"lead": ["县林业局", "县水利局"]},
            {"lead": ["市市场监管局"]},
        ],
    ),
    (
        f"{HEADER}\n1|修路|高新园（东镇）/各街道\n2|种树|各县（市、区）/人民政府\n3|办事|市林 业局",
        [
            {"lead": ["高新园（东镇）", "各街道"]},
            {"lead": ["各县（市、区）人民政府"]},
            {"lead": ["市林 业局"]},
        ],
    ),
    # a header of two rows, labels by their parts and in brackets
    (
        "序号|任务|责任单位|<\n^|^|牵头|配合\n1|修路|县交通局|县财政局/县发改局",
        [{"lead": ["县交通局"], "assist": ["县财政局", "县发改局"]}],
    ),
    (
        "序号|任务|市级牵头/责任单位|责任部门（单位）|协同配合单位|牵头领导\n1|修路|市交通局|市财政局|各镇政府|王某",
        [{"lead": ["市交通局"], "responsible": ["市财政局"], "assist": ["各镇政府"]}],
    ),
    # verbs and labels inside a cell; nobody yet
    (
        f"{HEADER}\n1|修路|县交通局牵头/县财政局配合\n2|种树|待定\n3|建闸|",
        [{"lead": ["县交通局"], "assist": ["县财政局"]}, {}, {}],
    ),
    # a unit's cell over several rows; a task over several rows
    (
        f"{HEADER}\n1|修路|县交通局\n2|建桥|^\n3|种树|县林业局\n^|^|县水利局",
        [
            {"lead": ["县交通局"]},
            {"lead": ["县交通局"]},
            {"lead": ["县林业局", "县水利局"]},
        ],
    ),
    # 单位 alone is who does it; an unknown one beside a known one helps
    ("序号|任务|单位\n1|修路|县交通局", [{"lead": ["县交通局"]}]),
    (
        "序号|任务|责任单位|帮扶单位\n1|修路|县交通局|县国资公司",
        [{"lead": ["县交通局"], "assist": ["县国资公司"]}],
    ),
]
# (table, [(metric, comparator, value, unit, text)])
TARGETS: list[tuple[str, list[tuple[str, str, int, str, str]]]] = [
    (
        "序号|指标名称|单位|2024年目标|责任单位\n1|地区生产总值|%|增长5左右|县发改局\n2|企业数|家|≥100|县工信局",
        [("地区生产总值增速", "~", 5, "%", "增长5左右"), ("企业数", ">=", 100, "家", "≥100")],
    ),
    (
        "序号|任务|目标值（个）|责任单位\n1|新增幼儿园学位|600|县教育局",
        [("新增幼儿园学位", "=", 600, "个", "600")],
    ),
    ("任务|目标值|责任单位\n改造公路|10公里|县交通局", [("改造公路", "=", 10, "公里", "10公里")]),
    # what the cell says itself, and what the task says already
    (
        "任务|目标|责任单位\n教育工作|新建幼儿园2所。|县教育局",
        [("新建幼儿园", "=", 2, "所", "新建幼儿园2所")],
    ),
    # the items of a cell; a category's count is none
    (
        "类别|任务|责任单位\n民生（6项）|1.新建公园3个/2.新建公厕5座|县住建局",
        [("新建公园", "=", 3, "个", "新建公园3个"), ("新建公厕", "=", 5, "座", "新建公厕5座")],
    ),
]


# (table, [(metric, value, unit, when it is due)]): what columns of stages say
STAGES: list[tuple[str, list[tuple[str, int, str, str]]]] = [
    (
        "任务|年度目标|季度进度安排|<|牵头单位\n^|^|一季度|二季度|^\n"
        "治水|治理河道21公里|完成招标|清淤疏浚8公里|县水利局",
        [("治理河道", 21, "公里", ""), ("清淤疏浚", 8, "公里", "2024-06-30")],
    ),
    (
        "任务|上半年目标|1—9月|牵头单位\n稳就业|新增就业300人|新增就业500人|县人社局",
        [("新增就业", 300, "人", "2024-06-30"), ("新增就业", 500, "人", "2024-09-30")],
    ),
    # 累计40亿元 measures what the whole year's goal does
    (
        "任务|年度目标|二季度|牵头单位\n壮大集群|陶瓷产值突破90亿元|累计40亿元|县工信局",
        [("陶瓷产值", 90, "元", ""), ("陶瓷产值", 40, "元", "2024-06-30")],
    ),
    # what was done is no target
    ("任务|完成情况|<|牵头单位\n^|一季度|二季度|^\n修路|修路8公里|修路9公里|县交通局", []),
    # 2024年|形象进度 is that of the year; 形象进度 alone may be of today
    (
        "项目名称|2024年形象进度|责任单位\n环城路|完成路基工程30%|县交通局",
        [("完成路基工程", 30, "%", "")],
    ),
    ("项目名称|形象进度|责任单位\n环城路|完成路基工程30%|县交通局", []),
]


@pytest.mark.parametrize("table, expected", STAGES)
def test_columns_of_stages(table: str, expected: list[tuple[str, int, str, str]]) -> None:
    found = [
        (m.metric, int(m.value), m.unit, str(m.due or ""))
        for task in facts_of(TITLE, drawn(table)).tasks
        for m in task.mentions
        if isinstance(m, TargetMention)
    ]
    assert found == expected


@pytest.mark.parametrize("table, expected", ROWS)
def test_rows_are_tasks(table: str, expected: list[tuple[str, str, str, str]]) -> None:
    tasks = facts_of(TITLE, drawn(table)).document.tasks
    assert [(task.key, task.ordinal, task.title, task.text) for task in tasks] == expected


@pytest.mark.parametrize("table", NO_TASKS)
def test_what_is_no_table_of_tasks(table: str) -> None:
    assert facts_of(TITLE, drawn(table)).tasks == ()


@pytest.mark.parametrize("table, expected", UNITS)
def test_units_of_cells(table: str, expected: list[dict[str, list[str]]]) -> None:
    assert units(facts_of(TITLE, drawn(table))) == expected


@pytest.mark.parametrize("table, expected", TARGETS)
def test_targets_of_cells(table: str, expected: list[tuple[str, str, int, str, str]]) -> None:
    found = [
        (m.metric, m.comparator, int(m.value), m.unit, m.text)
        for task in facts_of(TITLE, drawn(table)).tasks
        for m in task.mentions
        if isinstance(m, TargetMention)
    ]
    assert found == expected


def test_categories_are_sections_of_the_rows_below() -> None:
    facts = facts_of(
        TITLE,
        drawn(
            "领域|序号|任务|责任单位\n一、工业（2项）|<|<|<\n企业|1|培育企业|县工信局\n"
            "^|2|建厂房|县住建局\n园区|3|建园区|县工信局\n二、民生|<|<|<\n教育|1|建学校|县教育局"
        ),
    )
    document = facts.document
    assert [(s.key, s.ordinal, s.title, s.parent) for s in document.sections] == [
        ("t1", "一、", "工业（2项）", None),
        ("t1.t1", "", "企业", "t1"),
        ("t1.t2", "", "园区", "t1"),
        ("t2", "二、", "民生", None),
        ("t2.t1", "", "教育", "t2"),
    ]
    assert [(t.title, t.section) for t in document.tasks] == [
        ("培育企业", "t1.t1"),
        ("建厂房", "t1.t1"),
        ("建园区", "t1.t2"),
        ("建学校", "t2.t1"),
    ]
    assert document.paragraphs == ()


def test_a_cell_that_leads_into_an_empty_one_counts_for_it() -> None:
    document = facts_of(
        TITLE, drawn("类别|任务|责任单位\n工业|建厂房|县工信局\n|建园区|县住建局")
    ).document
    assert [task.section for task in document.tasks] == ["t1", "t1"]


def test_an_unknown_header_is_a_remark_and_reported() -> None:
    document = facts_of(
        TITLE, drawn("序号|任务|推进路径|责任单位\n1|修路|分两步走|县交通局")
    ).document
    assert document.tasks[0].text == "分两步走"
    assert [(w.line, w.message) for w in document.warnings] == [
        (2, "column 推进路径 has no known name: taken for a remark")
    ]


SENTENCE = "改造水厂3座，年底前通水。"


@pytest.mark.parametrize(
    "header, cell, taken, target",
    [
        # an unknown column of sentences tells the work
        ("推进路径", SENTENCE, "what is to be done", ["3座"]),
        # not where a known one does, or where it says how far the work is
        ("推进路径|工作措施", SENTENCE + "|开工", "a remark", []),
        ("截至三季度进展", SENTENCE, "a remark", []),
    ],
)
def test_a_column_that_no_name_tells_is_told_by_its_cells(
    header: str, cell: str, taken: str, target: list[str]
) -> None:
    facts = facts_of(TITLE, drawn(f"序号|任务|{header}|责任单位\n1|供水|{cell}|县水利局"))
    name = header.partition("|")[0]
    assert [w.message for w in facts.document.warnings] == [
        f"column {name} has no known name: taken for {taken}"
    ]
    found = [m.text for task in facts.tasks for m in task.mentions if isinstance(m, TargetMention)]
    assert [text[-2:] for text in found] == target


def test_a_category_may_stand_where_numbers_do() -> None:
    document = facts_of(
        TITLE,
        drawn(
            "序号|项目名称|总投资/（万元）|责任单位\n"
            "一、工业类（1个）||3000|\n1|面粉厂二期|3000|县工信局\n"
            "二、民生类（1个）||500|\n2|敬老院扩建|500|县民政局"
        ),
    ).document
    titles = {section.key: section.title for section in document.sections}
    assert [(task.title, titles[task.section or ""]) for task in document.tasks] == [
        ("面粉厂二期", "工业类（1个）"),
        ("敬老院扩建", "民生类（1个）"),
    ]


def test_the_cells_of_a_project_keep_their_kinds() -> None:
    facts = facts_of(
        TITLE,
        drawn(
            "序号|项目名称|建设地点|总投资/（万元）|完成时限|备注\n1|滨河路|东镇|3000|6月底|续建"
        ),
    )
    (task,) = facts.tasks
    cells = [(c.kind, c.column, facts.document.slice(c.span)) for c in task.task.cells]
    assert cells == [
        ("project", "项目名称", "滨河路"),
        ("site", "建设地点", "东镇"),
        ("investment", "总投资（万元）", "3000"),
        ("remark", "备注", "续建"),
    ]
    assert [m.text for m in task.mentions if isinstance(m, ProjectMention)] == ["滨河路"]
    assert [m.text for m in task.mentions if isinstance(m, TimeLimitMention)] == ["6月底"]
    assert (task.task.title, task.task.text) == ("滨河路", "续建")


def test_a_layout_table_is_text() -> None:
    facts = facts_of(
        drawn(
            "东河县2024年工作方案/一、整治/（一）治水。修闸。（牵头单位：县水利局）/（二）种树。做事。"
        )
    )
    assert [task.task.title for task in facts.tasks] == ["治水", "种树"]


def test_persons_and_their_numbers_stay_out() -> None:
    facts = facts_of(
        "东河县2024年工作方案\n（一）治水。修闸。（牵头单位：县水利局）\n",
        drawn("序号|单位|联系人|联系电话\n1|县教育局|张三|0537-7654321"),
    )
    assert [task.task.title for task in facts.tasks] == ["治水"]
    assert not any("张三" in p.text or "7654321" in p.text for p in facts.document.paragraphs)
    assert "a list of persons is left out" in [w.message for w in facts.document.warnings]


def test_reading_grows_with_the_rows() -> None:
    """Twice the rows are looked at by twice the lines of the program, not four times."""
    counts = [_lines_run(rows) for rows in (100, 200, 400)]
    assert (counts[2] - counts[1]) < 2.6 * (counts[1] - counts[0])


def _lines_run(rows: int) -> int:
    table = drawn(HEADER + "".join(f"\n{n}|修路{n}里|县交通局" for n in range(1, rows)))
    source = source_text(Drawn((TITLE, table)))
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read_tables(StoredText(source.text), source.grids, KNOWLEDGE.lexicon)
    finally:
        sys.settrace(before)
    return count


def test_a_header_over_several_columns_names_each_of_them() -> None:
    table = drawn(
        "序号|重点任务|季度目标|<|责任单位\n^|^|一季度|二季度|^\n"
        "1|工业|新增企业12家|完成投资45亿元|县工信局"
    )
    facts = facts_of(TITLE, table)
    values = [m.metric for m in facts.tasks[0].mentions if isinstance(m, TargetMention)]
    assert values == ["新增企业", "完成投资"]


def test_groups_and_sums_beside_figures_are_no_tasks() -> None:
    table = drawn(
        "序号|项目名称|建设地点|建设内容|总投资|责任单位\n总计（3个）|<|<|<|900|\n"
        "一|产业类项目（2个）|<|<|600|\n1|甲镇铜业生产线项目|甲镇|建生产线2条|300|县工信局\n"
        "2|香菇产业园|乙镇|建大棚20座|300|县农业农村局\n二|基础设施|||300|\n"
        "3|丹江防洪治理工程|丙镇|治河7公里|300|县水利局"
    )
    facts = facts_of(TITLE, table)
    assert [task.task.ordinal for task in facts.tasks] == ["1", "2", "3"]
    assert [list(by_role.values()) for by_role in units(facts)] == [
        [["县工信局"]],
        [["县农业农村局"]],
        [["县水利局"]],
    ]
    sites = [m.text for t in facts.tasks for m in t.mentions if isinstance(m, PlaceMention)]
    assert sites == ["甲镇", "乙镇", "丙镇"]


def test_a_site_with_others_is_the_one_that_is_named() -> None:
    facts = facts_of(
        TITLE, drawn("序号|项目名称|建设地点|总投资/（万元）\n1|滨河路|青石镇等6个镇|3000")
    )
    (task,) = facts.tasks
    assert [m.name for m in task.mentions if isinstance(m, PlaceMention)] == ["青石镇"]


def test_a_column_of_projects_may_name_services() -> None:
    table = drawn(
        "序号|项目名称|建设地点|建设内容|责任单位\n1|就业援助服务|甲镇|培训100人|县人社局\n"
        "2|柳水公园|乙镇|植树|县林业局"
    )
    facts = facts_of(TITLE, table)
    names = [m.text for t in facts.tasks for m in t.mentions if isinstance(m, ProjectMention)]
    assert names == ["柳水公园"]


def test_of_several_columns_of_indicators_the_last_names_the_row() -> None:
    facts = facts_of(
        "东河县2024年考核指标表\n",
        drawn(
            "一级指标|二级指标|目标值|责任单位\n"
            "经济发展|GDP增速|≥6.5%|县发改局\n"
            "^|固定资产投资增速|10%左右|县发改局\n"
            "社会民生|城镇新增就业|3000人以上|县人社局"
        ),
    )
    names = [task.task.title for task in facts.tasks]
    assert names == ["GDP增速", "固定资产投资增速", "城镇新增就业"]
    told = [m for task in facts.tasks for m in task.mentions if isinstance(m, TargetMention)]
    assert [(m.metric, m.comparator) for m in told] == [
        ("GDP增速", ">="),
        ("固定资产投资增速", "~"),
        ("城镇新增就业", ">="),
    ]


def test_the_first_leads_where_the_column_says_so() -> None:
    facts = facts_of(
        TITLE,
        drawn(
            "序号|任务|责任部门（第一个为牵头部门）|完成时限\n"
            "1|治水|县水利局、县财政局|年底前\n2|治气|县环保局、县住建局|年底前"
        ),
    )
    assert units(facts)[0] == {"lead": ["县水利局"], "responsible": ["县财政局"]}


def test_a_number_is_bound_by_the_last_of_several_steps() -> None:
    facts = facts_of(
        TITLE,
        drawn(
            "任务|目标要求|责任单位|时间节点\n"
            "园区|建成厂房8万平方米|县经开区管委会|一季度：启动；四季度：投用\n"
            "招商|引进项目12个|县投促中心|全年"
        ),
    )
    target = next(m for m in facts.tasks[0].mentions if isinstance(m, TargetMention))
    assert target.due == "2024-12-31"
