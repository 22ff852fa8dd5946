"""Names in a list: cut 市财政局、各市、县（区）政府等 into the names a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.knowledge.attribution_lexicon import AttributionLexicon
from kg.knowledge.lexicon import Lexicon
from kg.text.span import Bounds, Range

# 市财政局|、|市水利局
_SEPARATOR = re.compile(r"[、，,；;\n/]")
# 省发展改革委|和|省财政厅 · 县财政局|各乡镇 · 县财政局|县统计局, whose line break was lost; not
# 国务院各部委
_AND = re.compile(
    r"以及|和|及|与|会同|(?<=[\u4e00-\u9fff]{2}[局委办会厅院室])"
    r"(?=各(?!部委|部门|直属|内设|科室|处室|所属|下属)|[省市县区](?![中区北南西东直内辖域场]))"
    r"|(?<=[\u4e00-\u9fff]{2}(?:中心|支队|大队|集团|公司))(?=各(?:乡|镇|街|县|市|区))"
)
# 12 · 2024 · 0839-0000000 · 13800000000
_NUMBER = re.compile(r"[\d—–.%+\-（）]+")
# 各镇（街道）
_OF_TOWNS = re.compile("(?:镇|乡|街道)[）)]?$")
_LONGEST_REST = 6  # characters that are no name, behind one and a space
# 县直各委、|办|、|局: a class goes on with what is no name alone
_BARE_ORGAN = re.compile("[委办局厅室院会行]")
_SHORTEST_NAME = 3  # characters; 单位 and 部门 name nobody
_LONGEST_PIECE_OF_CLASS = 24
_LONGEST_NAME = 24  # in a table cell


def looks_like_organisation(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name ends the way names of organisations do (局, 委, 集团, 各县区…)."""
    return lexicon.attributions.organisation.match(name) is not None


def is_list_of_organisations(cell: str, lexicon: Lexicon) -> bool:
    """Tell whether most names of a cell, whatever their roles, look like organisations."""
    words = lexicon.attributions
    text = words.verb.sub("", words.label.sub("", cell))
    names = split_names(Range(text, 0, len(text)), lexicon)
    likely = sum(
        end - start <= _LONGEST_NAME and looks_like_organisation(text[start:end], lexicon)
        for start, end in names
    )
    return 2 * likely > len(names)


def split_names(names: Range, lexicon: Lexicon) -> tuple[Bounds, ...]:
    """Return (start, end) of each name of a list, in order.

    A class of organisations stays whole (各市、县（区）人民政府), a closing 等 is left out, and
    和 or 及 separates only what looks like two organisations.
    """
    pieces = tuple(_pieces(_one_sentence(names), lexicon.attributions))
    whole = _merged(names.text, pieces, lexicon.attributions)
    return tuple(name for piece in whole for name in _conjuncts(piece, lexicon))


def _one_sentence(names: Range) -> Range:
    """Return a list up to its full stop: 各区政府。|以下均需各区政府落实."""
    stop = names.text.find("。", names.start, names.end)
    return names._replace(end=stop) if stop > names.start else names


