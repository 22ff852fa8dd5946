"""Vectors of texts that many questions look at, remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder
from embeddings.alignment import WordEncoder, Words

Vector = NDArray[np.float32]
_KNOWN = 2_000  # texts of which the vectors are kept


@dataclass(frozen=True)
class TextVectors:
    """Gives the vectors of an encoder.

    Attributes:
        encoder: makes them.
    """

    encoder: Encoder

    @cached_property
    def words(self) -> Callable[[str], Words | None]:
        """Gives the vectors of a text's words; None where the encoder has none."""
        encoder = self.encoder
        return lru_cache(_KNOWN)(
            lambda text: encoder.words(text) if isinstance(encoder, WordEncoder) else None
        )

    @cached_property
    def whole(self) -> Callable[[str], Vector]:
        """Gives the vector of a text."""
        encoder = self.encoder
        return lru_cache(_KNOWN)(lambda text: encoder.encode_passages([text])[0])
