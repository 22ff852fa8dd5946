"""The kinds of things a graph holds, one row each; every list of kinds is read from here.

A row says how mentions of a kind become triples and records, and how its things are drawn. The
names of a kind in Chinese and English are in ontology.ttl, as the labels of its class. To add a
kind of named thing, see docs/extending.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from kg.extraction.mentions import Mention

# role of a unit in a task → relation from the task to the unit, in the order they are listed
ROLE_RELATIONS: Mapping[str, str] = {
    "lead": "leadUnit",
    "responsible": "responsibleUnit",
    "assist": "assistingUnit",
}


class _Naming(Protocol):
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of thing or statement.

    Attributes:
        name: its class in the ontology, as a local name.
        mention: name of the class of its mentions, so that who reads a build need not import what
            finds them; "" for what is not found in running text.
        key: of the list of its mentions in a task of tasks.json.
        colour: of its nodes in a drawing; None for what is not a node of the network.
        shape: of its nodes in a drawing.
        asked_by_name: whether questions name its things as the documents do.
        letter: what replaces such a name where a question is compared with example questions.
    """

    name: str
    mention: str = ""
    key: str = ""
    colour: str | None = None
    shape: str = "ellipse"
    asked_by_name: bool = False
    letter: str = "X"

    def holds(self, mention: Mention) -> bool:
        """Tell whether a mention is of this kind."""
        return type(mention).__name__ == self.mention


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedKind(Kind):
    """A kind whose things are known by their names alone: projects, campaigns, firms and so on.

    Attributes:
        relation: from a task to the thing, as a local name.
        path: segment of the things' IRIs: project/汶上县/….
        mention_path: segment of the mentions' IRIs: doc/…/project-mention/12-20.
        details: attributes of the mention that are properties and JSON fields of the same name.
        is_local: whether one name in two jurisdictions means two things.
        is_shortened: whether questions may leave out words of the name.
        has_concepts: whether a concept named inside its name is a subject of the thing.
    """

    mention: str
    colour: str | None = "#6b7280"
    asked_by_name: bool = True
    relation: str
    path: str
    mention_path: str
    details: tuple[str, ...] = ()
    is_local: bool = False
    is_shortened: bool = False
    has_concepts: bool = False

    def name_in(self, mention: Mention) -> str:
        """Return the name of the thing that a mention of this kind names."""
        return cast(_Naming, mention).name


@dataclass(frozen=True)
class Kinds:
    """A table of kinds, in the order of tasks.json and of every list of kinds.

    Attributes:
        rows: one for each kind.
    """

    rows: tuple[Kind, ...]

    def __iter__(self) -> Iterator[Kind]:
        return iter(self.rows)

    def __getitem__(self, name: str) -> Kind:
        """Return a kind by the local name of its class."""
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    @cached_property
    def named(self) -> tuple[NamedKind, ...]:
        """The kinds whose things are known by their names alone."""
        return tuple(kind for kind in self.rows if isinstance(kind, NamedKind))

    @cached_property
    def asked_by_name(self) -> tuple[str, ...]:
        """The classes of what questions name as the documents do."""
        return tuple(kind.name for kind in self.rows if kind.asked_by_name)

    @cached_property
    def drawn(self) -> tuple[str, ...]:
        """The classes of the nodes of the network."""
        return tuple(kind.name for kind in self.rows if kind.colour)

    def named_by(self, mention: Mention) -> NamedKind | None:
        """Return the kind of the thing a mention names; None if it is not known by name alone."""
        return self._named_by_mention.get(type(mention).__name__)

    def list_of(self, mention: Mention) -> str:
        """Return the list of a task in tasks.json that a mention stands in, "" for none."""
        return self._lists.get(type(mention).__name__, "")

    @cached_property
    def _lists(self) -> dict[str, str]:
        return {kind.mention: kind.key for kind in self.rows if kind.mention}

    @cached_property
    def _by_name(self) -> dict[str, Kind]:
        return {kind.name: kind for kind in self.rows}

    @cached_property
    def _named_by_mention(self) -> dict[str, NamedKind]:
        return {kind.mention: kind for kind in self.named}


KINDS = Kinds(
    (
        Kind(
            name="Unit",
            mention="UnitMention",
            key="units",
            colour="#2563eb",
            asked_by_name=True,
            letter="U",
        ),
        Kind(name="Person", mention="PersonMention", key="persons"),
        NamedKind(
            name="KeyProject",
            shape="diamond",
            mention="ProjectMention",
            key="projects",
            colour="#dc2626",
            relation="hasProject",
            path="project",
            mention_path="project-mention",
            details=("stage",),
            is_local=True,
            is_shortened=True,
            has_concepts=True,
        ),
        NamedKind(
            name="Campaign",
            shape="pentagon",
            mention="CampaignMention",
            key="campaigns",
            colour="#be185d",
            relation="hasCampaign",
            path="campaign",
            mention_path="campaign-mention",
            is_local=True,
        ),
        Kind(
            name="PolicyDocument",
            shape="tag",
            mention="PolicyMention",
            key="policies",
            colour="#059669",
            asked_by_name=True,
            letter="P",
        ),
        Kind(
            name="Target",
            shape="triangle",
            mention="TargetMention",
            key="targets",
            colour="#0891b2",
        ),
        Kind(name="Benefit", mention="BenefitMention", key="benefits"),
        NamedKind(
            name="Honour",
            shape="star",
            mention="HonourMention",
            key="honours",
            colour="#ca8a04",
            relation="seeksHonour",
            path="honour",
            mention_path="honour-mention",
            details=("status",),
        ),
        NamedKind(
            name="Enterprise",
            shape="hexagon",
            mention="EnterpriseMention",
            key="enterprises",
            colour="#4d7c0f",
            relation="namesEnterprise",
            path="enterprise",
            mention_path="enterprise-mention",
            is_local=True,
            is_shortened=True,
        ),
        NamedKind(
            name="NamedPlace",
            shape="octagon",
            mention="PlaceMention",
            key="places",
            letter="R",
            relation="namesPlace",
            path="region",
            mention_path="place-mention",
        ),
        Kind(name="ConceptMention", mention="ConceptMention", key="subjects"),
        Kind(name="TimeLimit", mention="TimeLimitMention", key="time_limits"),
        Kind(name="Task", shape="rectangle", colour="#d97706"),
        Kind(name="Section", shape="rhomboid", colour="#6b7280"),
        Kind(name="Jurisdiction", shape="concave-hexagon", colour="#7c3aed", letter="R"),
    )
)
