"""Entity linking: from the names in documents to the real things they name.

A unit is known by its name and its jurisdiction, which comes from the document: 县财政局 of two
counties are two units. A policy is known by its 文号, else by its title and whose it is. What
belongs to a place that nothing names is the document's own, and shared with no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.entities.entity import Entity
from kg.entities.iri import IriMinter
from kg.entities.kinds import KINDS, Kinds, NamedKind
from kg.entities.resolution import normal_title
from kg.extraction.enterprises import is_company
from kg.extraction.mentions import (
    DocumentFacts,
    Mention,
    PersonMention,
    PolicyMention,
    UnitMention,
)
from kg.knowledge.gazetteer import STATE, Gazetteer, Jurisdiction
from kg.knowledge.knowledge import Knowledge
from kg.structure.keys import title_key, wenhao_key

_LEVEL_OF_PREFIX = {
    "省": "province",
    "市": "city",
    "州": "city",
    "县": "county",
    "区": "county",
    "旗": "county",
}
# 王某某 · 李××
_HIDDEN_NAME = re.compile(r"[某×XxＸ*＊]")
# 2024年|东河市重点任务
_YEAR_BEFORE = re.compile(r"^20\d\d年度?")
# second characters of 市长质量奖办公室, 市区供热公司, 市县联席会议: their 市 is not a level
_NO_LEVEL_BEFORE = "长区县"


@dataclass(frozen=True, slots=True)
class Linker:
    """Links the mentions of one document.

    Attributes:
        iris: mints the IRIs.
        knowledge: places, names of units, endings of firms, titles of the whole country.
        key: of the document.
        jurisdiction: that of the document, None when nothing names one.
        titles: keys each policy title is known under, from all documents of the build.
        kinds: the kinds of things that mentions name.
    """

    iris: IriMinter
    knowledge: Knowledge
    key: str
    jurisdiction: Jurisdiction | None
    titles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    kinds: Kinds = KINDS

    @property
    def gazetteer(self) -> Gazetteer:
        """Administrative divisions."""
        return self.knowledge.gazetteer

    @property
    def chain(self) -> tuple[Jurisdiction, ...]:
        """The jurisdictions the document belongs to, outermost first."""
        return self.gazetteer.chain(self.jurisdiction) if self.jurisdiction else ()

    def scope(self, place: Jurisdiction | None) -> str:
        """Return the IRI segment that tells the things of a place apart: 汶上县, 南京市鼓楼区.

        A place that nothing names, or whose name several share while nothing says which it is,
        has the document's own key.
        """
        if place is None:
            return self.key
        if len(self.gazetteer.by_name.get(place.name, ())) < 2:
            return place.name
        above = self.gazetteer.by_code.get(place.within)
        return f"{above.name}{place.name}" if above else f"{place.name}-{self.key}"

    def unit(self, name: str) -> Entity:
        """Return the unit, or the firm, that a name in an attribution means in this document."""
        name = re.sub(r"\s", "", name)
        if is_company(name, self.knowledge.lexicon.names):
            return self._local(name, "Enterprise", "enterprise")
        jurisdiction = self.jurisdiction_of(name)
        level = ""
        if jurisdiction and jurisdiction == self.jurisdiction and jurisdiction != STATE:
            name, level = without_jurisdiction(name, jurisdiction), jurisdiction.name[-1]
        full = name
        if jurisdiction is None or jurisdiction in self.chain:
            full = self.knowledge.unit_names.canonical(name, level)
        label = name if full[:1] in (name[:1], "") else f"{level}{name}"  # 教育厅 → 省教育厅
        iri = self.iris.entity("unit", self.scope(jurisdiction), full)
        aliases, inferred = sorted({full} - {label}), sorted({full, label} - {name})
        return Entity(str(iri), "Unit", label, tuple(aliases), tuple(inferred))

    def person(self, mention: PersonMention) -> Entity:
        """Return the person, or the post, that an attribution names in this document.

        王某某 may be anybody, and is shared with no other document.
        """
        if mention.is_post:
            return self._local(mention.name, "Post", "post")
        if not _HIDDEN_NAME.search(mention.name):
            return self._local(mention.name, "Person", "person")
        iri = self.iris.entity("person", self.key, mention.name)
        return Entity(str(iri), "Person", mention.name)

    def post(self, mention: PersonMention) -> Entity | None:
        """Return the post printed beside a person's name."""
        return self._local(mention.post, "Post", "post") if mention.post else None

    def _local(self, name: str, kind: str, path: str) -> Entity:
        """Return a thing that one name means in the document's own jurisdiction."""
        return Entity(str(self.iris.entity(path, self.scope(self.jurisdiction), name)), kind, name)

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
        name = kind.name_in(mention)
        if kind.is_local:
            return self._local(name, kind.name, kind.path)
        return Entity(str(self.iris.entity(kind.path, name)), kind.name, name)

    def policy(self, mention: PolicyMention) -> Entity:
        """Return the policy document that a 《title》 names."""
        return Entity(
            str(self.iris.document(self.policy_key(mention))), "PolicyDocument", mention.title
        )

    def policy_key(self, mention: PolicyMention) -> str:
        """Return the document key of a named policy: by 文号, else by title and whose it is.

        A title for which the documents give exactly one 文号 is that policy; one with several
        keeps a key of its own, and the report says so.
        """
        if mention.wenhao:
            return wenhao_key(mention.wenhao)
        known = self.titles.get(normal_title(mention.title), frozenset())
        return next(iter(known)) if len(known) == 1 else title_key(mention.title, self._of(mention))

    def _of(self, mention: PolicyMention) -> str | None:
        """Return the scope of a policy without a number, None for one of the whole country.

        It is of the place its title begins with, else of the place of the document's chain whose
        level its title shows (省政府关于…), else of the document's own: 《政府工作报告》.
        """
        place = self.gazetteer.at_start(_YEAR_BEFORE.sub("", mention.title))
        if place and (place.code or mention.level):  # 城市绿化条例: no level, no place
            return self.scope(place)
        nationwide = self.knowledge.lexicon.nationwide.search(mention.title)
        if mention.level == "state" or nationwide or self.jurisdiction == STATE:
            return None
        above = (p for p in self.chain if p.level == mention.level)
        return self.scope(next(above, self.jurisdiction))


