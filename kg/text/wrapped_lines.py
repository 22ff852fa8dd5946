"""Lines that a page broke in the middle of a sentence, joined again."""

from __future__ import annotations

_STOPS = "。；：！？）"


def joined_lines(text: str) -> str:
    r"""Join full lines that end without a stop to what follows them.

    >>> joined_lines("通知\n县政府各部门要全面推进项\n目建设。")
    '通知\n县政府各部门要全面推进项目建设。\n'
    """
    lines = [line.rstrip() for line in text.split("\n")]
    widths = sorted(len(line) for line in lines if line)
    full = widths[int(len(widths) * 0.8)] - 3 if widths else 0
    pieces: list[str] = []
    for line in lines:
        broken = len(line) >= full and line[-1:] not in _STOPS
        pieces.extend((line, "" if broken else "\n"))
    return "".join(pieces)
