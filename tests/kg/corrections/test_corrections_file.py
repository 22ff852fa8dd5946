"""corrections.csv: written, read back, edited by hand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import GraphError
from kg.corrections.corrections_file import (
    COLUMNS,
    FILE,
    Correction,
    add_corrections,
    read_corrections,
    take_back_correction,
)

ROW = Correction(
    "2026-11-30", "张", "甲-1", "Unit", 3, 7, "县教育局", "role", "lead", "assist", "=1+1，错"
)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    add_corrections(tmp_path / "new", [ROW])
    add_corrections(tmp_path / "new", [ROW])
    assert read_corrections(tmp_path / "new") == {"甲-1": (ROW, ROW)}
    text = (tmp_path / "new" / FILE).read_text(encoding="utf-8-sig")
    assert "'=1+1" in text  # no spreadsheet runs it
    assert text.startswith(",".join(COLUMNS))


@given(WORDS, WORDS, WORDS)
def test_any_words(tmp_path_factory: pytest.TempPathFactory, old: str, new: str, why: str) -> None:
    row = Correction("2026-11-30", "", "甲", "Unit", 0, 1, "县", "role", old, new, why)
    folder = tmp_path_factory.mktemp("home")
    add_corrections(folder, [row])
    (found,) = read_corrections(folder)["甲"]
    assert (found.old, found.new, found.why) == (old, new, why)


def test_what_is_added_while_others_are_taken_back_stays(tmp_path: Path) -> None:
    taken = [replace(ROW, start=n) for n in range(20)]
    added = [replace(ROW, start=100 + n) for n in range(20)]
    add_corrections(tmp_path, taken)
    with ThreadPoolExecutor(8) as pool:
        for old, new in zip(taken, added, strict=True):
            pool.submit(take_back_correction, tmp_path, old.mark)
            pool.submit(add_corrections, tmp_path, [new])
    (rows,) = read_corrections(tmp_path).values()
    assert sorted(row.start for row in rows) == list(range(100, 120))


def test_no_table_no_corrections(tmp_path: Path) -> None:
    assert read_corrections(tmp_path) == {}


@pytest.mark.parametrize(
    "rows, told",
    [
        ("when,who\n2026-11-30,张\n", "column document is missing"),
        (",".join(COLUMNS) + "\n" + ",".join(["x"] * len(COLUMNS)) + "\n", "line 2: start and end"),
    ],
)
def test_a_slip_is_a_sentence(tmp_path: Path, rows: str, told: str) -> None:
    (tmp_path / FILE).write_text(rows, encoding="utf-8")
    with pytest.raises(GraphError, match=told):
        read_corrections(tmp_path)
