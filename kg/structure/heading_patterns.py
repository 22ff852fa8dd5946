"""Named regular expressions of headings and frames; an example stands above each.

All of them match on a `kg.text.View`: half-width digits and letters, full-width （），：；, no
spaces, simplified characters. None nests a repetition in a repetition, so none backtracks.
"""

from __future__ import annotations

import re

HAN_NUMERAL = "[一二三四五六七八九十百]{1,5}"

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
    "arabic_bracket": re.compile(r"（(?P<n>\d{1,3})）[、．.]?"),
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

# 汶政办字〔2023〕29号 · 鲁政发[2019] 5 号 · 国发〔20233号 (closing bracket lost) · 〔20233）5号
WENHAO = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff]{1,12})[〔\[（【](?P<year>(?:19|20)\d\d)(?:\d?[〕\]）】])?第?"
    r"(?P<number>\d{1,5})号"
)
# 甲市人民政府文件: the masthead, above the 文号
MASTHEAD = re.compile(r"^[^，。：《]{2,40}(?:政府|委|委员会|局|厅|办公室|党组)文件$")
# words that run into the number's own letters: 根据国发〔2022〕18号
WENHAO_LEAD = re.compile(
    r"^.*(?:根据|按照|依据|落实|贯彻|执行|印发|文号|文件|以及|和|及|为|的|以|由)(?=..)"
)

# The words a title may end with.
KINDS = (
    "通知|意见|决定|公告|通告|通报|批复|函|报告|方案|计划|规划|措施|办法|规定|细则|条例|章程|"
    "规则|制度|任务|要点|清单|目录|分工|预案|纲要|安排|政策|标准|办法（试行）|意见（试行）|"
    "方案（试行）|条|工程|行动"
)
TITLE_END = re.compile(rf"(?:{KINDS})(?:（[^（）]{{1,24}}）)?$")
# （2022—2024年） （试行）: a title's last line, or what a notice leaves out of the title it names
TITLE_NOTE = re.compile(
    r"\n?（(?:(?:19|20)\d\d年?[^（）\d\n]{0,2}(?:19|20)\d\d年?|试行|暂行|修订[版稿]?|[^（）\n]{0,4}稿|草案)）"
)
# （此件公开发布） （此件主动公开） （信息公开形式：主动公开） · 信息公开选项：主动公开
DISCLOSURE = re.compile(
    r"(?m:（|^(?=此件|信息公开|公开))(?P<text>此件[^（）\n]{2,12}|[^（）\n]{0,8}(?:主动|依申请)公开)(?m:）|$)"
)
# 已经县政府同意 · 已经省政府第45次常务会议审议通过 · 经旗人民政府2021年第4次常务会议研究同意
APPROVAL = re.compile(
    r"经(?P<organisation>[^，。经]{2,14}?)(?:(?:19|20)\d\d年(?:\d{1,2}月\d{1,2}日)?)?"
    r"(?:第[^，。]{1,12}会议?|(?:常务|党组|办公)会议?)?(?:研究|讨论|审议|审定|批准|并){0,3}(?:同意|通过|批准)"
)
# 抄送：县委各部门，县人大常委会办公室。
CC = re.compile(r"(?:抄\s*送|主\s*送)：(?P<names>[^\n。]+(?:\n[^\n。]+){0,3})")
# 附件：1.… (the list of what is attached ends the last task)
ATTACHMENTS = re.compile(r"^附件(?:\d{0,2}|[一二三四五六七八九十]?)(?:：|$)")
# 本意见, 上述措施: the document speaks of itself
ITSELF = (
    "(?:本|以上|上述)(?:实施|行动|工作)?(?:意见|措施|举措|方案|通知|办法|政策|规定|计划|细则|要点)"
)
# 本意见自2023年5月15日起施行，…由区发改局负责解释。: a line that closes the document
PROVISION = re.compile(
    rf"^{ITSELF}(?:自[^。]{{1,40}}(?:施行|实施|执行|生效)|由[^。]{{2,40}}解释|有效期)"
)
# （联系人：…） 索引号：… 打印 字号 扫一扫: what web pages leave behind
WEB_RESIDUE = re.compile(
    r"^(?:索引号|主题分类|发[文布]机[关构]|成文日期|发布日期|发文字号|信息来源|来源|浏览次数|字号|【?打印|分享|"
    r"收藏|关闭|下载|政策解读|标题|主题词|公文种类|有效性|责任编辑|当前位置|首页|公开[方形]式|公开范围)(?:[：】（\s]|$)|"
    r"^(?:扫一扫|微信扫|分享到|打印本|关闭窗口|上一篇|下一篇)"
)
MARKDOWN_HEADING = re.compile(r"^#{1,6}")

# 关于印发《…》的通知 · 甲县人民政府办公室印发…的通知: a notice and the document it covers
COVERED = re.compile(
    r"关于(?:印发|转发|批转|公布|发布|下达)(?P<named>.+?)的?(?:通知|函|公告)$"
    r"|^(?:(?!关于)[^《]){2,30}?(?:印发|转发)(?P<direct>.+?)的通知$"
)
# 湘潭市人民政府关于…的若干意见各县市区人民政府，… : a title that runs into the text
RUNNING_TITLE = re.compile(
    r"^.{2,40}?关于.{2,100}?的(?:(?:若干|实施|指导)?意见|通知|批复|函|决定|公告|通告)|"
    r"^.{2,40}?印发.{2,100}?的通知"
)
# a date that stands alone: 2023年7月17日 at the end of a line or sentence
DATE_LINE = re.compile(
    r"(?:^|(?<=[\n。）]))[^\n。，：；《》（）]{0,40}?(?P<date>(?:(?:19|20)\d\d|[二一〇○零九\d]{4})年"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})日)(?=\n|（|$|[^\d\n，。的前后起至到内发印]{0,2}\n)"
)
# …重大问题。甲市人民政府2020年9月15日（此件主动公开）: signed in a line that goes on
SIGNED = re.compile(
    r"(?<=[。；）])(?P<organisation>[^\n。，：；《》（）]{3,40}?)(?:(?:19|20)\d\d|[二一〇○零九\d]{4})年"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}|[一二三四五六七八九十廿]{1,3})日"
    r"(?:（[^（）]{2,20}）)?(?=$|抄送：|主送：|附件)"
)
# a line that is a title of its own: no sentence, no list
PLAIN_LINE = re.compile(r"^[^。，；：！？\n]{4,60}$")
