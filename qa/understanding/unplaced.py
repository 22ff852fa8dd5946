"""Documents of which nobody can tell the place: their units are told apart by the document.

（地区不明的文件《重点任务分解表》）县水务局 is such a unit, in answers and in questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from embeddings.lexical import simplify
from qa.build import Build
from qa.mentions import QuestionMention

# as qa.wording says it (unplaced), simplified
_SAID = re.compile(
    r"\(地区不明的文件《(?P<zh>.+)》\)|\(document of unknown place “(?P<en>.+?)”\)\s*"
)


def scope_in(node: str) -> str:
    """Return what tells the units of a place apart in a unit's IRI: 汶上县, or a document's key."""
    return node.rsplit("/unit/", 1)[-1].split("/", 1)[0]


def unplaced_document(build: Build, node: str) -> str | None:
    """Return the key of the document a unit is of, where no place tells it apart."""
    parts = scope_in(node).split("-")  # 水利局-汶政办字-2023-29: the key is the end of it, or all
    ends = ("-".join(parts[i:]) for i in range(len(parts)))
    return next((end for end in ends if end in build.documents), None)


def document_name(build: Build, key: str) -> str:
    """Return the title of a document, or its file where it has none or shares it."""
    title, file = build.documents[key]["title"], build.documents[key]["file"]
    shared = sum(record["title"] == title for record in build.documents.values()) > 1
    return str(file if shared or not title else title)


def without_document(build: Build, plain: str) -> tuple[str, str | None]:
    """Return a question without the document of unknown place it names, and that one's key."""
    match = _SAID.search(plain)
    if match is None:
        return plain, None
    said = match["zh"] or match["en"]
    key = next((k for k in build.documents if simplify(document_name(build, k)) == said), None)
    return (plain, None) if key is None else (_SAID.sub("", plain), key)


def of_document(
    build: Build, mentions: Iterable[QuestionMention], key: str | None
) -> tuple[QuestionMention, ...]:
    """Return mentions whose units are those of a document of unknown place, where one is named."""
    return tuple(m if key is None else _narrowed(build, m, key) for m in mentions)


def _narrowed(build: Build, mention: QuestionMention, key: str) -> QuestionMention:
    own = tuple(node for node in mention.nodes if unplaced_document(build, node) == key)
    return replace(mention, nodes=own) if mention.kind == "Unit" and own else mention
