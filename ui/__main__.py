"""Serve the page: python -m ui --build build --host 127.0.0.1 --port 7860."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import uvicorn

from errors import PolicyGraphError
from kg.knowledge.knowledge import open_knowledge
from qa.build import open_build
from settings import Settings, layers
from ui.pages.registry import PAGES
from ui.rebuilding import Rebuilding
from ui.server.access import HERE, Access, access_for
from ui.server.accounts import read_accounts
from ui.server.shelf import Shelf
from ui.server.starting import Application, Starting
from ui.site import Site

_KEPT_OPEN = 20  # seconds a connection may stay without a request


def main(argv: list[str] | None = None, prog: str = "python -m ui") -> int:
    """Run the command line; return the exit code."""
    options = _options(argv, prog)
    try:
        accounts = read_accounts(options.auth)
        access = access_for(options.host, options.allow_host, accounts, unprotected=options.no_auth)
        knowledge = open_knowledge(*layers(options.data))
        persons = options.with_persons or options.host in HERE
        shelf = Shelf(
            options.build,
            lambda folder: open_build(folder, options.model, knowledge, persons=persons),
        )
        rebuilding = Rebuilding(options.build, options.home, options.data)
        site = Site(
            shelf.take(),
            PAGES,
            persons=options.with_persons,
            root=options.root_path,
            home=options.home,
            rebuilding=rebuilding,
        )
        _serve(site, shelf, access, options)
    except PolicyGraphError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _serve(site: Site, shelf: Shelf, access: Access, options: argparse.Namespace) -> None:
    print(f"政图  http://{options.host}:{options.port}  (Ctrl+C 结束)", flush=True)
    if options.host not in HERE and not access.accounts:
        print(
            "警告：其他电脑可以不用密码打开本页（--no-auth），但不能改动。"
            " Other computers can read these pages without a password.",
            file=sys.stderr,
        )
    waiting = Starting(lambda: _load(site, shelf, access))
    uvicorn.run(
        waiting,
        host=options.host,
        port=options.port,
        log_level="warning",
        root_path=options.root_path,
        server_header=False,
        timeout_keep_alive=_KEPT_OPEN,
    )


def _load(site: Site, shelf: Shelf, access: Access) -> Application:
    """Load the page; Gradio takes seconds to import, so this runs behind the open port."""
    site.build.retriever.search("预热")
    from ui.server.app import create_server

    server = create_server(site, access)
    shelf.follow(site)
    return server


def _options(argv: list[str] | None, prog: str) -> argparse.Namespace:
    settings = Settings()
    parser = argparse.ArgumentParser(prog=prog, description="Serve the page.")
    parser.add_argument(
        "--build", type=Path, default=Path(settings.build), help="folder of the build"
    )
    parser.add_argument("--model", help="the encoder, if not the one the build was made with")
    parser.add_argument(
        "--data",
        type=Path,
        default=settings.own_data,
        help="folder of tables laid over those of the program, as the build was made with",
    )
    parser.add_argument(
        "--home",
        type=Path,
        default=Path(settings.home),
        help="the user's own folder: documents, corrections.csv",
    )
    parser.add_argument("--host", default=settings.host, help="127.0.0.1 keeps it on this computer")
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a further name the pages are reached by, as behind a proxy; may be repeated",
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
    parser.add_argument("--port", type=int, default=int(settings.port))
    parser.add_argument("--root-path", default="", help="prefix of all addresses behind a proxy")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
