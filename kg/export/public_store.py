"""The database that strangers may ask: that of a build, or one made of it without persons."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

from pyoxigraph import Quad, QueryBoolean, RdfFormat, Store, parse

from kg.export.build_folder import BuildFolder
from kg.export.personless import Personless
from kg.rdf.store import STORE, open_database
from kg.rdf.vocabulary import ZT

_NAMED = f"ASK {{ VALUES ?class {{ <{ZT.PersonAssignment}> <{ZT.Post}> }} ?one a ?class }}"


@dataclass(frozen=True)
class PublicStore:
    """The database of a build as strangers may ask it.

    Where persons are left out and the build names some, a database without them is made when the
    first question comes, and kept until this object goes: a query can reach whatever is in a
    database, so what it may not reach must not be there.

    Attributes:
        build: the build.
        persons: whether persons may be asked about.
    """

    build: BuildFolder
    persons: bool = False

    @property
    def folder(self) -> Path:
        """The folder whose store/ may be asked.

        Raises:
            GraphError: the database is missing or damaged.
        """
        with self._making:
            return self.build.folder if self._is_open else Path(self._made.name)

    @cached_property
    def store(self) -> Store:
        """The database, opened for reading."""
        return open_database(self.folder)

    @cached_property
    def _making(self) -> Lock:
        return Lock()

    @cached_property
    def _is_open(self) -> bool:
        """Whether the database of the build may be asked as it is."""
        if self.persons:
            return True
        found = open_database(self.build.folder).query(_NAMED)
        assert isinstance(found, QueryBoolean)
        return not found

    @cached_property
    def _made(self) -> tempfile.TemporaryDirectory[str]:
        """A folder with a database without persons."""
        folder = tempfile.TemporaryDirectory(prefix="zhengtu-public-")
        shown = Personless(BuildFolder(self.build.folder))
        store = Store(str(Path(folder.name) / STORE))
        for _, lines in shown.whole.quads():  # a document at a time
            each = parse("".join(shown.lines(lines)), format=RdfFormat.N_QUADS)
            store.bulk_extend(Quad(*quad.triple) for quad in each)
        store.optimize()
        store.flush()
        return folder
