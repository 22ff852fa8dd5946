"""Names of units: short and full forms, and the level a bare name belongs to.

县发改局 = 县发展和改革局 · 省发展改革委 = 省发展和改革委员会 · 教育厅 in a province = 省教育厅.
What the table does not know keeps its own name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.knowledge.csv_tables import alternation
from kg.knowledge.data_folder import DataFolder

_HEADS = {"委": "委员会"}  # 局, 厅, 委员会, 办公室 and 中心 stay as they are
LEVELS = "省市县区旗州"


@dataclass(frozen=True, slots=True)
class UnitNames:
    """The table of cores: what is between the level and the head of a name.

    Attributes:
        full: short or full core → full core.
        pattern: a name of level, core and head.
    """

    full: dict[str, str]
    pattern: re.Pattern[str]

    def canonical(self, name: str, level: str = "") -> str:
        """Return the full form of a unit's name.

        Args:
            name: as printed or asked, without its place's own name.
            level: 省, 市, 县 … of the document, for a name printed without one.

        县 and 发改局 give 县发展和改革局; 省卫健委 gives 省卫生健康委员会.
        """
        match = self.pattern.fullmatch(name)
        if match is None:
            return name
        head = _HEADS.get(match["head"], match["head"])
        return f"{match['level'] or level}{self.full[match['core']]}{head}"


def read_unit_names(data: DataFolder) -> UnitNames:
    """Read gazetteer/unit_cores.csv.

    Raises:
        GraphError: the file is missing or malformed.
    """
    full: dict[str, str] = {}
    for row in data.rows("gazetteer/unit_cores.csv"):
        for core in (row["full"], *filter(None, row["short"].split("|"))):
            full[core] = row["full"]
    heads = "局|委员会|委|厅"
    return UnitNames(
        full,
        re.compile(rf"(?P<level>[{LEVELS}]?)(?P<core>{alternation(full)})(?P<head>{heads})"),
    )
