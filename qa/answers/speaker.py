"""What puts results into words: the language, names, sentences, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from qa.answer import Citation, Statement
from qa.answers.named_units import unit_name
from qa.answers.phrases import listed, phrase
from qa.context import Context, citation
from qa.evidence.rows import Number, Row, Sentence
from qa.execution.results import Amount, Found, Item
from qa.execution.scope import Scope
from qa.query.leaves import leaves
from qa.query.tree import Earlier, Find, Related, Thing

LINES = 12  # statements below the first sentence
_SHOWN = 12  # names in a sentence
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
        return self.context.question.language

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
        if len(self.scope.build.own_places) < 2:
            return [mention.text for mention in mentions] or told
        return [unit_name(self.context, mention) for mention in mentions] or told

    def _told(self, earlier: Earlier) -> list[str]:
        """Return the units told before that are meant."""
        units = self.scope.told("unit") if earlier.kind == "unit" else ()
        meant = units if earlier.nth is None else units[earlier.nth - 1 : earlier.nth]
        return [item.name for item in meant]

    def place(self, item: Item) -> str:
        """Return the place an item's evidence is of, where several places are loaded."""
        if len(self.scope.build.own_places) < 2 or not item.tasks:
            return ""
        place = self.scope.place_of(self.scope.document_of(item.tasks[0]))
        return self.say("in_place", place=place) if place else ""

    def cite(self, row: Row) -> Citation:
        """Return the citation of a row."""
        quote = row.quote
        text = self.scope.words_at(quote)
        build = self.scope.build
        ordinal = build.tasks[row.task]["ordinal"] if row.task in build.tasks else ""
        return citation(build, row.task, quote.document, ordinal, text, quote.start, quote.end)

    def value(self, number: Number) -> str:
        """Return a number in words: 不少于 30亿元，6月底前（力争）."""
        by = self.say("by", limit=number.limit) if number.limit else ""
        held = self.say("commitment", word=number.commitment) if number.commitment else ""
        return f"{self.printed(number)}{by}{held}"

    def printed(self, number: Number) -> str:
        """Return what is printed of a number, and how it compares: 不少于 30亿元."""
        return self.say(_SIGNS[number.comparator], printed=number.printed)

    def sentence(self, row: Row) -> str:
        """Return the sentence that a row stands in."""
        said = self.scope.words_at if isinstance(row, Sentence) else self.scope.words_around
        return said(row.quote).strip()

    def amount(self, amount: Amount) -> str:
        """Return an amount as people write it: 175亿元."""
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
