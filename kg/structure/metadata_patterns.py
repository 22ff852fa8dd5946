"""Named regular expressions of numbers, notes and dates of documents; an example is above each.

All of them match on a `kg.text.view.View`: half-width digits and letters, full-width （），：；, no
spaces, simplified characters. None nests a repetition in a repetition, so none backtracks. Those
that hold words of the tables are in `kg.knowledge.document_lexicon`.
"""

from __future__ import annotations

import re

# 汶政办字〔2023〕29号 · 鲁政发[2019] 5 号 · 国发〔20233号 (closing bracket lost) · 〔20233）5号
WENHAO = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff]{1,12})[〔\[（【](?P<year>(?:19|20)\d\d)(?:\d?[〕\]）】])?第?"
    r"(?P<number>\d{1,5})号"
)
# （2022—2024年） （试行）: a title's last line, or what a notice leaves out of the title it names
TITLE_NOTE = re.compile(
    r"\n?（(?:(?:19|20)\d\d年?[^（）\d\n]{0,2}(?:19|20)\d\d年?|试行|暂行|修订[版稿]?|[^（）\n]{0,4}稿|草案)）"
)
# 《甲县〈工作报告〉分工方案（2023—2025年）》: marks in which two writings of a title differ
TITLE_MARKS = re.compile('[《》〈〉“”"—–\\-－~～]')
# 2023年7月17日 at the end of a line or sentence: a date outside sentences
DATE_LINE = re.compile(
    r"(?:^|(?<=[\n。）]))[^\n。，：；《》（）]{0,40}?(?P<date>(?:(?:19|20)\d\d|[一二三四五六七八九〇○Ｏ零\d]{4})年"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})日)(?=\n|（|$|[^\d\n，。的前后起至到内发印]{0,2}\n)"
)
# 《甲方案》（试行）: a title in brackets, with what follows them
QUOTED_TITLE = re.compile("《(?P<title>.+)》(?P<note>(?:（[^（）]{1,24}）)?)")
# 中华人民共和国|国务院|令⏎第|707|号
DECREE = re.compile(
    r"(?m)^#{0,6}+(?:中华人民共和国)?(?P<issuer>[\u4e00-\u9fff]{2,20}?)令\n?（?第"
    r"(?P<number>\d{1,4}|[一二三四五六七八九十百零〇]{1,8})号）?$"
)
# 现公布修订后的|《甲办法》
DECREED = re.compile("《(?P<title>[^《》]{2,80})》")
# 成文日期：2024年3月5日 · 原文链接：http://…
LABELLED = re.compile(r"(?m)^#{0,6}+(?P<label>[\u4e00-\u9fffA-Za-z]{2,8})：(?P<value>[^\n]+)$")
