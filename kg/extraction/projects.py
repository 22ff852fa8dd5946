"""Projects: named undertakings one could put a pin on a map for, with their stage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extraction.enterprises import is_firm
from kg.extraction.mentions import ProjectMention
from kg.extraction.numbers.project_details import with_details
from kg.extraction.phrases import Clause
from kg.extraction.task_reading import DocumentReading, Part, TaskReading
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.name_lexicon import NameLexicon
from kg.knowledge.project_lexicon import ProjectLexicon
from kg.text.span import Range, Span

# “个转企、小升规”工程 is a campaign whatever is built; “雪亮工程”三期 is a phase of one
_QUOTED_ONLY = re.compile(r"“[^”]*”(?:工程|项目)?")
# …等5个文旅项目
_UNDERTAKING = re.compile("项目|工程")
# 国家医学中心（中医类）, “雪亮工程”
_MARKS = re.compile("[“”（）]")
_SHORTEST = 2  # characters of a name in a list
_SHORTEST_BUILT, _SHORTEST_ALONE = 3, 4
_LONGEST, _LONGEST_LISTED = 30, 24
_LONGEST_PLACE = 4
_OWN = 2  # characters of a name that are no words of a class
# 人民路和解放巷
_JOINT = re.compile("[和与及]")
# 甲水厂以及乙水厂
_AND = re.compile(r"和|与|及|以及")
# 城南 | 和城北客运枢纽
_NEXT = re.compile("[、和与及]([^、，和与及]+)")
_SITE = frozenset({"site", "investment"})  # kinds of columns beside one of projects
_Found = tuple[Range, str]  # a project and its stage


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of a clause: what its verbs say of them and how they are to be read."""

    content: Range
    stage: str
    built: bool  # a verb of building or a closing …建设: 夜市, …中心 are built things
    listed: bool = False  # 甲、乙等项目: its members need no head of their own


def projects(reading: DocumentReading, knowledge: Knowledge) -> list[list[ProjectMention]]:
    """Return the projects named in each task; in each part, the same name once."""
    reader = _ProjectReader(_ProjectNames(knowledge.lexicon.names, knowledge.gazetteer.short_names))
    named = [(part, list(reader.mentions(part))) for task in reading.tasks for part in task.parts]
    in_cells = [list(reader.in_cells(task)) for task in reading.tasks]
    detailed = iter(with_details(named, reader.words))
    return [
        [*of_cells, *(m for _ in task.parts for m in next(detailed))]
        for task, of_cells in zip(reading.tasks, in_cells, strict=True)
    ]


def _name(member: Range) -> str:
    return member.text[member.start : member.end]


def _mention(part: Part, place: Range, stage: str) -> ProjectMention:
    span = Span(part.starts[place.start], part.ends[place.end])
    name = place.text[place.start : place.end]
    text = part.stored[span.start : span.end]
    return ProjectMention(text=text, span=span, rule=f"project/{stage}", name=name, stage=stage)


