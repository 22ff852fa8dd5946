"""Odd inputs are read in time that grows as they do; both times are of the same run."""

from __future__ import annotations

import gc
from time import process_time

import pytest
from conftest import KNOWLEDGE

from kg.extraction.task_facts import extract
from kg.structure.parser import parse

HEAD = "甲县2024年重点工作任务\n一、工作\n（一）做事。"
TIMES, MOST = 8, 26  # an input so many times as long takes at most so many times as long: not 64
# (what is repeated, how often in the shorter input)
CASES = [("9%", 120), ("（", 1500), ("（一）", 800), ("牵头单位：", 500), ("（县水利局\n", 600)]


def seconds(text: str) -> float:
    """Return the CPU time of reading a text, the least of two, without collecting garbage."""
    taken = []
    for _ in range(2):
        gc.collect()
        gc.disable()  # what other tests left would be looked through in between
        begin = process_time()
        extract(parse(text, KNOWLEDGE.lexicon), "a.txt", KNOWLEDGE)
        taken.append(process_time() - begin)
        gc.enable()
    return min(taken)


@pytest.mark.parametrize("piece, count", CASES)
def test_reading_grows_with_its_input(piece: str, count: int) -> None:
    seconds(HEAD + piece)  # what is compiled once
    short = seconds(HEAD + piece * count)
    assert seconds(HEAD + piece * count * TIMES) < MOST * max(short, 0.01)
