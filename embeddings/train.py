"""Train the default model: python -m embeddings.train --out embeddings/model.

Needs the training corpus (development only) and requirements-dev.txt. Seeds are fixed; with two
skip-gram workers the vectors differ from run to run in the last places only.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from tqdm import tqdm

from embeddings.training.contrastive import Plan, train
from embeddings.training.corpus import (
    Pair,
    colloquial_pairs,
    evaluation,
    official_lines,
    scored_sentences,
    thesaurus_pairs,
    together,
)
from embeddings.training.tokenizer import build_tokenizer, count_words
from embeddings.training.vectors import Matrix, skip_gram, word_vectors
from errors import PolicyGraphError

_WRITTEN_WEIGHT = 5  # times the few written pairs stand beside the many official lines
ROOT = Path(__file__).resolve().parent.parent


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    options = _options(argv)
    try:
        run(options)
    except PolicyGraphError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def run(options: argparse.Namespace) -> None:
    """Train and save the model.

    Raises:
        ModelError: the corpus is missing.
    """
    begun = time.perf_counter()
    leaks = evaluation(options.corpus.parent, ROOT / "data" / "gold" / "questions")
    lines = [
        line for line in tqdm(official_lines(options.corpus), desc="corpus") if not leaks(line)
    ]
    files = [options.corpus / "colloquial_pairs.jsonl", *sorted(options.pairs.glob("*.jsonl"))]
    pairs = [*colloquial_pairs(files), *thesaurus_pairs(options.topics)]
    written = [pair for pair in pairs if not leaks(pair.query + "。" + pair.passage)]
    everyday = list(_both(written))
    scored = list(scored_sentences(options.corpus))
    print(f"{len(lines)} official lines, {len(written)} written pairs from {len(files)} files")

    spoken = count_words(everyday)
    counts = count_words(tqdm(lines, desc="count words"))
    counts.update({word: count * 5 for word, count in spoken.items()})
    counts.update(count_words(_both(scored)))
    tokenizer, vocabulary = build_tokenizer(counts, spoken, options.words)
    print(f"{len(vocabulary)} words")

    def sentences() -> list[list[str]]:
        texts = [*lines, *list(together(written)) * _WRITTEN_WEIGHT, *_both(scored)]
        return [e.tokens for e in tokenizer.encode_batch(texts, add_special_tokens=False)]

    vectors = _initial(options, vocabulary, counts, sentences)
    plans = [Plan(passes=options.passes, seed=seed) for seed in range(1, options.seeds + 1)]
    trained = soup(tokenizer, vectors, written, plans)
    save(tokenizer, trained, options.out)
    print(f"saved {options.out} after {time.perf_counter() - begun:.0f} s")


def soup(
    tokenizer: Tokenizer, vectors: Matrix, pairs: Sequence[Pair], plans: Iterable[Plan]
) -> Matrix:
    """Return the mean of several contrastive runs from the same start.

    Each run ends somewhere else in one wide valley; their mean lies nearer its floor (Wortsman et
    al. 2022, model soups).
    """
    runs = [train(tokenizer, vectors, pairs, plan) for plan in plans]
    return np.asarray(np.mean(runs, axis=0), np.float32)


def _both(pairs: Iterable[Pair]) -> Iterator[str]:
    """Yield the texts of pairs."""
    for pair in pairs:
        yield from (pair.query, pair.passage)


def _initial(
    options: argparse.Namespace,
    vocabulary: Sequence[str],
    counts: dict[str, int],
    sentences: Callable[[], list[list[str]]],
) -> Matrix:
    """Return unsupervised vectors; --vectors keeps them between runs on one machine."""
    if options.vectors and options.vectors.is_file():
        kept = np.load(options.vectors, allow_pickle=False)
        if len(kept) == len(vocabulary):
            return np.asarray(kept, np.float32)
    known = skip_gram(sentences(), dimension=options.dimension, epochs=options.epochs)
    vectors = word_vectors(known, vocabulary, counts)
    if options.vectors:
        np.save(options.vectors, vectors)
    return vectors


def save(tokenizer: Tokenizer, vectors: Matrix, out: Path) -> None:
    """Save an ordinary sentence-transformers folder, in half precision, readable by all."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    embedding = StaticEmbedding(tokenizer, embedding_weights=vectors)
    embedding.embedding.weight.data = embedding.embedding.weight.data.to(torch.float16)
    SentenceTransformer(modules=[embedding, Normalize()]).save(str(out), create_model_card=False)
    for path in out.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _options(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "embeddings" / "model")
    parser.add_argument("--corpus", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--pairs", type=Path, default=ROOT / "data" / "training" / "pairs")
    parser.add_argument("--topics", type=Path, default=ROOT / "data" / "topics")
    parser.add_argument("--words", type=int, default=42_000, help="largest vocabulary")
    parser.add_argument("--dimension", type=int, default=200)
    parser.add_argument("--epochs", type=int, default=5, help="passes of skip-gram")
    parser.add_argument("--passes", type=int, default=8, help="passes of contrastive training")
    parser.add_argument("--seeds", type=int, default=5, help="contrastive runs that are averaged")
    parser.add_argument("--vectors", type=Path, help="keep the unsupervised vectors here (.npy)")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
