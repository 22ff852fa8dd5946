"""Who does a task and by when, in the forms in which offices write it."""

from __future__ import annotations

import pytest
from conftest import KNOWLEDGE

from kg.extraction import extract
from kg.extraction.mentions import TimeLimitMention, UnitMention
from kg.structure.parser import parse

# what closes a task, its units by role, its limit
# fmt: off
FORMS: list[tuple[str, list[str], str | None]] = [
    ('（牵头单位：县发改局；责任单位：县财政局、县住建局；完成时限：2024年10月底前）', ['lead:县发改局', 'responsible:县财政局', 'responsible:县住建局'], '2024-10-31'),
    ('（牵头领导：王某某；牵头单位：县教体局；配合单位：各乡镇）', ['lead:县教体局', 'assist:各乡镇'], None),
    ('〔牵头：县水利局，配合：县财政局、各镇（街）〕', ['lead:县水利局', 'assist:县财政局', 'assist:各镇（街）'], None),
    ('【责任单位：县工信局、县科技局】', ['lead:县工信局', 'lead:县科技局'], None),
    ('（县商务局牵头，县市场监管局、县税务局参与）', ['lead:县商务局', 'assist:县市场监管局', 'assist:县税务局'], None),
    ('（由县民政局牵头负责，县残联、县妇联协助）', ['lead:县民政局', 'assist:县残联', 'assist:县妇联'], None),
    ('（县林业局、各乡镇人民政府按职责分工负责）', ['lead:县林业局', 'lead:各乡镇人民政府'], None),
    ('（县应急局负责，12月底前完成）', ['lead:县应急局'], '2024-12-31'),
    ('（责任单位：县卫健局牵头，县医保局、县人社局配合）', ['lead:县卫健局', 'assist:县医保局', 'assist:县人社局'], None),
    ('\n牵头单位：县文旅局\n协办单位：县财政局、县交通局\n完成时限：9月底', ['lead:县文旅局', 'assist:县财政局', 'assist:县交通局'], '2024-09-30'),
    ('\n责任单位：县公安局，县司法局\n责任人：张三、李四', ['lead:县公安局', 'lead:县司法局'], None),
    ('（主办：县农业农村局；协办：县供销社、县气象局）', ['lead:县农业农村局', 'assist:县供销社', 'assist:县气象局'], None),
    ('（县委宣传部、县融媒体中心；持续推进）', ['lead:县委宣传部', 'lead:县融媒体中心'], None),
    ('（责任单位：县发展和改革局 县财政局 县审计局）', ['lead:县发展和改革局', 'lead:县财政局', 'lead:县审计局'], None),
    ('（责任领导：赵六；责任单位：县交通运输局；时限：全年）', ['lead:县交通运输局'], None),
    ('（牵头单位：县自然资源局。配合单位：县住建局、县生态环境分局。）', ['lead:县自然资源局', 'assist:县住建局', 'assist:县生态环境分局'], None),
    ('（牵头责任单位：县人社局；协同责任单位：县教体局、团县委等）', ['lead:县人社局', 'assist:县教体局', 'assist:团县委'], None),
    ('[县住房和城乡建设局、县城市管理局，2024年6月底前]', ['lead:县住房和城乡建设局', 'lead:县城市管理局'], '2024-06-30'),
    ('（县财政局、人民银行清溪支行、国网清溪县供电公司负责）', ['lead:县财政局', 'lead:人民银行清溪支行', 'lead:国网清溪县供电公司'], None),
    ('（第一责任单位：县工信局；第二责任单位：县科技局）', ['lead:县工信局', 'responsible:县科技局'], None),
    ('（县教育局牵头；县财政局、县住建局、县自然资源局按职责分工负责）', ['lead:县教育局', 'responsible:县财政局', 'responsible:县住建局', 'responsible:县自然资源局'], None),
    ('。县残联要会同县民政局抓好落实', [], None),
    ('（牵头单位:县大数据局;配合单位:县政务服务中心;完成时间:2024年8月）', ['lead:县大数据局', 'assist:县政务服务中心'], '2024-08-31'),
    ('\n责任单位：县水利局（牵头）、县财政局、各乡镇（街道）', ['lead:县水利局', 'responsible:县财政局', 'responsible:各乡镇（街道）'], None),
    ('\n牵头单位：县体育局 责任单位：县教育局 完成时限：2024年11月底', ['lead:县体育局', 'responsible:县教育局'], '2024-11-30'),
    ('\n责任部门：县退役军人事务局；协助部门：县民政局', ['lead:县退役军人事务局', 'assist:县民政局'], None),
]
# fmt: on


@pytest.mark.parametrize("closing, units, due", FORMS)
def test_forms(closing: str, units: list[str], due: str | None) -> None:
    lines = "\n".join(
        f"{number}．做好工作。推进有关工作{text}"
        for number, text in ((1, "（县审计局负责）。"), (2, closing), (3, "（县统计局负责）。"))
    )
    document = parse(f"清溪县2024年重点任务分工方案\n一、工作\n{lines}", KNOWLEDGE.lexicon)
    task = extract(document, "x.txt", KNOWLEDGE).tasks[1]
    named = [f"{m.role}:{m.name}" for m in task.mentions if isinstance(m, UnitMention)]
    assert sorted(named) == sorted(units)
    limits = [m.due for m in task.mentions if isinstance(m, TimeLimitMention)]
    assert due is None or due in limits
