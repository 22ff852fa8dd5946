"""Names written with a slip: 农业农材局, 华首电动车侨."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.entities.name_forms import SHORTEST_SLIP, UNIT
from qa.mentions.mention import QuestionMention
from qa.mentions.stored_names import StoredNames

_LEAST_LIKENESS = 80.0  # of 100: one slip in a name of five characters
_TELLING = set("东南西北上下新老一二三四五六七八九十0123456789")


@dataclass(frozen=True, slots=True)
class SlipFinder:
    """Finds the names of units and things that a question holds but for one character.

    Attributes:
        names: of the graph.
    """

    names: StoredNames

    def find(self, plain: str) -> Iterator[QuestionMention]:
        """Yield the names that a question holds but for one character, longest first."""
        if len(plain) < SHORTEST_SLIP - 1:
            return
        own = set(plain)
        held = (f for f in self.names.with_piece("slip", plain) if len(set(f.text) - own) < 2)
        forms = sorted(held, key=lambda form: (-len(form.text), form.text))
        if forms:
            from rapidfuzz import fuzz  # few questions may hold a slip
        for form in forms:
            best = fuzz.partial_ratio_alignment(form.text, plain, score_cutoff=_LEAST_LIKENESS)
            if not best or best.src_end - best.src_start < len(form.text):
                continue
            start, end = best.dest_start, best.dest_end
            ends = form.kind != UNIT or plain[:end].endswith(form.text[-1])
            if ends and not tells_apart(form.text, plain[start:end]):
                things = self.names.things_of([form])
                yield QuestionMention(
                    form.kind, plain[start:end], start, end, things, certain=False
                )


def tells_apart(form: str, written: str) -> bool:
    """Tell whether the difference is one of number or direction: 三期 is no slip for 二期."""
    return any(
        one != other and (one in _TELLING or other in _TELLING)
        for one, other in zip(form, written, strict=False)
    )
