"""没答对: a question that was not answered well is noted where its user can send it from."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from serving import asked
from starlette.datastructures import FormData

from qa.build import Build
from ui.pages.registry import PAGES
from ui.pages.wrong import FILE, LONGEST, save, view
from ui.rebuilding import Rebuilding
from ui.refusals import NotAllowedError, WrongValueError
from ui.site import Site

EVIL = '"><img src=x onerror=alert(1)>'


@pytest.fixture
def site_with_home(build: Build, tmp_path: Path) -> Site:
    return Site(build, PAGES, rebuilding=Rebuilding(build.folder, tmp_path / "home"))


def test_a_note_is_a_line_and_is_listed_escaped(site_with_home: Site, tmp_path: Path) -> None:
    at = asked(site_with_home, "/wrong")
    given = {"question": EVIL, "answer": "文件中没有", "grade": "absent", "note": "长" * 9_000}
    assert save(replace(at, form=FormData(given))).status_code == 303
    save(replace(at, form=FormData(given | {"question": "谁管\n厕所"})))
    path = tmp_path / "home" / FILE
    first, second = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    assert (first["question"], first["answer"], len(first["note"])) == (EVIL, "文件中没有", LONGEST)
    assert second["question"] == "谁管 厕所"
    with path.open("a", encoding="utf-8") as file:
        file.write("no note\n")
    shown = view(at)
    html = site_with_home.render(shown.template, at, title=shown.title, **shown.values)
    assert "谁管 厕所" in html
    assert "<img" not in html
    assert str(path) in html


def test_nothing_is_noted_without_a_question_or_a_folder(site: Site, site_with_home: Site) -> None:
    with pytest.raises(WrongValueError):
        save(replace(asked(site_with_home, "/wrong"), form=FormData({"question": " "})))
    with pytest.raises(NotAllowedError):
        save(replace(asked(site, "/wrong"), form=FormData({"question": "谁管厕所"})))
