"""What the sentence beside it says of a part of a question that no fact answers.

幼儿园新建几个？又有几个得开始用？: 新建幼儿园2所、投入使用2所 holds both, of which one is a fact.
Such a sentence is quoted once, rather than that a part was not found, or how many tasks there are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from embeddings.lexical import simplify, tokens
from qa.answers.clauses.attempt import Pairs, is_quotation, quoted_rows
from qa.answers.clauses.parts import Part
from qa.answers.clauses.row_mates import leaves_out, with_row_mates
from qa.answers.clauses.told_before import own_words
from qa.conversation import told_of
from qa.evidence.rows import Number, Quote, Sentence
from qa.execution.ranking.sentences import sentences_of
from qa.execution.reckoning.aligned import IN_ROW
from qa.execution.reckoning.operations import summed
from qa.execution.reckoning.quantities import numbers_in, says_detail, says_time
from qa.execution.results import Compared, Found, Item
from qa.execution.scope import Scope
from qa.query.tree import About, Compare, Find, List, Tree
from qa.reading.clause import NUMBERS, TASK_MEASURES, THINGS, Clause
from qa.reading.composing.said_subjects import PLACES
from qa.reading.going_on import TOLD
from qa.turns.pointing import averages

_HELD = 0.35  # of the words of a part, by how much they tell: another sentence of the task is of it
_WHOLE = 0.5  # … the sentence that tells another part is
_RANK, _IN_RANK = "强", re.compile(r"前\d|\d+强|第[一二三四五六七八九十\d]")
# what a sentence beside it seldom gives
_STRICT = ("person", "document", "section", "jurisdiction", "policy", "unit")
_FACTS = ("Unit", "PolicyDocument")
_PIECE = re.compile("[^，,、；;。]+")
# 哪些|新院区 · 哪几个|小区 · 三所|老小区叫什么
_SEVERAL = re.compile(
    "哪些|哪几|哪[两三四五六]|分别是?哪|都有什么|[两三四五六七八九][个所条家座处][^，。？]{1,8}(?:叫|是|都|分别)"
)
_SEVERAL_PLACES = 2  # of each of which a number is told
_IN_ALL = re.compile("一共|总共|合计|共计|加起来|加一起|总的|全部")
_WHICH_ONE = re.compile("[哪第几]")  # 哪一条
# said of any number
_OF_ALL = frozenset(
    ("力争", "确保", "争取", "今年", "年内", "新增", "完成", "达到", "实现", "增长", "提高")
)
_SPOKEN_OF = 0.1  # of the words of a part: less is held by chance
_ASKS = re.compile("多少|几|啥|什么|哪|怎|多[大长高久]")
# 全市|总盘子 · |上限|多少: says no other thing than the part before it
_OF_THE_SAME = re.compile(
    "总|全|封顶|顶格|上限|下限|最高|最低|最多|最少|其中|每|各|人均|规模|额度|后果|面积"
)
_GENERAL_TOPICS = ("能享受", "享受", "投用", "用", "完成", "达标")
# what a sentence says where it gives a fact of the document
_OF_DOCUMENT = {
    "issuer": re.compile("[一-鿿]{2}(?:局|厅|委|府|办)[^，。；]{0,14}(?:发布|印发|制定)"),
    "date": re.compile("\\d{4}年\\d{1,2}月\\d{1,2}日"),
    "validity": re.compile("施行|有效|截止"),
    "interpreter": re.compile("解释"),
}
_LONGEST = 240  # characters of a sentence that is quoted beside facts


def filled(parts: Sequence[Part], scope: Scope) -> list[Part]:
    """Return the parts of a question, each without a fact with the sentence that holds it.

    Args:
        parts: what each clause got, in order.
        scope: what was looked at.
    """
    done = _summed_whole(_averaged(_added_up(parts)))
    if len(parts) > 1:
        for i in range(len(parts)):
            done[i] = _filled(done, i, scope)
    asked = "，".join(part.clause.text for part in parts)
    done = [replace(part, found=_of_rows(part.found, asked, scope)) for part in done]
    return [*done, *_uncovered(done, scope)]


def _of_rows(found: Pairs, asked: str, scope: Scope) -> Pairs:
    """Return what was found, with all numbers of a row of which the question picks none."""
    whole = ((tree, with_row_mates(result, asked, scope)) for tree, result in found)
    return tuple((r.compare if isinstance(r, Compared) else tree, r) for tree, r in whole)


def _summed_whole(parts: Sequence[Part]) -> list[Part]:
    """Return the parts without a sum of those before it, where one of them was not found."""
    lacking = [i for i, part in enumerate(parts) if part.asked]
    return [
        Part(part.clause)
        if lacking and lacking[0] < i and any(_adds(tree) for tree, _ in part.found)
        else part
        for i, part in enumerate(parts)
    ]


def _adds(tree: Tree) -> bool:
    return isinstance(tree, Compare) and "sum" in tree.ask


def _averaged(parts: Sequence[Part]) -> list[Part]:
    """Return the parts without one that asks for the average of a sum, which is told with it."""
    sums = any(isinstance(r, Found) and r.total is not None for p in parts for _, r in p.found)
    if not sums:
        return list(parts)
    return [Part(p.clause) if averages(p.clause) else p for p in parts]


def _added_up(parts: Sequence[Part]) -> list[Part]:
    """Return the parts with what one asks in all added up, where another tells each of it.

    农村公路一共做多长，|两个镇分别多少: the whole is no single number of the document.
    """
    done = list(parts)
    for i, part in enumerate(parts):
        if not _IN_ALL.search(part.clause.text):
            continue
        for j, other in enumerate(parts):
            tree, result = other.found[0] if other.found and j != i else (None, None)
            if not isinstance(tree, Compare) or not isinstance(result, Compared):
                continue
            amounts = [amount for amount in result.amounts if amount]
            total = summed(amounts) if len(amounts) == len(result.sides) else None
            if total is None or "all" not in tree.ask:
                continue
            added = replace(tree, ask=("sum",))
            whole = replace(result, compare=added, total=total)
            done[i], done[j] = Part(part.clause, ((added, whole),)), Part(other.clause)
    return done


def _filled(parts: Sequence[Part], index: int, scope: Scope) -> Part:
    """Return a part, with a sentence of its neighbours where it has no fact of its own."""
    part = parts[index]
    if _is_blank(part, scope) and _said_of_document(part.clause, parts, scope):
        return Part(part.clause)
    lacking = bool(part.asked) or _is_filler(part, parts, index, scope)
    others = [other for i, other in enumerate(parts) if i != index and other.found]
    beside = [o for o in others if not _is_filler(o, parts, parts.index(o), scope)]
    if not part.asked and not _is_quoted(part) and all(_only_lists(o) for o in beside):
        return part
    if not lacking or not beside:
        return part
    clause = part.clause
    told = _printed(beside)
    if _is_quoted(part):
        part = Part(clause, asked=own_words(clause))
    for row in _beside(beside, clause, scope):
        if _holds(clause, row, told, scope):
            quoted = (own for other in beside for own in quoted_rows(other.found))
            if any(own.quote.holds(row.quote) for own in quoted):
                return Part(clause)  # it is quoted already
            return Part(clause, _quotation(clause, row, scope))
    if part.asked and not part.found and _asks_content(clause):
        return replace(part, beside=_said_beside(beside[-1], scope))
    return _with_sentence(part, scope)


def _asks_content(clause: Clause) -> bool:
    """Tell whether a part asks what is done, in words that no document has: 卖不出去怎么办."""
    value = clause.asks_number or clause.details or clause.has("ask", "limit", *_STRICT)
    elsewhere = any(place.text in clause.text for place in clause.named(*PLACES))
    return clause.has("doing") and not (value or clause.has("show") or elsewhere)


def _said_beside(part: Part, scope: Scope) -> str:
    """Return the sentence that tells a part of a question, for the part that has none."""
    row = next(iter(_evidence(part.found, scope)), None)
    said = "" if row is None else scope.words_at(row.quote)
    return said if len(said) <= _LONGEST else ""


def _is_quoted(part: Part) -> bool:
    return bool(part.found) and is_quotation(part.found[0][1])


def _with_sentence(part: Part, scope: Scope) -> Part:
    """Return a part that only got tasks, with the sentence of the nearest that meaning found."""
    items = [item for _, result in part.found for item in told_of(result)[:1]]
    row = next((row for item in items for row in item.rows), None)
    short = isinstance(row, Sentence) and len(scope.words_at(row.quote)) <= _LONGEST
    if not isinstance(row, Sentence) or not short:
        return part
    return Part(part.clause, _quotation(part.clause, row, scope))


def _is_filler(part: Part, parts: Sequence[Part], index: int, scope: Scope) -> bool:
    """Tell whether a part only got what fills a gap: 共 1 项任务, of what asked for no tasks."""
    clause, first = part.clause, next((result for _, result in part.found), None)
    if not isinstance(first, Found):
        return False
    if first.find.kind == "sentence":
        return index > 0 and _is_elsewhere(first, parts[:index], clause, scope)
    told = any(cue.name == "last" and cue != TOLD for cue in clause.cues)
    if clause.named(*_FACTS) or clause.ordinals or clause.section or told:
        return False
    if first.find.kind == "unit":
        return not any(_asks_who(other.clause) for other in parts[: index + 1])
    hints = (cue.text for cue in clause.cues if (cue.name, cue.value) == ("hint", "task"))
    if any(_WHICH_ONE.search(text) for text in hints):
        return False
    if first.find.kind in THINGS.values():  # 要办什么 asks for no project
        own = any(piece in clause.text for piece in clause.topic.split())
        named = clause.things or own or clause.has("ask", *THINGS.values())
        return not (named or clause.has("count") or clause.stages or clause.held)
    asks = (
        clause.things
        or clause.has("op", "exists")
        or clause.has("ask", "task")
        or clause.has("role")
        or clause.has("only")
    )
    asks = asks or (clause.has("count", "task") and clause.measure in ("", *TASK_MEASURES))
    return first.find.kind == "task" and not first.find.show and not asks


def _is_blank(part: Part, scope: Scope) -> bool:
    """Tell whether a part only got that a document does not say a fact: 没有写发文机关."""
    found = [r for _, r in part.found if isinstance(r, Found) and r.find.kind == "document"]
    fields = [field for r in found for field in r.find.show if field in _OF_DOCUMENT]
    items = [item for r in found for item in r.items]
    said = any(scope.own_words(item.iri, field) for item in items for field in fields)
    return bool(fields) and not said


def _said_of_document(clause: Clause, parts: Sequence[Part], scope: Scope) -> bool:
    """Tell whether a sentence quoted for another part gives what its document's head does not."""
    quoted = "".join(scope.words_at(row.quote) for p in parts for row in quoted_rows(p.found))
    patterns = [_OF_DOCUMENT[field] for field in clause.values("show") if field in _OF_DOCUMENT]
    return bool(patterns) and all(pattern.search(quoted) for pattern in patterns)


