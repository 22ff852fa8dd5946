"""What the program reports in English, in the words of a page: ui/messages/failures.csv.

The reader, the builder and the console say why a file was not read in English; on a Chinese page the row whose
English fits says it in Chinese. What no row knows stays English, and the page marks it as such.
"""

from __future__ import annotations

import re
from functools import cache

from ui.messages import MESSAGES, message

_HOLE = re.compile(r"\\{(\w+)\\}")  # {size}, as re.escape writes it


def told(language: str, sentence: str) -> tuple[str, str]:
    """Return a sentence of the program as a page says it, and the language it is in then.

    >>> told("zh", "the file is empty; nothing to build")
    ('文件是空的', 'zh-CN')
    """
    if language == "zh":
        for key, pattern in _patterns():
            if match := pattern.fullmatch(sentence):
                return message(language, key, **match.groupdict()), "zh-CN"
    return sentence, "en"


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the English sentences as patterns, those with least left open first."""
    rows = [(key, en) for key, en in MESSAGES["en"].items() if key.startswith("failure_")]
    rows.sort(key=lambda row: row[1].count("{"))
    return tuple((key, re.compile(_HOLE.sub(r"(?P<\1>.+)", re.escape(en)))) for key, en in rows)
