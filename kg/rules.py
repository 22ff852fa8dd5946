"""Rules that are data: what the files under data/rules say, read once.

A user edits the CSV files, not this module. Every file has a `source` column.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from errors import GraphError

DATA = Path(__file__).resolve().parent.parent / "data"


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file of rules.

    Raises:
        GraphError: the file is missing or a row has more or fewer cells than the header.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                if None in row or None in row.values():
                    raise GraphError(f"{path}: row {row} does not fit the header; quote its commas")
                yield row
    except FileNotFoundError as error:
        raise GraphError(f"{path} is missing; it came with the program, restore it") from error


def alternation(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words before, and perhaps after, a 《policy》 that state a relation to it."""

    before: re.Pattern[str]  # group `verb`, matched at the end of what stands before
    after: re.Pattern[str]  # empty pattern: nothing is asked of what follows
    relation: str  # implements, basedOn, toBeIssued


@dataclass(frozen=True, slots=True)
class TargetWords:
    """Words that tell what a number in a task is.

    Attributes:
        units: measure words, longest first; kinds what each measures (count, money, time …).
        before: cue directly before a number, group `cue`; before_signs its comparator.
        after: cue directly after a unit, group `cue`; after_signs its comparator.
        change: words of change, group `change`; change_names what they make of a metric.
        create: verbs of making something; create_end the same right before a number.
        commitment: words of commitment; commitments their canonical form.
        exclusions: (before|after, pattern) that make a number no target.
    """

    units: tuple[str, ...]
    kinds: dict[str, str]
    before: re.Pattern[str]
    before_signs: dict[str, str]
    after: re.Pattern[str]
    after_signs: dict[str, str]
    change: re.Pattern[str]
    change_names: dict[str, str]
    create: re.Pattern[str]
    create_end: re.Pattern[str]
    commitment: re.Pattern[str]
    commitments: dict[str, str]
    exclusions: tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class NameWords:
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
        titled: a title that a body sets out for itself: 县医院创建三级医院.
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


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one data folder.

    Attributes:
        labels: 牵头单位 → lead; the label before a colon.
        verbs: 牵头 → lead; the verb after a list of names.
        columns: names of table columns that hold no label, with their use (number or text).
        suffixes: 局 → government; how names of bodies end.
        unnamed: patterns of bodies without a name, with their kind.
        triggers: words that introduce a 《policy》, with the relation they state.
        levels: (title|wenhao, beginning, level of the issuer), the first that fits counts.
        targets: words that tell what a number is.
        names: words that tell projects, campaigns, honours and enterprises.
        regions: rivers, lakes and regions by name.
    """

    labels: dict[str, str]
    verbs: dict[str, str]
    columns: dict[str, str]
    suffixes: dict[str, str]
    unnamed: tuple[tuple[re.Pattern[str], str], ...]
    triggers: tuple[Trigger, ...]
    levels: tuple[tuple[str, re.Pattern[str], str], ...]
    targets: TargetWords
    names: NameWords
    regions: re.Pattern[str]


@cache
def load_rules(data: Path = DATA) -> Rules:
    """Read the rules of a data folder.

    Raises:
        GraphError: a file is missing or malformed.
    """
    folder = data / "rules"

    def rows(name: str) -> Iterator[dict[str, str]]:
        return read_csv(folder / name)

    return Rules(
        labels={r["label"]: r["role"] for r in rows("attribution_labels.csv")},
        verbs={r["verb"]: r["role"] for r in rows("attribution_verbs.csv")},
        columns={r["name"]: r["use"] for r in rows("table_columns.csv")},
        suffixes={r["suffix"]: r["kind"] for r in rows("body_suffixes.csv")},
        unnamed=tuple((re.compile(r["pattern"]), r["kind"]) for r in rows("unnamed_bodies.csv")),
        triggers=tuple(
            Trigger(re.compile(f"(?P<verb>{r['before']})$"), re.compile(r["after"]), r["relation"])
            for r in rows("policy_triggers.csv")
        ),
        levels=tuple(
            (r["target"], re.compile(r["pattern"]), r["level"]) for r in rows("policy_levels.csv")
        ),
        targets=_target_words(folder),
        names=_name_words(folder),
        regions=re.compile(
            f"(?:{alternation(r['name'] for r in read_csv(data / 'gazetteer' / 'regions.csv'))})"
            "(?!文化)"
        ),
    )


def _by_use(path: Path) -> dict[str, dict[str, str]]:
    """Return word → value of a file of words, by what they are used for."""
    words: dict[str, dict[str, str]] = {}
    for row in read_csv(path):
        words.setdefault(row["use"], {})[row["word"]] = row["value"]
    return words


def _name_words(folder: Path) -> NameWords:
    words = _by_use(folder / "name_words.csv")

    bracket = "(?:（[^（）]{1,8}）)?$"

    def any_of(use: str, end: str = "") -> re.Pattern[str]:
        return re.compile(f"(?:{alternation(words[use])}){end}" if end else alternation(words[use]))

    adverbial = alternation([*words["adverbial"], *words["modifier"]])
    moment = rf"{adverbial}|\d{{1,2}}月?(?=[底初末中前])|\d{{1,2}}月(?:\d{{1,2}}日)?"
    works = alternation(words["works"])
    classes = [*words["generic"], *words["head"]]

    return NameWords(
        stage=any_of("stage"),
        stages=words["stage"],
        finished_end=re.compile(
            rf"(?:{moment}){{0,6}}(?P<end>{alternation(words['finished'])})"
            rf"(?:{alternation(words['finished_tail'])}){{0,3}}$"
        ),
        finished_stages=words["finished"],
        lead=re.compile(f"(?:{alternation([*words['lead'], *words['modifier']])})+"),
        building=frozenset(words["building"]),
        head=any_of("head"),
        head_end=any_of("head", bracket),
        facility_end=any_of("facility", bracket),
        works_end=re.compile(f"(?:(?:{works})(?:[与及和]?(?={works}))?)+(?:工程|项目)?{bracket}"),
        thing_end=re.compile(f"(?:{alternation([*words['thing'], *words['facility']])})$"),
        generic=re.compile(alternation(classes)),
        common=re.compile(alternation([*classes, *words["domain"]])),
        organisational=any_of("organisational"),
        built=any_of("built"),
        campaign_verb=any_of("campaign_verb"),
        campaign_end=any_of("campaign_head", "$"),
        campaign_tail=any_of("campaign_tail", "$"),
        honour_verb=any_of("honour_verb"),
        supported=re.compile(
            rf"(?:{alternation(words['supported'])})[^，]{{2,40}}?"
            rf"(?P<verb>{alternation(words['supported_verb'])})"
        ),
        held_verb=any_of("held_verb"),
        held_verbs=words["held_verb"],
        held=re.compile(
            rf"(?:{alternation(words['held_level'])}).{{2,20}}(?:{alternation(words['held_head'])})$"
            "|.{4,20}试点$"
        ),
        kept=re.compile(
            rf"(?:{alternation(words['held_level'])}).{{2,20}}(?:{alternation(words['kept_head'])})$"
        ),
        kept_tail=any_of("kept_tail", "$"),
        titled=re.compile(
            rf"(?P<body>[^，、]{{2,16}}?)(?P<verb>{alternation(words['titled_verb'])})"
            rf"(?=(?:{alternation(words['titled_level'])}|[AＡ4-5]+级?))"
        ),
        company=any_of("company"),
        company_trade=any_of("company_trade", "$"),
        company_class=any_of("company_class"),
        company_lead=re.compile(
            f"(?:{alternation([*words['company_lead'], *words['modifier']])})+"
        ),
        modifiers=alternation(words["modifier"]),
        zone=re.compile(rf".{{1,12}}?(?P<head>{alternation(words['zone'])})"),
        zone_verb=re.compile(alternation([*words["stage"], *words["zone_verb"]])),
        zone_class=re.compile(f"(?:{alternation(words['zone_class'])})"),
    )


def _target_words(folder: Path) -> TargetWords:
    words = _by_use(folder / "target_words.csv")
    units = list(read_csv(folder / "measure_units.csv"))
    exclusions = read_csv(folder / "target_exclusions.csv")
    return TargetWords(
        units=tuple(row["unit"] for row in units),
        kinds={row["unit"]: row["kind"] for row in units},
        before=re.compile(rf"(?P<cue>{alternation(words['before'])})[到至在为]?$"),
        before_signs=words["before"],
        after=re.compile(rf"(?P<cue>{alternation(words['after'])})"),
        after_signs=words["after"],
        change=re.compile(rf"(?P<change>{alternation(words['change'])})"),
        change_names=words["change"],
        create=re.compile(alternation(words["create"])),
        create_end=re.compile(f"(?:{alternation(words['create'])})$"),
        commitment=re.compile(alternation(words["commitment"])),
        commitments=words["commitment"],
        exclusions=tuple((row["where"], re.compile(row["pattern"])) for row in exclusions),
    )
