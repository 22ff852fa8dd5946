"""Words that tell persons and posts (data/rules/posts.csv, surnames.csv)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.knowledge.csv_tables import alternation
from kg.knowledge.data_folder import DataFolder


@dataclass(frozen=True, slots=True)
class PersonLexicon:
    """Patterns of what stands under a label of persons.

    Attributes:
        named: a post and a name in either order, or a name alone; groups `before`, `name`, `after`.
        post: a whole post without a name: 副县长, 县水利局主要负责人.
        by_surname: a person of whom only the surname and the post are said: 张主任.
    """

    named: re.Pattern[str]
    post: re.Pattern[str]
    by_surname: re.Pattern[str]


def read_person_lexicon(data: DataFolder) -> PersonLexicon:
    """Read the tables.

    Raises:
        GraphError: a table is missing or malformed.
    """
    heads = alternation(row["head"] for row in data.rows("rules/posts.csv"))
    surnames = alternation(row["surname"] for row in data.rows("rules/surnames.csv"))
    # 县水利局副局长
    post = rf"[\u4e00-\u9fff]{{0,20}}?(?:{heads})"
    # 张三 · 张 三 · 欧阳建国 · 王×× · 阿依古丽·买买提
    name = (
        rf"(?:{surnames})[ \u3000]{{0,4}}[\u4e00-\u9fff×XxＸ*＊]{{1,2}}(?:·[\u4e00-\u9fff]{{1,8}})?"
    )
    return PersonLexicon(
        # 副县长 张三 · 张三（副县长） · 张三副县长
        named=re.compile(
            rf"(?:(?P<before>{post})[ \u3000：:]*)?(?P<name>{name})"
            rf"(?:[ \u3000]*[（(]?(?P<after>{post})[）)]?)?"
        ),
        post=re.compile(post),
        # 张主任
        by_surname=re.compile(rf"(?:{surnames})(?:{heads})"),
    )
