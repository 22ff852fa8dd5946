"""A question taken apart: its clauses, each with its names, its cues and the words left over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.knowledge.csv_tables import alternation
from kg.text.numerals import to_int
from qa.examples import Examples
from qa.knowledge import QuestionKnowledge
from qa.lettering import lettered
from qa.measures import Measures
from qa.mentions import QuestionMention
from qa.query.tree import Comparator, Due, Kind, When
from qa.reading.clause import Clause
from qa.reading.cues import Cue, CueTable, read_cues
from qa.reading.cutting import cut
from qa.reading.kinds import COMPARING
from qa.rules import Detail, Stage

# （六十六） · 第十二条 · 任务66 · 66号任务
_ORDINAL = re.compile(
    r"[（(](?P<bracket>[一二三四五六七八九十百]{1,5}|\d{1,3})[）)]"
    r"|第(?P<nth>[一二三四五六七八九十百]{1,5}|\d{1,3})(?:条|项|款)"
    r"|任务(?P<task>\d{1,3})(?![\d月年%])|(?P<number>\d{1,3})号任务"
)
# 20% · 3亿元 · 6个月 · 《中小企业划型标准规定》 · 〔2011〕300号
_LITERAL = re.compile(
    r"\d+(?:\.\d+)?(?:个百分点|%|[万亿]?元|个月|公里|[万亿家个项人名所处座亩吨天])"
    r"|《[^》]+》|〔\d{4}〕\d+号"
)
# 带文号 · 文号也要
_WITH_NUMBER = re.compile(
    "(?:请|要|也要|并)?(?:带上?|附上?|写上|给出)?文号(?:也要|也给|也写上|一起)?"
)
# 哪几项 asks which, not how many
_WHICH = re.compile("[哪第那]几")
# 管土地的部门
_DESCRIBED = re.compile(r"[管抓](?P<what>[^的管和跟与，,。？?]{1,8})的(?:部门|单位|局|人)")
# 五个以上部门 · 至少3家单位
_COUNTED = re.compile(
    r"(?P<least>至少|不少于|超过)?(?P<number>\d{1,2}|[一二两三四五六七八九十])[个家](?P<more>及?以上)?"
    r"(?:的)?(?:部门|单位|局)(?P<after>以上)?"
)


# 6月底前 · 10月 · 上半年 · 年底前
_DUE = re.compile(
    r"(?:今年|20\d\d年)?(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?:底|末)?(?P<by>之?前|以前)?"
    r"|(?P<half>上半年)|(?P<year>年底)(?:之?前|以前))"
)
# 名字里带“产业园” · 名称里含“湿地”
_HELD = re.compile(
    r"名(?:字|称)?(?:里|中)?面?(?:带|含|有)着?[“\"「]?(?P<part>[^”\"」的有]{2,8}?)[”\"」两三四的]"
)
# 一天多发多少钱 · 每亩补几块
_PER = re.compile("[每一](?:个)?(?P<per>[天日月亩人户家台张头吨])")
# 第二家单位
_NTH = re.compile(r"第(?P<n>[一二三四五六七八九十]|\d{1,2})(?:家|个)(?:单位|部门|局|项目|任务)?")


# what examples of questions ask for (data/questions/examples.csv)
_LIKELY: dict[str, Kind] = {
    "units": "unit",
    "tasks": "task",
    "thing_tasks": "task",
    "projects": "project",
    "value": "target",
    "policies": "policy",
}


@dataclass(frozen=True, slots=True)
class Splitter:
    """What takes a question apart.

    Attributes:
        cues: the table of cues.
        empty: words that say nothing alone.
        edges: words that say nothing at the ends of a topic.
        measures: the measure words.
        itself: words for the document itself: 湘潭的意见一共有几条.
        document: matches what tells which document is meant: 那份给一线医护的措施.
        examples: questions and what they ask for.
        filler: words that only fill a question, or say what kind of thing it asks for.
        stages: of projects, and how they are asked for.
        details: that people ask for.
    """

    cues: CueTable
    empty: re.Pattern[str]
    edges: re.Pattern[str]
    measures: Measures
    itself: frozenset[str]
    document: re.Pattern[str]
    examples: Examples
    filler: re.Pattern[str]
    stages: tuple[Stage, ...]
    details: tuple[Detail, ...]

    @classmethod
    def read(cls, questions: QuestionKnowledge) -> Splitter:
        """Return what takes questions apart, from the tables of questions.

        Raises:
            GraphError: a table is missing or malformed.
        """
        rules, data = questions.rules, questions.data
        edges = alternation(row["word"] for row in data.rows("questions/topic_edges.csv"))
        itself = frozenset(row["word"] for row in data.rows("questions/document_nouns.csv"))
        return cls(
            read_cues(data),
            rules.empty,
            re.compile(f"^(?:{edges})+|(?:{edges})+$"),
            questions.measures,
            itself,
            re.compile(f"[这那该]份[^,，。？?]{{0,16}}?(?:{alternation(itself)})"),
            questions.examples,
            rules.filler,
            rules.stages,
            rules.details,
        )

    def clauses(self, plain: str, mentions: Sequence[QuestionMention]) -> tuple[Clause, ...]:
        """Return the clauses of a question that ask something; what asks nothing joins the next."""
        spans = cut(
            plain,
            [(m.start, m.end) for m in mentions],
            lambda span: self._asks(plain, *span, mentions),
            lambda span: self._only_compares(plain, *span, mentions),
        )
        return tuple(self._clause(plain, start, end, mentions) for start, end in spans)

    def _asks(self, plain: str, start: int, end: int, mentions: Sequence[QuestionMention]) -> bool:
        text = plain[start:end]
        _, cues = self._named_and_cued(text, start, end, mentions)
        asking = any(
            cue.name in ("ask", "hint", "count") or (cue.name == "op" and cue.value in _ASKING)
            for cue in cues
        )
        return asking or bool(self._measure(text))

    def _only_compares(
        self, plain: str, start: int, end: int, mentions: Sequence[QuestionMention]
    ) -> bool:
        """Tell whether a part of a question compares, and says nothing else: 差多少, 带文号."""
        text = plain[start:end]
        if _WITH_NUMBER.fullmatch(text.strip("，,。？?！! ")):
            return True
        own, cues = self._named_and_cued(text, start, end, mentions)
        compares = any(cue.name == "op" and cue.value in COMPARING for cue in cues)
        compares = compares and not any(cue.name == "count" for cue in cues)
        return compares and not own and not self._topic(text, own, cues)

    def _named_and_cued(
        self, text: str, start: int, end: int, mentions: Sequence[QuestionMention]
    ) -> tuple[tuple[QuestionMention, ...], tuple[Cue, ...]]:
        """Return the names and the cues of a part of a question."""
        own = tuple(_moved(m, -start) for m in mentions if start <= m.start and m.end <= end)
        taken = [(m.start, m.end) for m in own if m.kind not in ("Year", "Jurisdiction")]
        cues = self.cues.find(text, taken)
        own = tuple(m for m in own if not _cut_out(m, cues))
        return own, tuple(cue for cue in cues if not self._refers_within(cue, text, own, cues))

    def _measure(self, text: str) -> str:
        return self.measures.of(_WHICH.sub("哪些", text))

    def _clause(
        self, plain: str, start: int, end: int, mentions: Sequence[QuestionMention]
    ) -> Clause:
        text = plain[start:end]
        own, cues = self._named_and_cued(text, start, end, mentions)
        topic = self._topic(text, own, cues)
        if _due(text) and not self._works(topic):
            topic = ""  # 哪些任务6月底前完成 speaks of nothing else
        bare = self._without_kind(topic)
        ordinals = [next(filter(None, match.groups())) for match in _ORDINAL.finditer(text)]
        return Clause(
            text,
            own,
            cues,
            tuple(ordinals),
            topic,
            self._measure(text),
            tuple(match[0] for match in _LITERAL.finditer(text)),
            tuple(
                match[0][: match.end("what") - match.start()] for match in _DESCRIBED.finditer(text)
            ),
            _counted(text),
            _nth(text),
            bare,
            self._works(bare),
            self._stages(text),
            _due(text),
            tuple(match["part"] for match in _HELD.finditer(text)),
            tuple(cue.value for cue in cues if cue.name == "title"),
            _LIKELY.get(self.examples.kind(lettered(text, own))),
            tuple(
                detail.name
                for detail in self.details
                if detail.by_sentence and detail.asked.search(text)
            ),
        )

    def _refers_within(
        self, cue: Cue, text: str, mentions: Sequence[QuestionMention], cues: Sequence[Cue]
    ) -> bool:
        """Tell whether what goes on from something goes on from the same clause: X这件事谁管."""
        if (cue.name, cue.value) not in (("last", "task"), ("last", "unit")):
            return False
        named = any(m.end <= cue.start and m.kind not in ("Year", "Jurisdiction") for m in mentions)
        before = [c for c in cues if c.end <= cue.start]
        own = [m for m in mentions if m.end <= cue.start]
        return named or bool(self._topic(text[: cue.start], own, before))

    def _without_kind(self, topic: str) -> str:
        """Return a topic without words that only say what kind of thing is asked for."""
        pieces = self.filler.sub(" ", topic).split()
        return " ".join(p for p in pieces if len(p) > 1 and self.empty.sub("", p).strip())

    def _works(self, bare: str) -> str:
        """Return a bare topic, if it says more than a stage."""
        left = bare
        for stage in self.stages:
            left = stage.asked.sub("", left)
        return bare if left.strip() else ""

    def _stages(self, text: str) -> tuple[str, ...]:
        found = {stage.code for stage in self.stages if stage.asked.search(text)}
        done = {"complete", "operate"}
        return tuple(sorted(found | done if found & done else found))

    def _topic(self, text: str, mentions: Sequence[QuestionMention], cues: Sequence[Cue]) -> str:
        """Return what is left of a clause, as words to search for; things it names stay."""
        left = list(text)
        gone = [(m.start, m.end) for m in mentions if m.kind in ("Unit", "Jurisdiction", "Year")]
        gone += [(cue.start, cue.end) for cue in cues if cue.name != "title"]
        gone += [m.span() for p in (_ORDINAL, _DESCRIBED, _COUNTED, _DUE) for m in p.finditer(text)]
        gone += [match.span() for match in self.measures.asked.finditer(text)]
        if any((cue.name, cue.value) in _OF_DOCUMENT for cue in cues):
            gone += [match.span() for match in self.document.finditer(text)]
        for start, end in gone:
            left[start:end] = " " * (end - start)
        plain = re.sub(r"[()（）?？!！]", " ", "".join(left))  # (进出口) says what is meant
        words = self.cues.filling.sub(" ", plain)
        pieces = [self.edges.sub("", piece) for piece in words.split()]
        return " ".join(
            p
            for p in pieces
            if len(p) > 1 and p not in self.itself and self.empty.sub("", p).strip()
        )


def _cut_out(mention: QuestionMention, cues: Sequence[Cue]) -> bool:
    """Tell whether a place is only cut out of other words: 对应县里 does not name 应县."""
    inside = any(cue.start < mention.start < cue.end for cue in cues)
    return mention.kind == "Jurisdiction" and inside


_OF_DOCUMENT = {("count", "task"), ("count", "section"), ("ask", "section")}
_ASKING = ("max", "min", "which", "difference", "same", "exists", "path")


def _counted(text: str) -> tuple[Comparator, float] | None:
    """Return how many units a clause compares with: 五个以上部门."""
    match = _COUNTED.search(text)
    if match is None:
        return None
    number = to_int(match["number"]) or 0
    if match["least"] == "超过":
        return (">", number)
    return (">=" if match["least"] or match["more"] or match["after"] else "=", number)


def _due(text: str) -> Due | None:
    """Return by or within which month something must be done, of whatever year the plan is."""
    match = _DUE.search(text)
    if match is None:
        return None
    month = 12 if match["year"] else 6 if match["half"] else to_int(match["month"]) or 0
    when: When = "within" if match["month"] and not match["by"] else "by"
    return Due(when, f"--{month:02d}") if 1 <= month <= 12 else None


def _per(text: str) -> str:
    """Return for what each a clause asks: 天 in 一天多发多少钱."""
    match = _PER.search(text)
    return match["per"] if match else ""


def _nth(text: str) -> int | None:
    match = _NTH.search(text)
    return to_int(match["n"]) if match else None


def _moved(mention: QuestionMention, by: int) -> QuestionMention:
    return replace(mention, start=mention.start + by, end=mention.end + by)
