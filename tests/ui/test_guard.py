"""The wall around the server: hosts, origins, users, sizes; over every route there is."""

from __future__ import annotations

import asyncio
import base64
import errno
import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import ADDRESSES, HERE
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from errors import PolicyGraphError
from ui.server import guard
from ui.server.access import Access, UnprotectedError, access_for, hostname
from ui.server.accounts import AccountError, Accounts, read_accounts
from ui.server.guard import Guard
from ui.site import BODY, Site

READER, EDITOR = "amy:apple", "eve:plum:editor"
Clients = Callable[..., TestClient]


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"}


# --- users ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name", "password", "role"),
    [
        ("amy:apple", "amy", "apple", "reader"),
        ("eve:plum:editor", "eve", "plum", "editor"),
        ("eve:plum:reader", "eve", "plum", "reader"),
        ("amy:a:b:c", "amy", "a:b:c", "reader"),
        ("王芳:密码", "王芳", "密码", "reader"),
        ("amy:editor", "amy", "editor", "reader"),
    ],
)
def test_a_line_names_a_user(line: str, name: str, password: str, role: str) -> None:
    accounts = Accounts([line])
    user = accounts.user(basic(name, password)["Authorization"])
    assert user is not None
    assert (user.name, user.role) == (name, role)
    assert accounts.user(basic(name, password + "x")["Authorization"]) is None
    assert accounts.user(basic(name, "")["Authorization"]) is None
    assert accounts.user(basic("nobody", password)["Authorization"]) is None


@pytest.mark.parametrize(
    "header", ["", "Basic", "Basic ???", "Bearer x", "Basic /w==", "Basic YQ=="]
)
def test_no_header_is_a_user(header: str) -> None:
    assert Accounts([READER]).user(header) is None


@pytest.mark.parametrize("line", ["amy", ":apple", "amy:", ":"])
def test_what_is_no_user_is_said(line: str) -> None:
    with pytest.raises(AccountError):
        Accounts([line])


def test_users_stand_in_a_file(tmp_path: Path) -> None:
    users = tmp_path / "users.txt"
    users.write_text(f"{READER}\n# people\n\n{EDITOR}\n", encoding="utf-8-sig")
    for name, password in (("amy", "apple"), ("eve", "plum")):
        assert read_accounts([str(users)]).user(basic(name, password)["Authorization"])
    for wrong in (str(tmp_path / "missing.txt"), str(tmp_path)):
        with pytest.raises(AccountError):
            read_accounts([wrong])
    users.write_text("# nobody\n", encoding="utf-8")
    with pytest.raises(AccountError):
        read_accounts([str(users)])
    with pytest.raises(AccountError):
        read_accounts([READER, READER])


# --- what a server may be bound to -------------------------------------------------------------


def test_nobody_serves_others_without_a_password_unless_it_is_said() -> None:
    for host in ("0.0.0.0", "::", "192.168.1.5", "office-pc"):
        with pytest.raises(UnprotectedError):
            access_for(host, (), Accounts(()))
        assert access_for(host, (), Accounts(()), unprotected=True).anybody == "reader"
        assert access_for(host, (), Accounts([READER])).user("") is None
    assert access_for("127.0.0.1", (), Accounts(())).anybody == "editor"
    assert issubclass(UnprotectedError, PolicyGraphError)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("localhost:7860", "localhost"),
        ("LOCALHOST", "localhost"),
        ("[::1]:7860", "::1"),
        ("evil.example", "evil.example"),
        ("", ""),
        ("[::1", ""),
    ],
)
def test_a_host_without_its_port(host: str, name: str) -> None:
    assert hostname(host) == name


def access(*names: str) -> Access:
    return access_for("127.0.0.1", names, Accounts(()))


@pytest.mark.parametrize(
    ("origin", "host", "is_ours"),
    [
        ("http://127.0.0.1:7860", "127.0.0.1:7860", True),
        ("http://127.0.0.1:8080", "127.0.0.1:7860", False),
        ("https://zhengtu.example", "127.0.0.1:7860", True),
        ("http://evil.example", "127.0.0.1:7860", False),
        ("https://zhengtu.example:443", "127.0.0.1:7860", True),
        ("https://zhengtu.example:9999", "127.0.0.1:7860", False),
        ("https://office.example:8443", "127.0.0.1:7860", True),
        ("https://office.example", "127.0.0.1:7860", False),
        ("http://192.168.1.5:9000", "192.168.1.5:7860", False),
        ("http://192.168.1.5", "192.168.1.5:80", True),
        ("http://", "", False),
        ("null", "127.0.0.1:7860", False),
        ("file://", "127.0.0.1:7860", False),
    ],
)
def test_origins(origin: str, host: str, is_ours: bool) -> None:
    assert access("zhengtu.example", "office.example:8443").allows_origin(origin, host) is is_ours


