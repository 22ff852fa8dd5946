"""Names of units that tell units of one name apart: 市财政局（三明市）, 市财政局（《关于……的通知》）."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from qa.build import Build
from qa.unplaced import document_name, scope_in, unplaced_document


def told_apart(build: Build, units: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the names of some units by IRI, with what tells them apart where two have one name.

    That is their place, or their document where nobody can tell the place.

    Args:
        build: what is served.
        units: (IRI …/unit/PLACE/NAME, name).
    """
    named = dict(units)
    often = Counter(named.values())
    return {
        unit: f"{name}（{scope_name(build, unit)}）" if often[name] > 1 else name
        for unit, name in named.items()
    }


def scope_name(build: Build, unit: str) -> str:
    """Return the place of a unit, or the title of its document where nobody can tell the place."""
    scope = scope_in(unit)
    key = None if scope in build.places else unplaced_document(build, unit)
    return f"《{document_name(build, key)}》" if key else scope
