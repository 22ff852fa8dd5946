"""An opened build: each part is read when it is first asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from embeddings import Encoder, Retriever, load_encoder
from embeddings.encoder import Matrix
from embeddings.lexical import simplify
from errors import IndexMismatchError
from kg.export.build_folder import BuildFolder
from kg.export.manifest import read_manifest
from kg.knowledge.knowledge import Knowledge, open_knowledge
from kg.knowledge.thesaurus import ANY, Thesaurus
from kg.network.traversal import local_name, node_label
from kg.network.unit_measures import UnitCentrality, centrality
from kg.rdf.named_queries import select
from qa.english import pinyin_names
from qa.evidence.graph_rows import GraphRows
from qa.facts import Facts
from qa.knowledge import QuestionKnowledge
from qa.mentions import NameIndex, QuestionMention
from qa.paragraphs import Paragraphs
from settings import Settings

Record = dict[str, Any]


@dataclass(frozen=True)
class Build(BuildFolder):
    """A build folder with what questions need.

    Attributes:
        manifest: what made it.
        encoder: the encoder its index was made with.
        knowledge: what names and words of questions are told by.
    """

    manifest: Record
    encoder: Encoder
    knowledge: Knowledge

    @cached_property
    def questions(self) -> QuestionKnowledge:
        """What understanding a question needs to know."""
        return QuestionKnowledge(self.knowledge.data)

    @cached_property
    def centrality(self) -> list[UnitCentrality]:
        """Units that have a task, most tasks first, with how central they are."""
        return centrality(self.network)

    @cached_property
    def terms(self) -> dict[str, tuple[str, str]]:
        """The Chinese and English name of every relation, class and list value, by local name."""
        return {local_name(r["term"]): (r["zh"], r["en"]) for r in select(self.graph, "terms")}

    @cached_property
    def retriever(self) -> Retriever:
        """The search index.

        Raises:
            IndexMismatchError: it does not fit the encoder or the tasks.
        """
        retriever = Retriever.load(self.folder / "index", self.encoder, self.questions.words)
        known = set(retriever.items)
        missing = next((task for task in self.tasks if task not in known), None)
        if missing:
            raise IndexMismatchError(f"the index does not know task {missing}; build again")
        return retriever

    @cached_property
    def documents(self) -> dict[str, Record]:
        """The document records of tasks.json, by key."""
        return {entry["document"]["key"]: entry["document"] for entry in self._records}

    @cached_property
    def tasks(self) -> dict[str, Record]:
        """The task records of tasks.json, by IRI."""
        return {task["id"]: task for entry in self._records for task in entry["tasks"]}

    @cached_property
    def _records(self) -> list[Record]:
        content = json.loads((self.folder / "tasks.json").read_text(encoding="utf-8"))
        entries: list[Record] = content["documents"]
        return entries

    @cached_property
    def documents_by_id(self) -> dict[str, str]:
        """The keys of the documents, by IRI."""
        return {record["id"]: key for key, record in self.documents.items()}

    @cached_property
    def document_of(self) -> dict[str, str]:
        """The key of the document each task belongs to, by the task's IRI."""
        return {
            task["id"]: entry["document"]["key"]
            for entry in self._records
            for task in entry["tasks"]
        }

    @cached_property
    def thesaurus(self) -> Thesaurus:
        """The thesaurus of government work."""
        return self.knowledge.thesaurus

    @cached_property
    def thesaurus_words(self) -> str:
        """All words of the thesaurus, a line each, to see whether something is a common word."""
        concepts = self.thesaurus.concepts.values()
        return "\n".join(word for c in concepts for word in (c.label, *c.alt, *c.hidden))

    @cached_property
    def named_concepts(self) -> frozenset[str]:
        """The concepts of the thesaurus that some word of the documents names, by label."""
        return frozenset(row["label"] for row in select(self.graph, "named_concepts"))

    @cached_property
    def concept_vectors(self) -> tuple[tuple[str, ...], Matrix]:
        """The labels of the thesaurus and, in the same order, the vectors of all their words."""
        concepts = self.thesaurus.concepts.values()
        texts = [" ".join((c.label, *c.alt, *c.hidden)) for c in concepts]
        return tuple(self.thesaurus.concepts), self.encoder.encode_passages(texts)

    def concepts_in(self, documents: frozenset[str] | None) -> frozenset[str]:
        """Return the concepts that some word of some documents names; None: of all of them."""
        if documents is None:
            return self.named_concepts
        return frozenset().union(*map(self._concepts_of, sorted(documents)))

    def _concepts_of(self, key: str) -> frozenset[str]:
        if key not in self._concepts:
            found = self.thesaurus.find(self.simplified_text(key), kinds=ANY)
            self._concepts[key] = frozenset(m.concept for m in found)
        return self._concepts[key]

    @cached_property
    def _concepts(self) -> dict[str, frozenset[str]]:
        """The concepts of the documents that were asked for."""
        return {}

    @cached_property
    def concept_rows(self) -> dict[str, int]:
        """Which row of `concept_vectors` each concept has."""
        return {label: row for row, label in enumerate(self.concept_vectors[0])}

    @cached_property
    def facts(self) -> Facts:
        """The facts of tasks, units and policies, by named queries."""
        return Facts(self.graph)

    @cached_property
    def rows(self) -> GraphRows:
        """The same facts as typed rows."""
        return GraphRows(self.graph)

    def label(self, node: str) -> str | None:
        """Return the name of a thing; None if it is not in the graph."""
        rows = self.facts.rows("nodes", "node", node)
        return node_label(rows[-1]) if rows else None

    @cached_property
    def paragraphs(self) -> Paragraphs:
        """The paragraphs outside the tasks, and the numbers they name."""
        years = {key: document["year"] for key, document in self.documents.items()}
        return Paragraphs(self.retriever.passages, self.text, years, self.knowledge.lexicon)

    @cached_property
    def names(self) -> NameIndex:
        """Finds the graph's names in questions."""
        return NameIndex(self.facts, self.knowledge)

    @cached_property
    def pinyin_names(self) -> dict[str, str]:
        """Chinese names by pinyin, for English questions."""
        return pinyin_names(self.names.things, self.places, self.knowledge.gazetteer)

    @cached_property
    def places(self) -> frozenset[str]:
        """Names of the places the documents belong to, with those around them."""
        return frozenset(p for d in self.documents.values() for p in d["jurisdiction"])

    @cached_property
    def own_places(self) -> tuple[str, ...]:
        """Names of the places the documents are of, without those around them."""
        own = {d["jurisdiction"][-1] for d in self.documents.values() if d["jurisdiction"]}
        return tuple(sorted(own))

    @cached_property
    def townships(self) -> tuple[str, ...]:
        """Names of the towns of the documents' own counties."""
        gazetteer = self.knowledge.gazetteer
        places = (p for name in self.own_places for p in gazetteer.by_name.get(name, ()))
        return tuple(town for place in places for town in gazetteer.townships(place.code))

    @cached_property
    def simplified_tasks(self) -> dict[str, str]:
        """Title and text of each task in simplified characters, by IRI."""
        return {i: simplify(f"{t['title']}。{t['text']}") for i, t in self.tasks.items()}

    @cached_property
    def simplified_texts(self) -> str:
        """All stored texts in simplified characters, to see whether a word occurs at all."""
        return "\n".join(map(self.simplified_text, self.documents))

    def documents_of(self, mentions: Iterable[QuestionMention]) -> frozenset[str] | None:
        """Return the documents that the places of a question point to; None: all of them.

        Places inside each other (湖南省湘潭市) narrow, places beside each other (湘潭和三明) add.
        """
        places = [set(m.nodes) for m in mentions if m.kind == "Place"]
        if not places:
            return None
        of_place = [
            {k for k, document in self.documents.items() if names & set(document["jurisdiction"])}
            for names in places
        ]
        return frozenset(set.intersection(*of_place) or set.union(*of_place))

    @cached_property
    def layout(self) -> dict[str, dict[str, tuple[float, float]]]:
        """Stored positions: `nodes` of the whole graph, `units` of the units by themselves."""
        content: dict[str, dict[str, tuple[float, float]]] = json.loads(
            (self.folder / "layout.json").read_text(encoding="utf-8")
        )
        return content

    @cached_property
    def report(self) -> Record:
        """What the build said of itself."""
        content: Record = json.loads((self.folder / "report.json").read_text(encoding="utf-8"))
        return content

    def text(self, key: str) -> str:
        """Return the stored text of a document."""
        if key not in self._texts:
            path = self.folder / "text" / f"{key}.txt"
            self._texts[key] = path.read_text(encoding="utf-8")
        return self._texts[key]

    def simplified_text(self, key: str) -> str:
        """Return the stored text of a document in simplified characters."""
        if key not in self._simplified:
            self._simplified[key] = simplify(self.text(key))
        return self._simplified[key]

    @cached_property
    def _simplified(self) -> dict[str, str]:
        """The simplified texts that were asked for."""
        return {}

    @cached_property
    def _texts(self) -> dict[str, str]:
        """The stored texts that were asked for; a question reads one many times."""
        return {}


def open_build(folder: Path, model: str | None = None, knowledge: Knowledge | None = None) -> Build:
    """Open a build.

    Args:
        folder: as build_graph.py wrote it.
        model: the encoder; by default the one the build was made with.
        knowledge: of the user's data folder by default (ZHENGTU_DATA).

    Raises:
        GraphError: there is no build.
        ModelError: the encoder cannot be loaded.
    """
    manifest = read_manifest(folder)
    encoder = load_encoder(model or manifest["model"])
    knowledge = knowledge or open_knowledge(*Settings().data_layers)
    return Build(folder, manifest, encoder, knowledge)
