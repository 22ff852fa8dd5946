"""Typed rows of what documents say; each has the characters it was read from. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Characters [start, end) of the stored text of a document, by its key."""

    document: str
    start: int
    end: int

    def holds(self, other: Quote) -> bool:
        """Tell whether another one lies within it."""
        same = self.document == other.document
        return same and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Assignment:
    """A unit has a role in a task: lead, responsible or assist."""

    task: str
    unit: str
    name: str
    role: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a task must reach, or that a paragraph says.

    Attributes:
        task: IRI of the task or paragraph.
        target: IRI of the target; "" for a number read when it was asked for.
        metric: what is counted or measured.
        comparator: = >= <= > < ~
        amount: multiplied out, 3000000000 for 30亿元.
        printed: value and unit as printed.
        unit: of the amount, 元.
        kind: count, level, increase or rank.
        commitment: 确保, 力争 …, "" where nothing is said.
        due: printed date, ISO, or "".
        assumed_due: end of the plan's year where nothing is printed, or "".
        limit: the printed words of the date, or "".
        text: the words of the target.
    """

    task: str
    metric: str
    comparator: str
    amount: Decimal
    printed: str
    unit: str
    kind: str
    text: str
    quote: Quote
    target: str = ""
    commitment: str = ""
    due: str = ""
    assumed_due: str = ""
    limit: str = ""


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A task names a project, campaign, honour, firm or place.

    Attributes:
        task: IRI of the task.
        thing: IRI of the thing.
        of_class: its class, as a local name (KeyProject).
        name: as the graph calls it.
        stage: of a project: plan, start, advance, upgrade, complete, operate, or "".
        status: of an honour: goal or held, or "".
        text: as the task writes it.
    """

    task: str
    thing: str
    of_class: str
    name: str
    stage: str
    status: str
    text: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class PolicyCitation:
    """A task or document names a policy.

    Attributes:
        subject: IRI of the task or document.
        policy: IRI of the policy.
        title: of the policy.
        wenhao: its number, or "".
        level: state, province, city, county, or "".
        relation: implements, basedOn, mentions, toIssue …, a local name.
        trigger: the words that state the relation, or "".
        text: as it is written.
    """

    subject: str
    policy: str
    title: str
    wenhao: str
    level: str
    relation: str
    trigger: str
    text: str
    quote: Quote

    @property
    def task(self) -> str:
        """The subject, named as the other rows name it."""
        return self.subject


@dataclass(frozen=True, slots=True)
class Limit:
    """When a whole task must be done.

    Attributes:
        task: IRI of the task.
        kind: date, range, recurring, standing or relative; "" where it is not known.
        begins: ISO or "".
        due: ISO or "".
        text: as printed.
    """

    task: str
    kind: str
    begins: str
    due: str
    text: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Benefit:
    """What somebody gets by a task: a subsidy, a rent waived, a fee lowered, days off.

    Attributes:
        task: IRI of the task.
        benefit: its IRI.
        beneficiary: who gets it, or "".
        comparator: = >= <= > < ~
        amount: multiplied out; 100 (%) for what is waived whole, 50 for what is halved.
        printed: value and unit as printed.
        unit: of the amount.
        per: head, day, firm …, or "".
        duration: for which time, as printed: 2个月, 第二、三、四季度, or "".
        condition: in which case, or "".
        text: the words that grant it.
    """

    task: str
    benefit: str
    beneficiary: str
    comparator: str
    amount: Decimal
    printed: str
    unit: str
    per: str
    duration: str
    condition: str
    text: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class InCharge:
    """A person or a post is in charge of a task, under the label that the document prints.

    Attributes:
        task: IRI of the task.
        person: IRI of the person or post.
        name: as the graph calls it.
        label: 分管领导, 责任人 …
        post: that the person holds, or "".
    """

    task: str
    person: str
    name: str
    label: str
    post: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a task's row in a table.

    Attributes:
        task: IRI of the task.
        column: name of its column: 建设地点, 年度投资金额.
        text: what it says, on one line, with the unit that its column names.
    """

    task: str
    column: str
    text: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a task or paragraph, for quotation.

    Attributes:
        task: IRI of the task or paragraph.
        text: verbatim.
        score: how near it is to what was asked, 0 to 1.
    """

    task: str
    text: str
    score: float
    quote: Quote


Row = (
    Assignment | Number | NamedThing | PolicyCitation | Limit | Benefit | InCharge | Cell | Sentence
)
