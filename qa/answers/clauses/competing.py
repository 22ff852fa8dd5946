"""Which of several meanings of a turn is answered: what its evidence says of its words decides.

湘潭最好吧，它全年免吗 may go on from 租金减免 or ask anew; 认定了有补助吗 may ask of what was told.
"""

from __future__ import annotations

from collections.abc import Sequence

from embeddings.lexical import simplify
from qa.answers.clauses.parts import Part
from qa.execution.results import Compared
from qa.execution.scope import Scope

_STEPS = 10  # shares nearer to each other than a tenth are alike
_LEAST = 3  # tenths of a turn's own words that are said by what it found in another's stead


def said_by(part: Part, scope: Scope) -> str:
    """Return the sentence that supports best what a part found, with the heading of its task."""
    for _, result in part.found:
        first = result.sides[0] if isinstance(result, Compared) else result
        inner = first.groups[0][1] if first.groups else first
        for item in inner.items[:1]:
            words = "".join(dict.fromkeys(scope.words_around(row.quote) for row in item.rows))
            heading = [scope.task_name(task) for task in item.tasks[:1] if scope.is_task(task)]
            return simplify("，".join([*heading, words]))
    return ""


def likeliest(parts: Sequence[Part], own: str, before: str, scope: Scope) -> Part:
    """Return the part whose evidence says most of a turn's own words, then of those before it.

    Args:
        parts: what a turn may mean, with what it found, the likeliest first.
        own: the words of the turn.
        before: what was spoken of before it.
        scope: what is looked at.
    """

    def share(part: Part) -> tuple[int, int]:
        said = said_by(part, scope)
        if not said:
            return (-1, -1)
        asked, both = scope.asked(own), scope.asked(f"{own} {before}")
        return round(_STEPS * asked.covered(said)), round(_STEPS * both.covered(said))

    best = max(parts, key=share)
    return best if best is parts[0] or parts[0].found or share(best)[0] >= _LEAST else parts[0]
