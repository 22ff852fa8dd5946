"""Strategies for what is posted: calls of Gradio's API and of MCP, forms with files."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from hypothesis import strategies as st

from bench.fuzz.addresses import PLANTED
from bench.fuzz.files import files, zipped
from bench.fuzz.texts import ODD, PIECES, questions
from ui.planning.workbook import MARK

_BOUNDARY = "zt"


@dataclass(frozen=True, slots=True)
class Post:
    """One request with a body.

    Attributes:
        path: its address.
        body: what is sent.
        headers: of it, beside its length.
    """

    path: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


_PLAIN = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 30), st.floats(), st.sampled_from(PIECES), st.sampled_from(ODD),
    st.text(max_size=8), questions, st.sampled_from(("", "9" * 400, "x" * 5000, PLANTED, "/etc/passwd", "../x")),
)  # fmt: skip
_JSON = st.recursive(
    _PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(("path", "url", "ask", "again", "__type__", "a")), inner),
    ),
    max_leaves=4,
)
_TOOLS = ("ask", "find_tasks", "shared_tasks", "get_task", "turn", "predict", "none", "")
_MOUNTS = st.sampled_from(("", "", "", "/en", "/graph", "/en/graph"))
_TYPES = st.sampled_from(
    ("application/json", "application/json", "application/json", "text/plain", "", "multipart/form-data; boundary=zt")
)  # fmt: skip

# --- Gradio ----------------------------------------------------------------------------------------

_ROUTES = st.one_of(
    st.sampled_from(("queue/join", "run/predict", "component_server/", "cancel", "reset", "info", "mcp/sse")),
    st.builds("{}/{}".format, st.sampled_from(("run", "call", "call/v2", "api")), st.sampled_from(_TOOLS)),
)  # fmt: skip
_CALL = st.fixed_dictionaries(
    {},
    optional={
        "data": st.one_of(st.lists(_PLAIN, max_size=3), st.lists(_JSON, max_size=3), _JSON),
        "fn_index": st.one_of(st.integers(-1, 8), _PLAIN),
        "session_hash": st.one_of(st.sampled_from(("a", "b", "0oocb2014zqg")), _PLAIN),
        "event_data": _JSON,
        "event_id": _PLAIN,
        "trigger_id": st.one_of(st.none(), st.integers(-1, 40)),
        "component_id": st.integers(0, 40),
        "fn_name": st.sampled_from(("view", "__init__", "render", "load", 1)),
        "batched": _PLAIN,
        "simple_format": st.booleans(),
    },
)


def _written(value: Any) -> bytes:
    return json.dumps(value).encode()


def _gradio(mount: str, route: str, body: bytes, kind: str) -> Post:
    return Post(f"{mount}/gradio_api/{route}", body, {"Content-Type": kind} if kind else {})


_BODY = st.one_of(_CALL.map(_written), _CALL.map(_written), _JSON.map(_written), st.binary(max_size=60))  # fmt: skip
_calls = st.builds(_gradio, _MOUNTS, _ROUTES, _BODY, _TYPES)

# --- MCP -------------------------------------------------------------------------------------------

_METHODS = st.sampled_from(
    ("initialize", "ping", "tools/list", "tools/call", "tools/call", "tools/call", "resources/list",
     "resources/read", "prompts/get", "notifications/initialized", "logging/setLevel", "completion/complete", "x", "")
)  # fmt: skip
_ARGUMENTS = st.dictionaries(
    st.sampled_from(("question", "earlier", "query", "limit", "units", "task", "z")),
    _JSON,
    max_size=3,
)
_PARAMS = st.one_of(
    st.fixed_dictionaries({"name": st.sampled_from(_TOOLS), "arguments": _ARGUMENTS}),
    st.just(
        {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "f", "version": "1"}}
    ),
    _JSON,
)  # fmt: skip
_MESSAGE = st.fixed_dictionaries(
    {"jsonrpc": st.sampled_from(("2.0", "2.0", "2.0", "1.0")), "method": _METHODS},
    optional={"id": st.one_of(st.integers(0, 9), _PLAIN), "params": _PARAMS},
)
_mcp = st.builds(
    lambda body, accept: Post(
        "/gradio_api/mcp/", body, {"Content-Type": "application/json", "Accept": accept}
    ),
    st.one_of(_MESSAGE.map(_written), st.lists(_MESSAGE, max_size=2).map(_written), _BODY),
    st.sampled_from(("application/json, text/event-stream", "application/json", "")),
)
calls = st.one_of(_calls, _mcp)

# --- forms with files ------------------------------------------------------------------------------

_NAMES = st.one_of(
    st.sampled_from(("计划.txt", "../../x.txt", "/etc/x.txt", "C:\\x.txt", ".", "", "a.exe", "a\r\nb.txt", "a.zip", "x" * 300 + ".txt",
                     "CON.txt", 'q".txt', "a.txt/", "~$a.docx", "ledger.xlsx", "ledger.xls")),
    st.text(max_size=12).map("{}.txt".format),
)  # fmt: skip


def _archive(members: list[tuple[str, tuple[str, bytes]]]) -> tuple[str, bytes]:
    texts = {name.replace("\0", "") or "x": file[1] for name, file in members}  # no zip holds \0
    return ".zip", zipped({name: data.decode("latin-1") for name, data in texts.items()})


def _workbook(rows: list[list[Any]]) -> tuple[str, bytes]:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in [[f"{MARK}3", "状态", "进展", "备注"], *rows]:
        book.active.append(
            [value if isinstance(value, int | float | bool) else _printable(value) for value in row]
        )
    book.save(out)
    return ".xlsx", out.getvalue()


def _printable(value: object) -> str:
    return "".join(c for c in str(value) if c >= " " and c.isprintable())[:30000]


_SENT = st.one_of(
    files,
    files,
    st.lists(st.tuples(_NAMES, files), max_size=3).map(_archive),
    st.lists(st.lists(_PLAIN, max_size=4), max_size=4).map(_workbook),
)
# the ledger is read in a process of its own each time
_FORMS = st.sampled_from((*("/documents", "/en/documents", "/wrong", "/correct") * 6, "/ledger"))


def _form(path: str, name: str, file: tuple[str, bytes], more: list[tuple[str, str]]) -> Post:
    suffix, content = file
    named = name if name.endswith((".xlsx", ".zip")) or len(name) > 20 else f"{name}{suffix}"
    field_name = "files" if "documents" in path else "file"
    parts = [
        _part(f'name="{field_name}"; filename="{named}"', content),
        *(_part(f'name="{key}"', value.encode("utf-8", "replace")) for key, value in more),
    ]
    body = b"".join(parts) + f"--{_BOUNDARY}--\r\n".encode()
    return Post(path, body, {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"})


def _part(disposition: str, content: bytes) -> bytes:
    head = f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n"
    return head.encode("utf-8", "replace") + content + b"\r\n"


_FIELDS = st.tuples(
    st.sampled_from(("again", "leave_out", "take_back", "see", "stop", "task", "status", "seen", "question", "right", "fact", "value")),
    st.one_of(st.sampled_from(PIECES), st.sampled_from(ODD), st.text(max_size=6)),
)  # fmt: skip
uploads = st.builds(_form, _FORMS, _NAMES, _SENT, st.lists(_FIELDS, max_size=3))
