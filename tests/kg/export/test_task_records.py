"""tasks.json: records of every kind, in its schema."""

from __future__ import annotations

import json

import jsonschema
import pytest
from conftest import KNOWLEDGE

from errors import GraphError
from kg.entities.iri import IriMinter
from kg.entities.kinds import KINDS
from kg.entities.linking import LinkedDocument, linker_for
from kg.export.record_schema import SCHEMA, record_check
from kg.export.task_records import Record, records
from kg.extraction import extract
from kg.extraction.mentions import DocumentFacts
from kg.structure.parser import parse

IRIS = IriMinter("https://w3id.org/zhengtu/")


@pytest.fixture
def content(first_facts: DocumentFacts) -> Record:
    linker = linker_for(first_facts, IRIS, KNOWLEDGE)
    return records([LinkedDocument(first_facts, linker)])


def test_records_fit_their_schema(content: Record) -> None:
    record_check()(content)
    content["documents"][0]["tasks"][0]["units"][0]["role"] = "boss"
    with pytest.raises(GraphError, match=r"tasks\[0\].units\[0\].role"):
        record_check()(content)


def test_the_lists_of_a_task_come_in_the_order_of_the_kinds(content: Record) -> None:
    task = content["documents"][0]["tasks"][0]
    keys = [kind.key for kind in KINDS if kind.key]
    assert [*task][-len(keys) :] == keys
    published = [
        *("units", "projects", "campaigns", "policies", "targets"),
        *("honours", "enterprises", "places", "subjects", "time_limits"),
    ]
    assert [key for key in keys if key in published] == published


def test_a_list_that_no_kind_has_is_refused(content: Record) -> None:
    content["documents"][0]["tasks"][0]["laws"] = []
    with pytest.raises(GraphError, match="laws"):
        record_check()(content)


def test_a_list_of_a_kind_may_not_be_missing(content: Record) -> None:
    del content["documents"][0]["tasks"][0]["honours"]
    with pytest.raises(GraphError, match="honours"):
        record_check()(content)


def test_the_schema_file_by_itself_holds_for_every_build(content: Record) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(content)


PLAN = """东河市2024年重点任务
一、兴业
（一）培育企业。新增企业5家。（牵头单位：市科技局；完成时限：2024年6月至9月）
（二）修路。修路6公里。（牵头单位：市交通局）
"""


def test_a_printed_limit_and_an_assumed_one_are_apart() -> None:
    facts = extract(parse(PLAN, KNOWLEDGE.lexicon), "plan.txt", KNOWLEDGE)
    linker = linker_for(facts, IRIS, KNOWLEDGE)
    content = records([LinkedDocument(facts, linker)])
    record_check()(content)
    first, second = content["documents"][0]["tasks"]
    keys = ("deadline", "deadline_text", "assumed_deadline")
    assert [first["targets"][0][key] for key in keys] == ["2024-09-30", "2024年6月至9月", None]
    assert [second["targets"][0][key] for key in keys] == [None, None, "2024-12-31"]
    (limit,) = first["time_limits"]
    assert {key: limit[key] for key in ("text", "kind", "from", "due", "every", "after")} == {
        "text": "2024年6月至9月",
        "kind": "range",
        "from": "2024-06-01",
        "due": "2024-09-30",
        "every": None,
        "after": None,
    }
    assert second["time_limits"] == []
