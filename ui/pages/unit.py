"""A unit on one sheet of A4 (?iri=): its tasks by role, goals, projects and partners."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from starlette.responses import RedirectResponse

from kg.export.build_folder import Record
from qa.evidence.rows import NamedThing
from ui.planning import duties, goals
from ui.planning.duties import Duty
from ui.planning.unit_names import told_apart
from ui.planning.wanted import ROLES, Wanted
from ui.refusals import NotThereError
from ui.site import Asked, Shown

_MOST = 120  # tasks, goals and things of a kind on the sheet
_PARTNERS = 12
LONGEST_IRI = 2000  # characters of an address; a long name of a project is part of its IRI


@dataclass(frozen=True, slots=True)
class Partner:
    """A unit that shares tasks with this one, and how many."""

    id: str
    name: str
    tasks: int


def view(asked: Asked) -> Shown | RedirectResponse:
    """Return the page; what is no unit has a page of its own."""
    unit, build = asked.value("iri", longest=LONGEST_IRI), asked.build
    known = build.stored_network.node(unit)
    if known is None:
        raise NotThereError(asked.say("thing_unknown"))
    if not is_unit(asked, unit):
        return RedirectResponse(asked.href("thing", iri=unit), 307)
    want = Wanted(units=(unit,))
    tasks = duties.tasks(build, want, 0, _MOST)
    rows = duties.duties(build, tasks, asked.site.progress.last())
    name = told_apart(build, [(unit, known[2])])[unit]
    return Shown(
        "unit.html",
        name,
        {
            "unit": unit,
            "name": name,
            "count": duties.count(build, want),
            "by_role": _by_role(rows, unit),
            "goals": [
                (goal, build.text(goal.document)[goal.start : goal.end])
                for goal in goals.page(build, want, "due", 0, _MOST)
            ],
            "goal_count": goals.count(build, want),
            "months": goals.months(build, want),
            "things": _things(build.rows.named_things(tasks)),
            "partners": _partners(asked, unit),
            "statuses": asked.site.statuses,
            "spans": {task: _span(build.tasks[task], unit) for task in tasks},
        },
    )


def _span(record: Record, unit: str) -> tuple[int, int] | None:
    """Return where a task names a unit."""
    return next(((u["start"], u["end"]) for u in record["units"] if u["id"] == unit), None)


def is_unit(asked: Asked, node: str) -> bool:
    """Tell whether a thing acts as a unit: one of government, or a firm that has tasks."""
    known = asked.build.stored_network.node(node)
    acts = asked.build.tables.rows("SELECT 1 FROM units WHERE id = ?", node)
    return bool(acts) or (known is not None and known[1] == "Unit")


def _by_role(rows: Sequence[Duty], unit: str) -> list[tuple[str, list[Duty]]]:
    """Return the tasks of each role, a task in which the unit has several in each of them."""
    found = []
    for role in ROLES:
        own = [d for d in rows if any(p.role == role and p.id == unit for p in d.parties)]
        if own:
            found.append((role, own))
    return found


def _things(rows: Iterable[NamedThing]) -> list[tuple[str, list[NamedThing]]]:
    """Return the projects, firms, places … of tasks by class, each once."""
    by_class: dict[str, dict[str, NamedThing]] = {}
    for row in rows:
        by_class.setdefault(row.of_class, {}).setdefault(row.thing, row)
    return [(name, list(found.values())[:_MOST]) for name, found in sorted(by_class.items())]


def _partners(asked: Asked, unit: str) -> list[Partner]:
    network = asked.build.stored_network
    return [
        Partner(other, network.label(other), len(tasks))
        for other, tasks in network.partners(unit)[:_PARTNERS]
    ]
