"""Entity linking: from the names in documents to the real things they name.

A unit is known by its name and its jurisdiction, which comes from who issued the document:
县财政局 of two counties are two units. A policy is known by its 文号, else by its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.entities.entity import Entity
from kg.entities.iri import IriMinter
from kg.entities.kinds import KINDS, Kinds, NamedKind
from kg.entities.resolution import normal_title
from kg.extraction.mentions import DocumentFacts, Mention, PolicyMention, UnitMention
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
# characters; a shorter title that names no jurisdiction means another text in each of them
_SHORTEST_OWN_TITLE = 8
# second characters of 市长质量奖办公室, 市区供热公司, 市县联席会议: their 市 is not a level
_NO_LEVEL_BEFORE = "长区县"


@dataclass(frozen=True, slots=True)
class Linker:
    """Links the mentions of one document.

    Attributes:
        iris: mints the IRIs.
        gazetteer: administrative divisions.
        jurisdiction: that of the document's issuer, None when nothing names one.
        names: short and full forms of units' names.
        titles: keys each policy title is known under, from all documents of the build.
        kinds: the kinds of things that mentions name.
    """

    iris: IriMinter
    gazetteer: Gazetteer
    jurisdiction: Jurisdiction | None
    names: UnitNames
    titles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    kinds: Kinds = KINDS

    @property
    def chain(self) -> tuple[Jurisdiction, ...]:
        """The jurisdictions the document belongs to, outermost first."""
        return self.gazetteer.chain(self.jurisdiction) if self.jurisdiction else ()

    def unit(self, name: str) -> Entity:
        """Return the unit a name means in this document."""
        name = re.sub(r"\s", "", name)
        jurisdiction = self.jurisdiction_of(name)
        level = ""
        if jurisdiction and jurisdiction is self.jurisdiction and jurisdiction is not STATE:
            name, level = without_jurisdiction(name, jurisdiction), jurisdiction.name[-1]
        full = self.names.canonical(name, level) if jurisdiction in self.chain else name
        label = name if full[:1] in (name[:1], "") else f"{level}{name}"  # 教育厅 → 省教育厅
        iri = self.iris.entity("unit", jurisdiction.name if jurisdiction else "未知地区", full)
        return Entity(str(iri), "Unit", label, tuple(sorted({full} - {label})))

    def jurisdiction_of(self, name: str) -> Jurisdiction | None:
        """Return the jurisdiction of a unit; in a county 市生态环境局汶上县分局 is the city's."""
        own, prefix = self.jurisdiction, _LEVEL_OF_PREFIX.get(name[0])
        level = None if name[1:2] in _NO_LEVEL_BEFORE else prefix
        if name[0] == "市" and level and self._is_small_city:
            return own  # a city of county level calls its own bodies 市财政局
        for above in self.chain:
            if above.level == level:
                return above
        if own and prefix and prefix not in (own.level, "county"):
            return own
        named = self.gazetteer.at_start(name)
        return named if named and named.code else own

    @property
    def _is_small_city(self) -> bool:
        """Whether the document is of a city of county level: 醴陵市 in 株洲市."""
        own = self.jurisdiction
        return own is not None and own.level == "county" and own.name.endswith("市")

    def named(self, mention: Mention, kind: NamedKind) -> Entity:
        """Return the project, campaign, title, firm … that a mention names.

        A local kind is told apart by jurisdiction; titles and regions are the same everywhere.
        """
        own = [self.jurisdiction.name] if self.jurisdiction and kind.is_local else []
        name = kind.name_in(mention)
        return Entity(str(self.iris.entity(kind.path, *own, name)), kind.name, name)

    def policy(self, mention: PolicyMention) -> Entity:
        """Return the policy document that a 《title》 names."""
        return Entity(
            str(self.iris.document(self.policy_key(mention))), "PolicyDocument", mention.title
        )

    def policy_key(self, mention: PolicyMention) -> str:
        """Return the document key of a named policy: by 文号, else by title and jurisdiction.

        A title for which the documents give exactly one 文号 is that policy; one with several
        keeps a key of its own, and the report says so.
        """
        if mention.wenhao:
            return wenhao_key(mention.wenhao)
        known = self.titles.get(normal_title(mention.title), frozenset())
        if len(known) == 1:
            return next(iter(known))
        issuer = self.gazetteer.at_start(mention.title)
        if issuer is None and self.jurisdiction and len(mention.title) <= _SHORTEST_OWN_TITLE:
            issuer = self.jurisdiction  # 《实施方案》 means the jurisdiction's own
        return title_key(mention.title, issuer.name if issuer else None)


class LinkedDocument(NamedTuple):
    """A document's facts, and what links its mentions."""

    facts: DocumentFacts
    linker: Linker


def linker_for(
    metadata: DocumentMetadata,
    iris: IriMinter,
    knowledge: Knowledge,
    titles: Mapping[str, frozenset[str]] | None = None,
) -> Linker:
    """Return the linker of a document, in the jurisdiction of its issuer, else of its title."""
    return Linker(
        iris,
        knowledge.gazetteer,
        jurisdiction_of(metadata, knowledge.gazetteer),
        knowledge.unit_names,
        titles or {},
    )


def without_jurisdiction(name: str, jurisdiction: Jurisdiction) -> str:
    """Return a unit's name as its own jurisdiction writes it: 汶上县财政局 → 县财政局."""
    if jurisdiction is STATE or not name.startswith(jurisdiction.name):
        return name
    return jurisdiction.name[-1] + name[len(jurisdiction.name) :]


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
            elif kind := linker.kinds.named_by(mention):
                yield linker.named(mention, kind)


def merge(found: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return one entity for each IRI, sorted, with all names it was met under."""
    merged: dict[str, Entity] = {}
    for entity in found:
        known = merged.get(entity.iri, entity)
        names = {*known.aliases, *entity.aliases, entity.label} - {known.label}
        merged[entity.iri] = Entity(entity.iri, known.kind, known.label, tuple(sorted(names)))
    return tuple(merged[iri] for iri in sorted(merged))
