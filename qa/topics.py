"""Topics: tasks by concept of the thesaurus, with the words that decided it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from kg.export.build_folder import Record
from qa.build import Build
from qa.evidence.facts import Row


@dataclass(frozen=True)
class Topics:
    """What the tasks of a build are about.

    Attributes:
        build: the opened build.
    """

    build: Build

    @cached_property
    def _rows(self) -> dict[str, list[Row]]:
        """The words that name each concept, by its label, in text order."""
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in self.build.facts.rows("subjects"):
            rows[row["label"]].append(row)
        return dict(rows)

    def words(self, concept: str) -> dict[str, Row]:
        """Return the first word that names a concept in each task directly about it."""
        found: dict[str, Row] = {}
        for row in self._rows.get(concept, ()):
            found.setdefault(row["task"], row)
        return found

    def tasks(self, concept: str) -> list[str]:
        """Return the tasks about a concept or a narrower one, in graph order."""
        below = self.build.thesaurus.below(concept)
        about = {task for label in below for task in self.words(label)}
        return [task for task in self.build.tasks if task in about] if about else []

    @cached_property
    def counts(self) -> dict[str, int]:
        """Number of tasks about each concept or a narrower one; concepts without any are absent."""
        thesaurus = self.build.thesaurus
        used = {up for label in self._rows for up in (label, *thesaurus.ancestors(label))}
        return {label: len(self.tasks(label)) for label in thesaurus.concepts if label in used}

    def units(self, concept: str) -> list[tuple[str, str, int]]:
        """Return (label, node, tasks) of the units of a concept's tasks, most tasks first."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for task in self.tasks(concept):
            for row in self.build.facts.units(task):
                found[row["label"], row["unit"]].add(task)
        ranked = sorted(found.items(), key=lambda item: -len(item[1]))
        return [(label, node, len(tasks)) for (label, node), tasks in ranked]

    def targets(self, concept: str) -> list[Row]:
        """Return the targets of a concept's tasks that its own words stand in, else all of them."""
        rows = [row for task in self.tasks(concept) for row in self.build.facts.targets(task)]
        labels = set(self.build.thesaurus.below(concept))
        own = [
            row
            for row in rows
            if any(match.concept in labels for match in self.build.thesaurus.find(row["exact"]))
        ]
        return own or rows

    def of_task(self, record: Record) -> list[str]:
        """Return the concepts of a task's record, heaviest first."""
        return list(dict.fromkeys(subject["concept"] for subject in record["subjects"]))
