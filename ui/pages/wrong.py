"""没答对: questions that were not answered well, noted in a file of the user's folder to be sent."""

from __future__ import annotations

import json
from datetime import date
from itertools import islice
from pathlib import Path

from starlette.responses import RedirectResponse, Response

from ui.refusals import NotAllowedError, WrongValueError
from ui.site import Asked, Shown

FILE = "wrong_answers.jsonl"
LONGEST, MOST = 500, 5_000  # characters of a value, and notes that a file takes
_LISTED = 50


def view(asked: Asked) -> Shown:
    """Return the page of what was noted, the newest first."""
    path = _file(asked)
    listed = _notes(path)[::-1][:_LISTED] if path else []
    return Shown("wrong.html", asked.say("page_wrong"), {"notes": listed, "file": str(path or "")})


def save(asked: Asked) -> Response:
    """Note a question, what was answered and what the user says to it.

    Raises:
        NotAllowedError: this server changes nothing.
        WrongValueError: there is no question, or the file has grown too long.
    """
    path, form = _file(asked), asked.form
    if path is None or form is None:
        raise NotAllowedError(asked.say("documents_fixed"))
    values = {
        key: " ".join(str(form.get(key, "")).split())[:LONGEST]
        for key in ("question", "answer", "grade", "note")
    }
    if not values["question"] or len(_notes(path)) >= MOST:
        raise WrongValueError(asked.say("wrong_refused", file=path.name))
    note = {"date": date.today().isoformat(), "version": asked.site.version, **values}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(note, ensure_ascii=False) + "\n")
    return RedirectResponse(asked.href("wrong"), 303)


def _file(asked: Asked) -> Path | None:
    """Return the file of notes; None where this server changes nothing."""
    return asked.site.rebuilding.home / FILE if asked.site.rebuilding else None


def _notes(path: Path) -> list[dict[str, str]]:
    """Return what was noted; a line that is none is left out."""
    if not path.is_file():
        return []
    found = []
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in islice(file, MOST):
            try:
                note = json.loads(line)
            except ValueError:
                continue
            if isinstance(note, dict):
                found.append({key: str(value) for key, value in note.items()})
    return found
