"""Entity resolution over many documents: which names are one thing, and which merges are uncertain.

A policy named by its title alone is the one for which another mention, or a loaded document, gives
a 文号. Merges of names that differ, and names nearly alike that were not merged, are listed for a
person to judge; nothing is merged silently.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from kg.entities.entity import Entity
from kg.extraction.mentions import DocumentFacts, PolicyMention
from kg.structure.keys import wenhao_keys

# 甲市人民政府关于印发〈甲市水网规划〉的通知
_ADOPTING = re.compile(
    r"^.*?(?:印发|转发|批转|公布)[〈《](?P<title>.+)[〉》]的?(?:通知|决定|公告)$"
)
# the same without brackets: 甲市人民政府关于印发甲市水网规划的通知
_ADOPTING_PLAIN = re.compile(r"^.{0,100}?关于(?:印发|转发|批转)(?P<title>.+?)的?通知$")
# what two printings of a title differ in: （2023—2025年） and (2023-2025年)
_IGNORED_PUNCTUATION = re.compile(r"[\s〈〉《》“”\"'（）()〔〕\[\]—–\-－~～、，]")
SHORTEST = 9  # characters; a shorter title may mean another text in every jurisdiction
_ALIKE = 80  # of 100; less alike titles of one 文号 are an uncertain merge
_NEAR = 88  # of 100; units of one jurisdiction with names more alike may be one


@dataclass(frozen=True, slots=True, order=True)
class UncertainMatch:
    """Names that were merged on thin grounds, or were not merged and perhaps should be.

    Attributes:
        kind: title-of-number, number-of-title, alias or similar.
        merged: whether they are one node now.
        names: the names, sorted.
        iri: of the node, or of the first of two.
        reason: in one line, for a person.
    """

    kind: str
    merged: bool
    names: tuple[str, ...]
    iri: str
    reason: str


def normal_title(title: str) -> str:
    """Return a title without what varies between its printings and covering notices.

    >>> normal_title("国务院关于印发〈甲省 规划（2023—2025年）〉的通知")
    '甲省规划20232025年'
    >>> normal_title("关于印发甲省水网建设总体规划的通知")
    '甲省水网建设总体规划'
    """
    while match := _ADOPTING.match(title) or _ADOPTING_PLAIN.match(title):
        left = _IGNORED_PUNCTUATION.sub("", match["title"])
        if match.re is _ADOPTING_PLAIN and len(left) < SHORTEST:
            break
        title = match["title"]
    return _IGNORED_PUNCTUATION.sub("", title)


def numbered_titles(facts: DocumentFacts) -> list[tuple[str, str]]:
    """Return each normal title a document gives a 文号 for, its own included, with that key."""
    named = [(normal_title(title), wenhao) for title, wenhao in _numbered_titles(facts)]
    told = [(title, wenhao) for title, wenhao in named if len(title) >= SHORTEST]
    keys = wenhao_keys(wenhao for _, wenhao in told)
    return [(title, key) for (title, _), key in zip(told, keys, strict=True)]


def _numbered_titles(facts: DocumentFacts) -> Iterator[tuple[str, str]]:
    """Yield each title a document gives a 文号 for, its own included, with that 文号."""
    metadata = facts.document.metadata
    for named in (metadata.title, metadata.notice_title):
        if named and metadata.wenhao:
            yield named.value, metadata.wenhao.value
    for mention in policy_mentions(facts):
        if mention.wenhao:
            yield mention.title, mention.wenhao


def policy_mentions(facts: DocumentFacts) -> Iterator[PolicyMention]:
    """Yield every policy a document names."""
    yield from facts.basis
    for task in facts.tasks:
        yield from (m for m in task.mentions if isinstance(m, PolicyMention))


def uncertain_matches(
    entities: Iterable[Entity], titles: Mapping[str, frozenset[str]], base: str
) -> Iterator[UncertainMatch]:
    """Yield the uncertain merges of a build, and pairs of nearly equal names, sorted.

    Args:
        entities: merged, with every name each was met under.
        titles: keys of each, as a collection has them.
        base: base of all IRIs.
    """
    entities = list(entities)
    found = [
        *_unlike_titles(entities),
        *_shared_titles(titles, base),
        *_aliases(entities),
        *_similar(entities),
    ]
    yield from sorted(found)


def _unlike_titles(entities: Iterable[Entity]) -> Iterator[UncertainMatch]:
    """Yield policies of one 文号 that were met under unlike titles."""
    for entity in entities:
        names = sorted({entity.label, *entity.aliases})
        if entity.kind != "PolicyDocument" or len(names) < 2:
            continue
        worst = min(fuzz.ratio(normal_title(a), normal_title(b)) for a, b in combinations(names, 2))
        if worst < _ALIKE:
            reason = "one document number, but the titles differ"
            yield UncertainMatch("title-of-number", True, tuple(names), entity.iri, reason)


def _shared_titles(titles: Mapping[str, frozenset[str]], base: str) -> Iterator[UncertainMatch]:
    """Yield titles for which the documents give several 文号."""
    for title, keys in titles.items():
        if len(keys) > 1:
            reason = f"the title {title} is given several document numbers"
            yield UncertainMatch(
                "number-of-title", False, tuple(sorted(keys)), f"{base}doc/{min(keys)}", reason
            )


def _aliases(entities: Iterable[Entity]) -> Iterator[UncertainMatch]:
    """Yield units met under names of which none shortens the other: 经信局, 工业和信息化局."""
    for entity in entities:
        if entity.kind != "Unit":
            continue
        full = max((entity.label, *entity.aliases), key=lambda name: (len(name), name))
        for name in sorted({entity.label, *entity.aliases} - {full}):
            if not _abbreviates(name, full):
                reason = "another name of the same body by data/gazetteer/unit_cores.csv"
                yield UncertainMatch("alias", True, tuple(sorted((name, full))), entity.iri, reason)


def _abbreviates(short: str, full: str) -> bool:
    """Tell whether the characters of a name are in another in the same order."""
    rest = iter(full)
    return all(character in rest for character in short)


def _similar(entities: Iterable[Entity]) -> Iterator[UncertainMatch]:
    """Yield units of one jurisdiction that are two nodes with nearly equal names."""
    by_jurisdiction: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        if entity.kind == "Unit":
            by_jurisdiction[entity.iri.rsplit("/", 1)[0]].append(entity)
    for units in by_jurisdiction.values():
        for one, other in combinations(units, 2):
            if fuzz.ratio(one.label, other.label) >= _NEAR:
                names = tuple(sorted((one.label, other.label)))
                yield UncertainMatch("similar", False, names, one.iri, "nearly the same name")
