"""改正: note that a fact is wrong, what it must say and why; the next build knows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from starlette.responses import RedirectResponse, Response

from errors import GraphError
from kg.corrections.corrections_file import ADD, LONGEST, REMOVE, TEXT, Correction, add_corrections
from kg.corrections.fields import ADDED, FIELDS, read_value
from ui.site import Asked, NotAllowedError, NotThereError, Shown, WrongValueError


def view(asked: Asked) -> Shown | Response:
    """Lead somebody who opens the address of the form to the documents."""
    return RedirectResponse(asked.href("documents"), 303)


def choices(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return what may be wrong of a kind of fact, with the values there are (none: any)."""
    fields = {name: field.choices for name, field in FIELDS.get(kind, {}).items()}
    return {**fields, TEXT: (), REMOVE: ()} if kind in FIELDS else {}


def addable() -> tuple[str, ...]:
    """Return the kinds of facts that may be added where none was read."""
    return tuple(ADDED)


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
    key, kind, field = (given.get(name, "") for name in ("document", "kind", "field"))
    start, end = (int(v) if (v := given.get(n, "")).isdigit() else 0 for n in ("start", "end"))
    if key not in asked.build.documents or not 0 <= start < end:
        raise NotThereError(asked.say("correct_nothing"))
    text = asked.build.text(key)[start:end]
    new = given.get("new", "")
    _require(asked, kind, field, new)
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
        given.get("why", ""),
    )
    add_corrections(rebuilding.home, [row])
    return RedirectResponse(
        asked.href("text", key=key, start=start, end=end, noted=1, anchor="found"), 303
    )


def _require(asked: Asked, kind: str, field: str, new: str) -> None:
    if field in (REMOVE, ADD) or (field == TEXT and new):
        return
    try:
        read_value(kind, field, new)
    except GraphError as error:
        wanted = " / ".join(choices(kind).get(field, ())) or asked.say("correct_form")
        raise WrongValueError(asked.say("correct_wrong", new=new, wanted=wanted)) from error
