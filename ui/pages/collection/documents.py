"""文档: what is loaded, what was read of it and what was not; add files, leave some out, build anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from kg.corrections.corrections_file import Correction, in_force
from kg.corrections.left_out import change_left_out, read_left_out
from kg.export.build_folder import Record
from kg.text.allowed import safe_name
from qa.build import Build
from settings import DOCUMENTS, own_documents
from ui.pages.collection.correcting import built_marks, not_built, noted
from ui.rebuilding import Progress, Rebuilding
from ui.refusals import NotAllowedError
from ui.site import Asked, Shown

LARGEST = 200 * 2**20  # bytes of everything that is sent at once
_LISTED = 40  # documents on one page
_NEW = 20  # files that were just loaded and stand first
_SHOWN = 30  # items of a list of what was not understood
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document of the build.

    Attributes:
        key: of the document.
        file: it was read from.
        title: of it, or its key.
        meta: 文号, issuer, date, as far as they are known.
        entry: what the report says of it.
        missed: what looks like a fact and is part of none, the first ones.
        doubtful: facts a person should look at, the first ones.
        is_new: whether its file was just loaded.
    """

    key: str
    file: str
    title: str
    meta: tuple[str, ...]
    entry: Record
    missed: Sequence[Record]
    doubtful: Sequence[Record]
    is_new: bool


def view(asked: Asked) -> Shown:
    """Return the page."""
    report, rebuilding = asked.build.files, asked.site.rebuilding
    keys, page, pages = _page(asked)
    left_out, waiting = _own(rebuilding)
    values: Record = {
        "documents": _all_loaded(asked, keys),
        "count": len(asked.build.documents),
        "page": page,
        "pages": pages,
        "failures": [
            (_short(f["file"]), f["message"].removeprefix(f"{f['file']}: "))
            for f in report["failures"]
        ],
        "passed": [(_short(f["file"]), f["reason"]) for f in report["passed_over"]],
        "files_waiting": _waiting(asked, rebuilding),
        "doubts": report["doubts"],
        "unused": report["unused_corrections"],
        "left_out": sorted(left_out),
        "corrections": waiting,
        "in_force": {row.mark for row in in_force(reversed(waiting))},
        "built": built_marks(asked),
        "not_built": not_built(asked),
        "see": _own_address(asked, asked.value("see", longest=600)),
        "can_change": rebuilding is not None and asked.role == "editor",
        "progress": rebuilding.progress if rebuilding else Progress(),
        "refused": asked.values("refused"),
        "suffixes": ".txt,.md,.html,.htm,.docx,.docm,.xlsx,.csv,.pdf,.ofd,.doc,.xls,.wps,.et,.zip",
    }
    return Shown("documents.html", asked.say("page_documents"), values)


