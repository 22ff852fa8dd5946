"""Whether a word occurs in the stored texts: as a search of all of them would say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from embeddings.lexical import simplify
from embeddings.plain_texts import PlainTexts, write_plain_texts

TEXTS = ["新建幼兒園2所。", "", "PM2.5 浓度\n下降", "𠮷野"]


@pytest.mark.parametrize(
    "word, held",
    [
        ("幼儿园", True),
        ("儿园", True),
        ("园儿", False),
        ("幼儿所", False),
        ("园2所。\n", True),
        ("pm2.5", True),
        ("𠮷野", True),
        ("野", True),
        ("乙", False),
        ("", True),
    ],
)
def test_a_word(tmp_path: Path, word: str, held: bool) -> None:
    write_plain_texts(tmp_path, TEXTS)
    assert (word in PlainTexts.load(tmp_path)) == held


@given(st.lists(st.text("ab\n中", max_size=6), max_size=4), st.text("ab\n中", max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_word_of_any_texts(tmp_path: Path, texts: list[str], word: str) -> None:
    write_plain_texts(tmp_path, texts)
    assert (word in PlainTexts.load(tmp_path)) == (word in "\n".join(map(simplify, texts)))
