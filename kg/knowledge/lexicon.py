"""The lexicon: words and patterns that tell facts, from the tables under rules/.

A user edits the CSV files, not this module. Every file has a `source` column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.knowledge.attribution_lexicon import (
    AttributionLexicon,
    PersonLexicon,
    read_attribution_lexicon,
    read_person_lexicon,
)
from kg.knowledge.csv_tables import Words, alternation, any_of, words_by_use
from kg.knowledge.data_folder import DataFolder
from kg.knowledge.document_lexicon import DocumentLexicon, read_document_lexicon
from kg.knowledge.name_lexicon import NameLexicon, read_name_lexicon
from kg.knowledge.target_lexicon import (
    BenefitLexicon,
    TargetLexicon,
    read_benefit_lexicon,
    read_target_lexicon,
)
from kg.knowledge.time_lexicon import TimeLexicon, read_time_lexicon


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words before, and perhaps after, a 《policy》 that state a relation to it."""

    before: re.Pattern[str]  # group `verb`, matched at the end of what comes before
    after: re.Pattern[str]  # the empty pattern allows anything to follow
    relation: str  # implements, basedOn, toBeIssued


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words and patterns of a data folder.

    Attributes:
        labels: 牵头单位 → lead; the label before a colon.
        verbs: 牵头 → lead; the verb after a list of names.
        columns: names of table columns that hold no label, with their use (number or text).
        suffixes: 局 → government; how names of organisations end.
        unnamed: patterns of organisations without a name, with their kind.
        triggers: words that introduce a 《policy》, with the relation they state.
        levels: (title|wenhao, beginning, level of the issuer), the first that fits counts.
        nationwide: titles without a place that mean one text in the whole country: a law.
        brought: words before a 《policy》 that a notice itself brings (现将); approved what may
            follow one: 已经省政府同意，现印发.
        targets: words that tell what a number is.
        benefits: words that tell what a person or firm may get.
        names: words that tell projects, campaigns, honours, enterprises and places.
        regions: rivers, lakes and regions by name.
        documents: words around and above the tasks of a document.
        attributions: words that tell who does a task.
        times: words that tell by when.
        persons: words that tell persons and posts.
        frequent: characters that much of any Chinese text consists of; they tell encodings.
    """

    labels: dict[str, str]
    verbs: dict[str, str]
    columns: dict[str, str]
    suffixes: dict[str, str]
    unnamed: tuple[tuple[re.Pattern[str], str], ...]
    triggers: tuple[Trigger, ...]
    levels: tuple[tuple[str, re.Pattern[str], str], ...]
    nationwide: re.Pattern[str]
    brought: re.Pattern[str]
    approved: re.Pattern[str]
    targets: TargetLexicon
    benefits: BenefitLexicon
    names: NameLexicon
    regions: re.Pattern[str]
    documents: DocumentLexicon
    attributions: AttributionLexicon
    times: TimeLexicon
    persons: PersonLexicon
    frequent: frozenset[str]


def read_lexicon(data: DataFolder) -> Lexicon:
    """Read the tables of a data folder.

    Raises:
        GraphError: a file is missing or malformed.
    """

    def rows(name: str) -> Iterator[dict[str, str]]:
        return data.rows(f"rules/{name}")

    policy_words = words_by_use(rows("policy_words.csv"))
    return Lexicon(
        labels={r["label"]: r["role"] for r in rows("attribution_labels.csv")},
        verbs={r["verb"]: r["role"] for r in rows("attribution_verbs.csv")},
        columns={r["name"]: r["use"] for r in rows("table_columns.csv")},
        suffixes={r["suffix"]: r["kind"] for r in rows("organisation_suffixes.csv")},
        unnamed=tuple(
            (re.compile(r["pattern"]), r["kind"]) for r in rows("unnamed_organisations.csv")
        ),
        triggers=tuple(
            Trigger(re.compile(f"(?P<verb>{r['before']})$"), re.compile(r["after"]), r["relation"])
            for r in rows("policy_triggers.csv")
        ),
        levels=tuple(
            (r["target"], re.compile(r["pattern"]), r["level"]) for r in rows("policy_levels.csv")
        ),
        nationwide=re.compile(
            "|".join(f"(?:{r['pattern']})" for r in rows("nationwide_titles.csv")) or "(?!)"
        ),
        brought=any_of(policy_words, "bringing", end="$"),
        approved=_approved(policy_words),
        targets=read_target_lexicon(data),
        benefits=read_benefit_lexicon(data),
        names=read_name_lexicon(data),
        regions=re.compile(
            # 长三角 · 大运河|文化体验廊道; not 黄河文化
            f"(?:{alternation(r['name'] for r in data.rows('gazetteer/regions.csv'))})"
            "(?!文化(?![体旅走长廊]))"
        ),
        documents=read_document_lexicon(data),
        attributions=read_attribution_lexicon(data),
        times=read_time_lexicon(data),
        persons=read_person_lexicon(data),
        frequent=frozenset(r["character"] for r in rows("frequent_characters.csv")),
    )


def _approved(words: Words) -> re.Pattern[str]:
    """Match 等5个方案已经省政府同意，现印发 behind a title."""
    return re.compile(
        rf"[^。；《]{{0,24}}?(?:{alternation(words['agreed_before'])})[^。；《]{{2,40}}?"
        rf"(?:{alternation(words['agreed'])})[，、]?"
        rf"[^。；《]{{0,12}}(?:{alternation(words['issued'])})"
    )
