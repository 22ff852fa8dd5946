"""The parts of a topic: 粮食安全和种业 are two."""

from __future__ import annotations

from dataclasses import replace

from qa.query.tree import About, Condition, Find, Related


def parts_of(topic: str) -> list[str]:
    """Return the parts of a topic: 粮食安全和种业 are two; what follows both belongs to both."""
    for word in ("、", "和", "与", "跟", "及"):
        parts = [part.strip() for part in topic.split(word)]
        if len(parts) > 1 and all(len(part) > 1 for part in parts[:-1]) and parts[-1]:
            return _with_what_is_shared(parts)
    return [topic]


def _with_what_is_shared(parts: list[str]) -> list[str]:
    """Return parts of a topic with what is said of all of them, before the first, after the last.

    建厕所，|公共的、旅游的 · 地区生产总值和工业| 增速 · 城里人和农村人|收入增速
    """
    first, *others = parts
    head, comma, own = first.rpartition(",")
    if comma and own:
        parts = [f"{head} {part}" for part in (own, *others)]
    *before, last = parts
    at = last.find(" ") if not comma else -1
    if at < 0:
        at = last.find(before[-1][-1], 1) + 1
    tail = last[at:] if at > 0 else ""
    alike = tail.startswith(" ") or all(part[-1] == before[-1][-1] for part in before)
    return [*(part + tail for part in before), last] if tail.strip() and alike else parts


def about_part(find: Find, topic: str, part: str) -> Find:
    """Return a tree that is about a part of its topic only."""

    def changed(condition: Condition) -> Condition:
        match condition:
            case About(words) if words == topic:
                return About(part)
            case Related(relation, Find() as inner, only):
                return Related(relation, about_part(inner, topic, part), only)
        return condition

    return replace(find, where=tuple(changed(condition) for condition in find.where))
