"""Strategies for queries: trees of every kind of condition and operation."""

from __future__ import annotations

from hypothesis import strategies as st

from qa.query.tree import (
    About,
    AllOf,
    AnyOf,
    Compare,
    Count,
    Due,
    Each,
    Either,
    Exists,
    Find,
    Has,
    Is,
    Measured,
    Name,
    Not,
    Numbered,
    PathTo,
    Related,
    Sum,
    Thing,
    Within,
)

WORDS = st.text("水务局牵头ab1%《", min_size=1, max_size=8)
OPERANDS = st.recursive(
    st.builds(Name, WORDS) | st.builds(Thing, WORDS),
    lambda inner: st.builds(AnyOf, st.tuples(inner, inner)) | st.builds(AllOf, st.tuples(inner)),
    max_leaves=3,
)
CONDITIONS = st.recursive(
    st.builds(About, WORDS, st.none() | WORDS)
    | st.builds(Related, to=st.none() | OPERANDS)
    | st.builds(Is, OPERANDS)
    | st.builds(Within, OPERANDS)
    | st.builds(Numbered, WORDS)
    | st.builds(Has, value=WORDS)
    | st.builds(Measured, number=st.integers(0, 10**6), unit=st.none() | WORDS)
    | st.builds(Due, date=WORDS),
    lambda inner: st.builds(Not, inner) | st.builds(Either, st.tuples(inner, inner)),
    max_leaves=3,
)
FINDS = st.builds(
    Find,
    where=st.lists(CONDITIONS, max_size=3).map(tuple),
    show=st.just(("title", "unit")),
    over=st.sampled_from([Count(), Exists(), Each("jurisdiction"), Sum("value", 3)])
    | st.builds(PathTo, OPERANDS),
)
TREES = FINDS | st.builds(Compare, st.tuples(FINDS, FINDS), by=st.just("value"))
