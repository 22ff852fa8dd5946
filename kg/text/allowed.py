"""Which characters may stand where: in a stored text, an IRI, XML, a cell, the name of a file.

Each is decided here and nowhere else. What may not stand there is replaced one for one, so that
offsets stay; in what people enter, which has none, it is taken out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import PurePath

REPLACEMENT = "\ufffd"
# halves of a pair, which no encoding holds
_LONE = re.compile(r"[\ud800-\udfff]")
# RFC 3987: ipchar without %, but white space and marks of direction, which nobody sees, as well
_PLANES = "".join(f"\\U000{plane:x}0000-\\U000{plane:x}fffd" for plane in range(1, 14))
_NOT_IN_IRI = (
    r"[^A-Za-z0-9._~!$&'()*+,;=:@\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + _PLANES + r"-]"
    r"|[\s\u200b-\u200f\u202a-\u202e\u2060-\u206f]"
)
# XML 1.0: Char
_NOT_IN_XML = r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
# what nobody sees and nobody types, but line ends and tabs: controls, marks of width and direction
_NOT_ENTERED = (
    r"[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
    r"|[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
# characters that Windows forbids; they are allowed in IRIs
_NOT_IN_NAME = re.compile(r"[*:]")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")  # names that Windows keeps
LONGEST_NAME = 200  # bytes; systems allow 255, and an ending comes
# first characters of a cell that a spreadsheet runs as a formula, =1+1, in both widths
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern when it is first used: those of many planes take some milliseconds."""
    return re.compile(text)


def whole_characters(text: str) -> str:
    r"""Return a text without halves of pairs, which cannot be written.

    >>> whole_characters("甲\ud800乙") == "甲\ufffd乙"
    True
    """
    return _LONE.sub(REPLACEMENT, text)


def iri_segment(text: str) -> str:
    r"""Return a text as one segment of the path of an IRI; what may not stand there is a hyphen.

    >>> iri_segment("智慧 水利/二期"), iri_segment("\uf0b7河道\uffff"), iri_segment("..")
    ('智慧-水利-二期', '河道', '-')
    """
    return _pattern(_NOT_IN_IRI).sub("-", text).strip("-.") or "-"


def file_name(text: str) -> str:
    """Return a segment as the name of a file that every system takes.

    >>> file_name("甲*乙"), file_name("con"), len(file_name("长" * 300).encode())
    ('甲-乙', 'con-', 198)
    """
    name = _NOT_IN_NAME.sub("-", iri_segment(text))
    if _DEVICES.match(name):
        name = f"{name}-"
    return name.encode()[:LONGEST_NAME].decode(errors="ignore")


def safe_name(name: str) -> str:
    r"""Return the name a file is kept under: without folders and what some system forbids.

    >>> safe_name("../a/工作 要点?.docx")
    '工作 要点_.docx'
    >>> safe_name("con.txt"), safe_name("...")
    ('_con.txt', '')
    """
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    plain = "".join(c for c in plain if c.isprintable() or c == " ")
    plain = _NOT_IN_NAMES.sub("_", plain).strip(" .")
    if _DEVICES.match(plain):
        plain = f"_{plain}"
    path = PurePath(plain)
    room = max(LONGEST_NAME - len(path.suffix.encode()), 0)
    stem = path.stem.encode()[:room].decode(errors="ignore")
    return f"{stem}{path.suffix}" if stem.strip("._ ") else ""


def file_names(texts: list[str]) -> list[str]:
    """Return each of some segments as the name of a file."""
    return [file_name(text) for text in texts]


def xml_text(text: str) -> str:
    r"""Return a text as XML can hold it.

    >>> xml_text("甲\x0c乙\uffff") == "甲\ufffd乙\ufffd"
    True
    """
    return _pattern(_NOT_IN_XML).sub(REPLACEMENT, text)


def entered_text(text: str) -> str:
    r"""Return what somebody entered, line ends alike, without what nobody sees.

    >>> entered_text(" a\x00b\x1bc\x0b\ufffe\r\n甲\u200b乙 ")
    'abc\n甲乙'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _pattern(_NOT_ENTERED).sub("", lines).strip()


def cell_text(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs.

    >>> cell_text("=1+1"), cell_text("＋二")
    ("'=1+1", "'＋二")
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
