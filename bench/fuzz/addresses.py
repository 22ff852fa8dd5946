"""Strategies for what browsers and programs send to the server: addresses, forms, headers.

A value @N stands for the Nth thing of the graph that is served, so that many name something.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from bench.fuzz.texts import ODD, PIECES, questions
from kg.rdf.named_queries import QUERIES
from ui.pages.registry import PAGES

PLANTED = "<img src=x onerror=alert(1)>"  # no page may hold it as it is
# what the pages read of an address or a form, and names that nobody reads
_NAMES = (
    "q", "unit", "iri", "node", "from", "to", "way", "open", "over", "concept", "doc", "start", "end", "part",
    "policy", "place", "section", "kind", "commitment", "metric", "due", "sort", "page", "status", "since",
    "hide", "a", "b", "change", "all", "printed", "refused", "saved", "unknown", "role", "noted", "gone",
    "lang", "format", "query", "limit", "offset", "default-graph-uri", "x", "again", "file", "leave_out", "seen",
    "stop", "take_back", "task", "value", "right", "why", "progress", "remark", "id", "fact", "question",
)  # fmt: skip
_PARAMETERS = tuple({p.name for query in QUERIES.by_name.values() for p in query.parameters})
_VALUE = st.one_of(
    st.sampled_from(("1", "0", "-1", "99999999999", "1e9", "２", "zh", "en", "json", "csv", "due", "units",
                     "2024-02-30", "2024-12-31", "ASK {}", "SELECT * { ?s ?p ?o } LIMIT 3", "SELECT (", "", f'">{PLANTED}')),
    st.sampled_from(PIECES), st.sampled_from(ODD), st.text(max_size=8), questions,
    st.integers(0, 9999).map("@{}".format),
    st.integers(0, 9999).map(">leadUnit @{}".format),
)  # fmt: skip
_PATHS = (
    *(page.address(language) for page in PAGES for language in ("zh", "en")),
    "/suggest", "/progress", "/health", "/download/{key}", "/sparql", "/api/queries", "/api/openapi.json",
    "/id/{key}", "/zt/{key}", "/gradio_api/{key}", "/{key}",
    *(f"/api/queries/{name}" for name in QUERIES.by_name), "/api/queries/{key}/sparql",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """One request.

    Attributes:
        path: its address.
        values: what stands behind ?.
        form: what is posted; None for a request that only reads.
        accept: what it wants back.
    """

    path: str
    values: tuple[tuple[str, str], ...]
    form: tuple[tuple[str, str], ...] | None
    accept: str


def named(sent: Sent, things: tuple[str, ...]) -> Sent:
    """Return a request with the things it stands for."""

    def one(value: str) -> str:
        before, at, number = value.rpartition("@")
        return f"{before}{things[int(number) % len(things)]}" if at and number.isdigit() else value

    def all_of(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((name, one(value)) for name, value in pairs)

    form = None if sent.form is None else all_of(sent.form)
    return Sent(sent.path, all_of(sent.values), form, sent.accept)


_pairs = st.lists(st.tuples(st.sampled_from((*_NAMES, *_PARAMETERS)), _VALUE), max_size=5)
addresses = st.builds(
    Sent,
    st.builds(lambda path, key: path.replace("{key}", key), st.sampled_from(_PATHS), _VALUE),
    _pairs.map(tuple),
    st.one_of(st.none(), st.none(), _pairs.map(tuple)),
    st.sampled_from(("text/html", "application/json", "text/turtle", "*/*", "", "x;q=z, ,")),
)
