"""How much of what extraction misses is listed in the report: python -m bench.missed [--errors].

Over data/gold/documents: every annotated target, project, campaign, honour, enterprise, place and
policy of which no fact was made must stand in the report's list of what no fact explains.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bench.files import GOLD, KNOWLEDGE
from building.coverage.explained import explained
from kg.extraction.mentions import DocumentFacts
from kg.extraction.task_facts import extract
from kg.structure.parser import parse
from kg.text.span import Span

# list of a task in the gold → what its items say verbatim, and the class that is made of them
KINDS = {
    "targets": ("span", "TargetMention"),
    "projects": ("mention", "ProjectMention"),
    "campaigns": ("mention", "CampaignMention"),
    "honours": ("mention", "HonourMention"),
    "enterprises": ("mention", "EnterpriseMention"),
    "places": ("mention", "PlaceMention"),
    "policies": ("title", "PolicyMention"),
    "units": ("name", "UnitMention"),
}
_Item = tuple[str, str, Span]  # kind, words and where they are


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.missed")
    parser.add_argument("--errors", action="store_true", help="show what is not listed")
    options = parser.parse_args(argv)
    missed, listed, shown = Counter[str](), Counter[str](), 0
    shares = []
    for path in sorted((GOLD / "documents").glob("*.gold.json")):
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
        facts = extract(parse(text, KNOWLEDGE.lexicon), path.name, KNOWLEDGE)
        report = explained(facts, KNOWLEDGE.lexicon)
        shares.append(report.share)
        shown += len(report.missed)
        found = [Span(item.start, item.start + len(item.text)) for item in report.missed]
        for kind, words, span in _missed(json.loads(path.read_text(encoding="utf-8")), facts):
            missed[kind] += 1
            if any(_touch(span, other) for other in found):
                listed[kind] += 1
            elif options.errors:
                print(path.stem, kind, words)
    total = max(1, missed.total())
    for kind in sorted(missed):
        print(f"{kind:12s} missed {missed[kind]:3d}  listed {listed[kind]:3d}")
    print(f"listed {listed.total()} of {missed.total()}  {listed.total() / total:.3f}")
    print(f"{shown} entries in the lists; explained {min(shares):.3f} to {max(shares):.3f}")
    return 0


def _missed(gold: Any, facts: DocumentFacts) -> Iterator[_Item]:
    """Yield what of the gold no mention of its kind touches."""
    text = facts.document.text
    for task in (gold.get("documents") or [gold])[0]["tasks"]:
        begin = _begin(task, text)
        for key, (said, mention) in KINDS.items():
            mentions = [m for t in facts.tasks for m in t.mentions if type(m).__name__ == mention]
            texts = {m.text for m in mentions}
            for item in task.get(key, []):
                start = text.find(item[said], begin)
                span = Span(start, start + len(item[said]))
                aside = start < 0 or item.get("optional") or item.get("nested")
                found = item[said] in texts or any(_touch(span, m.span) for m in mentions)
                if not aside and not found:
                    yield key, item[said], span


def _begin(task: Any, text: str) -> int:
    """Return where a task stands, by its first characters."""
    return max(0, text.find((task.get("full_text") or task["text"])[:20]))


def _touch(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


if __name__ == "__main__":
    sys.exit(main())