@dataclass(frozen=True, slots=True)
class _ProjectReader:
    """Reads the projects of a text.

    Attributes:
        judge: of names.
    """

    judge: _ProjectNames

    @property
    def words(self) -> ProjectLexicon:
        """The words that tell projects."""
        return self.judge.words

    def in_cells(self, task: TaskReading) -> Iterator[ProjectMention]:
        """Yield what a column of projects names, where others say its site or its cost."""
        cells = task.task.cells
        if not _SITE.isdisjoint(cell.kind for cell in cells):
            for part in task.parts:
                span = Span(part.starts[0], part.ends[len(part.text)])
                named = any(c.kind == "project" and span.within(c.span) for c in cells)
                if named and not self._has_itself(part) and self.judge.may_fill_a_cell(part.text):
                    yield _mention(part, Range(part.text, 0, len(part.text)), "advance")

    def _has_itself(self, part: Part) -> bool:
        return any(text[start:end] == part.text for (text, start, end), _ in self._found(part))

    def mentions(self, part: Part) -> Iterator[ProjectMention]:
        """Yield the projects of a part, in order; the same name once."""
        seen: set[str] = set()
        for (text, start, end), stage in sorted(self._found(part)):
            name = text[start:end]
            if name not in seen:
                seen.add(name)
                yield _mention(part, Range(text, start, end), stage)

    def _found(self, part: Part) -> Iterator[_Found]:
        clauses = part.phrases.clauses
        if clauses and clauses[0].content == (part.text, 0, len(part.text)):
            title = clauses[0].content  # a task that is a project
            if self.judge.is_project(part.text) and not self.words.stage.match(*title):
                yield title, "advance"
        for clause in clauses:
            names = self._names(clause.content)
            if names:
                yield from self._objects(clause, names)

    def _names(self, clause: Range) -> _Names | None:
        """Return the names of a clause with a verb before or after them: 推进…, …建成投用."""
        text, start, end = clause
        verb = self.words.stage.match(*clause)
        lead = verb or self.words.lead.match(*clause)
        if lead and lead.end() < end:
            start = lead.end()
        done = self.words.finished_end.search(text, start, end)
        if done and done.start() > start:
            stage = self.words.finished_stages.get(done["end"], "advance")
            return _Names(Range(text, start, done.start()), stage, built=True)
        if not verb or start == clause.start:
            return None
        content = Range(text, start, end)
        built = verb["verb"] in self.words.building or bool(self.words.built_end.search(*content))
        return _Names(content, self.words.stages[verb["verb"]], built)

    def _objects(self, clause: Clause, names: _Names) -> Iterator[_Found]:
        """Yield the projects among the names of a clause."""
        tail = self.words.list_tail.search(*names.content)
        if tail is None:
            yield from self._members(clause, names)
            return
        if tail.start() > names.content.start:
            if self._is_one_name(names.content, tail):
                yield names.content, names.stage
                return
            listed = _UNDERTAKING.search(tail[0]) is not None
            before = names.content._replace(end=tail.start())
            names = replace(names, content=before, listed=listed)
        built = names.built or self.words.built_end.search(tail[0]) is not None
        yield from self._members(clause, replace(names, built=built))

    def _is_one_name(self, content: Range, tail: re.Match[str]) -> bool:
        """Tell whether 等 is within a name: 大运河十里闸等文物保护展示工程."""
        text, start, end = content
        several = "、" in text[start : tail.start()] or re.search(r"\d", tail[0])
        headed = self.words.head_end.search(text, tail.start(), end)
        return not several and headed is not None and self.judge.is_distinct_in_list(tail["kind"])

    def _members(self, clause: Clause, names: _Names) -> Iterator[_Found]:
        """Yield the projects of a list; a member may have its own verb: 新建甲路、改造乙路."""
        text, start, end = names.content
        items = (item for item in clause.items if item.start < end and item.end >= start)
        found: list[tuple[Range, _Names]] = []
        for item in items:
            item = Range(text, max(item.start, start), min(item.end, end))
            verb = self.words.stage.match(*item)
            if verb and verb.end() < item.end:
                built = names.built or verb["verb"] in self.words.building
                names = replace(names, stage=self.words.stages[verb["verb"]], built=built)
                item = item._replace(start=verb.end())
            for member in self._conjuncts(item, names):
                cut = self.words.described.match(*member)
                member = member._replace(start=cut.end() if cut else member.start)
                name = self.judge.name_in(text[member.start : member.end])
                found.append((member._replace(end=member.start + len(name)), names))
        yield from self._accepted(found)

    def _accepted(self, found: Sequence[tuple[Range, _Names]]) -> Iterator[_Found]:
        """Yield the projects among the members of a list.

        One that is a project vouches for plainer ones: 新城路 beside 像山路; a list of classes
        (幼儿园、卫生院) has none that could. What is done to the last is done to all of them:
        高铁片区、东关棚户区改造.
        """
        accepted = [self._is_member(member, names) for member, names in found]
        are_works = any(accepted[-1:]) and self.judge.is_work(_name(found[-1][0]))
        for (member, names), is_project in zip(found, accepted, strict=True):
            vouched = any(accepted) and self.judge.is_vouched_for(_name(member))
            if is_project or vouched or (are_works and self.judge.is_worked_upon(_name(member))):
                yield member, names.stage

    def _is_member(self, found: Range, names: _Names) -> bool:
        """Tell whether a member of a list is a project, by itself or by its neighbours."""
        name = found.text[found.start : found.end]
        rest = Range(found.text, found.end, names.content.end)
        numbered = self.words.road_number.fullmatch(name) and self.words.road.search(*names.content)
        return (
            self._is_accepted(name, names)
            or self._shares_head(name, rest, names)
            or numbered is not None
        )

    def _conjuncts(self, item: Range, names: _Names) -> list[Range]:
        """Return the parts of an item: 人民路和解放巷 are two, 城南和城北客运枢纽 too."""
        text, start, end = item
        for match in _JOINT.finditer(*item):
            left, rest = text[start : match.start()], item._replace(start=match.start())
            if self.words.phase.fullmatch(left) or self._shares_head(left, rest, names):
                return [Range(text, start, match.start()), Range(text, match.end(), end)]
        for match in _AND.finditer(*item):
            left = text[start : match.start()]
            if self.judge.is_work(left) and not self.words.works.match(text, match.end(), end):
                return [Range(text, start, match.start()), Range(text, match.end(), end)]
            pair = [Range(text, start, match.start()), Range(text, match.end(), end)]
            alone = (self.judge.name_in(text[one.start : one.end]) for one in pair)
            left_is, right_is = (self.judge.is_project(n, built=names.built) for n in alone)
            if right_is and (left_is or self.judge.names.site_end.search(left)):
                return pair
        return [item]

    def _is_accepted(self, name: str, names: _Names) -> bool:
        """Tell whether a member is a project, by itself or by its list's end."""
        return (names.listed and self.judge.is_nominal(name)) or self.judge.is_project(
            name, built=names.built
        )

    def _shares_head(self, name: str, rest: Range, names: _Names) -> bool:
        """Tell whether a name's head is that of the next: 城南 of 城南和城北客运枢纽."""
        following = _NEXT.match(*rest)
        if not following or not _SHORTEST <= len(name) <= _SHORTEST + 1:
            return False
        other = self.judge.name_in(following[1])
        return other[0] == name[0] and self.judge.is_project(other, built=names.built)


