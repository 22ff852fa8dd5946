"""Names of units that tell units of one name in several places apart: 市财政局（三明市）."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable


def told_apart(units: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the names of some units by IRI, with their place where two have one name.

    Args:
        units: (IRI …/unit/PLACE/NAME, name).
    """
    named = dict(units)
    often = Counter(named.values())
    return {
        unit: f"{name}（{unit.rsplit('/', 2)[-2]}）" if often[name] > 1 else name
        for unit, name in named.items()
    }
