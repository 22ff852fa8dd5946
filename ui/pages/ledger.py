"""台账: the tasks of a filter with their status and progress; as a page, and as a workbook.

Editors enter progress on the page or send the filled-in workbook back; ?since= lists what was
entered since a day, ?status= shows the tasks of one state (none: of no state).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from ui.planning import duties
from ui.planning.choices import chips, choices
from ui.planning.goals import task_title
from ui.planning.progress import Conflict, Entry, Sent, State, sent
from ui.planning.returned import ReturnedError, returned
from ui.planning.unit_names import told_apart
from ui.planning.wanted import Wanted, day, kept, wanted
from ui.planning.workbook import MEDIA_TYPE, workbook
from ui.refusals import WrongValueError
from ui.site import Asked, Shown

ROWS = 50  # of a page; each may be filled in
NO_STATUS = "none"
_CHANGES = 200  # entries listed
_FIELDS = ("status", "progress", "remark")
# fields by task, how many entries were shown, words that are no state
Filled = tuple[Mapping[str, Sent], int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """What became of what was sent: changes saved, tasks that are not here, words that are no state."""

    saved: int
    gone: int
    unknown: str

    def __bool__(self) -> bool:
        """Tell whether there is anything to tell."""
        return bool(self.saved or self.gone or self.unknown)


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of progress as the page lists it, time in the zone of the machine."""

    time: str
    who: str
    task: str
    title: str
    state: State


