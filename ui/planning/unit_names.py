"""Names of units that tell units of one name apart: 市财政局（三明市）, 市财政局（《关于……的通知》）."""

from __future__ import annotations

import json
from collections.abc import Iterable

from qa.build import Build
from qa.understanding.unplaced import document_name, scope_in, unplaced_document

_NAMESAKES = """
SELECT label FROM units WHERE label IN (SELECT value FROM json_each(?))
GROUP BY label HAVING count(*) > 1
"""


def told_apart(build: Build, units: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the names of some units by IRI, with what tells them from others of that name.

    That is their place, or their document where nobody can tell the place.

    Args:
        build: what is served.
        units: (IRI …/unit/PLACE/NAME, name).
    """
    named = dict(units)
    often = build.tables.rows(_NAMESAKES, json.dumps(sorted(set(named.values()))))
    shared = {name for (name,) in often}
    return {
        unit: f"{name}（{scope_name(build, unit)}）" if name in shared else name
        for unit, name in named.items()
    }


def scope_name(build: Build, unit: str) -> str:
    """Return the place of a unit, or the title of its document where nobody can tell the place."""
    scope = scope_in(unit)
    key = None if scope in build.places else unplaced_document(build, unit)
    return f"《{document_name(build, key)}》" if key else scope
