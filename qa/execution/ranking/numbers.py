"""Which numbers of the documents some words ask for, best first."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from embeddings.lexical import simplify, tokens
from qa.evidence.rows import Number
from qa.execution.results import Item
from qa.execution.scope import Scope
from qa.mentions import NAMESAKES

_ITEMS = 12  # tasks and paragraphs whose numbers are weighed
_METRIC, _SPAN, _OWN, _RANK = 0.5, 0.5, 0.3, 0.2  # weights beside the words held
_SAME_MEASURE, _NO_MEASURE = 0.12, -0.08
_SHARES = ("%", "个百分点")
_NAMED = ("KeyProject", "Enterprise", "NamedPlace")
_TOWN_WORDS = ("镇", "乡", "街道")
_AS_NEAR = 0.2  # below the best: others of which as much is said
# (what asks for it, what a number of it has, weight where it has, where it has not)
# 焚烧率 · 占比 | 进前多少强 | 增速 · 提高
_SHAPES = (
    (re.compile(r"比例|率|百分|占比|占多少|几成|比重|覆盖"), ("unit", "%"), 0.1, -0.1),
    (re.compile(r"排名|名次|第几|位次|几强|多少强"), ("kind", "rank"), 0.15, -0.05),
    (re.compile(r"增长|增速|增幅|提高|提升|涨"), ("kind", "increase"), 0.08, -0.04),
    (re.compile(r"^(?!.*[增率比]).*(?:投资|资金|贷款|营收|产值|经费)"), ("unit", "元"), 0.1, -0.1),
)
_CLAUSE = re.compile("[、，,。；;：:！？\n]")
# 由原|50%|提高至70% tells what was
_FROM, _TO = (
    re.compile("(?:由|从)(?:原来?的?)?$"),
    re.compile("[提降上增调下扩缩减压][^，。；]{0,4}[至到]"),
)
_YES_OR_NO = re.compile("吗|是不是|是否|能不能|有没有")


@dataclass(frozen=True)
class NumberAsked:
    """A number that is asked for.

    Attributes:
        words: what it is about: 5G基站建设.
        measure: the measure word, "" where none was said.
        scope: what is looked at.
    """

    words: str
    measure: str
    scope: Scope

    @cached_property
    def plain(self) -> str:
        """The words in simplified characters."""
        return simplify(self.words)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The projects, firms, places and towns named; the sentence of a number must name one."""
        return self.scope.once("names of a number", self.plain, self._named)

    def _named(self) -> tuple[str, ...]:
        build = self.scope.build
        known = build.names.find(self.plain, known_places=build.places, texts=self._texts)
        nodes = (n for m in known if m.kind in _NAMED for n in sorted(m.nodes)[:NAMESAKES])
        labels = [build.label(node) for node in nodes]
        may = any(word in self.plain for word in _TOWN_WORDS)  # the table of towns is long
        towns = [town for town in build.townships if town in self.plain] if may else []
        return tuple(simplify(name) for name in (*labels, *towns) if name)

    @property
    def _texts(self) -> Container[str]:
        return self.scope.build.simplified_texts

    def fits(self, number: Number) -> bool:
        """Tell whether a number may be meant at all: its measure, and whose it is."""
        if self.scope.build.questions.measures.other(self.measure, number.unit):
            return False
        if self._is_given(number) or _was(number, self.scope):
            return False
        if not self.names:
            return True
        said = simplify(self.scope.words_around(number.quote))
        return any(name in said for name in self.names)

    def _is_given(self, number: Number) -> bool:
        """Tell whether the question says a number itself: 增长20%以上的，补多少."""
        share = number.unit in _SHARES and not _YES_OR_NO.search(self.plain)
        return (
            share and re.search(rf"(?<![\d.]){re.escape(number.printed)}", self.plain) is not None
        )

    def shape(self, number: Number) -> float:
        """Return how unit and kind of a number fit what is asked for."""
        fit = 0.0
        if self.measure:
            same = self.scope.build.questions.measures.same(self.measure, number.unit)
            fit += _SAME_MEASURE if same else _NO_MEASURE
        for asked, (name, value), more, less in _SHAPES:
            if asked.search(self.plain) and not (self.measure and value == "increase"):
                fit += more if getattr(number, name) == value else less
        return fit


