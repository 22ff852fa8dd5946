"""Task readings: the parts of a task, and the way back to the stored text."""

from __future__ import annotations

from conftest import KNOWLEDGE

from kg.extraction.task_reading import read_document
from kg.structure.parser import parse
from kg.text.span import Span
from kg.text.stored_text import StoredText
from kg.text.stretches import stretches


def test_a_stretch_keeps_the_way_back() -> None:
    text = "一。新 增（甲\n乙）"
    (stretch,) = stretches(StoredText(text), [Span(2, len(text))])
    assert stretch.text == "新增（甲乙）"
    start = stretch.text.index("增")
    assert text[stretch.starts[start] : stretch.ends[start + 3]] == "增（甲"
    assert [text[i] for i in stretch.starts[:-1]] == list(stretch.text)
    assert [text[i - 1] for i in stretch.ends[1:]] == list(stretch.text)


def test_an_empty_stretch() -> None:
    (stretch,) = stretches(StoredText("甲\n乙"), [Span(1, 2)])
    assert (stretch.text, list(stretch.starts), list(stretch.ends)) == ("", [2], [2])


def test_a_title_on_its_own_line_is_read_by_itself() -> None:
    text = (
        "甲市2024年重点任务\n（一）兴业\n新增企业5家。（牵头单位：市科技局）\n"
        "（二）兴农。新增合作社5家。（牵头单位：市农业农村局）\n"
    )
    first, second = read_document(parse(text, KNOWLEDGE.lexicon), KNOWLEDGE).tasks
    assert [part.text for part in first.parts] == ["兴业", "新增企业5家。"]
    assert second.parts == (second.content,)
