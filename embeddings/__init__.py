"""Search: encoder → vectors → FAISS, a lexical leg beside it, and their fusion."""

from embeddings.encoder import Encoder, load_encoder
from embeddings.passages import Hit, Passage
from embeddings.retrieval import Retriever

__all__ = ["Encoder", "Hit", "Passage", "Retriever", "load_encoder"]
