"""A server that is fuzzed: its pages without a network, and over a socket what needs its event loop."""

from __future__ import annotations

import http.client
import shutil
import socket
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import uvicorn
from starlette.testclient import TestClient

from bench.fuzz.posted import Post
from qa.build import open_build
from settings import DOCUMENTS
from ui.pages.registry import PAGES
from ui.rebuilding import Rebuilding
from ui.server.app import create_server
from ui.server.connections import Connection
from ui.server.starting import Starting
from ui.site import Site

HERE = "http://127.0.0.1:7860"
_THINGS = "SELECT id FROM nodes ORDER BY id"
_PATIENCE = 60.0  # seconds an answer may take


class _Never(Rebuilding):
    """What an upload would build is not built."""

    def start(self) -> None:
        """Begin nothing."""


class Served:
    """A server of a build, with a folder of its own for what is sent to it.

    Attributes:
        client: asks it without a network.
        things: what the build names.
    """

    def __init__(self, folder: Path) -> None:
        build = open_build(folder)
        nodes = [node for (node,) in build.tables.rows(_THINGS)]
        self.things = (*build.tasks, *build.documents, *nodes)
        self._home = Path(tempfile.mkdtemp(prefix="zhengtu-fuzz-"))
        site = Site(build, PAGES, home=self._home, rebuilding=_Never(folder, self._home))
        self._app = create_server(site)
        self.client = TestClient(
            self._app, HERE, raise_server_exceptions=False, follow_redirects=False
        )
        self._port = 0

    def post(self, post: Post) -> tuple[int, bytes]:
        """Send something over a socket; return the status and what was answered.

        Raises:
            OSError: there is no answer.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self._listening(), timeout=_PATIENCE)
        try:
            path = post.path.encode("utf-8", "replace").decode("latin-1")
            connection.request("POST", path, post.body, dict(post.headers))
            answer = connection.getresponse()
            return answer.status, answer.read(200_000)
        finally:
            connection.close()
            with suppress(OSError):
                shutil.rmtree(self._home / DOCUMENTS)

    def _listening(self) -> int:
        """Return the port of the server, which is begun when first something is sent."""
        if not self._port:
            place = socket.socket()
            place.bind(("127.0.0.1", 0))
            config = uvicorn.Config(
                Starting(lambda: self._app), http=Connection, log_level="warning"
            )
            server = uvicorn.Server(config)
            Thread(target=server.run, args=([place],), daemon=True).start()
            while not server.started:
                time.sleep(0.02)
            self._port = place.getsockname()[1]
            while self.post(Post("/health", b""))[0] == 503:
                time.sleep(0.1)
        return self._port
