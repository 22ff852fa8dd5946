"""See whether a build is whole: python -m zhengtu.checking --build build.

Every file is read and compared with its sha256. Exit codes: 0 whole · 2 damaged, or no build.
"""

from __future__ import annotations

import sys

from console.exits import FAILED, guarded
from console.options import Parser, folder
from console.output import complain, say
from kg.export.wholeness import damages, opened
from settings import Settings


def main(argv: list[str] | None = None, prog: str = "python -m zhengtu.checking") -> int:
    """Run the command line; return the exit code."""
    return guarded(lambda: _run(argv, prog))


def _run(argv: list[str] | None, prog: str) -> int:
    parser = Parser(prog=prog, description="See whether a build is whole.")
    parser.add_argument(
        "--build", type=folder, default=Settings().build, help="folder of the build"
    )
    build = parser.parse_args(argv).build
    for sentence in (found := damages(build)):
        complain(sentence)
    if found:
        return FAILED
    _, manifest = opened(build)
    say([f"{build} is whole: {len(manifest['files'])} files, made by {manifest['program']}"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
