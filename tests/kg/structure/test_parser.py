"""Structure: headings, tasks, plans and frames of the first document and of invented ones."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction import extract
from kg.extraction.policies import level_of
from kg.structure.document import Document
from kg.structure.parser import parse
from kg.text.view import normalise

NOTICE = """东河市人民政府办公室
关于印发东河市2024年重点任务的通知
各县（区）人民政府，市政府各部门：
《东河市2024年重点任务》已经市政府同意，现印发给你们。
东河市人民政府办公室
2024年3月5日
（此件公开发布）
东河市2024年重点任务
为贯彻《西川省发展规划》（川发〔2023〕7号），制定如下任务。
"""


def keys(document: Document) -> list[str]:
    return [task.key for task in document.tasks]


def test_the_first_document(first_document: Document) -> None:
    metadata = first_document.metadata
    assert len(first_document.tasks) == 78
    assert [len(s.title) > 0 for s in first_document.sections] == [True] * 11
    assert metadata.wenhao and metadata.wenhao.value == "汶政办字〔2023〕29号"
    assert metadata.title and len(metadata.title.spans) == 2  # printed over two lines
    assert metadata.notice_title and metadata.notice_title.value.endswith(
        "2023年重点工作任务的通知"
    )
    assert metadata.issuer and metadata.issuer.value == "汶上县人民政府办公室"
    assert metadata.date and metadata.date.value == "2023-07-17"
    assert metadata.disclosure and metadata.disclosure.value == "此件公开发布"
    assert [f.value for f in metadata.addressees] == [
        "各乡镇（街道）人民政府（办事处）",
        "县政府有关部门",
    ]
    assert len(metadata.cc) == 6
    assert [t.key for t in first_document.tasks if not t.attributions] == ["76", "77", "78"]
    assert "抄送" not in first_document.slice(first_document.tasks[-1].span)


def test_spans_quote_the_text(first_document: Document) -> None:
    for task in first_document.tasks:
        assert first_document.slice(task.title_span) == task.title
        assert task.text in first_document.slice(task.content)
        assert first_document.slice(task.span).startswith(task.ordinal)


@pytest.mark.parametrize(
    "body, expected",
    [
        (
            "一、甲\n（一）乙乙。做事。（市教育局负责）\n（二）丙丙。做事。（市教育局负责）",
            ["1", "2"],
        ),
        # no line breaks at all
        (
            "一、甲（一）乙乙。做事。（市教育局负责）（二）丙丙。做事。（市教育局负责）二、丁（三）戊戊。做事。（市水利局负责）",
            ["1", "2", "3"],
        ),
        # the item is the task, no sections
        (
            "一、甲甲。做事。（责任单位：市教育局）\n二、乙乙。做事。（责任单位：市教育局）",
            ["1", "2"],
        ),
        # numbering restarts in each section
        (
            "一、甲\n1.乙乙。（市教育局负责）\n2.丙丙。（市教育局负责）\n二、丁\n1.戊戊。（市水利局负责）",
            ["1.1", "1.2", "2.1"],
        ),
        # two levels, each with its own attribution
        (
            "（一）甲甲。（市教育局牵头）\n1.乙乙。（市财政局负责）\n2.丙丙。（市水利局负责）",
            ["1", "1.1", "1.2"],
        ),
        # attributions on lines of their own
        (
            "1．甲甲。做事。\n\n牵头部门：市教育局\n\n完成时限：6月底\n\n2．乙乙。做事。\n\n牵头部门：市水利局",
            ["1", "2"],
        ),
        # a task without attribution among its kind
        (
            "一、甲\n（一）乙乙。（市教育局负责）\n（二）丙丙。（市教育局负责）\n二、保障\n（三）加强领导。各级要重视。",
            ["1", "2", "3"],
        ),
    ],
)
def test_numbering(body: str, expected: list[str]) -> None:
    assert keys(parse(NOTICE + body, KNOWLEDGE.lexicon)) == expected


def test_several_plans_in_one_file() -> None:
    plan = "一、要求\n做好工作。\n二、措施\n1．甲甲。\n牵头部门：市教育局\n2．乙乙。\n牵头部门：市水利局\n"
    text = (
        NOTICE.split("东河市2024年重点任务\n为")[0]
        + f"东河市第一专项方案\n{plan}东河市第二专项方案\n{plan}"
    )
    document = parse(text, KNOWLEDGE.lexicon)
    assert keys(document) == ["1.1", "1.2", "2.1", "2.2"]
    assert {task.plan for task in document.tasks} == {"1", "2"}


def test_a_text_without_tasks_is_kept_as_paragraphs() -> None:
    document = parse(
        "东河市政府工作报告\n各位代表：\n过去一年，全市经济增长5%。\n一、回顾\n成绩很大。",
        KNOWLEDGE.lexicon,
    )
    assert document.tasks == ()
    assert any("全市经济增长" in paragraph.text for paragraph in document.paragraphs)
    assert any("no task" in warning.message for warning in document.warnings)


@pytest.mark.parametrize(
    "lines",
    [
        "（一）治水。做事。（牵头单位：市水务局）（责任单位：市财政局）\n（二）植树。做事。（市林业局负责）",
        "（一）治水。做事。\n牵头单位：市水务局\n责任单位：市财政局\n完成时限：6月底",
        "序号\n事项\n责任单位\n完成时限\n1\n新建水闸\n市水务局\n6月底",
        "序号\n责任单位\n事项\n完成时限\n1\n市水务局\n新建水闸\n6月底",
    ],
)
def test_the_span_of_a_task_holds_all_its_attributions(lines: str) -> None:
    task = parse(f"东河市2024年重点任务\n{lines}", KNOWLEDGE.lexicon).tasks[0]
    assert len(task.attributions) > 1
    assert all(a.span.within(task.span) for a in task.attributions)


def test_a_law_has_articles_not_tasks() -> None:
    assert (
        parse(
            "东河市绿化条例\n第一条 为了绿化。\n第二条 市林业局负责绿化工作。", KNOWLEDGE.lexicon
        ).tasks
        == ()
    )


def test_a_restarted_number_twice_in_one_section_stays_unique() -> None:
    document = parse(
        NOTICE + "1.甲甲。（市教育局负责）\n1.乙乙。（市教育局负责）", KNOWLEDGE.lexicon
    )
    assert len(set(keys(document))) == len(document.tasks) == 2


LINES = "一、甲甲。做事。（市教育局负责）\n二、乙乙。做事。（市财政局负责）"
PLAN = "东河市绿化行动方案"


@pytest.mark.parametrize(
    "named, brought, printed, title",
    [
        # the notice puts the title in 《》, in its own title and in the letter
        (f"《{PLAN}》", f"《{PLAN}》", PLAN, PLAN),
        (PLAN, f"《{PLAN}》", PLAN, PLAN),
        # years with another dash, or only where the plan itself stands
        (f"{PLAN}（2023-2025年）", f"《{PLAN}（2023—2025年）》", f"{PLAN}（2023—2025年）", f"{PLAN}（2023—2025年）"),
        (PLAN, f"《{PLAN}（2022—2024年）》", f"{PLAN}\n（2022—2024年）", f"{PLAN}（2022—2024年）"),
        (f"《{PLAN}（试行）》", f"《{PLAN}（试行）》", f"{PLAN}（试行）", f"{PLAN}（试行）"),
        # a title inside the title
        ("《2024年政府工作报告》分工方案", "《2024年〈政府工作报告〉分工方案》", "2024年《政府工作报告》分工方案", "2024年《政府工作报告》分工方案"),
        ("分工落实《东河市规划》", "《分工落实〈东河市规划〉》", "分工落实《东河市规划》", "分工落实《东河市规划》"),
        # not printed again
        (f"《{PLAN}》", f"《{PLAN}》", "", PLAN),
        # forwarded, the notice's sentence begins with it
        (f"市林业局关于{PLAN}", f"市林业局《关于{PLAN}》", "", f"市林业局关于{PLAN}"),
        # the letter names it without brackets
        (PLAN, PLAN, PLAN, PLAN),
    ],
)  # fmt: skip
def test_the_title_a_notice_covers(named: str, brought: str, printed: str, title: str) -> None:
    text = (
        f"东河市人民政府关于印发{named}的通知\n东政发〔2022〕2号\n各县人民政府：\n"
        f"现将{brought}印发给你们。\n东河市人民政府\n2022年3月5日\n{printed}\n"
        f"为贯彻《西川省绿化规划》，制定本方案。\n{LINES}"
    )
    document = parse(text, KNOWLEDGE.lexicon)
    metadata = document.metadata
    assert metadata.title and metadata.title.value == title
    assert (
        metadata.notice_title
        and metadata.notice_title.value == f"东河市人民政府关于印发{named}的通知"
    )
    assert metadata.date and metadata.date.value == "2022-03-05"
    assert [policy.title for policy in extract(document, "x.txt", KNOWLEDGE).basis] == [
        "西川省绿化规划"
    ]


@pytest.mark.parametrize(
    "between, addressees, wenhao",
    [
        ("\n东政发〔2020〕22号\n各县（市、区）人民政府，市直各部门：", ["各县（市、区）人民政府", "市直各部门"], "东政发〔2020〕22号"),
        ("\n东政发[2020] 22 号\n各县人民政府：", ["各县人民政府"], "东政发〔2020〕22号"),
        # brackets that were lost or read wrong
        ("\n东政办〔20206号\n各县人民政府，市直各部门：", ["各县人民政府", "市直各部门"], "东政办〔2020〕6号"),
        ("\n东管发〔20203)5号\n各县人民政府：", ["各县人民政府"], "东管发〔2020〕5号"),
        # all in one line
        ("东政发〔2020〕22号各县（市、区）人民政府：", ["各县（市、区）人民政府"], "东政发〔2020〕22号"),
        # other lines under the title
        ("\n东政发〔2020〕22号\n2020年9月15日\n各县人民政府：", ["各县人民政府"], "东政发〔2020〕22号"),
        ("\n各镇党委和人民政府，县委各部委：", ["各镇党委和人民政府", "县委各部委"], None),
        ("\n各县人民政府和各开发区管委会：", ["各县人民政府", "各开发区管委会"], None),
    ],
)  # fmt: skip
def test_addressees_after_the_number(
    between: str, addressees: list[str], wenhao: str | None
) -> None:
    head = f"东河市人民政府关于加快海洋经济高质量发展的实施意见{between}"
    joint = "" if "\n" not in between else "\n"
    metadata = parse(f"{head}为做好工作，提出如下意见，请各单位结合本地实际认真组织实施，确保各项任务落到实处。{joint}{LINES}", KNOWLEDGE.lexicon).metadata  # fmt: skip
    assert [field.value for field in metadata.addressees] == addressees
    assert (metadata.wenhao.value if metadata.wenhao else None) == wenhao
    assert metadata.title and metadata.title.value.endswith("发展的实施意见")


def test_masthead_and_number_above_the_title() -> None:
    text = "东河市人民政府文件\n东政发〔2025〕3号\n东河市人民政府关于印发《甲方案》的通知\n各县人民政府：\n现将《甲方案》印发给你们。\n"
    metadata = parse(f"{text}甲方案\n{LINES}", KNOWLEDGE.lexicon).metadata
    assert (
        metadata.notice_title
        and metadata.notice_title.value == "东河市人民政府关于印发《甲方案》的通知"
    )
    assert metadata.wenhao and metadata.wenhao.value == "东政发〔2025〕3号"


@pytest.mark.parametrize(
    "tail, date, disclosure",
    [
        # signature and date in the last line of a text without line breaks
        ("三、加强领导。市海洋小组研究重大问题。东河市人民政府2020年9月15日(此件主动公开)", "2020-09-15", "此件主动公开"),
        ("三、加强领导。研究重大问题。东河市人民政府办公室2020年9月15日", "2020-09-15", None),
        ("三、加强领导。研究重大问题。\n本意见自2023年5月15日起施行，由市发改局负责解释。\n扫一扫在手机打开当前页", None, None),
        ("三、加强领导。研究重大问题。\n信息公开选项：主动公开\n抄送：市委办公室。", None, "信息公开选项：主动公开"),
        ("三、加强领导。研究重大问题。\n扫一扫在手机打开当前页", None, None),
        ("三、加强领导。研究重大问题。\n附件：甲表", None, None),
    ],
)  # fmt: skip
def test_what_stands_behind_the_last_task(
    tail: str, date: str | None, disclosure: str | None
) -> None:
    document = parse(f"东河市绿化工作方案\n{LINES}\n{tail}", KNOWLEDGE.lexicon)
    assert document.tasks[-1].text.endswith("研究重大问题。")
    assert document.slice(document.tasks[-1].span).endswith("研究重大问题。")
    assert (document.metadata.date.value if document.metadata.date else None) == date
    found = document.metadata.disclosure
    assert (found.value if found else None) == disclosure


def test_a_date_in_the_last_task_is_no_signature() -> None:
    document = parse(
        f"东河市绿化工作方案\n{LINES}\n三、收尾。做好总结。各县局2020年9月15日前报送。",
        KNOWLEDGE.lexicon,
    )
    assert document.tasks[-1].text.endswith("报送。")


@pytest.mark.parametrize(
    "sentence, body",
    [
        ("已经市政府同意", "市政府"),
        ("已经市政府第38次常务会议研究同意", "市政府"),
        ("经旗人民政府2021年第4次常务会议研究同意", "旗人民政府"),
        ("经县政府2022年1月5日第4次常务会议审议通过", "县政府"),
        ("已经县政府常务会议审议并通过", "县政府"),
    ],
)
def test_who_approved(sentence: str, body: str) -> None:
    metadata = parse(NOTICE.replace("已经市政府同意", sentence) + LINES, KNOWLEDGE.lexicon).metadata
    assert metadata.approved_by and metadata.approved_by.value == body


def test_a_document_is_no_policy_of_its_own() -> None:
    plan = f"为绿化，根据《西川省绿化条例》，制定本方案。\n一、要求\n按照《东河市绿化规划》做事。\n二、措施\n{LINES.replace('一、', '（一）').replace('二、', '（二）')}\n"
    text = (
        "东河市人民政府关于印发两个专项方案的通知\n各县人民政府：\n"
        "《东河市第一专项方案》《东河市第二专项方案》等2个方案已经市政府同意，现印发给你们。\n"
        f"东河市人民政府\n2022年3月5日\n东河市第一专项方案\n{plan}东河市第二专项方案\n{plan}"
    )
    basis = extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE).basis
    # once each, from the preambles of the plans and from paragraphs that are no task
    assert [policy.title for policy in basis] == ["西川省绿化条例", "东河市绿化规划"]
    assert {policy.role for policy in basis} == {"basis"}


@pytest.mark.parametrize(
    "title, wenhao, level",
    [
        ("中共云山市委云山市人民政府关于发展的意见", "云发〔2023〕9号", "city"),
        ("青河县重点工作方案", "青政办发〔2024〕11号", "county"),
        ("关于推动发展的意见", "鲁发〔2023〕9号", "province"),
        ("自治区党委自治区人民政府关于乡村振兴的意见", None, "province"),
        ("省人民政府办公厅关于绿化的通知", None, "province"),
        ("市人民政府办公厅关于落实〈国务院关于就业的意见〉的通知", None, "city"),
        ("县人民政府关于绿化的通知", None, "county"),
        ("区委办公室关于绿化的通知", None, "county"),
        ("甲河镇人民政府关于绿化的通知", None, "township"),
        ("重庆市人民政府关于绿化的意见", None, "province"),
        ("重庆市甲河区人民政府关于绿化的意见", None, "county"),
        ("甲河彝族自治县绿化条例", None, "county"),
        ("甲河市民政局关于救助的通知", None, "city"),
        ("国务院关于绿化的意见", "国发〔2022〕18号", "state"),
        ("关于加强城市管理的意见", None, None),
        ("推进乡村振兴若干措施", None, None),
        ("成渝地区双城经济圈建设规划纲要", None, None),
    ],
)
def test_the_level_of_a_policy(title: str, wenhao: str | None, level: str | None) -> None:
    assert level_of(title, wenhao, KNOWLEDGE.lexicon) == level


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "一、",
                "（一）",
                "1.",
                "①",
                "第一条",
                "（牵头单位：",
                "）",
                "《",
                "》",
                "县财政局",
                "、",
                "。",
                "\n",
                "抄送：",
                "附件：",
                "2023年7月17日",
                "关于",
                "通知",
                "（国发〔2022〕18号",
                "各县",
                "等",
                "牵头",
                " ",
                "重点任务",
                "#",
            ]
        ),
        max_size=60,
    )
)
def test_no_text_is_refused_and_every_mention_is_a_span(pieces: list[str]) -> None:
    text = normalise("".join(pieces))
    facts = extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE)
    for task_facts in facts.tasks:
        for mention in task_facts.mentions:
            assert text[mention.span.start : mention.span.end] == mention.text


@pytest.mark.parametrize(
    "piece",
    [
        "一、",
        "（牵头单位：县财政局、",
        "《",
        "（",
        "各县、",
        "1.甲。",
        "关于印发",
        "等、",
        "年月日",
    ],
)
def test_long_pathological_lines_stay_linear(piece: str) -> None:
    # no timing: a quadratic or exponential rule would not come back from this
    parse(piece * 20_000, KNOWLEDGE.lexicon)
