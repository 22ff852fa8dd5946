"""Entity linking in questions: which units, places, years and named things a question names.

Units come by any alias: full, short (发改局), without level (民政局), or abbreviated by leaving
characters out (教体局 ⊂ 县教育和体育局). A name the world knows and the graph does not (县气象局
in a document without it, 曲阜市) is a mention without nodes: the answer says that it is absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz import fuzz
from rdflib import Graph

from embeddings.lexical import simplify
from kg.network import local_name
from kg.places import Gazetteer, Place, common_names, load_gazetteer
from kg.queries import select
from kg.rules import DATA, alternation, read_csv
from kg.units import load_unit_names

_LEVELS = "省市县区旗州"
_SHORTEST_ABBREVIATION = 3
_LEAST_LIKENESS = 80.0  # of 100: one slip in a name of five characters
_YEAR = re.compile(
    r"(?<!\d)(20\d\d)(?:年|(?!\d))|(?<!\d)([12]\d)年|(十[四五]五)(?:末|期末|规划期末)|(今年|本年|明年|后年|去年|上年|前年|大前年)"
)
_PERIODS = {"十四五": "2025", "十五五": "2030"}  # last years of five-year plans
_RELATIVE = {
    "今年": 0,
    "本年": 0,
    "明年": 1,
    "后年": 2,
    "去年": -1,
    "上年": -1,
    "前年": -2,
    "大前年": -3,
}
_SHORTEST_NAME = 3
_HEADS = ("局", "委")
_HEAD_SOUNDS = re.compile("局|居|具|委|中心|钟心")  # a unit's last word, or what sounds like it
_TOGETHER = re.compile(r"两家|几家|三家|四家|两个(?:部门|单位|局)|一起|共同|联合|联手|部门")
_JOINED = "和|跟|与|、|两家|几家|三家|四家|两个|部门|一起|共同|联合|联手"
_BRANCH = re.compile(r"(?P<body>.{3,}?局).{2,6}分局")
_SHORTENED = {"KeyProject", "Enterprise"}
_SHORTEST_PART = 4
_NAMED = {"PolicyDocument", "KeyProject", "Campaign", "Honour", "Enterprise", "Region"}
_QUOTES = re.compile(r"[“”\"'‘’《》〈〉「」\s]")


@dataclass(frozen=True, slots=True)
class QuestionMention:
    """Characters of a question that name something.

    Attributes:
        kind: Unit, Place, Year, or a class of named things (KeyProject …).
        text: as read in the simplified question.
        start: where in it.
        end: one past the last character.
        nodes: IRIs it may stand for; none: known to the world, not to the graph;
            for a place or year its name.
        certain: False for a name reached over a typing slip or a part of it.
    """

    kind: str
    text: str
    start: int
    end: int
    nodes: tuple[str, ...]
    certain: bool = True


class NameIndex:
    """Finds the names of a graph in questions."""

    def __init__(self, graph: Graph, gazetteer: Gazetteer | None = None) -> None:
        self._gazetteer = gazetteer or load_gazetteer()
        self._units: dict[str, set[str]] = {}
        self._names: dict[str, tuple[str, set[str]]] = {}
        self._sounds: dict[str, list[str]] = {}
        acting = {row["unit"] for row in select(graph, "assignments")}
        for row in select(graph, "labels"):
            kind, name = local_name(row["class"]), simplify(str(row["name"]))
            if kind == "Unit" and row["thing"] in acting:
                for form in _unit_forms(name):
                    self._units.setdefault(form, set()).add(row["thing"])
            elif kind in _NAMED and len(bare := _QUOTES.sub("", name)) >= _SHORTEST_NAME:
                self._names.setdefault(bare, (kind, set()))[1].add(row["thing"])

    @cached_property
    def _places(self) -> dict[str, tuple[Place, ...]]:
        """Places by full name and, where that says little else, by the name without its suffix."""
        found = dict(self._gazetteer.by_name)
        for name, places in self._gazetteer.by_name.items():
            stem = re.sub(r"(?:省|市|县|区|旗|自治区|自治州|地区|盟)$", "", name)
            if name in common_names():
                del found[name]
                continue
            if len(stem) > 1 and any(p.level in ("province", "city", "county") for p in places):
                found.setdefault(stem, places)
        return found

    def find(self, plain: str, *, known_places: Iterable[str], texts: str) -> list[QuestionMention]:
        """Return the mentions of a question, in order, none inside another.

        Args:
            plain: the question in simplified characters.
            known_places: names of the places the documents belong to.
            texts: the stored texts; a place they name is no stranger.
        """
        taken: list[QuestionMention] = []
        for mention in (
            *self._known_names(plain),
            *self._full_places(plain),
            *self._known_units(plain),
            *self._abbreviated_units(plain),
            *self._spoken_units(plain),
            *self._absent_units(plain),
            *self._homophone_units(plain),
            *self._shortened_names(plain),
            *self._slipped_names(plain),
            *self._place_mentions(plain, set(known_places), texts),
            *_years(plain),
        ):
            if not any(m.start < mention.end and mention.start < m.end for m in taken):
                taken.append(mention)
        return sorted(taken, key=lambda m: m.start)

    def _known_names(self, plain: str) -> Iterator[QuestionMention]:
        """Yield projects, policies, titles … named in full, longest first."""
        squeezed = _Squeezed(plain)
        for name in sorted(self._names, key=len, reverse=True):
            at = squeezed.text.find(name)
            if at >= 0:
                kind, nodes = self._names[name]
                start, end = squeezed.span(at, at + len(name))
                yield QuestionMention(kind, plain[start:end], start, end, tuple(sorted(nodes)))

    def _known_units(self, plain: str) -> Iterator[QuestionMention]:
        for form in sorted(self._units, key=len, reverse=True):
            for match in re.finditer(re.escape(form), plain):
                nodes = tuple(sorted(self._units[form]))
                yield QuestionMention("Unit", form, match.start(), match.end(), nodes)

    def _abbreviated_units(self, plain: str) -> Iterator[QuestionMention]:
        """Yield names whose characters a unit's name holds in order: 教体局 ⊂ 县教育和体育局."""
        for end in (m.end() for m in re.finditer(r"局|委|办|中心|部|厅|院|公司|社|集团|行", plain)):
            for start in range(max(0, end - 8), end - _SHORTEST_ABBREVIATION + 1):
                text = plain[start:end]
                nodes = self._abbreviated(text)
                if nodes:
                    yield QuestionMention("Unit", text, start, end, nodes)
                    break

    def _abbreviated(self, text: str) -> tuple[str, ...]:
        """Return the units a short form may stand for: those with the fewest other characters."""
        fitting = [
            f for f in self._units if f[0] == text[0] and f[-1] == text[-1] and _within(text, f)
        ]
        if not fitting:
            return ()
        least = min(map(len, fitting))
        return tuple(sorted({n for f in fitting if len(f) == least for n in self._units[f]}))

    def _spoken_units(self, plain: str) -> Iterator[QuestionMention]:
        """Yield units under old and everyday names: 城管局, where the graph has such a body.

        The first meaning of data/gazetteer/spoken_units.csv that a unit's name holds counts.
        """
        for match in _spoken().finditer(plain):
            for meaning in _spoken_names()[match["name"]]:
                named = {n for f, ns in self._units.items() if f.endswith(meaning) for n in ns}
                if named:
                    found = tuple(sorted(named))
                    yield QuestionMention("Unit", match[0], match.start(), match.end(), found)
                    break
        if _TOGETHER.search(plain):
            for match in _bare_cores().finditer(plain):
                nodes = self._with_core(load_unit_names().full[match[0]])
                if nodes:
                    yield QuestionMention("Unit", match[0], match.start(), match.end(), nodes)

    def _with_core(self, core: str) -> tuple[str, ...]:
        """Return the units of a core: 发改 in 发改和环保两家."""
        fitting = (n for f, ns in self._units.items() if core in f for n in ns)
        return tuple(sorted(set(fitting)))

    def _homophone_units(self, plain: str) -> Iterator[QuestionMention]:
        """Yield units typed with a character of the same sound: 卫建局."""
        if not _HEAD_SOUNDS.search(plain):
            return
        from pypinyin import lazy_pinyin  # a tenth of a second, and few questions need it

        sounds = lazy_pinyin(plain, errors=_each)
        if len(sounds) != len(plain):
            return
        heads = [i + 1 for i, sound in enumerate(sounds) if sound in {"ju", "wei", "xin"}]
        for end in heads:
            for form in (f for f in self._units if 3 <= len(f) <= end):
                start = end - len(form)
                if sounds[start:end] == self._sound(form) and plain[start:end] != form:
                    nodes = tuple(sorted(self._units[form]))
                    yield QuestionMention("Unit", plain[start:end], start, end, nodes, False)

    def _sound(self, form: str) -> list[str]:
        from pypinyin import lazy_pinyin

        if form not in self._sounds:
            self._sounds[form] = lazy_pinyin(form, errors=_each)
        return self._sounds[form]

    def _absent_units(self, plain: str) -> Iterator[QuestionMention]:
        """Yield units that public bodies' names make certain and the graph does not have."""
        for match in load_unit_names().pattern.finditer(plain):
            if match["head"] != "委" or match["level"]:
                yield QuestionMention("Unit", match[0], match.start(), match.end(), ())
        for match in _bodies().finditer(plain):
            nodes = self._bodies_named(match["body"])
            yield QuestionMention("Unit", match[0], match.start(), match.end(), nodes)

    def _bodies_named(self, name: str) -> tuple[str, ...]:
        """Return the units whose name ends in a body's full or short name: 人行 → 县人行."""
        full = _body_names()[name]
        same = [short for short, whole in _body_names().items() if whole == full]
        fitting = [f for f in self._units if any(f.endswith(short) for short in same)]
        return tuple(sorted({n for f in fitting for n in self._units[f]}))

    def _shortened_names(self, plain: str) -> Iterator[QuestionMention]:
        """Yield projects and firms with words left out: 康驿变电站 ⊂ 康驿500千伏变电站增容工程."""
        for name, (kind, nodes) in self._names.items():
            at = plain.find(name[:2]) if kind in _SHORTENED else -1
            length = _pieces(plain[at:], name) if at >= 0 else 0
            if length >= _SHORTEST_PART:
                text = plain[at : at + length]
                yield QuestionMention(kind, text, at, at + length, tuple(sorted(nodes)), False)

    def _slipped_names(self, plain: str) -> Iterator[QuestionMention]:
        """Yield names written with a slip: 农业农材局, 华首电动车侨."""
        forms = [(f, "Unit", n) for f, n in self._units.items() if len(f) > 4]
        forms += [(f, kind, n) for f, (kind, n) in self._names.items() if 4 < len(f) <= 20]
        for form, kind, nodes in sorted(forms, key=lambda f: (-len(f[0]), f[0])):
            if len(set(form) & set(plain)) < len(set(form)) - 1:
                continue
            best = fuzz.partial_ratio_alignment(form, plain, score_cutoff=_LEAST_LIKENESS)
            whole = best and best.src_end - best.src_start == len(form)
            ends = kind != "Unit" or plain[: best.dest_end].endswith(form[-1]) if best else False
            if best and whole and ends:
                start, end = best.dest_start, best.dest_end
                yield QuestionMention(
                    kind, plain[start:end], start, end, tuple(sorted(nodes)), certain=False
                )

    def _full_places(self, plain: str) -> Iterator[QuestionMention]:
        """Yield places written in full: 梁山县农业农村局 is the bureau of another county."""
        for start in range(len(plain)):
            for length in range(min(12, len(plain) - start), 2, -1):
                name = plain[start : start + length]
                if name in self._gazetteer.by_name and name not in common_names():
                    yield QuestionMention("Place", name, start, start + length, (name,))
                    break

    def _place_mentions(self, plain: str, known: set[str], texts: str) -> Iterator[QuestionMention]:
        for start in range(len(plain)):
            for length in range(min(12, len(plain) - start), 1, -1):
                name = plain[start : start + length]
                places = self._places.get(name)
                if places and self._is_place(name, places, known, texts):
                    names = tuple(sorted({p.name for p in places}))
                    yield QuestionMention("Place", name, start, start + length, names)
                    break

    def _is_place(self, name: str, places: tuple[Place, ...], known: set[str], texts: str) -> bool:
        """Tell whether a name is meant as a place: in full, or short for a known or near one."""
        if any(p.name in known for p in places):
            return True
        if name in texts:
            return False  # the documents speak of it: a river, a road, a neighbour
        if any(p.name == name for p in places):
            return True
        near = {p.within for k in known for p in self._gazetteer.by_name.get(k, ())}
        return any(p.level != "county" or p.within in near for p in places)


