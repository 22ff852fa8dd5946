"""Serve the page: python -m ui --build build --host 127.0.0.1 --port 7860."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import uvicorn

from errors import PolicyGraphError
from kg.export.snapshot import snapshot
from kg.knowledge.knowledge import open_knowledge
from qa.build import Build, open_build
from settings import Settings, layers
from ui.starting import Application, Starting

_HERE = {"127.0.0.1", "localhost", "::1"}  # addresses that nobody else can reach


def main(argv: list[str] | None = None, prog: str = "python -m ui") -> int:
    """Run the command line; return the exit code."""
    options = _options(argv, prog)
    try:
        knowledge = open_knowledge(*layers(options.data))
        with snapshot(options.build) as folder:
            persons = options.with_persons or options.host in _HERE
            _serve(open_build(folder, options.model, knowledge, persons=persons), options)
    except PolicyGraphError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _serve(build: Build, options: argparse.Namespace) -> None:
    print(f"政图  http://{options.host}:{options.port}  (Ctrl+C 结束)", flush=True)
    waiting = Starting(lambda: _load(build, with_persons=options.with_persons))
    uvicorn.run(waiting, host=options.host, port=options.port, log_level="warning")


def _load(build: Build, *, with_persons: bool) -> Application:
    """Load the page; Gradio takes seconds to import, so this runs behind the open port."""
    build.retriever.search("预热")
    from ui.server import create_app

    return create_app(build, with_persons=with_persons)


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
    parser.add_argument("--host", default=settings.host, help="127.0.0.1 keeps it on this computer")
    parser.add_argument(
        "--with-persons",
        action="store_true",
        help="show persons beyond this computer too, and in downloads",
    )
    parser.add_argument("--port", type=int, default=int(settings.port))
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
