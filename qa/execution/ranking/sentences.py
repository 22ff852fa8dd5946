"""Which sentences say what is asked: features of each, weighed by weights kept as data.

The sentence with the most words of the question is often a neighbour of the one that answers. What
tells them apart is weighed by questions/sentence_ranking.csv, which bench.rank_sentences fits: how
many of the words a sentence holds and how near its own come to the rest, by itself and with the
title of its task; how much of the sentence is asked about; how near its task is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from embeddings import Hit, Passage
from embeddings.lexical import simplify, tokens
from kg.text.sentences import sentences
from kg.text.span import Span
from qa.asked import Asked
from qa.evidence.rows import Quote, Sentence
from qa.execution.scope import Scope

SENTENCE_ENDS = ("。", "！", "？", "；", ".", "!", "?", ";")
_QUOTED = 2  # sentences of an item
_QUOTED_FULLY, _WORTH_SAYING = 3, 0.1  # … and the same where it is asked what is done
_ALL_OF_IT = 260  # characters of an item that is quoted to its end where it is asked what is done
# names another case than the one that the sentences before it are about
_BESIDE = re.compile("^(?:对|租用|承租|从事|符合)?[^，。；]{0,4}(?:其他|其它|其余)|上述|前款|前述")
_SHORT = 160  # … and one that is quoted from its beginning
_LEFT_OUT = 90  # characters between two sentences: fewer are quoted with them
_AS_GOOD = 0.4  # of the best one's chance: below it another one is not quoted beside it
_LONGEST = 240  # characters of a sentence that is quoted whole, not up to its semicolon
_DEFINING = 3.0  # log odds for a sentence that says what a word means which is all that is asked
# 现将《…》印发给你们，请认真组织实施 says nothing of the matter
_LETTER = re.compile("印发给(?:你|您)们")
_FURNITURE = 2.0  # log odds against it
_AROUND = " ,，。?？“”"  # marks around such a word
_SHORT_FOR = 0.5  # of it, where the word is only said to be short for another
_LONGEST_TERM = 12  # characters of such a word
_STOPS = "。\n"
# 附件：洋县2024年十大民生实事项目清单 names what follows, and says nothing of it
_ANNEX = re.compile(r"\s*附(?:件|表|录)\s*\d*\s*[:：.．、]?[^。；;]*$")
_GOES_ON = "其中"  # begins a sentence that says more of the one before it


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with the task or paragraph it is of."""

    hit: Hit
    passage: Passage


def candidates(hit: Hit, scope: Scope, wanted: Callable[[str], bool] = bool) -> list[Candidate]:
    """Return the sentences of a task or paragraph that may be quoted, of those wanted."""
    parts = scope.build.retriever.passages_of(hit.item)
    sentences_ = [p for p in parts if p.kind == "sentence"]
    parts = tuple(sentences_ or _sentences_of(hit.passage, scope))
    title = scope.heading(hit.item)
    parts = tuple(p for p in parts if not title or _letters(p.text) not in title) or parts
    whole = [p for p in parts if p.text.rstrip().endswith(SENTENCE_ENDS)]  # no heading
    parts = tuple(whole) or tuple(p for p in parts if not _ANNEX.match(p.text))
    return [Candidate(hit, p) for p in parts if wanted(p.text)]


def sentences_of(item: str, scope: Scope) -> list[Sentence]:
    """Return the sentences of a task or paragraph, in their order."""
    parts = scope.build.retriever.passages_of(item)
    quotes = (Quote(p.document, p.start, p.end) for p in parts if p.kind == "sentence")
    return [Sentence(item, scope.words_at(quote), 0.0, quote) for quote in quotes]


def _letters(text: str) -> str:
    """Return a text without marks, so that a heading is known with or without its full stop."""
    return "".join(filter(str.isalnum, text))