@dataclass(frozen=True, slots=True)
class _ProjectNames:
    """Judges names of projects.

    Attributes:
        names: words that tell names.
        places: short names of places.
    """

    names: NameLexicon
    places: frozenset[str]

    @property
    def words(self) -> ProjectLexicon:
        """The words that tell projects."""
        return self.names.projects

    def name_in(self, item: str) -> str:
        """Return what of an item is its name: 甲遗址公园 of 甲遗址公园旅游功能提升规划编制工作.

        The noun stays where no other says what it is: 甲药业拉晶项目 of 甲药业拉晶项目建设.
        """
        words, planned = self.words, self.words.planned.match(item)
        if planned:
            return planned[1]
        name = words.tail.sub("", item)
        works = words.works_end.search(name)
        thing = words.thing_end.search(name[: works.start()]) if works else None
        headed = thing or words.head_end.search(name) or words.facility_end.search(name)
        longer = f"{name}项目"
        return longer if (works or not headed) and item.startswith(longer) else name

    def is_project(self, name: str, *, built: bool = False) -> bool:
        """Tell whether a name is a project's; where things are built, plain nouns are heads."""
        if not self._may_be_project(name, built=built):
            return False
        if built and self.words.facility_end.search(name):
            return self._is_single(name, self.words.facility_end) or self._is_only_body(name)
        if self.is_work(name):
            return True
        if self.words.phase.search(name):
            return self._is_specific(name, least=1) or bool(self.words.only_one.match(name))
        if name.endswith("段") and self.words.head.search(name):
            return self._is_single(name, self.words.head_end)
        return self.words.head_end.search(name) is not None and self._is_specific(name)

    def is_nominal(self, name: str) -> bool:
        """Tell whether a listed name is a name: not a class, a campaign or a sentence."""
        if not _SHORTEST <= len(name) <= _LONGEST_LISTED or self.words.quantified.search(name):
            return False
        if self.names.campaign_end.search(name) or self.words.sentence.search(name):
            return False
        headed = self.words.head_end.search(name) or self.words.facility_end.search(name)
        return self._is_specific(name) or (headed is not None and self.is_distinct_in_list(name))

    def is_vouched_for(self, name: str) -> bool:
        """Tell whether a name is of a thing with a name of its own, where a neighbour is one."""
        if not self._may_be_project(name, built=True) or self.names.campaign_end.search(name):
            return False
        if self._is_only_body(name) and self.words.facility_end.search(name):
            return True
        noun = self.words.named_end.search(name)
        return noun is not None and bool(self.words.class_words.sub("", name[: noun.start()]))

    def may_fill_a_cell(self, text: str) -> bool:
        """Tell whether a cell is a name as projects have it: no service, no class of works."""
        headed = (
            _UNDERTAKING.search(text[-2:])
            or self.words.head_end.search(text)
            or self.words.facility_end.search(text)
        )
        return len(text) <= _LONGEST and (headed is not None or self.is_work(text))

    def is_work(self, name: str) -> bool:
        """Tell whether a name says what is done to a thing that has a name: 中都大街亮化工程."""
        works = self.words.works_end.search(name)
        return works is not None and self.is_worked_upon(name[: works.start()])

    def is_worked_upon(self, thing: str) -> bool:
        """Tell whether a thing is one of its kind: 东塘水库 of 东塘水库除险加固, not 老旧小区."""
        named = self.words.thing_end.search(thing) or self.words.head_end.search(thing)
        if named is None:  # 昌盛焦化 of 昌盛焦化退城搬迁
            return is_firm(Range(thing, 0, len(thing)), self.names, traded=True)
        return self._is_single(thing, self.words.thing_end) or self._is_only_body(thing)

    def is_distinct_in_list(self, name: str) -> bool:
        """Tell whether a name says more than a class beside other names: 智能制造产业园 does."""
        if self.names.numbered.search(name):
            return True
        return len(self.names.generic.sub("", _MARKS.sub("", name))) >= _OWN

    def _may_be_project(self, name: str, *, built: bool) -> bool:
        """Tell whether nothing in a name speaks against a project."""
        shortest = _SHORTEST_BUILT if built else _SHORTEST_ALONE
        if not shortest <= len(name) <= _LONGEST or self.words.quantified.search(name):
            return False
        if self.words.sentence.search(name) or _QUOTED_ONLY.fullmatch(name):
            return False
        return (
            not name.endswith("工程")
            or self.names.built_work.search(name) is not None
            or self.is_work(name)
        )

    def _is_only_body(self, name: str) -> bool:
        """Tell whether a thing is the only one of a county: 县医院."""
        return self.words.only_body.match(name) is not None

    def _is_single(self, name: str, noun: re.Pattern[str]) -> bool:
        """Tell whether a name says which one: by a word of its own, by a place, by its county."""
        bare = noun.sub("", name)
        if (
            self._is_specific(bare)
            or self.words.only_one.match(name)
            or self.words.qualified.search(name)
        ):
            return True
        return self._is_specific(bare, least=1) and self._is_of_a_place(name)

    def _is_of_a_place(self, name: str) -> bool:
        """Tell whether a name begins with a known place: 新郑 of 新郑综保区扩区."""
        lengths = range(_SHORTEST, _LONGEST_PLACE + 1)
        return any(name[:length] in self.places for length in lengths)

    def _is_specific(self, name: str, *, least: int = _OWN) -> bool:
        """Tell whether a name says more than a class: 杨店铁矿 does, 重点水利工程 does not.

        Args:
            name: the name, whole or without its head noun.
            least: how many characters must remain without the words of classes and domains.
        """
        if self.names.numbered.search(name):
            return True
        return len(self.names.common.sub("", _MARKS.sub("", name))) >= least
