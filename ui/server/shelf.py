"""Give every request the newest build: each is opened in a snapshot, kept while somebody uses it."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from threading import Event, Thread

from console.output import complain
from errors import PolicyGraphError
from kg.export.manifest import MANIFEST
from kg.export.snapshot import snapshot
from kg.export.wholeness import damages
from qa.build import Build
from ui.site import Site

_EVERY = 2.0  # seconds between two looks at the folder
_log = logging.getLogger(__name__)


class Shelf:
    """The build in a folder, opened anew when another was swapped in.

    Args:
        folder: of the build.
        opening: opens a folder that holds one.
    """

    def __init__(self, folder: Path, opening: Callable[[Path], Build]) -> None:
        self._folder, self._opening = folder, opening
        self._seen: object = None
        self._closed = Event()
        self._snapshots: list[weakref.finalize[..., Build]] = []

    def take(self) -> Build:
        """Open the build that is there now; its snapshot goes when nobody holds it any more.

        Raises:
            GraphError: there is none, or it is damaged.
            ModelError: its encoder cannot be loaded.
        """
        self._seen = self._identity()
        kept = ExitStack()
        try:
            build = self._opening(kept.enter_context(snapshot(self._folder)))
        except BaseException:
            kept.close()
            raise
        gone = weakref.finalize(build, kept.close)
        self._snapshots = [gone, *(each for each in self._snapshots if each.alive)]
        return build

    def follow(self, site: Site) -> None:
        """Let a site serve what is swapped in from now on."""
        Thread(target=self._follow, args=(site,), daemon=True).start()

    def close(self) -> None:
        """Follow no longer, and remove the snapshots; nobody is served any more."""
        self._closed.set()
        for remove in self._snapshots:
            remove()

    def look(self, site: Site) -> bool:
        """Serve the build in the folder if it is another one; tell whether it is."""
        if self._identity() in (self._seen, None):
            return False
        try:
            build = self.take()
        except PolicyGraphError as error:  # the one that is served is whole
            _log.warning("%s", error)
            return False
        build.retriever.search("预热")
        site.build = build
        return True

    def verify(self, site: Site) -> None:
        """Read every file of the build that is served; what is damaged is said here and on 文档."""
        build = site.build
        found = damages(build.folder, self._folder)
        if self._closed.is_set() or site.build is not build:
            return  # its snapshot may be gone meanwhile, and nobody is served from it
        site.damages = tuple(found)
        for sentence in found[:1]:
            complain(f"{sentence} ({len(found)} damaged files; answers may be wrong)")

    def _follow(self, site: Site) -> None:
        self.verify(site)
        while not self._closed.wait(_EVERY):
            if self.look(site):
                self.verify(site)

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = (self._folder / MANIFEST).stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns
