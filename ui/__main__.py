"""Serve the page: python -m ui --build build --host 127.0.0.1 --port 7860."""

from __future__ import annotations

import os
import signal

if __name__ == "__main__":
    # Ctrl+C ends the program without a traceback before it has begun, too
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # said before numpy is imported: its threads would wait for each other, a tenth of the time
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import logging
import socket
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

import uvicorn

from console.exits import guarded
from console.options import Parser, folder, home, jobs, named, port
from console.output import complain, say
from console.ports import listening
from qa.answering import warm
from settings import Settings
from ui.server.access import HERE, Access, access_for
from ui.server.accounts import read_accounts
from ui.server.connections import Connection
from ui.server.importing import without_stubs
from ui.server.shelf import Shelf
from ui.server.starting import Application, Starting
from ui.site import Asked, Site
from ui.workers import Serving, Workers

_KEPT_OPEN = 20  # seconds a connection may stay without a request
_TO_END = 3  # seconds that requests have when the server is stopped; a page's stream has no end


def main(argv: list[str] | None = None, prog: str = "python -m ui") -> int:
    """Run the command line; return the exit code."""
    return guarded(lambda: _run(argv, prog))


def _run(argv: list[str] | None, prog: str) -> int:
    options = _options(argv, prog)
    accounts = read_accounts(options.auth)
    access = access_for(options.host, options.allow_host, accounts, unprotected=options.no_auth)
    sockets = listening(options.host, options.port)
    serving = Serving(
        options.build,
        options.model,
        options.data,
        Path(options.home),
        reads_persons=options.with_persons or options.host in HERE,
        tells_persons=options.with_persons,
        root=options.root_path,
    )
    shelf = Shelf(options.build, serving.opening())
    site = serving.site(shelf.take())
    workers = Workers(serving, options.workers) if options.workers > 1 else None
    if workers is not None:
        site.work = workers.work
    say([f"政图  http://{options.host}:{options.port}  (Ctrl+C 结束)"])
    if options.host not in HERE and not access.accounts:
        complain(
            "警告：其他电脑可以不用密码打开本页（--no-auth），但不能改动。"
            " Other computers can read these pages without a password."
        )
    try:
        _serve(Starting(lambda: _load(site, shelf, access, workers)), sockets, options.root_path)
    finally:
        shelf.close()
        if workers is not None:
            workers.close()
    return 0


class _Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End; requests that are cut off by it are no errors of the program."""
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets)


def _serve(waiting: Starting, sockets: list[socket.socket], root: str) -> None:
    """Answer requests until Ctrl+C; uvicorn passes on the signal that ended it."""
    config = uvicorn.Config(
        waiting,
        http=Connection,
        log_level="warning",
        root_path=root,
        server_header=False,
        timeout_keep_alive=_KEPT_OPEN,
        timeout_graceful_shutdown=_TO_END,
    )
    with suppress(KeyboardInterrupt):
        _Server(config).run(sockets)


def _load(site: Site, shelf: Shelf, access: Access, workers: Workers | None) -> Application:
    """Load the page; Gradio takes seconds to import, so this runs behind the open port."""
    site.build.retriever.search("预热")
    with without_stubs():
        from ui.server.app import create_server

    server = create_server(site, access)
    if workers is not None:
        workers.warm(Asked(site, None))
    shelf.follow(site)
    Thread(target=warm, args=(site.build,), daemon=True).start()
    return server


def _options(argv: list[str] | None, prog: str) -> argparse.Namespace:
    settings = Settings()
    parser = Parser(prog=prog, description="Serve the page.")
    parser.add_argument("--build", type=folder, default=settings.build, help="folder of the build")
    parser.add_argument(
        "--model", type=named, help="the encoder, if not the one the build was made with"
    )
    parser.add_argument(
        "--data",
        type=folder,
        default=settings.data or None,
        help="folder of tables laid over those of the program, as the build was made with",
    )
    parser.add_argument(
        "--home",
        type=home,
        default=settings.home,
        help="the user's own folder: 文件 (documents), corrections.csv",
    )
    parser.add_argument(
        "--host", type=named, default=settings.host, help="127.0.0.1 keeps it on this computer"
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a further name the pages are reached by, as behind a proxy, with the port there "
        "unless it is the usual one; may be repeated",
    )
    parser.add_argument(
        "--auth",
        action="append",
        default=[],
        metavar="NAME:PASSWORD[:editor]",
        help="a user who may read, or change things too; or a file of them, one a line",
    )
    parser.add_argument(
        "--no-auth", action="store_true", help="let other computers read without a password"
    )
    parser.add_argument(
        "--with-persons",
        action="store_true",
        help="show persons beyond this computer too, and in downloads",
    )
    parser.add_argument("--port", type=port, default=settings.port)
    parser.add_argument(
        "--workers",
        type=jobs,
        default=1,
        help="processes that share the work: one a core where many people ask; 130 MB each",
    )
    parser.add_argument("--root-path", default="", help="prefix of all addresses behind a proxy")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
