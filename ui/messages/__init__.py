"""All text of the pages, in Chinese and English: one table, read from the CSV files beside this.

A page keeps its texts in the file of its name; a test holds both languages to the same gaps.
"""

from __future__ import annotations

import csv
from pathlib import Path

from errors import PolicyGraphError
from qa.answers.phrases import filled

LANGUAGES = ("zh", "en")


def _read(folder: Path) -> dict[str, dict[str, str]]:
    """Return {language: {key: text}} of all tables of a folder; a key stands in one of them."""
    texts: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                if row["key"] in texts["zh"]:
                    raise PolicyGraphError(f"{path.name}: {row['key']} stands there twice")
                for language in LANGUAGES:
                    texts[language][row["key"]] = row[language]
    return texts


MESSAGES = _read(Path(__file__).parent)


def message(language: str, key: str, **values: object) -> str:
    """Return one text in a language, with its values filled in.

    {count:task|tasks} is 1 task, 2 tasks.
    """
    return filled(MESSAGES[language][key], values)
