"""The process that downloads are made in: requests come as lines of JSON, so do replies.

Run as python -m kg.export.export_child BYTES: the most memory it may ask for. A reply is the
sentence that says why there is no file, empty where it was written.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass
from pathlib import Path

from errors import PolicyGraphError
from kg.comparison.comparison import read_renamed_units
from kg.export.build_folder import BuildFolder
from kg.export.excerpt.excerpt import Excerpt
from kg.export.formats import FORMATS
from kg.knowledge.data_folder import DataFolder
from kg.text.child_process import serve


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to write.

    Attributes:
        format: name of the format.
        build: folder of the build.
        out: the file.
        persons: whether persons are shown.
        data: folders of tables, the first that has one gives it.
    """

    format: str
    build: str
    out: str
    persons: bool
    data: tuple[str, ...]

    def line(self) -> str:
        """Return it as a request."""
        return json.dumps(asdict(self)) + "\n"


def main() -> None:
    """Answer requests until there are no more."""
    serve(lambda: answer)


def answer(line: str) -> str:
    """Write the file of a request; return why there is none, as JSON."""
    wanted = Wanted(**json.loads(line))
    try:
        data = DataFolder(tuple(map(Path, wanted.data)))
        excerpt = Excerpt(
            BuildFolder(Path(wanted.build)),
            persons=wanted.persons,
            renamed=read_renamed_units(data),
        )
        FORMATS[wanted.format].save(excerpt, Path(wanted.out))
    except PolicyGraphError as error:  # a library that is not there, a matrix too large
        return json.dumps(str(error))
    except OSError as error:
        return json.dumps(f"the file cannot be written: {error.strerror}")
    except sqlite3.OperationalError as error:  # a full disk
        return json.dumps(f"the file cannot be written: {error}")
    return json.dumps("")


if __name__ == "__main__":
    main()
