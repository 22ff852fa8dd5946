"""left_out.txt: in any encoding that an editor saves."""

from __future__ import annotations

from pathlib import Path

import pytest

from errors import GraphError
from kg.corrections.left_out import FILE, change_left_out, read_left_out

NAMES = frozenset({"甲市2024年重点任务.docx", "b c.txt"})
LINES = "甲市2024年重点任务.docx\r\n\r\nb c.txt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_any_editor_saves_it(tmp_path: Path, encoding: str) -> None:
    assert read_left_out(tmp_path) == frozenset()
    (tmp_path / FILE).write_bytes(LINES.encode(encoding))
    assert read_left_out(tmp_path) == NAMES
    assert change_left_out(tmp_path, lambda names: names | {"丙"})
    assert read_left_out(tmp_path) == NAMES | {"丙"}


def test_what_is_no_list_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(bytes(range(256)) * 4)
    with pytest.raises(GraphError, match=FILE):
        read_left_out(tmp_path)
