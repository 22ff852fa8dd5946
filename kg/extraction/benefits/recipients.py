"""Recipients: who gets what a sentence grants, and on which condition."""

from __future__ import annotations

import re

from kg.extraction.benefits.grants import Grant
from kg.knowledge.target_lexicon import BenefitLexicon
from kg.text.span import Range

# 对|承租国有房产的企业|，免收… · 为|一线医务人员|每人办理…; not 针对, 应对, 因为
_FOR = re.compile(r"(?<![针应面相核比校因作成认方导意走倾动])[对为向](?:于)?(?=[^，])")
# where the recipient ends that no noun closes
_GIVEN = re.compile(
    "一次性|每[人家户名]|按照?|给予|予以|增[发加]|新购置|提供|办理|发放|免|减|降|停征|，"
)
_LONGEST = 80
_NEAREST = 4  # words before a recipient that are tried
_REACH = 240  # how far before a number it is looked for who gets it
_CLAUSE = re.compile("[^，]+")
# 租赁期满一年的，…
_IF = re.compile("^(?:对?(?:如果?|若|凡)[^，]+|[^，]+的)$")


def recipient(grant: Grant, words: BenefitLexicon) -> Range | None:
    """Return who gets what is granted, None where the sentence does not say."""
    text, start = grant.sentence.text, _begin(grant)
    found = list(_FOR.finditer(text, start, grant.at.start))
    for match in reversed(found[-_NEAREST:]):
        who = _named(Range(text, match.end(), grant.at.start), words)
        if who:
            return who
    behind = _FOR.match(text, grant.at.end - 1)
    if behind:  # 免费为|一线医务人员|出行提供服务
        return _named(Range(text, behind.end(), grant.item.end), words)
    first = words.recipient.search(text, start, grant.at.start)
    return _whole(Range(text, start, grant.at.start), words) if first else None


def condition(grant: Grant, who: Range | None) -> Range | None:
    """Return the clause of the sentence that says on which condition: 连续三年的."""
    text, start = grant.sentence.text, _begin(grant)
    found = None
    for match in _CLAUSE.finditer(text, start, grant.clause.start):
        outside = who is None or match.end() <= who.start or match.start() >= who.end
        if outside and _IF.match(match[0]):
            found = Range(text, *match.span())
    return found


def _begin(grant: Grant) -> int:
    return max(grant.sentence.start, grant.at.start - _REACH)


def _named(content: Range, words: BenefitLexicon) -> Range | None:
    """Return what begins a range and ends with a noun of those who get something."""
    text, start, end = content
    end = min(end, start + _LONGEST)
    for stop in (*(m.start() for m in _GIVEN.finditer(text, start, end)), end):
        nouns = list(words.recipient.finditer(text, start, stop))
        if nouns and (nouns[-1].end() == stop or text[stop : stop + 1] != "，"):
            return Range(text, start, nouns[-1].end())
    return None


def _whole(content: Range, words: BenefitLexicon) -> Range | None:
    """Return the subject of a sentence: 中小微企业|承租国有房产的."""
    text, start, end = content
    clause = _CLAUSE.search(text, start, end)
    found = words.recipient.search(text, *clause.span()) if clause else None
    return Range(text, clause.start(), found.end()) if clause and found else None
