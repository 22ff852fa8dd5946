"""What is done over the things that were found: count, sum, the largest, each by itself."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from qa.evidence.rows import Benefit
from qa.execution.benefits import months_of, told_together
from qa.execution.reckoning.measuring import measure_of
from qa.execution.results import Amount, Found, Item
from qa.execution.scope import Scope
from qa.query.tree import Count, Each, Measure, Operation, Sum, Top

_LOOSEST = {">": 3, ">=": 2, "~": 1, "=": 0, "<=": 2, "<": 3}


def operated(operation: Operation, found: Found, scope: Scope) -> Found:
    """Return what was found, with an operation done over it."""
    match operation:
        case Count():
            return replace(found, count=len(found.items))
        case Sum(measure, parts):
            items = found.items[:parts] if parts else found.items
            amounts = [measure_of(measure, item, scope) for item in items]
            known = [amount for amount in amounts if amount is not None]
            return replace(found, items=items, total=summed(known), measured=tuple(known))
        case Top():
            return _topped(operation, found, scope)
        case Each(kind, do):
            return _each(found, do, scope, kind)
    return found


def summed(amounts: list[Amount]) -> Amount | None:
    """Return the sum of amounts; None where they are none or of several units."""
    if not amounts or len({amount.unit for amount in amounts}) > 1:
        return None
    total = sum((amount.number for amount in amounts), Decimal(0))
    comparator = max((a.comparator for a in amounts), key=lambda sign: _LOOSEST[sign])
    return Amount(total, amounts[0].unit, comparator)


def _topped(top: Top, found: Found, scope: Scope) -> Found:
    """Return the things by their measure; only those of the most common unit compare."""
    measured = [(measure_of(top.by, item, scope), item) for item in found.items]
    known = [(amount, item) for amount, item in measured if amount is not None]
    if not known:
        return replace(found, items=())
    units = [amount.unit for amount, _ in known]
    common = max(dict.fromkeys(units), key=units.count)
    alike = [(amount, item) for amount, item in known if amount.unit == common]
    alike.sort(key=lambda pair: pair[0].number, reverse=top.extreme == "max")
    return replace(
        found,
        items=tuple(item for _, item in alike),
        measured=tuple(amount for amount, _ in alike),
    )


def _each(found: Found, do: Operation, scope: Scope, kind: str) -> Found:
    """Return the things by place, section, unit …, each with the operation done over it."""
    groups: dict[str, tuple[Item, list[Item]]] = {}
    for item in found.items:
        for group in _groups_of(item, kind, scope):
            groups.setdefault(group.iri, (group, []))[1].append(item)
    whole = [(group, Found(found.find, tuple(items))) for group, items in groups.values()]
    if isinstance(do, Top):
        return _foremost(do, found, whole, scope)
    inner = tuple((group, operated(do, of, scope)) for group, of in whole)
    return replace(found, groups=inner)


def _foremost(top: Top, found: Found, groups: list[tuple[Item, Found]], scope: Scope) -> Found:
    """Return groups by the measure of what each has best; those without it come last."""
    amounts = [group_amount(top.by, of, scope) for _, of in groups]
    units = [amount.unit for amount in amounts if amount is not None]
    common = max(dict.fromkeys(units), key=units.count, default="")
    sign = -1 if top.extreme == "max" else 1

    def place(i: int) -> tuple[bool, Decimal]:
        amount = amounts[i]
        known = amount is not None and amount.unit == common
        return (not known, sign * amount.number if amount is not None and known else Decimal(0))

    order = sorted(range(len(groups)), key=place)
    first = amounts[order[0]] if order else None
    equal = [groups[i] for i in order if first is not None and amounts[i] == first]
    if top.by == "value" and _differ_in_time(equal, scope):
        return _by_time(top, found, groups, scope)
    measured = tuple(a for i in order if (a := amounts[i]) is not None and a.unit == common)
    return replace(found, groups=tuple(groups[i] for i in order), measured=measured)


def _differ_in_time(equal: list[tuple[Item, Found]], scope: Scope) -> bool:
    """Tell whether what grants equally much grants it for different times: a rent waived."""
    lasting = [group_amount("duration", of, scope) for _, of in equal]
    known = {amount.number for amount in lasting if amount is not None}
    return len(known) > 1 and None not in lasting


def _by_time(top: Top, found: Found, groups: list[tuple[Item, Found]], scope: Scope) -> Found:
    """Return groups by how long what they grant lasts, and say that this decided."""
    longest = replace(top, by="duration")
    over = found.find.over
    if isinstance(over, Each):
        over = replace(over, do=longest)
    return _foremost(longest, replace(found, find=replace(found.find, over=over)), groups, scope)


def group_amount(measure: Measure, found: Found, scope: Scope) -> Amount | None:
    """Return a measure of what was found together: how long all benefits of a place last."""
    if measure == "duration":
        told = told_together(found.items)
        months = months_of(
            row.duration for item in told for row in item.rows if isinstance(row, Benefit)
        )
        if months is not None:
            return Amount(months, "个月")
    return next((a for item in found.items if (a := measure_of(measure, item, scope))), None)


def _groups_of(item: Item, kind: str, scope: Scope) -> list[Item]:
    """Return what an item belongs to: its places, documents, sections or units."""
    if item.kind == kind:
        return [item]
    tasks = item.tasks or (item.iri,)
    if kind == "unit":
        owners = scope.rows.assignments([task for task in tasks if scope.is_task(task)])
        return [Item("unit", row.unit, row.name) for row in owners]
    if kind == "section":
        records = scope.build.tasks
        names = dict.fromkeys(records[task]["section"] for task in tasks if scope.is_task(task))
        return [Item("section", name, name) for name in names if name]
    keys = dict.fromkeys(filter(None, map(scope.document_of, tasks)))
    if kind == "jurisdiction":
        return [Item("jurisdiction", name, name) for key in keys if (name := scope.place_of(key))]
    documents = scope.build.documents
    return [
        Item("document", documents[key]["id"], str(documents[key]["title"] or key)) for key in keys
    ]
