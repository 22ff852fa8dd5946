"""Why a page is not shown as it was asked for; each becomes an error page in its language."""

from __future__ import annotations

from errors import PolicyGraphError


class NotThereError(PolicyGraphError):
    """An address names something that is not there."""


class WrongValueError(PolicyGraphError):
    """What was sent cannot be so.

    Args:
        said: a sentence.
        names: of the values of the address that are wrong; the page can be shown without them.
        back: address of the form it was sent from, filled in as it was; "" for none.
    """

    def __init__(self, said: str, *names: str, back: str = "") -> None:
        super().__init__(said)
        self.names, self.back = names, back


class NotAllowedError(PolicyGraphError):
    """Somebody who may only read asked for a change."""