@cache
def _body_names() -> dict[str, str]:
    """Full and short names of bodies that are no 局 or 委, each with the full one."""
    found: dict[str, str] = {}
    for row in read_csv(DATA / "gazetteer" / "bodies.csv"):
        for name in (row["name"], *filter(None, row["short"].split("|"))):
            found[name] = row["name"]
    return found


@cache
def _spoken_names() -> dict[str, tuple[str, ...]]:
    """Old and everyday names of units, each with what it may mean, likeliest first."""
    rows = read_csv(DATA / "gazetteer" / "spoken_units.csv")
    return {row["spoken"]: tuple(row["means"].split("|")) for row in rows}


@cache
def _spoken() -> re.Pattern[str]:
    return re.compile(rf"[{_LEVELS}]?(?P<name>{alternation(_spoken_names())})")


@cache
def _bare_cores() -> re.Pattern[str]:
    """Match cores that stand for a unit by themselves in a list of such: 工信、自然资源两家."""
    return re.compile(rf"(?:{alternation(load_unit_names().full)})(?={_JOINED})")


@cache
def _bodies() -> re.Pattern[str]:
    return re.compile(rf"[{_LEVELS}]?委?(?P<body>{alternation(_body_names())})")


def _each(characters: str) -> str:
    """Keep a place for each character that has no sound."""
    return list(characters)  # type: ignore[return-value]


