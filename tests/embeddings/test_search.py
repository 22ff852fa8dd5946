"""Search over the first document with the model that ships."""

from __future__ import annotations

import pytest

from qa.build import Build


@pytest.mark.parametrize(
    "question, task",
    [
        ("紧密型县域医共体", 68),
        ("節約型機關、綠色學校創建", 31),
        ("农村厕所没人管", 57),
        ("冬天烧气会不会断", 25),
        ("老人家里装扶手", 72),
    ],
)
def test_the_first_document_answers(build: Build, question: str, task: int) -> None:
    found = [
        build.tasks[h.item]["number"]
        for h in build.retriever.search(question, 5)
        if h.item in build.tasks
    ]
    assert task in found


def test_boilerplate_never_ranks(build: Build) -> None:
    lines = {p.text for p in build.retriever.passages}
    assert not {
        line
        for line in lines
        if "抄送" in line or line.startswith("汶政办字") or "此件公开发布" in line
    }
