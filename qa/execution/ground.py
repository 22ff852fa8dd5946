"""What conditions are looked at over, and how they lead to tasks. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from qa.evidence.rows import Row
from qa.execution.linking import RunFind
from qa.execution.scope import Scope
from qa.query.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Reached:
    """How a condition leads to a task: how near it is, and the rows that say so."""

    score: float = 1.0
    rows: tuple[Row, ...] = ()


Tasks = dict[str, Reached]  # by IRI, best first


@dataclass(frozen=True, slots=True)
class Ground:
    """What conditions are looked at over.

    Attributes:
        scope: the documents asked about.
        run: runs an inner tree.
        kind: of the things that are looked for.
        inner: whether the tree stands inside another one, which needs what is meant, not all.
        among: the only tasks that are looked at; None: all of the scope.
    """

    scope: Scope
    run: RunFind
    kind: Kind
    inner: bool
    among: Tasks | None = None