def _asks_who(clause: Clause) -> bool:
    return clause.has("ask", "unit") or clause.has("hint", "unit") or clause.has("role")


def _only_lists(part: Part) -> bool:
    """Tell whether a part got tasks alone, so that more tasks beside it fill no gap."""
    return all(isinstance(r, Found) and r.find.kind == "task" for _, r in part.found)


def _is_elsewhere(found: Found, before: Sequence[Part], clause: Clause, scope: Scope) -> bool:
    """Tell whether a quotation is of another document than the parts before it speak of."""
    told = [item for part in before for _, result in part.found for item in told_of(result)]
    keys = scope.documents_of(told)
    own = scope.documents_of(found.items[:1])
    return bool(keys) and not own & keys and not clause.named(*PLACES)


def _beside(parts: Sequence[Part], clause: Clause, scope: Scope) -> Iterator[Sentence]:
    """Yield the sentences that tell other parts, then others of their tasks that come near."""
    rows = dict.fromkeys(row for part in parts for row in _evidence(part.found, scope))
    yield from rows
    asked = scope.asked(clause.topic or clause.text)
    literal = scope.build.retriever.idf_coverage
    near: list[tuple[float, float, Sentence]] = []
    for task in dict.fromkeys(row.task for row in rows):
        if task in scope.build.documents_by_id:
            continue
        for row in sentences_of(task, scope):
            if row not in rows:
                said = simplify(row.text)
                near.append((asked.covered(said), literal(asked.tokens, said), row))
    near.sort(key=lambda one: (-one[0], -one[1]))  # 风投 before what is of its concept
    least = _HELD if clause.measure in ("", *TASK_MEASURES) else 0.0  # 亩 tells enough
    yield from (row for held, _, row in near if held >= least)


