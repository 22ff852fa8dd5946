"""What is to be built, and whether it was built already.

Light to import: a build of which nothing changed needs no more than this.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import kg
from building.inputs.sources import Sources, find_sources
from errors import PolicyGraphError
from kg.export.manifest import read_manifest
from kg.export.wholeness import damages
from kg.text.digest import digest, files_digest
from settings import ONTOLOGY, ROOT

LEFT_OUT = "left out (left_out.txt of the user's folder)"

if TYPE_CHECKING:
    from kg.corrections.corrections_file import Corrections
    from kg.knowledge.knowledge import Knowledge


@dataclass(frozen=True)
class Order:
    """What is to be built.

    Attributes:
        paths: files and folders to read.
        out: folder of the build.
        knowledge: what documents are read by.
        base_iri: base of all IRIs, ends with a slash.
        model: encoder: default, a model folder or a hub name.
        cache: folder of work kept between builds, None to keep nothing.
        jobs: how many processes may work on documents, None for one a core.
        scheduler: address of a Dask scheduler whose workers work on documents; empty: none.
        strict: a failed file or a violation of a shape is an error.
        quiet: show no progress bars.
        persons: read who is in charge of tasks, not only which units.
        corrections: what people corrected, by key of the document.
        left_out: names of files that people left out.
    """

    paths: tuple[Path, ...]
    out: Path
    knowledge: Knowledge
    base_iri: str
    model: str
    cache: Path | None
    jobs: int | None = 1
    scheduler: str = ""
    strict: bool = False
    quiet: bool = False
    persons: bool = True
    corrections: Corrections = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()

    @cached_property
    def inputs(self) -> str:
        """One sha256 over everything the build depends on, as it is when first asked for."""
        return inputs_digest(self)


def unchanged(order: Order) -> dict[str, Any] | None:
    """Return the report of the build that is there, if nothing would be made otherwise.

    It was made of these very inputs, and all its files are as they were written.
    """
    if order.cache is None or not is_current(order):
        return None
    try:
        content: dict[str, Any] = json.loads((order.out / "report.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    refused = order.strict and (content["failures"] or content["violations"])
    return None if refused else content


def is_current(order: Order) -> bool:
    """Tell whether the build was made of these very inputs, rules, data and model, and is whole.

    Both by sha256: a build with a damaged file is not current, so that it is made again.
    """
    try:
        manifest = read_manifest(order.out)
    except PolicyGraphError:
        return False
    return manifest.get("inputs") == order.inputs and not damages(order.out)


def sources_of(order: Order) -> Sources:
    """Return the files of a build; those that people left out are passed over."""
    found = find_sources(order.paths)
    for source in [source for source in found.files if source.file in order.left_out]:
        found.files.remove(source)
        found.skip(source.name, LEFT_OUT)
    return found


def inputs_digest(order: Order) -> str:
    """Return one sha256 over everything a build depends on."""
    found = sources_of(order)
    sources = [source.path for source in found.files]
    others = [repr(file) for file in (*found.failures, *found.passed)]
    files = files_digest([*sources, *program_files(), *(ROOT / "embeddings").rglob("*")])
    persons = "with persons" if order.persons else ""
    corrected = repr(sorted(order.corrections.items()))
    parts = (order.base_iri, order.model, order.knowledge.digest, persons, corrected, files)
    return digest(*parts, *others)


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
