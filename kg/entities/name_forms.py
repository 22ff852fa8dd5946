"""How people write the names of a graph, and which pieces of a name a question must hold.

Both are found once, when a build is made: who asks finds names by their pieces and reads no others,
however many there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from kg.entities.kinds import KINDS
from kg.knowledge.unit_names import LEVELS, UnitNames

# where a piece stands: at the beginning of a name, at that of one that may be shortened, at the end
# of one of which a quarter may be missing, on either side of a slip
Piece = Literal["begins", "shortened", "clipped", "slip"]
UNIT = "Unit"  # the class of forms of all that has a role in tasks, a firm among them
LONGEST_PIECE = 9  # characters
SHORTEST_SLIP, LONGEST_SLIP = 5, 20  # characters of a name in which a slip can be told
SHORTEST_CLIPPED = 4
_BEGINS, _SHORTENED = 3, 2  # characters; a shorter name is none
_IS_SHORTENED = {kind.name for kind in KINDS.named if kind.is_shortened}
_HEADS = ("局", "委")
_BRANCH = re.compile(r"(?P<body>.{3,}?局).{2,6}分局")
_ANY_PLAN = re.compile(r"(?:实施|工作|行动|总体)?(?:方案|意见|办法|计划|规划|细则|通知)")
QUOTES = re.compile(r"[“”\"'‘’《》〈〉「」\s]")


@dataclass(frozen=True, slots=True)
class NameForms:
    """The ways to write the names of a graph.

    Attributes:
        forms: number, form and class of each, in the order in which they are met.
        things: for the number of each form the things that may be meant.
    """

    forms: dict[tuple[str, bool], tuple[int, str]] = field(default_factory=dict)
    things: dict[int, set[str]] = field(default_factory=dict)

    def add(self, name: str, kind: str, thing: str, *, acting: bool, units: UnitNames) -> None:
        """Add a name.

        Args:
            name: in simplified characters.
            kind: class of the thing, as a local name.
            thing: its IRI.
            acting: whether it has a role in a task.
            units: how names of units are shortened.
        """
        written = unit_forms(name, units) if acting else bare_names(name, kind)
        for form in sorted(written):
            number, _ = self.forms.setdefault(
                (form, acting), (len(self.forms), UNIT if acting else kind)
            )
            self.things.setdefault(number, set()).add(thing)

    def rows(self) -> Iterator[tuple[int, str, str]]:
        """Yield number, form and class."""
        for (form, _), (number, kind) in self.forms.items():
            yield number, form, kind

    def thing_rows(self) -> Iterator[tuple[int, str]]:
        """Yield number of a form and each thing that may be meant, in order."""
        for number, things in self.things.items():
            for thing in sorted(things):
                yield number, thing

    def piece_rows(self) -> Iterator[tuple[str, str, int]]:
        """Yield where a piece stands, the piece and the number of a form that has it there."""
        for number, form, kind in self.rows():
            for where, piece in dict.fromkeys(_pieces(form, kind)):
                yield where, piece, number


def unit_forms(name: str, names: UnitNames) -> set[str]:
    """Return the ways to write a unit's name: with and without level, full and short core."""
    branch = _BRANCH.fullmatch(name)  # 市生态环境局汶上县分局 is the county's 生态环境局
    if branch:
        return {name, name[1:]} | unit_forms(branch["body"], names)
    bare = re.sub(rf"^[{LEVELS}](?:委|政府)?(?=.{{2,}})", "", name)
    forms = {name, bare} if len(bare) > 2 or bare.endswith("局") else {name}
    match = names.pattern.fullmatch(name)
    if match:
        full = names.full[match["core"]]
        cores = {full, *(core for core, whole in names.full.items() if whole == full)}
        heads = {match["head"], *_HEADS}  # people say 发改委 of a county's 发展和改革局
        forms |= {
            f"{level}{core}{h}" for level in ("", match["level"]) for core in cores for h in heads
        }
    return {form for form in forms if len(form) > 2 or form == name}


def bare_names(name: str, kind: str) -> set[str]:
    """Return the name of a thing without quotes, if it can be told by its name alone.

    《实施方案》 is the name of too many to be meant by its words.
    """
    bare = QUOTES.sub("", name)
    can = kind != UNIT and len(bare) >= _BEGINS and not _ANY_PLAN.fullmatch(bare)
    return {bare} if can else set()


def clipped_size(form: str) -> int:
    """Return how many characters of a name must stand there: 店铁矿 of 杨店铁矿."""
    return max(3, -(-3 * len(form) // 4))


def substrings(text: str) -> set[str]:
    """Return all that may be a piece of a name in a text."""
    sizes = range(_SHORTENED, LONGEST_PIECE + 1)
    return {text[at : at + n] for n in sizes for at in range(len(text) - n + 1)}


def _pieces(form: str, kind: str) -> Iterable[tuple[Piece, str]]:
    if kind != UNIT:
        yield "begins", form[:_BEGINS]
    if kind in _IS_SHORTENED:
        yield "shortened", form[:_SHORTENED]
        if len(form) >= SHORTEST_CLIPPED:
            yield "clipped", form[-clipped_size(form) :][:LONGEST_PIECE]
            yield "clipped", form[:_BEGINS]
    if len(form) >= SHORTEST_SLIP and (kind == UNIT or len(form) <= LONGEST_SLIP):
        half = min((len(form) - 1) // 2, LONGEST_PIECE)  # one of both is left, two turned round too
        yield "slip", form[:half]
        yield "slip", form[-half:]
