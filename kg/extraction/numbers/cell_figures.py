"""Figures in the cells of a task's row, read with what they measure and by what unit.

指标名称 | 单位 | 目标值 and 工作任务 | 目标值 are one sentence in several cells. It is put together
as a stretch whose characters keep their places, so that targets are read as anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.knowledge.target_lexicon import TargetLexicon
from kg.structure.document import Task, TaskCell
from kg.structure.tables.column_kinds import GROWTH, STAGE, YEAR_ALONE
from kg.text.span import Span
from kg.text.stored_text import StoredText
from kg.text.stretches import Stretch, stretches

_QUARTERS = dict(zip("一二三四1234", (3, 6, 9, 12) * 2, strict=True))  # and their last months
_HALVES = {"上": 6, "下": 12}
_PROSE = frozenset({"metric", "task", "project", "measure", "text"})
_LONGEST_SUBJECT = 40  # characters; a longer cell is a sentence of its own
# 目标值|（个）
_BRACKET = re.compile(r"（([^（）]{1,6})）$")
# 600 · 3.5 · 1,200: a figure whose unit is elsewhere
_BARE = re.compile(r"\D{0,4}[\d.,]+(?:[—–~～-][\d.,]+)?(?:左右|以上|以下|以内)?")
# 治理河道|累计|7公里
_SUM = re.compile(r"(?<!前)累计")
_CLAUSES = re.compile("[，。；：]")
# 规上工业增加值|增速
_NAMED_GROWTH = re.compile("(?:增长|增速|增幅|增长率)$")
_DIGITS = re.compile(r"\d")
# 1.培育企业 ⏎ |2.|新增企业: a number that a line of a cell begins with
_ITEM = re.compile(r"(?:(?<=\n)|(?<![^\n]))[（(]?\d{1,2}(?:[.．、](?!\d)|[）)])\s*")


def figure_stretches(task: Task, stored: StoredText, words: TargetLexicon) -> tuple[Stretch, ...]:
    """Return the cells of target values of a task, each with what it measures.

    Args:
        task: of a drawn table's row, or any other, which has none.
        stored: the text.
        words: how numbers and their cues look.
    """
    values = [
        cell
        for cell in task.cells
        if cell.kind == "target"
        and (_stage(cell) or not _is_sentence(cell, stored, words) or _is_sum(cell, stored, words))
    ]
    if not values or task.cells[0].kind == "target":
        return ()
    named = next((cell.span for cell in task.cells if cell.kind == "metric"), task.title_span)
    subject = stretches(stored, [named])[0].text
    unit = next((cell for cell in task.cells if cell.kind == "measure_unit"), None)
    unit_text = _stretch(unit, stored).text if unit else ""
    goals = [_stretch(c, stored).text for c in task.cells if c.kind == "target" and not _stage(c)]
    found: list[Stretch] = []
    for cell in values:
        planned, stage, growth = _planned(cell, stored), _stage(cell), _growth(cell)
        if growth and _DIGITS.match(planned.text):
            figure = _with_unit(planned, growth, cell)
            found.append(_with_subject(figure, f"{_NAMED_GROWTH.sub('', subject)}增长", words))
            continue
        figure = _with_unit(planned, unit_text, cell)
        goal = _goal(figure, goals, words) if stage else ""
        found.append(_behind(stage, _with_subject(figure, goal or subject, words)))
    return tuple(found)


def _goal(figure: Stretch, goals: Iterable[str], words: TargetLexicon) -> str:
    """Return what the goals of a whole row measure in the unit of a figure, "" without one.

    累计40亿元 and the goal 陶瓷产值突破90亿元 → 陶瓷产值
    """
    own = words.quantity.search(figure.text)
    for goal in goals if own else ():
        for match in words.quantity.finditer(goal):
            if own and match["unit"] == own["unit"]:
                return words.before.sub("", _CLAUSES.split(goal[: match.start()])[-1])
    return ""


def _stage(cell: TaskCell) -> str:
    """Return by when a cell is to be reached, as its column says; "" where none does.

    二季度 → 6月底前, 上半年 → 6月底前, 1—9月 → 9月底前, 2025年 → 2025年底前
    """
    column = re.sub(r"\s", "", cell.column)
    if cell.kind == "target" and (alone := YEAR_ALONE.fullmatch(column)):
        return f"{alone['year']}年底前"
    match = STAGE.fullmatch(column)
    if match is None or cell.kind != "target":
        return ""
    quarter, half, month = match.group("quarter", "half", "month")
    last = _QUARTERS.get(quarter) or _HALVES.get(half) or month
    return f"{last}月底前"


def _growth(cell: TaskCell) -> str:
    """Return the unit of a column of growth, 增长（%）; "" for any other column."""
    match = GROWTH.fullmatch(re.sub(r"\s", "", cell.column))
    if match is None or cell.kind != "target":
        return ""
    return match["unit"] or "%"


def _behind(stage: str, value: Stretch) -> Stretch:
    """Return a figure behind the time of its column: 6月底前|清淤8公里."""
    if not stage or not value.text:
        return value
    place = [value.starts[0]] * len(stage)
    return Stretch(stage + value.text, value.stored, [*place, *value.starts], [*place, *value.ends])


def _is_sentence(cell: TaskCell, stored: StoredText, words: TargetLexicon) -> bool:
    """Tell whether a cell of target values says by itself what is to be done: 开工幼儿园22所."""
    text = _stretch(cell, stored).text
    figure = words.quantity.search(text)
    if figure is None:
        return _DIGITS.search(text) is None
    return figure.start() > 0 and not _leads(text[: figure.start()], words)


def _is_sum(cell: TaskCell, stored: StoredText, words: TargetLexicon) -> bool:
    """Tell whether a cell says how much is done by then in all: 治理河道累计7公里."""
    text = _stretch(cell, stored).text
    return len(words.quantity.findall(text)) == 1 and _SUM.search(text) is not None


def _planned(cell: TaskCell, stored: StoredText) -> Stretch:
    """Return a cell of target values without the 累计 that elsewhere tells of the past."""
    value = _stretch(cell, stored)
    match = _SUM.search(value.text)
    if match is None:
        return value
    start, end = match.span()
    return Stretch(
        value.text[:start] + value.text[end:],
        value.stored,
        [*value.starts[:start], *value.starts[end:]],
        [*value.ends[:start], *value.ends[end:]],
    )


def _stretch(cell: TaskCell, stored: StoredText) -> Stretch:
    return stretches(stored, [cell.span])[0]


def _with_unit(value: Stretch, unit: str, cell: TaskCell) -> Stretch:
    """Return a bare figure with its unit, which counts as written at the figure's end."""
    bracket = _BRACKET.search(cell.column)
    unit = unit or (bracket[1] if bracket else "")
    match = _BARE.fullmatch(value.text)
    if not unit or not match:
        return value
    digits = max(at.end() for at in _DIGITS.finditer(value.text))
    place = value.ends[digits]
    return Stretch(
        value.text[:digits] + unit + value.text[digits:],
        value.stored,
        [*value.starts[:digits], *[place - 1] * len(unit), *value.starts[digits:]],
        [*value.ends[: digits + 1], *[place] * len(unit), *value.ends[digits + 1 :]],
    )


