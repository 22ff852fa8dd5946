"""Names people use for units: old and everyday ones, cores alone, bodies that are no 局 or 委."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.knowledge.csv_tables import alternation
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.unit_names import LEVELS, UnitNames

_JOINTLY = (
    "[两俩几三四五]家|俩局|[两几三四五]个(?:部门|单位|局)|部门|一起|一块|共同|同时|联合|联手"
    "|还是|既"
)
TOGETHER = re.compile(_JOINTLY)
_JOINED = rf"和|跟|与|同|、|或者?|{_JOINTLY}|？|\?|$"
_IN_CHARGE = "管|负责|牵头|主管|这边|那边|口|系统|又"


@dataclass(frozen=True, slots=True)
class SpokenNames:
    """Names of units beside those the graph has.

    Attributes:
        unit_names: cores, short and full.
        organisations: full and short names of bodies that are no 局 or 委, each with the full one.
        organisation: matches one of them, group `body`.
        meanings: old and everyday names, each with what it may mean, likeliest first.
        spoken: matches one of them, group `name`.
        listed_core: a core that stands for a unit in a list of such: 工信、自然资源两家.
        lone_core: a core that alone is a unit with tasks: 住建一共挂了多少个牵头.
    """

    unit_names: UnitNames
    organisations: Mapping[str, str]
    organisation: re.Pattern[str]
    meanings: Mapping[str, tuple[str, ...]]
    spoken: re.Pattern[str]
    listed_core: re.Pattern[str]
    lone_core: re.Pattern[str]


def read_spoken_names(knowledge: Knowledge) -> SpokenNames:
    """Read gazetteer/organisations.csv and spoken_units.csv.

    Raises:
        GraphError: a table is missing or malformed.
    """
    organisations: dict[str, str] = {}
    for row in knowledge.data.rows("gazetteer/organisations.csv"):
        for name in (row["name"], *filter(None, row["short"].split("|"))):
            organisations[name] = row["name"]
    spoken = knowledge.data.rows("gazetteer/spoken_units.csv")
    meanings = {row["spoken"]: tuple(row["means"].split("|")) for row in spoken}
    cores = alternation(knowledge.unit_names.full)
    return SpokenNames(
        knowledge.unit_names,
        organisations,
        re.compile(rf"[{LEVELS}]?委?(?P<body>{alternation(organisations)})"),
        meanings,
        re.compile(rf"[{LEVELS}]?(?P<name>{alternation(meanings)})"),
        re.compile(
            rf"(?:{cores})(?={_JOINED}|{_IN_CHARGE}|上|一共|总共)|(?<=[和跟与同、又])(?:{cores})"
        ),
        re.compile(rf"(?:{cores})(?:上|那边|这边|这块|口)?(?:一共|总共)?.{{0,3}}(?:{_IN_CHARGE})"),
    )
