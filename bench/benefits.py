"""Score benefits on documents that grant some: python -m bench.benefits [--errors].

data/gold/benefits holds six documents and what each grants, annotated by eye before a rule was
written. A benefit is found where value, unit and comparator are equal and the words touch; who gets
it is compared for those that are found. What is marked optional counts neither way.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from bench.files import GOLD, KNOWLEDGE, json_lines
from kg.extraction.benefits.benefits import BenefitMention
from kg.extraction.task_facts import extract
from kg.structure.parser import parse

Row = dict[str, Any]
FOLDER = GOLD / "benefits"


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.benefits")
    parser.add_argument("--errors", action="store_true", help="show what is missed and extra")
    options = parser.parse_args(argv)
    right = missed = extra = named = asked = 0
    for path in sorted(FOLDER.glob("*.txt")):
        gold = [row for row in json_lines(FOLDER / "several.jsonl") if row["file"] == path.name]
        found = list(_found(path.read_text(encoding="utf-8"), path.name))
        pairs, left, over = _matched(gold, found)
        missing = [row for row in left if not row.get("optional")]
        right += len(pairs)
        missed, extra = missed + len(missing), extra + len(over)
        whole = [(row, m) for row, m in pairs if row["beneficiary"]]
        asked += len(whole)
        named += sum(_same_recipient(row, m) for row, m in whole)
        if options.errors:
            _show(path.name, missing, over, [p for p in whole if not _same_recipient(*p)])
    print("== what six documents grant (data/gold/benefits)")
    print(f"benefits       right {right} extra {extra} missed {missed}", end="   ")
    print(f"P {right / (right + extra):.3f}  R {right / (right + missed):.3f}")
    print(f"with recipient {named} of {asked}  {named / asked:.3f}")
    return 0


def _found(text: str, file: str) -> Iterator[BenefitMention]:
    facts = extract(parse(text, KNOWLEDGE.lexicon), file, KNOWLEDGE)
    for task in facts.tasks:
        yield from (m for m in task.mentions if isinstance(m, BenefitMention))


def _matched(
    gold: list[Row], found: list[BenefitMention]
) -> tuple[list[tuple[Row, BenefitMention]], list[Row], list[BenefitMention]]:
    """Return the pairs that are one benefit, what is missed and what is extra."""
    left, over, pairs = list(gold), [], []
    for mention in found:
        row = next((row for row in left if _is_one(row, mention)), None)
        if row is None:
            over.append(mention)
            continue
        left.remove(row)
        if not row.get("optional"):
            pairs.append((row, mention))
    return pairs, left, over


def _is_one(row: Row, mention: BenefitMention) -> bool:
    said = (Decimal(str(row["value"])), row["unit"], row["comparator"])
    touching = row["start"] < mention.span.end and mention.span.start < row["end"]
    return touching and said == (mention.value, mention.unit_text, mention.comparator)


def _same_recipient(row: Row, mention: BenefitMention) -> bool:
    """Tell whether one printed recipient holds the other."""
    one, other = row["beneficiary"], mention.beneficiary or ""
    return bool(other) and (one in other or other in one)


def _show(
    file: str, missed: list[Row], extra: list[BenefitMention], other: list[tuple[Row, Any]]
) -> None:
    print(f"-- {file}")
    for row in missed:
        print(f"  missed {row['value']}{row['unit']} {row['comparator']} {row['text']}")
    for mention in extra:
        print(f"  extra  {mention.value}{mention.unit_text} {mention.comparator} {mention.text}")
    for row, mention in other:
        print(f"  recipient {row['beneficiary']} | {mention.beneficiary}")


if __name__ == "__main__":
    sys.exit(main())
