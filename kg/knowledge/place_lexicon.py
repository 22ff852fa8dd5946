"""Words that tell places (data/rules/place_words.csv)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.knowledge.csv_tables import alternation, words_by_use
from kg.knowledge.data_folder import DataFolder


@dataclass(frozen=True, slots=True)
class PlaceLexicon:
    """Patterns and levels of names of places.

    Attributes:
        levels: last character of a name → province, city or county.
        unlisted: a place at the start of a text that no table lists, group `name`.
        last_words: how names of places end, as a pattern.
        no_place_before: what a place's name is followed by where it means something else
            (济南大学), as a pattern.
        state: organisations of the state at the start of a text.
    """

    levels: dict[str, str]
    unlisted: re.Pattern[str]
    last_words: str
    no_place_before: str
    state: re.Pattern[str]


def read_place_lexicon(data: DataFolder) -> PlaceLexicon:
    """Read rules/place_words.csv.

    Raises:
        GraphError: the table is missing or malformed.
    """
    words = words_by_use(data.rows("rules/place_words.csv"))
    return PlaceLexicon(
        levels=words["level"],
        # 东方县|人民政府
        unlisted=re.compile(
            rf"^(?:中共)?(?P<name>[\u4e00-\u9fff]{{1,8}}?(?:{alternation(words['unlisted_end'])}))"
        ),
        last_words=alternation(words["last_word"]),
        no_place_before=alternation(words["no_place_before"]),
        # 国务院|办公厅
        state=re.compile(f"^(?:{alternation(words['state'])})"),
    )
