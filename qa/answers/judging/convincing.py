"""Whether what a query found says what was asked, and is not only the nearest there is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from embeddings.lexical import simplify, tokens
from qa.answers.judging.asked_kind import gives_kind, says_amount
from qa.answers.judging.counted import noun_counted
from qa.answers.judging.nearness import is_foreign, stands_out, topics_of, words_given
from qa.asked import Asked, said_of
from qa.declining.answerability import CALIBRATED, Evidence, is_answer, quotable
from qa.evidence.rows import Benefit, Number, Row, Sentence
from qa.execution.execute import scope_of
from qa.execution.finders.sentences import asks_number, named_things
from qa.execution.reckoning.quantities import numbers_in
from qa.execution.results import Compared, Found, Item, Result
from qa.execution.scope import Scope
from qa.query.tree import Find, Has, Numbered, Since, Within
from qa.reading.clause import THINGS, Clause
from qa.reading.composing.said_conditions import places_of

_OF_KIND = {"target": "target", "benefit": "benefit", "sentence": "sentence"}
_TOLD = ("topic", "sentence", "counted")  # what may be asked in many words
_HELD = 0.1  # of the words of a part of a question: less is held by chance
_PARTS = re.compile("[,，。:：…]+")
# each document was looked at by itself; sections are of tasks
_BY_DOCUMENT = ("jurisdiction", "document", "section")
_BESIDE = ("Unit", "Year", "Jurisdiction")  # names beside which a topic is told
_TELLING = 1.2  # idf of a word that less than a third of the tasks hold
_LITTLE, _MUCH = 0.15, 0.5  # shares of a topic that a number's words hold
# in tasks that are known to be meant: probability that is enough, where words are held
_ENOUGH_THERE, _HELD_THERE = 0.25, 0.1
_LIKELY = 0.78  # probability from which no word need be the same
_MONEY = "元"
_TIMES = ("天", "日", "月", "年")
_AS_MUCH = 0.6  # of the words that the best sentence holds
_GOODS = ("亩", "头", "吨", "斤", "公斤", "平方米", "平米", "件", "箱", "瓶", "度", "桌", "餐")
# 实事里的|第八个|项目
_NTH = re.compile("第(?P<nth>[一二三四五六七八九十]{1,3})(?:个|件|类|名|位|处)")
_SAYS_NTH = "第{0}(?![一二三四五六七八九十])|[（(]{0}[)）]|{0}、"
# 新建的两所幼儿园在哪个乡镇: 白石镇
_WHICH_TOWN = re.compile("[在到于]哪(?:个|几个|两个|些)(?:乡镇|镇街|镇|乡|街道|村)")
_TOWN = re.compile("镇(?!静)|乡(?!村)|街道|村|社区")
# 每人每天300元
_EACH = re.compile("每(?:个)?([天日月年])")
_EASED = 0.7  # of the usual probability: enough where what is asked beside it is answered
_ALL, _SO_NEAR = 0.95, 0.5  # of its words strange: those of a number must come so near
_NEAR_NOUN = 0.55  # likeness of a noun that is counted to the words of a sentence without it
# 市人工智能产业链专班|办公室|（市科技局）发挥统筹协调作用
_UNIT_NAMED = re.compile(
    "[\u4e00-\u9fff]{2}(?:局|委员会|委|办公室|厅|中心|指挥部|领导小组|政府)(?![\u4e00-\u9fff]{0,2}内)"
)
# 哪个地方|说要|严肃查处
_SAY_SO = re.compile(
    "(?:地方|地区|省|市|县|区|城市|家|哪里|哪儿|哪个|哪些)"
    "(?:明确)?(?:说|写|提|要求|规定|明确|提出|强调|承诺)(?:明|到|过|了|的)?(?:是|要|会|得)?"
    "(?P<what>[\u4e00-\u9fff]{2,12})"
)
# 运菜的车过|收费站要不要交钱 does not ask of toll stations
_ON_THE_WAY = re.compile("(?:过|经过|路过|进|进出|通过)[\u4e00-\u9fff]{0,2}$")
# 落户|或|子女入学|政策
_ALTERNATIVES = re.compile("或者?|还是")
_OF_ANY_KIND = re.compile("^.*的|(?:的|相关|有关)*(?:政策|措施|规定|内容|要求|说法|安排|办法)$")
_MARKS = " ，,。？?的"
_QUOTED = ("sentence", "counted")
_MUST_GIVE = ("sentence", "counted", "benefit")  # the kind of value that is asked for
_CONTACT = {"电话", "地址", "网址"}  # stand in few sentences, mostly of something else
_FAR_OFF = 0.4  # likeness below which a word has none of its kind in a sentence
# 5g · 3a · pm2.5
_NAME = re.compile(r"\d?[a-z][a-z0-9.]*")


@dataclass(frozen=True)
class Judge:
    """Judges what a clause found.

    Attributes:
        clause: what asked.
        scope: what was looked at.
        language: of the question.
        among_told: whether only what the part of the question before led to was looked at.
        ease: share of the usual probability that is enough.
        any_payment: whether another payment than the one asked for will do.
    """

    clause: Clause
    scope: Scope
    language: str = "zh"
    among_told: bool = False
    ease: float = 1.0
    any_payment: bool = False

    def convinced(self, result: Result) -> Result | None:
        """Return what of a result says what was asked; None where nothing does."""
        if isinstance(result, Compared):
            return self._compared(result)
        if result.groups and result.find.kind in _OF_KIND:
            if not any(self._answers(p[1]) or self._grants(p[1]) for p in result.groups):
                return None
            several = len(self.clause.named("Jurisdiction")) > 1  # of each the same is asked
            judge = replace(self, ease=_EASED) if several else self
            kept = tuple(p for p in result.groups if judge._answers(p[1]) or judge._grants(p[1]))
            kept = tuple(p for p in kept if self._pays(p[1]))
            if not kept:
                return None
            return replace(result, groups=kept)
        if result.find.kind == "jurisdiction" and self.head:  # 哪个地方发慰问金
            said = ((item, self.scope.words_of(item.rows)) for item in result.items)
            kept_items = tuple(item for item, text in said if self.names_payment(text))
            result = replace(result, items=kept_items)
        if result.find.kind == "jurisdiction":
            result = self._saying_so(result)
        if result.find.kind == "sentence":
            result = self._giving_first(result)
        return result if self._answers(result) else None

    def _giving_first(self, found: Found) -> Found:
        """Return sentences, the best that gives the kind of value asked for before any other.

        免房租的条件是什么 asks for 免收2月份房租, though 给予房租补贴 comes nearer.
        """
        if self.any_payment or self.language != "zh":
            return found
        gives = [
            gives_kind(self.scope.words_of(item.rows), self.clause, self.scope)
            for item in found.items
        ]
        if True not in gives or gives[0] is not False:
            return found
        at = gives.index(True)
        covered = self.scope.asked(self.clause.topic).covered
        first, other = (
            covered(simplify(self.scope.words_of(i.rows)))
            for i in (found.items[0], found.items[at])
        )
        if other < _AS_MUCH * first:
            return found  # 心理服务，免费吗 is not answered by another thing that is free
        rest = (*found.items[:at], *found.items[at + 1 :])
        return replace(found, items=(found.items[at], *rest))

    def _saying_so(self, found: Found) -> Found:
        """Return the places that say what is asked that they say: 哪个地方说要严肃查处."""
        said = _SAY_SO.search(self.clause.text)
        if said is None or len(found.items) < 2:
            return found
        words = {w for w in tokens(simplify(said["what"])) if len(w) > 1 and w.isalpha()}
        texts = [simplify(self.scope.words_of(item.rows)) for item in found.items]
        held = [sum(word in text for word in words) for text in texts]
        most = max(held)
        if not most or min(held) == most:
            return found
        pairs = zip(found.items, held, strict=True)
        return replace(found, items=tuple(item for item, n in pairs if 2 * n >= most))

    def _compared(self, result: Compared) -> Compared | None:
        """Return a comparison whose sides answer; of parts asked for alike, those that do.

        Where one side answers, less is enough for the others, of which the same is asked.
        """
        if not any(self.convinced(side) for side in result.sides):
            return None
        eased = replace(self, ease=_EASED)
        answers = [eased.convinced(side) is not None for side in result.sides]
        if all(answers):
            return result
        if "all" not in result.compare.ask or sum(answers) < 2:
            return None
        pairs = zip(result.sides, result.amounts, answers, strict=True)
        kept = [(s if ok else replace(s, items=()), a if ok else None) for s, a, ok in pairs]
        return replace(result, sides=tuple(s for s, _ in kept), amounts=tuple(a for _, a in kept))

    def says_little(self, result: Result) -> bool:
        """Tell whether a target is of little of what was asked: 综合融资成本, 利率要下浮多少."""
        target = isinstance(result, Found) and result.find.kind == "target"
        return target and self._share(result) < _LITTLE

    def says_more(self, other: Result, result: Result) -> bool:
        """Tell whether a benefit is of much more of what was asked than a target."""
        benefit = isinstance(other, Found) and other.find.kind == "benefit"
        return benefit and self._share(other) >= _MUCH + self._share(result)

    def _share(self, result: Result) -> float:
        """Return the share of the topic that the words of the first number hold to the letter."""
        rows = [row for item in getattr(result, "items", ())[:1] for row in item.rows]
        said = [f"{row.metric}，{row.text}" for row in rows if isinstance(row, Number)]
        asked = self.scope.asked(self.clause.topic)
        covered = self.scope.build.retriever.idf_coverage
        return max((covered(asked.tokens, simplify(text)) for text in said), default=1.0)

    def _grants(self, found: Found) -> bool:
        """Tell whether a place that speaks of the topic by itself grants something of it."""
        best = next(iter(found.items), None)
        about = next(topics_of(found.find), None)
        if best is None or about is None or not any(isinstance(r, Benefit) for r in best.rows):
            return False
        return self.scope.says(about.words, self.scope.document_of(best.tasks[0]))

    def _answers(self, found: Found) -> bool:
        if isinstance(found.find.over, Since):
            return found.count is not None  # there are two years
        if found.count is not None and not found.find.where:
            return True
        if found.is_empty or not self._keeps_topic(found.find):
            return False
        things = found.find.kind in THINGS.values()
        if things and len(found.items) != (self.clause.so_many or len(found.items)):
            return False  # 哪两个项目 asks for two
        if things and self.clause.has("cell", "place") and not self._names_facility(found):
            return False
        judged = self.judged(found)
        if judged is not None and not self._may_be(*judged):
            return False
        if not self._fits(found):
            return False
        if judged is not None and not things and not self._says_what(judged[1], judged[2]):
            return False
        return judged is None or (self._is_of_it(*judged[1:]) and self._is_answer(*judged))

    def _fits(self, found: Found) -> bool:
        """Tell whether it is of the thing, the payment and the goods that are asked for."""
        kind, best = found.find.kind, found.items[0]
        if kind in _OF_KIND and not self._for_each(self.scope.words_of(best.rows)):
            return False
        if kind in ("target", "benefit") and not self._costs(best):
            return False
        if kind == "sentence" and not (self._names_thing(found) and self._is_for_that(best)):
            return False
        return self._pays(found) and not self._lacks_alternative(found)

    def _may_be(self, of: str, asked: Asked, found: Evidence) -> bool:
        """Tell whether evidence shares something of what is asked, and gives its kind."""
        foreign = self._is_foreign or (self._is_foreign_there and found.gives is not True)
        return not (self._lacks_kind(of, found) or foreign) and self._shares(of, asked, found)

    def _lacks_kind(self, of: str, found: Evidence) -> bool:
        """Tell whether a sentence lacks the kind of value that is asked for, and must give it."""
        unfit = self.any_payment or self.language != "zh"  # what only comes near may lack it
        return not unfit and of in _MUST_GIVE and found.gives is False

    def _names_facility(self, found: Found) -> bool:
        """Tell whether the facility whose place is asked is named: 学校 are no 幼儿园."""
        kinds = [
            m[0] for m in self.scope.build.questions.rules.facility.finditer(self.clause.topic)
        ]
        if not kinds:
            return True
        names = "".join(item.name for item in found.items)
        quoted = self.scope.words_of(row for item in found.items for row in item.rows)
        said = simplify(f"{names}{quoted}")
        return any(kind in said for kind in kinds)

    def _says_what(self, asked: Asked, found: Evidence) -> bool:
        """Tell whether what is asked of stands in what would be given, in its own or other words.

        A facility that no document names is no other one: 机场 is no 重点项目. Where a number is
        asked, its noun must come near: 房租补贴 is no 交通卡.
        """
        build = self.scope.build
        if build.encoder.name != CALIBRATED or self.language != "zh":
            return True
        kinds = (
            m[0]
            for m in build.questions.rules.facility.finditer(asked.words)
            if not _ON_THE_WAY.search(asked.words[: m.start()])
        )
        return not any(k not in asked.text and self._is_far(k, found.sentence) for k in kinds)

    def _pays(self, found: Found) -> bool:
        """Tell whether what would be given is of the payment whose amount is asked, if one is.

        The heading of a task counts, but not the words of a task without one: 给予临时性工作补助 is
        another sentence than 增发绩效工资每人每天300元.
        """
        build = self.scope.build
        unfit = build.encoder.name != CALIBRATED or self.language != "zh"
        if not self.head or unfit or found.find.kind not in _OF_KIND or found.is_empty:
            return True
        item = found.items[0]
        said = "，".join(self.scope.words_around(row.quote) for row in item.rows)
        tasks = (task for task in (*item.tasks, item.iri) if self.scope.is_task(task))
        titles = (str(build.tasks[task]["title"] or "") for task in tasks)
        return self.names_payment("，".join((said, *titles)))

    def _lacks_alternative(self, found: Found) -> bool:
        """Tell whether no document has one of several things that there may be.

        有没有落户|或|子女入学政策: a sentence that only speaks of the first comes near.
        """
        if self.language != "zh" or self.any_payment or not any(topics_of(found.find)):
            return False
        parts = _ALTERNATIVES.split(self.clause.topic)
        if len(parts) < 2 or not self.clause.has("op", "exists"):
            return False
        asked, said = self.scope.asked(self.clause.topic), self.scope.words_of(found.items[0].rows)
        there = scope_of(found.find, self.scope).asked(self.clause.topic).text
        for part in (_OF_ANY_KIND.sub("", part.strip(_MARKS)) for part in parts):
            known = any(len(word) > 1 and word in there for word in tokens(simplify(part)))
            if len(part) > 1 and not known and asked.counted_in(said, part)[1] < _FAR_OFF:
                return True
        return False

    def names_payment(self, said: str) -> bool:
        """Tell whether a sentence names the payment whose amount is asked, or one of its kind.

        A word that only comes near does not: 批发市场交易厅 names no 摊位费.
        """
        named = self.scope.build.questions.payments.named
        if not self.head or named(self.head, said):
            return True
        if self.clause.has("op", "exists") and not self.clause.asks_number:
            return self.scope.build.questions.payments.any_in(said)  # 买冰箱有补贴没有
        held, _ = self.scope.asked(self.clause.topic).counted_in(said, self.head)
        return held > 0

    @cached_property
    def head(self) -> str:
        """The payment whose amount is asked: 补贴 in 发多少钱的房租补贴; "" for none."""
        asked = self.scope.build.questions.payments.asked
        if self.any_payment:
            return ""
        return asked(self.clause.text) or asked(self.clause.topic)

    def _is_far(self, word: str, said: str) -> bool:
        """Tell whether a sentence, with the title of its task, holds nothing near to a word."""
        held, near = self.scope.asked(self.clause.topic).counted_in(said, word)
        return not held and near < _FAR_OFF

    def _is_answer(self, of: str, asked: Asked, found: Evidence) -> bool:
        """Tell whether something answers all that is asked about, or a part of it told at length.

        开滑雪场的，停了一个雪季，水费电费有人管吗: a part counts where it leads to the same task by
        itself, and the task holds some of its words.
        """
        least = self._least(of, asked, found)
        if of in _QUOTED and least is None:
            answers = quotable(of, asked, found)
        else:
            answers = is_answer(of, asked, found, least)
        if answers:
            return True
        parts = [part for part in _PARTS.split(asked.words) if len(part.strip()) > 1]
        if of not in _TOLD or len(parts) < 2:
            return False
        each = [replace(asked, words=part.strip()) for part in parts]
        alike = [part for part in each if part.hits and part.hits[0].item == found.item]
        text = said_of(self.scope.build, [found.item])
        held = any(part.covered(text) > _HELD for part in alike)
        return held and any(
            is_answer(of, part, found, self._least(of, part, found)) for part in alike
        )

    def _shares(self, of: str, asked: Asked, found: Evidence) -> bool:
        """Tell whether evidence has a word, or a meaning that stands out, of what is asked.

        办得好的镇有奖励吗 has none of 对推动力度大、成效明显的镇街给予支持, which is likely enough.

        A telephone number must be of what is asked about: one stands in few sentences.
        """
        text = f"{found.sentence}，{said_of(self.scope.build, [found.item])}"
        if asked.covered(found.sentence) > _HELD:
            return True
        if self.clause.details:  # how often stands in its task, if not in the very sentence
            return not _CONTACT & set(self.clause.details) and asked.covered(text) > _HELD
        if asked.covered(text) > _HELD or asked.concepts or stands_out(asked, found):
            return True
        return asked.build.encoder.name == CALIBRATED and is_answer(of, asked, found, _LIKELY)

    def _names_thing(self, found: Found) -> bool:
        """Tell whether a number that is quoted is of the thing named: 李尔产业园总投资多少亿."""
        if not (asks_number(found.find) and named_things(found.find)):
            return True
        said = simplify(self.scope.words_of(found.items[0].rows))
        return any(simplify(thing.text) in said for thing in self.clause.things)

    def _is_for_that(self, item: Item) -> bool:
        """Tell whether a number that is quoted is for what was asked: 每天 is not 每月."""
        said = self.scope.words_of(item.rows)
        nth = _NTH.search(self.clause.topic)
        if nth and not re.search(_SAYS_NTH.format(nth["nth"]), said):
            return False  # 实事里的第十个项目 is not told by 十大民生实事
        if _WHICH_TOWN.search(self.clause.text) and not _TOWN.search(said):
            return False
        if self.clause.has("ask", "unit") and self.clause.has("role"):
            tasks = [task for task in item.tasks if self.scope.is_task(task)]
            named = bool(_UNIT_NAMED.search(said))  # a paragraph may name who it is
            return named or bool(tasks and self.scope.rows.assignments(tasks))
        if not self._costs(item):
            return False
        if not self._for_each(said):
            return False
        each = set(_EACH.findall(said))
        return self.clause.per not in _TIMES or not each or self.clause.per in each

    def _for_each(self, said: str) -> bool:
        """Tell whether a number is for each of the goods it is asked for: 蔬菜每斤卖多少钱."""
        return self.any_payment or self.clause.per not in _GOODS or self.clause.per in said

    def _costs(self, item: Item) -> bool:
        """Tell whether money is told where it is asked what something costs, or that it is free.

        新院区总投资多少 is not told by 加快建设新院区, 焚烧厂投资多少 not by 焚烧处理率100%.
        """
        if not self.clause.has("cell", "investment") or self.clause.has("whether"):
            return True
        if any(isinstance(r, Number | Benefit) and r.unit == _MONEY for r in item.rows):
            return True  # 500, in a column 投资（万元）
        said = self.scope.words_of(item.rows)
        return says_amount(said, replace(self.clause, measure=_MONEY), self.scope)

    def _least(self, of: str, asked: Asked, found: Evidence) -> float | None:
        """Return the probability that is enough, where less than usual is.

        5G基站建多少，充电桩装几个: a number of the task told must speak of what is asked next.
        """
        if self.among_told and of != "benefit" and asked.covered(words_given(found)) >= _HELD_THERE:
            return _ENOUGH_THERE
        usual = self.scope.build.questions.calibrations[of].least
        return self.ease * usual if self.ease < 1 else None

    def judged(self, found: Found) -> tuple[str, Asked, Evidence] | None:
        """Return by which weights something is judged, and what of it; None: names led to it."""
        about = next(topics_of(found.find), None)
        if about is None or found.find.kind in _BY_DOCUMENT:
            return None
        if found.find.kind == "sentence" and named_things(found.find):
            return None
        asked = scope_of(found.find, self.scope).asked(about.words)
        of = _OF_KIND.get(found.find.kind, "topic")
        if of == "sentence" and asks_number(found.find):
            return "counted", asked, self._counted(found, asked)
        return of, asked, self._evidence(found.items[0], asked)

    @cached_property
    def _is_foreign(self) -> bool:
        return is_foreign(self.scope.asked(self.clause.topic))

    @cached_property
    def _is_foreign_there(self) -> bool:
        """Whether the documents of the places that are named share nothing of the topic."""
        places = Find("sentence", tuple(places_of(self.clause)))
        return is_foreign(scope_of(places, self.scope).asked(self.clause.topic))

    @cached_property
    def counted(self) -> str:
        """What is counted: the words right after the measure word, 院士 in 几名院士."""
        return noun_counted(self.clause, self.scope.build.questions.measures)

    def counts_in(self, said: str) -> bool:
        """Tell whether a sentence speaks of what is counted: 今年引进几名院士; of anything else."""
        held, near = self.scope.asked(self.clause.topic).counted_in(said, self.counted)
        return not self.counted or bool(held) or near >= _NEAR_NOUN

    def _evidence(self, item: Item, asked: Asked) -> Evidence:
        number = next((row for row in item.rows if isinstance(row, Number)), None)
        if number is not None:
            said = f"{self.scope.words_around(number.quote)}，{self.scope.task_name(number.task)}"
            own = self.scope.words_around(number.quote)
            given = gives_kind(f"{own}，{number.text}", self.clause, self.scope)
            metric, text = number.metric, number.text
            return Evidence(number.task, said, self.counted, metric, text, item.score, given)
        task = item.iri if item.kind in ("task", "sentence") else next(iter(item.tasks), item.iri)
        hit = next((hit for hit in asked.hits if hit.item == task), None)
        quoted: tuple[Row, ...] = item.rows if item.kind == "sentence" else ()
        said = "，".join(self.scope.words_at(row.quote) for row in quoted)
        said = said or (hit.passage.text if hit else "")
        given = gives_kind(said, self.clause, self.scope)
        name = self.scope.task_name(task)
        chance = item.score if item.kind == "sentence" else 1.0
        return Evidence(task, f"{said}，{name}", self.counted, gives=given, chance=chance)

    def _counted(self, found: Found, asked: Asked) -> Evidence:
        """Return a sentence by the number in it whose clause says most of what is asked about."""
        item = found.items[0]
        same, measure = self.scope.build.questions.measures.same, self.clause.measure
        numbers = [
            number
            for row in item.rows
            if isinstance(row, Sentence)
            for number in numbers_in(row, self.scope)
            if not measure or same(measure, number.unit)
        ]
        whole = self._evidence(item, asked)
        best = max(numbers, key=lambda n: asked.covered(n.metric), default=None)
        if best is None:
            return whole
        return replace(whole, metric=best.metric, span=best.text, fit=asked.covered(best.metric))

    def _keeps_topic(self, find: Find) -> bool:
        """Tell whether a tree is about its clause's topic, where units alone do not say it all."""
        if any(topics_of(find)) or any(isinstance(c, Within) for c in find.where):
            return True
        if any(isinstance(c, Numbered) for c in find.where):
            return not self._is_foreign  # alert(1) is no task
        if any(isinstance(c, Has) and c.attribute == "noun" for c in find.where):
            return True  # words of the topic that its name must hold
        if self.clause.names_only_a_measure:
            return True
        named = any(m.nodes and m.kind not in _BESIDE for m in self.clause.mentions)
        if named or self.clause.described:
            return True  # what is named is the topic
        asked = self.scope.asked(self.clause.topic)
        known = [word for word in asked.tokens if len(word) > 1 and word in asked.text]
        idf = self.scope.build.retriever.idf
        return not asked.concepts and all(idf(word) < _TELLING for word in known)

    def _is_of_it(self, asked: Asked, found: Evidence) -> bool:
        """Tell whether a number is of what is counted, and of names in Latin letters: 5A级."""
        if not found.metric:
            return True
        strange = asked.strange >= _ALL and asked.covered(found.sentence) < _HELD
        if strange and asked.aligned(f"{found.metric}，{found.span}") < _SO_NEAR:
            return False  # 粮食产量多少 is not told by 地区生产总值增长6.5%
        held, near = asked.counted_in(found.sentence, found.counted)
        if not held and near < _NEAR_NOUN:
            return False
        said = simplify(f"{found.metric}，{found.span}，{found.sentence}")
        names = set(_NAME.findall(simplify(asked.words))) if self.language == "zh" else set()
        return not names - set(_NAME.findall(said))
