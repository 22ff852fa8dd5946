"""The closed lists of words of the query language."""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal[
    "task",
    "unit",
    "person",
    "target",
    "benefit",
    "limit",
    "project",
    "policy",
    "document",
    "section",
    "jurisdiction",
    "place",
    "campaign",
    "honour",
    "enterprise",
    "concept",
    "sentence",  # answered by quotation
]
Relation = Literal[
    "lead",
    "responsible",
    "assist",
    "unit",  # in any role
    "target",
    "benefit",
    "limit",
    "project",
    "policy",
    "basis",
    "cited",
    "to_issue",
    "cited_with",  # listed beside it
    "issuer",
    "person",
    "place",
    "jurisdiction",
    "document",
    "section",
    "concept",
    "campaign",
    "honour",
    "enterprise",
    "shares",  # has a task with
]
Attribute = Literal[
    "stage",
    "level",
    "commitment",
    "measure_unit",
    "noun",
    "kind",
    "per",
    "period",
    "detail",
    "so_many",
]
Field = Literal[
    "name",
    "title",
    "wenhao",
    "issuer",
    "level",
    "date",
    "number",
    "unit",
    "lead",
    "responsible",
    "assist",
    "person",
    "value",
    "target",
    "benefit",
    "limit",
    "project",
    "policy",
    "place",
    "jurisdiction",
    "condition",
    "sentence",
    "description",
    "addressees",
    "cc",
    "disclosure",
    "approved_by",
    "validity",
    "covers",
    "status",
    "interpreter",
    "cumulation",
    "investment",  # of a row: a cell
    "remark",
]
Comparator = Literal["=", ">=", "<=", ">", "<", "~"]
When = Literal["by", "after", "within"]
Extreme = Literal["max", "min"]
Change = Literal["new", "dropped", "kept", "renamed", "split", "merged", "raised", "lowered"]
Comparison = Literal[
    "all", "which", "same", "difference", "overlap", "sum", "ratio", "average", "order"
]
SmallTalk = Literal["greeting", "thanks", "program", "offtopic", "nonsense"]
KINDS: tuple[Kind, ...] = get_args(Kind)
