"""What each of several places says that a question names, where the answer leaves one out.

房租，江西、北京、湘潭各怎么减 names three places: the sentence of each is quoted, nearest to what
is asked, where its document speaks of it about as much as those that are told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from embeddings.lexical import simplify
from qa.answers.clauses.attempt import Attempt, Pairs, is_quotation
from qa.answers.clauses.parts import Part
from qa.conversation import told_of
from qa.evidence.rows import Sentence
from qa.execution.execute import execute
from qa.execution.reckoning.quantities import says_number
from qa.execution.results import Compared, Found, Item
from qa.execution.scope import Scope
from qa.mentions.mention import QuestionMention
from qa.query.tree import About, Find, List, Name, Within
from qa.reading.clause import NUMBERS, Clause

_AS_MUCH = 0.6  # of what the best sentence of all places holds of the words asked
_LEAST = 0.25  # … and of the words themselves
# 谁给得多 · 哪家没有: some of the places, not each of them
_SOME = ("jurisdiction", "document", "unit", "person")
# what only says that places are set beside each other: 两家有啥区别, 三地怎么说
_BESIDE = re.compile(
    "[两二三四五六几](?:家|地|市|个地方|份)|有(?:啥|什么|何)?(?:区别|不同|差别)|怎么[说办减给补]?|说法|这事|比一?比?"
    "|各|分别|一样吗|差多少"
)


def each_place(parts: Sequence[Part], clauses: Sequence[Clause], attempt: Attempt) -> list[Part]:
    """Return the parts, with the sentence of each place that is named and not told.

    Args:
        parts: what each clause got.
        clauses: of the question.
        attempt: finds sentences.
    """
    done, named = list(parts), _named(clauses)
    if len(named) < 2 or any(clause.has("ask", *_SOME) for clause in clauses):
        return done
    told = _told(parts, attempt.scope)
    if all(_is_told(place, told) for place in named) and not _sets_sentences(parts):
        return done
    topic = next((words for clause in clauses if (words := _topic(clause))), "")
    counted = any(clause.asks_number for clause in clauses)
    quoted = _quotations(named, topic, attempt.scope, counted=counted) if topic else {}
    if not all(place.text in quoted for place in named if not _is_told(place, told)):
        return done
    if _sets_sentences(parts) or _tells_numbers(parts) or not told:
        return [Part(clauses[0], quoted[place.text]) for place in named if place.text in quoted]
    lacking = [place for place in named if not _is_told(place, told)]
    return [*done, *(Part(clauses[0], quoted[place.text]) for place in lacking)]


def _named(clauses: Sequence[Clause]) -> list[QuestionMention]:
    """Return the places of a question, each once, in order."""
    places = (mention for clause in clauses for mention in clause.named("Jurisdiction"))
    return list({place.text: place for place in places if place.nodes}.values())


def _told(parts: Sequence[Part], scope: Scope) -> set[str]:
    """Return the places of all that is told."""
    items = [item for part in parts for _, r in part.found for item in told_of(r)]
    sides = [s for p in parts for _, r in p.found if isinstance(r, Compared) for s in r.sides]
    items += [item for side in sides for item in side.items[:1]]
    groups = [g for p in parts for _, r in p.found if isinstance(r, Found) for g, _ in r.groups]
    names = {scope.place_of(key) for key in scope.documents_of(items)}
    return names | {group.name for group in groups}


def _is_told(place: QuestionMention, told: set[str]) -> bool:
    return bool(told & set(place.nodes))


def _sets_sentences(parts: Sequence[Part]) -> bool:
    """Tell whether sentences were set side by side, of which no fact says if they are the same."""
    compared = [r for part in parts for _, r in part.found if isinstance(r, Compared)]
    return any(is_quotation(side) for r in compared for side in r.sides)


def _tells_numbers(parts: Sequence[Part]) -> bool:
    """Tell whether a number is all that is told, which is then of one place only."""
    found = [r for part in parts for _, r in part.found]
    return bool(found) and all(_is_number(r) for r in found)


def _is_number(result: Found | Compared) -> bool:
    sides = result.sides if isinstance(result, Compared) else (result,)
    return all(side.find.kind in NUMBERS for side in sides)


def _topic(clause: Clause) -> str:
    return _BESIDE.sub(" ", clause.topic or clause.bare).strip(" ,，、的")


def _quotations(
    places: Sequence[QuestionMention], topic: str, scope: Scope, *, counted: bool
) -> dict[str, Pairs]:
    """Return the sentence of each place that says most of a topic, where it says enough of it.

    Args:
        places: that are named.
        topic: what is asked of each.
        scope: where.
        counted: whether a number is asked for, which the sentence gives if any of them does.
    """
    found: dict[str, tuple[float, Pairs]] = {}
    covered = scope.asked(topic).covered
    for place in places:
        find = Find("sentence", (Within(Name(place.text)), About(topic)), over=List())
        result = execute(find, scope)
        if not isinstance(result, Found) or result.is_empty:
            continue
        items = [i for i in result.items if not counted or says_number(_said(i), "", scope)]
        best_of = items[0] if items else result.items[0]
        said, one = _said(best_of), Found(find, (best_of,))
        found[place.text] = (covered(said), ((find, one),))
    best = max((held for held, _ in found.values()), default=0.0)
    least = max(_LEAST, _AS_MUCH * best)
    return {place: pairs for place, (held, pairs) in found.items() if held >= least}


def _said(item: Item) -> str:
    return simplify("".join(row.text for row in item.rows if isinstance(row, Sentence)))
