"""Search: encoder → vectors → FAISS, a lexical leg beside it, and their fusion."""

from embeddings.encoder import Encoder, Matrix, load_encoder
from embeddings.passages import Hit, Passage
from embeddings.retrieval import Retriever, encode_texts

__all__ = ["Encoder", "Hit", "Matrix", "Passage", "Retriever", "encode_texts", "load_encoder"]
