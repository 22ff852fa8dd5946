"""Compare two sides: tasks, their numbers, units and policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from kg.comparison.alignment import Doubt, TaskChange, aligned, together
from kg.comparison.sides import Side
from kg.comparison.target_changes import TargetChange, target_changes
from kg.knowledge.data_folder import DataFolder

RENAMED_UNITS = "comparison/renamed_units.csv"
Renames = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class NameChange:
    """A unit or a policy on both sides, or on one.

    Attributes:
        of: which of the two it is.
        change: kept, renamed, dropped or new.
        old: its IRI on the earlier side; "" where it is new.
        old_name: its name there.
        new: its IRI on the later side; "" where it was dropped.
        new_name: its name there.
        source: what says that the one took the place of the other.
    """

    of: Literal["unit", "policy"]
    change: Literal["kept", "renamed", "dropped", "new"]
    old: str = ""
    old_name: str = ""
    new: str = ""
    new_name: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides beside each other.

    Attributes:
        old: the earlier side.
        new: the later side.
        tasks: what became of the tasks.
        targets: what became of their numbers; before those of tasks, headline goals.
        units: which units came and went.
        policies: which policies came and went.
        doubts: pairs of tasks a person should look at.
    """

    old: Side
    new: Side
    tasks: tuple[TaskChange, ...]
    targets: tuple[TargetChange, ...]
    units: tuple[NameChange, ...]
    policies: tuple[NameChange, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class RenamedUnits:
    """Which unit took the place of which, from comparison/renamed_units.csv.

    Attributes:
        later: names without level that a name without level became, with their source.
    """

    later: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def source(self, old: str, new: str) -> str:
        """Return what says that one unit took the place of another; "" if nothing does.

        The level may stand before both: 县大数据中心 became 县数据局.
        """
        for cut in range(min(2, len(old), len(new))):
            if old[:cut] == new[:cut] and new[cut:] in self.later.get(old[cut:], {}):
                return self.later[old[cut:]][new[cut:]]
        return ""


def read_renamed_units(data: DataFolder) -> RenamedUnits:
    """Read comparison/renamed_units.csv.

    Raises:
        GraphError: the table is missing or malformed.
    """
    later: dict[str, dict[str, str]] = {}
    for row in data.rows(RENAMED_UNITS):
        source = f"{row['since']} {row['source']}"
        later.setdefault(row["old"], {}).update(dict.fromkeys(row["new"].split("|"), source))
    return RenamedUnits(later)


def compare(old: Side, new: Side, renamed: RenamedUnits) -> Comparison:
    """Compare two sides.

    Args:
        old: the earlier side, or the first place.
        new: the later side.
        renamed: which units took the place of which.
    """
    found = aligned(old.tasks, new.tasks)
    return Comparison(
        old,
        new,
        found.changes,
        (
            *target_changes(old.documents, new.documents),
            *(t for sides in together(found.changes) for t in target_changes(*sides)),
        ),
        tuple(_name_changes("unit", _units(old), _units(new), renamed)),
        tuple(_name_changes("policy", old.policies, new.policies)),
        found.doubts,
    )


def _units(side: Side) -> dict[str, str]:
    return {iri: name for task in side.tasks for iri, name in task.units.items()}


def _name_changes(
    of: Literal["unit", "policy"],
    old: Mapping[str, str],
    new: Mapping[str, str],
    renamed: RenamedUnits | None = None,
) -> Iterator[NameChange]:
    gone, came = [i for i in old if i not in new], [i for i in new if i not in old]
    known: dict[str, tuple[str, str]] = {}
    for one in gone if renamed else ():
        for other in came:
            if renamed and (source := renamed.source(old[one], new[other])):
                known.setdefault(one, (other, source))
    yield from _listed(of, old, new, known)


def _listed(
    of: Literal["unit", "policy"],
    old: Mapping[str, str],
    new: Mapping[str, str],
    known: Mapping[str, tuple[str, str]],
) -> Iterator[NameChange]:
    for iri, name in old.items():
        if iri in new:
            yield NameChange(of, "kept", iri, name, iri, new[iri])
        elif iri in known:
            other, source = known[iri]
            yield NameChange(of, "renamed", iri, name, other, new[other], source)
        else:
            yield NameChange(of, "dropped", iri, name)
    later = {other for other, _ in known.values()}
    for iri, name in new.items():
        if iri not in old and iri not in later:
            yield NameChange(of, "new", new=iri, new_name=name)
