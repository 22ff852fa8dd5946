"""搜索: everything that the search box of the frame finds, as a page (?q=)."""

from __future__ import annotations

from ui.pages.suggest import find, kind_name
from ui.site import Asked, Shown

_MOST = 60


def view(asked: Asked) -> Shown:
    """Return the page."""
    text = asked.value("q")
    found = [(hit, kind_name(asked, hit)) for hit in find(asked, text, _MOST)]
    return Shown("search.html", asked.say("page_search"), {"text": text, "found": found})
