"""Words that tell who does a task.

They stand in data/rules: attribution_*.csv, organisation_suffixes.csv, posts.csv, surnames.csv.

The tables hold the words; the shape of a label, a list of names or a time limit around them is
compiled here, once. All patterns match on a `kg.text.view.View`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.knowledge.csv_tables import Words, alternation, words_by_use
from kg.knowledge.data_folder import DataFolder

_BRACKET = r"(?:（[^（]*）)?$"


@dataclass(frozen=True, slots=True)
class AttributionLexicon:
    """Patterns of labels, verbs, names and time limits.

    Attributes:
        label: a label and its colon, group `label`; verb what follows a list, group `verb`.
        no_attribution: what a bracket holds that names nobody who does a task.
        limit: a time limit in a list of names; limit_end the same at the end of the list.
        cell_limit: what only a table cell with a time limit holds.
        nobody: a whole cell, or a name, that names nobody yet.
        field: any short label and its colon, group `label`, at the beginning of what it labels.
        unit_label: a whole label of units that need not be in the table of labels.
        unit_roles: words of such a label, and the role that each tells.
        person_label: a whole label of persons that need not be in the table of labels.
        suffix: how names of organisations end.
        organisation: a whole name of two characters or more that ends so.
        class_end: the head noun that closes a class (各市、县人民政府).
        class_opening: how a piece begins that goes on with a class.
        lone_head: head nouns that name nobody by themselves.
        list_end: what closes a list without being a name: 等有关部门.
    """

    label: re.Pattern[str]
    verb: re.Pattern[str]
    no_attribution: re.Pattern[str]
    limit: re.Pattern[str]
    limit_end: re.Pattern[str]
    cell_limit: re.Pattern[str]
    nobody: re.Pattern[str]
    field: re.Pattern[str]
    person_field: re.Pattern[str]
    unit_label: re.Pattern[str]
    unit_roles: Mapping[str, str]
    person_label: re.Pattern[str]
    suffix: re.Pattern[str]
    organisation: re.Pattern[str]
    class_end: re.Pattern[str]
    class_opening: re.Pattern[str]
    lone_head: re.Pattern[str]
    list_end: re.Pattern[str]


def read_attribution_lexicon(data: DataFolder) -> AttributionLexicon:
    """Read attribution_labels, _verbs and _words.csv and organisation_suffixes.csv of rules/.

    Raises:
        GraphError: a table is missing or malformed.
    """
    labels = alternation(row["label"] for row in data.rows("rules/attribution_labels.csv"))
    verbs = alternation(row["verb"] for row in data.rows("rules/attribution_verbs.csv"))
    suffixes = alternation(row["suffix"] for row in data.rows("rules/organisation_suffixes.csv"))
    words = words_by_use(data.rows("rules/attribution_words.csv"))
    return AttributionLexicon(
        # 牵头单位：
        label=re.compile(rf"(?P<label>{labels})[为是]?："),
        # 市财政局等部门|配合）
        verb=re.compile(
            rf"(?:等(?:相关|有关)?(?:部门|单位)?)?(?P<verb>{verbs})(?=[，,；。、）〕\]】]|$)"
        ),
        # 市教育局 · 各区（开发区管委会）
        suffix=re.compile(rf"(?:{suffixes}){_BRACKET}"),
        organisation=re.compile(rf"(?s)(?=..).*?(?:{suffixes}){_BRACKET}"),
        **_limits(words),
        **_lists(words),
        **_fields(words),
    )


def _fields(words: Words) -> dict[str, Any]:
    others = alternation(words["no_unit_label"])
    heads = alternation(words["unit_head"])
    persons = alternation(words["person_head"])
    return {
        # |适用范围：全部园区 · ；|挂帅单位：县水务局
        "field": re.compile(r"(?:(?<=[；，。、\n（〔\[【])|^)(?P<label>[\u4e00-\u9fff]{2,10})："),
        # 牵头单位：县商务局|负责人：
        "person_field": re.compile(rf"(?P<label>{alternation(words['person_head'])})："),
        # 挂帅单位
        "unit_label": re.compile(rf"(?!.*(?:{others}))[\u4e00-\u9fff]{{1,8}}(?:{heads})"),
        "unit_roles": words["unit_role"],
        # 包保县领导 · 县级河长
        "person_label": re.compile(rf"[\u4e00-\u9fff]{{0,8}}(?:{persons})"),
    }


def _limits(words: Words) -> dict[str, Any]:
    limit = (
        r"(?:20\d\d年(?:\d{1,2}月)?|\d{1,2}月|[上下]半年|[一二三四]季度|当?年)"
        r"(?:\d{1,2}日)?[底末内]?(?:之?前)?完成"
        rf"|(?:{alternation(words['stretch'])})(?:{alternation(words['stretch_verb'])})"
    )
    nobody = words["nobody"]
    openings = alternation(word for word, value in nobody.items() if value == "opening")
    whole = alternation(word for word, value in nobody.items() if not value)
    anywhere = alternation(word for word, value in nobody.items() if value == "anywhere")
    return {
        # 6月底完成 · 2023年底前完成 · 上半年完成 · 持续推进
        "limit": re.compile(limit),
        # 市水利局|，6月底前完成
        "limit_end": re.compile(rf"[，；](?:{limit})[。；，]?$"),
        # 6月底 · 长期坚持
        "cell_limit": re.compile(rf"\d{{1,2}}月|\d{{4}}年|{alternation(words['limit'])}"),
        # —— · 待定 · 另行通知 · 其他部门不再列出
        "nobody": re.compile(
            rf"[-—–/]*|{whole}|(?:{openings})[^，。]{{1,6}}|[^，。]{{0,16}}(?:{anywhere})"
        ),
    }


def _lists(words: Words) -> dict[str, Any]:
    return {
        # 联系电话：0731—58225116
        "no_attribution": re.compile(alternation(words["not_attribution"])),
        # 各市、县人民|政府
        "class_end": re.compile(f"(?:{alternation(words['class_head'])})(?:（[^（）]*）)?$"),
        # 各市、|县（区）人民政府
        "class_opening": re.compile(f"（|{alternation(words['class_opening'])}"),
        # 镇党委和|人民政府
        "lone_head": re.compile(alternation(words["lone_head"])),
        # 等 · 等7个部门 · 等国务院相关部门
        "list_end": re.compile(
            rf"(?!(?<=高)等[院学])等(?:[^、，；等]{{0,8}}(?:{alternation(words['list_end'])}))?。?$|。$"
        ),
    }


@dataclass(frozen=True, slots=True)
class PersonLexicon:
    """Patterns of what stands under a label of persons.

    Attributes:
        named: a post and a name in either order, or a name alone; groups `before`, `name`, `after`.
        listed: the same where only persons are listed, with surnames that are common words too.
        post: a whole post without a name: 副县长, 县水利局主要负责人.
        labelled: a label of persons and its colon, wherever it stands, and what it labels, group
            `said`.
        acting: a name, group `name`, before what only persons are or do: 张三同志, 由张三牵头.
        together: one name or several, group `names`, of whom it is said that they do something.
        no_person: what begins with a surname and is a body or a group.
        roster: a line that holds a name and a post and nothing else, apart from each other.
        by_surname: a person of whom only the surname and the post are said: 张主任.
    """

    named: re.Pattern[str]
    listed: re.Pattern[str]
    post: re.Pattern[str]
    labelled: re.Pattern[str]
    acting: re.Pattern[str]
    together: re.Pattern[str]
    no_person: re.Pattern[str]
    roster: re.Pattern[str]
    by_surname: re.Pattern[str]


def read_person_lexicon(data: DataFolder) -> PersonLexicon:
    """Read the tables.

    Raises:
        GraphError: a table is missing or malformed.
    """
    heads = alternation(row["head"] for row in data.rows("rules/posts.csv"))
    rows = list(data.rows("rules/surnames.csv"))
    every = alternation(row["surname"] for row in rows)
    surnames = alternation(row["surname"] for row in rows if row["where"] != "labelled")
    words = words_by_use(data.rows("rules/attribution_words.csv"))
    labels = "|".join(map(r"[ \u3000]*".join, words["person_head"]))
    behind = alternation(words["behind_person_head"])
    before = alternation(words["before_person"])
    does = alternation([*words["behind_person"], *words["person_does"]])
    # 县水利局副局长
    post = rf"[\u4e00-\u9fff]{{0,20}}?(?:{heads})"
    # 张三 · 张 三 · 欧阳建国 · 王×× · 阿依古丽·买买提
    given = r"[ \u3000]{0,4}[\u4e00-\u9fff×XxＸ*＊]{1,2}(?:·[\u4e00-\u9fff]{1,8})?"
    name = f"(?:{surnames}){given}"

    def with_post(person: str) -> re.Pattern[str]:
        return re.compile(
            rf"(?:(?P<before>{post})[ \u3000：:]*)?(?P<name>{person})"
            rf"(?:[ \u3000]*[（(]?(?P<after>{post})[）)]?)?"
        )

    return PersonLexicon(
        # 副县长 张三 · 张三（副县长） · 张三副县长
        named=with_post(name),
        # 水永福, where only persons are listed
        listed=with_post(f"(?:{every}){given}"),
        post=re.compile(post),
        # 联系人|：王五，电话：… · 组  长|：张三（副县长）、李四 · 联系人及电话|：王五
        labelled=re.compile(
            rf"(?:{labels})[ \u3000]*(?:[及和与、/（(]?(?:{behind})[）)]?)*[：:]"
            r"(?P<said>(?:[^。；;\n（）()]|[（(][^（）()\n]*[）)])*)"
        ),
        # 张三|同志 · （|张三|牵头，
        acting=re.compile(
            rf"(?:(?:{before})|(?<=[，。；：:（(、\n]))"
            rf"(?P<name>{name})(?={alternation(words['behind_person'])})"
        ),
        # 由|张三、李四|负责 · 由|张三同志和李四|牵头
        together=re.compile(
            rf"由(?P<names>{name}(?:同志)?(?:[、，,和与及]{name}(?:同志)?)*)"
            rf"(?=(?:同志)?(?:共同|分别|具体|直接)?(?:{does}))"
        ),
        no_person=re.compile(rf".*(?:{alternation(words['no_person_end'])})"),
        # 李四　　县教育局局长
        roster=re.compile(
            rf"(?m)^[ \t\u3000]*(?:{name}[ \t\u3000]+(?:{post})|(?:{post})[ \t\u3000]+{name})"
            rf"(?=[ \t\u3000]*$)"
        ),
        # 张主任
        by_surname=re.compile(rf"(?:{surnames})(?:{heads})"),
    )
