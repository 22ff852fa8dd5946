"""What a walk shows: things, the steps between them, and how many more there are of each relation.

Gathered from the tables by key, so a click costs what it shows, however large the graph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.export.stored_network import StoredNetwork
from kg.network.traversal import Relation, step_cost
from ui.gradio_pages.walk import Step

LARGEST = 300  # things drawn at once; beyond it a browser is no longer smooth
FIRST, NEXT = 6, 12  # neighbours of one relation that opening, and asking for more, add
WAYS = 6  # ways between two things that are offered
Group = tuple[str, str, bool]  # a thing, one of its relations, and whether it leads away


@dataclass(frozen=True, slots=True)
class More:
    """Neighbours of a relation that are not shown yet.

    Attributes:
        step: shows the next ones.
        count: how many there are.
    """

    step: Step
    count: int


@dataclass
class Drawing:
    """What is shown, as it is gathered.

    Attributes:
        network: where it is gathered from.
        stages: what is shown, and with which step it came; 0 for what it began with.
        opened: the things whose neighbours are shown.
        shown: how many neighbours of each relation were asked for.
        is_full: whether something was left out because there is no room.
    """

    network: StoredNetwork
    stages: dict[str, int] = field(default_factory=dict)
    opened: dict[str, None] = field(default_factory=dict)
    shown: Counter[Group] = field(default_factory=Counter)
    is_full: bool = False
    _groups: dict[str, dict[Group, list[Relation]]] = field(default_factory=dict)

    def add(self, node: str, stage: int = 0) -> None:
        """Show a thing."""
        if node not in self.stages and len(self.stages) >= LARGEST:
            self.is_full = True
        else:
            self.stages.setdefault(node, stage)

    def open(self, step: Step, stage: int) -> None:
        """Show the neighbours that a step asks for.

        Raises:
            GraphError: its thing is not in the graph.
        """
        groups = self.groups(step.node)
        self.add(step.node, stage)
        self.opened[step.node] = None
        wanted = (step.node, step.relation, step.outgoing)
        for group, members in groups.items():
            if step.relation and group != wanted:
                continue
            before = self.shown[group] if step.relation else 0
            after = before + NEXT if step.relation else max(FIRST, self.shown[group])
            self.shown[group] = after
            for member in members[before:after]:
                self.add(member.node, stage)

    def groups(self, node: str) -> dict[Group, list[Relation]]:
        """Return a thing's neighbours by relation and direction."""
        if node not in self._groups:
            groups = self._groups.setdefault(node, {})
            for step in self.network.neighbours(node):
                groups.setdefault((node, step.relation, step.outgoing), []).append(step)
        return self._groups[node]

    @property
    def more(self) -> list[More]:
        """The relations of opened things that have neighbours not shown yet."""
        found = []
        for node in self.opened:
            for (_, relation, outgoing), members in self.groups(node).items():
                left = sum(member.node not in self.stages for member in members)
                if left:
                    found.append(More(Step(node, relation, outgoing), left))
        return found

    def edges(self, path: Sequence[tuple[str, str]] = ()) -> list[tuple[str, str, str]]:
        """Return (source, relation, target) between what is shown.

        What merely holds a thing (its document, its place) is joined to it where either is opened
        or on the path; else every task would hang on one document.
        """
        on_path = {frozenset(pair) for pair in path}
        return [
            edge
            for edge in self.network.among(list(self.stages))
            if step_cost(edge[1]) < 4
            or edge[0] in self.opened
            or edge[2] in self.opened
            or frozenset((edge[0], edge[2])) in on_path
        ]
