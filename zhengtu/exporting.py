"""Write a build in another format: python -m zhengtu.exporting --build build --format tasks.csv."""

from __future__ import annotations

import sys
from pathlib import Path

from console.exits import guarded
from console.options import Parser, folder
from console.output import say
from kg.export.build_folder import BuildFolder
from kg.export.formats import FORMATS
from kg.export.wholeness import opened
from settings import Settings


def main(argv: list[str] | None = None, prog: str = "python -m zhengtu.exporting") -> int:
    """Run the command line; return the exit code."""
    return guarded(lambda: _run(argv, prog))


def _run(argv: list[str] | None, prog: str) -> int:
    options = _parser(prog).parse_args(argv)
    out = options.out or Path(options.format)
    build, _ = opened(options.build)
    content = FORMATS[options.format].content(BuildFolder(build), persons=options.with_persons)
    out.write_bytes(content.encode())
    say([str(out)])
    return 0


def _parser(prog: str) -> Parser:
    settings = Settings()
    known = "; ".join(f"{name} ({kind.en})" for name, kind in FORMATS.items())
    parser = Parser(
        prog=prog, description="Write a build in another format.", epilog=f"Formats: {known}"
    )
    parser.add_argument("--build", type=folder, default=settings.build, help="folder of the build")
    parser.add_argument(
        "--format", choices=FORMATS, required=True, metavar="NAME", help="one of those below"
    )
    parser.add_argument(
        "--with-persons", action="store_true", help="also who is in charge of tasks: names, posts"
    )
    parser.add_argument("--out", type=Path, help="file to write (NAME in the current folder)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
