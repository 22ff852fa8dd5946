"""Which kinds of things a clause may ask for, likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.query.vocabulary import Kind
from qa.reading.clause import NUMBERS, TASK_MEASURES, THINGS, Clause
from qa.reading.patterns import ROWS

# 几个|煤矿, not 几个|任务 or 几个|牵头的
_COUNTS = re.compile(
    r"(?<![哪第])几(?:个|处|座)(?=[\u4e00-\u9fff]{2})"
    r"(?!任务|工作|事项|牵头|单位|部门|重点任务|方面|部分|的)"
)
# 哪几项|费, 哪几家|银行: things of a noun of its own, which no fact holds
_WHICH_NOUN = re.compile(
    r"(?<!是)哪(?:[几些两三四五]|一)?(?:项(?!目)|[条类种家所])"
    r"(?!任务|工作|事|重点|措施|活|目标|指标|单位|部门|局|委|企业|公司|厂|项目|工程|规定|政策|文件"
    r"|牵头|负责|归|由|是|在|不|没|有|讲|说|写|提|能|可|管|抓|要|承|参|配|来|和|与|跟|的|里|干|做|一起|单独)"
    r"[\u4e00-\u9fff]{1,6}"
)
# “四个方向”|指的是什么
_QUOTED = re.compile("”(?:具体|到底)?(?:是|指|指的是|包括|分别是|说的是|是指)(?:什么|啥|哪)")
COMPARING = ("sum", "difference", "same", "which", "order", "apart", "overlap")


def kinds_of(clause: Clause) -> Iterator[Kind]:
    """Yield what a clause may ask for.

    First what it says outright, then what the examples it is most like ask for, then what other
    words hint at.
    """
    if (clause.has("cell") and not clause.sides) or clause.has("say"):
        yield "task"  # a row of a table may say it
    if clause.details or not (clause.cues or clause.mentions or clause.measure or clause.ordinals):
        # a telephone number stands in no fact; likeness to examples alone is not enough: a smile
        yield "sentence"
        return
    if clause.has("op", "same") and clause.has("ask", "unit"):
        yield "unit"  # 跟学位的事是同一个部门管吗
    if _asks_who_is(clause):
        yield "sentence"
    yield from _surely(clause)
    yield from _outright(clause)
    yield from _by_likeness(clause)
    yield from _hinted(clause)
    named = clause.things and not clause.measure and not clause.has("ask", "limit")
    if _likely(clause) is None and named:
        yield "task"  # a name alone: the tasks that speak of it
    yield "sentence"


def _asks_who_is(clause: Clause) -> bool:
    """Tell whether who is asked for is told by a sentence, not by the units of a task.

    “1+3+N”里的1、3、N各是谁 · 《承诺书》由谁组织签
    """
    if not clause.has("ask", "unit") or clause.named("Unit"):
        return False
    if clause.named("PolicyDocument"):
        return _DONE_BY.search(clause.text) is not None
    if clause.has("role"):
        return False  # “金安工程”是谁在牵头
    return "“" in clause.topic and _WHO_IS.search(clause.text) is not None


# “1+3+N”里的1、3、N|各是谁 · 由谁|组织签
_WHO_IS = re.compile("(?:各|都|分别|到底)?(?:是|指的?是?|代表)(?:些)?谁")
_DONE_BY = re.compile(
    "(?:由|让|该|归|是)?谁(?:来|去|负责)?(?:组织)?(?:签|签署|签订|盖章|填|填写|报送|审核|审批|发放|出具|公布|编制|起草)"
)


def _surely(clause: Clause) -> Iterator[Kind]:
    """Yield what a clause compares, what it asks of a document, of one unit or another."""
    if clause.sides:
        tasks = all(side.named("Unit") or side.has("count", "task") for side in clause.sides)
        yield from ("task",) if tasks else NUMBERS
    if clause.section and not set(clause.asked) - {"task", "section", "project", "place"}:
        yield "task"  # 第五部分讲什么
    if clause.has("last", "policy") and clause.has("show") and not clause.has("rel"):
        yield "policy"
    if clause.named("PolicyDocument") and clause.has("hint", "project"):
        yield "policy"  # 济发〔2023〕4号全名叫什么
    if _of_document(clause) or _which_documents(clause):
        yield "document"
    if clause.has("only") and (clause.named("Unit") or clause.has("last")):
        yield "task"  # 其中它一家负责的是哪个
    if clause.has("op", "either") and clause.named("Unit") and (clause.topic or clause.things):
        yield "unit"
    which_task = any((c.name, c.value) == ("hint", "task") for c in clause.cues)
    if clause.has("last", "unit") and ("task" in clause.asked or clause.has("last", "section")):
        yield "task"  # 该单位还参加了哪一条
    rows = clause.has("count", "task") and not clause.topic and ROWS.search(clause.text)
    if rows or (clause.counts_tasks and not clause.bare) or (clause.counted and which_task):
        yield "task"  # 只有一家责任单位的是哪条


_WHAT_IS = re.compile("(?:那么?)?什么是")


def _by_likeness(clause: Clause) -> Iterator[Kind]:
    """Yield what the examples a clause is most like ask for."""
    likely = _likely(clause)
    policy = likely == "policy" and (clause.has("ask", "policy") or clause.has("rel"))
    if clause.ordinals and likely not in ("unit", "target") and not policy:
        yield "task"
    asked_things = set(clause.values("ask")) & set(THINGS.values())
    if likely == "project" and clause.has("ask", "limit"):
        return  # 新院区什么时候投入使用
    if likely in ("project", "target") and asked_things:
        return  # 哪两家企业 asks for no projects, 哪几个村 for no number, whatever it is like
    if likely == "unit" and not _asks_unit(clause) and clause.asks_number:
        return  # 各减多少，列一下
    if likely == "project" and _WHAT_IS.match(clause.text) and not clause.mentions:
        yield "sentence"  # 什么是OPC
    if likely == "unit" and not _asks_unit(clause):
        yield "sentence"  # 新院区咋样了: what is done says more than who does it
    if likely is not None:
        yield likely


def _of_document(clause: Clause) -> bool:
    """Tell whether a clause asks what a document says of itself."""
    shown = clause.has("show") and not clause.has("rel", "basis") and not clause.has("level")
    spoken_of = clause.has("whole", "it") and not _names_more(clause)  # 怀化保菜价那份文是几号
    # 一线医务人员指哪些人 · 菜篮子措施谁来解释
    explained = clause.has("show", "covers", "interpreter") and not _names_more(clause)
    explained = explained or clause.has("show", "stacking")  # 两个能叠加吗
    sent = clause.has("show", "cc", "addressees") and not _names_more(clause)  # 抄送给法院了吗
    told = spoken_of or explained or sent or _is_bare(clause)
    return clause.has("self") or (shown and told)


def _which_documents(clause: Clause) -> bool:
    """Tell whether it asks which documents: the longest, the latest, those that speak of it."""
    if clause.has("op", "earliest", "latest"):
        return _is_bare(clause) or clause.has("show", "date")
    other = clause.has("rel", "basis", "to_issue") or clause.has("level") or _names_more(clause)
    spoken_of = clause.has("op", "max", "min") or (bool(clause.topic) and not other)
    return clause.has("ask", "document") and spoken_of


def _is_bare(clause: Clause) -> bool:
    """Tell whether a clause speaks of nothing but the document."""
    return not clause.topic and not _names_more(clause)


def _names_more(clause: Clause) -> bool:
    return bool(clause.titles or clause.named("PolicyDocument") or clause.things)


def _asks_unit(clause: Clause) -> bool:
    return clause.has("ask", "unit") or clause.has("hint", "unit") or clause.has("role")


def _likely(clause: Clause) -> Kind | None:
    """Return what the examples say; a number of tasks where a unit is named and nothing else."""
    if clause.likely == "target" and clause.named("Unit") and not clause.topic:
        return "task" if clause.measure in ("", *TASK_MEASURES) else "target"
    if clause.likely == "task" and clause.has("ask", "limit"):
        return None  # 什么时候能搬进去
    with_others = clause.has("shares") or clause.has("op") or clause.has("ask", "unit")
    if clause.likely == "unit" and clause.named("Unit") and not with_others:
        return "task"  # 市国资委……哪些是牵头
    if clause.likely == "unit" and clause.measure and not clause.has("role"):
        return "target"  # 种多少亩 asks for a number, whatever it is like
    if clause.likely == "task" and clause.measure not in ("", *TASK_MEASURES):
        return "target"  # 有几张床 does not ask for tasks, whatever it is like
    if clause.likely == "task" and _COUNTS.search(clause.text):
        return "target"  # nor does 有几个煤矿
    return clause.likely


def _outright(clause: Clause) -> Iterator[Kind]:
    asked = [kind for kind in clause.values("ask") if kind not in ("what", "document")]
    numbers = bool(clause.measure) or clause.has("hint", "target") or "target" in asked
    compared = numbers or clause.has("op", "max", "min", "which", "difference")
    if len(clause.named("Jurisdiction")) > 1 and "unit" in asked and compared:
        asked = ["jurisdiction"]  # 湘潭和三明谁写明了最长能缓多少个月, 谁让利更狠
    if "jurisdiction" in asked and compared:
        yield from NUMBERS
    if "place" in asked:  # a river may be named by its works alone, and only works have a stage
        yield from ("project", "place") if clause.stages else ("place", "project")
    if _asks_who(clause, asked):
        yield "unit"
    if _asks_content(clause, asked):
        yield "sentence"
    if clause.has("rel", "to_issue") and clause.has("ask", "what") and not asked:
        yield "policy"  # 要出台什么规划
    if clause.due and not asked and not clause.topic and not clause.has("ask", "document"):
        yield "task"
    yield from (*asked, *_counted(clause))  # type: ignore[misc]
    if clause.has("with", "target") or clause.has("without"):
        yield "task"
    if clause.has("op", *COMPARING):
        yield from _numbers(clause)


def _asks_content(clause: Clause, asked: list[str]) -> bool:
    """Tell whether what the document says answers, no fact: 能不能放到园区外面, 停征哪几项费."""
    if _WHICH_NOUN.search(clause.text) and clause.likely in ("unit", "task", None):
        return True
    whose = clause.named("Unit") or clause.described or clause.has("last")
    if clause.has("doing") and not whose and not asked_outright(asked):
        return True  # 网上办事要做哪些事 asks what is done, not how many tasks there are
    content = clause.has("may") or clause.asks_how or _QUOTED.search(clause.text) is not None
    return content and not clause.asks_number and not asked_outright(asked)


def _asks_who(clause: Clause, asked: list[str]) -> bool:
    """Tell whether a clause asks who does something: 谁牵头, 牵头的是哪几家."""
    if clause.named("Unit") or _WHICH_NOUN.search(clause.text):
        return False
    which = any(c.name == "hint" and c.value == "unit" and "哪" in c.text for c in clause.cues)
    return "unit" in asked or (which and clause.has("role") and not asked_outright(asked))


def asked_outright(asked: list[str]) -> bool:
    """Tell whether something else than tasks is asked for as well."""
    return bool(set(asked) - {"task", "sentence"})


def _counted(clause: Clause) -> tuple[str, ...]:
    """Return what a clause counts; 几条 may be tasks, or whatever the examples say."""
    counted = clause.values("count")
    sure = clause.likely in ("task", None) or bool(clause.named("Unit"))
    return counted if sure else tuple(kind for kind in counted if kind != "task")


def _hinted(clause: Clause) -> Iterator[Kind]:
    if "unit" in clause.asked and not clause.named("Unit"):
        yield "unit"
    yield from (*clause.asked, *clause.values("count"))  # type: ignore[misc]
    if clause.has("rel", "basis", "to_issue", "cited_with"):
        yield "policy"
    if clause.measure and not clause.has("count"):
        yield "target"
    if (clause.named("Unit") or clause.described) and not clause.asked:
        yield "task"
    yield from _numbers(clause)


def _numbers(clause: Clause) -> Iterator[Kind]:
    compared = clause.has("op", *COMPARING)
    if compared:
        yield "target"
    if "target" in clause.asked or clause.measure or compared:
        yield "benefit"
