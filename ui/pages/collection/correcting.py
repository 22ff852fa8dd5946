"""改正: note that a fact is wrong, what it must say and why; the next build knows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from starlette.responses import RedirectResponse, Response

from errors import GraphError
from kg.corrections.corrections_file import (
    ADD,
    LONGEST,
    REMOVE,
    TEXT,
    Correction,
    add_corrections,
    in_force,
    read_corrections,
    take_back_correction,
)
from kg.corrections.fields import ADDED, FIELDS, read_value
from ui.messages import MESSAGES
from ui.pages.marks import marks_of
from ui.refusals import NotAllowedError, NotThereError, WrongValueError
from ui.site import Asked, Shown

FILLED = ("kind", "field", "new", "why")  # what an address may fill into the form


def view(asked: Asked) -> Shown | Response:
    """Lead somebody who opens the address of the form to the documents."""
    return RedirectResponse(asked.href("documents"), 303)


def choices(asked: Asked, kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return what may be wrong of a kind of fact, with the values there are (none: any)."""
    fields = {
        name: tuple(value_name(asked, choice) for choice in field.choices)
        for name, field in FIELDS.get(kind, {}).items()
    }
    return {**fields, TEXT: (), REMOVE: ()} if kind in FIELDS else {}


def value_name(asked: Asked, value: str) -> str:
    """Return one of a list of values as the page calls it: 牵头 for lead."""
    key = f"value_{value}"
    return asked.say(key) if key in MESSAGES[asked.language] else value


def addable(asked: Asked) -> list[tuple[str, str]]:
    """Return what may be added where nothing was read: (value of the form, label)."""
    found = []
    for kind, field in ADDED.items():
        for choice in FIELDS[kind][field].choices or ("",):
            name = f"（{value_name(asked, choice)}）" if choice else ""
            found.append((f"{kind}:{choice}", f"{asked.term(kind)}{name}"))
    return found


def save(asked: Asked) -> Response:
    """Note a correction and show the marked sentence again.

    Raises:
        GraphError: the table cannot be written.
        NotAllowedError: this server changes nothing.
        NotThereError: the form names no document, or no characters of it.
        WrongValueError: the new value cannot be one.
    """
    rebuilding, form = asked.site.rebuilding, asked.form
    if rebuilding is None or form is None:
        raise NotAllowedError(asked.say("documents_fixed"))
    given = {key: str(form.get(key, ""))[:LONGEST].strip() for key in form}
    if given.get("take_back"):
        return _taken_back(asked, rebuilding.home, given["take_back"])
    key, field, why = (given.get(name, "") for name in ("document", "field", "why"))
    kind, _, role = given.get("kind", "").partition(":")
    start, end = (_number(given.get(name, "")) for name in ("start", "end"))
    if key not in asked.build.documents or not 0 <= start < end <= start + LONGEST:
        raise NotThereError(asked.say("correct_nothing"))
    text = asked.build.text(key)[start:end]
    try:
        new = _value(asked, kind, field, role or given.get("new", ""))
        _require_fact(asked, key, kind, field, (start, end))
        if not why or not text:
            raise WrongValueError(asked.say("correct_no_reason"))
    except WrongValueError as error:
        raise WrongValueError(str(error), back=_form_again(asked, given)) from error
    row = Correction(
        date.today().isoformat(),
        asked.name,
        key,
        kind,
        start,
        end,
        text,
        field,
        "",
        new,
        why,
    )
    add_corrections(rebuilding.home, [row])
    return RedirectResponse(
        asked.href("text", key=key, start=start, end=end, noted=1, anchor="found"), 303
    )


def _form_again(asked: Asked, given: Mapping[str, str]) -> str:
    """Return the address of the fact with its form open, filled in as it was sent."""
    filled = {name: given.get(name, "")[:200] for name in ("start", "end", *FILLED)}
    return asked.href("text", key=given["document"], correct=1, **filled, anchor="found")


def _taken_back(asked: Asked, home: Path, mark: str) -> Response:
    """Take a correction back and show its place again, or the list if it is gone."""
    row = next((row for row in noted(home) if row.mark == mark), None)
    if row is None or not take_back_correction(home, mark):
        return RedirectResponse(asked.href("documents", anchor="corrections"), 303)
    if row.document not in asked.build.documents:
        return RedirectResponse(asked.href("documents", anchor="corrections"), 303)
    place = asked.href(
        "text", key=row.document, start=row.start, end=row.end, noted=1, anchor="found"
    )
    return RedirectResponse(place, 303)


def noted(home: Path) -> list[Correction]:
    """Return the corrections of a user's folder, the newest first."""
    rows = [row for own in read_corrections(home).values() for row in own]
    return sorted(reversed(rows), key=lambda row: row.when, reverse=True)


def waiting_at(asked: Asked, key: str, start: int, end: int) -> list[Correction]:
    """Return the corrections of these characters that hold, whether a build has applied them or not."""
    if asked.site.rebuilding is None or start == end:
        return []
    rows = in_force(read_corrections(asked.site.rebuilding.home).get(key, ()))
    return [row for row in rows if row.start < end and start < row.end]


def built_marks(asked: Asked) -> frozenset[str]:
    """Return the marks of the corrections that the build knew which is served."""
    return frozenset(asked.build.files.get("corrections", ()))


def not_built(asked: Asked) -> int:
    """Return how many corrections were noted or taken back since that build."""
    if asked.site.rebuilding is None:
        return 0
    return len(built_marks(asked) ^ {row.mark for row in noted(asked.site.rebuilding.home)})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _value(asked: Asked, kind: str, field: str, new: str) -> str:
    """Return a new value as corrections hold it: lead for 牵头.

    Raises:
        WrongValueError: it cannot be one.
    """
    if field == REMOVE:
        return ""
    meant = ADDED.get(kind, "") if field == ADD else field
    known = FIELDS.get(kind, {}).get(meant)
    codes = {value_name(asked, choice): choice for choice in known.choices} if known else {}
    value = codes.get(new, new)
    if field == TEXT or (field == ADD and not value):  # an added name is what its characters say
        return value
    try:
        read_value(kind, meant, value)
    except GraphError as error:
        wanted = " / ".join(codes) or asked.say("correct_form")
        raise WrongValueError(asked.say("correct_wrong", new=new, wanted=wanted)) from error
    return value


def _require_fact(asked: Asked, key: str, kind: str, field: str, span: tuple[int, int]) -> None:
    """Refuse to correct what is not there.

    Raises:
        WrongValueError: no such fact is read from these characters, or none may be added there.
    """
    if field == ADD:
        tasks = (asked.build.tasks[task] for task in asked.build.tasks.within({key}))
        inside = any(t["start"] <= span[0] and span[1] <= t["end"] for t in tasks)
        if kind not in ADDED or not inside:
            raise WrongValueError(asked.say("correct_no_task"))
    elif not any(
        (mark.kind, mark.start, mark.end) == (kind, *span) for mark in marks_of(asked.build, key)
    ):
        raise WrongValueError(asked.say("correct_no_fact"))
