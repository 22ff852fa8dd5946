"""Make the embedded database of a build (store/): each triple of its graphs once, as graph.ttl.

A build that follows another takes over its database and changes what differs: files of a database
are never written again, so they are linked, and the previous build keeps its own. Which named
graphs differ is told by their sha256 in the manifests.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store, parse

from errors import GraphError
from kg.export.manifest import read_manifest
from kg.rdf.quads_file import Graphs, QuadsFile
from kg.rdf.store import STORE, triple_line

_SHARE = 0.2  # of the bytes of graph.nq; where more differs, all is loaded anew
_FILES = 400  # of a database taken over and over; from there on it is slow to open
_LOGS = shutil.ignore_patterns("LOG*", "LOCK")


def write_store(build: Path, graphs: Graphs, before: Path | None = None) -> dict[str, int]:
    """Make store/ from the graph files of a build; return what the manifest says of it.

    Args:
        build: the folder; it holds no store/ yet.
        graphs: those of its graph.nq, in the order of the file.
        before: the previous build, if its database may be taken over.
    """
    quads = None
    if before is not None:
        with suppress(GraphError, OSError, RuntimeError, LookupError, ValueError):  # none, damaged
            quads = _taken_over(build, graphs, before)
    return {"quads": _loaded(build) if quads is None else quads}


def _loaded(build: Path) -> int:
    """Load everything; return the number of triples."""
    shutil.rmtree(build / STORE, ignore_errors=True)
    store = Store(str(build / STORE))
    for lines in QuadsFile.of(build).pieces():  # at once, the database holds all of it in memory
        store.bulk_load(b"".join(map(triple_line, lines)), format=RdfFormat.N_TRIPLES)
    store.optimize()
    store.flush()
    return len(store)


def _taken_over(build: Path, graphs: Graphs, before: Path) -> int | None:
    """Take over the database of the previous build; return the number of triples.

    None where too much differs, or where the database did not hold what its manifest says.
    """
    manifest = read_manifest(before)
    old: Graphs = manifest["graphs"]
    changed = {name for name in {*old, *graphs} if old.get(name) != graphs.get(name)}
    differs = sum(some[name]["bytes"] for some in (old, graphs) for name in changed & some.keys())
    whole = sum(graph["bytes"] for graph in (*old.values(), *graphs.values()))
    files = len(list((before / STORE).glob("*.sst")))
    # where the file is packed for the first time, all of it differs
    if differs > _SHARE * whole or files > _FILES:
        return None
    held, wanted = QuadsFile.of(before), QuadsFile.of(build)
    gone: set[bytes] = set()
    come: set[bytes] = set()
    for name in changed:
        for line, is_new in _differences(held.graph(old, name), wanted.graph(graphs, name)):
            (come if is_new else gone).add(triple_line(line))
    gone -= come
    gone -= _stated(wanted, gone)
    shutil.copytree(before / STORE, build / STORE, copy_function=_link, ignore=_LOGS)
    store = Store(str(build / STORE))
    expected = manifest["store"]["quads"] - len(gone)
    for quad in _quads(gone):
        store.remove(quad)
    expected += sum(quad not in store for quad in _quads(come))
    store.bulk_load(input=b"".join(come), format=RdfFormat.N_TRIPLES)
    store.flush()
    return expected if len(store) == expected else None


def _link(source: str, target: str) -> None:
    """Link a file that holds data, copy one that is written on."""
    if source.endswith(".sst"):
        with suppress(OSError):  # a file system without links
            os.link(source, target)
            return
    shutil.copy2(source, target)


def _differences(old: Iterator[bytes], new: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield the lines that only one of two sorted runs holds, and whether it is the new one."""
    one, other = next(old, b""), next(new, b"")
    while one or other:
        if one == other:
            one, other = next(old, b""), next(new, b"")
        elif not one or (other and other < one):
            yield other, True
            other = next(new, b"")
        else:
            yield one, False
            one = next(old, b"")


def _stated(file: QuadsFile, triples: set[bytes]) -> set[bytes]:
    """Return those of some triples that a graph of a file states."""
    if not triples:
        return set()
    with file.open() as lines:
        return triples.intersection(map(triple_line, lines))


def _quads(lines: Iterable[bytes]) -> Iterator[Quad]:
    return (Quad(*q.triple) for q in parse(b"".join(lines), format=RdfFormat.N_TRIPLES))
