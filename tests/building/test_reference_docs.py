"""The reference pages say what their sources say."""

from __future__ import annotations

from building.reference_docs import DOCS, pages
from settings import table


def test_the_reference_pages_are_those_of_their_sources() -> None:
    for name, content in pages().items():
        assert (DOCS / name).read_text(encoding="utf-8") == content, f"{name}: run make docs"


def test_every_setting_is_documented() -> None:
    content = pages()["settings.md"]
    assert [variable for _, variable, _, _ in table() if f"`{variable}`" not in content] == []


def test_every_term_of_ours_has_a_kind_and_a_meaning() -> None:
    rows = [line for line in pages()["ontology.md"].splitlines() if line.startswith("| `")]
    assert len(rows) > 80
    assert [row for row in rows if row.endswith("|  |")] == []
