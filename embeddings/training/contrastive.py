"""Contrastive training of the word vectors: utterance and official sentence drawn together.

A plain torch loop rather than a trainer: token dropout and batches in which no official sentence
stands twice are a few lines each. The result is saved through sentence-transformers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tqdm import tqdm

from embeddings.training.corpus import Pair

Matrix = NDArray[np.float32]
_SCALE = 20.0


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    Attributes:
        passes: times every written pair is seen.
        batch: pairs a step; the others of the batch are the negatives.
        rate: Adam's learning rate, falling linearly to a tenth.
        dropout: share of tokens left out of a text, so that no single word decides.
        seed: of batches and dropout.
    """

    passes: int = 8
    batch: int = 256
    rate: float = 5e-3
    dropout: float = 0.3
    seed: int = 1


def train(tokenizer: Tokenizer, initial: Matrix, pairs: Sequence[Pair], plan: Plan) -> Matrix:
    """Return trained vectors of the same shape as the initial ones."""
    generator = np.random.default_rng(plan.seed)
    torch.manual_seed(plan.seed)
    queries = _encode(tokenizer, [pair.query for pair in pairs])
    passages = _encode(tokenizer, [pair.passage for pair in pairs])
    bag = torch.nn.EmbeddingBag.from_pretrained(
        torch.from_numpy(initial.copy()), freeze=False, mode="mean"
    )
    optimiser = torch.optim.Adam(bag.parameters(), lr=plan.rate)
    steps = max(1, len(pairs) // plan.batch) * plan.passes
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.1, steps)
    progress = tqdm(total=steps, desc="contrastive", unit="step")
    for _ in range(plan.passes):
        for rows in _batches(pairs, plan.batch, generator):
            asked = [_kept(queries[i], plan.dropout, generator) for i in rows]
            said = [_kept(passages[i], plan.dropout, generator) for i in rows]
            loss = _loss(_embed(bag, asked), _embed(bag, said))
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            progress.update()
            progress.set_postfix(loss=f"{loss.item():.3f}")
    return np.asarray(bag.weight.detach().numpy(), np.float32)


def _encode(tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[int]]:
    return [e.ids or [0] for e in tokenizer.encode_batch(list(texts), add_special_tokens=False)]


def _batches(pairs: Sequence[Pair], size: int, generator: np.random.Generator) -> list[list[int]]:
    """Shuffle pairs into batches in which no passage stands twice, a negative of itself."""
    order = generator.permutation(len(pairs))
    batches: list[list[int]] = []
    open_batches: list[tuple[list[int], set[str]]] = []
    for row in order:
        passage = pairs[row].passage
        place = next((b for b in open_batches if passage not in b[1]), None)
        if place is None:
            place = ([], set())
            open_batches.append(place)
        place[0].append(int(row))
        place[1].add(passage)
        if len(place[0]) == size:
            batches.append(place[0])
            open_batches.remove(place)
    return batches + [rows for rows, _ in open_batches if len(rows) > 16]


def _kept(ids: list[int], dropout: float, generator: np.random.Generator) -> list[int]:
    """Return the tokens of a text that are not left out; all where none would be left."""
    return [i for i in ids if generator.random() >= dropout] or ids


def _loss(queries: torch.Tensor, passages: torch.Tensor) -> torch.Tensor:
    """In-batch softmax in both directions over cosines (InfoNCE, scale 20)."""
    scores = queries @ passages.T * _SCALE
    target = torch.arange(len(queries))
    forward = torch.nn.functional.cross_entropy(scores, target)
    return (forward + torch.nn.functional.cross_entropy(scores.T, target)) / 2


def _embed(bag: torch.nn.EmbeddingBag, texts: list[list[int]]) -> torch.Tensor:
    offsets = np.cumsum([0, *(len(ids) for ids in texts[:-1])])
    flat = torch.tensor([i for ids in texts for i in ids])
    return torch.nn.functional.normalize(bag(flat, torch.from_numpy(offsets)), dim=-1)
