"""Tables as text: a row becomes a numbered item, a labelled column a labelled line.

序号 | 重点任务 | 责任单位 | 完成时限          1.做好甲事
1    | 做好甲事 | 市教育局 | 6月底      →      责任单位：市教育局
完成时限：6月底
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# columns that say who or when; the others are the item's own text
_LABELLED = re.compile(r"单位|部门|主体|时限|时间|领导|责任人|配合|牵头")
_NUMBERED = re.compile(r"^(?:序号|编号|项次|序)$")


def table_lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table as lines.

    Args:
        rows: cells of each row, the header first; merged cells may repeat their text.
    """
    rows = [[re.sub(r"\s+", " ", cell).strip() for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    header = next((i for i, row in enumerate(rows[:3]) if _is_header(row)), None)
    if header is None:
        for row in rows:
            yield "　".join(dict.fromkeys(filter(None, row)))
        return
    names = rows[header]
    for row in rows[header + 1 :]:
        yield from _row_lines(names, row)


def _is_header(row: Sequence[str]) -> bool:
    return len(row) > 1 and any(_LABELLED.search(c) and len(c) <= 10 for c in row)


def _row_lines(names: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    number, own, labelled = "", [], []
    seen: set[str] = set()
    for name, cell in zip(names, row, strict=False):
        if not cell or (cell in seen and not _LABELLED.search(name)):
            continue
        seen.add(cell)
        if _NUMBERED.match(name):
            number = cell
        elif _LABELLED.search(name):
            labelled.append(f"{name}：{cell}")
        else:
            own.append(cell)
    prefix = f"{number}." if re.fullmatch(r"\d{1,3}", number) else number
    text = "。".join(piece.rstrip("。") for piece in own)
    if text:
        yield f"{prefix}{text}。" if prefix or labelled else text
    yield from labelled
