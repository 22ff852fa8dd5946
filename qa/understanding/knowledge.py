"""What understanding a question needs to know, read from a data folder and handed down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from embeddings import QuestionWords
from kg.knowledge.csv_tables import alternation
from kg.knowledge.data_folder import DataFolder
from qa.declining.calibration import Calibration, read_calibrations
from qa.evidence.sayings import read_sayings
from qa.reading.forms import Form, read_forms
from qa.reading.pointers import read_pronouns, read_same_again
from qa.reading.signs import SignTable, read_signs
from qa.understanding.examples import Examples, read_examples
from qa.understanding.measures import Measures, read_measures
from qa.understanding.payments import Payments, read_payments
from qa.understanding.rules import QuestionRules, read_question_rules

_ASKED = 3  # how much the words of a question count in what may be spelled


@dataclass(frozen=True)
class QuestionKnowledge:
    """What the tables of questions/ and search/ say; each part is read when it is first asked for.

    Attributes:
        data: where the tables stand.
    """

    data: DataFolder

    @cached_property
    def rules(self) -> QuestionRules:
        """Ways of asking, English phrases, words of other regions."""
        return read_question_rules(self.data)

    def spoken(self) -> Iterator[tuple[str, int]]:
        """Yield what people say when they ask, each with how often it counts beside documents."""
        for row in self.data.rows("questions/examples.csv"):
            yield row["question"], _ASKED
        for row in self.data.rows("questions/cues.csv"):
            yield row["words"], _ASKED
        for name in self.data.tables("topics"):
            for row in self.data.rows(name):
                yield f"{row['label']}|{row['everyday']}", 1

    @cached_property
    def examples(self) -> Examples:
        """Example questions, counted."""
        return read_examples(self.data)

    @cached_property
    def measures(self) -> Measures:
        """Measure words of questions."""
        return read_measures(self.data)

    @cached_property
    def payments(self) -> Payments:
        """Payments that people ask for."""
        return read_payments(self.data)

    @cached_property
    def signs(self) -> SignTable:
        """What single words of questions say."""
        return read_signs(self.data)

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """Forms of questions over whole documents."""
        return read_forms(self.data)

    @cached_property
    def same_again(self) -> re.Pattern[str]:
        """Words of a turn that only say that the same is asked again: 同样这税，…怎么说."""
        return read_same_again(self.data)

    @cached_property
    def pronouns(self) -> dict[str, re.Pattern[str]]:
        """Words of a turn that stand for a person (他, 这个领导) or a unit (它|还管什么)."""
        return read_pronouns(self.data)

    @cached_property
    def lead_labels(self) -> re.Pattern[str]:
        """What is printed before a unit that leads: 牵头单位, of rules/attribution_labels.csv."""
        rows = self.data.rows("rules/attribution_labels.csv")
        return re.compile(alternation(row["label"] for row in rows if row["role"] == "lead"))

    @cached_property
    def words(self) -> QuestionWords:
        """Words that only ask (search/question_words.csv)."""
        return QuestionWords.of(self.data.rows("search/question_words.csv"))

    @cached_property
    def calibrations(self) -> Mapping[str, Calibration]:
        """Weights of declining, for a topic and for a target."""
        return read_calibrations(self.data)

    @cached_property
    def sentence_weights(self) -> Mapping[str, float]:
        """Weights of choosing the sentence that is quoted."""
        rows = self.data.rows("questions/sentence_ranking.csv")
        return {row["feature"]: float(row["weight"]) for row in rows}

    @cached_property
    def sayings(self) -> Mapping[str, re.Pattern[str]]:
        """What tells the sentences in which documents speak of themselves."""
        return read_sayings(self.data)
