"""The tokenizer: dictionary words and single characters, cut by the likeliest segmentation.

A Unigram model whose vocabulary is words with log-probabilities segments Chinese by Viterbi
like a dictionary segmenter, needs no dictionary at run time and saves to one JSON file.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

UNKNOWN = "[UNK]"
_WORD = re.compile(r"[\u4e00-\u9fff]+|[a-z]+|\d+(?:\.\d+)?")
_LONGEST = 6


def count_words(lines: Iterable[str]) -> Counter[str]:
    """Count the words of lines as jieba's dictionary cuts them, lower case."""
    import jieba

    counts: Counter[str] = Counter()
    for line in lines:
        for word in jieba.cut(line.lower(), HMM=False):
            if len(word) <= _LONGEST and _WORD.fullmatch(word) and not word.isdigit():
                counts[word] += 1
    return counts


def build_tokenizer(
    counts: Mapping[str, int], needed: Iterable[str], size: int
) -> tuple[Tokenizer, list[str]]:
    """Return a tokenizer and its vocabulary, most frequent words first.

    Args:
        counts: how often each word occurs.
        needed: words that must be in the vocabulary, however rare (everyday words).
        size: largest vocabulary.
    """
    characters = {c for word in counts for c in word}
    keep = characters | set("0123456789") | set(needed)
    ranked = sorted(counts, key=lambda word: (-counts[word], word))
    vocabulary = sorted(keep) + [word for word in ranked if word not in keep]
    vocabulary = vocabulary[: max(size - 1, len(keep))]
    total = sum(counts.get(word, 1) for word in vocabulary)
    scores = [(UNKNOWN, -30.0)]
    for word in vocabulary:
        rare = -2.0 if len(word) == 1 else 0.0  # a word is likelier than its characters
        scores.append((word, math.log((counts.get(word, 0) + 1) / total) + rare))
    tokenizer = Tokenizer(models.Unigram(scores, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"[^\u4e00-\u9fff\u3400-\u4dbfa-z0-9]+"), "removed"),
            pre_tokenizers.Split(Regex(r"[\u4e00-\u9fff\u3400-\u4dbf]+|[a-z]+|[0-9]+"), "isolated"),
        ]
    )
    return tokenizer, [UNKNOWN, *vocabulary]
