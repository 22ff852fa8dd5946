"""Policy documents: every 《…》 with its 文号, its level and the words that state a relation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import kg.structure.metadata_patterns as patterns
from kg.extraction.mentions import PolicyMention
from kg.extraction.task_reading import DocumentReading
from kg.knowledge.document_lexicon import DocumentLexicon
from kg.knowledge.knowledge import Knowledge
from kg.knowledge.lexicon import Lexicon
from kg.structure.document import Document
from kg.text.span import Range, Span
from kg.text.stretches import Stretch, stretches

# what may come between two titles of one list: 《甲》（…〔2022〕18号）、《乙》和《丙》
_LIST_JOINT = re.compile(r"(?:（[^（）]{1,40}）)?(?:、|和|及|以及|与|，)?")
# （以下简称《通用目录》，甲政发〔2022〕18号）
_WENHAO_AFTER = re.compile(rf"（(?:以下简称[^（）]*，)?{patterns.WENHAO.pattern}[^（）]{{0,20}}）")
# （以下简称《通用目录》）
_SHORT_NAME = re.compile(r"以下[简統统]?称[：:]?《([^《》]{2,20})》")
# 2023年重点任务（试行）
_NOTE_END = re.compile(f"{patterns.TITLE_NOTE.pattern}$")
# 《关于印发《甲方案》的通知》
_TITLE_MARK = re.compile("[《》]")
_STATED = {"implements", "basedOn"}
# 贯彻落实|国务院应对新型冠状病毒肺炎疫情联防联控机制《
_OF_STATE = re.compile("(?:国务院|中共中央|党中央)[\u4e00-\u9fff]{0,24}$")
_REACH = 24  # how far before a title its trigger is looked for


@dataclass(frozen=True, slots=True)
class _Title:
    """A 《title》 in a text: start at 《, end after 》, with the 文号 behind it."""

    start: int
    end: int
    wenhao: str | None
    list_end: int  # after the bracket with the 文号


@dataclass(frozen=True, slots=True)
class _Relation:
    """What a list of titles is to its text, the words that say so and where they are stored."""

    name: str
    verb: str | None = None
    triggers: tuple[Span, ...] = ()


def policies(reading: DocumentReading, knowledge: Knowledge) -> list[list[PolicyMention]]:
    """Return the policies named in each task, in order."""
    reader = _reader(reading.document, knowledge.lexicon)
    return [list(reader.mentions(task.content)) for task in reading.tasks]


def basis_policies(document: Document, lexicon: Lexicon) -> tuple[PolicyMention, ...]:
    """Return the policies the whole document rests on, or names in its preamble.

    After those of the preamble comes what the other paragraphs outside the tasks (总体要求, the
    preamble of a plan) say it rests on.
    """
    preamble = document.metadata.preamble
    if preamble is None:
        return ()
    others = [
        paragraph.span
        for paragraph in document.paragraphs
        if paragraph.span.end <= preamble.start or preamble.end <= paragraph.span.start
    ]
    first, *rest = stretches(document.stored, [preamble, *others])
    reader = _reader(document, lexicon)
    found = list(reader.mentions(first, basis=True))
    known = {_bare(mention.title) for mention in found}
    for mention in (m for stretch in rest for m in reader.mentions(stretch, basis=True)):
        bare = _bare(mention.title)
        if mention.role == "basis" and bare not in known:
            known.add(bare)
            found.append(mention)
    return tuple(found)


def level_of(title: str, wenhao: str | None, lexicon: Lexicon) -> str | None:
    """Return the level of a policy's issuer, from its 文号 or its title; None when neither says.

    国务院关于支持山东深化新旧动能转换的意见 is one of the state.
    """
    values = {"title": title, "wenhao": wenhao or ""}
    for target, pattern, level in lexicon.levels:
        if pattern.search(values[target]):
            return level
    return None


def _level_before(text: str) -> str | None:
    """Return the level of the issuer that is named right before a title, if it is the state."""
    return "state" if _OF_STATE.search(text[-_REACH:]) else None


@dataclass(frozen=True, slots=True)
class _PolicyReader:
    """Finds the policies in the stretches of one document.

    Attributes:
        lexicon: triggers and levels.
        own: bare titles of the document, of its notice and of each of its plans.
        short_names: titles it defines as short forms; one means the title it is short for.
    """

    lexicon: Lexicon
    own: frozenset[str]
    short_names: frozenset[str]

    def mentions(self, stretch: Stretch, *, basis: bool = False) -> Iterator[PolicyMention]:
        """Yield the policies of a stretch; those the document rests on, if the stretch is basis."""
        before: tuple[int, PolicyMention] | None = None
        for group in _lists(stretch.text, self.lexicon.documents):
            if basis and self._is_brought(stretch.text, group):
                continue
            relation = self._relation(stretch, group)
            subject = _subject(stretch.text, before, group, relation)
            before = None
            for title in group:
                name = stretch.text[title.start + 1 : title.end - 1]
                if name not in self.short_names and not self._is_own(name):
                    role = _role(relation.name, basis=basis and not subject)
                    mention = self._mention(stretch, title, relation, role)
                    if subject:
                        mention = replace(
                            mention, relation="mentions", subject=subject, stated=relation.name
                        )
                    before = title.list_end, mention
                    yield mention

    def _mention(
        self, stretch: Stretch, title: _Title, relation: _Relation, role: str
    ) -> PolicyMention:
        span = Span(stretch.starts[title.start], stretch.ends[title.end])
        name = stretch.text[title.start + 1 : title.end - 1]
        return PolicyMention(
            text=stretch.stored[span.start : span.end],
            span=span,
            rule=f"policy/{relation.name}",
            title=name,
            wenhao=title.wenhao,
            level=level_of(name, title.wenhao, self.lexicon)
            or _level_before(stretch.text[: title.start]),
            relation=relation.name,
            role=role,
            verb=relation.verb,
            triggers=relation.triggers,
        )

    def _is_own(self, title: str) -> bool:
        """Tell whether a title is one of the document's, with or without its issuer."""
        bare = _bare(title)
        return bare in self.own or (
            bare.startswith("关于") and any(own.endswith(bare) for own in self.own)
        )

    def _is_brought(self, text: str, group: Sequence[_Title]) -> bool:
        """Tell whether a notice says of these titles that it issues them.

        现将《…》印发给你们 · 《…》等5个方案已经省政府同意，现印发
        """
        before = text[max(0, group[0].start - 2) : group[0].start]
        after = self.lexicon.approved.match(text, group[-1].list_end)
        return self.lexicon.brought.search(before) is not None or after is not None

    def _relation(self, stretch: Stretch, group: Sequence[_Title]) -> _Relation:
        """Return the relation of a list of titles, by the first trigger that fits."""
        text, start, end = stretch.text, group[0].start, group[-1].list_end
        before = text[max(0, start - _REACH) : start]
        offset = start - len(before)
        for trigger in self.lexicon.triggers:
            found = trigger.before.search(before)
            after = trigger.after.match(text, end)
            if found is None or after is None:
                continue
            lead = Span(stretch.starts[offset + found.start("verb")], stretch.ends[start])
            if not trigger.after.pattern:
                return _Relation(trigger.relation, found["verb"], (lead,))
            close = Span(stretch.starts[end], stretch.ends[after.end()])
            return _Relation(trigger.relation, f"{found['verb']}…{after[0]}", (lead, close))
        return _Relation("mentions")


