"""导出: every file to take away, and what the build read."""

from __future__ import annotations

from kg.export.formats import FORMATS
from ui.site import Asked, Shown

_LISTED = 100  # documents whose coverage is shown


def view(asked: Asked) -> Shown:
    """Return the page."""
    files = [(f.name, (f.zh, f.en)[asked.column]) for f in FORMATS.values()]
    keys = list(asked.build.documents)[:_LISTED]
    values = {
        "files": files,
        "documents": asked.build.reported(keys),
        "more": len(asked.build.documents) - len(keys),
    }
    return Shown("exports.html", asked.say("page_exports"), values)
