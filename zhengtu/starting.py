"""Start with one click: zhengtu start. Builds what lies in the folder 文件, serves it, opens it.

Everything of the user lies in ZHENGTU_HOME: 文件 (documents, those the page takes in too), data
(own tables, if there are any), build. The program's own folder is only read.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
import urllib.request
import webbrowser
from importlib import import_module
from pathlib import Path

from building.inputs.sources import find_sources
from console.exits import guarded
from console.options import Parser, folder, port
from console.output import say
from console.ports import free_port
from errors import GraphError
from kg.export.manifest import MANIFEST, standing
from settings import DATA, DOCUMENTS, Settings, own_documents

_WAIT = 120  # seconds in which the page must answer


def main(argv: list[str] | None = None, prog: str = "python -m zhengtu.starting") -> int:
    """Run the command line; return the exit code."""
    return guarded(lambda: _run(argv, prog))


def _run(argv: list[str] | None, prog: str) -> int:
    settings = Settings()
    parser = Parser(prog=prog, description="Build the documents of a folder and serve them.")
    parser.add_argument(
        "--home", type=folder, default=settings.home, help="folder of documents and build"
    )
    parser.add_argument("--host", default=settings.host)
    parser.add_argument("--port", type=port, default=settings.port, help="or the next free one")
    parser.add_argument(
        "--auth", action="append", default=[], help="a user, or a file of them: see zhengtu serve"
    )
    parser.add_argument(
        "--no-auth", action="store_true", help="let other computers read without a password"
    )
    parser.add_argument("--allow-host", action="append", default=[], help="see zhengtu serve")
    parser.add_argument("--no-browser", action="store_true", help="do not open the page")
    options = parser.parse_args(argv)
    home: Path = options.home
    own = ["--data", str(home / "data")] if (home / "data").is_dir() else []
    _require_servable(options)
    build = built(home, own)
    number = free_port(options.host, options.port)
    if not options.no_browser:
        threading.Thread(target=_open, args=(number,), daemon=True).start()
    serve = ["--build", str(build), "--host", options.host, "--port", str(number), *own]
    serve += [f"--auth={user}" for user in options.auth]
    serve += [f"--allow-host={name}" for name in options.allow_host]
    serve += ["--no-auth"] * options.no_auth
    code: int = import_module("ui.__main__").main(serve, prog=prog)
    return code


def _require_servable(options: argparse.Namespace) -> None:
    """Refuse what could not be served before anything is built.

    Raises:
        PolicyGraphError: nobody would be asked for a password, or nothing can be bound.
    """
    accounts = import_module("ui.server.accounts").read_accounts(options.auth)
    import_module("ui.server.access").access_for(
        options.host, options.allow_host, accounts, unprotected=options.no_auth
    )
    free_port(options.host, options.port)


def built(home: Path, own: list[str]) -> Path:
    """Build what lies in the folder of documents, and return the folder of the build.

    Raises:
        GraphError: nothing could be built, and there is no earlier build.
    """
    documents, out = home / DOCUMENTS, home / "build"
    documents.mkdir(parents=True, exist_ok=True)
    places = own_documents(home)
    found = find_sources(places)
    if not (found.files or found.failures):
        say(
            [
                f"{documents}：还没有公文，先展示自带的一份。放入公文后重新启动。",
                f"{documents} is empty; the document that comes along is shown. Put yours in.",
            ]
        )
        places = (DATA / "documents",)
    os.environ["ZHENGTU_HOME"] = str(home)  # what else the user keeps there is found by it
    code = import_module("build_graph").main(
        [*map(str, places), "--out", str(out), "--if-changed", *own], prog="zhengtu build"
    )
    if code == 2:
        if not (standing(out) / MANIFEST).is_file():
            raise GraphError("nothing could be built; see above")
        say([f"{out}：沿用上一次的结果 / the earlier build is served"])
    return out


def _open(number: int) -> None:
    """Open the page as soon as it answers."""
    address = f"http://127.0.0.1:{number}/"
    end = time.monotonic() + _WAIT
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}health", timeout=2) as answer:
                if answer.status == 200:
                    webbrowser.open(address)
                    return
        except OSError:
            time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
