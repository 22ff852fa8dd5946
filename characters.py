"""Simplified characters for traditional ones and for the compatibility forms PDF files hold."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

# radicals that are written as characters (source: Unicode, EquivalentUnifiedIdeograph.txt)
_RADICALS = {
    **{0x2E81: "厂", 0x2E87: "几", 0x2E8C: "小", 0x2E92: "巳", 0x2E93: "幺", 0x2E97: "心"},
    **{0x2E9C: "日", 0x2E9D: "月", 0x2E9F: "母", 0x2EA0: "民", 0x2EA7: "牛", 0x2EA9: "王"},
    **{0x2EAB: "目", 0x2EAC: "示", 0x2EAE: "竹", 0x2EB6: "羊", 0x2EB7: "羊", 0x2EBB: "聿"},
    **{0x2EBC: "肉", 0x2EBD: "臼", 0x2EC1: "虎", 0x2EC4: "西", 0x2EC5: "见", 0x2EC6: "角"},
    **{0x2EC7: "角", 0x2EC9: "贝", 0x2ECA: "足", 0x2ECB: "车", 0x2ED1: "长", 0x2ED3: "长"},
    **{0x2ED4: "门", 0x2ED5: "阜", 0x2ED7: "雨", 0x2ED8: "青", 0x2ED9: "韦", 0x2EDA: "页"},
    **{0x2EDB: "风", 0x2EDC: "飞", 0x2EDD: "食", 0x2EE1: "首", 0x2EE2: "马", 0x2EE3: "骨"},
    **{0x2EE4: "鬼", 0x2EE5: "鱼", 0x2EE6: "鸟", 0x2EE7: "卤", 0x2EE8: "麦", 0x2EE9: "黄"},
    **{0x2EEA: "黾", 0x2EEC: "齐", 0x2EEE: "齿", 0x2EF0: "龙", 0x2EF1: "龟", 0x2EF3: "龟"},
}
_KANGXI = range(0x2F00, 0x2FD6)


def simplified(text: str) -> str:
    """Return a text in simplified characters, one for one; radicals become characters.

    >>> simplified("節約型機關"), simplified("⽼旧⼩区")
    ('节约型机关', '老旧小区')
    """
    return text.translate(_table())


@cache
def _table() -> dict[int, str]:
    """Map traditional to simplified characters (source: OpenCC, TSCharacters), and radicals."""
    table = (files("opencc") / "dictionary" / "TSCharacters.txt").read_text(encoding="utf-8")
    rows = (line.split() for line in table.splitlines())
    known = {ord(r[0]): r[1] for r in rows if len(r) > 1 and len(r[0]) == len(r[1]) == 1}
    kangxi = {code: unicodedata.normalize("NFKC", chr(code)) for code in _KANGXI}
    return {**known, **_RADICALS, **{code: known.get(ord(c), c) for code, c in kangxi.items()}}
