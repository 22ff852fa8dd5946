"""Forms of questions over whole documents: a table of wordings, each with the form it has."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from errors import GraphError
from kg.knowledge.data_folder import DataFolder
from qa.build import Build
from qa.reading.forms import form_of, read_forms, trees_of
from qa.reading.signs import Signs
from qa.understanding.question import understand

TABLE = Path(__file__).with_name("forms.csv")


def wordings() -> list[tuple[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [(row["form"], row["question"]) for row in csv.DictReader(lines)]


def signs_of(build: Build, question: str) -> Signs:
    understood = understand(build, question)
    return build.questions.signs.read(understood.plain, understood.mentions)


def form_name(build: Build, question: str) -> str:
    form = form_of(signs_of(build, question), build.questions.forms)
    return form.name if form else ""


def test_each_wording_has_its_form(build: Build) -> None:
    found = [(question, form, form_name(build, question)) for form, question in wordings()]
    assert [row for row in found if row[1] != row[2]] == []


def test_every_form_is_a_query_and_has_its_example(build: Build) -> None:
    forms = {form.name: form for form in build.questions.forms}
    rows = list(build.questions.data.rows("questions/forms.csv"))
    assert len(forms) == len(rows)
    for row in rows:
        form, signs = forms[row["form"]], signs_of(build, row["example"])
        clause = build.splitter.undivided(row["example"], ())
        assert trees_of(form, signs, clause, "何海平"), row["form"]


NO_FORM = [
    "城中村改造谁牵头",
    "5G基站今年要建多少",
    "哪几条写了充电桩没写牵头单位",
    "谁的电话号码最多",
    "养老服务有哪些指标",
    "济广高速改扩建归谁管",
]


@pytest.mark.parametrize("question", NO_FORM)
def test_what_says_more_has_no_form(build: Build, question: str) -> None:
    signs = signs_of(build, question)
    form = form_of(signs, build.questions.forms)
    assert form is None or [word for word in signs.left if len(word) > 1]


def test_a_form_whose_trees_are_cut_is_named(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    table = tmp_path / "questions" / "forms.csv"
    table.write_text('form,needs,may,trees\nno lead,no_lead,,"[{""find"""\n', encoding="utf-8")
    with pytest.raises(GraphError, match=r"forms\.csv: the trees of no lead"):
        read_forms(DataFolder((tmp_path,)))
