"""The pages: one row each; the frame, the routes, the phone's bottom bar and the tests read it.

To add one: a module beside this with a function `view`, a template, a row here, and its texts in
ui/messages/NAME.csv, among them page_NAME. See docs/extending.md.
"""

from __future__ import annotations

from ui.pages import (
    exports,
    ledger,
    policies,
    search,
    targets,
    text,
    thing,
    together,
    topics,
    unit,
    wrong,
)
from ui.pages.collection import compare, correcting, documents
from ui.planning.returned import LARGEST
from ui.site import Page

SCOPE = ("place", "doc")
PAGES = (
    Page("ask", "/", section="main", heeds=SCOPE),
    Page("texts", "/text", text.first, section="main", heeds=("place",)),
    Page("text", "/text/{key}", text.view, below="texts"),
    Page("graph", "/graph", section="main", heeds=("place",)),
    Page("together", "/together", together.view, section="main", heeds=("place",)),
    Page("targets", "/targets", targets.view, section="main", heeds=SCOPE),
    Page(
        "ledger",
        "/ledger",
        ledger.view,
        below="targets",
        form=ledger.save,
        largest=LARGEST,
        heeds=SCOPE,
    ),
    Page("ledger_file", "/ledger.xlsx", ledger.file, is_file=True),
    Page("policies", "/policies", policies.view, section="main", heeds=SCOPE),
    Page("unit", "/unit", unit.view, below="together"),
    Page("thing", "/thing", thing.view, below="graph"),
    Page(
        "documents",
        "/documents",
        documents.view,
        section="main",
        form=documents.save,
        largest=documents.LARGEST,
    ),
    Page("compare", "/compare", compare.view, section="more"),
    Page("comparison_file", "/comparison.csv", compare.file, is_file=True),
    Page("correct", "/correct", correcting.view, form=correcting.save),
    Page("wrong", "/wrong", wrong.view, form=wrong.save, below="ask"),
    Page("topics", "/topics", topics.view, section="more"),
    Page("exports", "/exports", exports.view, section="more"),
    Page("search", "/search", search.view),
)
