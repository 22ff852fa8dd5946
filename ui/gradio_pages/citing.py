"""What 「复制引文」 copies: title, 文号, date, task and the sentence itself; the page adds the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kg.text.sentences import sentence_around, sentences
from kg.text.span import Span
from qa.answer import Citation, RankedItem
from ui.planning.goals import task_title
from ui.site import Asked


def citation_of(at: Asked, cited: Citation, ranked: Iterable[RankedItem] = ()) -> str:
    """Return a full citation of some characters.

    Args:
        at: the page.
        cited: what an answer points to: words of a sentence, a heading, or a unit in its bracket.
        ranked: the tasks of the answer, each with the sentence that speaks for it.
    """
    record = at.build.documents.get(cited.document, {})
    title, number = record.get("title") or record.get("file") or "", record.get("wenhao") or ""
    about = "，".join(filter(None, (number, record.get("date") or "")))
    task = at.build.tasks.get(cited.item)
    source = f"《{title}》（{about}）" if about else f"《{title}》"
    where = task_title(task) if task and task["title"] else task["ordinal"] if task else ""
    said = _quoted(at, cited, task, ranked)
    return "，".join(filter(None, (source, where.rstrip(".．、")))) + f"：“{said}”"


def _quoted(
    at: Asked, cited: Citation, task: Mapping[str, Any] | None, ranked: Iterable[RankedItem]
) -> str:
    """Return the sentence that is cited; of a heading or a bracket of units, what the task says too."""
    if cited.document not in at.build.documents:
        return cited.text.strip()
    text = at.build.text(cited.document)
    start, end = sentence_around(text, cited.start, cited.end)
    own = text[start:end]
    if not task or not task["text"] or own.strip("；。") in task["text"]:
        return own
    said = _telling(task["text"], cited.item, ranked)
    if start <= task["start"]:  # its heading, which the citation names already
        return said
    follows = text[task["start"] : start].rstrip().endswith(said)
    return f"{said}{own}" if follows else f"{said.rstrip('；')}……{own}"


def _telling(words: str, task: str, ranked: Iterable[RankedItem]) -> str:
    """Return the sentence of a task that speaks for it, else its first one."""
    evidence = (item.evidence.text for item in ranked if item.id == task)
    told = next((sentence for sentence in evidence if sentence in words), "")
    first = next(sentences(words, Span(0, len(words))), Span(0, len(words)))
    return told or words[first.start : first.end]
