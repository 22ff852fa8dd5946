"""A stored text with its view, which is derived once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kg.text.span import Span
from kg.text.view import View


@dataclass(frozen=True)
class StoredText:
    """The text of a document as it is stored (kg.text.view.normalise).

    Attributes:
        text: code points; every span of the document counts them.
    """

    text: str

    @cached_property
    def view(self) -> View:
        """The text as rules match on it."""
        return View.of(self.text)

    def slice(self, span: Span) -> str:
        """Return the stored characters of a span."""
        return self.text[span.start : span.end]

    def line_of(self, offset: int) -> int:
        """Return the 1-based line an offset stands on."""
        return self.text.count("\n", 0, offset) + 1
