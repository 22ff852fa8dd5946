"""Names of projects: whether words name one undertaking, a class of works or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.knowledge.name_lexicon import NameLexicon
from kg.knowledge.project_lexicon import ProjectLexicon

# “个转企、小升规”工程 is a campaign whatever is built; “雪亮工程”三期 is a phase of one
_QUOTED_ONLY = re.compile(r"“[^”]*”(?:工程|项目)?")
# …等5个文旅项目
UNDERTAKING = re.compile("项目|工程")
# 国家医学中心（中医类）, “雪亮工程”
_MARKS = re.compile("[“”（）]")
SHORTEST = 2  # characters of a name in a list
_SHORTEST_BUILT, _SHORTEST_ALONE = 3, 4
_LONGEST, _LONGEST_LISTED = 30, 24
_LONGEST_PLACE = 4
_OWN = 2  # characters of a name that are no words of a class


@dataclass(frozen=True, slots=True)
class ProjectNames:
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
        return longer if not headed and item.startswith(longer) else name

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
        if not SHORTEST <= len(name) <= _LONGEST_LISTED or self.words.quantified.search(name):
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
            UNDERTAKING.search(text[-2:])
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
        return named is not None and (
            self._is_single(thing, self.words.thing_end) or self._is_only_body(thing)
        )

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
        lengths = range(SHORTEST, _LONGEST_PLACE + 1)
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
