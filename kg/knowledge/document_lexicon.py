"""Words that tell the parts of a document (data/rules/document_words.csv, number_letters.csv).

The tables hold the words; the shape of a title, a letter or a closing line around them is
compiled here, once. All patterns match on a `kg.text.view.View`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.knowledge.csv_tables import Words, alternation, any_of, words_by_use
from kg.knowledge.data_folder import DataFolder

_BRACKET = r"(?:（[^（）]{1,24}）)?$"
_YEAR = r"(?:(?:19|20)\d\d|[二一〇○零九\d]{4})年"
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})日"
_WITHOUT_ABOUT = "without 关于 too"


@dataclass(frozen=True, slots=True)
class DocumentLexicon:
    """Patterns of the words around and above the tasks of a document.

    Attributes:
        title_end: how a title ends; letter_end the same of a letter (通知, 意见);
            running_title a title that runs into the text.
        plan_end: how the title of one of several plans ends.
        covered: a notice's title, with the one it covers as group `named`, `direct` or
            `quoted`.
        issuer_end: what follows the issuer in a title.
        sent: 现将《…》 in a letter, with the title it sends as group `title`.
        issued: what a letter says right behind a title that it brings.
        masthead: a line above the 文号 that names who publishes.
        approval: who approved the document, group `organisation`.
        disclosure: whether it may be published, group `text`.
        copies: who receives copies, group `names`.
        signed: a signature and date inside a running line, group `organisation`.
        closing: openings of lines that can only follow the last item, or a table.
        own_closing: openings of what closes the document rather than its last task.
        web_residue: what web pages leave behind.
        page_end: what opens the line that ends the text of a page: 责任编辑.
        head_labels: labels of a page's head, and the field of the metadata that each gives;
            head_field one of them with its value, groups `label` and `value`, also where a line
            holds several.
        work: titles of documents whose items are work; no_work of those whose items are not;
            made_known of those whose items are only where it is a list (民生实事的公告);
            listing those that are lists of works, whatever their numbers look like.
        contact_list: titles of lists of persons.
        frame: headings of what frames the work and is none: 总体要求, 指导思想和基本原则.
        safeguard: headings above the last tasks, which name who does them seldom: 保障措施.
        goal: headings above what a whole document must reach; goal_opening the same, as the opening
            of a paragraph.
        annex: a line that opens an annex, or a list of them: groups `number`, `colon`, `title`.
        table_sum: a cell that opens a row of sums; table_note one that opens a note.
        state_column: names of columns that say how far the work is, or why: 进展情况.
        number_letters: the letters of a 文号 as group `letters` (or `abbreviated`), behind what a
            sentence lets run into them; matches nothing that is no issuer's code.
    """

    title_end: re.Pattern[str]
    letter_end: re.Pattern[str]
    running_title: re.Pattern[str]
    plan_end: re.Pattern[str]
    covered: re.Pattern[str]
    issuer_end: re.Pattern[str]
    sent: re.Pattern[str]
    issued: re.Pattern[str]
    masthead: re.Pattern[str]
    approval: re.Pattern[str]
    disclosure: re.Pattern[str]
    copies: re.Pattern[str]
    signed: re.Pattern[str]
    closing: tuple[re.Pattern[str], ...]
    own_closing: re.Pattern[str]
    web_residue: re.Pattern[str]
    page_end: re.Pattern[str]
    head_labels: Mapping[str, str]
    head_field: re.Pattern[str]
    work: re.Pattern[str]
    no_work: re.Pattern[str]
    made_known: re.Pattern[str]
    listing: re.Pattern[str]
    contact_list: re.Pattern[str]
    frame: re.Pattern[str]
    safeguard: re.Pattern[str]
    goal: re.Pattern[str]
    goal_opening: re.Pattern[str]
    annex: re.Pattern[str]
    table_sum: re.Pattern[str]
    table_note: re.Pattern[str]
    state_column: re.Pattern[str]
    number_letters: re.Pattern[str]


def read_document_lexicon(data: DataFolder) -> DocumentLexicon:
    """Read rules/document_words.csv and number_letters.csv.

    Raises:
        GraphError: a table is missing or malformed.
    """
    words = words_by_use(data.rows("rules/document_words.csv"))
    letters = words_by_use(data.rows("rules/number_letters.csv"))
    return DocumentLexicon(
        **_titles(words),
        **_letter(words),
        **_closing(words),
        **_kinds(words),
        **_annexed(words),
        head_labels=words["head_label"],
        head_field=_head_field(words["head_label"]),
        number_letters=_number_letters(letters, words["title_end"]),
    )


def _head_field(labels: Iterable[str]) -> re.Pattern[str]:
    """Match 发布时间：2024-02-18 in 来源：县政府网 发布时间：2024-02-18 字体：大中小.

    A short label (文号, 单位) counts only where no word runs into it (责任单位).
    """
    label = rf"(?:(?<![\u4e00-\u9fff])|(?=[\u4e00-\u9fff]{{4,8}}：))(?:{alternation(labels)})"
    return re.compile(rf"(?P<label>{label})：(?P<value>[^\n]*?)(?=(?:{label})：|[\n\[（]|$)")


def _titles(words: Words) -> dict[str, Any]:
    verb, kind = words["covering_verb"], words["covering_kind"]
    direct_verb, direct_kind = _valued(verb, _WITHOUT_ABOUT), _valued(kind, _WITHOUT_ABOUT)
    return {
        # …工作方案 · …实施意见（试行）
        "title_end": re.compile(f"(?:{alternation(words['title_end'])}){_BRACKET}"),
        # …的指导意见 · …的通知
        "letter_end": re.compile(f"(?:{alternation(words['running_title_end'])}){_BRACKET}"),
        # 东河市第一专项方案
        "plan_end": re.compile(f"(?:{alternation(words['plan_title_end'])}){_BRACKET}"),
        # 湘潭市人民政府关于…的若干意见各县市区人民政府，…
        "running_title": re.compile(
            rf"^.{{2,40}}?关于.{{2,100}}?的(?:{alternation(words['running_title_end'])})|"
            r"^.{2,40}?印发.{2,100}?的通知"
        ),
        # 关于印发《…》的通知 · 甲县人民政府办公室印发…的通知 · 县政府办公室印发《…》
        "covered": re.compile(
            rf"关于(?:{alternation(verb)})(?P<named>.+?)的?(?:{alternation(kind)})$"
            rf"|^(?:(?!关于)[^《]){{2,30}}?(?:{direct_verb})(?P<direct>.+?)的(?:{direct_kind})$"
            rf"|^(?:(?!关于)[^《]){{2,30}}?(?:{direct_verb})(?P<quoted>《[^《》]+》)$"
        ),
        # 甲县人民政府|关于…
        "issuer_end": re.compile(alternation(words["issuer_end"])),
        # 现将《甲县2024年任务表》印发给你们
        "sent": re.compile(rf"(?:{alternation(words['sent'])})《(?P<title>[^《》]{{4,90}})》"),
        # 市林业局《关于…》|已经市政府同意
        "issued": re.compile(alternation(words["issued"])),
        # 甲市人民政府文件
        "masthead": re.compile(
            rf"^[^，。：《]{{2,40}}(?:{alternation(words['masthead_issuer'])})文件$"
        ),
    }


def _letter(words: Words) -> dict[str, Any]:
    meeting = alternation(words["approval_meeting"])
    return {
        # 已经省政府第45次常务会议审议通过 · 经旗人民政府2021年第4次常务会议研究同意
        "approval": re.compile(
            r"经(?P<organisation>[^，。经]{2,14}?)(?:(?:19|20)\d\d年(?:\d{1,2}月\d{1,2}日)?)?"
            rf"(?:第[^，。]{{1,12}}会议?|(?:{meeting})会议?)?"
            rf"(?:{alternation(words['approval_step'])}){{0,3}}(?:{alternation(words['approval'])})"
        ),
    }


def _closing(words: Words) -> dict[str, Any]:
    labels = [r"\s*".join(label) for label in words["copies"]]  # 抄 送, parted by a line break
    copied = "|".join(labels) or "(?!)"
    itself = (
        rf"(?:本|以上|上述)(?:{alternation(words['itself_modifier'])})?"
        rf"(?:{alternation(words['itself'])})"
    )
    # 抄送：县委各部门，县人大常委会办公室。
    copies = re.compile(rf"(?:{copied})：(?P<names>[^\n。]+(?:\n[^\n。]+){{0,3}})")
    # 附件：1.…
    attachments = re.compile(
        rf"^(?:{alternation(words['attachments'])})"
        r"(?:\d{0,2}|[一二三四五六七八九十]?)(?:：|$)"
    )
    # 本意见自2023年5月15日起施行 · 本方案由区发改局负责解释
    provision = re.compile(
        rf"^{itself}(?:自[^。]{{1,40}}(?:{alternation(words['in_force'])})"
        rf"|由[^。]{{2,40}}(?:{alternation(words['explained'])})|(?:{alternation(words['validity'])}))"
    )
    opening, disclosed = words["disclosure_opening"], alternation(words["disclosure"])
    this = _valued(opening, "text")
    # （此件公开发布） （信息公开形式：主动公开） · 信息公开选项：主动公开
    disclosure = re.compile(
        rf"(?m:（|^(?={alternation(opening)}))(?P<text>"
        rf"(?:{this})[^（）\n]{{2,12}}|[^（）\n]{{0,8}}(?:{disclosed}))(?m:）|$)"
    )
    behind = [f"(?:{alternation(words['copies'])})：", alternation(words["attachments"])]
    return {
        "copies": copies,
        "disclosure": disclosure,
        # 填表单位：县发改局
        "closing": (
            *(copies, attachments, provision, disclosure),
            re.compile(f"^(?:{alternation(words['foot_label'])})："),
        ),
        # 本意见自印发之日起施行 · 附件 · 来源：…
        "own_closing": re.compile(
            f"{itself}|{alternation([*words['attachments'], *words['source_label']])}"
        ),
        # …重大问题。甲市人民政府2020年9月15日（此件主动公开）
        "signed": re.compile(
            r"(?<=[。；）])(?P<organisation>[^\n。，：；《》（）]{3,40}?)"
            rf"{_YEAR}{_MONTH}{_DAY}(?:（[^（）]{{2,20}}）)?(?=$|{'|'.join(behind)})"
        ),
        # （责任编辑：甲）
        "page_end": re.compile(rf"[（\[【]?(?:{alternation(words['page_end'])})："),
        # 索引号：… 打印 字号 扫一扫
        "web_residue": re.compile(
            rf"^(?:{alternation(words['web_label'])})(?:[：】（\s]|$)"
            rf"|^(?:{alternation(words['web_opening'])})"
        ),
    }


def _kinds(words: Words) -> dict[str, Any]:
    no_work = words["no_work"]
    return {
        # …实施方案
        "work": re.compile(alternation(words["work"])),
        # …管理办法 · …促进法
        "made_known": re.compile(_valued(no_work, "unless a list")),
        "no_work": re.compile(
            f"{_valued(no_work, 'anywhere')}|(?:{_valued(no_work, 'at the end')})$"
        ),
    }


def _annexed(words: Words) -> dict[str, Any]:
    frame = alternation(words["frame"])
    return {
        # …民生实事项目
        "listing": any_of(words, "listing"),
        # 联络员名单
        "contact_list": any_of(words, "contact_list"),
        # 总体要求 · 2026年工作目标 · 指导思想和基本原则：
        "frame": re.compile(rf"(?:{_YEAR})?(?:{frame})(?:[和与及、](?:{frame}))*[：:]?\n?"),
        "safeguard": any_of(words, "safeguard", end="[：:]?"),
        # 一、总体目标
        "goal": any_of(words, "goal"),
        # （二）主要目标。到2027年… · 总体目标：…
        "goal_opening": re.compile(
            rf"\s*(?:[（(]?[一二三四五六七八九十]{{1,3}}[）)、]|\d{{1,2}}[.．、])?\s*"
            rf"(?:{alternation(words['goal'])})[：:。是]"
        ),
        # 附件1 · 附件：1.任务表 · 附件2：任务表
        "annex": re.compile(
            rf"(?:{alternation(words['attachments'])})"
            r"(?P<number>\d{0,2}|[一二三四五六七八九十]{0,3})(?:(?P<colon>[：.．、])(?P<title>.*))?"
        ),
        # 合计 · 小计（5项）
        "table_sum": any_of(words, "table_sum", end=r"(?:[：（].*)?"),
        # 注：… · 备注1：…
        "table_note": any_of(words, "table_note", end=r"\d?[：:]"),
        # 三季度进展 · 资金来源
        "state_column": any_of(words, "state_column"),
    }


def _number_letters(words: Words, title_ends: Iterable[str]) -> re.Pattern[str]:
    """Match the letters of a 文号: place and organ, or a body of the state, then what it issues.

    Government letters (政, 府 …) come behind a place and stand once; what is cut off before them is
    the longest run-in that leaves a code: 若干措施|京政办发, not 若干措施京|政办发.
    """
    government, han = alternation(words["government"]), "[\u4e00-\u9fff]"
    kind = f"(?:(?!府|政(?![法策])){han}){{0,6}}"
    before = f"(?:(?![政府]){han})"
    organ = alternation(words["organ"])
    code = f"{before}{{1,3}}?(?:{government}){kind}|{before}{{0,3}}?(?:{organ}){kind}"
    ahead = alternation([*words["run_in"], *title_ends])
    inside = alternation(words["run_in_inside"])
    place = alternation(words["place"])
    return re.compile(
        # 根据|国发 · 若干措施|京政办发 · 以及|和政办发 · 汶政办字
        rf"^(?:.*(?:{ahead})|.+(?:{inside}))?(?P<letters>{code})$"
        # 推进某事|鲁政发: a run-in that no table knows, before a province's letter
        rf"|^.*(?P<abbreviated>(?:{place})(?:{government}){kind})$"
    )


def _valued(words: dict[str, str], value: str) -> str:
    """Return the pattern of the words that have a value."""
    return alternation(word for word, own in words.items() if own == value)
