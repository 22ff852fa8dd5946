"""Keys of documents: stable, readable, never random; what an IRI is made of."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from kg.knowledge.gazetteer import Jurisdiction
from kg.structure.document import DocumentMetadata
from kg.text.allowed import file_name, file_names

# 汶政办字〔2023〕29号
_WENHAO = re.compile(r"^(?P<letters>.+)〔(?P<year>\d{4})〕(?P<number>\d+)号$")
_HASH = 8  # hexadecimal digits of a sha256 that a key shows


def wenhao_key(wenhao: str) -> str:
    """Return 汶政办字-2023-29 for 汶政办字〔2023〕29号."""
    return wenhao_keys([wenhao])[0]


def wenhao_keys(numbers: Iterable[str]) -> list[str]:
    """Return the key of each 文号."""
    matches = [_WENHAO.match(number) or number for number in numbers]
    return file_names([m if isinstance(m, str) else "-".join(m.groups()) for m in matches])


def title_key(title: str, scope: str | None = None) -> str:
    """Return scope-hash of a policy that is only named; the hash is the title's sha256."""
    digest = hashlib.sha256(title.encode()).hexdigest()
    return f"{file_name(scope)}-{digest[:_HASH]}" if scope else digest[:_HASH]


def document_key(metadata: DocumentMetadata, place: Jurisdiction | None, sha256: str) -> str:
    """Return the stable key of a document: its 文号, else place, date and hash of the text."""
    if metadata.wenhao:
        return wenhao_key(metadata.wenhao.value)
    date = metadata.date.value if metadata.date else None
    named = "-".join(filter(None, (place.name if place else None, date)))
    return versioned(file_name(named) if named else "", sha256)


def versioned(key: str, sha256: str) -> str:
    """Return a key with the hash of one text: several texts may have one 文号."""
    return "-".join(filter(None, (key, version(sha256))))


def version(sha256: str) -> str:
    """Return what tells a text apart from another of the same 文号: 1a2b3c4d."""
    return sha256[:_HASH]
