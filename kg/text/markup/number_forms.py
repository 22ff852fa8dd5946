"""Numbers as Word and web pages draw them before a paragraph: 一, 甲, ①, iv, aa, 007."""

from __future__ import annotations

from collections.abc import Callable

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_DIGITS = "〇一二三四五六七八九"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST = 9999  # what is counted beyond is drawn in digits


def _in_chinese(number: int, how: str) -> str:
    import cn2an  # a sixth of a second, and few files count so

    return str(cn2an.an2cn(number, how))


def _chinese(number: int) -> str:
    return _in_chinese(number, "low")


def _legal(number: int) -> str:
    return _in_chinese(number, "up")


def _chinese_digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    drawn = ""
    for value, letters in _ROMAN:
        drawn += letters * (number // value)
        number %= value
    return drawn


def _letter(number: int) -> str:
    """Return a, b … z, and aa, bb … as Word goes on."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _from(first: str, count: int) -> Callable[[int], str]:
    return _of("".join(chr(ord(first) + at) for at in range(count)))


_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

# names of numFmt of Word (ECMA-376, 17.18.59) and of list-style-type of CSS, in lower case
_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            *("chinesecounting", "chinesecountingthousand", "japanesecounting"),
            *("taiwanesecounting", "taiwanesecountingthousand", "koreancounting"),
            *("japanesedigitaltenthousand", "cjk-ideographic", "simp-chinese-informal"),
            *("trad-chinese-informal", "japanese-informal"),
        ),
        _chinese,
    ),
    **dict.fromkeys(
        ("ideographdigital", "taiwanesedigital", "koreandigital2", "cjk-decimal"), _chinese_digits
    ),
    **dict.fromkeys(
        (
            *("chineselegalsimplified", "ideographlegaltraditional", "japaneselegal"),
            *("simp-chinese-formal", "trad-chinese-formal"),
        ),
        _legal,
    ),
    **dict.fromkeys(("ideographtraditional", "cjk-heavenly-stem"), _of(_STEMS)),
    **dict.fromkeys(("ideographzodiac", "cjk-earthly-branch"), _of(_BRANCHES)),
    **dict.fromkeys(("decimalenclosedcircle", "decimalenclosedcirclechinese"), _from("①", 20)),
    "decimalenclosedparen": _from("⑴", 20),
    "decimalenclosedfullstop": _from("⒈", 20),
    **dict.fromkeys(("ideographenclosedcircle",), _from("㊀", 10)),
    **dict.fromkeys(("ideographparenthesized",), _from("㈠", 10)),
    **dict.fromkeys(
        ("decimalfullwidth", "decimalfullwidth2"), lambda n: str(n).translate(_FULL_WIDTH)
    ),
    **dict.fromkeys(("decimalzero", "decimal-leading-zero"), lambda n: f"{n:02d}"),
    **dict.fromkeys(("lowerroman", "lower-roman"), _roman),
    **dict.fromkeys(("upperroman", "upper-roman"), lambda n: _roman(n).upper()),
    **dict.fromkeys(("lowerletter", "lower-alpha", "lower-latin"), _letter),
    **dict.fromkeys(("upperletter", "upper-alpha", "upper-latin"), lambda n: _letter(n).upper()),
    **dict.fromkeys(("none", "bullet", "disc", "circle", "square"), lambda _: ""),
}


def drawn_number(number: int, form: str) -> str:
    """Return a number in a form of Word or CSS; digits in a form that is not known.

    >>> drawn_number(12, "chineseCounting"), drawn_number(3, "ideographTraditional")
    ('十二', '丙')
    """
    draw = _FORMS.get(form.lower())
    if draw is None:
        return str(number)
    if not 0 < number <= _LARGEST:
        return str(number) if draw(1) else ""
    return draw(number)
