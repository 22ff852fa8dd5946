"""Knowledge: everything the program knows as data, read from a folder and handed down.

What reads the tables that only documents are read by is imported with them: a question needs none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.knowledge.data_folder import DataFolder
from kg.knowledge.gazetteer import Gazetteer, read_gazetteer
from kg.knowledge.own_tables import check_own_tables
from kg.knowledge.thesaurus import Thesaurus, read_thesaurus
from kg.knowledge.unit_names import UnitNames, read_unit_names

if TYPE_CHECKING:
    from kg.knowledge.judging.doubts import DoubtRule
    from kg.knowledge.judging.measured_precision import MeasuredPrecision
    from kg.knowledge.lexicon import Lexicon
    from kg.knowledge.value_concepts import ValueConcepts


@dataclass(frozen=True)
class Knowledge:
    """What the tables of a data folder say; each part is read when it is first asked for.

    Attributes:
        data: where the tables are.
    """

    data: DataFolder

    @cached_property
    def lexicon(self) -> Lexicon:
        """Words that tell attributions, names, targets and policies (rules/)."""
        from kg.knowledge.lexicon import read_lexicon

        return read_lexicon(self.data)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Administrative divisions and towns (gazetteer/)."""
        return read_gazetteer(self.data)

    @cached_property
    def unit_names(self) -> UnitNames:
        """Short and full names of units (gazetteer/unit_cores.csv)."""
        return read_unit_names(self.data)

    @cached_property
    def thesaurus(self) -> Thesaurus:
        """Concepts of government work (topics/)."""
        return read_thesaurus(self.data)

    @cached_property
    def values(self) -> ValueConcepts:
        """Indicators and measure units that values mean (rules/)."""
        from kg.knowledge.value_concepts import read_value_concepts

        return read_value_concepts(self.data)

    @cached_property
    def doubts(self) -> Mapping[str, tuple[DoubtRule, ...]]:
        """What makes facts of each list of tasks.json doubtful (rules/)."""
        from kg.knowledge.judging.doubts import read_doubts

        return read_doubts(self.data, self.lexicon)

    @cached_property
    def precision(self) -> tuple[MeasuredPrecision, ...]:
        """How many of the facts of each kind of rules are right, as measured (quality/)."""
        from kg.knowledge.judging.measured_precision import pooled, read_measured_precision

        return pooled(read_measured_precision(self.data))

    @cached_property
    def digest(self) -> str:
        """One sha256 over everything documents are read by."""
        return self.data.digest()


def open_knowledge(*layers: Path) -> Knowledge:
    """Return the knowledge of some folders laid over each other, the first one uppermost.

    Raises:
        GraphError: a folder that is laid over the last one is missing, or a table in it cannot
            take the place of the program's.
    """
    for own in layers[:-1]:
        check_own_tables(own, layers[-1])
    return Knowledge(DataFolder(layers))
