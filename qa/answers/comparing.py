"""Say what was compared or reckoned with: both sides, and what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from qa.answer import Statement
from qa.answers.kinds.granted import granted
from qa.answers.kinds.numbers import number_line
from qa.answers.phrases import listed
from qa.answers.speaker import Said, Speaker, first_number, json_number, plain, structured
from qa.evidence.rows import Assignment, Benefit
from qa.execution.benefits import told_together
from qa.execution.finders.found import topic_words
from qa.execution.results import Amount, Compared, Found, Result
from qa.query.tree import AnyOf, Operand, Related, Thing

_Say = Callable[[Result, Speaker], Said]
_SHOWN = 3  # things of a side that are named
_BRIEFLY = {"sum", "order"}
_SHARES = ("%", "个百分点")


def compared(result: Compared, speaker: Speaker, said: _Say) -> Said:
    """Return a comparison in words.

    Args:
        result: the sides and what was reckoned of them.
        speaker: puts names and numbers into words.
        said: puts one side into words.
    """
    sides = [_side(i, result, speaker) for i in range(len(result.sides))]
    inner = [said(side, speaker) for side in result.sides if not side.is_empty]
    statements = _lines(result, inner, speaker)
    tasks = tuple(dict.fromkeys(task for part in inner for task in part.tasks))
    numbers = [first_number(side) for side in result.sides]
    if result.compare.by is None:
        numbers = [None] * len(numbers)
    names = [_name(i, result, speaker) for i in range(len(result.sides))]
    value = [{"of": n, **structured(x)} for n, x in zip(names, numbers, strict=True) if x]
    reckoned = result.total or result.ratio
    if reckoned is not None:
        value = [{"value": json_number(reckoned.number), "unit": reckoned.unit}]
    return Said("".join(_heads(result, sides, speaker)), statements, _one(value), tasks)


def _lines(result: Compared, inner: list[Said], speaker: Speaker) -> tuple[Statement, ...]:
    """Return what supports the sides, each once: what was added up or put in order, briefly."""
    if result.compare.by == "value" and _BRIEFLY & set(result.compare.ask):
        pairs = ((side.items[0], first_number(side)) for side in result.sides if side.items)
        lines = [number_line(item, number, speaker) for item, number in pairs if number]
    else:
        lines = [line for part in inner for line in part.statements[:2]]
    return tuple({line.text: line for line in lines}.values())


def _one(value: list[dict[str, Any]]) -> Any:
    """Return the only value by itself; None where there is none."""
    return value if len(value) > 1 else next(iter(value), None)


def _heads(result: Compared, sides: list[str], speaker: Speaker) -> Iterator[str]:
    """Yield a sentence for all that is asked of the sides."""
    asked = result.compare.ask
    joined = "；".join(sides) if speaker.language == "zh" else "; ".join(sides)
    if "overlap" in asked and all(side.find.kind == "unit" for side in result.sides):
        yield _same_units(result, speaker)
        return
    if "same" in asked:
        yield _same(result, joined, speaker)
    elif "order" in asked and all(result.amounts) and _of_one_unit(result):
        yield speaker.say("in_order", sides=_in_order(result, sides))
    elif "sum" in asked and result.total is not None:
        parts = listed(speaker.language, sides)
        total = result.total
        said = speaker.compared(total) if total.unit else _counted(total, speaker)
        yield speaker.say("sum", total=said, parts=parts)
    elif "sum" in asked:
        yield speaker.say("no_sum", sides=joined)
    elif result.ratio is not None:
        yield _ratio(result, result.ratio, sides, speaker)
    else:
        yield _which(result, joined, speaker)
    if "overlap" in asked:
        names = speaker.names([item.name for item in result.shared])
        key = "overlap" if result.shared else "no_overlap"
        yield speaker.say(key, count=len(result.shared), names=names)
    if "difference" in asked and result.difference is not None and result.difference.number:
        far = "order" in asked and len(sides) > 2
        key = "spread" if far else "difference"
        yield speaker.say(key, amount=_apart(result.difference, speaker))


def _of_one_unit(result: Compared) -> bool:
    return len({amount.unit for amount in result.amounts if amount}) == 1


def _which(result: Compared, sides: str, speaker: Speaker) -> str:
    if result.largest is not None and result.compare.ask != ("all",):
        amount = result.amounts[result.largest]
        share = amount is not None and amount.unit in _SHARES
        lasting = result.compare.by == "duration"
        extreme = speaker.say("longer" if lasting else "larger_share" if share else "more")
        name = _name(result.largest, result, speaker)
        return speaker.say("larger", name=name, extreme=extreme, sides=sides)
    amounts = {(amount.number, amount.unit) for amount in result.amounts if amount}
    if all(result.amounts) and len(amounts) == 1 and "all" not in result.compare.ask:
        return speaker.say("equal", sides=sides)
    return speaker.say("listed_sides", sides=sides)


def _same_units(result: Compared, speaker: Speaker) -> str:
    """Say whether the tasks that lead each side are of the same units, and of which."""
    owners = [_owners(side) for side in result.sides]
    shared = [name for name in owners[0] if all(name in others for others in owners[1:])]
    called = [speaker.called("unit", name) for name in shared]
    sides = speaker.say("and_side").join(
        speaker.say("side", name=speaker.task(task), value=f"：{speaker.names(list(names))}")
        for side, names in zip(result.sides, owners, strict=True)
        for task in [_tasks_of(side)[0]]
    )
    whole = all(set(names) == set(owners[0]) for names in owners)
    key = "same_units" if whole else "some_units" if shared else "other_units"
    if "overlap" in result.compare.ask:
        key = "common_units" if shared else "no_common_units"
    return speaker.say(key, units=speaker.names(called), sides=sides)


def _owners(side: Found) -> dict[str, None]:
    """Return the names of the units of the task that meaning found first."""
    task = _tasks_of(side)[:1]
    rows = (row for item in side.items for row in item.rows if isinstance(row, Assignment))
    return dict.fromkeys(row.name for row in rows if [row.task] == task)


def _tasks_of(side: Found) -> list[str]:
    """Return the tasks of the units of a side, in the order in which they were found."""
    rows = (row for item in side.items for row in item.rows if isinstance(row, Assignment))
    return list(dict.fromkeys(row.task for row in rows))


def _same(result: Compared, sides: str, speaker: Speaker) -> str:
    if all(side.find.kind == "unit" and side.items for side in result.sides):
        return _same_units(result, speaker)
    if result.compare.by is None:
        if result.shared:
            names = speaker.names([item.name for item in result.shared])
            return speaker.say("same_task", names=names)
        return speaker.say("other_task", sides=sides)
    terms = [_terms(i, result) for i in range(len(result.sides))]
    alike = len(set(terms)) == 1 or _within_each_other(terms, result)
    whole = all(result.amounts) and alike
    return speaker.say("equal" if whole else "unequal", sides=sides)


def _within_each_other(terms: Sequence[tuple[object, ...]], result: Compared) -> bool:
    """Tell whether the first benefit of all sides is the same, and a side only grants more cases.

    三明 returns 50 % as 江西 does, and by three months of it to those in difficulty.
    """
    firsts = [first_number(side) for side in result.sides]
    known = {(n.amount, n.unit) for n in firsts if n is not None}
    least = min((set(own) for own in terms), key=len)
    lasting = any(side.find.kind != "benefit" for side in result.sides)
    return not lasting and len(known) == 1 and all(least <= set(own) for own in terms)


def _terms(index: int, result: Compared) -> tuple[object, ...]:
    """Return what must agree for two sides to be the same; of benefits also for how long."""
    side, amount = result.sides[index], result.amounts[index]
    if side.find.kind == "benefit":
        told = told_together(side.items)
        rows = (row for item in told for row in item.rows if isinstance(row, Benefit))
        terms = {(row.amount, row.unit, row.duration) for row in rows}
        return tuple(sorted(terms, key=str)) or ((amount and amount.number),)
    return () if amount is None else (amount.number, amount.unit)


def _in_order(result: Compared, sides: list[str]) -> str:
    amounts = [amount.number if amount else Decimal(0) for amount in result.amounts]
    order = sorted(range(len(sides)), key=lambda i: -amounts[i])
    said = sides[order[0]]
    for before, i in pairwise(order):
        said += f" {'＝' if amounts[before] == amounts[i] else '＞'} {sides[i]}"
    return said


def _ratio(result: Compared, ratio: Amount, sides: list[str], speaker: Speaker) -> str:
    """Say how many times or percent, or so much for each: 平均每个 8.19亿元."""
    second = result.amounts[1]
    joined = listed(speaker.language, sides)
    if ratio.unit and second is not None:
        each = speaker.rounded(ratio)
        return speaker.say("for_each", unit=second.unit, amount=each, sides=joined)
    percent = f"{plain(round(ratio.number * 100, 2))}%"
    times = plain(round(ratio.number, 2))
    key = "times" if ratio.number >= 1 else "percent"
    first, other = (_name(i, result, speaker) for i in (0, 1))
    return speaker.say(key, first=first, second=other, times=times, percent=percent, sides=joined)


def _side(index: int, result: Compared, speaker: Speaker) -> str:
    """Return a side: its name and its number, or what it found."""
    side, name = result.sides[index], _name(index, result, speaker)
    if side.is_empty and topic_words(side.find):
        return speaker.say("side", name=topic_words(side.find), value=speaker.say("not_written"))
    number = first_number(side)
    amount = result.amounts[index]
    if side.find.kind == "benefit" and side.items and not _BRIEFLY & set(result.compare.ask):
        words = granted(told_together(side.items), speaker)
        shown = f"{words}{_in_months(amount, result, speaker)}"
        if words.startswith(name):
            return shown  # 国家级一等奖给予最高不超过25万元 says of what it is
        return speaker.say("side", name=name, value=f" {shown}")
    if result.compare.by is not None:
        return speaker.say("side", name=name, value=f" {speaker.value(number)}" if number else " —")
    counted = _owner(side) or _places_of(result, speaker)
    if amount is not None and counted and "same" not in result.compare.ask:
        return speaker.say("side", name=name, value=f" {_counted(amount, speaker)}")
    names = speaker.names([item.name for item in side.items[:_SHOWN]])
    return speaker.say("side", name=name, value=f"：{names}")


def _in_months(amount: Amount | None, result: Compared, speaker: Speaker) -> str:
    """Return how many months a side grants, if that is compared: （折合全免 2个月）."""
    if amount is None or amount.unit != "个月":
        return ""
    said = _counted(amount, speaker)
    if result.compare.by != "duration":
        said = speaker.say("in_whole", amount=said)
    return f"（{said}）"


def _apart(amount: Amount, speaker: Speaker) -> str:
    """Return how far two amounts are apart; shares by points: 9个百分点."""
    if amount.unit != "%":
        return _counted(amount, speaker)
    return f"{plain(amount.number)}{speaker.say('points')}"


def _counted(amount: Amount, speaker: Speaker) -> str:
    """Return an amount; what has no unit counts tasks."""
    if amount.unit:
        return speaker.amount(replace(amount, comparator="="))
    return speaker.say("tasks_unit", number=plain(amount.number))


def _name(index: int, result: Compared, speaker: Speaker) -> str:
    """Return what tells a side from the others: its place, its unit, what its number is of."""
    side = result.sides[index]
    places = _places_of(result, speaker)
    if places and places[index]:
        return places[index]
    if side.find.kind == "benefit" and "all" in result.compare.ask:
        return topic_words(side.find)
    owner = _owner(side)
    if owner and result.compare.by is None:
        return speaker.scope.build.label(owner) or owner
    number = first_number(side)
    recalled = side.find.kind == "benefit" and side.items and not topic_words(side.find)
    if number and not recalled:
        return number.metric
    return side.items[0].name if side.items else "—"


def _places_of(result: Compared, speaker: Speaker) -> list[str]:
    """Return the place of each side, where they are of several; [] where they are not."""
    firsts = [side.items[0] if side.items else None for side in result.sides]
    places = [speaker.place_of(item) if item else "" for item in firsts]
    return places if len({place for place in places if place}) > 1 else []


def _owner(side: Found) -> str:
    """Return the IRI of the unit whose tasks a side is; "" where it is of none."""
    operands = (c.to for c in side.find.where if isinstance(c, Related) and c.to is not None)
    return next((iri for operand in operands if (iri := _first_thing(operand))), "")


def _first_thing(operand: Operand) -> str:
    if isinstance(operand, AnyOf):
        return next((iri for inner in operand.operands if (iri := _first_thing(inner))), "")
    return operand.iri if isinstance(operand, Thing) else ""
