"""Print figures of the program's structure: python -m bench.structure [--root PATH].

Everything is read from the syntax trees of the program's modules, tests left out; nothing is
imported. Several --root print one column each, so that two checkouts can be compared.
"""

from __future__ import annotations

import argparse
import ast
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from settings import ROOT

MOST_PARAMETERS = 4
MOST_COMPLEX = 12
_LEFT_OUT = {"tests", "build", "dist", "data"}
_PHRASES = {"wording", "messages"}  # modules that hold what people read
_BRANCHES = (ast.If, ast.IfExp, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.match_case)
_CACHES = {"cache", "lru_cache"}
Function = ast.FunctionDef | ast.AsyncFunctionDef
Table = dict[str, str]


@dataclass(frozen=True)
class Module:
    """A module of the program.

    Attributes:
        name: its path below the root, e.g. kg/text/view.py.
        text: its source.
    """

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    @property
    def folder(self) -> str:
        """The folder it is in; "." for the root."""
        return Path(self.name).parent.as_posix()

    @property
    def dotted(self) -> str:
        """The name it is imported by; that of the folder for an __init__."""
        parts = Path(self.name).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @cached_property
    def functions(self) -> list[tuple[str, Function]]:
        """Its functions and methods, nested ones too, with their dotted names."""
        return list(_functions(self.tree, ""))

    @property
    def public_functions(self) -> list[Function]:
        """Its functions and methods that others may call; nested ones are not."""
        classes = [n for n in self.tree.body if isinstance(n, ast.ClassDef) and _is_public(n)]
        nodes = [*self.tree.body, *(node for found in classes for node in found.body)]
        return [node for node in nodes if isinstance(node, Function) and _is_public(node)]


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.structure")
    parser.add_argument("--root", type=Path, action="append", help="a checkout; may be repeated")
    programs = [read_modules(root) for root in parser.parse_args(argv).root or [ROOT]]
    tables = [figures(modules) for modules in programs]
    for label in dict.fromkeys(label for table in tables for label in table):
        print(f"{label:44s}" + "".join(f"{table.get(label, '-'):>18s}" for table in tables))
    for modules in programs:
        print()
        for title, names in exceptions(modules).items():
            print(f"{title}: {', '.join(names) or 'none'}")
    return 0


def read_modules(root: Path) -> list[Module]:
    """Return the modules of the program in a checkout, by name."""
    paths = sorted(path.relative_to(root) for path in root.rglob("*.py"))
    return [
        Module(path.as_posix(), (root / path).read_text(encoding="utf-8"))
        for path in paths
        if path.parts[0] not in _LEFT_OUT and not any(part.startswith(".") for part in path.parts)
    ]


def figures(modules: Sequence[Module]) -> Table:
    """Return the figures of a program, by what they are of."""
    functions = [function for module in modules for _, function in module.functions]
    public = [function for module in modules for function in module.public_functions]
    folders = Counter(m.folder for m in modules if not m.name.endswith("__init__.py"))
    folder, most = max(folders.items(), key=lambda item: item[1])
    odd = exceptions(modules)
    return {
        "modules": str(len(modules)),
        "module lines, median / p90 / max": _spread(len(m.text.splitlines()) for m in modules),
        "functions": str(len(functions)),
        "function lines, median / p90 / max": _spread(map(_length, functions)),
        **{title: str(len(names)) for title, names in odd.items()},
        "public functions with a docstring": _share([bool(ast.get_docstring(f)) for f in public]),
        "public functions' parts with a type hint": _share([h for f in public for h in _hints(f)]),
        "most modules in one folder": f"{most} ({folder})",
        "import depth": str(import_depth(modules)),
        **_han(modules),
    }


def exceptions(modules: Iterable[Module]) -> dict[str, list[str]]:
    """Return the names of the functions that are unlike the rest, by what is odd about them."""
    named = [(f"{m.name}:{name}", f) for m in modules for name, f in m.functions]
    return {
        f"functions with > {MOST_PARAMETERS} parameters": [
            f"{name} {n}" for name, f in named if (n := len(parameters(f))) > MOST_PARAMETERS
        ],
        f"functions with complexity > {MOST_COMPLEX}": [
            f"{name} {n}" for name, f in named if (n := complexity(f)) > MOST_COMPLEX
        ],
        "functions that are cached": [name for name, f in named if _is_cached(f)],
    }


