"""Draw the two ways through the program: python docs/images/draw.py writes the SVG files.

Boxes in rows, joined by arrows; a box is (title, what it does, where). Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

WIDTH, HEIGHT, GAP, MARGIN = 150, 74, 34, 16
STYLE = (
    "text{font-family:'Noto Sans CJK SC','Microsoft YaHei',sans-serif}"
    "text{text-anchor:middle;fill:#1f2a37}"
    ".t{font-size:15px;font-weight:600}.w{font-size:11.5px}.f{font-size:10.5px;fill:#57606a}"
    "rect{fill:#f3f6fa;stroke:#7f93a8}path{stroke:#57606a;fill:none}"
)
HEAD = (
    '<marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
    'orient="auto"><path d="M0 0 8 4 0 8z" style="fill:#57606a;stroke:none"/></marker>'
)


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a drawing, by column and row."""

    column: int
    row: int
    title: str
    what: str
    where: str

    @property
    def left(self) -> int:
        """Left edge in pixels."""
        return MARGIN + self.column * (WIDTH + GAP)

    @property
    def top(self) -> int:
        """Upper edge in pixels."""
        return MARGIN + self.row * (HEIGHT + GAP)


# name → box; then which leads to which
DOCUMENT = (
    {
        "file": Box(0, 1, "file 文件", "docx html md pdf txt", "data/documents"),
        "text": Box(1, 1, "text 存档文本", "decoded, NFC, LF", "kg/text"),
        "structure": Box(2, 1, "structure 结构", "sections, tasks, 分工", "kg/structure"),
        "extraction": Box(3, 1, "extraction 抽取", "mentions with spans", "kg/extraction"),
        "entities": Box(4, 1, "entities 实体", "linked names, IRIs", "kg/entities"),
        "rdf": Box(5, 1, "graph 图谱", "RDF, SHACL, provenance", "kg/rdf"),
        "knowledge": Box(2, 0, "knowledge 知识", "rules, names, thesaurus", "data, kg/knowledge"),
        "passages": Box(3, 2, "passages 段落", "of tasks and paragraphs", "embeddings"),
        "index": Box(4, 2, "index 索引", "vectors, words", "embeddings"),
        "taken": Box(5, 2, "network, exports", "paths, GraphML, CSV …", "kg/network, kg/export"),
        "build": Box(4, 3, "build 构建", "checked, then swapped in", "building"),
    },
    "file text,text structure,structure extraction,extraction entities,entities rdf,"
    "knowledge structure,knowledge extraction,structure passages,passages index,rdf taken,"
    "index build,taken build",
)
QUESTION = (
    {
        "asked": Box(0, 0, "question 提问", "zh, en, dialects", "qa/__main__, ui"),
        "names": Box(1, 0, "names 认名", "units, things, places", "qa/mentions"),
        "reading": Box(2, 0, "reading 读题", "cues, examples → trees", "qa/reading, qa/query"),
        "absent": Box(3, 0, "absence 有没有", "plainly missing? said so", "qa/declining"),
        "ranked": Box(2, 1, "retrieval 检索", "vectors + words, fused", "embeddings"),
        "query": Box(4, 0, "execution 执行", "bound SPARQL, ranking", "qa/execution, kg/rdf"),
        "judged": Box(4, 1, "does it answer?", "a fitted model decides", "qa/answers/judging"),
        "answer": Box(
            5, 0, "answer 回答", "a sentence + its characters", "qa/answering, qa/answers"
        ),
        "shown": Box(5, 1, "shown 呈现", "page, terminal, HTTP, MCP", "ui, qa/tools"),
    },
    "asked names,names reading,reading absent,absent query,query answer,names ranked,"
    "ranked judged,judged answer,answer shown",
)


def drawing(boxes: dict[str, Box], arrows: str) -> str:
    """Return a drawing as SVG."""
    right = max(box.left for box in boxes.values()) + WIDTH + MARGIN
    bottom = max(box.top for box in boxes.values()) + HEIGHT + MARGIN
    ends = (arrow.split() for arrow in arrows.split(","))
    parts = [_arrow(boxes[start], boxes[end]) for start, end in ends]
    parts += [_box(box) for box in boxes.values()]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {right} {bottom}" '
        f'width="{right}" height="{bottom}"><style>{STYLE}</style><defs>{HEAD}</defs>'
        f'<rect width="{right}" height="{bottom}" style="fill:#fff;stroke:none"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _box(box: Box) -> str:
    lines = ((box.title, "t", 25), (box.what, "w", 45), (box.where, "f", 63))
    texts = "".join(
        f'<text class="{kind}" x="{box.left + WIDTH // 2}" y="{box.top + y}">{escape(text)}</text>'
        for text, kind, y in lines
    )
    edge = f'<rect x="{box.left}" y="{box.top}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>'
    return edge + texts


def _arrow(start: Box, end: Box) -> str:
    """Return an arrow from side to side in one row, else from below or above."""
    middle = (start.left + WIDTH // 2, end.left + WIDTH // 2)
    if start.row == end.row:
        y = start.top + HEIGHT // 2
        path = f"M{start.left + WIDTH} {y}H{end.left - 2}"
    elif start.row < end.row:
        path = f"M{middle[0]} {start.top + HEIGHT}L{middle[1]} {end.top - 2}"
    else:
        path = f"M{middle[0]} {start.top}L{middle[1]} {end.top + HEIGHT + 2}"
    return f'<path d="{path}" marker-end="url(#a)"/>'


def drawings() -> dict[str, str]:
    """Return both drawings by file name."""
    return {"document.svg": drawing(*DOCUMENT), "question.svg": drawing(*QUESTION)}


if __name__ == "__main__":
    for name, content in drawings().items():
        (Path(__file__).parent / name).write_text(content, encoding="utf-8")
