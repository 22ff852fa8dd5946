"""The pages: one row each; the frame, the routes, the phone's bottom bar and the tests read it.

To add one: a module beside this with a function `view`, a template, a row here, and its texts in
ui/messages/NAME.csv, among them page_NAME. See docs/extending.md.
"""

from __future__ import annotations

from ui.pages import correcting, documents, exports, search, text, together, topics, wrong
from ui.site import Page

PAGES = (
    Page("ask", "/", section="main"),
    Page("texts", "/text", text.first, section="main"),
    Page("text", "/text/{key}", text.view, below="texts"),
    Page("graph", "/graph", section="main"),
    Page("together", "/together", together.view, section="main"),
    Page(
        "documents",
        "/documents",
        documents.view,
        section="main",
        form=documents.save,
        largest=documents.LARGEST,
    ),
    Page("correct", "/correct", correcting.view, form=correcting.save),
    Page("wrong", "/wrong", wrong.view, form=wrong.save, below="ask"),
    Page("topics", "/topics", topics.view, section="more"),
    Page("exports", "/exports", exports.view, section="more"),
    Page("search", "/search", search.view),
)