def _sentences_of(paragraph: Passage, scope: Scope) -> Iterator[Passage]:
    """Yield the sentences of a paragraph outside the tasks, which is searched as a whole."""
    text = scope.build.text(paragraph.document)
    for span in sentences(text, Span(paragraph.start, paragraph.end)):
        yield replace(paragraph, text=text[span.start : span.end], start=span.start, end=span.end)


def features(asked: Asked, found: Candidate, title: str) -> dict[str, float]:
    """Return what speaks for a sentence.

    Args:
        asked: what is asked about.
        found: the sentence.
        title: of its task.
    """
    text = simplify(found.passage.text)
    near, weights = asked.nearest(text)
    total = float(weights.sum()) or 1.0
    own, words = set(tokens(text)), set(asked.tokens)
    best = asked.hits[0].score or 1.0 if asked.hits else 1.0
    return {
        "held": asked.covered(text),
        "held_with_title": asked.covered(f"{text}，{title}"),
        "cosine": asked.cosine(text),
        "aligned": float(weights @ near) / total,
        "share": len(own & words) / (len(own) or 1),
        "brief": -math.log(1 + len(own)),
        "item": found.hit.score / best,
        "item_dense": found.hit.dense,
    }


def chances(asked: Asked, found: Sequence[Candidate], scope: Scope) -> list[float]:
    """Return how likely each of some sentences is the one that is asked for; 1 in all."""
    scores = [weighed(asked, candidate, scope) for candidate in found]
    top = max(scores, default=0.0)
    parts = [math.exp(score - top) for score in scores]
    return [part / sum(parts) for part in parts]


def weighed(asked: Asked, found: Candidate, scope: Scope) -> float:
    """Return what speaks for a sentence, weighed: log odds but for a constant."""
    seen = features(asked, found, scope.task_name(found.hit.item))
    weights = scope.build.questions.sentence_weights
    total = sum(weight * seen[name] for name, weight in weights.items())
    total += _DEFINING * defines(asked.words, found.passage.text)
    return total - _FURNITURE * (_LETTER.search(found.passage.text) is not None)


def is_term(words: str) -> bool:
    """Tell whether what is asked about is one word, which some sentence may explain."""
    word = words.strip(_AROUND)
    return 1 < len(word) <= _LONGEST_TERM and " " not in word


def defines(words: str, text: str) -> float:
    """Return how far a sentence says what the one word asked about means.

    OPC（即“一人公司”，指…） says it, 一人公司（以下简称OPC） only what it is short for.
    """
    if not is_term(words):
        return 0.0
    word, said = re.escape(simplify(words.strip(_AROUND))), simplify(text)
    means = r"[”》]?(?:[(（](?:即|指|是指|又称)|,?(?:是指|指的?是|即“|主要指))"
    if re.search(rf"{word}{means}|所称的?“?{word}”?(?:的?范围)?(?:是|为|包括|指)", said):
        return 1.0
    short = re.search(rf"(?:以下)?简?称(?:为|作)?“?{word}”?[)）]", said)
    return _SHORT_FOR if short else 0.0


def best_sentences(
    hit: Hit, words: str, scope: Scope, wanted: Callable[[str], bool] = bool
) -> tuple[Sentence, ...]:
    """Return the one or two sentences of an item that say most of some words, in text order."""
    found = candidates(hit, scope, wanted) or candidates(hit, scope)
    return chosen(found, chances(scope.asked(words), found, scope), scope)


