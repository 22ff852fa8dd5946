"""A question taken apart: its clauses, each with its names, its cues and the words left over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.knowledge.csv_tables import alternation
from qa.mentions import QuestionMention
from qa.query.vocabulary import Kind
from qa.reading.clause import Clause
from qa.reading.cues import Cue, CueTable, read_cues
from qa.reading.cutting import Span, cut, excepted
from qa.reading.kinds import COMPARING
from qa.reading.operands import Way, read_ways
from qa.reading.overlaps import cut_out, is_content, moved, only_alone, per, says_bound
from qa.reading.patterns import (
    COUNTED,
    DESCRIBED,
    DUE,
    HELD,
    LITERAL,
    ORDINAL,
    ROWS,
    SECTION,
    WHICH,
    WORTH,
    counted,
    due,
    nth,
    section,
    so_many,
)
from qa.reading.pointers import Pointers, read_pointers
from qa.reading.sides import with_sides
from qa.reading.topic_parts import parts_of
from qa.understanding.examples import Examples
from qa.understanding.knowledge import QuestionKnowledge
from qa.understanding.lettering import lettered
from qa.understanding.measures import Measures
from qa.understanding.rules import Detail, Stage

# 带文号 · 文号也要
_WITH_NUMBER = re.compile(
    "(?:请|要|也要|并)?(?:带上?|附上?|写上|给出)?文号(?:也要|也给|也写上|一起|是?多少|是什么|是啥)?"
)
# 哪些地方扶持防疫企业，|怎么支持的
_HOW = re.compile("(?:都|各|分别|具体)?(?:是)?(?:怎么|怎样|如何|咋)(?:样)?[\u4e00-\u9fff]{1,3}")
_PLACES = re.compile("哪[些几两三四]个?(?:地方|地区|省|市|县|区|城市)")
# 多少钱|一人 · 一个月|多少
_FOR_EACH = re.compile(
    "(?<=[多少钱几块元])[一每]个?(?:人|户|亩|台|家|张|头|吨|天|月)(?![\u4e00-\u9fff])"
    "|一个?(?:人|户|亩|台|家|张|头|吨|天|月)(?=(?:能?[补给发拿领]|是)?(?:多少|几))"
)
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
        examples: questions and what they ask for.
        filler: words that only fill a question, or say what kind of thing it asks for.
        stages: of projects, and how they are asked for.
        details: that people ask for.
        ways: of asking to reckon.
        pointers: words that point at what was told.
        this_document: matches how a document is spoken of of which things are counted.
        called_document: matches how a document is called of which is asked how long it applies.
        told_document: matches how one is pointed at by what it is of: 那个一人公司计划.
    """

    cues: CueTable
    empty: re.Pattern[str]
    edges: re.Pattern[str]
    measures: Measures
    itself: frozenset[str]
    examples: Examples
    filler: re.Pattern[str]
    stages: tuple[Stage, ...]
    details: tuple[Detail, ...]
    ways: tuple[Way, ...]
    pointers: Pointers
    this_document: re.Pattern[str]
    called_document: re.Pattern[str]
    told_document: re.Pattern[str]

    @classmethod
    def read(cls, questions: QuestionKnowledge) -> Splitter:
        """Return what takes questions apart, from the tables of questions.

        Raises:
            GraphError: a table is missing or malformed.
        """
        rules, data = questions.rules, questions.data
        edges = "|".join(_edge(row) for row in data.rows("questions/topic_edges.csv"))
        nouns = [row["word"] for row in data.rows("questions/document_nouns.csv")]
        return cls(
            read_cues(data),
            rules.empty,
            re.compile(f"^(?:{edges})+|(?<!公)(?:{edges})+$"),  # 50公里 ends with no 里
            questions.measures,
            frozenset(nouns),
            questions.examples,
            rules.filler,
            rules.stages,
            rules.details,
            read_ways(data),
            read_pointers(data),
            # 沈阳|那份给一线医护的措施|一共几条 · 江西|那二十条分四块|，每块几条 · 六份文件
            re.compile(
                r"(?:[这那][一二三四五六七八九十百\d]+条|\d+条(?=的))"
                r"(?:分成?[一二三四五六七八九十\d]+[块部]分?)?"
                rf"|[一二两三四五六七八九十\d]+(?:份(?:{alternation(nouns)})?|个(?:{alternation(nouns)}))里?"
                rf"|[这那该]份?[^,，。?？]{{0,14}}?(?:{alternation(nouns)})"
            ),
            # 北京的|中小微企业措施|有效期到什么时候
            re.compile(rf"[^,，。?？的]{{0,14}}(?:{alternation(nouns)})"),
            # 杭州|那个一人公司计划|的16条举措 · 北京|那十几条中小微企业措施
            re.compile(
                r"[这那](?:[份个套]|[一二三四五六七八九十几\d]{1,3}条)"
                rf"[^,，。?？的]{{0,14}}的?(?:{alternation(nouns)})"
            ),
        )

    def clauses(self, plain: str, mentions: Sequence[QuestionMention]) -> tuple[Clause, ...]:
        """Return the clauses of a question that ask something; what asks nothing joins the next."""
        spans = cut(
            plain,
            [(m.start, m.end) for m in mentions],
            lambda span: self._asks(plain, *span, mentions),
            lambda before, span: self._only_compares(plain, before, span, mentions),
            self._counts_too(plain, mentions),
        )
        return tuple(self._whole(plain, *span, mentions) for span in spans)

    def undivided(self, plain: str, mentions: Sequence[QuestionMention]) -> Clause:
        """Return a question as one clause, though parts of it may ask something by themselves."""
        return self._whole(plain, 0, len(plain), mentions)

    def _whole(
        self, plain: str, start: int, end: int, mentions: Sequence[QuestionMention]
    ) -> Clause:
        """Return a clause with what it excepts and what it reckons with."""
        out = excepted(plain[start:end])
        if out is None:
            clause = self._clause(plain, start, end, mentions)
        else:
            (a, b), (first, last) = out
            gone = range(start + first, start + last)
            rest = [m for m in mentions if m.start not in gone]
            blank = plain[: gone.start] + " " * len(gone) + plain[gone.stop :]
            clause = self._clause(blank, start, end, rest)
            clause = replace(clause, excepted=self._clause(plain, start + a, start + b, mentions))
        clause = self._pointing(clause, plain, start, mentions)
        return with_sides(
            clause,
            self.ways,
            lambda a, b: self._pointing(
                self._clause(plain, start + a, start + b, mentions), plain, start + a, mentions
            ),
        )

    def _pointing(
        self, clause: Clause, plain: str, start: int, mentions: Sequence[QuestionMention]
    ) -> Clause:
        """Return a clause with the words that point at what was told, and itself without them."""
        pointer = self.pointers.find(clause.text)
        if pointer is None:
            return clause
        first, last = start + pointer.start, start + pointer.end
        blank = plain[:first] + " " * (last - first) + plain[last:]
        rest = [m for m in mentions if m.end <= first or m.start >= last]
        beyond = self._clause(blank, start, start + len(clause.text), rest)
        return replace(clause, pointer=pointer, beyond=beyond)

    def _asks(self, plain: str, start: int, end: int, mentions: Sequence[QuestionMention]) -> bool:
        text = plain[start:end]
        if _FRAME.search(text) and not _QUESTION.search(text):
            return False
        if _CALLED.search(text) and not _QUESTION.search(text):
            return False
        if _TELL_OF.match(text):
            return True
        own, cues = self._named_and_cued(text, start, end, mentions)
        asking = any(
            cue.name in ("ask", "hint", "count")
            or (cue.name == "op" and cue.value in _ASKING)
            or (cue.name, cue.value) == ("cell", "place")
            for cue in cues
        )
        if asking or self._measure(text) or _ASKS_BY_MARK.search(text):
            return True
        too = _ASKED_TOO.search(text) or (start and _ASKED_BETWEEN.search(text))
        return bool(too) and bool(own or self._topic(text, own, cues))

    def _counts_too(self, plain: str, mentions: Sequence[QuestionMention]) -> list[int]:
        """Return where another kind of thing is counted without a mark between: 几部分|多少项."""
        cues = self.cues.find(plain, [(m.start, m.end) for m in mentions])
        counts = [cue for cue in cues if cue.name == "count"]
        return [b.start for a, b in pairwise(counts) if a.end == b.start and a.value != b.value]

    def _only_compares(
        self, plain: str, before: Span, span: Span, mentions: Sequence[QuestionMention]
    ) -> bool:
        """Tell whether a part of a question compares what the one before it names: 差多少, 带文号.

        省级一等奖呢|差多少 compares it with what was asked before.
        """
        text = plain[slice(*span)]
        bare, first = text.strip("，,。？?！! "), plain[: span[0]]
        if _WITH_NUMBER.fullmatch(bare) and _NUMBERED.search(first):
            return True
        if _HOW.fullmatch(bare) and _PLACES.search(first):
            return True
        if not self._is_comparing(plain, span, mentions):
            return False
        alike = self._is_comparing(plain, before, mentions)  # 哪个高，|高多少
        return alike or self._names_several(plain, before, span, mentions)

    def _is_comparing(self, plain: str, span: Span, mentions: Sequence[QuestionMention]) -> bool:
        """Tell whether a part of a question compares, and names nothing and counts nothing."""
        text = plain[slice(*span)]
        own, cues = self._named_and_cued(text, *span, mentions)
        if _only_places(own, cues) and not self._topic(text, own, cues):
            return True  # 幼儿园怎么建，|汶上、甘谷各是什么说法
        compares = any(cue.name == "op" and cue.value in COMPARING for cue in cues)
        compares = compares and not any(cue.name == "count" for cue in cues)
        return compares and not own and not self._topic(text, own, cues)

    def _names_several(
        self, plain: str, before: Span, span: Span, mentions: Sequence[QuestionMention]
    ) -> bool:
        """Tell whether a part of a question has sides that the next one can compare."""
        joined = self._whole(plain, before[0], span[1], mentions)
        several = len(joined.named("Jurisdiction")) > 1 or len(joined.named("Unit")) > 1
        return several or bool(joined.sides) or len(parts_of(joined.topic)) > 1

    def _named_and_cued(
        self, text: str, start: int, end: int, mentions: Sequence[QuestionMention]
    ) -> tuple[tuple[QuestionMention, ...], tuple[Cue, ...]]:
        """Return the names and the cues of a part of a question."""
        own = tuple(moved(m, -start) for m in mentions if start <= m.start and m.end <= end)
        taken = [(m.start, m.end) for m in own if m.kind not in ("Year", "Jurisdiction")]
        cues = self.cues.find(text, taken)
        own = tuple(m for m in own if not cut_out(m, cues))
        cues = tuple(c for c in cues if not says_bound(c, text) and not only_alone(c, cues))
        return own, tuple(cue for cue in cues if not self._refers_within(cue, text, own, cues))

    def _measure(self, text: str) -> str:
        for detail in self._details(text):  # 几天报一次 asks how often, not for days
            text = detail.asked.sub(" ", text)
        return self.measures.of(WHICH.sub("哪些", text))

    def _details(self, text: str) -> tuple[Detail, ...]:
        """Return the details a clause asks for that must stand in the sentence that answers."""
        return tuple(d for d in self.details if d.by_sentence and d.asked.search(text))

    def _clause(
        self, plain: str, start: int, end: int, mentions: Sequence[QuestionMention]
    ) -> Clause:
        text = plain[start:end]
        own, cues = self._named_and_cued(text, start, end, mentions)
        topic = self._topic(text, own, cues)
        timed = any((cue.name, cue.value) == ("ask", "limit") for cue in cues)
        if (due(text) or timed or self._asks_stage(cues, text)) and not self._works(topic):
            topic = ""  # 哪些任务6月底前完成, 哪些项目建成 speak of nothing else
        topic = topic or self._counted_alone(text, own)
        bare = self._without_kind(topic)
        ordinals = [next(filter(None, match.groups())) for match in ORDINAL.finditer(text)]
        return Clause(
            text,
            own,
            cues,
            tuple(ordinals),
            topic,
            self._measure(text),
            tuple(match[0] for match in LITERAL.finditer(_FOR_EACH.sub("", text))),
            tuple(
                match[0][: match.end("what") - match.start()] for match in DESCRIBED.finditer(text)
            ),
            counted(text),
            nth(text),
            bare,
            self._works(bare),
            self._stages(text),
            due(text),
            tuple(match["part"] for match in HELD.finditer(text)),
            tuple(cue.value for cue in cues if cue.name == "title"),
            _LIKELY.get(self.examples.kind(lettered(text, own))),
            tuple(detail.name for detail in self._details(text)),
            per=per(text),
            section=section(text),
            so_many=so_many(text),
        )

    def _counted_alone(self, text: str, mentions: Sequence[QuestionMention]) -> str:
        """Return what is counted where it is one character, and nothing else is named: 几座|桥."""
        match = self.measures.asked.search(text)
        named = any(mention.kind not in ("Year", "Jurisdiction") for mention in mentions)
        rest = text[match.end() :].strip("，,。？?！!") if match and not named else ""
        return self.empty.sub("", rest) if len(rest) == 1 else ""

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

    def _asks_stage(self, cues: Sequence[Cue], text: str) -> bool:
        projects = any((cue.name, cue.value) == ("ask", "project") for cue in cues)
        return projects and bool(self._stages(text))

    def _stages(self, text: str) -> tuple[str, ...]:
        found = {stage.code for stage in self.stages if stage.asked.search(text)}
        done = {"complete", "operate"}
        return tuple(sorted(found | done if found & done else found))

    def _topic(self, text: str, mentions: Sequence[QuestionMention], cues: Sequence[Cue]) -> str:
        """Return what is left of a clause, as words to search for; things it names stay."""
        left = list(text)
        gone = [(m.start, m.end) for m in mentions if m.kind in ("Unit", "Jurisdiction", "Year")]
        words_of = (c for c in cues if not (is_content(c) or _is_level_of(c, text)))
        gone += [span for cue in words_of for span in _said_by(cue)]
        forms = (ORDINAL, SECTION, DESCRIBED, COUNTED, WORTH, DUE, _FOR_EACH)
        gone += [match.span() for form in forms for match in form.finditer(text)]
        gone += [match.span() for match in self.measures.asked.finditer(text)]
        if any(c.name in ("cell", "count") or (c.name, c.value) == _WHICH_TASK for c in cues):
            gone += [match.span() for match in ROWS.finditer(text)]
        if any(cue.name in ("count", "show") or cue.value == "document" for cue in cues):
            gone += [match.span() for match in self.this_document.finditer(text)]
        if any(cue.name == "show" and cue.value in _OF_WHOLE for cue in cues):
            gone += [match.span() for match in self.called_document.finditer(text)]
        for start, end in gone:
            left[start:end] = " " * (end - start)
        plain = re.sub(r"[()（）?？!！]", " ", "".join(left))  # (进出口) says what is meant
        words = self.cues.filling.sub(" ", plain)
        pieces = [self.edges.sub("", piece) for piece in words.split()]
        said = (
            p
            for p in pieces
            if len(p) > 1 and p not in self.itself and not _SO_MANY.fullmatch(p.strip(",，"))
            if self.empty.sub("", p).strip()
        )
        return " ".join(dict.fromkeys(said))  # 北京收的费和湘潭收的费 says 收的费 once


