"""DocumentFacts as JSON and back, for the cache."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from functools import cache

from cattrs import Converter
from cattrs.errors import BaseValidationError
from cattrs.strategies import configure_tagged_union, include_subclasses

from kg.extraction.mentions import DocumentFacts, Mention


@cache
def _converter() -> Converter:
    converter = Converter(detailed_validation=False)
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    include_subclasses(Mention, converter, union_strategy=configure_tagged_union)
    return converter


def to_bytes(facts: DocumentFacts) -> bytes:
    """Return facts as JSON."""
    content = _converter().unstructure(facts, unstructure_as=DocumentFacts)
    return json.dumps(content, ensure_ascii=False).encode()


def from_bytes(data: bytes) -> DocumentFacts:
    """Return the facts a JSON text holds.

    Raises:
        ValueError: it does not hold facts.
    """
    try:
        return _converter().structure(json.loads(data), DocumentFacts)
    except (BaseValidationError, InvalidOperation, KeyError, RecursionError, TypeError) as error:
        raise ValueError(f"no facts: {error}") from error
