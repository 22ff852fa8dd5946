"""Invented work plans, as many as wanted: places, units, numbers and wording vary; seeded."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from bench.files import KNOWLEDGE
from kg.knowledge.gazetteer import Jurisdiction

_CLAUSES = (
    "新建{thing}{number}处，改造提升{number}处",
    "{thing}覆盖率达到{percent}%以上，较上年提高{small}.{small}个百分点",
    "完成{thing}投资{number}亿元，同比增长{percent}%",
    "力争{month}月底前建成{thing}{small}个",
    "落实《{province}{thing}高质量发展规划（{year}—{later}年）》（{short}政发〔{year}〕{number}号）",
    "推动{place}{thing}项目加快建设，全年接待群众{number}万人次",
    "健全{thing}长效机制，每季度调度一次，新增{number}家",
    "对{thing}给予最高不超过{number}万元补助，{month}月底前兑现到位",
)
_THINGS = (
    *("农村公路", "污水管网", "幼儿园", "养老服务设施", "高标准农田", "工业园区", "充电桩"),
    *("数字化平台", "村卫生室", "垃圾分类", "公共图书馆", "水库除险加固", "生态修复", "冷链物流"),
    *("专精特新企业", "绿色工厂", "老旧小区", "农贸市场", "防洪堤坝", "乡村旅游", "职业培训"),
)
_VERBS = ("推进", "加强", "完善", "提升", "实施", "优化", "深化", "加快")
_SECTIONS = ("产业发展", "乡村振兴", "民生保障", "生态环境", "改革开放", "城乡建设", "安全生产")
_UNITS = (
    *("发展改革局", "工业和信息化局", "财政局", "农业农村局", "水务局", "教育局", "卫生健康局"),
    *("民政局", "交通运输局", "住房城乡建设局", "自然资源局", "文化和旅游局", "应急管理局"),
    *("商务局", "科技局", "人力资源社会保障局", "市场监管局", "医疗保障局", "统计局", "司法局"),
)
_FORMS = (
    "（牵头单位：{lead}；配合单位：{others}）",
    "（责任单位：{lead}、{others}）",
    "（{lead}牵头，{others}配合）",
)
_ORDINALS = "一二三四五六七八九十"


def documents(number: int, *, seed: int = 7, tasks: int = 78) -> Iterator[tuple[str, str]]:
    """Yield names of files and texts; the first of many are the same as of few.

    Args:
        number: how many.
        seed: decides what is in them.
        tasks: about as many in each, as the first document of data/documents has.
    """
    counties = sorted(
        (j for j in KNOWLEDGE.gazetteer.by_code.values() if j.level == "county"),
        key=lambda county: county.code,
    )
    random.Random(seed).shuffle(counties)
    for index in range(number):
        chance = random.Random(seed * 1_000_003 + index)
        year = 2020 + index // len(counties)
        county = counties[index % len(counties)]
        yield f"{index:05d}.txt", _document(county, year, tasks, chance)


def write(folder: Path, number: int) -> None:
    """Write documents into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents(number):
        (folder / name).write_text(text, encoding="utf-8")


def _document(county: Jurisdiction, year: int, tasks: int, chance: random.Random) -> str:
    name, short = county.name, county.name[:1]
    title = f"{name}{year}年{chance.choice(('重点', '民生', '政府'))}工作任务"
    lines = [
        f"{short}政办发〔{year}〕{chance.randint(1, 60)}号",
        f"{name}人民政府办公室关于印发{title}的通知",
        f"各乡镇人民政府，{name[-1]}直各部门：",
        f"现将《{title}》印发给你们，请认真贯彻执行。",
        f"{name}人民政府办公室",
        f"{year}年{chance.randint(1, 4)}月{chance.randint(1, 28)}日",
        title,
    ]
    for section in range(10):
        lines.append(f"{_ORDINALS[section]}、{chance.choice(_VERBS)}{chance.choice(_SECTIONS)}")
        of_section = tasks // 10 + (section < tasks % 10)
        lines += [_task(ordinal, county, year, chance) for ordinal in range(of_section)]
    return "\n".join(lines) + "\n"


def _task(ordinal: int, county: Jurisdiction, year: int, chance: random.Random) -> str:
    above = KNOWLEDGE.gazetteer.chain(county)
    thing = chance.choice(_THINGS)

    def clause() -> str:
        return chance.choice(_CLAUSES).format(
            thing=chance.choice((thing, chance.choice(_THINGS))),
            number=chance.randint(2, 900),
            percent=chance.randint(3, 99),
            small=chance.randint(1, 9),
            month=chance.randint(3, 12),
            year=year - chance.randint(0, 3),
            later=year + 3,
            province=above[0].name,
            short=above[0].name[:1],
            place=county.name,
        )

    lead, *others = chance.sample(_UNITS, chance.randint(2, 4))
    level = county.name[-1]
    form = chance.choice(_FORMS).format(
        lead=f"{level}{lead}", others="、".join(f"{level}{other}" for other in others)
    )
    text = "；".join(clause() for _ in range(chance.randint(2, 5)))
    return f"（{_ORDINALS[ordinal]}）{chance.choice(_VERBS)}{thing}建设。{text}。{form}"
