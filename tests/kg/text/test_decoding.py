"""Encodings: by a mark, by frequent characters, damaged and cut; what is no text is refused."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from errors import DocumentError
from kg.text.decoding import decode, decoded

FREQUENT = KNOWLEDGE.lexicon.frequent
SIMPLIFIED = "汶上县人民政府办公室\n关于印发2024年重点任务的通知，各单位要全面推进项目建设。\n" * 4
TRADITIONAL = "臺北市政府辦公室\n關於實施2024年重點產業發展的通知，各單位要推動縣市建設。\n" * 4


@pytest.mark.parametrize(
    "text, encoding",
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED, "utf-16-be"),
        (TRADITIONAL, "cp950"),
        (TRADITIONAL, "gb18030"),
        (TRADITIONAL, "utf-8"),
    ],
)
@pytest.mark.parametrize("damage", ["none", "cut", "byte"])
def test_encodings_whole_cut_and_damaged(text: str, encoding: str, damage: str) -> None:
    data = text.encode(encoding)
    if damage == "cut":
        data = (text + "市").encode(encoding)[:-1]
    if damage == "byte":
        place = len(data) // 2 - len(data) // 2 % 2
        data = data[:place] + b"\xff" + data[place + 1 :]
    found = decoded(data, "x.txt", FREQUENT)
    if damage == "none":
        assert (found.text, found.lost) == (text, 0)
    else:
        assert found.encoding == encoding
        same = sum(a == b for a, b in zip(found.text, text, strict=False))
        assert same >= len(text) / 2 - 4
    wide = encoding.startswith("utf-16") and damage == "byte"  # another character, no error
    assert bool(found.remarks) == (damage != "none") or wide


@pytest.mark.parametrize(
    "text, encoding",
    [
        ("甲乙丙丁\n", "utf-16-le"),
        ("甲乙丙丁\n", "gb18030"),
        ("序号,任务\n1,抓项目\n", "gb18030"),
        ("plain words\n", "utf-8"),
    ],
)
def test_short_texts(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt", FREQUENT) == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_decides(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding), "x.txt") == SIMPLIFIED


def test_a_damaged_text_says_how_much_and_where() -> None:
    data = SIMPLIFIED.encode().replace("推进".encode(), b"\xff\xfe", 1)
    (remark,) = decoded(data, "x.txt", FREQUENT).remarks
    assert "bytes that are no utf-8" in remark and "(2, the first on line 2)" in remark


def test_a_text_in_which_no_chinese_is_seen_says_so() -> None:
    japanese = "これはテストのための文章です。ひらがなとカタカナをつかいます。\n" * 5
    found = decoded(japanese.encode("shift_jis"), "x.txt", FREQUENT)
    assert "the encoding was guessed" in found.remarks[-1]


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x00\x01\x02" * 400, b"\x07" * 50])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"x\.txt: no text in UTF-8"):
        decode(data, "x.txt", FREQUENT)
