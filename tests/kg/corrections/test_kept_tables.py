"""Tables that the program writes and a spreadsheet may save: read, or refused in a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from errors import GraphError
from kg.corrections.corrections_file import (
    COLUMNS,
    FILE,
    Correction,
    add_corrections,
    read_corrections,
    take_back_correction,
)
from kg.corrections.kept_tables import KeptTable, read_kept, write_kept
from kg.text.days import day_of

ROW = Correction("2026-11-03", "张", "甲-1", "Unit", 3, 7, "县教育局", "role", "", "lead", "错了")
MORE = Correction("2026-11-30", "李", "甲-1", "Unit", 9, 12, "水务局", "role", "", "assist", "也错")
HEAD = ",".join(COLUMNS)
LINE = "2026-11-03,张,甲-1,Unit,3,7,县教育局,role,,lead,错了"
TURNED = "new,note,why,when,who,document,kind,start,end,text,field,old"
SAVED = "lead,我的备注,错了,2026/11/3,张,甲-1,Unit,3,7,县教育局,role,"
# what a spreadsheet or an editor makes of the table → its bytes
TABLES = {
    "no line end": f"{HEAD}\n{LINE}".encode(),
    "the mark and lines of Windows": f"{HEAD}\r\n{LINE}\r\n".encode("utf-8-sig"),
    "lines of old Macs": f"{HEAD}\r{LINE}\r".encode(),
    "GBK": f"{HEAD}\r\n{LINE}\r\n".encode("gbk"),
    "GBK without a line end": f"{HEAD}\r\n{LINE}".encode("gbk"),
    "UTF-16": f"{HEAD}\r\n{LINE}\r\n".encode("utf-16"),
    "other columns, another order and form of days": f"{TURNED}\r\n{SAVED}\r\n".encode("gbk"),
    "empty cells left out": f"{TURNED}\r\n{SAVED.rstrip(',')}\r\n".encode("gbk"),
    "empty rows and columns": f"{HEAD},,\r\n,,,,,,,,,,,,\r\n{LINE},,\r\n\r\n,\r\n".encode(),
    "spaces in the head": f"{HEAD.replace(',', ' , ')}\r\n{LINE}\r\n".encode(),
}


@pytest.mark.parametrize("saved", TABLES.values(), ids=TABLES)
def test_what_a_spreadsheet_saved_is_read_added_to_and_taken_from(
    tmp_path: Path, saved: bytes
) -> None:
    (tmp_path / FILE).write_bytes(saved)
    assert read_corrections(tmp_path) == {"甲-1": (ROW,)}
    add_corrections(tmp_path, [MORE])
    assert read_corrections(tmp_path) == {"甲-1": (ROW, MORE)}
    assert take_back_correction(tmp_path, ROW.mark)
    assert read_corrections(tmp_path) == {"甲-1": (MORE,)}
    assert not take_back_correction(tmp_path, ROW.mark)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_columns_of_somebody_else_stay(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(TABLES["other columns, another order and form of days"])
    add_corrections(tmp_path, [MORE])
    assert (tmp_path / FILE).read_text(encoding="utf-8-sig").split("\n")[:2] == [TURNED, SAVED]


@pytest.mark.parametrize(
    ("saved", "said"),
    [
        (f"{HEAD}\n{LINE}\n2026-11-30,李,甲-1,Un", "line 3: the last row is cut off"),
        (f'{HEAD}\n{LINE}\n2026-11-30,李,甲-1,"Un\n{LINE}\n', "end of data"),
        (f"{HEAD}\n{LINE},多\n", "line 2: .* more cells than columns"),
        (f"{HEAD}\n{LINE}2026-11-30,李,甲-1,Unit,9,12,水务局,role,,assist,也错\n", "more cells"),
        (f"{HEAD}\n{LINE}".replace(",", "\t"), "the column when is missing"),
        (f"{HEAD}\n{LINE}".replace(",", ";"), "the column when is missing"),
        (f"{LINE}\n", "the column when is missing; the first line names the columns"),
        (f"{HEAD}\n{LINE}\n".replace("2026-11-03", "11/03/26"), "line 2: start and end are"),
        (f"{HEAD}\n{LINE}\n".replace("2026-11-03", "2026-13-03"), "line 2: start and end are"),
        (f"{HEAD}\n{LINE}\n".replace(",3,7,", ",3.0,7.0,"), "line 2: start and end are"),
        (f"{HEAD}\n{LINE}\n{'甲' * 200_000},\n", "line 3: field larger than field limit"),
    ],
)
def test_what_cannot_be_read_is_said_and_stays_as_it_is(
    tmp_path: Path, saved: str, said: str
) -> None:
    (tmp_path / FILE).write_text(saved, encoding="utf-8", newline="")
    for change in (
        lambda: read_corrections(tmp_path),
        lambda: add_corrections(tmp_path, [MORE]),
        lambda: take_back_correction(tmp_path, ROW.mark),
    ):
        with pytest.raises(GraphError, match=said) as told:
            change()
        assert "\n" not in str(told.value)
    assert (tmp_path / FILE).read_bytes() == saved.encode()


def test_a_full_disk_leaves_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_corrections(tmp_path, [ROW])

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(GraphError, match="No space left on device; nothing was noted"):
        add_corrections(tmp_path, [MORE])
    assert read_corrections(tmp_path) == {"甲-1": (ROW,)}
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_link_to_a_table_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "a.csv").symlink_to(tmp_path / "there" / "b.csv")
    write_kept(tmp_path / "a.csv", KeptTable(("x",)).with_rows([{"x": "甲"}]))
    assert (tmp_path / "a.csv").is_symlink()
    assert [cells for _, cells in read_kept(tmp_path / "there" / "b.csv", ("x",)).rows] == [("甲",)]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        *((cell, "2026-11-03") for cell in (
            "2026-11-03", "2026/11/3", "2026-11-3", "2026.11.03", "2026年11月3日", " 2026/11/03 ",
            "2026/11/3 0:00", "2026-11-03 12:00:00",
        )),
        *((cell, "") for cell in (
            "11/3/2026", "3.11.2026", "2026/11-3", "2026-2-30", "45964", "", "2026", "2026-11-03x",
        )),
    ],
)  # fmt: skip
def test_days_as_spreadsheets_write_them(cell: str, day: str) -> None:
    if day:
        assert day_of(cell) == day
    else:
        with pytest.raises(ValueError, match=r"no day|day is out of range"):
            day_of(cell)