def _subject(
    text: str,
    before: tuple[int, PolicyMention] | None,
    group: Sequence[_Title],
    relation: _Relation,
) -> PolicyMention | None:
    """Return the policy whose relation to a list of titles the text states: 《甲》依据《乙》.

    按照《甲》落实《乙》 says what the text itself does, and so nothing of 甲.
    """
    if before is None or relation.name not in _STATED or before[1].relation in _STATED:
        return None
    return before[1] if text[before[0] : group[0].start] == relation.verb else None


def _reader(document: Document, lexicon: Lexicon) -> _PolicyReader:
    short_names = _SHORT_NAME.findall(document.stored.text)
    return _PolicyReader(lexicon, _own_titles(document), frozenset(short_names))


def _own_titles(document: Document) -> frozenset[str]:
    metadata = document.metadata
    titles = [named.value for named in (metadata.title, metadata.notice_title) if named]
    titles += [section.title for section in document.sections if not section.ordinal]
    short = (_NOTE_END.sub("", title) for title in titles)
    return frozenset(_bare(title) for title in (*titles, *short))


def _bare(title: str) -> str:
    """Return a title without what two writings of it differ in: brackets, quotes, dashes."""
    return patterns.TITLE_MARKS.sub("", title)


def _role(relation: str, *, basis: bool) -> str:
    if relation == "toBeIssued":
        return "to_be_issued"
    return "basis" if basis and relation in _STATED else "cited"


def _lists(text: str, words: DocumentLexicon) -> Iterator[list[_Title]]:
    """Yield the titles that are in one list, so that one trigger counts for all of them."""
    group: list[_Title] = []
    for title in _titles(text, words):
        if group and not _LIST_JOINT.fullmatch(text, group[-1].list_end, title.start):
            yield group
            group = []
        group.append(title)
    if group:
        yield group


def _titles(text: str, words: DocumentLexicon) -> Iterator[_Title]:
    """Yield outermost 《…》; 《关于印发〈…〉的通知》 and doubled brackets stay whole."""
    depth = start = 0
    for match in _TITLE_MARK.finditer(text):
        if match[0] == "《":
            start = match.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and match.end() - start > 2:
                yield _with_wenhao(Range(text, start, match.end()), words)


def _with_wenhao(title: Range, words: DocumentLexicon) -> _Title:
    text, start, end = title
    match = _WENHAO_AFTER.match(text, end)
    if match is None:
        return _Title(start, end, None, end)
    code = words.number_letters.match(match["prefix"])
    letters = (code["letters"] or code["abbreviated"]) if code else None
    wenhao = f"{letters}〔{match['year']}〕{match['number']}号" if letters else None
    return _Title(start, end, wenhao, match.end())
