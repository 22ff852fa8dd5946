"""What decides, beside a document, what is made of it: the program's own files, and the tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import kg
from kg.knowledge.knowledge import Knowledge
from kg.text.digest import digest, files_digest
from settings import ONTOLOGY, ROOT


def program_files() -> Iterable[Path]:
    """Return the files that decide what is made of a document."""
    folders = (Path(kg.__file__).parent, Path(__file__).parent)
    yield from (path for folder in folders for path in folder.rglob("*"))
    yield from (ROOT / "characters.py", ONTOLOGY)


def program_digest() -> str:
    """Return one sha256 over the files that decide what is made of a document."""
    return files_digest(program_files())


def known_digest(knowledge: Knowledge, base_iri: str, program: str) -> str:
    """Return one sha256 over everything but the document that its work depends on."""
    return digest(knowledge.digest, base_iri, program)
