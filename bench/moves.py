"""Count how often control passes from one module to another: python -m bench.moves.

The way of one document through `read_collection` is followed at run time. A move is a call of a
named function in another module than the one called before; comprehensions and lambdas are no
calls of their own, and libraries are left out. A pair of modules is walked both ways when moves
go from the first to the second and back. Few moves, and few such pairs, mean that the way can be
followed by a reader. Beside them: how many characters were derived into views.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from bench.files import KNOWLEDGE
from building.collection import read_collection
from kg.entities.iri import IriMinter
from settings import BASE_IRI, DATA, ROOT

FIRST = DATA / "documents" / "wenshang_2023_29.txt"


@dataclass
class Way:
    """The moves of one run.

    Attributes:
        moves: how often control passed from the first to the second module of a pair.
        derived: characters of stored text that were made into views.
    """

    moves: Counter[tuple[str, str]] = field(default_factory=Counter)
    derived: int = 0
    _files: dict[str, str] = field(default_factory=dict)
    _last: str = ""

    @property
    def modules(self) -> set[str]:
        """The modules that were entered."""
        return {module for pair in self.moves for module in pair}

    @property
    def both_ways(self) -> list[tuple[str, str]]:
        """Pairs of modules with moves in both directions."""
        return self.both_ways_at_least(1)

    def both_ways_at_least(self, times: int) -> list[tuple[str, str]]:
        """Pairs of modules with as many moves in each of both directions."""
        often = {pair for pair, moves in self.moves.items() if moves >= times}
        return sorted(pair for pair in often if pair[0] < pair[1] and pair[::-1] in often)

    def follow(self, run: Callable[[], object]) -> None:
        """Run something and count its moves."""
        sys.setprofile(self._called)
        try:
            run()
        finally:
            sys.setprofile(None)

    def _called(self, frame: FrameType, event: str, _: Any) -> None:
        name = frame.f_code.co_name
        if event != "call" or name.startswith("<"):
            return
        module = self._module(frame.f_code.co_filename)
        if not module:
            return
        if name == "of" and module == "kg/text/view.py":
            span = frame.f_locals["span"]
            self.derived += span.end - span.start if span else len(frame.f_locals["stored"])
        if self._last and module != self._last:
            self.moves[self._last, module] += 1
        self._last = module

    def _module(self, file: str) -> str:
        if file not in self._files:
            path = Path(file)
            ours = path.is_relative_to(ROOT) and ".venv" not in path.parts
            self._files[file] = path.relative_to(ROOT).as_posix() if ours else ""
        return self._files[file]


def follow_reading(path: Path) -> Way:
    """Return the way of one document through `read_collection`, its knowledge read before."""
    iris = IriMinter(BASE_IRI)
    read_collection([path], iris, KNOWLEDGE)
    way = Way()
    way.follow(lambda: read_collection([path], iris, KNOWLEDGE))
    return way


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.moves", description=__doc__)
    parser.add_argument("path", nargs="?", type=Path, default=FIRST)
    parser.add_argument("--most", type=int, default=12, help="pairs of modules to list")
    options = parser.parse_args(argv)
    way = follow_reading(options.path)
    size = len(options.path.read_text(encoding="utf-8"))
    print(
        f"{way.moves.total()} moves between {len(way.modules)} modules, "
        f"{len(way.both_ways)} pairs both ways, views {way.derived / size:.2f} × the text"
    )
    for (source, target), count in way.moves.most_common(options.most):
        print(f"{count:6d}  {source} → {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