def _evidence(found: Pairs, scope: Scope) -> Iterator[Sentence]:
    """Yield the sentences that what was told stands in."""
    for _, result in found:
        for item in told_of(result):
            if result.is_empty or not item.rows:
                continue
            row = item.rows[0]
            own = row if isinstance(row, Sentence) else scope.around(row)
            if scope.words_at(own.quote).strip("。 \n") in item.name and scope.is_task(own.task):
                yield from _of_row(own.task, result, scope)  # it is the heading of a row
            else:
                yield own


def _of_row(task: str, result: Found | Compared, scope: Scope) -> list[Sentence]:
    """Return what a row of a table says that only its heading was found of: the most of it."""
    about = result.find.about if isinstance(result, Found) else None
    covered = scope.asked(about.words if about else "").covered
    own = sentences_of(task, scope)
    name = scope.task_name(task)
    own = [s for s in own if s.text.strip("。 ") not in name] or own
    said = [(covered(simplify(s.text)), len(s.text), s) for s in own]
    return [max(said, key=lambda one: one[:2])[2]] if said else []


def _printed(parts: Sequence[Part]) -> Counter[str]:
    """Return the numbers that are told, as they are printed."""
    items = (i for part in parts for _, result in part.found for i in told_of(result))
    rows = {row.quote: row for item in items for row in item.rows if isinstance(row, Number)}
    return Counter(_bare(row.printed) for row in rows.values())


