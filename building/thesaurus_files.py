"""The thesaurus for other programs and for readers: python -m building.thesaurus_files.

Writes data/thesaurus.ttl, the whole SKOS scheme, and docs/thesaurus.md, a page; a test holds both
equal to the tables under data/topics.
"""

from __future__ import annotations

import sys

from kg.entities.iri import IriMinter
from kg.knowledge.knowledge import open_knowledge
from kg.knowledge.thesaurus import Thesaurus
from kg.rdf.concept_scheme import whole_scheme
from kg.rdf.serialise import turtle
from settings import BASE_IRI, DATA, ROOT

PUBLISHED = DATA / "thesaurus.ttl"
PAGE = ROOT / "docs" / "thesaurus.md"


def page(thesaurus: Thesaurus) -> str:
    """Return the thesaurus as a page: the tree, with English labels and words."""
    lines = [
        "# 政务工作主题词表 · Thesaurus of government work",
        "",
        f"{len(thesaurus.concepts)} 个主题。由 `python -m building.thesaurus_files` "
        "从 data/topics/*.csv 生成；加一个主题，就在表里加一行。"
        "Generated from data/topics/*.csv; add a row to add a concept.",
    ]
    for top in thesaurus.narrower[""]:
        lines += ["", f"## {top} · {thesaurus.concepts[top].english}", ""]
        for label in thesaurus.below(top):
            concept, depth = thesaurus.concepts[label], len(thesaurus.ancestors(label))
            words = "、".join((*concept.alt[:4], *(f"“{w}”" for w in concept.hidden[:4])))
            lines.append(
                f"{'  ' * depth}- **{label}** ({concept.english}): {concept.scope} {words}"
            )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write data/thesaurus.ttl and docs/thesaurus.md."""
    knowledge = open_knowledge(DATA)
    scheme = whole_scheme(knowledge, IriMinter(BASE_IRI))
    PUBLISHED.write_text(turtle(scheme), encoding="utf-8")
    PAGE.write_text(page(knowledge.thesaurus), encoding="utf-8")
    print(f"{PUBLISHED} and {PAGE}: {len(knowledge.thesaurus.concepts)} concepts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