# 哪个|房租减|得多 · 谁|新增岗位|更多
_APART = re.compile(
    "(?P<who>哪个|哪家|哪边|谁)(?P<what>[\u4e00-\u9fff]{2,}?)(?:定?得更?|更)[多高大久长]"
)


_WHICH_TASK = ("ask", "task")
# 国家级|一等奖 · 市级|表彰
_OF_LEVEL = re.compile(
    "的?(?:[一二三特]等奖|奖|表彰|人才|比赛|大赛|备案|认定|事项|示范(?:企业|单位|户|点|基地)|企业|平台"
    "|孵化器|基地|工作室|众创空间|专精特新|高新技术)"
)


def _is_level_of(cue: Cue, text: str) -> bool:
    """Tell whether a level is part of what is asked about, not where a policy is of: 省级一等奖."""
    return cue.name == "level" and _OF_LEVEL.match(text, cue.end) is not None


# 哪个|划型|规定 · 什么|申报|文件
_WHICH_KIND = re.compile(
    "(?P<who>哪[两三几]?[个份项些部]|什么|啥)(?P<what>[\u4e00-\u9fff]{2,}?)"
    "(?:规定|办法|文件|标准|方案|通知|意见|政策)"
)
# 有|限价|吗
_IS_THERE = re.compile("(?P<who>有)(?P<what>[\u4e00-\u9fff]{2,})(?:吗|么|没有)")
_APARTS = {
    ("op", "which"): _APART,
    ("ask", "policy"): _WHICH_KIND,
    ("op", "exists"): _IS_THERE,
}


