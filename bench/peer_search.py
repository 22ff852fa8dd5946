"""Search the same texts by one engine, alone: python bench/peer_search.py NAME IN.

Run by bench.peers with the Python of the engine's own environment, so nothing of this program is
imported but where it is measured itself. IN holds texts, questions, and the folders of model and
build; printed is one line of JSON.
"""

from __future__ import annotations

import itertools
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Search = Callable[[str], object]


def retrieval(given: dict[str, Any]) -> Search:
    """This program's retrieval, from a build on disk."""
    from qa.build import open_build

    return open_build(Path(given["build"])).retriever.search


def vectors(given: dict[str, Any]) -> Search:
    """What the peer with the same model does, by this program: encode, compare vectors."""
    from qa.build import open_build

    retriever = open_build(Path(given["build"])).retriever
    encode, search = retriever.encoder.encode_queries, retriever.vectors.search
    return lambda text: search(encode([text]), 10)


def answers(given: dict[str, Any]) -> Search:
    """This program's whole answers, from a build on disk."""
    from qa.answering import ask
    from qa.build import open_build

    build = open_build(Path(given["build"]))
    return lambda question: ask(build, question)


def sentence_transformers(given: dict[str, Any]) -> Search:
    """The same model through sentence-transformers, and FAISS."""
    import faiss
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding

    model = SentenceTransformer(modules=[StaticEmbedding.from_model2vec(given["model"])])
    faiss.omp_set_num_threads(1)
    vectors = model.encode(given["texts"], normalize_embeddings=True)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return lambda text: index.search(model.encode([text], normalize_embeddings=True), 10)


def txtai(given: dict[str, Any]) -> Search:
    """The same vectors through txtai's hybrid index: dense and BM25."""
    import numpy as np
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.models import StaticEmbedding
    from txtai import Embeddings

    model = SentenceTransformer(modules=[StaticEmbedding.from_model2vec(given["model"])])
    embeddings = Embeddings(
        method="external",
        transform=lambda texts: np.asarray(model.encode(list(texts)), np.float32),
        hybrid=True,
    )
    embeddings.index(given["texts"])
    return lambda text: embeddings.search(text, 10)


def bm25s(given: dict[str, Any]) -> Search:
    """Pairs of characters, ranked by bm25s."""
    import bm25s as library

    index = library.BM25()
    index.index([_pairs(text) for text in given["texts"]], show_progress=False)
    k = min(10, len(given["texts"]))
    return lambda text: index.retrieve([_pairs(text)], k=k, show_progress=False)


def tantivy(given: dict[str, Any]) -> Search:
    """Pairs of characters, ranked by tantivy."""
    import tantivy as library

    schema = library.SchemaBuilder().add_text_field("text").build()
    index = library.Index(schema)
    writer = index.writer()
    for text in given["texts"]:
        writer.add_document(library.Document(text=" ".join(_pairs(text))))
    writer.commit()
    index.reload()
    searcher = index.searcher()
    return lambda text: searcher.search(index.parse_query(" ".join(_pairs(text)), ["text"]), 10)


def _pairs(text: str) -> list[str]:
    letters = [c for c in text if c.isalnum()]
    return [a + b for a, b in itertools.pairwise(letters)]


def _peak() -> float:
    """Return the most memory this process had, in MB, without that of the one it was forked from.

    Linux says it so: VmHWM:	  344064 kB
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = status.read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


ENGINES = {
    engine.__name__: engine
    for engine in (retrieval, vectors, answers, sentence_transformers, txtai, bm25s, tantivy)
}


def main() -> None:
    """Measure one engine: to the first answer, then every question warm."""
    given = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    begun = time.perf_counter()
    search = ENGINES[sys.argv[1]](given)
    search(given["questions"][0])
    cold, cold_cpu = time.perf_counter() - begun, time.process_time()
    warm = []
    for question in given["questions"]:
        before = time.process_time()
        search(question)
        warm.append((time.process_time() - before) * 1000)
    found = {
        "cold": cold,
        "cold_cpu": cold_cpu,
        "p50": statistics.median(warm),
        "p95": sorted(warm)[int(len(warm) * 0.95)],
        "mb": _peak(),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
