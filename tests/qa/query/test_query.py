"""The query language: its JSON form both ways, what is refused, and how it is worded."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from conftest import KNOWLEDGE, SHARED, needs_shared
from hypothesis import given
from hypothesis import strategies as st

from bench.fuzz.queries import TREES
from errors import QueryError
from qa.query.in_words import in_words, query_words
from qa.query.json_form import json_of
from qa.query.json_reader import reading_of
from qa.query.tree import Asks, Count, CountOf, Find, Measured, Name, Reading, Related, Tree

EXAMPLES = SHARED / "references" / "query.md"


def test_a_tree_and_its_json_form() -> None:
    reading = Asks(
        (
            Find(
                "task",
                (Measured(CountOf("lead"), ">=", 5), Related("lead", Name("人社局"))),
                over=Count(),
            ),
        )
    )
    written = {
        "asks": [
            {
                "find": "task",
                "where": [
                    {"measure": {"count": "lead"}, "cmp": ">=", "n": 5},
                    {"rel": "lead", "to": {"is": "人社局"}},
                ],
                "over": "count",
            }
        ]
    }
    assert json_of(reading) == written
    assert reading_of(written) == reading


@needs_shared
def test_the_examples_of_the_grammar_read_and_write_back() -> None:
    lines = re.findall(r'^\{"q".*\}$', EXAMPLES.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) >= 12
    for line in lines:
        data = json.loads(line)
        del data["q"]
        reading = reading_of(data)
        assert reading_of(json.loads(json.dumps(json_of(reading)))) == reading


@given(st.builds(Asks, st.tuples(TREES)))
def test_a_reading_comes_back_from_its_json_form(reading: Reading) -> None:
    assert reading_of(json.loads(json.dumps(json_of(reading)))) == reading


NESTED: Any = {"about": "水"}
for _ in range(2_000):
    NESTED = {"not": NESTED}


@pytest.mark.parametrize(
    "data, part",
    [
        ({}, "asks, talk or back"),
        ([], "expected an object"),
        ({"asks": []}, "1 to 6 entries"),
        ({"asks": [{"find": "task"}] * 7}, "1 to 6 entries"),
        ({"asks": [{"find": "bird"}]}, "'bird' is none of"),
        ({"asks": [{"find": "task", "were": []}]}, "unknown key 'were'"),
        ({"asks": [{"find": "task", "where": [{"rel": "eats"}]}]}, "'eats' is none of"),
        ({"asks": [{"find": "task", "where": [{"about": ""}]}]}, "expected words"),
        ({"asks": [{"find": "task", "where": [{"about": "水"}] * 13}]}, "13 conditions"),
        ({"asks": [{"find": "task", "where": [NESTED]}]}, "nested more than"),
        ({"asks": [{"find": "task", "over": "delete"}]}, "no operation is called 'delete'"),
        ({"asks": [{"find": "task", "over": {"drop": 1}}]}, "unknown key 'drop'"),
        (
            {"asks": [{"find": "task", "where": [{"measure": "value", "cmp": ">", "n": "1"}]}]},
            "expected a number",
        ),
        ({"talk": "politics"}, "'politics' is none of"),
    ],
)
def test_what_is_no_query_is_refused(data: Any, part: str) -> None:
    with pytest.raises(QueryError, match=re.escape(part)):
        reading_of(data)


ZH, EN = query_words(KNOWLEDGE.data, "zh"), query_words(KNOWLEDGE.data, "en")
LEAD: dict[str, Any] = {"rel": "lead", "to": {"is": "人社局"}}


@pytest.mark.parametrize(
    "tree, zh, en",
    [
        (
            {"find": "task", "where": [LEAD], "over": "count"},
            "数一数任务，其中 牵头单位是「人社局」",
            "count tasks where lead unit is “人社局”",
        ),
        (
            {"find": "task", "where": [{"measure": {"count": "lead"}, "cmp": ">=", "n": 5}]},
            "列出任务，其中 牵头单位数 >= 5",
            "list tasks where number of lead units >= 5",
        ),
        (
            {"find": "unit", "over": {"top": "max", "by": {"count": "lead"}}},
            "取单位里牵头单位数最大的",
            "take the largest number of lead units of units",
        ),
        (
            {"find": "task", "where": [{"due": "by", "date": "--06"}]},
            "列出任务，其中 完成日期不晚于 6 月",
            "list tasks where due by month 6",
        ),
        (
            {"find": "task", "where": [{"about": "水" * 41}]},
            f"列出任务，其中 内容是「{'水' * 40}…」",
            f"list tasks where about “{'水' * 40}…”",
        ),
    ],
)
def test_a_query_in_words(tree: dict[str, Any], zh: str, en: str) -> None:
    reading = reading_of({"asks": [tree]})
    assert in_words(reading, ZH) == zh
    assert in_words(reading, EN) == en


@given(TREES)
def test_every_query_has_words(tree: Tree) -> None:
    assert in_words(Asks((tree,)), ZH) and in_words(Asks((tree,)), EN)
