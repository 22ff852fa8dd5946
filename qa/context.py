"""A question before its build: what it names, and what retrieval ranked for it."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from embeddings import Hit
from kg.export.build_folder import cited_name
from kg.knowledge.thesaurus import ANY
from kg.text.allowed import whole_characters
from kg.text.numerals import numbered
from qa.answer import Citation
from qa.build import Build
from qa.evidence.facts import Facts, Row
from qa.mentions import NAMESAKES
from qa.understanding.question import Question, understand
from qa.wording import listed, say

_READ = 40  # hits that are looked at


@dataclass(frozen=True)
class Context:
    """A question before its build.

    Attributes:
        build: the opened build.
        question: as understood.
        hits: what retrieval ranked for it, best first.
        wanted: the language that is wanted of the answer, "" for the question's own.
    """

    build: Build
    question: Question
    hits: tuple[Hit, ...]
    wanted: str = ""

    @property
    def language(self) -> str:
        """The language of the answer, zh or en."""
        return self.wanted or self.question.language

    @property
    def facts(self) -> Facts:
        """The facts of the build."""
        return self.build.facts

    def say(self, key: str, **values: object) -> str:
        """Return a sentence in the language of the answer."""
        return say(self.language, key, **values)

    def listed(self, names: Iterable[str]) -> str:
        """Return names as a list in a sentence."""
        return listed(self.language, list(names))

    @cached_property
    def simplified_texts(self) -> Container[str]:
        """The texts of the documents asked about, to see whether a word occurs in them at all."""
        documents = self.question.documents
        if not documents:
            return self.build.simplified_texts
        return "\n".join(map(self.build.simplified_text, sorted(documents)))

    @cached_property
    def topic_hits(self) -> tuple[Hit, ...]:
        """What retrieval ranks for the topic alone, without names and asking words."""
        question = self.question
        if not question.has_topic or question.topic == question.plain:
            return self.hits
        return self.build.retriever.search(
            question.topic, len(self.hits) or 1, documents=question.documents
        )

    def concepts(self) -> list[str]:
        """Return the concepts the question's words name."""
        words = self.build.questions.words.without_asking(self.question.plain)
        return list(dict.fromkeys(m.concept for m in self.build.thesaurus.find(words, kinds=ANY)))

    def strange_concepts(self) -> list[str]:
        """Return the concepts the question names that no document names, nor a narrower one.

        A word that stands in one of them names what it says there: 上市 in 上市委审核.
        """
        thesaurus, named = self.build.thesaurus, self.build.named_concepts
        words = self.build.questions.words.without_asking(self.question.plain)
        known = {
            m.concept
            for m in thesaurus.find(words, kinds=ANY)
            if words[m.start : m.end] in self.simplified_texts
        }
        strange = (c for c in self.concepts() if c not in known)
        return [c for c in strange if not named & set(thesaurus.below(c))]

    def within(self, document: str) -> bool:
        """Tell whether the question is about a document."""
        return self.question.documents is None or document in self.question.documents

    def task_hits(self, limit: int = 12) -> list[str]:
        """Return the best tasks that retrieval found, best first."""
        return [h.item for h in self.topic_hits if h.item in self.build.tasks][:limit]

    def named_tasks(self) -> list[str]:
        """Return the tasks that name what the question names: a project, a policy, a title."""
        found: dict[str, None] = {}
        for mention in self.question.things:
            # what hundreds of things are called, one in each county, tells no task
            for node in mention.nodes if len(mention.nodes) <= NAMESAKES else ():
                rows = self.facts.rows("names", "thing", node) or self.facts.rows(
                    "citations", "policy", node
                )
                found |= {row.get("task") or row["subject"]: None for row in rows}
        return [t for t in found if t in self.build.tasks and self.within(self.document_of(t))]

    def main_task(self) -> str | None:
        """Return the task a question is about: one that names its names, else the best ranked."""
        named, ranked = self.named_tasks(), self.task_hits(30)
        if named:
            return next((task for task in ranked if task in named), named[0])
        return ranked[0] if ranked else None

    def main_item(self) -> str | None:
        """Return the task or paragraph a question is about."""
        named = self.named_tasks()
        if named or not self.topic_hits:
            return self.main_task()
        return self.topic_hits[0].item

    def text_of(self, item: str) -> str:
        """Return section, title and text of a task, or the text of a paragraph."""
        record = self.build.tasks.get(item)
        if record is None:
            return self.build.paragraphs.text(item)
        return f"{record['section']}\n{record['title']}\n{record['text']}"

    def document_of(self, item: str) -> str:
        """Return the key of the document an item belongs to."""
        return self.build.tasks.document_of(item)

    def title(self, item: str) -> str:
        """Return how a task or paragraph is called in an answer."""
        record = self.build.tasks.get(item)
        if record is None:
            text = self.build.paragraphs.text(item)
            return text if len(text) <= 40 else text[:39] + "…"
        text = record["title"] or record["text"]
        return numbered(record["ordinal"], text if len(text) <= 40 else text[:39] + "…")

    def number(self, task: str) -> int | str:
        """Return a task's running number; its IRI where several documents are loaded."""
        single = len(self.build.documents) == 1
        return int(self.build.tasks[task]["number"]) if single else task

    def cite(self, row: Row, item: str | None = None) -> Citation:
        """Return the citation of a row that has text, start and end."""
        item = item or row.get("task") or row.get("subject") or ""
        document = row["document"]
        text = row.get("exact") or self.build.text(document)[row["start"] : row["end"]]
        ordinal = self.build.tasks[item]["ordinal"] if item in self.build.tasks else ""
        return citation(self.build, item, document, ordinal, text, row["start"], row["end"])

    def cite_task(self, task: str) -> Citation:
        """Return a citation of a task's title, or of its beginning, or of a paragraph."""
        if task not in self.build.tasks:
            part = self.build.paragraphs.passage(task)
            return citation(self.build, task, part.document, "", part.text, part.start, part.end)
        record = self.build.tasks[task]
        document = self.document_of(task)
        text = self.build.text(document)[record["start"] : record["end"]]
        shown = record["title"] or text[:40]
        at = max(0, text.find(shown))
        start = record["start"] + at
        return citation(
            self.build, task, document, record["ordinal"], shown, start, start + len(shown)
        )


def context_of(build: Build, text: str, documents: Collection[str] | None = None) -> Context:
    """Return a question with what retrieval ranks for it.

    Args:
        build: the opened build.
        text: in anyone's words.
        documents: only these documents' keys, if given.
    """
    question = understand(build, whole_characters(text))
    if documents is not None:
        question = replace(question, documents=frozenset(documents))
    hits = build.retriever.search(question.plain, _READ, documents=question.documents)
    return Context(build, question, hits)


def citation(
    build: Build, item: str, document: str, ordinal: str, text: str, start: int, end: int
) -> Citation:
    """Return a citation with how to write it: 〔文号·任务号·原文〕."""
    source = cited_name(build.documents[document])
    reference = "〔" + "·".join(filter(None, (source, ordinal, text.strip()))) + "〕"
    return Citation(item, document, ordinal, text, start, end, reference)
