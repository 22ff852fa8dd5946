"""What puts results into words: the language, names, sentences, numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from embeddings.lexical import simplify
from kg.text.numerals import to_int
from qa.answer import Citation, Statement
from qa.answers.in_english import amount_in_english, task_in_english, unit_in_english
from qa.answers.named_units import full_name, unit_name
from qa.answers.phrases import listed, phrase
from qa.context import Context, citation
from qa.evidence.rows import Number, Row, Sentence
from qa.execution.reckoning.quantities import holds_literal
from qa.execution.results import Amount, Found, Item
from qa.execution.scope import Scope
from qa.query.leaves import leaves
from qa.query.tree import Earlier, Find, Related, Thing
from qa.query.vocabulary import Kind

LINES = 12  # statements below the first sentence
_SHOWN = 12  # names in a sentence
_BRIEF = 70  # characters of a sentence that are shown beside a place
_CLAUSES = re.compile("(?<=[，；。])")
_SIGNS = {
    ">=": "at_least",
    "<=": "at_most",
    ">": "more_than",
    "<": "less_than",
    "~": "about",
    "=": "exactly",
}
_WHOLES = ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万"))


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in words.

    Attributes:
        head: the first sentence.
        statements: its lines, each with what supports it.
        value: the structured answer.
        tasks: the tasks it speaks of.
        quoted: whether the head only quotes.
        absent: whether the head says that nothing of it is written.
    """

    head: str
    statements: tuple[Statement, ...] = ()
    value: Any = None
    tasks: tuple[str, ...] = ()
    quoted: bool = False
    absent: bool = False


