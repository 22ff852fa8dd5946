"""Make the embedded database of a build (store/) from its graph files."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kg.rdf.store import STORE


def write_store(build: Path) -> dict[str, int]:
    """Make store/ from graph.nq and graph.ttl of a build folder; return what the manifest says.

    Each quad is in its named graph, and each triple once more in the default graph, where queries
    run: there a triple that two graphs state is one triple, for every SPARQL engine alike.

    Args:
        build: the folder; it holds no store/ yet.
    """
    store = Store(str(build / STORE))
    store.bulk_load(path=build / "graph.nq", format=RdfFormat.N_QUADS)
    store.bulk_load(path=build / "graph.ttl", format=RdfFormat.TURTLE)
    store.optimize()  # few files: a reader has all of them open and survives a swap of builds
    store.flush()
    return {"quads": len(store)}
