"""What the one search box finds: things by name, alias or 文号, documents, tasks by number, topics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ui.planning.goals import task_title
from ui.planning.unit_names import scope_name
from ui.site import Asked

LONGEST = 60  # characters of a search that are read
SUGGESTED = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found.

    Attributes:
        kind: its class, as a local name; Topic for a concept.
        label: its name.
        href: where it is shown.
        note: what tells it from others of its name.
        node: its IRI in the graph; "" for what is none of its things.
    """

    kind: str
    label: str
    href: str
    note: str = ""
    node: str = ""


def suggestions(asked: Asked, text: str) -> list[dict[str, str]]:
    """Return the first hits as the script of the search box takes them."""
    return [
        {"kind": kind_name(asked, hit), "label": hit.label, "href": hit.href}
        | {"note": hit.note, "node": hit.node}
        for hit in find(asked, text, SUGGESTED)
    ]


def kind_name(asked: Asked, hit: Hit) -> str:
    """Return the name of a hit's kind in the page's language."""
    return asked.say("kind_topic") if hit.kind == "Topic" else asked.term(hit.kind)


def find(asked: Asked, text: str, most: int) -> list[Hit]:
    """Return what a text names, the nearest first, each once."""
    wanted = " ".join(text.split())[:LONGEST]
    if not wanted:
        return []
    hits: dict[str, Hit] = {}
    for hit in islice(_hits(asked, wanted, most), 4 * most):
        hits.setdefault(hit.node or hit.href, hit)  # a document is a thing of the graph too
    return list(hits.values())[:most]


def _hits(asked: Asked, text: str, most: int) -> Iterator[Hit]:
    yield from _documents(asked, text)
    yield from _numbered(asked, text)
    yield from _named(asked, text)
    yield from _holding(asked, text, most)
    for concept in asked.site.topics.counts:
        if text in concept:
            yield Hit("Topic", concept, asked.href("topics", concept=concept))


def _documents(asked: Asked, text: str) -> Iterator[Hit]:
    """Yield documents by 文号 or title: 汶政办字〔2023〕29号, also written with [ ] or ( )."""
    plain = _plain(text)
    for key, record in asked.build.documents.items():
        number, title = record["wenhao"] or "", record["title"] or record["file"]
        if (number and plain in _plain(number)) or (len(text) > 3 and text in title):
            yield Hit("PolicyDocument", title, asked.href("text", key=key), number, record["id"])


def _numbered(asked: Asked, text: str) -> Iterator[Hit]:
    """Yield tasks by their number: 12, 任务12, 第12项."""
    number = text.removeprefix("任务").removeprefix("第").rstrip("项条号")
    if number.isascii() and number.isdigit():
        for task in asked.build.tasks.numbered(number.lstrip("0"))[:SUGGESTED]:
            record = asked.build.tasks[task]
            label = task_title(record)
            document = asked.build.documents[asked.build.tasks.document_of(task)]
            note = document["wenhao"] or document["title"] or document["file"]
            yield Hit("Task", label, asked.href("thing", iri=task), note, task)


def _named(asked: Asked, text: str) -> Iterator[Hit]:
    """Yield things that questions would know by this name or a shorter one: 发改局."""
    build = asked.build
    for mention in build.names.find(text, known_places=build.places, texts=build.simplified_texts):
        if len(mention.text) > 1:
            for node in mention.nodes:
                yield from _node(asked, node)


def _holding(asked: Asked, text: str, most: int) -> Iterator[Hit]:
    """Yield things whose name holds the text."""
    for node, kind, label in asked.build.stored_network.find(text, most):
        yield Hit(kind, label, _page(asked, node, kind), _place(asked, node), node)


def _node(asked: Asked, node: str) -> Iterator[Hit]:
    found = asked.build.stored_network.node(node)
    if found is not None:
        yield Hit(found[1], found[2], _page(asked, node, found[1]), _place(asked, node), node)


def _page(asked: Asked, node: str, kind: str) -> str:
    """Return the address of the page of a thing."""
    return asked.href("unit" if kind == "Unit" else "thing", iri=node)


def _place(asked: Asked, node: str) -> str:
    """Return what tells units of one name apart; "" for other things."""
    return scope_name(asked.build, node) if "/unit/" in node else ""


def _plain(number: str) -> str:
    """Return a 文号 without its brackets and spaces, however they are written."""
    return number.translate(str.maketrans("", "", "〔〕[]［］()（）【】 "))