def view(asked: Asked) -> Shown:
    """Return the page."""
    progress = asked.site.progress
    last = progress.last()
    everything = wanted(asked)
    want = _of_status(asked, everything, last)
    count = duties.count(asked.build, want)
    pages = max(1, -(-count // ROWS))
    page = min(max(1, asked.number("page", 1)), pages)
    tasks = duties.tasks(asked.build, want, ROWS * (page - 1), ROWS)
    since = day(asked, "since", last=False)
    status = asked.value("status")
    return Shown(
        "ledger.html",
        _title(asked, want),
        {
            "wanted": want,
            "choices": choices(asked, want),
            "chips": chips(asked, want),
            "kept": lambda **changes: kept(asked, **changes),
            "heading": _title(asked, want),
            "rows": duties.duties(asked.build, tasks, last),
            "statuses": {
                key: names[asked.column] for key, names in asked.site.statuses.names.items()
            },
            "counts": _counts(asked, everything, last),
            "status": status,
            "told": _told(asked),
            "conflicts": (),
            "count": count,
            "page": page,
            "pages": pages,
            "seen": len(progress.entries()),
            "since": since,
            "changes": _changes(asked, want, since) if since else None,
        },
    )


def file(asked: Asked) -> Response:
    """Return the workbook."""
    progress = asked.site.progress
    last, seen = progress.last(), len(progress.entries())
    want = _of_status(asked, wanted(asked), last)
    rows = duties.duties(asked.build, duties.tasks(asked.build, want), last)
    title = _title(asked, want)
    statuses = asked.site.statuses
    content = workbook(title, rows, seen, asked.say, statuses, asked.language)
    name = f"attachment; filename=\"ledger.xlsx\"; filename*=UTF-8''{quote(title, safe='')}.xlsx"
    return Response(content, media_type=MEDIA_TYPE, headers={"Content-Disposition": name})


def save(asked: Asked) -> Shown | Response:
    """Keep what was entered on the page, or in the workbook that was sent back.

    What others have entered otherwise meanwhile stays, and the page shows both.
    """
    form = asked.form
    file = form.get("file") if form else None
    try:
        states, seen, unknown = (
            _returned(asked, file) if isinstance(file, UploadFile) else _entered(asked)
        )
    except ReturnedError as error:
        return _back(asked, refused=str(error))
    here = {task: fields for task, fields in states.items() if task in asked.build.tasks}
    found = asked.site.progress.enter(asked.name, here, seen)
    told = Told(len(found.tasks), len(states) - len(here), "、".join(unknown)[:100])
    if not found.conflicts:
        return _back(asked, **asdict(told))
    page = view(asked)
    values = {"told": told, "conflicts": [_conflict(asked, each) for each in found.conflicts]}
    return replace(page, status=409, values={**page.values, **values})


def _told(asked: Asked) -> Told | None:
    """Return what the address tells of what was sent; None if nothing was."""
    if not asked.value("saved"):
        return None
    return Told(asked.number("saved"), asked.number("gone"), asked.value("unknown"))


def _back(asked: Asked, **told: Any) -> Response:
    page = asked.number("page") or None
    status = asked.value("status")
    return RedirectResponse(
        asked.href("ledger", **kept(asked, status=status, page=page), **told), 303
    )


def _conflict(asked: Asked, conflict: Conflict) -> tuple[Change, State]:
    return _change(asked, conflict.stands), conflict.sent


def _returned(asked: Asked, file: UploadFile) -> Filled:
    """Return what stands in a workbook.

    Raises:
        ReturnedError: it is none of ours.
    """
    ledger = returned(file.filename or "", file.file.read(), asked.site.statuses)
    return ledger.states, ledger.seen, ledger.unknown


def _entered(asked: Asked) -> Filled:
    """Return what stands in the form of the page."""
    form = asked.form
    assert form is not None
    columns = [[str(value) for value in form.getlist(name)] for name in ("task", *_FIELDS)]
    if len({len(column) for column in columns}) != 1:
        raise WrongValueError(asked.say("ledger_torn"))
    states, unknown = {}, []
    for task, *texts in zip(*columns, strict=True):
        fields = dict(zip(_FIELDS, texts, strict=True))
        states[task], word = sent(fields, asked.site.statuses)
        unknown += [word] * bool(word)
    seen = str(form.get("seen", ""))
    is_number = seen.isascii() and seen.isdecimal() and len(seen) < 10
    return states, int(seen) if is_number else 0, tuple(dict.fromkeys(unknown))


def _title(asked: Asked, want: Wanted) -> str:
    """Return what a ledger is called: 县发展和改革局督查台账."""
    label = asked.build.stored_network.label
    names = told_apart(asked.build, [(unit, label(unit)) for unit in want.units[:3]])
    return asked.say("ledger_of", units="、".join(names.values()))


def _of_status(asked: Asked, want: Wanted, last: dict[str, Entry]) -> Wanted:
    status = asked.value("status")
    if status not in ("", NO_STATUS, *asked.site.statuses.names):
        raise WrongValueError(asked.say("ledger_no_such", text=status), "status")
    if status == NO_STATUS:
        return replace(want, besides=frozenset(t for t, e in last.items() if e.state.status))
    if not status:
        return want
    return replace(want, among=frozenset(t for t, e in last.items() if e.state.status == status))


def _counts(asked: Asked, want: Wanted, last: dict[str, Entry]) -> list[tuple[str, str, int]]:
    """Return key, name and number of tasks of every state that a task of the filter is in."""
    entered = replace(want, among=frozenset(last))
    states = Counter(last[task].state.status for task in duties.tasks(asked.build, entered))
    total = duties.count(asked.build, want)
    named = [
        (key, names[asked.column], states[key])
        for key, names in asked.site.statuses.names.items()
        if states[key]
    ]
    none = total - sum(count for *_, count in named)
    return [(NO_STATUS, asked.say("ledger_no_status"), none), *named] if none else named


def _changes(asked: Asked, want: Wanted, since: str) -> list[Change]:
    """Return what was entered since a day, the newest first."""
    try:
        first = datetime.fromisoformat(since).astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise WrongValueError(asked.say("day_unknown", text=since), "since") from error
    entries = [e for e in asked.site.progress.entries() if _local(e.time) >= first]
    among = frozenset(entry.task for entry in entries)
    tasks = set(duties.tasks(asked.build, replace(want, among=among, besides=frozenset())))
    return [_change(asked, entry) for entry in reversed(entries) if entry.task in tasks][:_CHANGES]


def _change(asked: Asked, entry: Entry) -> Change:
    return Change(
        f"{_local(entry.time):%Y-%m-%d %H:%M}",
        entry.who or asked.say("ledger_here"),
        entry.task,
        task_title(asked.build.tasks[entry.task]),
        entry.state,
    )


def _local(time: str) -> datetime:
    """Return a time of an entry in the zone of the machine; the first of all where it is none."""
    try:
        return datetime.fromisoformat(time).astimezone()
    except ValueError:
        return datetime.fromtimestamp(86_400).astimezone()