def _bare(printed: str) -> str:
    return re.sub(r"\s", "", printed).replace("％", "%")


def _left(row: Sentence, told: Counter[str], scope: Scope) -> list[Number]:
    """Return the numbers of a sentence that are not told."""
    known = told.copy()
    left = []
    for number in numbers_in(row, scope):
        printed = _bare(number.printed)
        if known[printed] > 0:
            known[printed] -= 1
        else:
            left.append(number)
    return left


def _holds(clause: Clause, row: Sentence, told: Counter[str], scope: Scope) -> bool:
    """Tell whether a sentence may hold what a part asks for, beside what is told of it."""
    said = scope.words_at(row.quote)
    if len(said) > _LONGEST or clause.has("ask", *_STRICT) or clause.has("show"):
        return False
    if _is_of_other(clause, said, scope):
        return False
    if clause.details:
        return all(says_detail(said, name, scope) for name in clause.details)
    if clause.has("ask", "limit"):
        return says_time(said)
    if not (clause.asks_number or clause.has("count")):
        return _speaks(clause, said, scope)
    if clause.measure == _RANK:
        return _IN_RANK.search(said) is not None
    numbers = _left(row, told, scope)
    whole = scope.asked(clause.topic).covered(simplify(said)) >= _WHOLE
    numbers = list(numbers_in(row, scope)) if whole else numbers
    same = scope.build.questions.measures.same
    return any(not clause.measure or same(clause.measure, n.unit) for n in numbers)


def _is_of_other(clause: Clause, said: str, scope: Scope) -> bool:
    """Tell whether a part asks of a thing of its own that a sentence does not name: 充电桩建几个.

    What is said after the asking words goes on from the part before it: 又有几个得开始用.
    """
    first = clause.topic.split(" ")[0].strip("，,")
    asks = _ASKS.search(clause.text)
    if not first or clause.topic in _GENERAL_TOPICS or _OF_THE_SAME.search(clause.topic):
        return False
    at = clause.text.find(first)
    before = asks is None or 0 <= at < asks.start()
    return before and scope.asked(clause.topic).covered(simplify(said)) < _SPOKEN_OF


