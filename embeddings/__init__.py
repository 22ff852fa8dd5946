"""Search: encoder → vectors → FAISS, a lexical ranker beside it, and their fusion."""

from embeddings.encoder import Encoder, Matrix, load_encoder
from embeddings.passages import Hit, Passage, Passages
from embeddings.question_words import QuestionWords
from embeddings.retrieval import Retriever, encode_texts

__all__ = [
    "Encoder",
    "Hit",
    "Matrix",
    "Passage",
    "Passages",
    "QuestionWords",
    "Retriever",
    "encode_texts",
    "load_encoder",
]
