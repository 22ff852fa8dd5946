"""The task records (tasks.json) of what is taken, and the JSON Schema they fit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from kg.entities.kinds import KINDS
from kg.export.excerpt.excerpt import Excerpt
from kg.export.format import Format
from kg.export.record_schema import SCHEMA, read_schema


def write(excerpt: Excerpt, path: Path) -> None:
    """Write the records, one document after the other."""
    if excerpt.is_all:
        shutil.copyfile(excerpt.build.folder / "tasks.json", path)
        return
    with path.open("w", encoding="utf-8", newline="\n") as file:
        before = '{\n "documents": [\n  '
        for entry in excerpt.entries():
            text = json.dumps(entry, ensure_ascii=False, indent=1).replace("\n", "\n  ")
            file.write(f"{before}{text}")
            before = ",\n  "
        file.write("\n ]\n}\n")


def write_schema(_: Excerpt, path: Path) -> None:
    """Write the schema, with the lists of named things that this program knows."""
    text = json.dumps(read_schema(KINDS), ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")


FORMAT = Format("tasks.json", "JSON：任务记录", "JSON: task records", "application/json", write)
SCHEMA_FORMAT = Format(
    SCHEMA.name,
    "JSON Schema：任务记录的结构",
    "JSON Schema of the task records",
    "application/schema+json",
    write_schema,
)
