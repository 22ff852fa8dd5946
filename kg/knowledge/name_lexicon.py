"""Words that tell names (data/rules/name_words.csv): projects, campaigns, titles, firms, zones.

Each function compiles the patterns of one kind of name; NameLexicon holds them all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kg.knowledge.csv_tables import Words, alternation, words_by_use
from kg.knowledge.data_folder import DataFolder

_BRACKET = "(?:（[^（）]{1,8}）)?$"


@dataclass(frozen=True, slots=True)
class NameLexicon:
    """Words that tell projects, campaigns, honours and enterprises.

    Attributes:
        stage: verbs before a project; stages what each says of its stage.
        finished_end: verb after a project, group `end`, with its adverbials (年内建成投用);
            finished_stages what each says of its stage.
        lead: words before a project that have no verb: 其中, 力争.
        building: verbs of stage that build; what they are said of is a thing.
        head: head nouns of projects; head_end the same at the end of a name.
        facility_end: nouns of built things (中心, 街) at the end of a name.
        works_end: what is done to a thing (除险加固), at the end of a name; thing_end nouns of
            what it is done to.
        generic: words and heads that make a class, not a name; common these and the words of
            every domain (能源, 养老), which tell a thing from others only beside another name.
        organisational: words of a 工程 that is organised; built of one that is built.
        campaign_verb: verbs before a campaign; campaign_end its heads at the end of a name,
            campaign_tail what may follow it there.
        honour_verb: verbs before a title that is sought.
        supported: who is helped to a title, group `verb`: 支持甲市创建….
        held_verb: verbs before a title that is held; held a title whose name alone says so.
        held_verbs what each says: held, or kept (巩固), which more titles may follow; kept such
            a title; kept_tail what follows it: 复审迎检, 等荣誉.
        titled: a title that an organisation seeks for itself: 县医院创建三级医院.
        company: endings of firms; company_trade trades that names of firms end with;
            company_class words that make a class of them; company_lead verbs before them.
        modifiers: words that may stand before a verb, as alternatives of a pattern.
        zone: a zone or water, its head noun in group `head`; zone_verb what is done to one;
            zone_class words that make a class of it.
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
    works_end: re.Pattern[str]
    thing_end: re.Pattern[str]
    generic: re.Pattern[str]
    common: re.Pattern[str]
    organisational: re.Pattern[str]
    built: re.Pattern[str]
    campaign_verb: re.Pattern[str]
    campaign_end: re.Pattern[str]
    campaign_tail: re.Pattern[str]
    honour_verb: re.Pattern[str]
    supported: re.Pattern[str]
    held_verb: re.Pattern[str]
    held_verbs: dict[str, str]
    held: re.Pattern[str]
    kept: re.Pattern[str]
    kept_tail: re.Pattern[str]
    titled: re.Pattern[str]
    company: re.Pattern[str]
    company_trade: re.Pattern[str]
    company_class: re.Pattern[str]
    company_lead: re.Pattern[str]
    modifiers: str
    zone: re.Pattern[str]
    zone_verb: re.Pattern[str]
    zone_class: re.Pattern[str]


def read_name_lexicon(data: DataFolder) -> NameLexicon:
    """Read rules/name_words.csv."""
    words = words_by_use(data.rows("rules/name_words.csv"))
    return NameLexicon(
        **_stages(words),
        **_projects(words),
        **_campaigns(words),
        **_honours(words),
        **_companies(words),
        **_zones(words),
        modifiers=alternation(words["modifier"]),
    )


def _any_of(words: Words, use: str, end: str = "") -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(words[use])}){end}" if end else alternation(words[use]))


def _stages(words: Words) -> dict[str, Any]:
    adverbial = alternation([*words["adverbial"], *words["modifier"]])
    moment = rf"{adverbial}|\d{{1,2}}月?(?=[底初末中前])|\d{{1,2}}月(?:\d{{1,2}}日)?"
    return {
        "stage": _any_of(words, "stage"),
        "stages": words["stage"],
        "finished_end": re.compile(
            rf"(?:{moment}){{0,6}}(?P<end>{alternation(words['finished'])})"
            rf"(?:{alternation(words['finished_tail'])}){{0,3}}$"
        ),
        "finished_stages": words["finished"],
        "lead": re.compile(f"(?:{alternation([*words['lead'], *words['modifier']])})+"),
    }


def _projects(words: Words) -> dict[str, Any]:
    works = alternation(words["works"])
    classes = [*words["generic"], *words["head"]]
    repeated = f"(?:(?:{works})(?:[与及和]?(?={works}))?)+"
    return {
        "building": frozenset(words["building"]),
        "head": _any_of(words, "head"),
        "head_end": _any_of(words, "head", _BRACKET),
        "facility_end": _any_of(words, "facility", _BRACKET),
        "works_end": re.compile(f"{repeated}(?:工程|项目)?{_BRACKET}"),
        "thing_end": re.compile(f"(?:{alternation([*words['thing'], *words['facility']])})$"),
        "generic": re.compile(alternation(classes)),
        "common": re.compile(alternation([*classes, *words["domain"]])),
    }


def _campaigns(words: Words) -> dict[str, Any]:
    return {
        "organisational": _any_of(words, "organisational"),
        "built": _any_of(words, "built"),
        "campaign_verb": _any_of(words, "campaign_verb"),
        "campaign_end": _any_of(words, "campaign_head", "$"),
        "campaign_tail": _any_of(words, "campaign_tail", "$"),
    }


def _honours(words: Words) -> dict[str, Any]:
    level = alternation(words["held_level"])
    return {
        "honour_verb": _any_of(words, "honour_verb"),
        "supported": re.compile(
            rf"(?:{alternation(words['supported'])})[^，]{{2,40}}?"
            rf"(?P<verb>{alternation(words['supported_verb'])})"
        ),
        "held_verb": _any_of(words, "held_verb"),
        "held_verbs": words["held_verb"],
        "held": re.compile(
            rf"(?:{level}).{{2,20}}(?:{alternation(words['held_head'])})$|.{{4,20}}试点$"
        ),
        "kept": re.compile(rf"(?:{level}).{{2,20}}(?:{alternation(words['kept_head'])})$"),
        "kept_tail": _any_of(words, "kept_tail", "$"),
        "titled": re.compile(
            rf"(?P<organisation>[^，、]{{2,16}}?)(?P<verb>{alternation(words['titled_verb'])})"
            rf"(?=(?:{alternation(words['titled_level'])}|[AＡ4-5]+级?))"
        ),
    }


def _companies(words: Words) -> dict[str, Any]:
    lead = alternation([*words["company_lead"], *words["modifier"]])
    return {
        "company": _any_of(words, "company"),
        "company_trade": _any_of(words, "company_trade", "$"),
        "company_class": _any_of(words, "company_class"),
        "company_lead": re.compile(f"(?:{lead})+"),
    }


def _zones(words: Words) -> dict[str, Any]:
    return {
        "zone": re.compile(rf".{{1,12}}?(?P<head>{alternation(words['zone'])})"),
        "zone_verb": re.compile(alternation([*words["stage"], *words["zone_verb"]])),
        "zone_class": re.compile(f"(?:{alternation(words['zone_class'])})"),
    }
