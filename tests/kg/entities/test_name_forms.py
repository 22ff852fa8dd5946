"""How names are written, and that each is found by a piece of it whatever slip is made."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE
from hypothesis import given
from hypothesis import strategies as st

from kg.entities.name_forms import UNIT, NameForms, bare_names, clipped_size, substrings, unit_forms

NAMES = st.text("县市教育水利建设工程项目东南幼儿园", min_size=5, max_size=20)
FORMS = [
    ("县民政局", {"县民政局", "民政局"}),
    ("县发展和改革局", {"发改委", "发改局", "县发改局", "县发展和改革委"}),
    ("市生态环境局汶上县分局", {"生态环境局汶上县分局", "环保局"}),
    ("财政所", {"财政所"}),
]


def pieces(name: str, kind: str = "KeyProject") -> dict[str, set[str]]:
    forms = NameForms()
    forms.add(name, kind, "urn:x", acting=kind == UNIT, units=KNOWLEDGE.unit_names)
    found: dict[str, set[str]] = {}
    for where, piece, _ in forms.piece_rows():
        found.setdefault(where, set()).add(piece)
    return found


@pytest.mark.parametrize(("name", "some"), FORMS)
def test_units_are_written_in_many_ways(name: str, some: set[str]) -> None:
    assert some <= unit_forms(name, KNOWLEDGE.unit_names)


@pytest.mark.parametrize(
    ("name", "bare"),
    [("“五星”党支部", {"五星党支部"}), ("《实施方案》", set()), ("上图", set())],
)
def test_a_thing_is_told_by_its_name_without_quotes(name: str, bare: set[str]) -> None:
    assert bare_names(name, "KeyProject") == bare


def test_equal_names_are_one_form_of_several_things() -> None:
    forms = NameForms()
    for place in "甲乙":
        thing = f"urn:{place}/幼儿园"
        forms.add("幼儿园", "KeyProject", thing, acting=False, units=KNOWLEDGE.unit_names)
    ((number, form, kind),) = forms.rows()
    assert (form, kind) == ("幼儿园", "KeyProject")
    assert list(forms.thing_rows()) == [(number, "urn:乙/幼儿园"), (number, "urn:甲/幼儿园")]


@given(NAMES, st.data())
def test_one_slip_leaves_a_piece(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    slips = {
        "replaced": f"{name[:at]}错{name[at + 1 :]}",
        "left out": name[:at] + name[at + 1 :],
        "doubled": name[: at + 1] + name[at:],
        "turned round": name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    }
    written = slips[data.draw(st.sampled_from(sorted(slips)))]
    assert pieces(name)["slip"] & substrings(f"请问{written}谁管")


@given(NAMES)
def test_a_clipped_or_shortened_name_leaves_a_piece(name: str) -> None:
    found, size = pieces(name), clipped_size(name)
    for part in (name[:size], name[-size:]):
        assert found["clipped"] & substrings(part)
    assert found["shortened"] == {name[:2]} and found["begins"] == {name[:3]}