class LinkedDocument(NamedTuple):
    """A document's facts, and what links its mentions."""

    facts: DocumentFacts
    linker: Linker


def linker_for(
    facts: DocumentFacts,
    iris: IriMinter,
    knowledge: Knowledge,
    titles: Mapping[str, frozenset[str]] | None = None,
) -> Linker:
    """Return the linker of a document, in the jurisdiction that it names."""
    return Linker(iris, knowledge, facts.key, facts.jurisdiction, titles or {})


def without_jurisdiction(name: str, jurisdiction: Jurisdiction) -> str:
    """Return a unit's name as its own jurisdiction writes it: 汶上县财政局 → 县财政局."""
    if jurisdiction == STATE or not name.startswith(jurisdiction.name):
        return name
    return jurisdiction.name[-1] + name[len(jurisdiction.name) :]


def entities(facts: DocumentFacts, linker: Linker) -> Iterator[Entity]:
    """Yield every entity a document names; the same entity may come more than once."""
    for issuer in facts.document.metadata.signed_by:
        yield linker.unit(issuer.value)
    yield from _work(facts, linker)
    for policy in facts.basis:
        yield linker.policy(policy)
    for task in facts.tasks:
        for mention in task.mentions:
            if isinstance(mention, UnitMention) and mention.kind != "unnamed":
                yield linker.unit(mention.name)
            elif isinstance(mention, PolicyMention):
                yield linker.policy(mention)
            elif isinstance(mention, PersonMention):
                yield from filter(None, (linker.person(mention), linker.post(mention)))
            elif kind := linker.kinds.named_by(mention):
                yield linker.named(mention, kind)


def _work(facts: DocumentFacts, linker: Linker) -> Iterator[Entity]:
    """Yield what several texts of one 文号 are versions of."""
    if facts.version_of:
        title = facts.document.metadata.title or facts.document.metadata.wenhao
        iri = str(linker.iris.document(facts.version_of))
        yield Entity(iri, "PolicyDocument", title.value if title else facts.version_of)


def merge(found: Iterable[Entity]) -> tuple[Entity, ...]:
    """Return one entity for each IRI, sorted, with all names it was met under.

    A completed name is inferred no more where some document prints it.
    """
    by_iri: dict[str, list[Entity]] = {}
    for entity in found:
        by_iri.setdefault(entity.iri, []).append(entity)
    return tuple(_merged(by_iri[iri]) for iri in sorted(by_iri))


def _merged(same: Sequence[Entity]) -> Entity:
    first = same[0]
    names = {name for e in same for name in (e.label, *e.aliases)} - {first.label}
    printed = {e.label for e in same if e.label not in e.inferred}
    inferred = {name for e in same for name in e.inferred} - printed
    return Entity(first.iri, first.kind, first.label, tuple(sorted(names)), tuple(sorted(inferred)))
