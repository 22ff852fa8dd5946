"""What documents say of themselves in words: number, issuer, date, to whom they are sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answer import Citation, Statement
from qa.answers.phrases import listed
from qa.answers.speaker import LINES, Said, Speaker
from qa.context import citation
from qa.execution.finders.found import topic_words
from qa.execution.results import Found, Item
from qa.query.tree import Not
from qa.query.vocabulary import Field

_SHOWN = 6  # documents told in the first sentence
_LOOKED_AT = 100  # documents whose texts are read
# 2023-07-17
_DATE = re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)")


def document_facts(found: Found, speaker: Speaker) -> Said | None:
    """Return what is asked of documents, a line for each; None where nothing is asked of them.

    Where none says it, that is the answer, without lines.
    """
    fields = list(dict.fromkeys(field for field in found.find.show if field in _FIELDS))
    if not fields or not found.items:
        return None
    items = _in_order(found, fields, speaker)
    words = topic_words(found.find)
    lines = [_line(item, fields, words, speaker) for item in items]
    own = speaker.scope.own_words
    values = [v for item in items for field in fields for v in own(item.iri, field, words)]
    head = speaker.ended(speaker.say("and_then").join(line.text for line in lines[:_SHOWN]))
    if not values and not any(isinstance(condition, Not) for condition in found.find.where):
        return Said(head, absent=True)
    if len(lines) == 1:  # it is said: the line shows where
        lines = [replace(lines[0], text=items[0].name)]
    return Said(head, tuple(lines[:LINES]), values)


def _key(item: Item, speaker: Speaker) -> str:
    return speaker.scope.build.documents_by_id[item.iri]


def _in_order(found: Found, fields: Sequence[Field], speaker: Speaker) -> list[Item]:
    """Return documents as found; by date, the undated last, where nothing else is asked of them."""
    items = _nearest_places(found.items[:_LOOKED_AT], speaker)
    if list(fields) != ["date"]:
        return items
    record = speaker.scope.build.documents
    dates = {item.iri: str(record[_key(item, speaker)]["date"] or "") for item in items}
    return sorted(items, key=lambda item: (not dates[item.iri], dates[item.iri]))


def _nearest_places(items: Sequence[Item], speaker: Speaker) -> list[Item]:
    """Return the documents of a place that is named itself, where it has any: 陕西, not 洋县."""
    record = speaker.scope.build.documents
    places = speaker.context.question.of_kind("Jurisdiction")
    named = {name for place in places for name in place.nodes}
    own = [i for i in items if named & set(record[_key(i, speaker)]["jurisdiction"][-1:])]
    return own or list(items)


def _line(item: Item, fields: Sequence[Field], words: str, speaker: Speaker) -> Statement:
    """Return one document with what is asked of it, and where that is printed."""
    key = _key(item, speaker)
    told, cited = [], []
    for field in fields:
        values = speaker.scope.own_words(item.iri, field, words)
        said = listed(speaker.language, [_printed(v, speaker) for v in values])
        name = f"document_{field}" if values else f"document_no_{field}"
        told.append(speaker.say(name, value=said))
        cited += [_cited(item.iri, key, value, speaker) for value in values[:1]]
    text = speaker.say("document", title=item.name, facts=speaker.say("comma").join(told))
    return Statement(text, tuple(dict.fromkeys(cited)), ((item.name, item.iri),))


def _cited(iri: str, key: str, value: str, speaker: Speaker) -> Citation:
    """Return where a value is printed; the title for one put together from several places."""
    build = speaker.scope.build
    text, printed = build.text(key), _printed(value, speaker, zh=True)
    start = text.find(printed)
    if start < 0:
        printed = str(build.documents[key]["title"] or "")
        start = max(0, text.find(printed))
    end = start + len(printed)
    return citation(build, iri, key, "", text[start:end], start, end)


def printed_date(values: Sequence[str], speaker: Speaker) -> str:
    """Return the date of a document as it is printed; "" where it has none."""
    return _printed(values[0], speaker) if values else ""


def _printed(value: str, speaker: Speaker, *, zh: bool = False) -> str:
    """Return a date as documents print it; other values as they are."""
    date = _DATE.fullmatch(value) if zh or speaker.language == "zh" else None
    return f"{date['y']}年{int(date['m'])}月{int(date['d'])}日" if date else value


_FIELDS: tuple[Field, ...] = (
    "title",
    "wenhao",
    "issuer",
    "date",
    "addressees",
    "cc",
    "disclosure",
    "approved_by",
    "validity",
    "covers",
    "status",
    "interpreter",
    "cumulation",
)