# --- every route ---------------------------------------------------------------------------------


def routes(client: TestClient) -> Iterator[tuple[str, str]]:
    """Yield (method, path) of every route of the application, those of Gradio's included."""

    def below(found: list[Any], prefix: str) -> Iterator[tuple[str, str]]:
        for route in found:
            if isinstance(route, Mount):
                inner = getattr(route.app, "routes", None)
                yield "GET", f"{prefix}{route.path}/x"
                yield from below(list(inner or ()), prefix + route.path)
            elif router := getattr(route, "original_router", None):  # as FastAPI includes one
                yield from below(router.routes, prefix + route.include_context.prefix)
            elif isinstance(route, Route):
                path = re.sub(r"{[^}]*}", "x", route.path)
                yield from ((method, prefix + path) for method in sorted(route.methods or ()))

    application: Any = client.app
    yield from below(application.routes, "")


def test_no_route_answers_without_a_password(client_of: Clients) -> None:
    client = client_of((READER, EDITOR))
    asked = set(routes(client))
    assert {path for _, path in asked} >= {
        "/health",
        "/download/x",
        "/suggest",
        "/text/x",
        "/graph/config",
    }
    assert any("mcp" in path for _, path in asked)
    assert any("queue/join" in path for _, path in asked)
    for method, path in asked:
        assert client.request(method, path).status_code == 401, f"{method} {path}"


