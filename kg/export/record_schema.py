"""The JSON Schema of tasks.json, and the check of records against it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastjsonschema

from errors import GraphError
from kg.entities.kinds import KINDS, Kinds

Record = dict[str, Any]
SCHEMA = Path(__file__).parent / "tasks.schema.json"


def record_check(kinds: Kinds = KINDS) -> Callable[[Record], None]:
    """Return what checks records against the JSON Schema, compiled once.

    It raises GraphError where they do not fit; the message names the path.
    """
    fits = fastjsonschema.compile(read_schema(kinds), use_default=False)

    def check(content: Record) -> None:
        try:
            fits(content)
        except fastjsonschema.JsonSchemaValueException as error:
            raise GraphError(f"tasks.json does not fit its schema: {error.message}") from error

    return check


def read_schema(kinds: Kinds) -> Record:
    """Read the JSON Schema of tasks.json, and close its lists of named things to some kinds.

    The file allows any list of named things in a task; which lists there are is in the table.
    """
    schema: Record = json.loads(SCHEMA.read_text(encoding="utf-8"))
    task, named = schema["$defs"]["task"], schema["$defs"]["named"]
    for kind in kinds.named:
        task["properties"][kind.key] = task["additionalProperties"]
        task["required"].append(kind.key)
        for detail in kind.details:
            named["properties"].setdefault(detail, {"type": "string"})
    task["additionalProperties"] = False
    return schema
