"""Encoders: text → unit vectors. The default is read without torch; any other model with it."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from embeddings.alignment import Words
from embeddings.unigram import read_unigram
from errors import ModelError

Matrix = NDArray[np.float32]
_PART = 1 << 20  # bytes read at a time
DEFAULT = Path(__file__).resolve().parent / "model"
MODEL_LIBRARIES = "pip install torch==2.13.0 sentence-transformers==6.2.0 transformers==5.23.0"

# Families that expect a prompt before a query (and some before a passage), for folders whose
# own configuration does not say so. Source: the model cards on the hub.
PROMPTS: tuple[tuple[str, str, str], ...] = (
    ("bge-m3", "", ""),
    ("bge-", "为这个句子生成表示以用于检索相关文章：", ""),
    ("e5-", "query: ", "passage: "),
    (
        "qwen3-embedding",
        "Instruct: Given a web search query, retrieve relevant passages that answer the query\n"
        "Query:",
        "",
    ),
)


class Encoder(Protocol):
    """Anything that turns texts into rows of unit length."""

    @property
    def name(self) -> str:
        """What the user called the model."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the model's vectors may change."""

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """Return vectors of questions, shape (len(texts), dimension)."""

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """Return vectors of passages, shape (len(texts), dimension)."""


def load_encoder(name: str = "default") -> Encoder:
    """Load an encoder.

    Args:
        name: "default" for the model that comes with the program, else a sentence-transformers
            folder or the name of a model on the hub.

    Raises:
        ModelError: it cannot be found, or not without a network.
    """
    if name == "default":
        return StaticEncoder(DEFAULT, name)
    return SentenceTransformerEncoder(name)


def unit_rows(vectors: NDArray[Any]) -> Matrix:
    """Return rows scaled to length 1; rows of zeros stay as they are."""
    rows = np.asarray(vectors, dtype=np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(norms > 0, norms, 1.0), dtype=np.float32)


def folder_fingerprint(folder: Path) -> str:
    """Return the sha256 over the names and bytes of a model folder's files."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            with path.open("rb") as file:
                while part := file.read(_PART):
                    digest.update(part)
    return digest.hexdigest()


class StaticEncoder:
    """A StaticEmbedding folder, read by its tokenizer file and a memory map; no torch.

    model2vec reads the same folder to the same vectors (a test holds it), but copies its tokenizer
    twice and the whole matrix once, and imports a hub client: a second instead of a tenth.
    A unigram model is read without the tokenizers library too (embeddings.unigram).
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._folder = folder
        try:
            self._vectors = _mapped(folder / "model.safetensors")
            self._ids = _words_reader(folder / "tokenizer.json")
        except Exception as error:  # the tokenizer library raises nothing narrower
            raise ModelError(
                f"{folder} holds no readable model ({error}); restore it from the repository, "
                "or train it: python -m embeddings.train"
            ) from error

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._vectors.shape[1])

    @cached_property
    def fingerprint(self) -> str:
        """The sha256 of the model's files."""
        return folder_fingerprint(self._folder)

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """Return vectors of questions, shape (len(texts), dimension)."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """Return vectors of passages, shape (len(texts), dimension): means of those of words."""
        means = np.zeros((len(texts), self.dimension), np.float32)
        for mean, ids in zip(means, map(self._ids, texts), strict=True):
            if ids:  # summed in single precision: half precision would round every step
                self._rows(ids).mean(axis=0, out=mean)
        return unit_rows(means)

    def ids(self, text: str) -> list[int]:
        """Return the numbers of the known words of a text."""
        return self._ids(text)

    def words_of(self, ids: Sequence[int]) -> Words:
        """Return words with their own vectors, by their numbers."""
        rows = self._rows(ids)
        norms = np.asarray(np.sqrt(np.einsum("ij,ij->i", rows, rows)), np.float32)
        unit = np.asarray(rows / np.where(norms > 0, norms, 1)[:, None], np.float32)
        return Words(unit, norms)

    def words(self, text: str) -> Words:
        """Return the known words of a text with their own vectors."""
        return self.words_of(self._ids(text))

    def _rows(self, ids: Sequence[int]) -> Matrix:
        return self._vectors[np.asarray(ids, np.intp)].astype(np.float32)


def _words_reader(path: Path) -> Callable[[str], list[int]]:
    """Return what gives the numbers of the known words of a text; unknown ones say nothing."""
    if unigram := read_unigram(path):
        return unigram.ids
    from tokenizers import Tokenizer  # for a model of another kind

    tokenizer = Tokenizer.from_file(str(path))
    unknown = tokenizer.token_to_id("[UNK]")

    def ids(text: str) -> list[int]:
        return [i for i in tokenizer.encode(text, add_special_tokens=False).ids if i != unknown]

    return ids


def _mapped(path: Path) -> NDArray[np.float16]:
    """Return the one tensor of a safetensors file as a memory map.

    The file opens with the length of its header (8 bytes), then the header as JSON.
    """
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        tensor = json.loads(file.read(length))["embedding.weight"]
    types = {"F16": np.float16, "F32": np.float32}
    at = 8 + length + tensor["data_offsets"][0]
    shape = tuple(tensor["shape"])
    return np.asarray(np.memmap(path, types[tensor["dtype"]], mode="r", offset=at, shape=shape))


class SentenceTransformerEncoder:
    """Any sentence-transformers model, from a folder or the local cache of the hub."""

    def __init__(self, name: str) -> None:
        self.name = name
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a user who wants downloads sets it to 0
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        try:
            from sentence_transformers import SentenceTransformer  # seconds, only when asked for
        except ImportError as error:
            raise ModelError(
                f"model {name!r} needs more libraries ({error}); {MODEL_LIBRARIES}"
            ) from error

        offline = os.environ["HF_HUB_OFFLINE"] not in {"0", "false", "no"}
        try:
            self._model = SentenceTransformer(
                name, device="cpu", trust_remote_code=False, local_files_only=offline
            )
        except Exception as error:  # the library raises many kinds for one cause
            raise ModelError(
                f"model {name!r} cannot be loaded ({type(error).__name__}); give a folder, or let "
                "it be downloaded once on a machine with a network: "
                f"HF_HUB_OFFLINE=0 python build_graph.py --model {name}"
            ) from error

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    @cached_property
    def fingerprint(self) -> str:
        """The sha256 of the folder, or of the name and the vector of a fixed sentence."""
        folder = Path(self.name)
        if folder.is_dir():
            return folder_fingerprint(folder)
        probe = self.encode_passages(["政府工作"]).round(3).tobytes()
        return hashlib.sha256(self.name.encode() + probe).hexdigest()

    def _prompts(self) -> tuple[str, str]:
        own = {key: text for key, text in (self._model.prompts or {}).items() if text}
        if own:
            return own.get("query", ""), own.get("document", own.get("passage", ""))
        lowered = self.name.lower()
        return next(((q, p) for family, q, p in PROMPTS if family in lowered), ("", ""))

    def encode_queries(self, texts: Sequence[str]) -> Matrix:
        """Return vectors of questions, shape (len(texts), dimension)."""
        return self._encode(texts, self._prompts()[0])

    def encode_passages(self, texts: Sequence[str]) -> Matrix:
        """Return vectors of passages, shape (len(texts), dimension)."""
        return self._encode(texts, self._prompts()[1])

    def _encode(self, texts: Sequence[str], prompt: str) -> Matrix:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        bar = len(texts) > 500
        return unit_rows(self._model.encode(list(texts), prompt=prompt, show_progress_bar=bar))
