"""A clause of a question: its names, its cues, the words left over. Data only."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.mentions import QuestionMention
from qa.query.tree import Due
from qa.query.vocabulary import Comparator, Comparison, Kind, Relation
from qa.reading.cues import Cue
from qa.reading.pointers import Pointer

# how tasks are related to the named things of each class
THINGS: dict[str, Relation] = {
    "KeyProject": "project",
    "Campaign": "campaign",
    "Honour": "honour",
    "Enterprise": "enterprise",
    "NamedPlace": "place",
}
NUMBERS: tuple[Kind, ...] = ("target", "benefit")
# 几个预期目标里|增幅|最大的是哪个
_MEASURES = re.compile(
    "(?:这|那)?(?:几|[两三四五六七八九十])?个?(?:预期|主要|各项|列出的?|里面?)*"
    "(?:增速|增幅|涨幅|增长率?|目标值?|指标|数字|数值|比例|里|中|的)+(?:定[的为]?|[是要到])?"
)
_MANNER = ("怎么", "怎样", "咋", "如何")
TASK_MEASURES = ("个", "项", "条", "件")  # with which tasks are counted


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a question.

    Attributes:
        text: its characters, simplified.
        mentions: what it names.
        cues: what says what it asks.
        ordinals: printed numbers of tasks that it names.
        section: ordinal of a section that it names: 五 in 第五部分.
        topic: what is left beside names, cues and filling words.
        measure: the measure word it asks with: 家 in 多少家.
        literals: what an answer must hold to the letter: 20% in 不低于20%, 《…》, 〔2020〕4号.
        described: units told by what they do: 管水 in 管水的部门.
        nth: which of the things told before is meant: 2 in 第二家单位.
        counted: comparator and number of units it says: (">=", 5) for 五个以上部门.
        bare: the topic without words that say what kind is asked for: 水利 in 水利工程有哪些.
        works: the same for projects: "" for 建成 in 哪些项目建成, which only says a stage.
        stages: of projects that it speaks of; 建成 and 投入使用 are asked for alike.
        due: by or within which month something must be done: 6月底前.
        held: what the name must hold: 湿地 in 名称里含“湿地”.
        titles: what the title of a policy must hold.
        likely: what it asks for by the examples it is most like; None where they ask for nothing.
        per: for what each a number is asked: 天 in 一天多发多少.
        details: what a sentence must say to answer: 电话 (data/questions/attributes.csv).
        sides: what it compares or reckons with, each as a clause: 公益电影 and 送戏下乡.
        reckons: what is asked of the sides: the difference, the sum, the ratio, their order.
        so_many: how many things it asks for: 2 in 哪两个项目.
        whole: whether its topic is one thing, though it could be cut: 省、市重点项目.
        excepted: what it leaves out: 创新驱动那一大块 in 除了创新驱动那一大块.
        pointer: words that point at some of what was told: 前者, 前三项.
        beyond: the clause without its pointer.
        recalls: whether it only asks of what was told, or reckons with it: 前一个归谁, 相差多少.
    """

    text: str
    mentions: tuple[QuestionMention, ...]
    cues: tuple[Cue, ...]
    ordinals: tuple[str, ...]
    topic: str
    measure: str = ""
    literals: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    counted: tuple[Comparator, float] | None = None
    nth: int | None = None
    bare: str = ""
    works: str = ""
    stages: tuple[str, ...] = ()
    due: Due | None = None
    held: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    likely: Kind | None = None
    details: tuple[str, ...] = ()
    per: str = ""
    sides: tuple[Clause, ...] = ()
    reckons: tuple[Comparison, ...] = ()
    excepted: Clause | None = None
    whole: bool = False
    section: str = ""
    so_many: int | None = None
    pointer: Pointer | None = None
    beyond: Clause | None = None
    recalls: bool = False

    @property
    def says_more(self) -> bool:
        """Whether it has a topic of more than one character."""
        return sum(map(str.isalnum, self.topic)) > 1

    @property
    def names_only_a_measure(self) -> bool:
        """Whether its topic is only a way of measuring: 增幅, 预期目标."""
        return _MEASURES.fullmatch(self.topic.replace(" ", "")) is not None

    @property
    def asked(self) -> tuple[str, ...]:
        """What it asks for by its cues, the surer ones first."""
        sure = [value for value in self.values("ask") if value not in ("what", "document")]
        return tuple(dict.fromkeys((*sure, *self.values("hint"))))

    @property
    def asks_number(self) -> bool:
        """Whether a number is asked for: 多高, 多少微克."""
        hinted = self.has("hint", "target") and not self.has("doing")  # 比例不到5%怎么办
        return bool(self.measure) or self.has("ask", "target") or hinted

    @property
    def asks_how(self) -> bool:
        """Whether it asks in what way: 怎么才能算专精特新, not of one unit or of each place."""
        how = any(cue.name == "ask" and cue.text in _MANNER for cue in self.cues)
        return how and not (self.named("Unit") or self.has("ask", "jurisdiction") or self.has("op"))

    @property
    def counts_tasks(self) -> bool:
        """Whether it asks for how many, of nothing that has another measure: 牵头任务有几个."""
        many = self.measure in TASK_MEASURES or self.has("hint", "target")
        many = many or self.has("count", "task")
        return many and bool(self.named("Unit")) and not self.has("ask", "task")

    @property
    def things(self) -> tuple[QuestionMention, ...]:
        """The projects, campaigns, titles, firms and places of the graph that it names."""
        return tuple(m for m in self.mentions if m.nodes and m.kind in THINGS)

    def without(self, name: str, *values: str) -> Clause:
        """Return it without some cues, and without sides that they compare."""
        cues = tuple(c for c in self.cues if c.name != name or c.value not in values)
        return replace(self, cues=cues, sides=(), reckons=())

    def with_cue(self, name: str, value: str) -> Clause:
        """Return it with one cue more."""
        return replace(self, cues=(*self.cues, Cue(name, value)))

    def without_topic(self) -> Clause:
        """Return it with its names alone."""
        return replace(self, topic="", bare="", works="")

    def with_more(self, words: str, measure: str) -> Clause:
        """Return it with words that are said of several clauses, and with a measure word."""

        def more(own: str) -> str:
            return f"{own} {words}".strip() if words else own

        return replace(
            self,
            topic=more(self.topic),
            bare=more(self.bare),
            works=more(self.works),
            measure=measure or self.measure,
        )

    def has(self, name: str, *values: str) -> bool:
        """Tell whether a cue is there, of one of some values if any are given."""
        return any(c.name == name and (not values or c.value in values) for c in self.cues)

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a cue, in order, each once."""
        return tuple(dict.fromkeys(cue.value for cue in self.cues if cue.name == name))

    def named(self, *kinds: str) -> tuple[QuestionMention, ...]:
        """Return the mentions of some kinds, each once."""
        seen: dict[str, QuestionMention] = {}
        for mention in self.mentions:
            if mention.kind in kinds:
                seen.setdefault("|".join(mention.nodes) or mention.text, mention)
        return tuple(seen.values())