def _page(asked: Asked) -> tuple[list[str], int, int]:
    """Return the documents of one page, those of files that were just loaded first; which of how many."""
    new, documents = frozenset(asked.values("loaded")), asked.build.documents
    keys = sorted(documents, key=lambda key: _short(documents[key]["file"]) not in new)
    pages = max(1, -(-len(keys) // _LISTED))
    page = min(max(asked.number("page", 1), 1), pages)
    return keys[(page - 1) * _LISTED : page * _LISTED], page, pages


def _all_loaded(asked: Asked, keys: Sequence[str]) -> list[Loaded]:
    """Return some documents in their order."""
    new = frozenset(asked.values("loaded"))
    reported = {entry["key"]: entry for entry in asked.build.reported(keys)}
    return [_loaded(asked, reported[key], new) for key in keys]


def _short(file: str) -> str:
    """Return a file without the folders it is in, which are nobody else's business."""
    return file.replace("\\", "/").rsplit("/", 1)[-1]


def _known(build: Build) -> set[str]:
    """Return the names of the files that a build accounts for."""
    names = {record["file"] for record in build.documents.values()}
    listed = (*build.files["failures"], *build.files["passed_over"])
    return names | {_short(entry["file"]) for entry in listed}


def _own_files(rebuilding: Rebuilding) -> set[str]:
    """Return the names of the files in the user's folder."""
    folders = own_documents(rebuilding.home)
    return {path.name for folder in folders for path in folder.iterdir() if path.is_file()}


def _waiting(asked: Asked, rebuilding: Rebuilding | None) -> int:
    """Return how many files of the user's folder no build has looked at.

    An archive is not counted: the build names what is in it, not itself.
    """
    if rebuilding is None or rebuilding.progress.runs:
        return 0
    found = _own_files(rebuilding) - _known(asked.build)
    return sum(not name.lower().endswith(".zip") for name in found)


def _own(rebuilding: Rebuilding | None) -> tuple[frozenset[str], list[Correction]]:
    """Return which files the user left out, and the corrections, the newest first."""
    if rebuilding is None:
        return frozenset(), []
    return read_left_out(rebuilding.home), noted(rebuilding.home)


def _own_address(asked: Asked, address: str) -> str:
    """Return an address that was handed on if it is a place in a text of ours, else ""."""
    return address if address.startswith(asked.href("text", key="")) else ""


def _loaded(asked: Asked, entry: Record, new: Set[str]) -> Loaded:
    record = asked.build.documents[entry["key"]]
    meta = (record.get("wenhao"), record.get("issuer"), record.get("date"))
    return Loaded(
        entry["key"],
        entry["file"],
        entry["title"] or entry["key"],
        tuple(str(value) for value in meta if value),
        entry,
        entry["unexplained"][:_SHOWN],
        entry.get("doubtful", ())[:_SHOWN],
        _short(entry["file"]) in new,
    )


def progress(asked: Asked) -> Record:
    """Return how far a build is, for the page's script."""
    now = asked.site.rebuilding.progress if asked.site.rebuilding else Progress()
    return {"runs": now.runs, "stage": stage(asked, now), "done": now.done, "all": now.all}


def stage(asked: Asked, now: Progress) -> str:
    """Return what a build does, in words."""
    known = ("read", "correct", "documents", "write", "layout", "index")
    return asked.say(f"stage_{now.stage if now.stage in known else 'other'}")


def save(asked: Asked) -> Response:
    """Take files in, leave one out or take it back, or build anew; then show the page again.

    Raises:
        NotAllowedError: this server changes nothing.
    """
    rebuilding, form = asked.site.rebuilding, asked.form
    if rebuilding is None or form is None:
        raise NotAllowedError(asked.say("documents_fixed"))
    if form.get("stop"):
        rebuilding.stop()
        return RedirectResponse(asked.href("documents", anchor="progress"), 303)
    taken, refused = _taken_in(form.getlist("files"), rebuilding.home / DOCUMENTS)
    away, back = str(form.get("leave_out", "")), str(form.get("take_back", ""))
    there = _known(asked.build) | _own_files(rebuilding)
    changed = change_left_out(
        rebuilding.home, lambda left_out: left_out - taken - {back} | ({away} & there)
    )
    if taken or changed or form.get("again"):
        rebuilding.start()
    see = _own_address(asked, str(form.get("see", ""))[:600])
    loaded = sorted(taken)[:_NEW]
    place = asked.href("documents", refused=refused, loaded=loaded, see=see, anchor="progress")
    return RedirectResponse(place, 303)


def _taken_in(files: Iterable[object], folder: Path) -> tuple[set[str], list[str]]:
    """Keep files that were sent; return the names they have, and those of files that cannot be."""
    taken: set[str] = set()
    refused: list[str] = []
    for file in files:
        if not isinstance(file, UploadFile) or not file.filename:
            continue
        name = safe_name(file.filename)
        try:
            if not name:
                raise OSError
            _store(file, folder, name)
        except OSError:
            refused.append(file.filename[:80])
        else:
            taken.add(name)
    return taken, refused


def _store(file: Any, folder: Path, name: str) -> None:
    """Write a file; half of one is never seen under its name."""
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f".{name}.part"
    with half.open("wb") as target:
        while chunk := file.file.read(_CHUNK):
            target.write(chunk)
    half.replace(folder / name)