def may_name(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a part of a list can be a name: no label, no number, not 无, no rule."""
    return not (
        "：" in name
        or name[-1] in "的是由"
        or _NUMBER.fullmatch(name)
        or lexicon.attributions.nobody.fullmatch(name)
        or lexicon.attributions.no_attribution.search(name)
    )


def parted_at(gaps: Iterable[int], name: Range, lexicon: Lexicon) -> Iterator[Bounds]:
    """Yield the names that a name consists of, where spaces part organisations.

    Args:
        gaps: where the stored text has a space, in order.
        name: as a list holds it.
        lexicon: how organisations are called.
    """
    text, begin, end = name
    for gap in gaps:
        sides = text[begin:gap], text[gap:end]
        if all(len(side) >= _SHORTEST_NAME for side in sides) and (
            _are_two(*sides, lexicon) or all(_is_place(side, lexicon) for side in sides)
        ):
            yield begin, gap
            begin = gap
        elif _is_rest(sides[1], lexicon) and _is_whole(sides[0], lexicon):
            yield begin, gap
            return
    yield begin, end


def _is_rest(text: str, lexicon: Lexicon) -> bool:
    """Tell whether what follows a space is no part of a name: 本政策执行期自发布之日起."""
    return len(text) > _LONGEST_REST and not looks_like_organisation(text, lexicon)


def parted_lists(lists: Iterable[tuple[Iterable[int], Range]], lexicon: Lexicon) -> list[Bounds]:
    """Return the names of several lists, each with the places of its spaces."""
    return [part for gaps, names in lists for part in parted_at(gaps, names, lexicon)]


def split_lists(lists: Iterable[Range], lexicon: Lexicon) -> list[tuple[Bounds, ...]]:
    """Return the names of several lists."""
    return [split_names(names, lexicon) for names in lists]


def _pieces(names: Range, words: AttributionLexicon) -> Iterator[Range]:
    """Yield the pieces between separators outside brackets."""
    text, begin, end = names
    depth = 0
    for position in range(begin, end):
        character = text[position]
        if character in "（〔[":
            depth += 1
        elif character in "）〕]":
            depth = max(0, depth - 1)
        elif depth == 0 and _SEPARATOR.match(character):
            yield from _trimmed(Range(text, begin, position), words)
            begin = position + 1
    yield from _trimmed(Range(text, begin, end), words)


def _trimmed(piece: Range, words: AttributionLexicon) -> Iterator[Range]:
    """Yield a piece without what closes the list behind it, if anything is left."""
    text, start, end = piece
    tail = words.list_end.search(text[start:end])
    end = start + tail.start() if tail else end
    if start < end:
        yield Range(text, start, end)


def _merged(text: str, pieces: tuple[Range, ...], words: AttributionLexicon) -> Iterator[Range]:
    """Join 各市 + 县（区）人民政府: a class of organisations goes on until its head noun."""
    position = 0
    while position < len(pieces):
        start, end = pieces[position][1:]
        while (
            position + 1 < len(pieces)
            and text[end] not in "，,；;"  # 各镇街，县府各部门 are two
            and _goes_on(text[start:end], text[slice(*pieces[position + 1][1:])], words)
        ):
            position += 1
            end = pieces[position].end
        yield Range(text, start, end)
        position += 1


def _goes_on(name: str, piece: str, words: AttributionLexicon) -> bool:
    """Tell whether a piece continues the class begun before it: 县（区）人民政府, 区政府, 乡镇."""
    if ("各" in name or "有关" in name) and _BARE_ORGAN.fullmatch(piece):
        return True
    return (
        name[0] == "各"
        and words.class_end.search(name) is None
        and words.class_opening.match(piece) is not None
        and len(piece) <= _LONGEST_PIECE_OF_CLASS
        and not (words.organisation.match(piece) and not words.class_end.search(piece))
        and not _is_above(name, piece)
    )


def _is_above(name: str, piece: str) -> bool:
    """Tell whether a piece is of the level above a class of towns: 县公安局 behind 各镇（街道）."""
    return _OF_TOWNS.search(name) is not None and piece[0] in "县市旗"


def _conjuncts(name: Range, lexicon: Lexicon) -> Iterator[Bounds]:
    """Cut at 和 or 及 where both sides look like organisations of their own."""
    text, start, end = name
    for match in _AND.finditer(text, start, end):
        left, right = text[start : match.start()], text[match.end() : end]
        if _are_two(left, right, lexicon):
            yield from (
                piece[1:]
                for piece in _trimmed(Range(text, start, match.start()), lexicon.attributions)
            )
            yield from _conjuncts(Range(text, match.end(), end), lexicon)
            return
    yield start, end


def _are_two(left: str, right: str, lexicon: Lexicon) -> bool:
    """Tell whether two sides of 和 are two names; 部门和单位, 各镇党委和人民政府 are one."""
    named = right.startswith("各") or (
        len(right) >= _SHORTEST_NAME and not lexicon.attributions.lone_head.fullmatch(right)
    )
    return named and _is_whole(left, lexicon) and looks_like_organisation(right, lexicon)


def _is_whole(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name needs nothing that follows; 园区 in 园区和示范区管委会 does."""
    words = lexicon.attributions
    name = words.list_end.sub("", name)
    match = words.suffix.search(name) if len(name) > 1 else None
    return match is not None and lexicon.suffixes.get(match[0]) != "place"


def _is_place(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name ends as those of places do: 青溪镇."""
    match = lexicon.attributions.suffix.search(name)
    return match is not None and lexicon.suffixes.get(match[0]) == "place"
