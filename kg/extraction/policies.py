"""Policy documents: every 《…》 with its 文号, its level and the words that state a relation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import kg.structure.metadata_patterns as patterns
from kg.extraction.mentions import PolicyMention
from kg.knowledge.lexicon import Lexicon
from kg.structure.document import Document
from kg.structure.document_title import bare_title
from kg.structure.metadata import clean_prefix
from kg.text.span import Span
from kg.text.view import View

# what may stand between two titles of one list: 《甲》（…〔2022〕18号）、《乙》和《丙》
_LIST_JOINT = re.compile(r"(?:（[^（）]{1,40}）)?(?:、|和|及|以及|与|，)?")
_WENHAO_AFTER = re.compile(rf"（(?:以下简称[^（）]*，)?{patterns.WENHAO.pattern}[^（）]{{0,20}}）")
_REACH = 24  # how far before a title its trigger is looked for
# 现将《…》印发给你们 · 《…》等5个方案已经省政府同意，现印发: what the notice itself brings
_BROUGHT = re.compile(r"(?:现将|现把|兹将)$")
_APPROVED = re.compile(
    r"[^。；《]{0,24}?(?:已经|业经|已由|经)[^。；《]{2,40}?(?:同意|通过|批准|审定)[，、]?"
    r"[^。；《]{0,12}(?:印发|发布|公布|下发)"
)


@dataclass(frozen=True, slots=True)
class _Title:
    """A 《title》 in a view: start at 《, end after 》, with the 文号 behind it."""

    start: int
    end: int
    wenhao: str | None
    list_end: int  # after the bracket with the 文号


def policies(
    document: Document, span: Span, lexicon: Lexicon, *, basis: bool = False
) -> Iterator[PolicyMention]:
    """Yield the policies named in a span, in order.

    Args:
        document: the parsed document.
        span: where to look; a task's content, or the preamble.
        lexicon: triggers and levels.
        basis: the span speaks for the whole document; what the other paragraphs outside the
            tasks (总体要求, the preamble of a plan) say it rests on comes after.
    """
    found = list(_policies(document, span, lexicon, basis))
    yield from found
    known = {bare_title(mention.title) for mention in found}
    for paragraph in document.paragraphs if basis else ():
        if paragraph.span.start < span.end and span.start < paragraph.span.end:
            continue
        for mention in _policies(document, paragraph.span, lexicon, basis):
            if mention.role == "basis" and bare_title(mention.title) not in known:
                known.add(bare_title(mention.title))
                yield mention


def _policies(
    document: Document, span: Span, lexicon: Lexicon, basis: bool
) -> Iterator[PolicyMention]:
    view = document.stored.view.within(span).without_breaks()
    text = view.text
    own = _own_titles(document)
    for group in _lists(text, list(_titles(text))):
        if basis and _brought(text, group):
            continue
        relation, verb, triggers = _trigger(view, group, lexicon)
        for title in group:
            name = text[title.start + 1 : title.end - 1]
            if name in _short_names(document.text) or _is_own(name, own):
                continue  # 《通用目录》 stands for the title it was short for
            stored = view.span(title.start, title.end)
            yield PolicyMention(
                text=document.slice(stored),
                span=stored,
                rule=f"policy/{relation}",
                title=name,
                wenhao=title.wenhao,
                level=level_of(name, title.wenhao, lexicon),
                relation=relation,
                role=_role(relation, basis),
                verb=verb,
                triggers=triggers,
            )


def level_of(title: str, wenhao: str | None, lexicon: Lexicon) -> str | None:
    """Return the level of a policy's issuer, from its 文号 or its title; None when neither says.

    国务院关于支持山东深化新旧动能转换的意见 is one of the state.
    """
    values = {"title": title, "wenhao": wenhao or ""}
    for target, pattern, level in lexicon.levels:
        if pattern.search(values[target]):
            return level
    return None


@lru_cache(maxsize=4)
def _short_names(text: str) -> frozenset[str]:
    """Return the titles a text defines as short forms: （以下简称《通用目录》）."""
    return frozenset(re.findall(r"以下[简統统]?称[：:]?《([^《》]{2,20})》", text))


def _own_titles(document: Document) -> frozenset[str]:
    """Return the bare titles of the document, of its notice and of each of its plans."""
    metadata = document.metadata
    titles = [named.value for named in (metadata.title, metadata.notice_title) if named]
    titles += [section.title for section in document.sections if not section.ordinal]
    short = (re.sub(f"{patterns.TITLE_NOTE.pattern}$", "", title) for title in titles)
    return frozenset(bare_title(title) for title in (*titles, *short))


def _is_own(title: str, own: frozenset[str]) -> bool:
    """Tell whether a title is one of the document's, with or without its issuer."""
    bare = bare_title(title)
    return bare in own or (bare.startswith("关于") and any(x.endswith(bare) for x in own))


def _brought(text: str, group: list[_Title]) -> bool:
    """Tell whether a notice says of these titles that it issues them."""
    before = text[max(0, group[0].start - 2) : group[0].start]
    after = _APPROVED.match(text, group[-1].list_end)
    return _BROUGHT.search(before) is not None or after is not None


def _role(relation: str, basis: bool) -> str:
    if relation == "toBeIssued":
        return "to_be_issued"
    return "basis" if basis and relation in {"implements", "basedOn"} else "cited"


def _titles(text: str) -> Iterator[_Title]:
    """Yield outermost 《…》; 《关于印发〈…〉的通知》 and doubled brackets stay whole."""
    depth = start = 0
    for match in re.finditer("[《》]", text):
        if match[0] == "《":
            start = match.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and match.end() - start > 2:
                yield _with_wenhao(text, start, match.end())


def _with_wenhao(text: str, start: int, end: int) -> _Title:
    match = _WENHAO_AFTER.match(text, end)
    if match is None:
        return _Title(start, end, None, end)
    wenhao = f"{clean_prefix(match['prefix'])}〔{match['year']}〕{match['number']}号"
    return _Title(start, end, wenhao, match.end())


def _lists(text: str, titles: list[_Title]) -> Iterator[list[_Title]]:
    """Group titles that stand in one list, so that one trigger speaks for all of them."""
    group: list[_Title] = []
    for title in titles:
        if group and not _LIST_JOINT.fullmatch(text, group[-1].list_end, title.start):
            yield group
            group = []
        group.append(title)
    if group:
        yield group


def _trigger(
    view: View, group: list[_Title], lexicon: Lexicon
) -> tuple[str, str | None, tuple[Span, ...]]:
    """Return the relation a list of titles stands in, the words that say so and their spans."""
    text, start, end = view.text, group[0].start, group[-1].list_end
    before = text[max(0, start - _REACH) : start]
    offset = start - len(before)
    for trigger in lexicon.triggers:
        found = trigger.before.search(before)
        if found is None:
            continue
        verb_span = view.span(offset + found.start("verb"), start)
        if not trigger.after.pattern:
            return trigger.relation, found["verb"], (verb_span,)
        after = trigger.after.match(text, end)
        if after:
            verb = f"{found['verb']}…{after[0]}"
            return trigger.relation, verb, (verb_span, view.span(end, after.end()))
    return "mentions", None, ()
