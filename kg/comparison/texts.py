"""Texts as they are compared: without digits, punctuation and spaces."""

from __future__ import annotations

import re

_LEFT_OUT = re.compile(r"[\W\d_]+")  # 新增省市级研发平台14家以上。 → 新增省市级研发平台家以上


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, without digits and punctuation.

    >>> sorted(pairs_of("新增5G基站200个"))
    ['G基', '基站', '增G', '新增', '站个']
    """
    bare = _LEFT_OUT.sub("", text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))


def bare(text: str) -> str:
    """Return a text without digits, punctuation and spaces: what headings are told apart by."""
    return _LEFT_OUT.sub("", text)
