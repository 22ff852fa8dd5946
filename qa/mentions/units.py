"""Units that a question names, by any alias.

Full, short (发改局), without level (民政局), with characters left out (教体局 ⊂ 县教育和体育局),
by old and everyday names (城管局), by a core alone in a list of units (发改和环保两家), by sound.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import cached_property

from qa.mentions.mention import QuestionMention
from qa.mentions.spoken_names import TOGETHER, SpokenNames
from qa.mentions.stored_names import StoredNames

_BEFORE = set("和跟与同、又及是由归找，, ")  # what may stand before a unit's name
_SHORTEST_ABBREVIATION, _LONGEST_ABBREVIATION = 3, 14
_ENDS = re.compile(r"局|委|办|中心|部|厅|院|公司|社|集团|行")  # last words of units
_HEAD_SOUNDS = re.compile("局|居|具|委|中心|钟心")  # a unit's last word, or what sounds like it
_TAIL = re.compile(r"(?:管理)?局|部门|中心")  # what may follow a core: 机关事务管理局
# beside a core in a list: another unit
_OTHER = re.compile("[局委办厅]|中心|公司|联社|部门和|单位和")


class UnitFinder:
    """Finds the graph's units in questions."""

    def __init__(self, names: StoredNames, spoken: SpokenNames) -> None:
        self._names, self._spoken = names, spoken
        self._sounds: dict[str, list[str]] = {}

    @cached_property
    def _forms(self) -> tuple[str, ...]:
        """The ways to write the units' names, longest first."""
        return tuple(sorted(self._names.units, key=len, reverse=True))

    def known(self, plain: str) -> Iterator[QuestionMention]:
        """Yield units under one of their forms, longest first."""
        for form in (form for form in self._forms if form in plain):
            for match in re.finditer(re.escape(form), plain):
                yield QuestionMention("Unit", form, match.start(), match.end(), self._nodes([form]))

    def abbreviated(self, plain: str) -> Iterator[QuestionMention]:
        """Yield names whose characters a unit's name holds in order: 教体局, 执法局."""
        for end in (m.end() for m in _ENDS.finditer(plain)):
            for start in range(
                max(0, end - _LONGEST_ABBREVIATION), end - _SHORTEST_ABBREVIATION + 1
            ):
                text = plain[start:end]
                nodes = self._abbreviated(text) or self._ending(plain, start, end)
                if nodes:
                    yield QuestionMention("Unit", text, start, end, nodes)
                    break

    def _abbreviated(self, text: str) -> tuple[str, ...]:
        """Return the units a short form may stand for: those with the fewest other characters."""
        fitting = [
            f for f in self._forms if f[0] == text[0] and f[-1] == text[-1] and _within(text, f)
        ]
        if not fitting:
            return ()
        least = min(map(len, fitting))
        return self._nodes(form for form in fitting if len(form) == least)

    def _ending(self, plain: str, start: int, end: int) -> tuple[str, ...]:
        """Return the units a name ends like, where a name may begin: 和执法局."""
        text = plain[start:end]
        begins = start == 0 or plain[start - 1] in _BEFORE
        return self._nodes(f for f in self._forms if begins and f.endswith(text))

    def spoken(self, plain: str) -> Iterator[QuestionMention]:
        """Yield units under old and everyday names: 城管局, where the graph has such a body.

        The first meaning of data/gazetteer/spoken_units.csv that a unit's name holds counts.
        """
        for match in self._spoken.spoken.finditer(plain):
            for meaning in self._spoken.meanings[match["name"]]:
                nodes = self._nodes(f for f in self._forms if f.endswith(meaning))
                if nodes:
                    yield QuestionMention("Unit", match[0], match.start(), match.end(), nodes)
                    break
        if TOGETHER.search(plain) or self._spoken.lone_core.match(plain):
            cores = list(self._spoken.listed_core.finditer(plain))
            if len(cores) == 1 and not self._spoken.lone_core.match(plain):
                cores = cores if _OTHER.search(plain) else []  # 拉项目、招商归哪几家管
            for match in cores:
                core = self._spoken.unit_names.full[match[0]]
                nodes = self._nodes(f for f in self._forms if core in f)
                if nodes:
                    tail = _TAIL.match(plain, match.end())
                    end = tail.end() if tail else match.end()
                    yield QuestionMention(
                        "Unit", plain[match.start() : end], match.start(), end, nodes
                    )

    def homophones(self, plain: str) -> Iterator[QuestionMention]:
        """Yield units typed with a character of the same sound: 卫建局."""
        if not _HEAD_SOUNDS.search(plain):
            return
        sounds = _sounds(plain)
        if len(sounds) != len(plain):
            return
        heads = [i + 1 for i, sound in enumerate(sounds) if sound in {"ju", "wei", "xin"}]
        for end in heads:
            for form in (f for f in self._forms if 3 <= len(f) <= end):
                start = end - len(form)
                if sounds[start:end] == self._sound(form) and plain[start:end] != form:
                    nodes = self._nodes([form])
                    yield QuestionMention("Unit", plain[start:end], start, end, nodes, False)

    def _sound(self, form: str) -> list[str]:
        if form not in self._sounds:
            self._sounds[form] = _sounds(form)
        return self._sounds[form]

    def absent(self, plain: str, texts: Container[str]) -> Iterator[QuestionMention]:
        """Yield units that public bodies' names make certain and the graph does not have.

        A body that the stored texts name without giving it a task (融媒体中心) is a topic.
        """
        for match in self._spoken.unit_names.pattern.finditer(plain):
            if match["head"] != "委" or match["level"]:
                yield QuestionMention("Unit", match[0], match.start(), match.end(), ())
        for match in self._spoken.organisation.finditer(plain):
            nodes = self._bodies_named(match["body"])
            if nodes or match["body"] not in texts:
                yield QuestionMention("Unit", match[0], match.start(), match.end(), nodes)

    def _bodies_named(self, name: str) -> tuple[str, ...]:
        """Return the units whose name ends in a body's full or short name: 人行 → 县人行."""
        full = self._spoken.organisations[name]
        same = tuple(short for short, whole in self._spoken.organisations.items() if whole == full)
        return self._nodes(f for f in self._forms if f.endswith(same))

    def _nodes(self, forms: Iterable[str]) -> tuple[str, ...]:
        return self._names.things_of(self._names.units[form] for form in forms)


def _within(short: str, long: str) -> bool:
    """Tell whether the characters of one text stand in another, in order."""
    rest = iter(long)
    return all(character in rest for character in short)


def _sounds(text: str) -> list[str]:
    """Return the sound of each character; one without a sound stands for itself."""
    from pypinyin import lazy_pinyin  # a tenth of a second, and few questions need it

    return lazy_pinyin(text, errors=_each)


def _each(characters: str) -> str:
    """Keep a place for each character that has no sound."""
    return list(characters)  # type: ignore[return-value]