@dataclass(frozen=True)
class Speaker:
    """What puts results into words: the language, and where names and sentences come from."""

    context: Context
    scope: Scope

    @property
    def language(self) -> str:
        """Zh or en."""
        return self.context.language

    def say(self, key: str, **values: object) -> str:
        """Return a phrase in the language of the answer."""
        return phrase(self.language, key, **values)

    def ended(self, text: str) -> str:
        """Return a sentence with its full stop."""
        return f"{text}{self.say('stop')}"

    def names(self, names: Sequence[str]) -> str:
        """Return names as a list, complete or with how many there are."""
        if len(names) <= _SHOWN:
            return listed(self.language, list(names))
        first = self.say("first", count=len(names), shown=_SHOWN)
        return first + listed(self.language, list(names[:_SHOWN]))

    def units(self, find: Find) -> list[str]:
        """Return the units whose tasks a tree asks for, as they were named or told.

        With their place where several are loaded.
        """
        operands = [o for c in find.where if isinstance(c, Related) for o in leaves(c.to)]
        nodes = {operand.iri for operand in operands if isinstance(operand, Thing)}
        mentions = [m for m in self.context.question.units if nodes & set(m.nodes)]
        told = [name for o in operands if isinstance(o, Earlier) for name in self._told(o)]
        several = len(self.scope.build.own_places) > 1 or self.language == "en"
        names = [unit_name(self.context, m) if several else m.text for m in mentions]
        if not names and not told and len(nodes) == 1:  # 其中只有它一家的 names none itself
            told = [self._full_name(node, several) for node in nodes if self._is_unit(node)]
        return [self.called("unit", name) for name in names or told]

    def _is_unit(self, node: str) -> bool:
        return bool(self.scope.rows.assignments(units=[node]))

    def _full_name(self, node: str, several: bool) -> str:
        """Return how a unit is called that the question does not name, with its place."""
        return full_name(self.context, node) if several else self.scope.build.label(node) or node

    def called(self, kind: Kind, name: str) -> str:
        """Return the name of a thing as the language of the answer writes it."""
        return unit_in_english(name) if self.language == "en" and kind == "unit" else name

    def task(self, iri: str) -> str:
        """Return how an answer calls a task: （六十六）优化教育供给, Task 66 “优化教育供给”."""
        if self.language == "zh" or not self.scope.is_task(iri):
            return self.scope.task_name(iri)
        record = self.scope.build.tasks[iri]
        number = record["ordinal"].strip("（）()、.")
        return task_in_english(str(to_int(number) or number), str(record["title"] or ""))

    def _told(self, earlier: Earlier) -> list[str]:
        """Return the units told before that are meant."""
        units = self.scope.told("unit") if earlier.kind == "unit" else ()
        return [item.name for item in earlier.of(units)]

    def place(self, item: Item) -> str:
        """Return the place an item's evidence is of, where several places are loaded."""
        place = self.place_of(item) if item.tasks else ""
        return self.say("in_place", place=place) if place else ""

    def place_of(self, item: Item) -> str:
        """Return the name of the place a thing's evidence, or a task, is of; "" among one alone."""
        if len(self.scope.build.own_places) < 2:
            return ""
        document = self.scope.document_of((*item.tasks, item.iri)[0])
        return self.scope.place_of(document) if document else ""

    def cite(self, row: Row) -> Citation:
        """Return the citation of a row."""
        quote = row.quote
        text = self.scope.words_at(quote)
        build = self.scope.build
        ordinal = build.tasks[row.task]["ordinal"] if row.task in build.tasks else ""
        return citation(build, row.task, quote.document, ordinal, text, quote.start, quote.end)

    def value(self, number: Number) -> str:
        """Return a number in words: 不少于 30亿元，6月底前（力争）."""
        english = self.language == "en"
        dated = english and bool(number.due)
        limit = number.due if dated else number.limit
        by = self.say("by_date" if dated else "by", limit=limit) if limit else ""
        word = self._english.get(number.commitment, "") if english else number.commitment
        held = self.say("commitment", word=word) if word else ""
        return f"{self.printed(number)}{by}{held}"

    @property
    def _english(self) -> dict[str, str]:
        """The English labels of the graph's values by their Chinese ones: 力争 is strive for."""
        return dict(self.scope.build.terms.values())

    def printed(self, number: Number) -> str:
        """Return what is printed of a number, and how it compares: 不少于 30亿元."""
        printed = number.printed
        if self.language == "en":
            printed = self._in_english(number.amount, number.unit)
            if number.kind == "rank":
                return self.say("rank", printed=printed)
        return self.say(_SIGNS[number.comparator], printed=printed)

    def _in_english(self, amount: Decimal, unit: str) -> str:
        build = self.scope.build
        english = build.knowledge.values.unit(unit).english
        dimension = build.questions.measures.dimension.get(unit, "")
        return amount_in_english(amount, unit, english, dimension)

    def sentence(self, row: Row) -> str:
        """Return the sentence that a row stands in."""
        said = self.scope.words_at if isinstance(row, Sentence) else self.scope.words_around
        return said(row.quote).strip()

    def brief(self, row: Row, find: Find) -> str:
        """Return the clauses of a row's sentence that say what a tree is about, … for the rest."""
        about = find.about
        sentence = self.sentence(row)
        if about is None or len(sentence) <= _BRIEF:
            return sentence
        parts = [part for part in _CLAUSES.split(sentence) if part]
        covered = self.scope.asked(about.words).covered
        noun = about.noun or ""
        held = [bool(noun) + covered(simplify(p)) if holds_literal(p, noun) else 0.0 for p in parts]
        first = last = held.index(max(held))
        while last + 1 < len(parts) and len("".join(parts[first : last + 2])) <= _BRIEF:
            last += 1
        while first > 0 and len("".join(parts[first - 1 : last + 1])) <= _BRIEF:
            first -= 1
        shown = "".join(parts[first : last + 1]).strip()
        return f"{'…' if first else ''}{shown}{'…' if last + 1 < len(parts) else ''}"

    def amount(self, amount: Amount) -> str:
        """Return an amount as people write it: 175亿元."""
        if self.language == "en":
            return self._in_english(amount.number, amount.unit)
        for whole, word in _WHOLES:
            if amount.number >= whole and amount.number % (whole / 100) == 0:
                return f"{plain(amount.number / whole)}{word}{amount.unit}"
        return f"{plain(amount.number)}{amount.unit}"

    def compared(self, amount: Amount) -> str:
        """Return an amount with how it compares: 不少于 58家."""
        return self.say(_SIGNS[amount.comparator], printed=self.amount(amount)).strip()

    def rounded(self, amount: Amount) -> str:
        """Return a reckoned amount, rounded to two digits after the point: 约 8.19亿元."""
        for whole, word in _WHOLES:
            if amount.number >= whole:
                return f"{plain(round(amount.number / whole, 2))}{word}{amount.unit}"
        return f"{plain(round(amount.number, 2))}{amount.unit}"


def first_number(found: Found) -> Number | None:
    """Return the first number of what was found, if there is one."""
    return next((r for item in found.items for r in item.rows if isinstance(r, Number)), None)


def structured(number: Number) -> dict[str, Any]:
    """Return a number as a structured answer."""
    return {
        "value": json_number(number.amount),
        "unit": number.unit,
        "comparator": number.comparator,
        "text": number.text,
        "metric": number.metric,
        "deadline": number.due or None,
        "assumed_deadline": number.assumed_due or None,
        "commitment": number.commitment or None,
    }


def plain(number: Decimal) -> str:
    """Return a number in digits, without an exponent."""
    return f"{number.normalize():f}"


def json_number(number: Decimal) -> int | float:
    """Return a number as JSON has it."""
    return int(number) if number == number.to_integral_value() else float(number)
