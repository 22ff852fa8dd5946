"""English questions: names in pinyin and phrases of the table become Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from kg.knowledge.gazetteer import Gazetteer
from qa.understanding.rules import QuestionRules

_LATIN = re.compile(r"[a-z]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"(?<![a-z0-9])([a-z]{4,})(?: (district|county|city|province|town))?(?![a-z])")
_LAST_WORD = {"district": "区", "county": "县", "city": "市", "province": "省", "town": "镇"}
_EMPTY = re.compile(
    r"'s\b|\b(?:the|a|an|of|in|for|to|be|is|are|will|does|do|and|this|that|by|on|with|has|have|did"
    r"|can|could|would|should|may|from|at|as|it|its|their|they|them|we|get|gets|want|wants|than|or"
    r"|into|any|some|there|said|served|plan|plans|planned|under|must|been|which|what)\b"
)
_PLURAL = re.compile(r"\b([a-z]{2,}[^s\W])s\b")  # opcs
_MILLIONS = re.compile(r"(?P<number>\d+(?:\.\d+)?) (?P<size>million|billion)\b")
# how many parks, and |how many kindergartens
_ASKS_TOO = re.compile(r",? and (?=(?:how|who|which|what|when|where)\b)|,? and for (?=[a-z])")
# xian minzhengju (县民政局)
_BESIDE = re.compile(
    r"(?<![a-z])(?<![a-z] )(?P<before>(?:[a-z]+ )*[a-z]+) ?[(（](?P<name>[\u4e00-\u9fff]+)[)）]"
)
_WHAT_ABOUT = re.compile(r"(?:and |ok,? )?(?:what|how) about\b")
# when was |the Shaanxi notice| issued
_ISSUED = re.compile(
    r"\bwhen (?:was|were|is) (.{3,60}?) (?:issued|published|released|dated|announced)\b"
)
# in |Yangxian's 2024 livelihood project list|, which project …
_FRAME = re.compile(
    r"^(?:in|of|from|among) (?P<what>[^,?]{3,80}(?:list|table|document|notice|plan|measures)s?), "
)
# what does the plan say about …, what will the county do for …: what is done is asked
_CONTENT = re.compile(
    r"\b(?:what|how) (?:does|do|will|must|should|is|are|can|has|did)\b.*?"
    r"\b(?:(?:say|says|said) about|do (?:for|about|to|with)|(?:be |is |are )?done|require[sd]?"
    r"|promise[sd]?|intend|support(?:ed)?|help|handled|happens?|treated|improved?|protect(?:ed)?)\b"
)
# is the bureau responsible for …, does it …
_YES_NO = re.compile(r"(?:is|are|was|does|do|did|can|could|will|should|must|has|have)\b")
_ASKS_FOR = re.compile(r"\b(?:how|who|which|what|when|where|whose)\b")
_WHICH = re.compile("(哪些|哪个|什么) (?=[\u4e00-\u9fff])")  # 哪些 乡镇
_PREFIXES = range(2, 5)  # characters of a name that may stand for it: ximanke, 西曼克机器人二期


def is_english(plain: str) -> bool:
    """Tell whether a question is mostly in Latin letters."""
    return len(_LATIN.findall(plain)) > 2 * len(_HAN.findall(plain))


def in_chinese(plain: str, rules: QuestionRules, names: Mapping[str, str]) -> str:
    """Return an English question in Chinese, as far as the tables know its words.

    Args:
        plain: the question in lower case.
        rules: phrases.
        names: Chinese by pinyin, of the names of a build (pinyin_names).
    """
    known = {word for phrase in rules.english for word in phrase.split()}

    def named(match: re.Match[str]) -> str:
        word, kind = match[1], _LAST_WORD.get(match[2] or "", "")
        name = names.get(word) if word not in known else None
        return f" {name}{kind if kind and not name.endswith(kind) else ''} " if name else match[0]

    plain = _FRAME.sub(r"\g<what> 里, ", plain)
    plain = _ISSUED.sub(r"\1 什么时候印发", _BESIDE.sub(_called, plain))
    content = " 怎么做" if _CONTENT.search(plain) else ""
    content = content or (" 吗" if _YES_NO.match(plain) and not _ASKS_FOR.search(plain) else "")
    plain = _ASKS_TOO.sub(", ", plain)
    chinese = rules.english_pattern.sub(
        lambda m: f" {rules.english[m['phrase']]} ", _WORD.sub(named, _MILLIONS.sub(_sum, plain))
    )
    singular = _PLURAL.sub(r"\1", _EMPTY.sub(" ", chinese))
    said = _WHICH.sub(r"\1", re.sub(r"\s+", " ", singular).strip())
    if _WHAT_ABOUT.match(plain):
        return f"{said.rstrip('?？ ')} 呢?"
    return f"{said.rstrip('?？ ')}{content}?" if content else said


def _called(match: re.Match[str]) -> str:
    """Return a name that stands in pinyin with the Chinese beside it once, in Chinese.

    who works with xian minzhengju (县民政局): who works with 县民政局.
    """
    words, spoken = match["before"].split(" "), _pinyin(match["name"])
    for start in range(len(words)):
        if "".join(words[start:]) == spoken:
            return " ".join([*words[:start], match["name"]])
    return match[0]


def _sum(match: re.Match[str]) -> str:
    """Return a large number as Chinese documents write it: 10 million is 1000万, 2 billion 20亿."""
    tens = Decimal(match["number"]) * (100 if match["size"] == "million" else 100_000)
    whole, word = (tens / 10_000, "亿") if tens % 10_000 == 0 else (tens, "万")
    return f"{whole.normalize():f}{word}"


def pinyin_names(
    names: Iterable[str], places: Iterable[str], gazetteer: Gazetteer
) -> dict[str, str]:
    """Return Chinese by pinyin: the gazetteer's places, a build's names and its own places.

    Args:
        names: of projects, towns and other things; their beginnings stand for them.
        places: names of the places the documents belong to; they win over places elsewhere.
        gazetteer: of all places.
    """
    found: dict[str, str] = {}
    own = [place for name in places for place in gazetteer.by_name.get(name, ())]
    for place in gazetteer.by_code.values():
        name = gazetteer.short_name(place)
        found[_pinyin(name)] = name
    longest_first = sorted(names, key=len, reverse=True)
    prefixes = [name[:length] for name in longest_first for length in _PREFIXES]
    sounds: dict[str, str] = {}
    for prefix in dict.fromkeys(reversed(prefixes)):  # each once; the shortest names win
        sounds.setdefault(_pinyin(prefix), prefix)
    # sanming is 三明, not the 三名 of 三名工程
    places = {_pinyin(gazetteer.short_name(place)): gazetteer.short_name(place) for place in own}
    return found | sounds | places


def _pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin  # a tenth of a second, and few questions need it

    return "".join(lazy_pinyin(name))