def _said_by(cue: Cue) -> list[Span]:
    """Return where the words of a cue stand, without what a comparison holds between them."""
    pattern = _APARTS.get((cue.name, cue.value))
    match = pattern.fullmatch(cue.text) if pattern else None
    if match is None:
        return [(cue.start, cue.end)]
    start, end = match.span("what")
    return [(cue.start, cue.start + start), (cue.start + end, cue.end)]


def _edge(row: Mapping[str, str]) -> str:
    """Return what matches a word at the edge of a topic, but not as part of another: 就|业."""
    word, others = re.escape(row["word"]), row["but_before"]
    return f"{word}(?![{others}])" if others else word


_OF_WHOLE = ("validity", "status")  # said of a whole document, by whatever words it is called
# 牵头单位最多的|一项|是哪一项
_SO_MANY = re.compile("[那这]?[一两二三四五六七八九十几][项条个家件]")
# 美丽乡村建几个？|卫生乡镇呢
_ASKED_TOO = re.compile("呢[？?。！!]*$")
# 高层次人才多少？|青年人才呢，|高技能人才呢; not 便民市场呢，几处
_ASKED_BETWEEN = re.compile("呢[，,；;] ?$")
# 洋县2024年民生实事清单里|，哪个项目投资最多
# 依据哪份文件，|带文号: what has a number is asked for before
_NUMBERED = re.compile("文件|依据|根据|政策|办法|规定|通知|意见|条例|方案|规划|标准|文|上级|《")
# 是在哪个会上定下来的？|文号？
_ASKS_BY_MARK = re.compile("(?:哪[个家条份些里儿]|什么|怎么|怎样|如何|为什么|谁).*[？?]$")
_FRAME = re.compile("(?:里|中|里面|里头|当中|之中)[,， ]*$")
_QUESTION = re.compile(  # 几个县区的文件里 asks nothing
    "[哪谁啥咋]|(?<![这那])几(?![个份][^,，?？]{0,8}[里中])|什么|多少|怎|吗|是不是|有没有"
)
# 杭州和南充哪个更多？|说说社区数和人才数
_TELL_OF = re.compile(
    "(?:再|请|顺便|分别)?(?:说说|讲讲|列一下|列列|报一下|说一下)(?!全名|名字|名称|全称|清单|出来|清楚|名单)(?=[一-鿿]{3,})"
)
# 洋县清单叫“十大”，|表里实际列了几个
_CALLED = re.compile("(?:叫|名为|号称|写着|说是|写的是)“[^”]{1,8}”[,， ]*$")
_ASKING = ("max", "min", "which", "difference", "same", "exists", "path")


def _only_places(mentions: Sequence[QuestionMention], cues: Sequence[Cue]) -> bool:
    """Tell whether several places are named and nothing is asked of them but what there is."""
    places = [mention for mention in mentions if mention.kind == "Jurisdiction"]
    asked = {cue.value for cue in cues if cue.name == "ask"} - {"what", "sentence"}
    counted = any(cue.name in ("count", "show") for cue in cues)
    return len(places) > 1 and len(places) == len(mentions) and not asked and not counted
