"""Names written with a slip: 农业农材局, 华首电动车侨."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz

from qa.mentions.mention import QuestionMention

_LEAST_LIKENESS = 80.0  # of 100: one slip in a name of five characters
_TELLING = set("东南西北上下新老一二三四五六七八九十0123456789")
_SHORTEST, _LONGEST = 5, 20  # characters of a name in which a slip can be told


class SlipFinder:
    """Finds the names of units and things that a question holds but for one character."""

    def __init__(
        self, units: Mapping[str, set[str]], things: Mapping[str, tuple[str, set[str]]]
    ) -> None:
        """Take the names.

        Args:
            units: nodes by form of name.
            things: (class, nodes) by name.
        """
        forms = [(f, "Unit", n) for f, n in units.items() if len(f) >= _SHORTEST]
        forms += [(f, kd, n) for f, (kd, n) in things.items() if _SHORTEST <= len(f) <= _LONGEST]
        forms.sort(key=lambda form: (-len(form[0]), form[0]))
        self._forms = [(form, frozenset(form), kind, nodes) for form, kind, nodes in forms]

    def find(self, plain: str) -> Iterator[QuestionMention]:
        """Yield the names that a question holds but for one character, longest first."""
        if len(plain) < _SHORTEST - 1:
            return
        own = set(plain)
        for form, characters, kind, nodes in self._forms:
            if len(characters - own) > 1:
                continue
            best = fuzz.partial_ratio_alignment(form, plain, score_cutoff=_LEAST_LIKENESS)
            whole = best and best.src_end - best.src_start == len(form)
            ends = kind != "Unit" or plain[: best.dest_end].endswith(form[-1]) if best else False
            if best and whole and ends:
                start, end = best.dest_start, best.dest_end
                if tells_apart(form, plain[start:end]):
                    continue
                yield QuestionMention(
                    kind, plain[start:end], start, end, tuple(sorted(nodes)), certain=False
                )


def tells_apart(form: str, written: str) -> bool:
    """Tell whether the difference is one of number or direction: 三期 is no slip for 二期."""
    return any(
        one != other and (one in _TELLING or other in _TELLING)
        for one, other in zip(form, written, strict=False)
    )
