"""Unsupervised word vectors: skip-gram over official and everyday text, weighted by rarity."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from gensim.models import KeyedVectors, Word2Vec
from gensim.models.callbacks import CallbackAny2Vec
from numpy.typing import NDArray
from tqdm import tqdm

Matrix = NDArray[np.float32]
_SIF = 1e-3  # smooth inverse frequency: a / (a + p(word)), Arora et al. 2017


class _Progress(CallbackAny2Vec):  # type: ignore[misc]
    def __init__(self, epochs: int) -> None:
        self.bar = tqdm(total=epochs, desc="skip-gram", unit="pass")

    def on_epoch_end(self, _: Word2Vec) -> None:
        self.bar.update()


def skip_gram(
    sentences: Sequence[list[str]], *, dimension: int, epochs: int, seed: int = 1
) -> KeyedVectors:
    """Return the vectors of the words of some sentences, by word."""
    logging.getLogger("gensim").setLevel(logging.WARNING)
    model = Word2Vec(
        vector_size=dimension,
        window=10,
        sg=1,
        negative=8,
        min_count=3,
        sample=1e-4,
        workers=2,
        seed=seed,
    )
    model.build_vocab(sentences)
    model.train(
        sentences, total_examples=len(sentences), epochs=epochs, callbacks=[_Progress(epochs)]
    )
    return model.wv


def word_vectors(
    known: KeyedVectors, vocabulary: Sequence[str], counts: Mapping[str, int]
) -> Matrix:
    """Return initial vectors, shape (len(vocabulary), dimension of the known ones).

    Words the text never uses start from the mean of their characters. Each vector is weighted by
    its smooth inverse frequency, so that the plain mean of a sentence is a weighted one.
    """
    vectors = _with_characters(known, vocabulary)
    vectors -= vectors[np.abs(vectors).sum(axis=1) > 0].mean(axis=0)
    total = sum(counts.values())
    weights = [_SIF / (_SIF + counts.get(word, 0) / total) for word in vocabulary]
    vectors *= np.asarray(weights, np.float32)[:, None]
    vectors[0] = 1e-4  # the unknown word says next to nothing, but no text is a zero vector
    mean_length = float(np.linalg.norm(vectors, axis=1).mean())
    return np.asarray(vectors / mean_length, np.float32)


def _with_characters(known: KeyedVectors, vocabulary: Iterable[str]) -> Matrix:
    rows = []
    for word in vocabulary:
        if word in known:
            rows.append(known[word])
            continue
        characters = [known[c] for c in word if c in known]
        rows.append(np.mean(characters, axis=0) if characters else np.zeros(known.vector_size))
    return np.asarray(rows, dtype=np.float32)
