"""What is posted to Gradio: what it cannot read is a sentence, and the log holds no traceback."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from ui.server.guard import _NOT_OFFERED

# what Gradio would answer with 500 and a traceback, whatever is called
UNREADABLE = (
    b"", b"{", b"null", b"[]", b"1", b"\xff\xfe\x00", b'{"data": NaN}', b'{"data": [1e400]}', b"[" * 20_000,
    b'{"session_hash": "\\ud800"}', b'{"session_hash": ["a"]}', b'{"session_hash": ""}', b"1" * 5000,
    b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n", b'{"event_data": {"path": "/etc/passwd"}}',
)  # fmt: skip
CALLED = (
    "queue/join", "run/ask", "run/predict", "call/ask", "component_server", "component_server/", "cancel", "reset", "mcp/",
)  # fmt: skip
MOUNTS = ("", "/en", "/graph", "/en/graph")


def log_of(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> str:
    return "".join(capfd.readouterr()) + "".join(map(str, caplog.records)) + caplog.text


@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""]
)
@pytest.mark.parametrize("route", CALLED)
def test_what_cannot_be_read_is_said(
    client: TestClient,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    route: str,
    kind: str,
) -> None:
    for mount in MOUNTS:
        for body in UNREADABLE:
            if route == "mcp/" and body.startswith(
                (b"null", b"[]", b"1", b'{"session', b'{"event')
            ):
                continue  # JSON: what MCP says to it is up to MCP
            address = f"{mount}/gradio_api/{route}"
            answer = client.post(address, content=body, headers={"Content-Type": kind})
            assert answer.status_code == 400, (address, body[:40], answer.text[:200])
            assert ("JSON" in answer.json()["error"]) is True
    assert "Traceback" not in log_of(caplog, capfd)


@pytest.mark.parametrize(
    ("route", "body", "said"),
    [
        ("queue/join", {"fn_index": 99_999, "data": []}, "没有这个工具"),
        ("queue/join", {"fn_index": -1, "data": []}, "没有这个工具"),
        ("queue/join", {"fn_index": "0", "data": []}, "JSON"),
        ("queue/join", {"fn_index": 0, "data": ["水库"]}, "data"),
        ("run/ask", {"data": "水库"}, "data"),
        ("run/ask", {"data": [["水库"], ""]}, "data"),
        ("run/ask", {"data": [{"url": "http://127.0.0.1:1/"}, ""]}, "data"),
        ("run/ask", {"data": ["水库", ""], "batched": True}, "data"),
        ("run/predict", {"data": [], "fn_index": 99_999}, "没有这个工具"),
        ("run/predict", {"data": []}, "没有这个工具"),
        ("run/nothing", {"data": []}, "没有这个工具"),
        ("component_server", {"component_id": 99_999, "data": ""}, "没有这个工具"),
        ("component_server", {"component_id": 0, "fn_name": "__class__"}, "没有这个工具"),
    ],
)  # fmt: skip
def test_what_is_no_call_is_said(
    client: TestClient, route: str, body: dict[str, Any], said: str
) -> None:
    answer = client.post(f"/gradio_api/{route}", json=body)
    assert answer.status_code == 400
    assert said in answer.json()["error"]
    english = client.post(f"/en/gradio_api/{route}", json=body).json()["error"]
    assert english.isascii(), english


def test_what_is_a_call_is_answered(client: TestClient) -> None:
    for route in ("run/find_tasks", "run/find_tasks/"):
        answer = client.post(f"/gradio_api/{route}", json={"data": ["水库", 2]})
        assert answer.status_code == 200, answer.text
        assert len(answer.json()["data"][0]) == 2


def test_a_tool_tells_what_was_wrong(
    client: TestClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = client.post("/gradio_api/run/find_tasks", json={"data": [7, 1]})
    assert "query is of the wrong kind" in answer.json()["error"]
    told = client.get("/gradio_api/queue/data?session_hash=unknown")
    assert "session_not_found" in told.text
    assert "Traceback" not in log_of(caplog, capfd)


@pytest.mark.parametrize(
    ("path", "is_offered"),
    [
        ("queue/join", True), ("queue/data", True), ("run/ask", True), ("call/ask", True), ("call/ask/1", True),
        ("mcp", True), ("mcp/", True), ("mcp/schema", True), ("info", True), ("component_server/", True),
        ("mcp/sse", False), ("mcp/messages/", False), ("call/v2/ask", False), ("api/ask", False), ("vibe-edit", False), ("upload", False),
        ("undo-vibe-edit", False), ("vibe-starter-queries", False), ("process_recording", False), ("file=/etc/passwd", False),
        ("stream/x", False), ("what_a_later_version_adds", False), ("callx", False), ("", False),
    ],
)  # fmt: skip
def test_of_gradios_own_routes_only_what_is_used_is_offered(path: str, is_offered: bool) -> None:
    assert (_NOT_OFFERED.match(f"/gradio_api/{path}") is None) is is_offered
