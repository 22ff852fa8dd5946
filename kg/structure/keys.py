"""Keys of documents: stable, readable, never random; what an IRI is made of."""

from __future__ import annotations

import hashlib
import re

from kg.structure.document import DocumentMetadata

# 汶政办字〔2023〕29号
_WENHAO = re.compile(r"^(?P<letters>.+)〔(?P<year>\d{4})〕(?P<number>\d+)号$")
# characters that RFC 3987 forbids in an IRI path, and those that would change its structure
_FORBIDDEN = re.compile(r"[\s/\\?#%\[\]<>\"{}|^`\x00-\x1f]")


def slug(text: str) -> str:
    """Return a text as one IRI path segment; what an IRI may not hold becomes a hyphen."""
    return _FORBIDDEN.sub("-", text).strip("-.") or "-"


def wenhao_key(wenhao: str) -> str:
    """Return 汶政办字-2023-29 for 汶政办字〔2023〕29号."""
    match = _WENHAO.match(wenhao)
    return slug("-".join(match.groups()) if match else wenhao)


def title_key(title: str, issuer: str | None = None, date: str | None = None) -> str:
    """Return issuer-date-hash of a document without 文号; the hash is the title's sha256."""
    digest = hashlib.sha256(title.encode()).hexdigest()[:8]
    return "-".join(slug(part) for part in (issuer, date, digest) if part)


def document_key(metadata: DocumentMetadata) -> str:
    """Return the stable key of a document: its 文号, else issuer, date and title."""
    if metadata.wenhao:
        return wenhao_key(metadata.wenhao.value)
    return title_key(
        metadata.title.value if metadata.title else "",
        metadata.issuer.value if metadata.issuer else None,
        metadata.date.value if metadata.date else None,
    )
