"""台账: the workbook and what comes back of it, progress that is kept, and who may enter it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import FIRST
from serving import pages_client
from starlette.testclient import TestClient

import build_graph
from qa.build import Build, open_build
from ui.pages import ledger
from ui.planning.progress import Entry, Progress, ProgressError, State
from ui.planning.workbook import COLUMNS, MARK, OLD_MARK

UNIT = "https://w3id.org/zhengtu/unit/汶上县/县发展和改革局"
TASK = "https://w3id.org/zhengtu/doc/汶政办字-2023-29/task/1"
OTHER = "https://w3id.org/zhengtu/doc/汶政办字-2023-29/task/6"
EVIL = '=HYPERLINK("http://x")<img src=x onerror=alert(1)>'
HEADS = [column.head for column in COLUMNS]


@pytest.fixture
def pages(build: Build, tmp_path: Path) -> TestClient:
    return pages_client(build, tmp_path, name="王")


def sheet_of(pages: TestClient, query: str = f"unit={UNIT}", prefix: str = "") -> Any:
    answer = pages.get(f"{prefix}/ledger.xlsx?{query}")
    assert answer.status_code == 200
    assert "filename*=UTF-8''" in answer.headers["content-disposition"]
    return openpyxl.load_workbook(io.BytesIO(answer.content)).active


def enter(pages: TestClient, *rows: tuple[str, str, str, str], seen: int = 0) -> str:
    """Send the form of the page, and return where it leads."""
    columns = dict(
        zip(("task", "status", "progress", "remark"), zip(*rows, strict=True), strict=True)
    )
    sent = {key: list(values) for key, values in columns.items()} | {"seen": str(seen)}
    answer = pages.post(f"/ledger?unit={UNIT}", data=sent, follow_redirects=False)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def send_back(pages: TestClient, book: Any, name: str = "台账.xlsx") -> str:
    out = io.BytesIO()
    book.save(out)
    return send(pages, name, out.getvalue())


def send(pages: TestClient, name: str, content: bytes) -> str:
    answer = pages.post("/ledger", files={"file": (name, content)}, follow_redirects=False)
    assert answer.status_code == 303
    return str(answer.headers["location"])


# --- the workbook --------------------------------------------------------------------------------


def test_the_workbook_holds_the_tasks_of_the_unit(build: Build, pages: TestClient) -> None:
    sheet = sheet_of(pages)
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    tasks = build.stored_network.tasks_of(UNIT)
    assert len(tasks) == 23
    assert [row[len(COLUMNS)] for row in rows] == tasks
    assert sheet["A1"].value == "县发展和改革局督查台账"
    first = dict(zip(HEADS, rows[0], strict=False))
    assert first["ledger_number"] == 1
    assert first["ledger_task"] == "（一）搭建创新平台"
    assert first["ledger_lead"].split("\n") == [
        "县科技局", "县工业和信息化局", "县发展和改革局", "县卫生健康局",
    ]  # fmt: skip
    assert first["ledger_targets"] == "年内新增省市级研发平台14家以上"
    assert first["ledger_due"] == "2023-12-31"
    assert first["ledger_text"] == build.tasks[TASK]["text"]
    assert rows[1][HEADS.index("ledger_due")] == "2023-12-31（推定）"


def test_the_workbook_is_laid_out_for_paper(pages: TestClient) -> None:
    sheet = sheet_of(pages)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToHeight == 0  # as many sheets as it takes, 1 wide by default
    assert sheet.page_setup.fitToWidth in (None, 1)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.freeze_panes == "C3"
    assert sheet["C3"].alignment.wrap_text
    hidden = openpyxl.utils.get_column_letter(len(COLUMNS) + 1)
    assert sheet.column_dimensions[hidden].hidden
    widths = [
        dimension.width
        for dimension in sheet.column_dimensions.values()
        for _ in range(dimension.min, dimension.max + 1)
    ]
    assert all(
        abs(width - column.width) < 1 for width, column in zip(widths, COLUMNS, strict=False)
    )
    offered = sheet.data_validations.dataValidation[0]
    assert offered.formula1 == '"未启动,推进中,已完成,进度滞后,已暂停"'


def test_the_workbook_speaks_english(pages: TestClient) -> None:
    sheet = sheet_of(pages, prefix="/en")
    assert [cell.value for cell in sheet[2]][:3] == ["No.", "Task", "Text"]
    assert sheet.title == "Ledger"


def test_nothing_in_the_workbook_runs(pages: TestClient) -> None:
    enter(pages, (TASK, "done", EVIL, "@SUM(A1)"))
    sheet = sheet_of(pages)
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    row = [cell.value for cell in sheet[3]]
    assert (row[HEADS.index("ledger_progress")], row[HEADS.index("ledger_remark")]) == (
        EVIL,
        "@SUM(A1)",
    )
    assert row[HEADS.index("ledger_status")] == "已完成"


# --- progress ------------------------------------------------------------------------------------


def test_what_is_entered_is_kept_and_listed(pages: TestClient, tmp_path: Path) -> None:
    where = enter(pages, (TASK, "under_way", "已建 3 家", ""), (OTHER, "", "", ""))
    assert "saved=1" in where
    page = pages.get(where).text
    assert "已保存 1 项变动" in page
    assert "已建 3 家" in page
    table = (tmp_path / "progress.csv").read_text(encoding="utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    assert (row["who"], row["task"], row["status"]) == ("王", TASK, "under_way")
    changes = pages.get("/ledger?since=2020-01-01").text
    assert "王" in changes
    assert "没有变动" in pages.get("/ledger?since=2999-01-01").text
    assert "王" in pages.get("/ledger?since=2020-01").text
    for day in ("gestern", "0001-01-01", "2023-13", "2023-09-41"):
        answer = pages.get(f"/ledger?since={day}", headers={"accept": "text/html"})
        assert answer.status_code == 400
        assert "2023-09-30" in answer.text
        assert 'name="since"' in answer.text
    answer = pages.get("/ledger?status=乱写&since=x")
    assert answer.status_code == 400
    for said in ("没有「乱写」", "「x」不是日期", "<textarea"):
        assert said in answer.text
    assert pages.get("/ledger.xlsx?status=乱写").status_code == 400


def test_states_are_filters(pages: TestClient) -> None:
    enter(pages, (TASK, "under_way", "", ""), (OTHER, "done", "", ""))
    for status, tasks in (("under_way", 1), ("done", 1), ("stopped", 0), ("none", 21), ("", 23)):
        rows = list(sheet_of(pages, f"unit={UNIT}&status={status}").iter_rows(min_row=3))
        assert len(rows) == tasks, status
    assert "推进中" in pages.get(f"/unit?iri={UNIT}").text


def test_progress_survives_a_rebuild(
    build: Build, pages: TestClient, tmp_path: Path, cache_folder: Path
) -> None:
    enter(pages, (TASK, "done", "验收", "无"))
    out = tmp_path / "again"
    options = ["--out", str(out), "--quiet", "--cache", str(cache_folder)]
    assert build_graph.main([str(FIRST), *options]) == 0
    again = pages_client(open_build(out), tmp_path)
    rows = list(sheet_of(again).iter_rows(min_row=3, values_only=True))
    assert rows[0][HEADS.index("ledger_status")] == "已完成"


def test_an_old_page_changes_only_what_was_changed_on_it(pages: TestClient, tmp_path: Path) -> None:
    enter(pages, (TASK, "under_way", "甲", ""))
    # somebody else opened the page before that, and changes another task
    enter(pages, (TASK, "", "", ""), (OTHER, "done", "乙", ""), seen=0)
    states = Progress(tmp_path).states()
    assert states[TASK] == State("under_way", "甲")
    assert states[OTHER] == State("done", "乙")
    # taking something back is a change
    enter(pages, (TASK, "", "", ""), (OTHER, "done", "乙", ""), seen=2)
    assert Progress(tmp_path).states()[TASK] == State()


@pytest.mark.parametrize("text", ["=1+1", "+86", "-", "@x", "'=1", "'", "甲\n乙", '"', "，,", " x"])
def test_cells_of_the_table_come_back(tmp_path: Path, text: str) -> None:
    fields = {"status": "done", "progress": text, "remark": text}
    Progress(tmp_path).enter("王", {TASK: fields}, 0)
    (entry,) = Progress(tmp_path).entries()
    assert entry.state == State("done", text, text)
    for row in csv.reader(io.StringIO((tmp_path / "progress.csv").read_text("utf-8-sig"))):
        assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_table_edited_by_hand_is_read(tmp_path: Path) -> None:
    progress = Progress(tmp_path)
    progress.enter("王", {TASK: {"status": "done"}}, 0)
    path = tmp_path / "progress.csv"
    path.write_text(path.read_text(encoding="utf-8") + f"2024-01-01,李,{OTHER},done,,", "utf-8")
    assert [entry.who for entry in progress.entries()] == ["王", "李"]
    progress.enter("张", {OTHER: {"status": "stopped"}}, 2)
    assert [entry.who for entry in progress.entries()] == ["王", "李", "张"]
    assert isinstance(progress.entries()[1], Entry)


@pytest.mark.parametrize(
    ("torn", "said"),
    [
        (f"2024-01-01,李,{OTHER}", "line 3: the last row is cut off"),
        (f'2024-01-01,李,{OTHER},done,"已建', "line 3: unexpected end of data"),
        (f'2024-01-01,李,{OTHER},done,"已建\r\n2024-01-02,王,{OTHER},stopped,,\r\n', "end of data"),
        (f"2024-01-01,李,{OTHER},done,,,又\r\n", "more cells than columns"),
    ],
)
def test_a_torn_row_is_said_and_nothing_written_behind_it(
    tmp_path: Path, build: Build, torn: str, said: str
) -> None:
    progress, path = Progress(tmp_path), tmp_path / "progress.csv"
    progress.enter("王", {TASK: {"status": "done"}}, 0)
    path.write_bytes(path.read_bytes() + torn.encode())
    before = path.read_bytes()
    with pytest.raises(ProgressError, match=said):
        progress.entries()
    with pytest.raises(ProgressError, match=said):
        progress.enter("张", {OTHER: {"status": "stopped"}}, 1)
    assert path.read_bytes() == before
    answer = pages_client(build, tmp_path).get("/ledger")
    assert answer.status_code == 500 and said in answer.text


def test_a_table_that_cannot_be_read_is_said(tmp_path: Path, build: Build) -> None:
    (tmp_path / "progress.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProgressError):
        Progress(tmp_path).entries()
    answer = pages_client(build, tmp_path).get("/ledger")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text


# --- what comes back -----------------------------------------------------------------------------


def test_a_filled_in_workbook_is_read_back(pages: TestClient, tmp_path: Path) -> None:
    sheet = sheet_of(pages)
    status, progress = HEADS.index("ledger_status") + 1, HEADS.index("ledger_progress") + 1
    sheet.cell(3, status).value = "推进中"
    sheet.cell(3, progress).value = "已建 3 家\n另有 2 家在建"
    sheet.cell(4, status).value = "差不多了"  # no state of ours
    sheet.delete_rows(6, 3)
    where = send_back(pages, sheet.parent)
    states = Progress(tmp_path).states()
    assert states[TASK] == State("under_way", "已建 3 家\n另有 2 家在建")
    assert "saved=2" in where
    assert "差不多了" in pages.get(where).text
    assert states[OTHER].remark == "差不多了"
    assert "saved=0" in send_back(pages, sheet_of(pages).parent)


@pytest.mark.parametrize("lost", ["status", "progress", "remark"])
def test_a_column_that_was_taken_out_changes_nothing(
    pages: TestClient, tmp_path: Path, lost: str
) -> None:
    enter(pages, (TASK, "under_way", "甲", "乙"))
    sheet = sheet_of(pages)
    for field in ("status", "progress", "remark"):
        sheet.cell(3, HEADS.index(f"ledger_{field}") + 1).value = None
    sheet.delete_cols(HEADS.index(f"ledger_{lost}") + 1)
    send_back(pages, sheet.parent)
    kept = {"status": "under_way", "progress": "甲", "remark": "乙"}
    assert Progress(tmp_path).states()[TASK] == State(**{lost: kept[lost]})


def test_two_who_took_the_same_ledger_do_not_overwrite_each_other(
    pages: TestClient, tmp_path: Path
) -> None:
    books = [sheet_of(pages), sheet_of(pages)]
    progress = HEADS.index("ledger_progress") + 1
    books[0].cell(3, progress).value = "甲填的"
    books[1].cell(3, progress).value = "乙填的"
    books[1].cell(4, progress).value = "别人没动的"
    send_back(pages, books[0].parent)
    out = io.BytesIO()
    books[1].parent.save(out)
    answer = pages.post("/ledger", files={"file": ("台账.xlsx", out.getvalue())})
    assert answer.status_code == 409
    assert "您填的没有写入" in answer.text
    assert "已保存 0" not in answer.text
    assert "甲填的" in answer.text
    assert "乙填的" in answer.text
    states = Progress(tmp_path).states()
    assert (states[TASK].progress, states[OTHER].progress) == ("甲填的", "别人没动的")
    # the same on the page, which was opened before either
    old = {"task": TASK, "status": "done", "progress": "", "remark": "", "seen": "0"}
    refused = pages.post("/ledger", data=old)
    assert refused.status_code == 409
    assert "已保存" not in refused.text
    assert Progress(tmp_path).states() == states


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("完成 ", "done"),
        ("「已完成」", "done"),
        ("办结。", "done"),
        ("Under Way", "under_way"),
        ("ＤＯＮＥ", "done"),
        ("进行中", "under_way"),
        ("未完成", ""),
        ("乱写", ""),
        ("——", ""),
    ],
)
def test_states_are_read_in_near_forms(pages: TestClient, word: str, key: str) -> None:
    where = enter(pages, (TASK, word, "", ""))
    assert ("unknown=" in where) == (not key)
    shown = pages.get(where).text
    assert ("没有改动，已记入备注" in shown) == (not key)
    row = [cell.value for cell in sheet_of(pages)[3]]
    assert bool(row[HEADS.index("ledger_status")]) == bool(key)
    assert row[HEADS.index("ledger_remark")] in ((None, "") if key else (word,))


def test_what_nobody_sees_is_not_kept(pages: TestClient, tmp_path: Path) -> None:
    enter(pages, (TASK, "done", "a\x00b\x1bc\x0b\ufffe\u200b\u202e", "\ufeff甲\r\n乙"))
    assert Progress(tmp_path).states()[TASK] == State("done", "abc", "甲\n乙")
    assert sheet_of(pages)[3][HEADS.index("ledger_progress")].value == "abc"


def test_who_left_a_row_alone_overwrites_nobody(pages: TestClient, tmp_path: Path) -> None:
    book = sheet_of(pages).parent
    enter(pages, (TASK, "done", "甲", ""))
    assert "saved=0" in send_back(pages, book)
    assert Progress(tmp_path).states()[TASK] == State("done", "甲")


@pytest.mark.parametrize("mark", [MARK, OLD_MARK])
def test_tasks_of_another_build_are_named(pages: TestClient, mark: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(["完成情况", f"{mark}0"])
    book.active.append(["已完成", "https://w3id.org/zhengtu/doc/x/task/1"])
    assert "gone=1" in send_back(pages, book)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("台账.xlsx", b"PK\x03\x04 nothing", "returned_damaged"),
        ("台账.exe", b"MZ", "returned_kind"),
        ("../../台账", b"", "returned_kind"),
        ("a.xls", b"\x00" * 100, "returned_damaged"),
        ("台账.xlsx", None, "returned_foreign"),
    ],
)
def test_other_files_are_refused_with_a_reason(
    pages: TestClient, name: str, content: bytes | None, reason: str
) -> None:
    if content is None:
        out, book = io.BytesIO(), openpyxl.Workbook()
        book.active.append(["完成情况", "别的表"])
        book.save(out)
        content = out.getvalue()
    where = send(pages, name, content)
    assert f"refused={reason}" in where
    assert 'role="alert"' in pages.get(where).text


def test_readers_enter_nothing(build: Build, tmp_path: Path) -> None:
    reader = pages_client(build, tmp_path, role="reader")
    assert reader.post("/ledger", data={"task": TASK}).status_code == 403
    page = reader.get("/ledger").text
    assert "<textarea" not in page
    assert 'type="file"' not in page
    assert not (tmp_path / "progress.csv").exists()


def test_a_torn_form_changes_nothing(pages: TestClient, tmp_path: Path) -> None:
    answer = pages.post("/ledger", data={"task": [TASK, OTHER], "status": "done", "seen": "x"})
    assert answer.status_code == 400
    assert not (tmp_path / "progress.csv").exists()


def test_what_people_enter_is_escaped(pages: TestClient) -> None:
    enter(pages, (TASK, "done", EVIL, EVIL))
    for address in ("/ledger?since=2020-01-01", f"/unit?iri={UNIT}", f"/thing?iri={TASK}"):
        assert "<img" not in pages.get(address).text


def test_pages_of_the_ledger(build: Build, pages: TestClient) -> None:
    assert len(build.tasks) > ledger.ROWS
    assert "第 2 页" in pages.get("/ledger?page=2").text
    assert pages.get("/ledger?page=2").text.count('name="task"') == len(build.tasks) - ledger.ROWS