def nearest_numbers(asked: NumberAsked, tasks: Iterable[str] | None) -> tuple[Item, ...]:
    """Return numbers by how well they answer.

    Args:
        asked: what is asked for.
        tasks: the tasks they may be of; those nearest to the words if None.
    """
    hits = asked.scope.search(asked.words)
    rank = {hit.item: hit.score for hit in hits}
    wanted = [hit.item for hit in hits[:_ITEMS]] if tasks is None else list(tasks)
    found = [n for n in numbers_of(wanted, asked.scope) if asked.fits(n)]
    if not found:
        return ()
    best = max((rank.get(item, 0.0) for item in wanted), default=0.0) or 1.0
    weighed = []
    for number, (fit, own) in zip(found, _fits(asked, found), strict=True):
        order = fit + own + asked.shape(number) + _RANK * rank.get(number.task, 0.0) / best
        weighed.append((order, fit, number))
    weighed.sort(key=lambda entry: -entry[0])
    near = [(fit, n) for order, fit, n in weighed if order >= weighed[0][0] - _AS_NEAR]
    return tuple(Item("target", n.target or n.task, n.metric, (n,), fit) for fit, n in near)


def numbers_of(items: Sequence[str], scope: Scope) -> list[Number]:
    """Return the numbers of tasks, from the graph, and of paragraphs, read now."""
    tasks = [item for item in items if scope.is_task(item)]
    found = list(scope.rows.numbers(tasks))
    found += [cost for task in tasks for cost in scope.costs(task)]
    for item in items:
        if not scope.is_task(item):
            found += scope.build.paragraphs.numbers(item)
    return found


def _fits(asked: NumberAsked, numbers: Sequence[Number]) -> list[tuple[float, float]]:
    """Return how much of the words each number speaks of, and how much of its metric they say."""
    build = asked.scope.build
    query = build.encoder.encode_queries([asked.plain])[0]
    whole = [n.text + _after(n, asked.scope) for n in numbers]
    texts = [simplify(n.metric) for n in numbers] + [simplify(text) for text in whole]
    cosines = build.encoder.encode_passages(texts) @ query
    covered = asked.scope.asked(asked.words).covered
    plain = set(tokens(asked.plain))
    fits = []
    for i, number in enumerate(numbers):
        said = f"{number.metric}，{whole[i]}，{asked.scope.task_name(number.task)}"
        own = set(tokens(number.metric))
        near = _METRIC * float(cosines[i]) + _SPAN * float(cosines[len(numbers) + i])
        share = _OWN * len(own & plain) / max(3, len(own))
        fits.append((covered(simplify(said)) + near, share))
    return fits


def _after(number: Number, scope: Scope) -> str:
    """Return what its clause says after a number: 安排500万元|“菜篮子”工程建设专项资金."""
    _, rest = _beside(number, scope)
    end = _CLAUSE.search(rest)
    return rest[: end.start()] if end else rest


def _was(number: Number, scope: Scope) -> bool:
    """Tell whether a number only tells what was before: 由原50%提高至70%."""
    before, after = _beside(number, scope)
    return _FROM.search(before) is not None and _TO.match(after) is not None


def _beside(number: Number, scope: Scope) -> tuple[str, str]:
    """Return what stands before and after a number in its sentence; "" where it is not in it."""
    text, printed = scope.words_around(number.quote), number.text
    at = text.find(printed)
    if at < 0:
        return "", ""
    own = printed.rfind(number.printed)
    start = at + (own if own >= 0 else len(printed))
    return text[:start], text[at + len(printed) :]
