"""A walk through the graph, as an address holds it: what was opened, one step after the other.

?over=units|sections  the overview it began with
?from=&to=&way=2      the second way between two things
?open=IRI             a thing was opened: the first of its neighbours, by relation
?open=>leadUnit IRI   the next of one relation; > away from the thing, < towards it
?node=IRI             what is selected; opened as well where nothing else is shown
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs

LONGEST = 12_000  # characters of an address that are read
MOST_STEPS = 40
OVERVIEWS = ("units", "sections")
_STEP = re.compile(r"(?:(?P<way>[<>])(?P<relation>\w+) )?(?P<node>\S+)")


@dataclass(frozen=True, slots=True)
class Step:
    """Something opened.

    Attributes:
        node: the thing.
        relation: whose next neighbours are shown; "" for the first ones of each.
        outgoing: whether the relation leads away from the thing.
    """

    node: str
    relation: str = ""
    outgoing: bool = True

    @property
    def text(self) -> str:
        """The step as it stands in an address."""
        return f"{'>' if self.outgoing else '<'}{self.relation} {self.node}"[
            0 if self.relation else 2 :
        ]


@dataclass(frozen=True, slots=True)
class Walk:
    """What an address asks to see.

    Attributes:
        steps: in order.
        node: what is selected, or "".
        over: the overview it began with, or "".
        ends: the things a way is wanted between; the second may be missing yet.
        way: which of the ways, from 1.
    """

    steps: tuple[Step, ...] = ()
    node: str = ""
    over: str = ""
    ends: tuple[str, str] = ("", "")
    way: int = 1

    @classmethod
    def read(cls, query: str) -> Walk:
        """Return the walk of an address, of what follows its ?; what makes no sense is left out."""
        values = parse_qs(query[:LONGEST].removeprefix("?"))

        def one(name: str) -> str:
            return values.get(name, [""])[-1]

        found = [_STEP.fullmatch(text) for text in values.get("open", ())[:MOST_STEPS]]
        steps = tuple(
            Step(match["node"], match["relation"] or "", match["way"] != "<")
            for match in found
            if match
        )
        node, over = one("node"), one("over") if one("over") in OVERVIEWS else ""
        ends = (one("from"), one("to"))
        if not steps and not over and not all(ends):
            steps, over = ((Step(node),), "") if node else ((), OVERVIEWS[0])
        way = int(one("way")) if one("way") in set("123456789") else 1
        return cls(steps, node, over, ends, way)