def parameters(function: Function) -> list[ast.arg]:
    """Return the parameters of a function, options too, without self and cls."""
    held = function.args
    found = [*held.posonlyargs, *held.args, held.vararg, *held.kwonlyargs, held.kwarg]
    return [p for p in found if p is not None and p.arg not in ("self", "cls")]


def complexity(function: Function) -> int:
    """Return the cyclomatic complexity of a function, without those nested in it.

    Source: McCabe 1976, with a branch for each comprehension, its conditions and each and/or.
    """
    return 1 + sum(map(_branches, _own_nodes(function)))


def import_depth(modules: Iterable[Module]) -> int:
    """Return how many modules the longest chain of imports has; a loop counts once."""
    imports = {module.dotted: _imported(module) for module in modules}
    depths: dict[str, int] = {}

    def depth(name: str, trail: tuple[str, ...]) -> int:
        if name in trail:
            return 0
        if name not in depths:
            below = (depth(n, (*trail, name)) for n in imports[name] if n in imports)
            depths[name] = 1 + max(below, default=0)
        return depths[name]

    return max((depth(name, ()) for name in imports), default=0)


def han_characters(module: Module) -> int:
    """Return how many Han characters the strings of a module hold, docstrings left out."""
    texts = [n for n in ast.walk(module.tree) if isinstance(n, ast.Constant)]
    described = {id(node) for node in _docstrings(module.tree)}
    strings = (n.value for n in texts if isinstance(n.value, str) and id(n) not in described)
    return sum("\u4e00" <= character <= "\u9fff" for text in strings for character in text)


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        name = f"{prefix}{child.name}" if isinstance(child, Function | ast.ClassDef) else ""
        if isinstance(child, Function):
            yield name, child
        yield from _functions(child, f"{name}." if name else prefix)


def _is_public(node: Function | ast.ClassDef) -> bool:
    return not node.name.startswith("_")


def _length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _own_nodes(function: Function) -> Iterator[ast.AST]:
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Function | ast.ClassDef):
            yield node
            waiting.extend(ast.iter_child_nodes(node))


def _branches(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    return int(isinstance(node, _BRANCHES))


def _hints(function: Function) -> list[bool]:
    """Return, for each parameter and the return value, whether it has a type hint."""
    return [*(p.annotation is not None for p in parameters(function)), function.returns is not None]


def _is_cached(function: Function) -> bool:
    called = [d.func if isinstance(d, ast.Call) else d for d in function.decorator_list]
    return any(getattr(d, "id", getattr(d, "attr", "")) in _CACHES for d in called)


def _imported(module: Module) -> set[str]:
    """Return the dotted names of what a module imports, and of what may be a module in them."""
    names: set[str] = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        body = node.body if isinstance(node, ast.Module | ast.ClassDef | Function) else []
        if body and isinstance(body[0], ast.Expr):
            yield body[0].value


def _han(modules: Iterable[Module]) -> Table:
    """Return the Han characters of strings in all and in each folder, sentences left out."""
    counts: Counter[str] = Counter()
    for module in modules:
        if Path(module.name).stem not in _PHRASES:
            counts[module.folder] += han_characters(module)
    folders = {f"  in {folder}": str(n) for folder, n in sorted(counts.items()) if n}
    return {"Han characters of strings in code": str(counts.total()), **folders}


def _spread(values: Iterable[int]) -> str:
    ordered = sorted(values)
    p90 = ordered[int(0.9 * (len(ordered) - 1))]
    return f"{statistics.median(ordered):g} / {p90} / {ordered[-1]}"


def _share(facts: Sequence[bool]) -> str:
    return f"{sum(facts) / len(facts):.1%}" if facts else "-"


if __name__ == "__main__":
    sys.exit(main())
