"""Files are read in a process of their own, which is ended when it takes too long or too much.

One that is ended, or dies, is one line for its file, and the next file gets a new one.
"""

from __future__ import annotations

from pathlib import Path

from errors import DocumentError
from kg.text.child_process import ChildProcess, Ended, Limits
from kg.text.files import drawn_text, recognised
from kg.text.reading_child import reply, request
from kg.text.source_text import SourceText

_DIED = (
    "the process that read it died; it is damaged, nested too deeply or too large: open it in the "
    "program it was made with, and save it as .txt"
)


class Reader:
    """Reads files, each within limits; not for several threads."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.child = ChildProcess("kg.text.reading_child", (), self.limits)

    def __call__(self, path: Path, frequent: frozenset[str] = frozenset()) -> SourceText:
        """Return the stored text of a file, as kg.text.files.read_source does.

        Raises:
            DocumentError: it cannot be read, or not within the limits.
        """
        kind, source = recognised(path, frequent)
        if not kind.apart:
            return drawn_text(kind, source)
        del source
        try:
            return reply(self.child.ask(request(path, frequent)))
        except Ended as ended:
            raise DocumentError(f"{path}: {self._why(ended)}") from ended

    def _why(self, ended: Ended) -> str:
        return {
            "died": _DIED,
            "slow": f"not read within {self.limits.seconds:.0f} s; split it, or save its text as "
            ".txt",
            "large": f"takes more than {self.limits.memory >> 20} MB of memory; split it, or save "
            "its text as .txt",
        }[ended.reason]

    def close(self) -> None:
        """End the process."""
        self.child.close()
