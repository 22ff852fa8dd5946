"""Words that tell names (data/rules/name_words.csv): projects, campaigns, titles, firms, zones.

Each function compiles the patterns of one kind of name; NameLexicon holds them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.knowledge.csv_tables import Words, alternation, any_of, words_by_use
from kg.knowledge.data_folder import DataFolder
from kg.knowledge.place_lexicon import PlaceNameLexicon, read_place_names
from kg.knowledge.project_lexicon import NUMERAL, ProjectLexicon, read_project_lexicon, verb_prefix

_HEADS = (
    *("head", "facility", "thing", "works", "campaign_head", "company"),
    *("kept_head", "held_head", "zone"),
)


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """Words that tell projects, campaigns, honours, enterprises and places.

    Attributes:
        list_openings: how a clause begins whose rest is a list, by what the list holds:
            campaign (实施), honour (争创), held (巩固), supported (支持甲市创建), entered
            (争取将甲街纳入), titled (县医院创建三级医院). Group `verb`, of titled also
            `organisation`.
        list_frames: what comes before and after a list, group `names`: reviewed (通过…复审), firm
            (支持…等3家企业上市, with group `public`).
        projects: words that tell projects.
        generic: words and heads that make a class, not a name; common these and the words of
            every domain (能源, 养老), which tell a thing from others only beside another name.
        head: words that names of any kind end with, where a name may end.
        numbered: a number that tells one of a class from the others.
        built_work: matches the name of a 工程 that is built, not organised: the telling word
            nearest its end decides.
        campaign_end: heads of campaigns at the end of a name; campaign_tail what may follow it.
        campaign_quoted: a campaign whose name is in quotes; no_campaign what is none: 集中整治行动.
        area_end: how divisions end: 县, 镇.
        honour_count: a number of honours; honour_tail what else may follow one.
        no_honour: how things end that one is entered into and that are no title: 目录.
        titled_place: a title of places, group `name`, that is worked for: …示范县|创建.
        granted: words of a title that is granted.
        held: a title whose name alone says that it is held; kept a title that a verb says so of.
        held_verbs: what a verb says: held, or kept (巩固), which more titles may follow.
        kept_tail: what follows a kept title: 复审迎检, 等荣誉.
        company: a firm by the ending of its name, with what may come before it; company_ending
            the end of a name alone.
        company_acting: a firm, group `name`, by its trade, that is helped to do something:
            支持|海泰生物|建设…
        company_trade: trades that names of firms end with; company_class words that make a class
            of them; company_lead verbs before them.
        zone_verb: what is done to a place.
        place_names: words that tell where the name of a place begins and ends.
    """

    list_openings: dict[str, re.Pattern[str]]
    list_frames: dict[str, re.Pattern[str]]
    projects: ProjectLexicon
    generic: re.Pattern[str]
    common: re.Pattern[str]
    head: re.Pattern[str]
    numbered: re.Pattern[str]
    built_work: re.Pattern[str]
    campaign_end: re.Pattern[str]
    campaign_tail: re.Pattern[str]
    campaign_quoted: re.Pattern[str]
    no_campaign: re.Pattern[str]
    area_end: re.Pattern[str]
    honour_count: re.Pattern[str]
    honour_counted: re.Pattern[str]
    honour_tail: re.Pattern[str]
    no_honour: re.Pattern[str]
    titled_place: re.Pattern[str]
    granted: re.Pattern[str]
    held: re.Pattern[str]
    kept: re.Pattern[str]
    held_verbs: dict[str, str]
    kept_tail: re.Pattern[str]
    company: re.Pattern[str]
    company_ending: re.Pattern[str]
    company_acting: re.Pattern[str]
    company_trade: re.Pattern[str]
    company_class: re.Pattern[str]
    company_lead: re.Pattern[str]
    zone_verb: re.Pattern[str]
    place_names: PlaceNameLexicon
    site_end: re.Pattern[str]
    no_site: re.Pattern[str]


def read_name_lexicon(data: DataFolder) -> NameLexicon:
    """Read rules/name_words.csv and common_words.csv."""
    words = words_by_use(data.rows("rules/name_words.csv"))
    common = frozenset(row["word"] for row in data.rows("rules/common_words.csv"))
    return NameLexicon(
        list_openings=_list_openings(words),
        list_frames=_list_frames(words),
        projects=read_project_lexicon(words),
        **_classes(words),
        **_campaigns(words),
        **_honours(words),
        **_companies(words),
        place_names=read_place_names(words, common),
        **_zones(words),
    )


def _list_openings(words: Words) -> dict[str, re.Pattern[str]]:
    return {
        "campaign": verb_prefix(words, "campaign_verb"),
        "honour": verb_prefix(words, "honour_verb"),
        "held": verb_prefix(words, "held_verb"),
        # …支持甲市、乙市争创…
        "supported": re.compile(
            rf".*?(?:{alternation(words['supported'])})[^，]{{2,40}}?"
            rf"(?P<verb>{alternation(words['supported_verb'])})"
        ),
        # 争取|将甲镇老街纳入|省级历史文化街区
        "entered": re.compile(
            rf"(?:{alternation(words['honour_wish'])})*[将把][^，]{{2,20}}?"
            rf"(?P<verb>{alternation(words['honour_entry'])})(?={alternation(words['titled_level'])})"
        ),
        # 县人民医院创建三级综合医院
        "titled": re.compile(
            rf"(?P<organisation>[^，、]{{2,16}}?)(?P<verb>{alternation(words['titled_verb'])})"
            rf"(?=(?:{alternation(words['titled_level'])}|[AＡ4-5]+级?))"
        ),
    }


def _list_frames(words: Words) -> dict[str, re.Pattern[str]]:
    return {
        # 通过国家卫生县城复审
        "reviewed": re.compile(
            rf"通过(?P<names>[^，。；]{{4,40}}?)(?:{alternation(words['review'])})"
        ),
        # 推动甲、乙科技等3家企业上市
        "firm": re.compile(
            rf"(?:{alternation(words['firm_before'])})(?P<names>[^，。；：]{{4,60}}?)等(?:\d+[家户])?"
            r"[^，。；、]{0,8}?(?:企业|公司)(?P<public>(?:挂牌)?上市|挂牌)?"
        ),
    }


def _classes(words: Words) -> dict[str, Any]:
    return {
        "generic": any_of(words, "generic", "head"),
        "common": any_of(words, "generic", "head", "domain"),
        # 推进|东塘水库|前期
        "head": any_of(words, *_HEADS, end=f"(?=(?:{alternation(_after_names(words))})*$)"),
        # 一中 · 第二小学
        "numbered": re.compile(rf"第{NUMERAL}{{1,3}}|(?<![第之]){NUMERAL}中"),
    }


def _behind(words: Iterable[str]) -> str:
    """Return a pattern of the places right behind any of the words."""
    return "|".join(f"(?<={re.escape(word)})" for word in words) or "(?!)"


def _after_names(words: Words) -> list[str]:
    uses = ("project_tail", "finished", "list_work", "campaign_tail", "review")
    return ["等", "前期", *(word for use in uses for word in words[use])]


def _campaigns(words: Words) -> dict[str, Any]:
    built, organised = _behind(words["built"]), _behind(words["organisational"])
    return {
        # 城区停车场|工程 · 引渭济天|工程 takes one river's water to another; not 停车便利化工程
        "built_work": re.compile(f"(?:{built}|(?<=引.[济入补].))(?!.*(?:{organised}))"),
        "campaign_end": any_of(words, "campaign_head", end="$"),
        # 进行动|态管理 · 国务院部署的具体行动 · 集中整治行动
        "no_campaign": re.compile(
            rf"进行动$|^[^“”]*的[^“”]*$|^(?:{alternation(words['campaign_class'])})+$"
        ),
        "campaign_tail": any_of(words, "campaign_tail", end="$"),
        # “消费提振年”行动 · “营商环境提升年”活动 · “城市更新行动” · “书香”、“书画”等活动
        "campaign_quoted": re.compile(
            r"“[^“”，。]{2,30}”[^“”，。；、：和与及等的以为]{0,8}?"
            rf"(?:{alternation(words['quoted_campaign'])})(?<!进行动)"
            rf"|“[^“”，。]{{2,20}}(?:{alternation(words['campaign_in_quotes'])})”"
            r"|“[^“”，。]{2,12}”(?=(?:、“[^“”，。]{2,12}”)*等[^，。“]{0,8}"
            rf"(?:{alternation(words['campaign_after_quotes'])}))"
        ),
    }


def _honours(words: Words) -> dict[str, Any]:
    level = alternation(words["held_level"])
    doing = alternation(words["honour_doing"])
    return {
        "area_end": any_of(words, "area", end="$"),
        # 国家卫生乡镇2个
        "honour_count": re.compile(
            rf"\d+(?:\.\d+)?(?:{alternation(words['honour_counter'])})(?:以上)?$"
        ),
        # 新增|省级瞪羚企业|2户 · 国家级专精特新“小巨人”企业8家以上
        "honour_counted": re.compile(
            rf"(?:{alternation(words['counted_verb'])})(?P<name>(?:{alternation(words['counted_level'])})"
            rf"[^，。；、：\d]{{2,20}}?)(?=(?:不少于|至少|超过|达到?)?\d+(?:{alternation(words['honour_counter'])}))"
        ),
        # …等荣誉 · …创建工作 · …称号; 甲等 is a grade
        "honour_tail": re.compile(
            rf"(?:(?<![甲乙丙高])等(?:{alternation(words['honour_noun'])})?(?:创建)?(?:{doing})?"
            rf"|创建(?:{doing})?|{alternation(words['honour_tail'])})$"
        ),
        # 纳入|医保目录
        "no_honour": any_of(words, "honour_class_end", end="$"),
        # 推进|国家级县域商业体系建设试点县|建设 · 做好|国家知识产权强县建设试点县|验收
        "titled_place": re.compile(
            rf"(?P<name>(?:{alternation(words['counted_level'])}|国家(?!级)|全国|全省|自治区级)"
            rf"(?:(?:(?!{level})[^，。；、：“”的\d]){{2,22}}?(?:{alternation(words['title_head'])})"
            rf"|{alternation(words['title_whole'])}))"
            r"(?=(?:(?P<sought>创建|申报|申创)|建设|验收|复审|评估|复评|考核验收|中期评估)"
            r"(?:工作)?(?:$|[，。；、\d]))"
        ),
        "granted": any_of(words, "granted"),
        # 省级现代服务业集聚区 · 水权交易改革试点
        "held": re.compile(
            rf"(?:{level}).{{2,20}}(?:{alternation(words['held_head'])})$|.{{4,20}}试点$"
        ),
        "kept": re.compile(rf"(?:{level}).{{2,20}}(?:{alternation(words['kept_head'])})$"),
        "held_verbs": words["held_verb"],
        "kept_tail": any_of(words, "kept_tail", end="$"),
    }


def _companies(words: Words) -> dict[str, Any]:
    before = [f"(?<={re.escape(word)})" for word in words["firm_before"]]
    boundary = "|".join([r"(?<![\u4e00-\u9fff])", *before])
    lead = alternation([*words["company_lead"], *words["modifier"]])
    return {
        # 组建南塘数据集团 · 依托辰欣药业、
        "company": re.compile(
            rf"(?:{boundary})(?:(?![的与和向对由])[\u4e00-\u9fff]){{2,16}}?"
            rf"(?:{alternation(words['company'])})(?=[、，。；等在通接的和与做参]|$)"
            rf"|(?<![^\W与和向对由])(?:(?![的与和向对由])[\u4e00-\u9fff]){{2,18}}?"
            rf"(?:（[\u4e00-\u9fff]{{2,6}}）)?(?:{alternation(words['legal_form'])})(?!分)"
        ),
        "company_ending": any_of(words, "company", end="$"),
        "company_acting": re.compile(
            rf"(?:{alternation(words['company_doing'])})"
            rf"(?P<name>(?:(?![的与和向对由])[\u4e00-\u9fff]){{2,8}}?(?:{alternation(words['company_trade'])}))"
            rf"(?={alternation(words['company_after'])})"
        ),
        "company_trade": any_of(words, "company_trade", end="$"),
        "company_class": any_of(words, "company_class"),
        "company_lead": re.compile(f"(?:{lead})+|{alternation(words['firm_before'])}"),
    }


def _zones(words: Words) -> dict[str, Any]:
    return {
        "zone_verb": verb_prefix(words, "stage", "zone_verb"),
        "site_end": any_of(words, "zone", "town", "site", end="$"),
        "no_site": any_of(words, "no_site"),
        # 建设15公里的青石河
    }
