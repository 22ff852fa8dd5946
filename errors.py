"""The few kinds of error the program raises on purpose.

PolicyGraphError
├── DocumentError       a source file cannot be read as a text
├── GraphError          a build folder or graph is missing, damaged or invalid
├── IndexMismatchError  an index does not fit the model or the graph it is used with
├── ModelError          an encoder cannot be found or loaded
├── QueryError          a query that was handed in does not follow the grammar
└── TooWideError        a question is about more places than one answer can look at

A message says what was found, where, and what to do about it.
"""


class PolicyGraphError(Exception):
    """Base of all expected errors; safe to show to a user as it is."""


class DocumentError(PolicyGraphError):
    """A source file cannot be read as a text."""


class GraphError(PolicyGraphError):
    """A build folder or a graph is missing, damaged or invalid."""


class IndexMismatchError(PolicyGraphError):
    """An index does not fit the model or the graph it is used with."""


class ModelError(PolicyGraphError):
    """An encoder cannot be found or loaded."""


class QueryError(PolicyGraphError):
    """A query that was handed in does not follow the grammar."""


class TooWideError(PolicyGraphError):
    """A question is about more places than one answer can look at."""


def one_line(error: BaseException, longest: int | None = 200) -> str:
    """Return what an error of others says, on one line of so many characters at most; None: all."""
    return " ".join(str(error).split())[:longest]
