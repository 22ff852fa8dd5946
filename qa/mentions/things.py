"""Projects, policies, campaigns, titles, firms and regions that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.entities.name_forms import QUOTES, clipped_size
from qa.mentions.mention import QuestionMention
from qa.mentions.slips import tells_apart
from qa.mentions.stored_names import StoredNames

_SHORTEST_PART = 4
_YEAR = re.compile("\\d+年?度?")  # says nothing of a name
_LONGEST_PIECE = 12


@dataclass(frozen=True, slots=True)
class ThingFinder:
    """Finds the graph's named things in questions.

    Attributes:
        names: of the graph.
    """

    names: StoredNames

    def known(self, plain: str) -> Iterator[QuestionMention]:
        """Yield what is named in full, longest first; quotes and spaces are no matter."""
        offsets = [i for i, c in enumerate(plain) if not QUOTES.match(c)]
        squeezed = "".join(plain[i] for i in offsets)
        forms = self.names.with_piece("begins", squeezed)
        for form in sorted(forms, key=lambda form: -len(form.text)):
            at = squeezed.find(form.text)
            if at >= 0:
                start, end = offsets[at], offsets[at + len(form.text) - 1] + 1
                things = self.names.things_of([form])
                yield QuestionMention(form.kind, plain[start:end], start, end, things)

    def shortened(self, plain: str) -> Iterator[QuestionMention]:
        """Yield projects and firms with words left out: 康驿变电站 ⊂ 康驿500千伏变电站增容工程."""
        for form in self.names.with_piece("shortened", plain):
            at = plain.find(form.text[:2])
            length = _pieces(plain[at:], form.text) if at >= 0 else 0
            text = plain[at : at + length]
            if length >= _SHORTEST_PART and not _YEAR.fullmatch(text):
                things = self.names.things_of([form])
                yield QuestionMention(form.kind, text, at, at + length, things, False)

    def clipped(self, plain: str) -> Iterator[QuestionMention]:
        """Yield projects and firms of which three quarters stand there: 店铁矿 of 杨店铁矿."""
        for form in self.names.with_piece("clipped", plain):
            name, size = form.text, clipped_size(form.text)
            for offset in (0, len(name) - size):
                at = plain.find(name[offset : offset + size])
                around = plain[max(0, at - offset) : at - offset + len(name)]
                if at >= 0 and not tells_apart(name, around):
                    text, things = plain[at : at + size], self.names.things_of([form])
                    yield QuestionMention(form.kind, text, at, at + size, things, False)


def _pieces(text: str, name: str) -> int:
    """Return how long a text goes on with pieces of a name, each of two characters or more."""
    read = at = 0
    while read < len(text):
        sizes = range(min(_LONGEST_PIECE, len(text) - read), 1, -1)
        size = next((n for n in sizes if text[read : read + n] in name[at:]), 0)
        if not size:
            break
        at = name.index(text[read : read + size], at) + size
        read += size
    return read