def _unit_forms(name: str) -> set[str]:
    """Return the ways to write a unit's name: with and without level, full and short core."""
    names = load_unit_names()
    branch = _BRANCH.fullmatch(name)  # 市生态环境局汶上县分局 is the county's 生态环境局
    if branch:
        return {name, name[1:]} | _unit_forms(branch["body"])
    bare = re.sub(rf"^[{_LEVELS}](?:委|政府)?(?=.{{2,}})", "", name)
    forms = {name, bare} if len(bare) > 2 or bare.endswith("局") else {name}
    match = names.pattern.fullmatch(name)
    if match:
        full = names.full[match["core"]]
        cores = {full, *(core for core, whole in names.full.items() if whole == full)}
        heads = {match["head"], *_HEADS}  # people say 发改委 of a county's 发展和改革局
        forms |= {
            f"{level}{core}{h}" for level in ("", match["level"]) for core in cores for h in heads
        }
    return {form for form in forms if len(form) > 2 or form == name}


def _pieces(text: str, name: str) -> int:
    """Return how long a text goes on with pieces of a name, each of two characters or more."""
    read = at = 0
    while read < len(text):
        size = next(
            (
                n
                for n in range(min(12, len(text) - read), 1, -1)
                if text[read : read + n] in name[at:]
            ),
            0,
        )
        if not size:
            break
        at = name.index(text[read : read + size], at) + size
        read += size
    return read


def _within(short: str, long: str) -> bool:
    """Tell whether the characters of one text stand in another, in order."""
    rest = iter(long)
    return all(character in rest for character in short)


def _years(plain: str) -> Iterator[QuestionMention]:
    for match in _YEAR.finditer(plain):
        spoken = _PERIODS.get(match[3] or "", "") or str(_RELATIVE.get(match[4] or "", ""))
        value = match[1] or (f"20{match[2]}" if match[2] else spoken)
        yield QuestionMention("Year", match[0], match.start(), match.end(), (value,))


class _Squeezed:
    """A text without quotes and spaces, with the way back."""

    def __init__(self, text: str) -> None:
        self._offsets = [i for i, c in enumerate(text) if not _QUOTES.match(c)]
        self.text = "".join(text[i] for i in self._offsets)

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self._offsets[start], self._offsets[end - 1] + 1