def test_who_tries_many_passwords_waits_and_nobody_else_does(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tries wait four at a time; the right password is let in beside them."""
    monkeypatch.setattr(guard, "_WRONG_PASSWORD", 0.02)
    ended: list[str] = []

    async def answers(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"read"})

    async def tries() -> None:
        wall = Guard(answers, site, access_for("127.0.0.1", (), Accounts([READER])))  # type: ignore[arg-type]

        async def one(password: str) -> None:
            async def send(message: Any) -> None:
                if message["type"] == "http.response.start":
                    ended.append(str(message["status"]))

            header = basic("amy", password)["Authorization"].encode()
            headers = [(b"host", b"localhost"), (b"authorization", header)]
            scope = {"type": "http", "method": "GET", "path": "/topics", "query_string": b""}
            await wall({**scope, "headers": headers}, None, send)  # type: ignore[arg-type]

        begun = time.monotonic()
        await asyncio.gather(*(one(str(n)) for n in range(40)), one("apple"))
        assert time.monotonic() - begun >= 10 * 0.02

    asyncio.run(tries())
    assert ended == ["200", *["401"] * 40]


@pytest.mark.parametrize("language", ["", "/en"])
def test_who_signs_in_sees_every_page(client_of: Clients, language: str) -> None:
    client = client_of((READER, EDITOR))
    for address in ADDRESSES.values():
        assert client.get(language + address, headers=basic("amy", "apple")).status_code == 200
    refused = client.get(language + "/", headers={"Accept": "text/html"})
    assert refused.headers["www-authenticate"].startswith("Basic ")
    assert ("Please sign in" if language else "请先登录") in refused.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:7860"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    ],
)
def test_other_hosts_and_origins_are_refused(client: TestClient, headers: dict[str, str]) -> None:
    for path in (
        "/",
        "/topics",
        "/config",
        "/gradio_api/mcp/",
        "/download/tasks.csv",
        "/zt/style.css",
    ):
        refused = client.get(path, headers=headers)
        assert refused.status_code == 403, path
        assert not [name for name in refused.headers if name.startswith("access-control")]
    assert client.post("/gradio_api/queue/join", json={}, headers=headers).status_code == 403


def test_a_link_from_another_page_may_lead_here(client: TestClient) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.get("/topics", headers=link).status_code == 200
    assert client.post("/gradio_api/queue/join", json={}, headers=link).status_code == 403


def test_no_origin_is_reflected(client: TestClient) -> None:
    for path in ("/config", "/gradio_api/info", "/graph/config"):
        answer = client.get(path, headers={"Origin": HERE})
        assert answer.status_code == 200
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_what_is_refused_is_refused_behind_a_proxy(site: Site) -> None:
    async def answers(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"read"})

    def status(path: str, *headers: tuple[bytes, bytes]) -> int:
        sent: list[Any] = []

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "POST", "root_path": "/zhengtu", "query_string": b""}
        scope |= {"path": f"/zhengtu{path}", "headers": [(b"host", b"localhost"), *headers]}
        asyncio.run(Guard(answers, site, access())(scope, None, send))  # type: ignore[arg-type]
        return int(sent[0]["status"])

    for path in (
        "/gradio_api/upload",
        "/en/gradio_api/upload",
        "/graph/gradio_api/file=/etc/passwd",
    ):
        assert status(path) == 403
    assert status("/topics") == 200
    assert status("/documents", (b"content-length", b"1000000")) == 200  # it takes files
    assert status("/topics", (b"content-length", b"1000000")) == 413
    assert status("/topics", (b"x-forwarded-host", b"evil.example")) == 403
    assert status("/topics", (b"x-forwarded-host", b"localhost:8080")) == 200


@pytest.mark.parametrize("mount", ["", "/en", "/graph", "/en/graph"])
@pytest.mark.parametrize(
    "path",
    ["/gradio_api/upload", "/gradio_api/file=http://127.0.0.1:1/", "/gradio_api/file=/etc/passwd"],
)
def test_what_the_pages_do_not_use_is_not_offered(
    client: TestClient, mount: str, path: str
) -> None:
    assert client.get(mount + path).status_code == 403
    assert client.post(mount + path).status_code == 403


# --- sizes ---------------------------------------------------------------------------------------


def test_a_long_body_is_refused_before_it_is_read(client: TestClient) -> None:
    answer = client.post("/gradio_api/queue/join", content=b"x" * (BODY + 1))
    assert answer.status_code == 413
    assert "太大" in answer.json()["error"]


def test_a_body_that_does_not_say_its_length_is_counted(site: Site) -> None:
    async def reads_all(scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"read"})

    def status(sent_parts: int, path: str = "/x") -> int:
        parts = [{"type": "http.request", "body": b"x" * 65536, "more_body": True}] * sent_parts
        parts.append({"type": "http.request", "body": b"", "more_body": False})
        sent: list[Any] = []

        async def receive() -> Any:
            return parts.pop(0)

        async def send(message: Any) -> None:
            sent.append(message)

        scope = {
            "type": "http",
            "method": "POST",
            "path": path,
            "query_string": b"",
            "headers": [(b"host", b"localhost")],
        }
        asyncio.run(Guard(reads_all, site, access())(scope, receive, send))  # type: ignore[arg-type]
        return int(sent[0]["status"])

    assert status(2) == 200
    assert status(5) == 413
    assert status(5, "/unknown") == 413


def test_a_websocket_is_closed(site: Site) -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    guard = Guard(None, site, access())  # type: ignore[arg-type]
    asyncio.run(guard({"type": "websocket"}, None, send))  # type: ignore[arg-type]
    assert [message["type"] for message in sent] == ["websocket.close"]


@pytest.mark.parametrize(
    ("charset", "known"),
    [
        *((name, False) for name in (
            "punycode", "idna", "rot13", "base64", "hex", "zlib", "utf-7", "undefined", "bz2", "uu",
            "unicode_escape", "raw_unicode_escape", "quopri", "mbcs", "nothing", "cp037", "'idna'",
            '"punycode"', "utf-8; charset=idna", "\x80",
        )),
        *((name, True) for name in ("utf-8", "UTF-8", '"utf-8"', "gbk", "GB18030", "iso-8859-1")),
    ],
)  # fmt: skip
def test_only_encodings_of_texts_are_read(client: TestClient, charset: str, known: bool) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="question\xff"\r\n\r\n\xffa-\r\n--b--\r\n'
    kind = f"multipart/form-data; boundary=b; charset={charset}".encode("latin-1")
    headers = {b"Content-Type": kind, b"Accept": b"text/html"}
    for path in ("/wrong", "/en/documents", "/ledger"):
        answer = client.post(path, content=body, headers=headers)
        assert (answer.status_code != 415) == known and answer.status_code < 500, answer.text


@pytest.mark.parametrize(
    ("number", "status"), [(errno.ENOSPC, 507), (errno.EROFS, 507), (errno.EMFILE, 507)]
)
def test_a_disk_that_takes_nothing_is_a_sentence(
    site: Site, capsys: pytest.CaptureFixture[str], number: int, status: int
) -> None:
    async def writes(scope: Any, receive: Any, send: Any) -> None:
        raise OSError(number, os.strerror(number))

    answer = TestClient(Guard(writes, site, access()), HERE).get("/topics")  # type: ignore[arg-type]
    assert answer.status_code == status and "存不下" in answer.json()["error"]
    assert capsys.readouterr().err.startswith(f"GET /topics: {os.strerror(number)}; ")


def test_other_errors_of_the_system_are_errors_of_the_program(site: Site) -> None:
    async def connects(scope: Any, receive: Any, send: Any) -> None:
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        TestClient(Guard(connects, site, access()), HERE).get("/topics")  # type: ignore[arg-type]
