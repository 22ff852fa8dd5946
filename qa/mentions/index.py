"""All names of a graph, found in a question one way after the other; the surest way comes first."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence

from kg.export.build_tables import Tables
from kg.knowledge.knowledge import Knowledge
from qa.mentions.mention import QuestionMention
from qa.mentions.places import PlaceFinder
from qa.mentions.slips import SlipFinder
from qa.mentions.spoken_names import read_spoken_names
from qa.mentions.stored_names import StoredNames
from qa.mentions.things import ThingFinder
from qa.mentions.units import UnitFinder
from qa.mentions.years import years

_DUTY = re.compile(r"负责|牵头|管|承担|配合|参与|任务|职责|分管|主抓|单位|部门|干什么|干啥|做什么")

_MAY = re.compile("(?:能|可以|允许|准|该|要)(?:不[能可准该要])?[^，,。；]{0,3}(?:收|交|罚|涨)")


class NameIndex:
    """Finds the names of a graph in questions."""

    def __init__(self, tables: Tables, knowledge: Knowledge) -> None:
        """Take the names of a build, and how names are told."""
        self._names = StoredNames(tables)
        self._units = UnitFinder(self._names, read_spoken_names(knowledge))
        self._things = ThingFinder(self._names)
        self._places = PlaceFinder(knowledge.gazetteer)
        self._slips = SlipFinder(self._names)

    @property
    def things(self) -> tuple[str, ...]:
        """The names of projects, policies, campaigns, titles, firms and regions."""
        return self._names.things

    def find(
        self, plain: str, *, known_places: Iterable[str], texts: Container[str]
    ) -> list[QuestionMention]:
        """Return the mentions of a question, in order, none inside another.

        Args:
            plain: the question in simplified characters.
            known_places: names of the places the documents belong to.
            texts: the stored texts; a place they name is no stranger.
        """
        taken: list[QuestionMention] = []
        for mention in self._found(plain, set(known_places), texts, taken):
            if not any(m.overlaps(mention.start, mention.end) for m in taken):
                taken.append(mention)
        own = {name for m in taken if m.kind == "Jurisdiction" for name in m.nodes}
        kept = (m for m in taken if not _is_any_company(m, plain, own))
        kept = (m for m in kept if m.kind != "NamedPlace" or not self.cuts_place(plain, m.end))
        return sorted(kept, key=lambda m: m.start)

    def cuts_place(self, plain: str, at: int) -> bool:
        """Tell whether what begins at a character is cut out of a place's name: 湖|北支援."""
        return self._places.cut_at(plain, at)

    def places_elsewhere(
        self, plain: str, *, known_places: Iterable[str], texts: Container[str]
    ) -> tuple[str, ...]:
        """Return the places a question names of which no document is, though a text names them."""
        return tuple(self._places.elsewhere(plain, set(known_places), texts))

    def _found(
        self, plain: str, known: set[str], texts: Container[str], taken: Sequence[QuestionMention]
    ) -> Iterator[QuestionMention]:
        """Yield what may be named, the surest way first; taken grows with what is kept of it."""
        units, things, places = self._units, self._things, self._places
        yield from things.known(plain)
        yield from places.full(plain, known)
        yield from units.known(plain)
        yield from units.abbreviated(plain)
        yield from units.spoken(plain)
        yield from units.absent(plain, texts)
        yield from units.homophones(_without(taken, plain))
        yield from things.shortened(plain)
        yield from things.clipped(plain)
        yield from self._slips.find(plain)
        yield from places.meant(plain, known, texts)
        yield from years(plain)


def _is_any_company(mention: QuestionMention, plain: str, places: Collection[str]) -> bool:
    """Tell whether a company is only part of what is asked: 陕西自来水公司还能收接入费吗."""
    if mention.kind != "Unit" or not mention.text.endswith("公司") or _DUTY.search(plain):
        return False
    if not places and _MAY.search(plain):
        return True  # 供水供电公司还能收接入费吗
    theirs = any(f"/unit/{place}/" in node for place in places for node in mention.nodes)
    return bool(places) and not theirs


def _without(taken: Iterable[QuestionMention], plain: str) -> str:
    """Return a question with spaces for what is read: its sounds need a large table."""
    for mention in taken:
        gap = " " * (mention.end - mention.start)
        plain = plain[: mention.start] + gap + plain[mention.end :]
    return plain
