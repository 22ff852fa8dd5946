"""The figures of the program's structure, on a tiny tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.structure import (
    Module,
    complexity,
    exceptions,
    figures,
    han_characters,
    import_depth,
    main,
    parameters,
    read_modules,
)

TREE = {
    "run.py": "from room.work import work\n\nwork()\n",
    "room/__init__.py": '"""A room."""\n',
    "room/words.py": '"""词表。"""\n\nWORDS = ("县", "乡镇")\n',
    "room/wording.py": 'SAID = "文件中没有"\n',
    "room/work.py": '''"""Work."""

from functools import cache

from room.words import WORDS


@cache
def work(first: int, second, *rest: int, option: bool = False, **others: int) -> int:
    """Do it: 办理。"""

    def inner() -> None: ...

    return first


class Worker:
    """Works."""

    def ask(self, word: str):
        return word

    def _silent(self, word): ...
''',
    "tests/test_work.py": "def test() -> None: ...\n",
    ".venv/library.py": "x = 1\n",
}


@pytest.fixture
def modules(tmp_path: Path) -> list[Module]:
    for name, text in TREE.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_modules(tmp_path)


def test_tests_and_libraries_are_left_out(modules: list[Module]) -> None:
    assert [m.name for m in modules] == sorted(n for n in TREE if n[0] not in ".t")


def test_figures(modules: list[Module]) -> None:
    found = figures(modules)
    assert found["modules"] == "5" and found["functions"] == "4"
    assert found["functions with > 4 parameters"] == found["functions that are cached"] == "1"
    assert found["public functions with a docstring"] == "50.0%"  # work, not Worker.ask
    assert found["public functions' parts with a type hint"] == "75.0%"  # 5 of 6 and 1 of 2
    assert found["most modules in one folder"] == "3 (room)"
    assert found["import depth"] == "3"
    assert found["Han characters of strings in code"] == found["  in room"] == "3"


def test_what_is_odd_is_named(modules: list[Module]) -> None:
    assert exceptions(modules) == {
        "functions with > 4 parameters": ["room/work.py:work 5"],
        "functions with complexity > 12": [],
        "functions that are cached": ["room/work.py:work"],
    }


def test_names_of_nested_functions_and_methods(modules: list[Module]) -> None:
    (work,) = (m for m in modules if m.name == "room/work.py")
    names = [name for name, _ in work.functions]
    assert names == ["work", "work.inner", "Worker.ask", "Worker._silent"]
    assert [len(parameters(f)) for _, f in work.functions] == [5, 0, 1, 1]


COMPLEXITIES = [
    ("return x", 1),
    ("return x and y or z", 3),
    ("if x:\n  pass\n elif y:\n  pass", 3),
    ("return [a for a in x if a if not a]", 4),
    ("try:\n  pass\n except A:\n  pass\n except B:\n  pass", 3),
    ("for a in x:\n  while a:\n   pass", 3),
    ("match x:\n  case 1:\n   pass\n  case _:\n   pass", 3),
    ("def g():\n  return x if y else z\n return g", 1),  # counted by itself
]


@pytest.mark.parametrize(("body", "expected"), COMPLEXITIES)
def test_complexity(body: str, expected: int) -> None:
    (_, function), *_ = Module("x.py", f"def f():\n {body}\n").functions
    assert complexity(function) == expected


def test_a_loop_of_imports_ends() -> None:
    assert import_depth([Module("a.py", "import b"), Module("b.py", "import a")]) == 2


def test_han_characters_of_formatted_strings_count() -> None:
    assert han_characters(Module("x.py", 'f"{x}县的{y}"')) == 2


def test_two_checkouts_stand_side_by_side(
    modules: list[Module], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert modules and main(["--root", str(tmp_path), "--root", str(tmp_path / "room")]) == 0
    assert "modules" + " " * 37 + f"{5:18}{4:18}" in capsys.readouterr().out
