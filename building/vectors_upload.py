"""Copy the vectors of a build into a Qdrant: python -m building.vectors_upload --to ADDRESS."""

from __future__ import annotations

import sys
from pathlib import Path

from console.exits import guarded
from console.options import Parser, folder
from console.output import say
from embeddings.index import open_index
from embeddings.index_files import collection, qdrant
from kg.export.wholeness import opened
from settings import Settings


def main(argv: list[str] | None = None, prog: str = "python -m building.vectors_upload") -> int:
    """Run the command line; return the exit code."""
    return guarded(lambda: _run(argv, prog))


def _run(argv: list[str] | None, prog: str) -> int:
    settings = Settings()
    parser = Parser(prog=prog, description="Copy the vectors of a build into a Qdrant.")
    parser.add_argument("--build", type=folder, default=settings.build, help="folder of it")
    parser.add_argument(
        "--to",
        default=settings.vectors,
        metavar="ADDRESS",
        help="http://HOST:PORT or path:FOLDER (ZHENGTU_VECTORS)",
    )
    options = parser.parse_args(argv)
    build, _ = opened(options.build)
    say([upload(build, options.to)])
    return 0


def upload(build: Path, address: str) -> str:
    """Copy the vectors of a build; return a line that says what was done.

    Raises:
        IndexMismatchError: the build has no index, or the Qdrant did not take it.
    """
    index = open_index(build / "index")
    name = collection(build / "index")
    copied = qdrant().upload(address, name, index)
    return f"{len(index)} vectors {'copied into' if copied else 'are in'} {name} at {address}"


if __name__ == "__main__":
    sys.exit(main())
