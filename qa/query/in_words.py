"""A query in words, one line of Chinese or English: what 「如何得出」 shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.knowledge.data_folder import DataFolder
from qa.query.tree import (
    About,
    AllOf,
    AnyOf,
    AskBack,
    Asks,
    Compare,
    Condition,
    Count,
    CountOf,
    Due,
    Each,
    Earlier,
    Either,
    Exists,
    Find,
    Has,
    Holds,
    Is,
    List,
    Measure,
    Measured,
    Name,
    Not,
    Numbered,
    Operand,
    Operation,
    PathTo,
    Reading,
    Related,
    Since,
    Sum,
    Talk,
    Thing,
    Top,
    Tree,
    Within,
)

_SHOWN = 40  # characters of what was asked for that are shown of one name or wording


@dataclass(frozen=True, slots=True)
class QueryWords:
    """The words of the query language in one language.

    Attributes:
        words: by list (kind, relation, phrase …) and word.
    """

    words: Mapping[tuple[str, str], str]

    def of(self, listed: str, word: str) -> str:
        """Return how a word of a closed list is called."""
        return self.words[listed, word]

    def say(self, phrase: str, **parts: object) -> str:
        """Return a phrase with its parts filled in."""
        return self.words["phrase", phrase].format(**parts)

    def joined(self, phrase: str, parts: Iterable[str]) -> str:
        """Return parts joined by a phrase, apart from them where letters need it: and, or."""
        joint = self.words["phrase", phrase]
        before = " " if joint[:1].isascii() and joint[:1].isalpha() else ""
        after = " " if joint[-1:].isascii() and joint[-1:].isalpha() else ""
        return f"{before}{joint}{after}".join(parts)


def query_words(data: DataFolder, language: str) -> QueryWords:
    """Read the words of the query language.

    Args:
        data: the data folder.
        language: zh or en.

    Raises:
        GraphError: the table is missing or malformed.
    """
    rows = data.rows("questions/query_words.csv")
    return QueryWords({(row["list"], row["word"]): row[language] for row in rows})


def in_words(reading: Reading, words: QueryWords) -> str:
    """Return a reading as one line."""
    match reading:
        case Asks(trees):
            return words.joined("asks", (_tree(tree, words) for tree in trees))
        case Talk(kind):
            return words.say("talk", kind=words.of("talk", kind))
        case AskBack(choices):
            lines = (in_words(choice, words) for choice in choices)
            return words.say("back", choices=words.joined("or", lines))


def _tree(tree: Tree, words: QueryWords) -> str:
    if isinstance(tree, Compare):
        sides = words.joined("side", (_described(side, words) for side in tree.trees))
        asked = words.joined("listed", (words.of("comparison", ask) for ask in tree.ask))
        if tree.by is None:
            return words.say("compare", sides=sides, asked=asked)
        measure = _measure(tree.by, words)
        return words.say("compare_by", sides=sides, asked=asked, measure=measure)
    shown = ""
    if tree.show:
        fields = words.joined("listed", (words.of("field", field) for field in tree.show))
        shown = words.say("show", fields=fields)
    return _operation(tree.over, _described(tree, words), words) + shown


def _described(find: Find, words: QueryWords) -> str:
    kind = words.of("kind", find.kind)
    if not find.where:
        return kind
    conditions = words.joined("and", (_condition(c, words) for c in find.where))
    return words.say("where", kind=kind, conditions=conditions)


def _operation(operation: Operation, what: str, words: QueryWords) -> str:
    match operation:
        case List() | Count() | Exists():
            return words.say(type(operation).__name__.lower(), what=what)
        case Holds(condition):
            return words.say("holds", what=what, condition=_condition(condition, words))
        case Sum(measure, _):
            return words.say("sum", what=what, measure=_measure(measure, words))
        case Top(extreme, by):
            largest = words.of("extreme", extreme)
            return words.say("top", what=what, measure=_measure(by, words), extreme=largest)
        case Each(kind, do):
            inner = _operation(do, what, words)
            return words.say("each", kind=words.of("kind", kind), inner=inner)
        case PathTo(operand):
            return words.say("path", what=what, to=_operand(operand, words))
        case Since(change, years):
            named = words.of("change", change)
            if years is None:
                return words.say("since_last", what=what, change=named)
            return words.say("since", what=what, change=named, old=years[0], new=years[1])


def _measure(measure: Measure, words: QueryWords) -> str:
    if isinstance(measure, CountOf):
        relation = words.of("relation", measure.relation)
        return words.of("measure", "count").format(relation=relation)
    return words.of("measure", measure)


def _operand(operand: Operand, words: QueryWords) -> str:
    match operand:
        case Name(text):
            return words.say("name", text=_short(text))
        case Thing(iri):
            return words.say("name", text=iri.rsplit("/", 1)[-1])
        case AnyOf(operands):
            return words.joined("any", (_operand(o, words) for o in operands))
        case AllOf(operands):
            return words.joined("all", (_operand(o, words) for o in operands))
        case Earlier(kind, nth, _):
            phrase = "earlier" if nth is None else "earlier_last" if nth < 0 else "earlier_nth"
            return words.say(phrase, kind=words.of("kind", kind), nth=nth)
        case Find():
            return words.say("inner", tree=_described(operand, words))


def _condition(condition: Condition, words: QueryWords) -> str:
    match condition:
        case About(about, noun):
            phrase = "about_noun" if noun else "about"
            return words.say(phrase, words=_short(about), noun=_short(noun or ""))
        case Related(relation, to, only):
            name = words.of("relation", relation)
            if to is None:
                return words.say("related_any", relation=name)
            phrase = "related_only" if only else "related"
            return words.say(phrase, relation=name, to=_operand(to, words))
        case Is(operand):
            return words.say("is", to=_operand(operand, words))
        case Within(operand):
            return words.say("within", to=_operand(operand, words))
        case Not(inner):
            return words.say("not", condition=_condition(inner, words))
        case Either(conditions):
            return words.joined("or", (_condition(c, words) for c in conditions))
        case Numbered() | Has() | Measured() | Due():
            return _plain_condition(condition, words)


def _plain_condition(condition: Numbered | Has | Measured | Due, words: QueryWords) -> str:
    match condition:
        case Numbered(ordinal):
            return words.say("numbered", ordinal=_short(ordinal))
        case Has(attribute, value):
            of = words.of("attribute", attribute)
            return words.say("has", attribute=of, value=_short(value))
        case Measured(measure, comparator, number, unit):
            return words.say(
                "measured",
                measure=_measure(measure, words),
                comparator=comparator,
                number=f"{number:g}",
                unit=unit or "",
            ).strip()
        case Due(when, date):
            return words.say("due", when=words.of("when", when), date=_date(date, words))


def _date(date: str, words: QueryWords) -> str:
    """Return a date as people write it: --06, June of any year, is 6 月."""
    month = date.removeprefix("--")
    is_month = month != date and month.isascii() and month.isdigit()
    return words.say("month", month=int(month)) if is_month else _short(date)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
