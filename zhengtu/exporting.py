"""Write a build in another format: python -m zhengtu.exporting --build build --format crate."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tqdm import tqdm

from console.exits import guarded
from console.options import Parser, folder
from console.output import say
from kg.comparison.comparison import read_renamed_units
from kg.export.build_folder import BuildFolder
from kg.export.excerpt.excerpt import Excerpt
from kg.export.excerpt.narrowing import only
from kg.export.excerpt.publication import SOURCES, Publication, read_origins
from kg.export.formats import FORMATS, format_called
from kg.export.wholeness import opened
from kg.knowledge.data_folder import DataFolder
from settings import Settings

_FEW = 3  # documents, of which one sees no progress


def main(argv: list[str] | None = None, prog: str = "python -m zhengtu.exporting") -> int:
    """Run the command line; return the exit code."""
    return guarded(lambda: _run(argv, prog))


def _run(argv: list[str] | None, prog: str) -> int:
    options = _parser(prog).parse_args(argv)
    form = format_called(options.format)
    place, _ = opened(options.build)
    build = BuildFolder(place)
    excerpt = Excerpt(
        build,
        only(options.only, build.tables),
        persons=options.with_persons,
        watch=_unwatched if options.quiet else _bar,
        publication=_publication(options),
        renamed=read_renamed_units(DataFolder(Settings().data_layers)),
    )
    out = _place(options.out, form.name)
    form.save(excerpt, out)
    say([str(out)])
    return 0


def _place(out: Path | None, name: str) -> Path:
    """Return the file to write: the one named, or one in the folder named."""
    if out is None:
        return Path(name)
    return out / name if out.is_dir() else out


def _publication(options: argparse.Namespace) -> Publication:
    """Return who publishes, and where the user says that documents were found."""
    own = Settings().own_data
    known = own / SOURCES if own and (own / SOURCES).is_file() else None
    sources = options.sources or known
    return Publication(options.creator, origins=read_origins(sources) if sources else {})


def _bar(documents: Iterable[Any], number: int) -> Iterable[Any]:
    """Show how far an export has come, where somebody looks and it takes a while."""
    return tqdm(documents, "export", number, disable=None if number > _FEW else True)


def _unwatched(documents: Iterable[Any], _: int) -> Iterable[Any]:
    return documents


def _parser(prog: str) -> Parser:
    settings = Settings()
    width = max(map(len, FORMATS))
    known = "\n".join(f"  {name:{width}}  {kind.zh} · {kind.en}" for name, kind in FORMATS.items())
    parser = Parser(
        prog=prog,
        description="Write a build, or a part of it, in another format.",
        epilog=f"formats (the beginning of a name is enough):\n{known}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--build", type=folder, default=settings.build, help="folder of the build")
    parser.add_argument("--format", required=True, metavar="NAME", help="one of those below")
    parser.add_argument(
        "--only", default="", metavar="PLACE|YEAR|UNIT", help="汶上县, 2023, 县财政局: only that"
    )
    parser.add_argument(
        "--with-persons", action="store_true", help="also who is in charge of tasks: names, posts"
    )
    parser.add_argument(
        "--creator", default="", help="person or body that publishes it, for the crate"
    )
    parser.add_argument(
        "--sources",
        type=Path,
        help=f"CSV with file, address, retrieved, for the crate (by default your {SOURCES})",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress")
    parser.add_argument(
        "--out", type=Path, help="file to write, or a folder (NAME in the current folder)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
