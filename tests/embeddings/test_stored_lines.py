"""Texts in one mapped file: by number, and by search."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from embeddings.stored_lines import SortedLines, StoredLines


def test_saved_and_mapped_is_the_same(tmp_path: Path) -> None:
    texts = ["幼儿园", "", "5g\n", "𠮷"]
    StoredLines.of(texts).save(tmp_path / "x")
    assert list(StoredLines.load(tmp_path / "x")) == texts
    assert len(StoredLines.of([])) == 0


@given(st.sets(st.text(st.characters(codec="utf-8"))), st.text(st.characters(codec="utf-8")))
def test_what_is_sorted_is_found(texts: set[str], other: str) -> None:
    lines = SortedLines.of(sorted(texts))
    assert [lines.find(text) for text in sorted(texts)] == list(range(len(texts)))
    assert (lines.find(other) is not None) == (other in texts)
