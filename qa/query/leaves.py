"""The single operands that a condition joins: any of them, or all of them together."""

from __future__ import annotations

from collections.abc import Iterator

from qa.query.tree import AllOf, AnyOf, Operand


def leaves(operand: Operand | None) -> Iterator[Operand]:
    """Yield the single operands of one, in order; none of None."""
    if isinstance(operand, AnyOf | AllOf):
        for inner in operand.operands:
            yield from leaves(inner)
    elif operand is not None:
        yield operand
