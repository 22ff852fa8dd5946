"""The promises of bench/fuzz on its corpus and on a few inputs; make fuzz tries them for longer."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.fuzz.promises import CORPUS, PROMISES, facts_are_where_they_say
from qa.build import Build

SEEDS = sorted(CORPUS.glob("*.txt"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_what_once_broke_it_holds(path: object) -> None:
    facts_are_where_they_say(path.read_bytes().decode("utf-8"), None)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", PROMISES)
def test_a_promise_holds_of_some_inputs(name: str, build: Build) -> None:
    promise = PROMISES[name]

    @settings(
        max_examples=8 if promise.asks else 15,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(promise.inputs)
    def holds(data: object) -> None:
        promise.check(data, build)

    holds()


def test_a_broken_promise_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    from bench.fuzz.__main__ import tried
    from bench.fuzz.promises import Promise

    def never(data: object, _: Build | None) -> None:
        raise AssertionError(data)

    assert not tried(Promise(st.integers(), never), None, 5)[1]
    assert tried(Promise(st.integers(), lambda *_: None), None, 5) == (5, True)