def _with_subject(value: Stretch, subject: str, words: TargetLexicon) -> Stretch:
    """Return a figure behind what it measures; a cell that says that itself stays as it is."""
    figure = words.quantity.search(value.text)
    if figure is None or not 0 < len(subject) <= _LONGEST_SUBJECT:
        return value
    before = value.text[: figure.start()]
    if before and not _leads(before, words):
        return value
    if words.quantity.search(subject):
        return value
    length, place = len(subject), value.starts[0]  # the figure is where its cell is
    return Stretch(
        subject + value.text,
        value.stored,
        [*[place] * length, *value.starts],
        [*[place] * length, *value.ends],
    )


def _leads(before: str, words: TargetLexicon) -> bool:
    """Tell whether all that is before a figure belongs to it: 不低于, 增长, 全年累计完成."""
    if words.cell_verb.fullmatch(before):
        return True
    cues = (words.before.search(before), words.change_end.search(before))
    return any(cue and cue.start() == 0 for cue in cues)


def prose_spans(task: Task, stored: StoredText, words: TargetLexicon) -> Iterator[Span]:
    """Yield what is read by itself of a row: its title, the rest of its cell, further texts.

    Args:
        task: of a table's row.
        stored: the text.
        words: how numbers and their cues look.
    """
    cells, title, text = task.cells, task.title_span, stored.text
    named = cells[0].span
    if title.start < title.end < named.end and text[title.end] == "\n":
        yield title
        named = Span(title.end, named.end)
    yield from _numbered(named, text)
    for cell in cells[1:]:
        if cell.kind in _PROSE or (cell.kind == "target" and _is_sentence(cell, stored, words)):
            yield from _numbered(cell.span, text)


def _numbered(span: Span, text: str) -> Iterator[Span]:
    """Yield the items of a cell whose lines are numbered, without their numbers."""
    start = span.start
    for match in _ITEM.finditer(text, span.start, span.end):
        if start < match.start():
            yield Span(start, match.start())
        start = match.end()
    if start < span.end:
        yield Span(start, span.end)
