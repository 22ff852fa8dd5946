"""Named regular expressions of lines and headings; an example is above each.

All of them match on a `kg.text.view.View`: half-width digits and letters, full-width （），：；, no
spaces, simplified characters. None nests a repetition in a repetition, so none backtracks.
"""

from __future__ import annotations

import re

HAN_NUMERAL = "[一二三四五六七八九十百]{1,5}"

# ## 一、总体要求: a line, without the marks of a Markdown heading
LINE = re.compile(r"(?m)^#{0,6}+(?P<line>[^\n]+)")

# Heading styles, outermost first where a document does not say otherwise. `n` is the number.
HEADINGS: dict[str, re.Pattern[str]] = {
    # 第三章　监督管理 · 第一部分
    "chapter": re.compile(rf"第(?P<n>{HAN_NUMERAL}|\d{{1,3}})(?:[章编篇节]|部分)"),
    # 第十二条
    "article": re.compile(rf"第(?P<n>{HAN_NUMERAL}|\d{{1,3}})条"),
    # 一、大力实施创新驱动战略
    "han": re.compile(rf"(?P<n>{HAN_NUMERAL})[、．.](?![一二三四五六七八九十])"),
    # （一）搭建创新平台
    "han_bracket": re.compile(rf"（(?P<n>{HAN_NUMERAL})）[、．.]?"),
    # 1.支持全国性商业银行 · 12、 · 3．
    "arabic": re.compile(r"(?P<n>\d{1,3})[.．、](?!\d)"),
    # （1）
    # （1） · 1）
    "arabic_bracket": re.compile(r"（?(?P<n>\d{1,3})）[、．.]?"),
    # ①
    "circled": re.compile(r"(?P<n>[①-⑳])"),
}

# Inside a running line a heading may begin after the end of a sentence, bracket or label.
SENTENCE_END = "。；！？）〕]】：”"
# …生产企业的扶持1.支持全国性… · 优化环境（一）简化… : no sentence end before the number, so it
# counts only if it continues the numbering
BARE: dict[str, re.Pattern[str]] = {
    "arabic": re.compile(r"(?<![\d.．])(?P<n>\d{1,2})[.．](?=[\u4e00-\u9fff“《])"),
    "han_bracket": re.compile(rf"(?<![第条款项〉》])（(?P<n>{HAN_NUMERAL})）(?=[\u4e00-\u9fff“])"),
}

# 东河市第一专项方案: a line that is a title of its own, no sentence and no list
PLAIN_LINE = re.compile(r"^[^。，；：！？\n]{4,60}$")
