"""Automatic numbers of Word, as it draws them: 一、 （一） 1.1 ① before a paragraph.

A paragraph belongs to a list by its own numPr, else by that of its style. Lists that are made
of the same definition (abstractNum) count on together, unless one says where it starts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from kg.text.markup.number_forms import drawn_number
from kg.text.markup.word_package import W, WordPackage
from kg.text.markup.word_styles import Styles, is_on, value

LEVELS = 9
# （%1） · %1.%2
_PLACE = re.compile(r"%([1-9])")
_NEEDS_NO_SPACE = "、，。．：）)】]"


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list, as its definition says it."""

    start: int
    form: str
    pattern: str
    restarts_after: int | None
    all_digits: bool
    is_hidden: bool
    style: str | None

    @classmethod
    def of(cls, node: etree._Element) -> _Level:
        restart = value(node.find(f"{W}lvlRestart"))
        return cls(
            start=_integer(value(node.find(f"{W}start")), 0),
            form=value(_form(node)) or "decimal",
            pattern=value(node.find(f"{W}lvlText")) or "",
            restarts_after=None if restart is None else _integer(restart, 0),
            all_digits=bool(is_on(node.find(f"{W}isLgl"))),
            is_hidden=bool(is_on(node.find(f"{W}rPr/{W}vanish"))),
            style=value(node.find(f"{W}pStyle")),
        )


@dataclass(frozen=True, slots=True)
class _List:
    """One list: which definition it counts with, its levels, and where it says to start."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The automatic numbers of one document; it counts as paragraphs are asked for in order."""

    def __init__(self, package: WordPackage, styles: Styles) -> None:
        self._styles = styles
        root = package.part("numbering")
        self._definitions = {
            value(node, "abstractNumId"): node for node in root.findall(f"{W}abstractNum")
        }
        self._nums = {value(node, "numId"): node for node in root.findall(f"{W}num")}
        self._lists: dict[str, _List | None] = {}
        self._counted: dict[str, dict[int, int]] = defaultdict(dict)
        self._started: set[tuple[str, int]] = set()

    def label(self, properties: etree._Element | None, style: str | None) -> str:
        """Return the number drawn before the next paragraph, with a space where it needs one.

        Args:
            properties: of the paragraph.
            style: of the paragraph.
        """
        num, level = self._place(properties, style)
        found = self._list(num) if num else None
        if num is None or found is None or level not in found.levels:
            return ""
        counted = self._count(num, found, level)
        drawn = _drawn(found, level, counted)
        return drawn if not drawn or drawn[-1] in _NEEDS_NO_SPACE else drawn + " "

    def _place(
        self, properties: etree._Element | None, style: str | None
    ) -> tuple[str | None, int]:
        """Return the list and the level of a paragraph."""
        own = None if properties is None else properties.find(f"{W}numPr")
        num = None if own is None else value(own.find(f"{W}numId"))
        level = None if own is None else value(own.find(f"{W}ilvl"))
        if num is None:
            num, of_style = self._place_by_style(style)
            level = level if level is not None else of_style
        return (None if num == "0" else num), _integer(level, 0)

    def _place_by_style(self, style: str | None) -> tuple[str | None, str | None]:
        for node in self._styles.chain(style):
            said = node.find(f"{W}pPr/{W}numPr")
            num = None if said is None else value(said.find(f"{W}numId"))
            if said is not None and num is not None:
                return num, self._level_of_style(num, node) or value(said.find(f"{W}ilvl"))
        return None, None

    def _level_of_style(self, num: str, style: etree._Element) -> str | None:
        """Return the level that a list keeps for a style."""
        found = self._list(num)
        name = value(style, "styleId")
        levels = found.levels.items() if found else ()
        return next((str(level) for level, said in levels if said.style == name), None)

    def _list(self, num: str) -> _List | None:
        if num not in self._lists:
            self._lists[num] = self._read(num)
        return self._lists[num]

    def _read(self, num: str) -> _List | None:
        node = self._nums.get(num)
        definition = value(None if node is None else node.find(f"{W}abstractNumId"))
        abstract = self._followed(definition)
        if node is None or definition is None or abstract is None:
            return None
        levels = _levels(abstract)
        starts = {}
        for override in node.findall(f"{W}lvlOverride"):
            level = _integer(value(override, "ilvl"), 0)
            levels.update(_levels(override))
            start = value(override.find(f"{W}startOverride"))
            if start is not None:
                starts[level] = _integer(start, 0)
        return _List(value(abstract, "abstractNumId") or definition, levels, starts)

    def _followed(self, definition: str | None) -> etree._Element | None:
        """Return a definition, or the one it points to by a style of lists."""
        abstract = self._definitions.get(definition)
        link = value(None if abstract is None else abstract.find(f"{W}numStyleLink"))
        if link is None:
            return abstract
        linked = (
            node for node in self._definitions.values() if value(node.find(f"{W}styleLink")) == link
        )
        return next(linked, abstract)

    def _count(self, num: str, found: _List, level: int) -> dict[int, int]:
        """Count one paragraph of a level, and return what is counted of each level."""
        counted = self._counted[found.definition]
        first = (num, level) not in self._started
        self._started.add((num, level))
        if first and level in found.starts:
            counted[level] = found.starts[level]
        elif level in counted:
            counted[level] += 1
        else:
            counted[level] = found.levels[level].start
        for deeper in [other for other in counted if other > level]:
            said = found.levels.get(deeper)
            after = said.restarts_after if said else None
            if after is None or level < after:
                del counted[deeper]
        return counted


def _drawn(found: _List, level: int, counted: dict[int, int]) -> str:
    """Return a level's pattern with the numbers in it."""
    own = found.levels[level]
    if own.is_hidden or own.form == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        said = found.levels.get(place)
        if said is None:
            return ""
        form = "decimal" if own.all_digits else said.form
        return drawn_number(counted.get(place, found.starts.get(place, said.start)), form)

    return _PLACE.sub(number, own.pattern).strip()


def _levels(node: etree._Element) -> dict[int, _Level]:
    levels = {_integer(value(lvl, "ilvl"), 0): _Level.of(lvl) for lvl in node.findall(f"{W}lvl")}
    return {level: said for level, said in levels.items() if level < LEVELS}


def _form(level: etree._Element) -> etree._Element | None:
    """Return the form of a level; newer ones stand in mc:AlternateContent."""
    own = level.find(f"{W}numFmt")
    return own if own is not None else next(level.iter(f"{W}numFmt"), None)


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default
