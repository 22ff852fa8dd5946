"""The words of a question that only ask (怎么, 谁来管), told from those that say what about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from embeddings.lexical import simplify, tokens

_NOTHING = "(?!)"  # matches nowhere


@dataclass(frozen=True)
class QuestionWords:
    """Words that only ask; without any a question is searched for as it is.

    Attributes:
        asking: words that only ask or join: 怎么, 就.
        kept: words that hold such a word but say something: 就业.
    """

    asking: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> QuestionWords:
        """Return the words of a table whose rows have word and use (asking or kept)."""
        pairs = [(row["word"], row["use"]) for row in rows]
        uses = ("asking", "kept")
        return cls(*(frozenset(word for word, use in pairs if use == wanted) for wanted in uses))

    def without_asking(self, text: str) -> str:
        """Return a question, simplified, without the words that only ask; whole if none is left.

        >>> words = QuestionWords(frozenset({"就", "怎么办"}), frozenset({"就业"}))
        >>> words.without_asking("就业怎么办")
        '就业 '
        """
        simple = simplify(text)
        left = self._pattern.sub(lambda match: match["kept"] or " ", simple)
        return left if left.strip() else simple

    def query_tokens(self, text: str) -> list[str]:
        """Return the tokens of a question without the words that only ask; all if none is left."""
        return tokens(self.without_asking(text)) or tokens(text)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # (?P<kept>就业|土地)|怎么办|就
        return re.compile(f"(?P<kept>{_any_of(self.kept)})|{_any_of(self.asking)}")


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of some words, longest first."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered)) or _NOTHING


NO_QUESTION_WORDS = QuestionWords()
