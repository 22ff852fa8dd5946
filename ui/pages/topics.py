"""主题: the tree of concepts that have tasks, and what is known of one of them (?concept=)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.export.build_folder import Record
from kg.knowledge.thesaurus import Concept
from ui.planning.goals import task_title
from ui.planning.unit_names import told_apart
from ui.refusals import NotThereError
from ui.site import Asked, Shown

_UNITS = 12


@dataclass(frozen=True, slots=True)
class Branch:
    """A concept of the tree, with the narrower ones that have tasks.

    Attributes:
        concept: its label.
        name: as the page calls it.
        tasks: how many are about it or a narrower one.
        below: the narrower ones.
        is_open: whether the chosen concept is below it.
    """

    concept: str
    name: str
    tasks: int
    below: tuple[Branch, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class TaskAbout:
    """A task that is about a concept, and the words that say so."""

    id: str
    title: str
    document: str
    start: int
    end: int
    exact: str


def view(asked: Asked) -> Shown:
    """Return the page."""
    topics, chosen = asked.site.topics, asked.value("concept")
    thesaurus = asked.build.thesaurus
    if chosen and chosen not in thesaurus.concepts:
        raise NotThereError(asked.say("topics_unknown", concept=chosen))
    above = set(thesaurus.ancestors(chosen)) if chosen else set()
    tops = [c for c in thesaurus.narrower[""] if c in topics.counts]
    tree = tuple(_branch(asked, c, above) for c in tops)
    values: Record = {"tree": sorted(tree, key=lambda b: -b.tasks), "known": None, "letters": ()}
    if not chosen:
        values |= {"letters": _by_letter(asked)}
    else:
        values |= _concept(asked, thesaurus.concepts[chosen])
    return Shown("topics.html", chosen or asked.say("page_topics"), values)


def concept_name(asked: Asked, concept: str) -> str:
    """Return a concept's preferred label in the page's language; in English with its own."""
    known = asked.build.thesaurus.concepts[concept]
    return known.label if asked.language == "zh" else f"{known.english} · {known.label}"


def _by_letter(asked: Asked) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """Return the concepts that have tasks, (label, name, tasks), by the letter they begin with.

    That is the first one of their pinyin, or of their English label.
    """
    from pypinyin import lazy_pinyin  # a tenth of a second

    counts, known = asked.site.topics.counts, asked.build.thesaurus.concepts
    spelled = sorted(
        ("".join(lazy_pinyin(c)) if asked.language == "zh" else known[c].english, c) for c in counts
    )
    found: dict[str, list[tuple[str, str, int]]] = {}
    for spelling, concept in spelled:
        letter = spelling[:1].upper()
        group = found.setdefault(letter if letter.isalpha() else "#", [])
        group.append((concept, concept_name(asked, concept), counts[concept]))
    return sorted(found.items())


def _branch(asked: Asked, concept: str, above: set[str]) -> Branch:
    counts = asked.site.topics.counts
    narrower = asked.build.thesaurus.narrower.get(concept, ())
    below = tuple(_branch(asked, c, above) for c in narrower if c in counts)
    return Branch(concept, concept_name(asked, concept), counts[concept], below, concept in above)


def _concept(asked: Asked, known: Concept) -> Record:
    """Return what the template shows of one concept."""
    topics = asked.site.topics
    tasks = topics.tasks(known.label)
    narrower = asked.build.thesaurus.narrower.get(known.label, ())
    units = topics.units(known.label)[:_UNITS]
    names = told_apart(asked.build, [(node, label) for label, node, _ in units])
    groups = (
        ("topic_broader", [known.broader] if known.broader else []),
        ("topic_narrower", [c for c in narrower if c in topics.counts]),
        ("topic_related", [c for c in known.related if c in topics.counts]),
    )
    return {
        "known": known,
        "words": [("topic_alt", known.alt), ("topic_hidden", known.hidden)],
        "groups": [
            (key, [(c, concept_name(asked, c), topics.counts.get(c)) for c in concepts])
            for key, concepts in groups
            if concepts
        ],
        "tasks": _tasks(asked, known.label, tasks),
        "units": [(names[node], node, count) for _, node, count in units],
        "targets": topics.targets(known.label),
    }


def _tasks(asked: Asked, concept: str, tasks: Sequence[str]) -> list[TaskAbout]:
    topics = asked.site.topics
    named = [topics.words(label) for label in asked.build.thesaurus.below(concept)]
    found = []
    for task in tasks:
        record = asked.build.tasks[task]
        row = next(words[task] for words in named if task in words)
        title = task_title(record)
        place = (row["document"], row["start"], row["end"], row["exact"])
        found.append(TaskAbout(task, title, *place))
    return found
