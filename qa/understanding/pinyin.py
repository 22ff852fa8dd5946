"""Questions typed in pinyin become Chinese: xin jian ji suo you er yuan, xinjian jisuo youeryuan.

What a small input method does: of all characters that sound so, those whose pairs the documents and
the example questions hold most often (a bigram model, decoded by Viterbi 1967).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

_RUN = re.compile(r"[a-zü]+|[^a-zü]+")
_LATIN = re.compile(r"[a-zü]+")
# zhuang · er · nü
_SYLLABLE = (
    "(?:[zcs]h?|[bpmfdtnlgkhjqxryw])?"
    "(?:i?ang?|i?ong?|uang?|i?ao|u?ai|iu|ou|uo|ie|ei|ui|ing?|eng?|er|ua|ia|ue|üe|un|[aoeiuü])"
)
_SPELLED = re.compile(f"(?:{_SYLLABLE})+")
_MOST_UNSPELLED = 0.2  # of the letters: opc, 5g
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_VOWEL = re.compile("[aeiouü]")
_RARE = 0.02  # of a character: how often it must sound so
_LEAST_LETTERS = 8  # of a question in pinyin
_LONGEST = 6  # letters of a syllable: zhuang
_MOST = 24  # ways to write what was read so far that are kept
_ALONE = 0.2  # how much single characters count beside their pairs (Jelinek and Mercer 1980)
_NEVER = -math.inf


def may_be_pinyin(question: str) -> bool:
    """Tell whether nearly all words of a question are made of syllables of pinyin.

    Args:
        question: in lower case.
    """
    words = _LATIN.findall(question)
    letters = sum(map(len, words))
    spelled = sum(len(word) for word in words if _SPELLED.fullmatch(word.replace("v", "ü")))
    return letters >= _LEAST_LETTERS and spelled >= (1 - _MOST_UNSPELLED) * letters


@dataclass(frozen=True, slots=True)
class Sounds:
    """What may be written for what is heard.

    Attributes:
        characters: by syllable.
        single: how often each character is met.
        pairs: how often each pair of characters is met.
        total: the sum of the single ones.
    """

    characters: Mapping[str, tuple[str, ...]]
    single: Mapping[str, int]
    pairs: Mapping[str, int]
    total: int

    @classmethod
    def of(cls, texts: Iterable[tuple[str, int]]) -> Sounds:
        """Count the characters of texts, how they sound there, and their pairs.

        Args:
            texts: each with how often it counts; words of two characters as well as sentences.
        """
        from pypinyin import lazy_pinyin  # a tenth of a second, and few questions need it

        single: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        heard: dict[str, Counter[str]] = defaultdict(Counter)
        for text, often in texts:
            for run in _HAN.findall(text):
                for character, syllable in zip(run, lazy_pinyin(run, v_to_u=True), strict=True):
                    single[character] += often
                    heard[syllable][character] += often
                for first, second in pairwise(run):
                    pairs[first + second] += often
        characters = {
            syllable: tuple(c for c, often in found.items() if often >= _RARE * single[c])
            for syllable, found in heard.items()
            if _VOWEL.search(syllable)  # ng is nobody's
        }
        return cls(characters, single, pairs, sum(single.values()))

    def spell(self, question: str) -> str | None:
        """Return a question in characters; None where it is not in pinyin.

        Args:
            question: in lower case.
        """
        runs = _RUN.findall(question.replace("v", "ü"))
        words = [run for run in runs if _LATIN.fullmatch(run)]
        unread = sum(len(word) for word in words if self._read(word) is None)
        if unread > _MOST_UNSPELLED * sum(map(len, words)):
            return None
        return self._joined(runs)

    def _read(self, run: str) -> list[list[str]] | None:
        """Return for each letter the syllables that end there; None where a word is no pinyin."""
        ends: list[list[str]] = [[] for _ in range(len(run) + 1)]
        for end in range(1, len(run) + 1):
            for start in range(max(0, end - _LONGEST), end):
                if (start == 0 or ends[start]) and run[start:end] in self.characters:
                    ends[end].append(run[start:end])
        return ends if ends[-1] else None

    def _joined(self, runs: Iterable[str]) -> str:
        """Return runs of letters and other characters in the likeliest characters."""
        best = {"": (0.0, "")}  # the last character: how likely, what is written
        for run in runs:
            ends = self._read(run) if _LATIN.fullmatch(run) else None
            if ends is not None:
                best = self._written(ends, best)
            elif not run.isspace():
                likely, text = max(best.values())
                best = {"": (likely, text + run)}
        return max(best.values())[1]

    def _written(
        self, ends: list[list[str]], before: Mapping[str, tuple[float, str]]
    ) -> dict[str, tuple[float, str]]:
        """Return the likeliest ways to write a run, by their last character."""
        at: list[dict[str, tuple[float, str]]] = [dict(before), *({} for _ in ends[1:])]
        for end, syllables in enumerate(ends):
            for syllable in syllables:
                for last, (cost, text) in at[end - len(syllable)].items():
                    for character in self.characters[syllable]:
                        likely = cost + self._follows(last, character)
                        if likely > at[end].get(character, (_NEVER, ""))[0]:
                            at[end][character] = (likely, text + character)
            if syllables:
                ranked = sorted(at[end].items(), key=lambda pair: -pair[1][0])
                at[end] = dict(ranked[:_MOST])
        return at[-1]

    def _follows(self, last: str, character: str) -> float:
        """Return the logarithm of how likely a character follows another."""
        alone = self.single[character] / self.total
        met, together = self.single.get(last, 0), self.pairs.get(last + character, 0)
        return math.log((1 - _ALONE) * (together / met if met else 0.0) + _ALONE * alone)
