"""Strategies for documents and questions: pieces that government texts are made of, and odd ones."""

from __future__ import annotations

from hypothesis import strategies as st

# what rules look for, in every form they come in; and what breaks readers
PIECES = (
    "一、", "（一）", "（二）", "1.", "1.1", "1.1.1", "①", "第一章", "第二条", "附件1", "附件：", "序号",
    "牵头单位：", "责任单位：", "（牵头单位：县水务局）", "（县教育局、县财政局负责）", "配合单位",
    "县财政局", "各镇街", "市水务局", "县委宣传部", "第一个逗号前为牵头单位", "下同", "等部门", "按职责分工负责",
    "2024年", "12月底前", "6月30日前", "2025年至2027年", "本月底", "长期坚持", "自印发之日起30日内",
    "9%", "3亿元", "9万亩", "以上", "不低于", "力争", "达到", "增长", "0.5", "1,000", "两个百分点", "百分之八",
    "《中华人民共和国水法》", "〔2023〕29号", "汶政办字〔2023〕29号", "《", "》", "“", "”", "（", "）", "、", "；",
    "建设", "项目", "工程", "行动", "水库", "完成", "推进", "新增", "个", "补助", "每人", "减免",
    "关于印发", "的通知", "各镇人民政府：", "东河县", "人民政府办公室", "此件公开发布", "抄送：", "|", "\t", "　",
    "张三", "分管领导：", "13800000000", "\n", "\n\n", "。", "，", "：", " ", "\r\n",
)  # fmt: skip
ODD = (
    "\x0c", "\x0b", "\x1c", "\x85", "\u2028", "\ufeff", "\u200b", "\uf0b7", "\uffff", "\U0010ffff", "\u202e",
    "⼯", "后發", "ﬁ", "é", "e\u0301", "\x01", "=1+1", "<script>", "&amp;", "%s", "{}", "\\", "'", '"',
)  # fmt: skip
_PIECE = st.sampled_from(PIECES)
_OTHER = st.one_of(st.sampled_from(ODD), st.text(max_size=6))
_REPEATED = st.builds(lambda piece, times: piece * times, _PIECE, st.integers(2, 60))

documents = st.lists(
    st.one_of(_PIECE, _PIECE, _PIECE, _PIECE, _OTHER, _REPEATED), min_size=1, max_size=120
).map("".join)

_ASKED = (
    "谁", "哪些", "几个", "多少", "牵头", "负责", "什么时候", "为什么", "任务", "单位", "项目", "指标", "和", "不",
    "只有", "最多", "最大", "一共", "除了", "之外", "比", "还是", "那它", "其中", "呢", "吗", "？", "县财政局",
    "水库", "幼儿园", "2024年", "6月底", "5个以上", "第3条", "who", "is in charge", "how many", "列出", "对比",
    "东河县", "怎么", "有没有", "路径", "共同", "谢谢", "你好",
)  # fmt: skip
questions = st.lists(
    st.one_of(st.sampled_from(_ASKED), st.sampled_from(_ASKED), _PIECE, _OTHER), max_size=14
).map("".join)


def mutated(text: str) -> st.SearchStrategy[str]:
    """Return a strategy that cuts, repeats, moves and replaces parts of a text."""
    edit = st.tuples(
        st.integers(0, len(text)), st.integers(0, 40), st.one_of(_PIECE, _OTHER, st.just(""))
    )
    return st.lists(edit, min_size=1, max_size=12).map(lambda edits: _edited(text, edits))


def _edited(text: str, edits: list[tuple[int, int, str]]) -> str:
    for at, length, new in edits:
        text = text[:at] + new + text[at + length :]
    return text
