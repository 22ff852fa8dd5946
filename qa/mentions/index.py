"""All names of a graph, found in a question one way after the other; the surest way comes first."""

from __future__ import annotations

from collections.abc import Iterable

from embeddings.lexical import simplify
from kg.knowledge.knowledge import Knowledge
from qa.facts import Facts
from qa.mentions.mention import QuestionMention
from qa.mentions.places import PlaceFinder
from qa.mentions.slips import slipped_names
from qa.mentions.spoken_names import read_spoken_names
from qa.mentions.things import ThingFinder
from qa.mentions.units import UnitFinder
from qa.mentions.years import years


class NameIndex:
    """Finds the names of a graph in questions."""

    def __init__(self, facts: Facts, knowledge: Knowledge) -> None:
        acting = {row["unit"] for row in facts.rows("assignments")}  # a firm among them
        labels = [
            (str(row["class"]), simplify(str(row["name"])), str(row["thing"]))
            for row in facts.rows("labels")
        ]
        self._units = UnitFinder(
            ((name, node) for _, name, node in labels if node in acting),
            read_spoken_names(knowledge),
        )
        self._things = ThingFinder(
            row for row in labels if row[0] != "Unit" and row[2] not in acting
        )
        self._places = PlaceFinder(knowledge.gazetteer)

    @property
    def things(self) -> tuple[str, ...]:
        """The names of projects, policies, campaigns, titles, firms and regions."""
        return tuple(self._things.names)

    def find(self, plain: str, *, known_places: Iterable[str], texts: str) -> list[QuestionMention]:
        """Return the mentions of a question, in order, none inside another.

        Args:
            plain: the question in simplified characters.
            known_places: names of the places the documents belong to.
            texts: the stored texts; a place they name is no stranger.
        """
        units, things, places = self._units, self._things, self._places
        taken: list[QuestionMention] = []
        for mention in (
            *things.known(plain),
            *places.full(plain),
            *units.known(plain),
            *units.abbreviated(plain),
            *units.spoken(plain),
            *units.absent(plain, texts),
            *units.homophones(plain),
            *things.shortened(plain),
            *things.clipped(plain),
            *slipped_names(plain, units.forms, things.names),
            *places.meant(plain, set(known_places), texts),
            *years(plain),
        ):
            if not any(m.overlaps(mention.start, mention.end) for m in taken):
                taken.append(mention)
        return sorted(taken, key=lambda m: m.start)