def _speaks(clause: Clause, said: str, scope: Scope) -> bool:
    """Tell whether a sentence has a word of a part, or goes on where it asks what follows."""
    if clause.has("ask", *THINGS.values()):
        verbs = set(re.sub("[哪家些个几企业公司项目称号来要想的是？?，,什么啥]", "", clause.text))
        return any(verb in said for verb in verbs)
    least = _WHOLE if clause.has("ask") or clause.has("doing") else _HELD
    if clause.topic and scope.asked(clause.topic).covered(simplify(said)) >= least:
        return True  # 贴息呢 · 风投的钱呢
    return clause.has("doing") or clause.has("ask", "what", "sentence")


def _quotation(clause: Clause, row: Sentence, scope: Scope) -> Pairs:
    find = Find("sentence", (About(clause.topic or clause.text),), over=List())
    item = Item("sentence", row.task, scope.task_name(row.task), (row,))
    return ((find, Found(find, (item,))),)


def _uncovered(parts: Sequence[Part], scope: Scope) -> list[Part]:
    """Return the sentence of the facts told, where it says more of what was asked than they do.

    引进高层次人才：30人，培养高技能人才：420人 leaves out 青年人才2000人, which was asked for.
    """
    quoted = [row.quote for part in parts for row in quoted_rows(part.found)]
    asked = simplify("，".join(part.clause.text for part in parts))
    for part in parts:
        for _, result in part.found:
            if is_quotation(result) or not _tells_some(result, part.clause):
                continue
            for row in _evidence(((result.find, result),), scope):  # type: ignore[union-attr]
                whole = scope.words_at(row.quote)
                if len(whole) > _LONGEST or _stands_in(row.quote, quoted):
                    continue
                some = _names_one(result) or leaves_out(result, _printed(parts), asked, scope)
                if some or _says_more(row, asked, parts, scope):
                    return [Part(part.clause, _quotation(part.clause, row, scope))]
    return []


def _stands_in(quote: Quote, quoted: Sequence[Quote]) -> bool:
    return any(other.holds(quote) for other in quoted)


def _tells_some(result: Found | Compared, clause: Clause) -> bool:
    """Tell whether a result tells one number, or one thing where several are asked for."""
    if not isinstance(result, Found) or result.count is not None or result.total is not None:
        return False
    if any(row.kind == IN_ROW for row in _numbers(result)):
        return False  # what it is of is told with it
    if _names_one(result):
        return len(result.items) == 1 and _SEVERAL.search(clause.text) is not None
    return result.find.kind in NUMBERS and len(result.groups) < _SEVERAL_PLACES


def _numbers(result: Found | Compared) -> list[Number]:
    return [row for item in told_of(result) for row in item.rows if isinstance(row, Number)]


def _names_one(result: Found | Compared) -> bool:
    """Tell whether a result is one thing, so that its sentence may name others."""
    return isinstance(result, Found) and result.find.kind in THINGS.values()


def _says_more(row: Sentence, asked: str, parts: Sequence[Part], scope: Scope) -> bool:
    """Tell whether a sentence has a number that was asked for and is not told."""
    told = _printed(parts)
    text = simplify(scope.words_at(row.quote))
    pieces = [match[0] for match in _PIECE.finditer(text)]
    known = [piece for piece in pieces if any(p in _bare(piece) for p in told)]
    metrics = [n.metric for part in parts for _, r in part.found for n in _numbers(r)]
    said = {word for piece in (*known, *metrics) for word in _words(piece)}
    printed = {_bare(number.printed) for number in _left(row, told, scope)}
    others = [piece for piece in pieces if any(p in _bare(piece) for p in printed)]
    own = {word for piece in others for word in _words(piece) if word in asked}
    return bool(own - said - _OF_ALL)


def _words(text: str) -> set[str]:
    return {word for word in tokens(text) if len(word) > 1 and not word.isdigit()}
