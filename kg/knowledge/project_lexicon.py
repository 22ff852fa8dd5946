"""Words that tell projects (data/rules/name_words.csv), compiled into patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kg.knowledge.csv_tables import Words, alternation, any_of

_BRACKET = "(?:（[^（）]{1,8}）)?$"
NUMERAL = "[一二三四五六七八九十]"
# 9月底前|完成 · 2026年底前|建成 · 2025年6月10日前|启动
_BY_DATE = (
    r"[到至]?(?:20\d\d年(?:\d{1,2}月)?|\d{1,2}月)(?:\d{1,2}日|[底初末]|[上中下]旬)?(?:[之以]?前)?"
)


@dataclass(frozen=True, slots=True)
class ProjectLexicon:
    """Words that tell projects.

    Attributes:
        stage: modifiers and a verb, group `verb`, before a project: 加快推进; stages what each
            verb says of its stage.
        finished_end: verb after a project, group `end`, with its adverbials (年内建成投用);
            finished_stages what each says of its stage.
        lead: words before a project that have no verb: 其中, 力争, 6月底前.
        building: verbs of stage that build; what they are said of is a thing.
        head: head nouns of projects; head_end the same at the end of a name.
        facility_end: nouns of built things (中心, 街) at the end of a name.
        works: what is done to a thing (除险加固); works_end the same at the end of a name;
            thing_end nouns of what it is done to.
        built_end: words at the end of a list whose members are built: 建设, 等平台.
        list_tail: what follows the last name of a list, with its class in group `kind`.
        tail: what follows a name that is not in a list: 建设, 1座.
        planned: a name, group 1, whose plan is written: 甲遗址公园旅游功能提升规划编制.
        quantified: a number of things, or all of them: no name.
        sentence: a verb or another word that no name holds.
        phase: the end of a name that is of one undertaking: 二期; qualified of one in brackets:
            国家医学中心（中医类）.
        road: a class of numbered roads; road_number one of them: 新105、新342国道.
        only_one: how the name of the only one in a county begins: 县精神卫生中心; only_body the
            same of a short one, where other words say that it is built: 县医院.
        named_end: nouns of things that each have a name, at its end: 路, 小学; class_words what
            names of classes have before them: 农村.
        described: what tells of a project before its name: 总投资7.58亿元的.
        investment: what all of it costs, groups `value`, `multiplier`, `unit`: 总投资约12亿元.
        location: where it is, group `place`: 位于北新区.
    """

    stage: re.Pattern[str]
    stages: dict[str, str]
    finished_end: re.Pattern[str]
    finished_stages: dict[str, str]
    lead: re.Pattern[str]
    building: frozenset[str]
    head: re.Pattern[str]
    head_end: re.Pattern[str]
    facility_end: re.Pattern[str]
    works: re.Pattern[str]
    works_end: re.Pattern[str]
    thing_end: re.Pattern[str]
    built_end: re.Pattern[str]
    list_tail: re.Pattern[str]
    tail: re.Pattern[str]
    planned: re.Pattern[str]
    quantified: re.Pattern[str]
    sentence: re.Pattern[str]
    phase: re.Pattern[str]
    qualified: re.Pattern[str]
    road: re.Pattern[str]
    road_number: re.Pattern[str]
    only_one: re.Pattern[str]
    only_body: re.Pattern[str]
    named_end: re.Pattern[str]
    class_words: re.Pattern[str]
    described: re.Pattern[str]
    investment: re.Pattern[str]
    location: re.Pattern[str]


def read_project_lexicon(words: Words) -> ProjectLexicon:
    """Compile the words of projects."""
    return ProjectLexicon(
        **_stages(words),
        **_heads(words),
        **_ends(words),
        **_no_names(words),
        **_forms(),
        **_details(words),
    )


def verb_prefix(words: Words, *uses: str) -> re.Pattern[str]:
    """Match the modifiers that open a clause and a verb, group `verb`: 二要加快建好, 一是建设."""
    verbs = alternation(word for use in uses for word in words[use])
    return re.compile(
        rf"(?:{NUMERAL}{{1,2}}[要是]|{_BY_DATE}|{alternation(words['modifier'])})*(?P<verb>{verbs})(?![路街巷](?:[、主东西南北改综环绿拓]|$))好?"
    )


def _stages(words: Words) -> dict[str, Any]:
    modifier, joint = alternation(words["modifier"]), alternation(words["joint_stage"])
    quantity = _quantity(words)
    adverbial = alternation([*words["adverbial"], *words["modifier"]])
    day = r"“[^“”]{2,4}”前|20\d\d年|\d{1,2}月?(?=[底初末中前])|\d{1,2}月(?:\d{1,2}日)?"
    moment = f"{adverbial}|{day}"
    return {
        # 加快推进 · 与省农科院|共建 · 依托甲大学、乙公司|建设
        "stage": re.compile(
            rf"(?:(?:{modifier})*[^，。；、“]{{0,14}}[与和同][^，。；、“]{{1,10}}?(?={joint})"
            rf"|依托[^，。；]{{2,40}}?(?=(?:建设|新建|建成|打造|组建|布局)[\u4e00-\u9fff“]{{4}}))?"
            rf"{verb_prefix(words, 'stage').pattern}"
        ),
        "stages": words["stage"],
        # 年内建成投用 · 6月底前开工 · 完成投资12亿元以上 · 完成可研批复
        "finished_end": re.compile(
            rf"(?:{moment}){{0,6}}(?:(?P<end>{alternation(words['finished'])})"
            rf"(?:{alternation(words['finished_tail'])}){{0,3}}(?:{quantity})?"
            rf"|完成[^，。；]{{0,8}}(?:{alternation(words['milestone'])})[^，。；]{{0,12}})$"
        ),
        "finished_stages": words["finished"],
        "lead": re.compile(f"(?:{_BY_DATE}|{alternation([*words['lead'], *words['modifier']])})+"),
        "building": frozenset(words["building"]),
    }


def _heads(words: Words) -> dict[str, Any]:
    # 除险加固 · 防渗|治理
    works = (
        f"{alternation(words['works'])}"
        f"|(?:{alternation(words['works_manner'])})(?:{alternation(words['works_act'])})"
    )
    repeated = f"(?:(?:{works})(?:[与及和]?(?={works}))?)+"
    return {
        "head": any_of(words, "head"),
        "head_end": any_of(words, "head", end=_BRACKET),
        "facility_end": any_of(words, "facility", end=_BRACKET),
        "works": re.compile(works),
        # 除险加固及扩容工程（二期）
        "works_end": re.compile(f"{repeated}(?:工程|项目)?{_BRACKET}"),
        "thing_end": any_of(words, "thing", "facility", end=_BRACKET),
        "named_end": any_of(words, "named", end="$"),
        "class_words": any_of(words, "generic", "class_before_named"),
    }


def _ends(words: Words) -> dict[str, Any]:
    counter, noun = alternation(words["counter"]), alternation(words["list_noun"])
    built = [word for word, value in words["list_work"].items() if value == "built"]
    return {
        "built_end": re.compile(f"(?:{alternation([*words['list_noun'], *built])})$"),
        # 甲、乙等项目建设 · 甲等4处中小学新改扩建项目 · 甲、乙5个文旅项目
        "list_tail": re.compile(
            rf"(?:等(?:一批|\d+(?:{counter})|{NUMERAL}+[个大])?"
            rf"|(?<=[^\d、，])\d+[个项](?=[^，、等]{{0,10}}(?:项目|工程)$))(?P<kind>[^，、等]{{0,14}}?)"
            rf"(?:{noun})?(?:规划)?(?:{alternation(words['list_work'])})*$"
        ),
        # 东塘水库项目建设 · 洛西水厂1座 · 高铁甲线在乙镇设站 · 大源溪堤防加固4.6公里
        "tail": re.compile(
            rf"(?<=.{{3}})(?:项目)?(?:{alternation(words['project_tail'])}|等|在[^，、]{{1,6}}设站|"
            rf"(?<!\d)1(?:{alternation(words['counter_of_one'])})|{_quantity(words)})$"
        ),
        "planned": re.compile(rf"(.*(?:{alternation(words['head'])})).{{0,12}}规划编制(?:工作)?$"),
    }


def _quantity(words: Words) -> str:
    """Return a pattern of how long or large a thing is: 4.6公里, 15万平方米."""
    return rf"\d+(?:\.\d+)?万?(?:{alternation(words['counter_of_length'])})"


def _forms() -> dict[str, Any]:
    return {
        # 城东污水处理厂二期
        "phase": re.compile(r"[一二三四五六]期(?:工程|项目|）)?$"),
        # 国家医学中心（中医类）
        "qualified": re.compile("（[^）一二三四五六期]{2,}）$"),
        # 新342国道 · 铁路二线 is none, 105线 is one
        "road": re.compile(r"[国省县]道|\d线"),
        # 新105
        "road_number": re.compile(r"[新老原]?[A-Z]?\d{2,3}"),
    }


def _details(words: Words) -> dict[str, Any]:
    return {
        # 总投资约12.5亿元
        "investment": re.compile(
            rf"(?:{alternation(words['project_investment'])})"
            rf"(?:{alternation(words['project_investment_link'])})?"
            r"(?P<value>\d[\d,]*(?:\.\d+)?)(?P<multiplier>[万亿]?)(?P<unit>元|美元)"
        ),
        # 位于|北新区经济开发区|，
        "location": re.compile(
            rf"(?:{alternation(words['project_location'])})(?P<place>[^，、。；：（）\s\d]{{2,20}})"
            r"(?=[，。；）\n]|$)"
        ),
        # 总投资7.58亿元的|县医院迁建项目 · 位于城东新区的|体育中心
        "described": any_of(words, "project_investment", "project_location", end="[^的]*的"),
    }


def _no_names(words: Words) -> dict[str, Any]:
    kinds = alternation([*words["counter"], *words["counter_of_kinds"]])
    counters = f"{kinds}|{alternation(words['counter_of_length'])}"
    return {
        # 15公里… · “100”个… · 一批…
        "quantified": re.compile(
            rf"^“?\d+(?:\.\d+)?”?(?:万|亿)?(?:{counters})|{alternation(words['plural'])}"
        ),
        # 武汉建设国际性综合交通枢纽 · 10大类60项民生实事项目 · 具有国际影响力的创新中心
        "sentence": re.compile(
            rf".(?:{alternation(words['inner_verb'])})(?!工程).."
            rf"|\d+(?:{kinds})|^{NUMERAL}大"
            rf"|^(?:{alternation(words['opening_word'])})"
            r"|[^（“]的..|(?<![高平中同])等|^沿.*(?:带|廊道)$"
        ),
        # 县精神卫生中心 · 全市一体化数据平台 · 省儿童医院甲县分院; not 县级…, 县域…, 市政…
        "only_body": re.compile(rf"[市县区旗](?!{alternation(words['class_after_level'])}).{{2,}}"),
        "only_one": re.compile(
            rf"[市县区旗](?!{alternation(words['class_after_level'])}).{{4,}}"
            rf"|全[省州市县区旗].{{2,}}(?:{alternation(words['only_one_of_all'])})"
            rf"|省(?!级)[^、]{{2,8}}(?:{alternation(words['only_one_of_province'])}).{{4,}}"
        ),
    }
