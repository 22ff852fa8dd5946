"""What is compared: two sides, each the tasks of some documents with what they name. Data only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from characters import simplified

_LEVELS = "省市县区旗州"  # the first character of a unit's name: 县教育局 and 市教育局 do the same


@dataclass(frozen=True, slots=True)
class ComparedTarget:
    """A number a task must reach.

    Attributes:
        metric: what is measured.
        indicator: the concept of the metric, where it has one; else as the metric.
        comparator: =, >=, <=, >, < or ~.
        amount: the number in its measure unit, multiplied out: 万 and 亿 are part of it.
        printed: as the document prints it.
        unit: the measure unit.
        kind: count, level, increase or rank.
        due: the day, printed or assumed; ISO.
        text: the characters that say it.
        start: where they begin in the stored text.
        end: where they end.
    """

    metric: str
    indicator: str
    comparator: str
    amount: Decimal
    printed: str
    unit: str
    kind: str
    due: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ComparedTask:
    """A task as comparison reads it.

    Attributes:
        iri: of the task.
        document: key of its document.
        number: its running number in the document.
        ordinal: its number as printed.
        title: its heading; "" without one.
        text: what it says, without who does it.
        units: names of the units that have a role in it, by IRI.
        concepts: IRIs of what it works on.
        policies: titles of the policies it names, by IRI.
        targets: its numbers.
    """

    iri: str
    document: str
    number: int
    ordinal: str
    title: str
    text: str
    units: Mapping[str, str]
    concepts: frozenset[str]
    policies: Mapping[str, str]
    targets: tuple[ComparedTarget, ...]

    @property
    def heading(self) -> str:
        """How it is called: its title, or the beginning of what it says."""
        return self.title or self.text[:24]

    @property
    def numbers(self) -> frozenset[tuple[str, str]]:
        """What its numbers measure, with their units: what goes along when a task is cut up."""
        return frozenset((target.indicator, target.unit) for target in self.targets)

    @property
    def unit_names(self) -> frozenset[str]:
        """Names of its units without their level."""
        return frozenset(name.lstrip(_LEVELS) or name for name in self.units.values())


@dataclass(frozen=True, slots=True)
class ComparedDocument:
    """A document as comparison reads it: what it says outside its tasks.

    Attributes:
        iri: of the document.
        document: its key.
        heading: its title, or its key without one.
        targets: its headline goals.
    """

    iri: str
    document: str
    heading: str
    targets: tuple[ComparedTarget, ...] = ()

    # as of a task: a document has no number in itself
    number = ""
    ordinal = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared.

    Attributes:
        label: how it is called: a title, a year, a place.
        documents: in order.
        tasks: of all of them, in order.
        basis: titles of the policies its documents rest on as a whole, by IRI.
    """

    label: str
    documents: tuple[ComparedDocument, ...]
    tasks: tuple[ComparedTask, ...]
    basis: Mapping[str, str]

    @property
    def policies(self) -> dict[str, str]:
        """Titles of all policies it names, by IRI."""
        named = {iri: title for task in self.tasks for iri, title in task.policies.items()}
        return {**self.basis, **named}


def side_of(
    label: str,
    documents: Iterable[tuple[Mapping[str, Any], Sequence[ComparedTarget]]],
    tasks: Iterable[tuple[str, Any]],
) -> Side:
    """Return a side from records.

    Args:
        label: how it is called.
        documents: records of its documents, each with its headline goals.
        tasks: its tasks, each the key of its document and its record.
    """
    documents = list(documents)
    return Side(
        label,
        tuple(
            ComparedDocument(d["id"], d["key"], d["title"] or d["key"], tuple(goals))
            for d, goals in documents
        ),
        tuple(_task(key, record) for key, record in tasks),
        {p["id"]: p["title"] for d, _ in documents for p in d["upstream_policies"]},
    )


def _task(document: str, record: Mapping[str, Any]) -> ComparedTask:
    title, text = simplified(record["title"] or ""), simplified(record["text"])
    # 「硬化自然村道路210公里。」 alone is what an item says and no heading of it
    title, text = (title, text) if text else ("", title)
    return ComparedTask(
        record["id"],
        document,
        record["number"],
        record["ordinal"] or "",
        title,
        text,
        {u["id"]: u["inferred_name"] or u["canonical"] for u in record["units"] if u["id"]},
        frozenset(subject["id"] for subject in record["subjects"]),
        {policy["id"]: policy["title"] for policy in record["policies"]},
        tuple(map(_target, record["targets"])),
    )


def _target(record: Mapping[str, Any]) -> ComparedTarget:
    return ComparedTarget(
        record["metric"],
        record["indicator"] or record["metric"],
        record["comparator"],
        Decimal(str(record["value_norm"])),
        f"{record['value']}{record['unit_text']}",
        record["unit"],
        record["kind"],
        record["deadline"] or record["assumed_deadline"] or "",
        record["span"],
        record["start"],
        record["end"],
    )
