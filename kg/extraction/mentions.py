"""Mentions a rule found in a text, and the entities they are linked to. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kg.knowledge.gazetteer import Jurisdiction
from kg.structure.document import Document, Task
from kg.text.span import Span


@dataclass(frozen=True, slots=True)
class Corrected:
    """That a person corrected what a rule found.

    Attributes:
        when: ISO day.
        why: a sentence.
        was: what the fact said before; "" for one that was added.
    """

    when: str
    why: str
    was: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Characters of a document that name something, and the rule that found them.

    Attributes:
        text: verbatim; equal to Document.text at `span`, but for what a page's end puts in it.
        span: where it is in the stored text.
        rule: name of the rule, for provenance.
        corrected: that a person corrected what it says.
        is_name: it is one name; a place within it is part of the name, and not named itself.
    """

    text: str
    span: Span
    rule: str
    corrected: Corrected | None = None
    is_name: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class TaskPart:
    """A part of a task, as printed: 一是|加大投放."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMention(Mention):
    """A body named in an attribution.

    Attributes:
        name: as it is read: without the heads of pages and the line breaks within it.
        role: lead, responsible or assist.
        kind: named, collective (各县区政府) or unnamed (有关部门).
        order: position among the task's units, from 1.
        part: what of the task it answers for, where others answer for other parts:
            一是…（责任单位：甲）；二是…（责任单位：乙）; None where it answers for the whole task.
    """

    name: str
    role: str
    kind: str
    order: int
    part: TaskPart | None = None
    is_name: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention(Mention):
    """A person, or a post without a name, in an attribution of persons.

    Attributes:
        name: without white space within it; of the post where no person is named.
        role: the label as printed: 分管领导, 责任人.
        post: that of a named person, "" where none is printed beside the name.
        is_post: only a post is named: 副县长.
        order: position among the task's persons, from 1.
    """

    name: str
    role: str
    post: str
    is_post: bool
    order: int
    is_name: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyMention(Mention):
    """A 《policy document》, with the words that state a relation to it.

    Attributes:
        title: without brackets and line breaks.
        wenhao: normalised 文号 printed beside it, or None.
        level: state, province, city, county, township or None.
        relation: implements, basedOn, toBeIssued or mentions.
        role: basis (speaks for the whole document), cited or to_be_issued.
        verb: the trigger as read, with … for the title: 推动…重点任务攻坚突破.
        triggers: where the trigger's words are.
        subject: the policy named right before, of which the trigger states a relation to this one:
            《甲条例》依据《乙法》; the text itself only mentions both.
        stated: that relation, implements or basedOn.
    """

    title: str
    wenhao: str | None
    level: str | None
    relation: str
    role: str
    verb: str | None = None
    triggers: tuple[Span, ...] = ()
    subject: PolicyMention | None = None
    stated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimitMention(Mention):
    """A time limit of a whole task: 完成时限：2019年6月底前.

    Attributes:
        value: its first date as far as printed (2019-06), or None.
        kind: date, range, recurring, standing or relative; None where the words say none of them.
        begins: first day of a range, ISO.
        due: the last day meant, ISO; None where no year is known.
        every: ISO 8601 duration, where it recurs.
        after: the event a relative one counts from.
    """

    value: str | None
    kind: str | None = None
    begins: str | None = None
    due: str | None = None
    every: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetMention(Mention):
    """A number the work must reach; closed value lists as in docs/annotation.md §7.

    Attributes:
        metric: what is measured, completed from its context.
        comparator: >= > <= ~ or =.
        value: as written.
        multiplier: 1, 10⁴ for 万, 10⁸ for 亿.
        unit: without multiplier; unit_text with it.
        kind: count, level, increase or rank.
        commitment: 确保, 力争, 争取 or None.
        due: ISO date of the last day of a printed limit, of its clause or its task.
        time_limit: that limit as printed.
        assumed_due: end of the planned year, where no limit is printed.
    """

    metric: str
    comparator: str
    value: Decimal
    multiplier: int
    unit: str
    unit_text: str
    kind: str
    commitment: str | None
    due: str | None
    time_limit: str | None
    assumed_due: str | None
    is_name: ClassVar[bool] = False

    @property
    def value_norm(self) -> Decimal:
        """The value times its multiplier."""
        return self.value * self.multiplier


@dataclass(frozen=True, slots=True)
class Investment:
    """What all of a project costs, as printed: 总投资12亿元.

    Attributes:
        span: where it says so.
        text: the characters there.
        value: with the multiplier counted in.
        unit: 元 or 美元.
    """

    span: Span
    text: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Location:
    """Where a project is, as printed: the place after 位于."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectMention(Mention):
    """A named undertaking.

    Attributes:
        name: of the undertaking.
        stage: plan, start, advance, upgrade, complete or operate.
        investment: of its sentence, where that names no other project.
        location: likewise.
    """

    name: str
    stage: str
    investment: Investment | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignMention(Mention):
    """A named 行动, 计划, 攻坚战 or 活动."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HonourMention(Mention):
    """A title awarded by a higher level; status is goal or held."""

    name: str
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseMention(Mention):
    """A named firm."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention(Mention):
    """A town, county, city, river, lake, zone or region."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptMention(Mention):
    """A word that names a concept of the thesaurus the task works on."""

    concept: str
    is_name: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task and every mention found in it, in document order."""

    task: Task
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """A document, where it came from, and everything found in it.

    Attributes:
        document: the parsed text.
        key: stable key of the document (汶政办字-2023-29).
        file: name of the source file.
        sha256: of the stored text.
        basis: policies the whole document rests on or names in its preamble.
        tasks: facts of each task, in document order.
        concepts: concepts of the thesaurus that some word of the text names, sorted.
        jurisdiction: the place the document is of, None where nothing says which.
        targets: its headline goals, outside all tasks.
        version_of: key of the 文号, where a build holds several texts of it; "" for a text alone.
    """

    document: Document
    key: str
    file: str
    sha256: str
    basis: tuple[PolicyMention, ...]
    tasks: tuple[TaskFacts, ...]
    concepts: tuple[str, ...] = ()
    jurisdiction: Jurisdiction | None = None
    version_of: str = ""
    targets: tuple[TargetMention, ...] = ()
