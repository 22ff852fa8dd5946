"""Chinese words on English pages say what they are."""

from __future__ import annotations

import pytest

from ui.foreign_words import marked


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<a>Who does 「完善机制」?</a>",
            '<a>Who does <span lang="zh-CN">「完善机制」</span>?</a>',
        ),
        (
            "<td>第1项，任务12 and 国发〔2022〕18号</td>",
            '<td><span lang="zh-CN">第1项，任务</span>12 and <span lang="zh-CN">国发〔2022〕18号</span></td>',
        ),
        ('<p lang="zh-CN">北京<b>市</b></p>', '<p lang="zh-CN">北京<b>市</b></p>'),
        ('<p lang="zh-CN">北京</p>市', '<p lang="zh-CN">北京</p><span lang="zh-CN">市</span>'),
        ("<p>水<br>务</p>", '<p><span lang="zh-CN">水</span><br><span lang="zh-CN">务</span></p>'),
        ('<option value="a">市</option>', '<option lang="zh-CN" value="a">市</option>'),
        ("<title>政图</title>", "<title>政图</title>"),
        ('<a title="市">a</a><!-- 市 -->', '<a title="市">a</a><!-- 市 -->'),
        ("<b lang='zh-CN'></i>市", "<b lang='zh-CN'></i><span lang=\"zh-CN\">市</span>"),
        ("&lt;市&gt;", '&lt;<span lang="zh-CN">市</span>&gt;'),
    ],
)
def test_chinese_words_say_so(html: str, expected: str) -> None:
    assert marked(html) == expected
    assert marked(expected) == expected
