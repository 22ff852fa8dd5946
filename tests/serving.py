"""What the tests of the pages share: a request, a client without a network, a running server.

A plugin of its own (see pytest_plugins in conftest), as a second conftest would hide the first.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from conftest import ROOT, chromium
from starlette.datastructures import QueryParams
from starlette.testclient import TestClient

from qa.build import Build
from ui.pages.registry import PAGES
from ui.server.access import Access, access_for
from ui.server.accounts import Accounts
from ui.site import Asked, Page, Shown, Site

HERE = "http://127.0.0.1:7860"
# an address of every page, as people reach it; {key} is the first document's
ADDRESSES = {
    "ask": "/?q=水务局牵头哪些任务",
    "texts": "/text?all=1",
    "text": "/text/汶政办字-2023-29?start=533&end=549",
    "graph": "/graph",
    "together": "/together",
    "targets": "/targets",
    "ledger": "/ledger?since=2020-01-01",
    "policies": "/policies?policy=https://w3id.org/zhengtu/doc/国发-2022-18",
    "unit": "/unit?iri=https://w3id.org/zhengtu/unit/汶上县/县发展和改革局",
    "thing": "/thing?iri=https://w3id.org/zhengtu/doc/汶政办字-2023-29/task/1",
    "documents": "/documents",
    "compare": "/compare",
    "correct": "/correct",
    "wrong": "/wrong",
    "topics": "/topics?concept=工业",
    "exports": "/exports",
    "search": "/search?q=发改局",
}


def pages_of(build: Build) -> Site:
    """Return the site of a build."""
    return Site(build, PAGES)


def asked(site: Site, address: str, language: str = "zh") -> Asked:
    """Return a request for an address of a page that is rendered here, as the server makes it."""
    parts = urlsplit(address)
    for page in site.pages:
        path = _placed(page, parts.path)
        if path is not None:
            return Asked(site, page, language, path, QueryParams(parse_qsl(parts.query)))
    raise AssertionError(f"no page has the address {address}")


def values_of(site: Site, address: str) -> dict[str, Any]:
    """Return what the template of an address is given."""
    at = asked(site, address)
    assert at.page
    assert at.page.view
    shown = at.page.view(at)
    assert isinstance(shown, Shown)
    return dict(shown.values)


def _placed(page: Page, path: str) -> dict[str, str] | None:
    wanted, given = page.path.split("/"), path.split("/")
    if len(wanted) != len(given):
        return None
    found = {w.strip("{}"): g for w, g in zip(wanted, given, strict=True) if w.startswith("{")}
    fixed = all(w == g or w.startswith("{") for w, g in zip(wanted, given, strict=True))
    return found if fixed else None


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep what the pages are told out of the folder of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHENGTU_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def site(build: Build) -> Site:
    return pages_of(build)


def pages_client(build: Build, home: Path, role: str = "editor", name: str = "") -> TestClient:
    """Return a client of the pages that are rendered here, without wall and Gradio.

    Args:
        build: what is served.
        home: folder of what is entered.
        role: of who asks.
        name: of who asks.
    """
    from fastapi import FastAPI, Request

    from ui.server.routes import add_pages

    app = FastAPI()
    add_pages(app, Site(build, PAGES, home=home))

    @app.middleware("http")
    async def signed_in(request: Request, following):  # type: ignore[no-untyped-def]
        request.state.role, request.state.user = role, name
        return await following(request)

    return TestClient(app, HERE, headers={"Accept": "text/html"})


@pytest.fixture(scope="session")
def client_of(build: Build) -> Callable[..., TestClient]:
    """Give clients of servers with users or another access; each server is made once."""
    from ui.server.app import create_app

    made: dict[tuple[str, ...], TestClient] = {}

    def client(users: Sequence[str] = (), access: Access | None = None) -> TestClient:
        key = (*users, repr(access))
        if key not in made:
            reached = access or access_for("127.0.0.1", (), Accounts(users))
            app = create_app(build, access=reached)
            made[key] = TestClient(app, HERE, raise_server_exceptions=False)
        return made[key]

    return client


@pytest.fixture(scope="session")
def client(client_of: Callable[..., TestClient]) -> TestClient:
    return client_of()


AUDIT = """
import sys
def audit(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo"):
        host = arguments[1][0] if event == "socket.connect" and isinstance(arguments[1], tuple) else arguments[0]
        if event == "socket.connect" and not isinstance(arguments[1], tuple):
            return
        if str(host) not in ("127.0.0.1", "::1", "localhost", "None", "b'127.0.0.1'"):
            with open(sys.argv[1], "a") as log:
                log.write(f"{event} {host}\\n")
sys.addaudithook(audit)
from ui.__main__ import main
sys.exit(main(sys.argv[2:]))
"""


@contextmanager
def served(folder: Path, log: Path, *options: str) -> Iterator[str]:
    """Serve a build with an audit hook on sockets, and give its address.

    Args:
        folder: of the build.
        log: where the hook writes what was reached beyond this computer.
        options: of `python -m ui`.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = ["--build", str(folder), "--port", str(port), *options]
    command = [sys.executable, "-c", AUDIT, str(log), *own]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    for _ in range(900):  # a loaded machine takes minutes
        try:
            urllib.request.urlopen(f"{address}/health", timeout=1).close()
            break
        except (urllib.error.URLError, OSError):  # the port opens first and answers 503
            assert process.poll() is None, "the server stopped"
            time.sleep(0.2)
    yield address
    process.terminate()
    process.wait(60)


@pytest.fixture(scope="session")
def server(
    build_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """Serve the build; give its address and the log of what was reached beyond this computer."""
    log = tmp_path_factory.mktemp("audit") / "sockets.log"
    with served(build_folder, log) as address:
        yield address, log


@pytest.fixture(scope="session")
def cities_server(cities: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve two documents of two cities."""
    with served(cities.folder, tmp_path_factory.mktemp("audit") / "sockets.log") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium; of a module, as its event loop must have ended before tests with one of theirs."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield opened
        opened.close()
