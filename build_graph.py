"""Build the graph and the index: python build_graph.py [FILE|FOLDER …] --out build.

Exit codes: 0 all built (warnings allowed) · 1 some files failed, the rest is built ·
2 nothing built, the previous build untouched. With --strict a failed file or a SHACL violation
is 2 as well.
"""

from __future__ import annotations

import signal

if __name__ == "__main__":  # Ctrl+C ends the program without a traceback before it has begun, too
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import sys
from pathlib import Path
from typing import Any

from building.console import lines
from building.order import Order, is_current, unchanged
from building.publishing import require_target
from console.exits import guarded
from console.options import Parser, address, base_iri, folder, home, jobs, named
from console.output import say
from kg.corrections.corrections_file import read_corrections
from kg.corrections.left_out import read_left_out
from kg.knowledge.knowledge import Knowledge, open_knowledge
from settings import Settings, layers, own_documents


def main(argv: list[str] | None = None, prog: str = "python build_graph.py") -> int:
    """Run the command line; return the exit code."""
    return guarded(lambda: _run(argv, prog), "nothing built: ")


def _run(argv: list[str] | None, prog: str) -> int:
    order, if_changed = _order(argv, prog)
    require_target(order.out, order.paths, order.cache)
    if if_changed and is_current(order):
        say([f"{order.out} is up to date"])
        return 0
    content = unchanged(order) or _build(order)
    say(lines(content))
    return 1 if content["failures"] else 0


def _build(order: Order) -> dict[str, Any]:
    """Build; what that takes is imported only when there is something to do."""
    from building.pipeline import build

    return build(order)


def _order(argv: list[str] | None, prog: str) -> tuple[Order, bool]:
    """Return what is to be built, and whether a current build may stay."""
    settings = Settings()
    parser = Parser(prog=prog, description="Build the graph and the index.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="FILE|FOLDER")
    parser.add_argument("--out", type=folder, default=settings.build, help="folder of the build")
    parser.add_argument(
        "--model", type=named, default=settings.model, help="default, a model folder or a hub name"
    )
    parser.add_argument(
        "--base-iri", type=base_iri, default=settings.base_iri, help="base of all IRIs, ends with /"
    )
    parser.add_argument(
        "--strict", action="store_true", help="a failed file or a violation is an error"
    )
    parser.add_argument(
        "--if-changed", action="store_true", help="do nothing if the build is current"
    )
    parser.add_argument(
        "--cache", type=folder, help="folder of per-document work kept between builds (OUT.cache)"
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="do all work anew and keep nothing of it"
    )
    parser.add_argument("--jobs", type=jobs, help="processes that work on documents (all cores)")
    parser.add_argument(
        "--without-persons",
        action="store_true",
        help="leave out persons and posts (分管领导, 责任人), and hide their names in the texts",
    )
    parser.add_argument(
        "--scheduler",
        type=address,
        default="",
        metavar="HOST:PORT",
        help="Dask scheduler whose workers work on documents instead (docs/scale.md)",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress bars")
    parser.add_argument(
        "--data",
        type=folder,
        default=settings.own_data,
        help="folder of tables laid over those of the program; may hold only what it changes",
    )
    parser.add_argument(
        "--home",
        type=home,
        default=settings.home,
        help="the user's own folder: documents, corrections.csv",
    )
    options = parser.parse_args(argv)
    knowledge = open_knowledge(*layers(options.data))
    beside = options.out.resolve()  # / has no name, and is refused further on
    cache = options.cache or beside.parent / f"{beside.name}.cache"
    order = Order(
        paths=tuple(options.paths) or _own_documents(knowledge, options.home),
        out=options.out,
        knowledge=knowledge,
        base_iri=options.base_iri,
        model=options.model,
        cache=None if options.no_cache else cache,
        jobs=options.jobs,
        scheduler=options.scheduler,
        strict=options.strict,
        quiet=options.quiet,
        persons=not options.without_persons,
        corrections=read_corrections(options.home),
        left_out=read_left_out(options.home),
    )
    return order, options.if_changed


def _own_documents(knowledge: Knowledge, home: Path) -> tuple[Path, ...]:
    """Return where documents are when none are named: with the program, and the user's own."""
    return (knowledge.data.path("documents"), *own_documents(home))


if __name__ == "__main__":
    sys.exit(main())
