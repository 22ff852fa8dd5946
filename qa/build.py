"""An opened build: each part is read when it is first asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from embeddings import Encoder, Retriever, load_encoder
from embeddings.encoder import Matrix
from embeddings.lexical import simplify
from embeddings.plain_texts import PlainTexts
from kg.export.build_folder import BuildFolder, Record
from kg.export.build_tables import CONCEPTS, FILES, SERVING, Tables, TaskRecords
from kg.export.stored_network import StoredNetwork
from kg.export.wholeness import opened
from kg.knowledge.csv_tables import alternation
from kg.knowledge.knowledge import Knowledge, open_knowledge
from kg.knowledge.thesaurus import ANY, Thesaurus
from kg.text.digest import digest
from qa.evidence.facts import Facts
from qa.evidence.graph_rows import GraphRows
from qa.evidence.paragraphs import Paragraphs
from qa.mentions import NAMESAKES, NameIndex, QuestionMention
from qa.mentions.places import places_of_file
from qa.reading.parts import Splitter
from qa.text_vectors import TextVectors
from qa.understanding.english import pinyin_names
from qa.understanding.knowledge import QuestionKnowledge
from qa.understanding.pinyin import Sounds
from settings import Settings

if TYPE_CHECKING:
    from kg.export.personless import Personless

UNIT_ROLES = ("lead", "responsible", "assist")  # in the order in which they are told


@dataclass(frozen=True)
class Build(BuildFolder):
    """A build folder with what questions need.

    Attributes:
        manifest: what made it.
        encoder: the encoder its index was made with.
        knowledge: what names and words of questions are told by.
        persons: whether persons are shown.
        vector_server: address of a Qdrant that holds its vectors; empty: its own index.
    """

    manifest: Record
    encoder: Encoder
    knowledge: Knowledge
    persons: bool = True
    vector_server: str = field(default="", kw_only=True)

    @cached_property
    def questions(self) -> QuestionKnowledge:
        """What understanding a question needs to know."""
        return QuestionKnowledge(self.knowledge.data)

    @cached_property
    def splitter(self) -> Splitter:
        """What takes questions apart."""
        return Splitter.read(self.questions)

    @cached_property
    def stored_network(self) -> StoredNetwork:
        """Names, steps and paths of the graph, without its networkx view."""
        return StoredNetwork(self.tables)

    @cached_property
    def terms(self) -> dict[str, tuple[str, str]]:
        """The Chinese and English name of every relation, class and list value, by local name."""
        rows = self.tables.rows("SELECT term, zh, en FROM terms ORDER BY rowid")
        return {term: (zh, en) for term, zh, en in rows}

    @cached_property
    def retriever(self) -> Retriever:
        """The search index.

        Raises:
            IndexMismatchError: it does not fit the encoder, or is damaged.
        """
        return Retriever.load(
            self.folder / "index", self.encoder, self.questions.words, self.vector_server
        )

    @cached_property
    def documents(self) -> dict[str, Record]:
        """The document records of tasks.json, by key; there are few, and every question asks."""
        rows = self.tables.rows("SELECT key, record FROM documents ORDER BY rowid")
        documents = {key: json.loads(record) for key, record in rows}
        for record in documents.values():
            # nothing in its text may say where it is of
            record["jurisdiction"] = record["jurisdiction"] or places_of_file(
                record["file"], self.knowledge.gazetteer
            )
        return documents

    @cached_property
    def tasks(self) -> TaskRecords:
        """The task records of tasks.json, by IRI; each is read when it is asked for."""
        return TaskRecords(self.tables, None if self._shown is None else self._shown.task)

    @cached_property
    def tables(self) -> Tables:
        """What was found of the whole graph when the build was made, as it may be shown."""
        return Tables(self.folder, self._shown.values if self._shown else None)

    @cached_property
    def _shown(self) -> Personless | None:
        """The build without persons, where they are not shown."""
        if self.persons:
            return None
        from kg.export.personless import Personless  # a quarter of a second, with rdflib

        return Personless(BuildFolder(self.folder))

    @cached_property
    def documents_by_id(self) -> dict[str, str]:
        """The keys of the documents, by IRI."""
        return {record["id"]: key for key, record in self.documents.items()}

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
        return frozenset(label for (label,) in self.tables.rows("SELECT label FROM concepts"))

    @cached_property
    def concept_vectors(self) -> tuple[tuple[str, ...], Matrix]:
        """The labels of the thesaurus and, in the same order, the vectors of all their words.

        Those of the build, if it was made with this thesaurus and this encoder.
        """
        labels, texts = tuple(self.thesaurus.concepts), self.thesaurus.texts
        stored = self.folder / CONCEPTS
        key = digest("concepts", self.encoder.fingerprint, *texts)
        if stored.with_suffix(".sha256").read_text(encoding="utf-8") == key:
            return labels, np.load(stored, mmap_mode="r")
        return labels, self.encoder.encode_passages(texts)

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
    def vectors(self) -> TextVectors:
        """The vectors of sentences that many questions look at."""
        return TextVectors(self.encoder)

    @cached_property
    def facts(self) -> Facts:
        """The facts of tasks, units and policies, by named queries."""
        return Facts(self.database, self._shown.record if self._shown else None)

    @cached_property
    def rows(self) -> GraphRows:
        """The same facts as typed rows."""
        return GraphRows(self.database, self._shown.record if self._shown else None)

    def label(self, node: str) -> str | None:
        """Return the name of a thing; None if it is not in the graph."""
        found = self.stored_network.node(node)
        return None if found is None else str(found[2])

    def class_of(self, node: str) -> str:
        """Return the class of a thing, as a local name; "" if it is not in the graph."""
        found = self.stored_network.node(node)
        return "" if found is None else str(found[1])

    @cached_property
    def in_charge(self) -> tuple[str, ...]:
        """The names of all persons in charge of tasks, in the order of the texts."""
        return tuple(dict.fromkeys(row.name for row in self.rows.persons()))

    def plans_of(self, key: str) -> tuple[str, ...]:
        """Return the titles of the plans in a document; "" where tasks are in none of them."""
        return self._parts_of(key, "plan")

    def sections_of(self, key: str) -> tuple[str, ...]:
        """Return the titles of the sections of a document; "" where tasks are in none of them."""
        return self._parts_of(key, "section")

    def _parts_of(self, key: str, part: str) -> tuple[str, ...]:
        if (key, part) not in self._parts:
            titles = (str(record[part] or "") for record in self.tasks.of_document(key))
            self._parts[key, part] = tuple(dict.fromkeys(titles))
        return self._parts[key, part]

    @cached_property
    def _parts(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The plans and sections of the documents that were asked for."""
        return {}

    @cached_property
    def unit_labels(self) -> re.Pattern[str]:
        """Match a label of units and its colon, group `label`: 责任单位：."""
        lexicon = self.knowledge.lexicon
        words = [label for label, role in lexicon.labels.items() if role in UNIT_ROLES]
        return re.compile(rf"(?P<label>{alternation(words)})[为是]?[】\s]*[：:]")

    @cached_property
    def paragraphs(self) -> Paragraphs:
        """The paragraphs outside the tasks, and the numbers they name."""
        years = {key: document["year"] for key, document in self.documents.items()}
        return Paragraphs(self.retriever.passages, self.text, years, self.knowledge)

    @cached_property
    def names(self) -> NameIndex:
        """Finds the graph's names in questions."""
        return NameIndex(self.tables, self.knowledge)

    @cached_property
    def pinyin_names(self) -> dict[str, str]:
        """Chinese names by pinyin, for English questions."""
        return pinyin_names(self.names.things, self.places, self.knowledge.gazetteer)

    @cached_property
    def sounds(self) -> Sounds:
        """What may be written for what a question spells in pinyin."""
        return Sounds.of((*self.retriever.lexical.frequencies(), *self.questions.spoken()))

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
    def simplified_texts(self) -> PlainTexts:
        """All stored texts in simplified characters, to see whether a word occurs at all."""
        return PlainTexts.load(self.folder / SERVING)

    def documents_of(self, mentions: Iterable[QuestionMention]) -> frozenset[str] | None:
        """Return the documents that the places of a question point to; None: all of them.

        Places inside each other (湖南省湘潭市) narrow, places beside each other (湘潭和三明) add.
        """
        places = [set(m.nodes) for m in mentions if m.kind == "Jurisdiction"]
        if not places:
            return None
        of_place = [
            {k for k, document in self.documents.items() if names & set(document["jurisdiction"])}
            for names in places
        ]
        return frozenset(set.intersection(*of_place) or set.union(*of_place))

    def own(self, things: tuple[str, ...], documents: frozenset[str] | None) -> tuple[str, ...]:
        """Return the things that some documents name, of many called alike; all where none is.

        Their place, or their document where it is unknown, is part of their IRIs.
        """
        if documents is None or len(things) <= NAMESAKES:
            return things
        places = {place for key in documents for place in self.documents[key]["jurisdiction"]}
        ends = tuple(documents)
        theirs = (
            thing
            for thing in things
            if any(part in places or part.endswith(ends) for part in thing.split("/"))
        )
        return tuple(theirs) or things

    @cached_property
    def report(self) -> Record:
        """What the build said of itself, the whole of it; pages read the parts below."""
        content: Record = json.loads(self.file("report.json"))
        return content

    @cached_property
    def files(self) -> Record:
        """What the report says beside its documents: of files not read, of doubtful merges."""
        content: Record = json.loads(self.file(FILES.as_posix()))
        return content

    def reported(self, keys: Iterable[str]) -> list[Record]:
        """Return what the report says of some documents, in the order of the build."""
        rows = self.tables.rows(
            "SELECT entry FROM reports WHERE document IN (SELECT value FROM json_each(?)) "
            "ORDER BY rowid",
            json.dumps(list(keys)),
        )
        return [json.loads(entry) for (entry,) in rows]

    def text(self, key: str) -> str:
        """Return the stored text of a document."""
        if key not in self._texts:
            self._texts[key] = self._shown.text(key) if self._shown else super().text(key)
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


def open_build(
    folder: Path,
    model: str | None = None,
    knowledge: Knowledge | None = None,
    *,
    persons: bool = True,
) -> Build:
    """Open a build, its graph and vectors where the settings say.

    Args:
        folder: as build_graph.py wrote it.
        model: the encoder; by default the one the build was made with.
        knowledge: of the user's data folder by default (ZHENGTU_DATA).
        persons: whether persons are shown.

    Raises:
        GraphError: there is no build, a file of it is missing or cut, or another version of the
            program made it.
        ModelError: the encoder cannot be loaded.
    """
    folder, manifest = opened(folder)
    encoder = load_encoder(model or manifest["model"])
    settings = Settings()
    knowledge = knowledge or open_knowledge(*settings.data_layers)
    build = Build(
        folder,
        manifest,
        encoder,
        knowledge,
        persons,
        graph_server=settings.graph,
        vector_server=settings.vectors,
    )
    _ = build.tables  # of this version
    return build
