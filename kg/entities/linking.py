"""Entity linking: from the names in documents to the real things they stand for.

A unit is itself only together with its place, which comes from who issued the document:
县财政局 of two counties are two units. A policy is known by its 文号, else by its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.entities.entity import Entity
from kg.entities.iri import IriMinter
from kg.entities.resolution import normal_title
from kg.extraction.mentions import (
    CampaignMention,
    DocumentFacts,
    EnterpriseMention,
    HonourMention,
    NamedMention,
    PlaceMention,
    PolicyMention,
    ProjectMention,
    UnitMention,
)
from kg.knowledge.gazetteer import STATE, Gazetteer, Jurisdiction
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.unit_names import UnitNames
from kg.structure.document import DocumentMetadata
from kg.structure.jurisdiction import jurisdiction_of
from kg.structure.keys import title_key, wenhao_key

_LEVEL_OF_PREFIX = {
    "省": "province",
    "市": "city",
    "州": "city",
    "县": "county",
    "区": "county",
    "旗": "county",
}
_NAMED_KIND: dict[type, tuple[str, str]] = {
    ProjectMention: ("project", "KeyProject"),
    CampaignMention: ("campaign", "Campaign"),
    HonourMention: ("honour", "Honour"),
    EnterpriseMention: ("enterprise", "Enterprise"),
    PlaceMention: ("region", "Region"),
}
_LOCAL = {"project", "campaign", "enterprise"}
_SHORTEST_OWN_TITLE = 8  # a shorter title without a place means a different text in each place


@dataclass(frozen=True, slots=True)
class Linker:
    """Links the mentions of one document.

    Attributes:
        iris: mints the IRIs.
        gazetteer: administrative divisions.
        jurisdiction: the place of the document's issuer, None when nothing names one.
        names: short and full forms of units' names.
        titles: keys each policy title is known under, from all documents of the build.
    """

    iris: IriMinter
    gazetteer: Gazetteer
    jurisdiction: Jurisdiction | None
    names: UnitNames
    titles: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def chain(self) -> tuple[Jurisdiction, ...]:
        """The places the document belongs to, outermost first."""
        return self.gazetteer.chain(self.jurisdiction) if self.jurisdiction else ()

    def unit(self, name: str) -> Entity:
        """Return the unit a name stands for in this document."""
        name = re.sub(r"\s", "", name)
        place = self.place_of(name)
        level = ""
        if place is self.jurisdiction and self.jurisdiction and self.jurisdiction is not STATE:
            name, level = without_place(name, place), self.jurisdiction.name[-1]
        full = self.names.canonical(name, level) if place in self.chain else name
        label = name if full[:1] in (name[:1], "") else f"{level}{name}"  # 教育厅 → 省教育厅
        iri = self.iris.entity("unit", place.name if place else "未知地区", full)
        return Entity(str(iri), "Unit", label, tuple(sorted({full} - {label})))

    def place_of(self, name: str) -> Jurisdiction | None:
        """Return the place a unit belongs to: 市生态环境局汶上县分局 in a county is the city's."""
        level = _LEVEL_OF_PREFIX.get(name[0])
        if name[0] == "市" and name[1:2] not in "长区县" and self._is_small_city:
            return self.jurisdiction  # a city of county level calls its own bodies 市财政局
        for place in self.chain:
            if place.level == level and name[1:2] not in "长区县":
                return place
        if level and self.jurisdiction and self.jurisdiction.level != level and level != "county":
            return self.jurisdiction
        named = self.gazetteer.at_start(name)
        return named if named and named.code else self.jurisdiction

    @property
    def _is_small_city(self) -> bool:
        """Whether the document is of a city of county level: 醴陵市 in 株洲市."""
        home = self.jurisdiction
        return home is not None and home.level == "county" and home.name.endswith("市")

    def named(self, mention: NamedMention) -> Entity:
        """Return the project, campaign, title, firm or region a name stands for.

        Projects, campaigns and firms of two places are apart; titles and regions are everyone's.
        """
        path, kind = _NAMED_KIND[type(mention)]
        home = [self.jurisdiction.name] if self.jurisdiction and path in _LOCAL else []
        return Entity(str(self.iris.entity(path, *home, mention.name)), kind, mention.name)

    def policy(self, mention: PolicyMention) -> Entity:
        """Return the policy document a 《title》 stands for."""
        return Entity(
            str(self.iris.document(self.policy_key(mention))), "PolicyDocument", mention.title
        )

    def policy_key(self, mention: PolicyMention) -> str:
        """Return the document key of a named policy: by 文号, else by title and place.

        A title that some document gives just one 文号 for is that policy; one that has several
        stays apart, and the report says so.
        """
        if mention.wenhao:
            return wenhao_key(mention.wenhao)
        known = self.titles.get(normal_title(mention.title), frozenset())
        if len(known) == 1:
            return next(iter(known))
        place = self.gazetteer.at_start(mention.title)
        if place is None and self.jurisdiction and len(mention.title) <= _SHORTEST_OWN_TITLE:
            place = self.jurisdiction  # 《实施方案》 is one of the document's own place
        return title_key(mention.title, place.name if place else None)


def linker_for(
    metadata: DocumentMetadata,
    iris: IriMinter,
    knowledge: Knowledge,
    titles: Mapping[str, frozenset[str]] | None = None,
) -> Linker:
    """Return the linker of a document; its place comes from the issuer, else from the title."""
    return Linker(
        iris,
        knowledge.gazetteer,
        jurisdiction_of(metadata, knowledge.gazetteer),
        knowledge.unit_names,
        titles or {},
    )


def without_place(name: str, place: Jurisdiction | None) -> str:
    """Return a unit's name as its own document writes it: 汶上县财政局 → 县财政局."""
    if place is None or place is STATE or not name.startswith(place.name):
        return name
    return place.name[-1] + name[len(place.name) :]


def entities(facts: DocumentFacts, linker: Linker) -> Iterator[Entity]:
    """Yield every entity a document names; the same entity may come more than once."""
    if facts.document.metadata.issuer:
        yield linker.unit(facts.document.metadata.issuer.value)
    for policy in facts.basis:
        yield linker.policy(policy)
    for task in facts.tasks:
        for mention in task.mentions:
            if isinstance(mention, UnitMention) and mention.kind != "unnamed":
                yield linker.unit(mention.text)
            elif isinstance(mention, PolicyMention):
                yield linker.policy(mention)
            elif isinstance(mention, tuple(_NAMED_KIND)):
                yield linker.named(mention)  # type: ignore[arg-type]


def merge(found: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return one entity an IRI, sorted, with all names it was met under."""
    merged: dict[str, Entity] = {}
    for entity in found:
        known = merged.get(entity.iri, entity)
        names = {*known.aliases, *entity.aliases, entity.label} - {known.label}
        merged[entity.iri] = Entity(entity.iri, known.kind, known.label, tuple(sorted(names)))
    return tuple(merged[iri] for iri in sorted(merged))


LinkedDocument = tuple[DocumentFacts, Linker]
