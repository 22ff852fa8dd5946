"""Print speed figures, as ratios within one run where it matters: python -m bench.speed."""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.files import KNOWLEDGE, own_questions
from kg.extraction import extract
from kg.extraction.mentions import DocumentFacts
from kg.structure.parser import parse
from qa.answering import ask
from qa.build import open_build


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed")
    parser.add_argument("--build", type=Path, default=Path("build"))
    options = parser.parse_args(argv)
    begun = time.perf_counter()
    build = open_build(options.build)
    ask(build, "农村厕所没人管")
    print(f"open build and first answer   {time.perf_counter() - begun:8.3f} s")
    key = next(iter(build.documents))
    text = build.text(key)
    once = _median(partial(_facts, text))
    print(f"parse and extract {len(text):6d} chars {once * 1000:8.1f} ms")
    for times in (2, 4):
        longer = _median(partial(_facts, text * times), rounds=3)
        print(f"  the same text {times} times over   {longer / once:8.2f} × the time")
    question = _median(lambda: build.retriever.search("老人家里装扶手"), rounds=50)
    print(f"one search, warm              {question * 1000:8.2f} ms")
    asked = [row["question"] for row in own_questions("blind3")]
    answers = [_median(lambda text=text: ask(build, text), rounds=1) for text in asked[20:220]]  # type: ignore[misc]
    print(f"one answer, warm, median      {statistics.median(answers) * 1000:8.2f} ms")
    print(f"  of 200, slowest             {max(answers) * 1000:8.2f} ms")
    passages = ["推动农村人居环境整治提升，健全长效机制。" * 10] * 2000
    encode = _median(lambda: build.encoder.encode_passages(passages), rounds=3)
    print(f"passages of 200 chars         {len(passages) / encode:8.0f} a second")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"peak memory                   {peak:8d} MB")
    return 0


def _facts(text: str) -> DocumentFacts:
    return extract(parse(text, KNOWLEDGE.lexicon), "x.txt", KNOWLEDGE)


def _median(work: Callable[[], object], rounds: int = 5) -> float:
    seconds = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


if __name__ == "__main__":
    sys.exit(main())
