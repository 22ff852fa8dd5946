"""The JSON Schema of tasks.json, and the check of records against it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema

from errors import GraphError
from kg.entities.kinds import KINDS, Kinds

Record = dict[str, Any]
SCHEMA = Path(__file__).parent / "tasks.schema.json"


def validate(content: Record, kinds: Kinds = KINDS) -> None:
    """Check records against the JSON Schema.

    Raises:
        GraphError: they do not fit; the message names the path.
    """
    for error in jsonschema.Draft202012Validator(read_schema(kinds)).iter_errors(content):
        raise GraphError(
            f"tasks.json does not fit its schema at {error.json_path}: {error.message}"
        )


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
