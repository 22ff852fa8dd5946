"""The closing block of a text, or of a part of it: copies, attachments, signature, web residue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.knowledge.lexicon import Lexicon
from kg.structure.blocks import Block
from kg.structure.metadata_patterns import DATE_LINE
from kg.structure.tables.table import Table
from kg.text.span import Bounds

_LONGEST_SIGNATURE = 30  # characters


def without_closings(
    text: str, parts: Iterable[Sequence[Block]], tables: Sequence[Table], lexicon: Lexicon
) -> tuple[list[Block], list[Bounds]]:
    """Return the blocks of some parts before what closes each, and where that stands in each.

    Args:
        text: a view's text.
        parts: the text before its annexes, and each of them.
        tables: its tables, in order.
        lexicon: labels and words of closing lines.
    """
    kept: list[Block] = []
    closings: list[Bounds] = []
    for blocks in parts:
        last = _last_block(_of_page(text, blocks, lexicon), tables)
        stop = _tail_start(text, blocks[last:], lexicon) if last >= 0 else len(text)
        kept.extend(replace(b, end=min(b.end, stop)) for b in blocks if b.start < stop)
        end = blocks[-1].end if blocks else len(text)
        closings.append((stop, max(stop, end)))
    return kept, closings


def _of_page(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> Sequence[Block]:
    """Return the blocks before the line that ends the text of a page: （责任编辑：甲）."""
    numbered = False
    for index, block in enumerate(blocks):
        numbered = numbered or bool(block.style)
        if numbered and lexicon.documents.page_end.match(text, block.start, block.end):
            return blocks[:index]
    return blocks


def _last_block(blocks: Sequence[Block], tables: Sequence[Table]) -> int:
    """Return the index of the last block that is numbered or in a table, or -1."""
    if not blocks:
        return -1
    ends = [table.end for table in tables if blocks[0].start <= table.start < blocks[-1].end]
    tables_end = max(ends, default=0)
    return max((i for i, b in enumerate(blocks) if b.style or b.end <= tables_end), default=-1)


def _tail_start(text: str, blocks: Sequence[Block], lexicon: Lexicon) -> int:
    """Return where the closing block begins: copies, attachments, signature, web residue.

    Args:
        text: a view's text.
        blocks: the last that is numbered or in a table, and those behind it.
        lexicon: words of closing lines.
    """
    organisation = lexicon.attributions.organisation
    for block in blocks:
        line = text[block.start : block.end]
        if block is not blocks[0] and _closes(line, lexicon):
            return block.start
        signed = lexicon.documents.signed.search(line)
        if signed and organisation.match(signed["organisation"]):
            return block.start + signed.start()
    return len(text)


def _closes(line: str, lexicon: Lexicon) -> bool:
    """Tell whether a line can only be behind the last item."""
    words = lexicon.documents
    if any(p.match(line) for p in (*words.closing, words.web_residue, DATE_LINE)):
        return True
    signature = len(line) <= _LONGEST_SIGNATURE and "：" not in line
    return signature and lexicon.attributions.organisation.match(line) is not None
