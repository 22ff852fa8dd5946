"""The words of a text by a unigram model, as the tokenizers library finds them, from a plain dict.

The library's own trie takes 50 MB and 60 ms to open, which one question is not worth; where much is
read, the library is several times as fast. Source of the search: Kudo 2018 (Viterbi over pieces),
with the library's order of candidates, so that equal scores are decided alike (a test holds it).
"""

from __future__ import annotations

import json
import re
import unicodedata
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# what the model's tokenizer does before its pieces are looked for: NFKC, lower case, and runs of
# Han characters, letters or digits
_NORMALIZER = [{"type": "NFKC"}, {"type": "Lowercase"}]
_HAN = "\\u4e00-\\u9fff\\u3400-\\u4dbf"
_SPLITS = [f"[^{_HAN}a-z0-9]+", f"[{_HAN}]+|[a-z]+|[0-9]+"]
# 新建, 5, g and 基站 in 新建5G基站
_RUN = re.compile(_SPLITS[1])
_PENALTY = 10.0  # of an unknown character, below the least likely piece


@dataclass(frozen=True, slots=True)
class Unigram:
    """A unigram model.

    Attributes:
        pieces: the number of each piece.
        scores: the logarithm of the probability of each, by number.
        longest: characters of the longest piece.
        unknown: what an unknown character counts.
    """

    pieces: Mapping[str, int]
    scores: Sequence[float]
    longest: int
    unknown: float

    def ids(self, text: str) -> list[int]:
        """Return the numbers of the known pieces of a text, in their order."""
        plain = unicodedata.normalize("NFKC", text).lower()
        return [number for run in _RUN.findall(plain) for number in self._of_run(run)]

    def _of_run(self, run: str) -> list[int]:
        """Return those of the likeliest split of one run."""
        size = len(run)
        best: list[tuple[float, int, int] | None] = [(0.0, 0, -1), *([None] * size)]
        for start in range(size):
            reached = best[start]
            assert reached is not None  # a single character always leads on
            for end in range(start + 1, min(start + self.longest, size) + 1):
                number = self.pieces.get(run[start:end], -1)
                if number < 0 and end > start + 1:
                    continue
                score = reached[0] + (self.scores[number] if number >= 0 else self.unknown)
                other = best[end]
                if other is None or score > other[0]:
                    best[end] = (score, start, number)
        found = []
        at = size
        while at:
            step = best[at]
            assert step is not None
            _, at, number = step
            if number >= 0:
                found.append(number)
        return found[::-1]


def read_unigram(path: Path) -> Unigram | None:
    """Read a tokenizer file; None if it holds another kind of model or takes text apart otherwise.

    Raises:
        OSError: the file is missing.
        ValueError: it is no JSON.
    """
    content = json.loads(path.read_bytes())
    if not _is_known(content):
        return None
    vocabulary = content["model"]["vocab"]
    scores = array("d", (score for _, score in vocabulary))
    pieces = {word: number for number, (word, _) in enumerate(vocabulary)}
    del pieces[vocabulary[content["model"]["unk_id"]][0]]
    return Unigram(pieces, scores, max(map(len, pieces)), min(scores) - _PENALTY)


def _is_known(content: dict[str, Any]) -> bool:
    """Tell whether a tokenizer is of the kind that this module reads."""
    splits = (content.get("pre_tokenizer") or {}).get("pretokenizers", ())
    return bool(
        content["model"]["type"] == "Unigram"
        and not content["model"].get("byte_fallback")
        and not content.get("added_tokens")
        and (content.get("normalizer") or {}).get("normalizers") == _NORMALIZER
        and [split.get("pattern", {}).get("Regex") for split in splits] == _SPLITS
        and [split.get("behavior") for split in splits] == ["Removed", "Isolated"]
    )
