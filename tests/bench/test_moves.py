"""The way of a document through the modules: few moves, hardly any back and forth."""

from __future__ import annotations

from conftest import FIRST

from bench.moves import follow_reading

MOST_MOVES = 600  # of 3,000 that were the aim; a call for each task between two modules costs 156
MOST_BOTH_WAYS = 8
MOST_BACK_AND_FORTH = 2  # pairs that are walked so again and again; once or twice is a way back
MOST_DERIVED = 2.5  # characters of views for each character of the text


def test_a_document_passes_seldom_between_modules() -> None:
    way = follow_reading(FIRST)
    assert way.moves.total() <= MOST_MOVES, way.moves.most_common(5)
    assert len(way.both_ways) <= MOST_BOTH_WAYS, way.both_ways
    often = way.both_ways_at_least(10)
    assert len(often) <= MOST_BACK_AND_FORTH, often
    assert 0 < way.derived <= MOST_DERIVED * len(FIRST.read_text(encoding="utf-8"))
