"""Decode the bytes of a text: by its mark, else by which encoding makes Chinese of them.

A damaged or cut text is read, and says so; what is no text at all is refused.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from errors import DocumentError

_BOMS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_LOST = "\ufffd"  # stands for bytes that mean nothing
_HEAD = 2**16  # bytes that the encoding is told from
_DAMAGE = 0.1  # share of characters that may be lost
_WIDE = ("gb18030", "cp950")  # mainland China; Taiwan, Hong Kong and Macao
_CHINESE = 0.85  # share of Chinese characters and ASCII in a text of UTF-16
_FEW = 50  # characters that statistics say nothing of
_FREQUENT = 0.03  # share of frequent characters that no text has by chance
# ASCII, Chinese characters, and marks of full width
_COMMON = re.compile(r"[\t\r\n -~\u3000-\u301f\u4e00-\u9fff\uff01-\uff5e]")
# \x07, and other characters that no text has
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")
_SAVE = "save it as UTF-8 text (.txt)"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and how it was read.

    Attributes:
        text: where bytes meant nothing, U+FFFD.
        encoding: by its name in Python.
        lost: how many places had such bytes.
        guessed: no Chinese was found in it, and statistics chose the encoding.
    """

    text: str
    encoding: str
    lost: int = 0
    guessed: bool = False

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader should know of it."""
        found = []
        if self.lost:
            line = self.text.count("\n", 0, self.text.find(_LOST)) + 1
            found.append(
                f"damaged or cut: bytes that are no {self.encoding} stand as {_LOST} "
                f"({self.lost}, the first on line {line}); look there, or save the file again"
            )
        if self.guessed:
            found.append(f"the encoding was guessed ({self.encoding}); if it is wrong, {_SAVE}")
        return tuple(found)


def decode(data: bytes, name: str, frequent: frozenset[str] = frozenset()) -> str:
    """Return the text of some bytes.

    Raises:
        DocumentError: they are no text.
    """
    return decoded(data, name, frequent).text


def decoded(data: bytes, name: str, frequent: frozenset[str]) -> Decoded:
    """Return the text of some bytes, and how it was read.

    Args:
        data: of a file.
        name: of the file, for messages.
        frequent: characters that much of any Chinese text consists of.

    Raises:
        DocumentError: they are no text.
    """
    bom = next((mark for mark in _BOMS if data.startswith(mark)), b"")
    encoding = _BOMS[bom] if bom else _encoding(data, frequent)
    text = _decoded(data[len(bom) :], encoding)
    if encoding in _WIDE and frequent and not _is_chinese(text, frequent):
        text = _guessed(data, text)
    if not _is_text(text):
        raise DocumentError(f"{name}: no text in UTF-8, UTF-16, GB18030 or Big5; {_SAVE}")
    return text


def _encoding(data: bytes, frequent: frozenset[str]) -> str:
    """Return the encoding of a text without a mark."""
    zeros = b"\x00" in data
    if not zeros and _is_utf8(data):
        return "utf-8"
    head = data[:_HEAD]
    for encoding in ("utf-16-le", "utf-16-be"):
        if _is_utf16(head, encoding, frequent):
            return encoding
    if zeros and _is_utf8(data):
        return "utf-8"
    if not frequent:
        return _WIDE[0]
    return max(_WIDE, key=lambda encoding: _likeness(head, encoding, frequent))


def _is_utf8(data: bytes) -> bool:
    """Tell whether most of what is not ASCII is UTF-8."""
    text = _decoded(data, "utf-8")
    return 4 * text.lost <= _beyond(text.text)  # of GB18030 four in five are lost


def _is_utf16(head: bytes, encoding: str, frequent: frozenset[str]) -> bool:
    """Tell whether bytes are Chinese or ASCII in an encoding, and not by chance."""
    text = head.decode(encoding, "replace")
    if len(_COMMON.findall(text)) < _CHINESE * max(len(text), 1):
        return False
    narrow = text.count("\n") + text.count(" ")
    return narrow > len(text) / 200 or _count(text, frequent) > _FREQUENT * len(text)


def _likeness(head: bytes, encoding: str, frequent: frozenset[str]) -> int:
    """Return how much a text looks like Chinese in an encoding."""
    text = head.decode(encoding, "replace")
    return _count(text, frequent) - 5 * text.count(_LOST)


def _count(text: str, characters: frozenset[str]) -> int:
    return sum(map(text.count, characters))


def _beyond(text: str) -> int:
    """Return how many characters of a text are not ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _decoded(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    printed = data.count(_LOST.encode()) if encoding == "utf-8" else 0
    lost = text.count(_LOST) - printed + text.count("\x00")
    return Decoded(text.replace("\x00", _LOST), encoding, lost)


def _is_text(text: Decoded) -> bool:
    """Tell whether little of a text is lost, and little means nothing."""
    odd = len(_CONTROL.findall(text.text))
    return odd <= len(text.text) / 100 and text.lost <= max(2, _DAMAGE * _beyond(text.text))


def _is_chinese(text: Decoded, frequent: frozenset[str]) -> bool:
    """Tell whether a text may be Chinese; of few characters nothing can be told."""
    beyond = _beyond(text.text)
    return beyond < _FEW or _count(text.text, frequent) >= _FREQUENT * beyond


def _guessed(data: bytes, text: Decoded) -> Decoded:
    """Return a text in which no Chinese is seen as statistics read it, if they have an idea."""
    from charset_normalizer import from_bytes  # seldom needed, slow to load

    best = from_bytes(data[:_HEAD]).best()
    other = _decoded(data, best.encoding) if best else text
    return replace(other if _is_text(other) else text, guessed=True)
