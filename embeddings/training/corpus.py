"""The texts the default model learns from: official lines, written pairs, scored sentences."""

from __future__ import annotations

import csv
import json
import lzma
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from errors import ModelError

_RUN = 12  # Han characters in a row that a training line may not share with the evaluation
_NOT_HAN = re.compile(r"[^\u4e00-\u9fff]+")
# 第九条 · （一） · 1. : numbers of articles and items teach nothing
_NUMBERING = re.compile(
    r"^(?:第[一二三四五六七八九十百零\d]+[条章节]|[（(][一二三四五六七八九十]+[）)]|\d+[.、．]|[一二三四五六七八九十]+、)\s*"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that should lie close together, and the area of government they are of."""

    query: str
    passage: str
    area: str


def official_lines(corpus: Path) -> Iterator[str]:
    """Yield the paragraphs of official_text.txt.xz, without their numbering.

    Raises:
        ModelError: the corpus is not there.
    """
    path = corpus / "official_text.txt.xz"
    if not path.is_file():
        raise ModelError(
            f"{path} is missing; the training corpus is beside the project in development only "
            "(--corpus names another folder); the trained model in embeddings/model/ needs none"
        )
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield _NUMBERING.sub("", line.strip())


def colloquial_pairs(files: Iterable[Path]) -> Iterator[Pair]:
    """Yield utterance → official sentence, from files of {"area", "official", "questions"}."""
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                for question in row["questions"]:
                    yield Pair(question, row["official"], row["area"])


def together(pairs: Iterable[Pair]) -> Iterator[str]:
    """Yield each pair as one line, both ways round.

    Skip-gram then meets everyday words and official ones in one window, which ties them before
    any contrastive training.
    """
    for pair in pairs:
        yield f"{pair.query} {pair.passage}"
        yield f"{pair.passage} {pair.query}"


def scored_sentences(corpus: Path) -> Iterator[Pair]:
    """Yield sentences of like meaning from the Chinese STS-B (4 points and more) and triplets."""
    for file in sorted((corpus / "text2vec").glob("STS-B.*.data")):
        for line in file.read_text(encoding="utf-8").splitlines():
            first, second, score = line.rsplit("\t", 2)
            if int(score) >= 4 and first != second:
                yield Pair(first, second, "text2vec")
    triplets = corpus / "text2vec" / "bge_finetune_data.jsonl"
    for line in triplets.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Pair(row["query"], row["pos"][0], "text2vec")


class Leakage:
    """Tells whether a line would teach the evaluation: shares a run of 12 Han characters with it.

    Args:
        texts: evaluation texts; empty on a machine that has none.
        questions: evaluation questions, refused whole.
    """

    def __init__(self, texts: Iterable[str], questions: Iterable[str] = ()) -> None:
        self._runs = {run for text in texts for run in _runs(text)}
        self._questions = {_NOT_HAN.sub("", q) for q in questions if len(_NOT_HAN.sub("", q)) > 3}

    def __call__(self, text: str) -> bool:
        """Return whether a training text must be left out."""
        han = _NOT_HAN.sub("", text)
        return any(q in han for q in self._questions) or any(r in self._runs for r in _runs(text))


def _runs(text: str) -> Iterator[str]:
    for piece in _NOT_HAN.split(text):
        for start in range(len(piece) - _RUN + 1):
            yield piece[start : start + _RUN]


def evaluation(shared: Path, own: Path) -> Leakage:
    """Return the filter of the evaluation: texts and questions beside the corpus, own questions."""
    documents = [
        p.read_text(encoding="utf-8") for p in sorted((shared / "documents").glob("*.txt"))
    ]
    questions = [
        json.loads(line)["question"]
        for path in [*sorted((shared / "eval").glob("*.jsonl")), *sorted(own.glob("*.jsonl"))]
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return Leakage([*documents, *questions], questions)


def thesaurus_pairs(folder: Path) -> Iterator[Pair]:
    """Yield everyday words and English terms → official terms, from the topic tables.

    Every everyday word comes once alone and once beside its neighbour, each time against another
    choice of the concept's official terms, so that all of them are learnt.
    """
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                terms = [row["label"], *filter(None, row["alt"].split("|"))]
                spoken = [*filter(None, row["everyday"].split("|")), row["english"]]
                for i, words in enumerate(spoken):
                    some = "、".join(terms[(i + j) % len(terms)] for j in range(min(3, len(terms))))
                    beside = spoken[(i + 1) % len(spoken)]
                    yield Pair(words, some, file.stem)
                    yield Pair(f"{words}，{beside}", f"{row['label']}。{row['scope']}", file.stem)