def quotations(
    hits: Sequence[Hit],
    words: str,
    scope: Scope,
    wanted: Sequence[Callable[[str], bool]] = (),
    *,
    fully: bool = False,
) -> list[tuple[float, tuple[Sentence, ...]]]:
    """Return the sentences of some items that are likeliest to answer, item by item, best first.

    Args:
        hits: the tasks and paragraphs whose sentences compete.
        words: what is asked about.
        scope: where.
        wanted: which sentences may be quoted, the better ones first; all where none is.
        fully: whether it is asked what is done, which several sentences of an item may say.

    Returns:
        For each item how likely its best sentence is the one, and one or two of its sentences.
    """
    found: list[list[Candidate]] = []
    for may in (*wanted, bool):
        found = found or [own for hit in hits if (own := candidates(hit, scope, may))]
    chance = iter(chances(scope.asked(words), [c for own in found for c in own], scope))
    each = [(own, [next(chance) for _ in own]) for own in found]
    ranked = sorted(each, key=lambda pair: -max(pair[1]))
    return [  # of others than the best no more than answers
        (max(own), chosen(parts, own, scope, fully=fully and not i))
        for i, (parts, own) in enumerate(ranked)
    ]


def chosen(
    found: Sequence[Candidate], chance: Sequence[float], scope: Scope, *, fully: bool = False
) -> tuple[Sentence, ...]:
    """Return the likeliest sentences of one item, and others nearly as likely, in text order."""
    ranked = sorted(range(len(found)), key=lambda i: -chance[i])
    most, share = (_QUOTED_FULLY, _WORTH_SAYING) if fully else (_QUOTED, _AS_GOOD)
    kept = [i for i in ranked[:most] if chance[i] >= share * chance[ranked[0]]]
    if fully and _length(found) <= _ALL_OF_IT:  # what follows in an item mostly goes on from it
        short = _length(found) <= _SHORT
        kept = list(range(0 if short else min(kept), len(found)))
    if ranked and _length(found) <= _ALL_OF_IT and _BESIDE.search(found[ranked[0]].passage.text):
        kept = sorted({*kept, *range(ranked[0])})  # 租用其他经营用房的 is told after its other case
    quotes: dict[Quote, Sentence] = {}
    for candidate in (found[i] for i in sorted(kept)):
        hit, passage = candidate.hit, candidate.passage
        quote = whole(hit.item, Quote(hit.document, passage.start, passage.end), scope)
        said = scope.words_at(Quote(hit.document, passage.start, passage.end))
        quotes.setdefault(quote, Sentence(hit.item, said, hit.score, quote))
    return tuple(_together(quotes.values(), scope))


def _length(found: Sequence[Candidate]) -> int:
    """Return how many characters some sentences of an item take up, with what is between them."""
    return max(c.passage.end for c in found) - min(c.passage.start for c in found)


def _together(sentences_: Iterable[Sentence], scope: Scope) -> Iterator[Sentence]:
    """Yield sentences of an item in their order; those between which little stands as one.

    What stands between two sentences that answer mostly answers too: 申请…事实证明。 设立进出口商品
    绿色通道。 鼓励…提供风险保障.
    """
    last: Sentence | None = None
    for own in sentences_:
        if last is not None and own.quote.start - last.quote.end <= _LEFT_OUT:
            quote = replace(last.quote, end=max(last.quote.end, own.quote.end))
            last = replace(last, text=scope.words_at(quote), quote=quote)
            continue
        if last is not None:
            yield last
        last = own
    if last is not None:
        yield last


def whole(item: str, quote: Quote, scope: Scope) -> Quote:
    """Return a sentence of an item with what its semicolons part, unless that is long."""
    own = scope.build.paragraphs.passage(item)
    text = own.text
    at, until = quote.start - own.start, quote.end - own.start
    start = max(text.rfind(mark, 0, max(at, 0)) for mark in _STOPS) + 1
    end = _end(text, max(until - 1, 0))
    while text[end:].lstrip().startswith(_GOES_ON):
        end = _end(text, end + 1)
    start += len(text[start:end]) - len(text[start:end].lstrip())
    if not start <= at < until <= end or end - start > _LONGEST:
        return quote
    return Quote(quote.document, own.start + start, own.start + end)


def _end(text: str, start: int) -> int:
    """Return where the sentence that goes on at a character ends."""
    ends = [end for mark in _STOPS if (end := text.find(mark, start)) >= 0]
    return min(ends) + 1 if ends else len(text)
